"""Which job begins next, and what that one must wait for. Pure functions of the queue."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.document.time import FrameRange
from engine.jobs.events import Job
from engine.tools.regenerate import CONTEXT


def neighbours(a: Job, b: Job) -> bool:
    """Whether one's take is context of the other: another card within `CONTEXT` frames. Two wishes for one
    card are not."""
    if a.request.card == b.request.card or a.takes_folder != b.takes_folder:
        return False
    reach = a.request.draw
    return FrameRange(max(0, reach.start - CONTEXT), reach.stop + CONTEXT).overlaps(b.request.draw)


def startable(jobs: Sequence[Job], held_back: Collection[str] = ()) -> Job | None:
    """The first waiting job that is no neighbour of a running one, nor of one that waits before it.

    So neighbours are drawn one after the other, in order, each fitting the take before it, while cards far
    apart are drawn side by side. `held_back`: ids that cannot begin now, and hold up their neighbours.

        queue     A  B(next to A)  C(far away)
        running   A                C             B follows A
    """
    ahead = [job for job in jobs if job.state == "running"]
    for job in jobs:
        if job.state != "waiting":
            continue
        if job.id not in held_back and not any(neighbours(job, other) for other in ahead):
            return job
        ahead.append(job)
    return None


def moved(order: Sequence[str], job_id: str, before: str | None) -> list[str]:
    """`order` with `job_id` directly before `before`, or last. Unknown ids change nothing.

    moved([a, b, c, d], d, b) = [a, d, b, c]
    """
    if job_id not in order or job_id == before or (before is not None and before not in order):
        return list(order)
    others = [each for each in order if each != job_id]
    at = len(others) if before is None else others.index(before)
    return [*others[:at], job_id, *others[at:]]
