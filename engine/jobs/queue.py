"""The queue of generations: a worker process a device, or a place in a cluster (`engine.jobs.seats`), each
with one job at a time. No Qt, no torch.

Workers are started with the first jobs and kept, so that the model stays loaded. Cancel and pause are asked
for politely and, when the worker does not answer in time, done by ending the process: a cancelled job is over
within `patience` seconds. A paused one has longer, to end its step. What it had drawn is kept after a pause,
and dropped after a cancel.

When a worker dies (a driver, the system short of memory), another one goes on with the job from its last
kept step, as long as each got further than the one before.

Every change is on the disk before it is told of (`engine.jobs.keeper`), so that a queue outlives its program.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.document.request import Request
from engine.errors import TweenError
from engine.jobs.events import FINAL, Job, JobEvent, JobState, event_from_line
from engine.jobs.keeper import Keeper
from engine.jobs.kept import QueueFile
from engine.jobs.order import moved, neighbours, startable
from engine.jobs.pace import Pace
from engine.jobs.seats import Drawer, Seats, chosen_seats

STAGES = ("sample", "decode", "write")
"""Stages that a job does not come back to."""
LONGER = 12
"""Times the patience that a pause has: a model that has to be loaded again costs more than a slow step."""


class JobQueue:
    """`notify` is called from reader threads (and from the caller's own on what the caller asks for); with
    `kept`, from the thread that keeps the queue.

    `kept`: where the queue stays; jobs that are there already wait, and the queue is held until `go_on`.
    `renews`: after a take is there, waiting neighbours of its card begin only once `renew` has told what they
    are to draw now. `devices`: the environment of each worker; `seats`: where else jobs are drawn.
    """

    def __init__(
        self,
        notify: Callable[[JobEvent], None],
        patience: float = 1.2,
        kept: QueueFile | None = None,
        renews: bool = False,
        devices: Sequence[Mapping[str, str]] | None = None,
        seats: Seats | None = None,
    ) -> None:
        self._keeper = Keeper(kept, notify) if kept is not None else None
        self._notify = notify if self._keeper is None else self._keeper.tell
        self._patience = patience
        self._renews = renews
        self._seats = seats or chosen_seats(devices)
        self._lock = threading.RLock()
        self._jobs: dict[str, Job] = {job.id: job for job in (kept.load() if kept else ())}
        self.held = any(job.state == "waiting" for job in self._jobs.values())
        """No job begins while it is."""
        self._workers: dict[int, Drawer] = {}
        self._last: dict[str, JobEvent] = {}
        self._pace: dict[str, Pace] = {}
        self._reached: dict[str, tuple[int, int]] = {}
        self._lost: dict[str, int] = {}
        """How often a job was lost with its worker since it last got further."""
        self._stopping: dict[str, JobState | None] = {}
        """Running jobs that were asked to stop, and what they become; None: they go."""
        self._to_renew: set[str] = set()
        self._together = 0
        self._closed = False
        self._folder = Path(tempfile.mkdtemp(prefix="tweenboard-"))

    # What is there.

    def jobs(self) -> tuple[Job, ...]:
        """Running, waiting, paused and failed jobs, in order."""
        with self._lock:
            return tuple(self._jobs.values())

    @property
    def running(self) -> tuple[str, ...]:
        return tuple(job.id for job in self.jobs() if job.state == "running")

    @property
    def worker_pids(self) -> tuple[int, ...]:
        """Process ids of the workers there are on this machine."""
        with self._lock:
            return tuple(worker.pid for worker in self._workers.values() if worker.pid is not None)

    # What a person asks for.

    @contextmanager
    def together(self) -> Iterator[None]:
        """Changes made within are one change on the disk."""
        with self._lock:
            self._together += 1
            try:
                yield
            finally:
                self._together -= 1
                self._keep()

    def submit(self, takes_folder: Path, request: Request, own_seed: bool = False) -> str:
        """Queue a Request; its take will be added to the library in `takes_folder`. Its id."""
        job_id = uuid.uuid4().hex[:12]
        with self._lock:
            if self._closed:
                raise TweenError("The queue is closed; open the film again to generate.")
            self._jobs[job_id] = Job(job_id, takes_folder, request, own_seed=own_seed)
            self._keep()
        self._notify(JobEvent(job_id, request.card, "queued"))
        self._next()
        return job_id

    def cancel(self, job_id: str) -> None:
        """Take a job out of the queue, or stop it. Unknown and finished jobs are left alone."""
        if not self._stop(job_id, None) and (job := self._jobs.get(job_id)) is not None:
            self._finish(JobEvent(job_id, job.request.card, "cancelled"))

    def pause(self, job_id: str) -> None:
        """Stop a job, or let it not begin, until `resume`; the ones behind it go on."""
        if not self._stop(job_id, "paused"):
            self._become(job_id, "paused", "paused")

    def resume(self, job_id: str) -> None:
        """A paused or failed job waits again, at its place; what it has drawn counts."""
        self._become(job_id, "waiting", "queued")

    def hold(self, running_too: bool = True) -> None:
        """Begin no job until `go_on`. The running ones stop and wait, or else are drawn to their end."""
        with self._lock:
            self.held = True
        for job_id in self.running if running_too else ():
            self._stop(job_id, "waiting")

    def go_on(self) -> None:
        with self._lock:
            self.held = False
        self._next()

    def free(self) -> None:
        """Hold what is to draw, and end the workers: their memory is the system's again."""
        with self._lock:
            self.held = self._to_draw()
            workers, self._workers = list(self._workers.values()), {}
        for worker in workers:
            worker.end()
        for job_id in self.running:
            state = self._stopping.pop(job_id, "waiting")
            self._stopped(job_id, state)

    def move(self, job_id: str, before: str | None) -> None:
        """Put a job directly before another one, or last."""
        with self._lock:
            self._jobs = {each: self._jobs[each] for each in moved(tuple(self._jobs), job_id, before)}
            self._keep()
        self._next()

    def renew(self, job_id: str, request: Request, begun: bool = False) -> None:
        """What a job that does not run draws from now on; `begun`: its kept steps are of this request too."""
        with self._lock:
            job = self._jobs.get(job_id)
            self._to_renew.discard(job_id)
            if job is not None and job.state != "running" and (job.request, job.begun) != (request, begun):
                self._jobs[job_id] = replace(job, request=request, begun=begun)
                self._keep()
        self._next()

    def fail(self, job_id: str, message: str) -> None:
        """A waiting job cannot be drawn; `message` says why."""
        job = self._jobs.get(job_id)
        if job is not None and job.state in ("waiting", "paused"):
            self._finish(JobEvent(job_id, job.request.card, "failed", message=message))

    def close(self) -> None:
        """End the workers. Complete takes stay, and so does the queue on the disk; nothing else does."""
        with self._lock:
            self._closed = True
            self._jobs.clear()
            workers, self._workers = list(self._workers.values()), {}
        for worker in workers:
            worker.end()
        self.flush()
        shutil.rmtree(self._folder, ignore_errors=True)

    def flush(self) -> None:
        """Wait until what was changed is on the disk and told of."""
        if self._keeper is not None:
            self._keeper.flush()

    # Within.

    def _next(self) -> None:
        """Begin what can begin, one job a free device."""
        with self._lock:
            while not self.held and not self._closed and self._has_room():
                job = startable(tuple(self._jobs.values()), self._to_renew)
                worker = self._free_worker() if job is not None else None
                if job is None or worker is None:
                    return
                worker.job = job.id
                self._jobs[job.id] = replace(job, state="running", message="")
                self._keep()
                request, takes = job.request.to_json(), str(job.takes_folder)
                worker.send(do="draw", job=job.id, takes=takes, request=request)

    def _has_room(self) -> bool:
        return sum(worker.job is not None for worker in self._workers.values()) < self._seats.count()

    def _free_worker(self) -> Drawer | None:
        for worker in self._workers.values():
            if worker.job is None:
                return worker
        n = next((n for n in range(self._seats.count()) if n not in self._workers), None)
        if n is None:
            return None
        self._workers[n] = self._seats.start(n, self._folder, self._told, self._died)
        return self._workers[n]

    def _worker_of(self, job_id: str) -> Drawer | None:
        return next((worker for worker in self._workers.values() if worker.job == job_id), None)

    def _stop(self, job_id: str, becomes: JobState | None) -> bool:
        """Ask a running job to stop; False when it does not run."""
        with self._lock:
            worker = self._worker_of(job_id)
            if worker is None:
                return False
            self._stopping[job_id] = becomes
            worker.send(do="cancel" if becomes is None else "pause", job=job_id)
        patience = self._patience * (1 if becomes is None else LONGER)
        timer = threading.Timer(patience, self._end_if_still, (worker, job_id))
        timer.daemon = True
        timer.start()
        return True

    def _end_if_still(self, worker: Drawer, job_id: str) -> None:
        with self._lock:
            if worker.job != job_id or worker not in self._workers.values():
                return
            self._forget(worker)
        worker.end()
        self._stopped(job_id, self._stopping.pop(job_id, None))

    def _forget(self, worker: Drawer) -> None:
        self._workers = {n: other for n, other in self._workers.items() if other is not worker}

    def _stopped(self, job_id: str, becomes: JobState | None) -> None:
        """A running job has ended before its time."""
        job = self._jobs.get(job_id)
        if job is None:
            return
        if becomes is None:
            self._finish(JobEvent(job_id, job.request.card, "cancelled"))
        else:
            self._become(job_id, becomes, "paused" if becomes == "paused" else "queued")

    def _become(self, job_id: str, state: JobState, kind: Any) -> None:
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.state == state:
                return
            self._jobs[job_id] = replace(job, state=state, message="", begun=job.begun or self._drawn(job))
            self._last.pop(job_id, None)
            self._pace.pop(job_id, None)
            self._keep()
        self._notify(JobEvent(job_id, job.request.card, kind))
        self._next()

    def _drawn(self, job: Job) -> bool:
        """Whether steps of it may lie on the disk."""
        last = self._last.get(job.id)
        return last is not None and last.stage in STAGES

    def _told(self, worker: Drawer, line: dict[str, Any]) -> None:
        if line["kind"] == "ready":  # there may be more seats than were known
            return self._next()
        with self._lock:
            job = self._jobs.get(line["job"])
            if job is None or worker not in self._workers.values() or worker.job != job.id:
                return
            event = event_from_line(line, job.request.card)
            if event.kind == "progress":
                pace = self._pace.setdefault(job.id, Pace())
                event = replace(event, speed=pace.told(event.stage, event.done, time.monotonic()))
            if event.kind in FINAL or event.kind == "paused":
                worker.job = None
            else:
                self._last[job.id] = event
        if event.kind == "paused":
            self._stopped(job.id, self._stopping.pop(job.id, "paused"))
        elif event.kind in FINAL:
            self._finish(event)
        else:
            self._notify(event)

    def _died(self, worker: Drawer, what: str) -> None:
        with self._lock:
            if worker not in self._workers.values():
                return
            self._forget(worker)
            job = self._jobs.get(worker.job or "")
        if job is None:
            return
        if job.id in self._stopping:
            return self._stopped(job.id, self._stopping.pop(job.id))
        last = self._last.get(job.id, JobEvent(job.id, job.request.card, "started"))
        if not self._went_on(last, worker.spare):
            message = f"{what} press Generate to try again."
            return self._finish(JobEvent(job.id, job.request.card, "failed", message=message))
        message = f"{what} the card goes on by itself."
        self._notify(replace(last, kind="progress", preview=None, speed=None, message=message))
        with self._lock:
            self._jobs[job.id] = replace(job, state="waiting", begun=True)
        self._next()

    def _went_on(self, last: JobEvent, spare: int) -> bool:
        """Whether the job did a step, and more of them than before an earlier death; `spare` times it may
        not."""
        reached = (STAGES.index(last.stage), last.done) if last.stage in STAGES else (-1, 0)
        before = self._reached.get(last.job_id, (0, 0))
        self._reached[last.job_id] = max(before, reached) if spare else reached
        lost = self._lost[last.job_id] = 0 if reached > before else self._lost.get(last.job_id, 0) + 1
        return lost <= spare

    def _finish(self, event: JobEvent) -> None:
        """A job is over: it goes, or stays as failed."""
        with self._lock:
            if self._closed:
                return
            job = self._jobs.pop(event.job_id, None)
            if job is not None and event.kind == "failed":
                failed = replace(job, state="failed", message=event.message, begun=False)
                self._jobs[job.id] = failed
            elif job is not None and event.kind == "done" and self._renews:
                self._to_renew |= {
                    other.id
                    for other in self._jobs.values()
                    if other.state == "waiting" and neighbours(job, other)
                }
            for known in (self._last, self._pace, self._reached, self._lost, self._stopping):
                known.pop(event.job_id, None)
            self._to_renew.discard(event.job_id)
            self.held = self.held and self._to_draw()  # what comes after an emptied queue is not held back
            self._keep()
        self._notify(event)
        self._next()

    def _to_draw(self) -> bool:
        return any(job.state in ("running", "waiting") for job in self._jobs.values())

    def _keep(self) -> None:
        """Bring the queue to the disk."""
        if self._keeper is not None and not self._closed and not self._together:
            self._keeper.changed(tuple(self._jobs.values()))
