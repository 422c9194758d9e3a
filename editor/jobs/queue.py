"""Generations as the window sees them: the queue's events, brought to the GUI thread, one view a job."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from editor.jobs.table import JobTable
from editor.jobs.view import ORDER, STAGES, JobView, overall, view_of

if TYPE_CHECKING:
    from engine.document.request import Request
    from engine.jobs.events import JobEvent
    from engine.jobs.queue import JobQueue

SLICE = 0.008
"""Seconds that events are taken in at a time."""
MANY = 20
"""So many cards are told as one."""
DONE_KEPT = 50
"""Finished jobs that the list remembers."""


class Jobs(QObject):
    """Owns the queue of the open film. Worker processes start with the first job."""

    changed = Signal(str)
    """A job of this card moved on, appeared or went; "": of many cards, or their places in the queue."""
    queue_changed = Signal()
    """The queue is held, goes on, has another order, or other finished jobs."""
    finished = Signal(str, str)
    """(card id, take id) of a take that is complete."""
    failed = Signal(str, str)
    """(card id, sentence)."""
    told = Signal(str)
    """A sentence about a job that failed."""
    emptied = Signal()
    """A person cancelled everything: who is still adding jobs stops."""
    restored = Signal(int)
    """So many jobs were left when the film was last closed; they wait for a word."""

    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: JobQueue | None = None
        self._takes: Path | None = None
        self._jobs = JobTable()
        self._done: list[JobView] = []
        self.device_memory = (0, 0)
        """Bytes of the accelerator: taken, and there; zeros without one."""
        self._inbox: deque[JobEvent] = deque()
        self._rung = False
        self._quiet = 0
        self._untold: set[str] = set()
        """Cards whose change is told when the change is whole."""
        self._arrived.connect(self._take_in_all, Qt.ConnectionType.QueuedConnection)

    # The film.

    def enter(self, takes_folder: Path, kept: bool = True) -> None:
        """Its jobs are these now; those that were left come back. `kept`: the queue stays on the disk."""
        self._takes = takes_folder if kept else None
        if not kept or not (takes_folder / ".queue").is_file():
            return
        with self._quietly():
            for job in self._opened().jobs():
                self.show(view_of(job))
        if self.held:
            self.restored.emit(self.waiting)
        self.queue_changed.emit()

    def leave(self) -> None:
        """End the workers. What waits and what runs stays on the disk, for when the film is open again."""
        if self._queue is not None:
            self._queue.close()
            self._queue = None
        self._takes = None
        self.device_memory = (0, 0)
        cards = self._jobs.cards()
        self._jobs.clear()
        self._done.clear()
        for card in cards if len(cards) <= MANY else ("",):
            self.changed.emit(card)
        self.queue_changed.emit()

    # What there is.

    def of(self, card_id: str) -> JobView | None:
        return self._jobs.lead(card_id)

    def job(self, job_id: str) -> JobView | None:
        return self._jobs.get(job_id)

    def views(self) -> tuple[JobView, ...]:
        """Running jobs, waiting ones in order, failed ones."""
        return tuple(sorted(self._jobs.views(), key=lambda view: ORDER[view.state]))

    def rows(self) -> tuple[JobView, ...]:
        """`views`, and what is finished, the latest first."""
        return (*self.views(), *reversed(self._done))

    @property
    def running(self) -> int:
        return sum(view.state == "running" for view in self._jobs.views())

    @property
    def waiting(self) -> int:
        return sum(view.state == "queued" for view in self._jobs.views())

    @property
    def held(self) -> bool:
        return self._queue is not None and self._queue.held

    @property
    def worker_pids(self) -> tuple[int, ...]:
        return self._queue.worker_pids if self._queue is not None else ()

    def busy(self, card_id: str) -> bool:
        view = self._jobs.lead(card_id)
        return view is not None and view.state != "failed"

    # What a person asks for.

    def submit(self, takes_folder: Path, request: Request, own_seed: bool = False) -> str:
        failed = self._jobs.lead(request.card)
        if failed is not None and failed.state == "failed":
            self.dismiss(failed.job_id)
        # "queued" comes through the event loop, once the job is on the disk: what is made here is first.
        job_id = self._opened().submit(takes_folder, request, own_seed)
        self.show(JobView(request.card, job_id, request, own_seed=own_seed))
        return job_id

    @contextmanager
    def together(self) -> Iterator[None]:
        """Changes made within reach the disk, and whoever watches, as one."""
        with self._quietly(), self._opened().together():
            yield

    def variation(self, job_id: str) -> None:
        """Queue what the job draws once more, with another seed."""
        view = self._jobs.get(job_id) or next((row for row in self._done if row.job_id == job_id), None)
        if view is not None and self._takes_folder is not None:
            seed = random.SystemRandom().randrange(1, 2**32)
            self.submit(self._takes_folder, replace(view.request, seed=seed), own_seed=True)

    def cancel(self, card_id: str) -> None:
        """Stop what the card shows of its jobs."""
        view = self._jobs.lead(card_id)
        if view is not None:
            self.dismiss(view.job_id)

    def dismiss(self, job_id: str) -> None:
        """Stop a job, or take one that has ended off the list."""
        view = self._jobs.get(job_id)
        if view is None:
            self._done = [row for row in self._done if row.job_id != job_id]
            self.queue_changed.emit()
            return
        self._stops(view)
        if self._queue is not None:
            self._queue.cancel(job_id)
        if view.state == "failed" or self._queue is None:
            self._drop(view)

    def cancel_all(self) -> None:
        self.emptied.emit()
        if self._jobs:
            with self.together():
                for view in reversed(self.views()):
                    self.dismiss(view.job_id)

    def clear_finished(self) -> None:
        self._done.clear()
        for view in self.views():
            if view.state == "failed":
                self.dismiss(view.job_id)
        self.queue_changed.emit()

    def forget(self, card_id: str) -> None:
        """Take a failed job off the card."""
        view = self._jobs.lead(card_id)
        if view is not None and view.state == "failed":
            self.dismiss(view.job_id)

    def pause(self, job_id: str) -> None:
        view = self._jobs.get(job_id)
        if view is not None and self._queue is not None:
            self._stops(view)
            self._queue.pause(job_id)

    def resume(self, job_id: str) -> None:
        """Let a paused or failed job wait again."""
        if self._queue is not None:
            self._queue.resume(job_id)

    def move(self, job_id: str, before: str | None) -> None:
        """Put a waiting job directly before another one, or last."""
        if self._queue is not None:
            self._queue.move(job_id, before)
            self._in_order()

    def renew(self, job_id: str, request: Request, begun: bool, changed: bool) -> None:
        """What a waiting job draws from now on, and whether its card says something else."""
        view = self._jobs.get(job_id)
        if view is None or self._queue is None:
            return
        self._queue.renew(job_id, request, begun)  # one that runs meanwhile keeps what it has
        if (view.request, view.begun, view.changed) != (request, begun, changed):
            self.show(replace(view, request=request, begun=begun, changed=changed))

    def refuse(self, job_id: str, message: str) -> None:
        """A waiting job cannot be drawn as its card is now."""
        if self._queue is not None:
            self._queue.fail(job_id, message)

    def hold(self, running_too: bool = True) -> None:
        """Begin nothing more; what runs stops where it is, or is drawn to its end."""
        for view in self.views() if running_too else ():
            self._stops(view)
        self._opened().hold(running_too)
        self.queue_changed.emit()

    def free(self) -> None:
        """Hold, and give the memory of the workers back."""
        self._opened().free()
        self.device_memory = (0, 0)
        self.queue_changed.emit()

    def go_on(self) -> None:
        if self._queue is not None:
            self._queue.go_on()
            self.queue_changed.emit()

    # Within.

    @property
    def _takes_folder(self) -> Path | None:
        jobs = self._queue.jobs() if self._queue is not None else ()
        return self._takes or next((job.takes_folder for job in jobs), None)

    def _opened(self) -> JobQueue:
        if self._queue is None:
            from engine.jobs.kept import QueueFile
            from engine.jobs.queue import JobQueue

            kept = QueueFile(self._takes) if self._takes is not None else None
            self._queue = JobQueue(self._post, kept=kept, renews=True)
        return self._queue

    def _stops(self, view: JobView) -> None:
        if view.state == "running":
            self.show(replace(view, stopping=True))

    def show(self, view: JobView) -> None:
        """Take in what is known of a job now."""
        with self._quietly():
            self._jobs.put(view)
            self._untold.add(view.card)

    def _drop(self, view: JobView) -> None:
        with self._quietly():
            self._jobs.drop(view)
            self._untold.add(view.card)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """What changes within is numbered and told once, at the end."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1
            if not self._quiet and self._untold:
                if self._jobs.renumber():
                    self._untold.add("")
                cards, self._untold = self._untold, set()
                for card in cards if len(cards) <= MANY else {""}:
                    self.changed.emit(card)

    def _in_order(self) -> None:
        with self._quietly():
            self._jobs.order(job.id for job in (self._queue.jobs() if self._queue is not None else ()))
            self._untold.add("")
        self.queue_changed.emit()

    def _post(self, event: JobEvent) -> None:
        """From any thread. The bell is rung once for all that comes until it is heard."""
        self._inbox.append(event)
        if not self._rung:
            self._rung = True
            self._arrived.emit()

    def _take_in_all(self) -> None:
        """What has come, as far as there is time between two paints."""
        until = monotonic() + SLICE
        self._rung = False
        with self._quietly():
            while self._inbox and monotonic() < until:
                self._take_in(self._inbox.popleft())
        if self._inbox and not self._rung:
            self._rung = True
            QTimer.singleShot(0, self, self._take_in_all)

    def _take_in(self, event: JobEvent) -> None:
        if event.kind == "note":
            self.told.emit(event.message)
        view = self._jobs.get(event.job_id)
        handle: dict[str, Callable[[JobView, JobEvent], None]] = {
            "queued": self._waits,
            "paused": self._waits,
            "started": self._progress,
            "progress": self._progress,
            "done": self._ended,
            "failed": self._failed,
            "cancelled": lambda view, event: self._drop(view),
        }
        if view is not None and event.kind in handle:
            handle[event.kind](view, event)

    def _waits(self, view: JobView, event: JobEvent) -> None:
        begun = view.begun or (view.state == "running" and view.fraction >= STAGES["sample"][0])
        self.show(
            replace(
                view, state="queued", paused=event.kind == "paused", begun=begun, stopping=False, message="",
                fraction=view.fraction if begun else 0.0, speed=None, seconds_left=None,
            )
        )  # fmt: skip

    def _progress(self, view: JobView, event: JobEvent) -> None:
        if event.message:
            self.told.emit(event.message)
        preview = view.preview
        if event.preview is not None:
            loaded = QImage(str(event.preview))
            preview = preview if loaded.isNull() else loaded
        if event.device_total:
            self.device_memory = (event.device_used, event.device_total)
        self.show(
            replace(
                view,
                state="running",
                paused=False,
                stopping=view.stopping and event.kind != "started",
                fraction=max(view.fraction, overall(event)),
                stage=event.stage,
                done=event.done,
                total=event.total,
                speed=event.speed,
                seconds_left=event.seconds_left,
                preview=preview,
                message=event.message or view.message,
                where=event.where or view.where,
            )
        )

    def _ended(self, view: JobView, event: JobEvent) -> None:
        self._done = [*self._done, replace(view, state="done", fraction=1.0, take_id=event.take_id or "")]
        self._done = self._done[-DONE_KEPT:]
        self._drop(view)
        self.finished.emit(view.card, event.take_id or "")

    def _failed(self, view: JobView, event: JobEvent) -> None:
        failed = replace(view, state="failed", message=event.message, preview=None)
        self.show(replace(failed, paused=False, begun=False, stopping=False))
        self.told.emit(event.message)
        self.failed.emit(view.card, event.message)
