"""What the window knows of one job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from engine.document.request import Request
    from engine.jobs.events import Job, JobEvent

STAGES = {
    "load": (0.0, 0.04),
    "read": (0.04, 0.07),
    "encode": (0.07, 0.12),
    "text": (0.12, 0.13),
    "sample": (0.13, 0.8),
    "decode": (0.8, 0.95),
    "write": (0.95, 1.0),
}
"""Where each stage lies on the one bar that a person sees; drawing is most of the time."""
JobState = Literal["queued", "running", "failed", "done"]
ORDER = {"running": 0, "queued": 1, "failed": 2, "done": 3}


@dataclass(frozen=True)
class JobView:
    """What the window shows of a job. A failed one stays until it is tried again or its card changes; a done
    one only in the list of jobs."""

    card: str
    job_id: str
    request: Request
    state: JobState = "queued"
    fraction: float = 0.0
    stage: str = ""
    done: int = 0
    total: int = 0
    """Units of the stage."""
    speed: float | None = None
    """Units a second."""
    seconds_left: float | None = None
    preview: QImage | None = None
    message: str = ""
    """What went wrong, or what else there is to say of how it goes on."""
    place_in_queue: int = 0
    """1 for the next one; 0 while it runs, is paused, or has ended."""
    paused: bool = False
    """It is queued and does not begin by itself."""
    stopping: bool = False
    """It runs, and was asked to stop at its next step."""
    begun: bool = False
    """Steps of it are kept, so it goes on with the request it has."""
    own_seed: bool = False
    changed: bool = False
    """The card says something else than what this job draws."""
    take_id: str = ""
    where: str = ""
    """The machine of a cluster that draws it, or drew it; "" for this one."""


def view_of(job: Job) -> JobView:
    """Of a job that was left when the film was closed."""
    return JobView(
        job.request.card,
        job.id,
        job.request,
        state="failed" if job.state == "failed" else "queued",
        message=job.message,
        paused=job.state == "paused",
        begun=job.begun,
        own_seed=job.own_seed,
    )


def overall(event: JobEvent) -> float:
    """How far the whole job is, 0 … 1."""
    first, last = STAGES.get(event.stage, (0.0, 0.0))
    return first + (last - first) * (event.done / event.total if event.total else 0.0)
