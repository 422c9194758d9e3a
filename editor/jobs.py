"""Generations as the window sees them: the queue's events, brought to the GUI thread, one view a card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from engine.document.request import Request
    from engine.jobs.events import JobEvent
    from engine.jobs.queue import JobQueue

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

JobState = Literal["queued", "running", "failed"]


@dataclass(frozen=True)
class JobView:
    """What a card shows of its job. A failed one stays until the card is tried again or changed."""

    card: str
    job_id: str
    request: Request
    state: JobState = "queued"
    fraction: float = 0.0
    stage: str = ""
    seconds_left: float | None = None
    preview: QImage | None = None
    message: str = ""
    """What went wrong, or what else there is to say of how it goes on."""
    place_in_queue: int = 0
    """1 for the next one; 0 while running or failed."""


class Jobs(QObject):
    """Owns the queue. The worker process starts with the first job."""

    changed = Signal(str)
    """A card's job moved on, appeared or went."""
    finished = Signal(str, str)
    """(card id, take id) of a take that is complete."""
    told = Signal(str)
    """A sentence about a job that failed."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: JobQueue | None = None
        self._views: dict[str, JobView] = {}
        self._arrived.connect(self._take_in, Qt.ConnectionType.QueuedConnection)

    def of(self, card_id: str) -> JobView | None:
        return self._views.get(card_id)

    def views(self) -> tuple[JobView, ...]:
        """Running and waiting jobs in order, failed ones last."""
        order = {"running": 0, "queued": 1, "failed": 2}
        return tuple(sorted(self._views.values(), key=lambda v: (order[v.state], v.place_in_queue)))

    @property
    def running(self) -> int:
        return sum(view.state == "running" for view in self._views.values())

    @property
    def waiting(self) -> int:
        return sum(view.state == "queued" for view in self._views.values())

    def busy(self, card_id: str) -> bool:
        view = self._views.get(card_id)
        return view is not None and view.state != "failed"

    def submit(self, takes_folder: Path, request: Request) -> None:
        if self._queue is None:
            from engine.jobs.queue import JobQueue

            self._queue = JobQueue(self._arrived.emit)
        # The queue tells "queued" before it returns the id; that event comes back through the event loop,
        # so the view made here is there first.
        job_id = self._queue.submit(takes_folder, request)
        self._views[request.card] = JobView(request.card, job_id, request)
        self._renumber()
        self.changed.emit(request.card)

    def cancel(self, card_id: str) -> None:
        view = self._views.get(card_id)
        if view is None:
            return
        if view.state == "failed" or self._queue is None:
            self.forget(card_id)
        else:
            self._queue.cancel(view.job_id)

    def cancel_all(self) -> None:
        waiting_first = sorted(self._views.values(), key=lambda view: view.state == "running")
        for view in waiting_first:
            self.cancel(view.card)

    def forget(self, card_id: str) -> None:
        """Take a failed job off the card."""
        view = self._views.get(card_id)
        if view is not None and view.state == "failed":
            del self._views[card_id]
            self.changed.emit(card_id)

    @property
    def worker_pid(self) -> int | None:
        return self._queue.worker_pid if self._queue is not None else None

    def close(self) -> None:
        if self._queue is not None:
            self._queue.close()
            self._queue = None
        self._views.clear()

    def _take_in(self, event: JobEvent) -> None:
        view = self._views.get(event.card)
        if view is None or view.job_id != event.job_id:
            return
        handle: dict[str, Callable[[JobView, JobEvent], None]] = {
            "started": self._progress,
            "progress": self._progress,
            "done": self._done,
            "failed": self._failed,
            "cancelled": self._gone,
        }
        if event.kind in handle:
            handle[event.kind](view, event)
            self._renumber()
            self.changed.emit(event.card)

    def _progress(self, view: JobView, event: JobEvent) -> None:
        if event.message:
            self.told.emit(event.message)
        preview = view.preview
        if event.preview is not None:
            loaded = QImage(str(event.preview))
            preview = preview if loaded.isNull() else loaded
        self._views[view.card] = replace(
            view,
            state="running",
            fraction=max(view.fraction, overall(event)),
            stage=event.stage,
            seconds_left=event.seconds_left,
            preview=preview,
            message=event.message or view.message,
            place_in_queue=0,
        )

    def _done(self, view: JobView, event: JobEvent) -> None:
        del self._views[view.card]
        self.finished.emit(view.card, event.take_id or "")

    def _failed(self, view: JobView, event: JobEvent) -> None:
        self._views[view.card] = replace(
            view, state="failed", message=event.message, preview=None, place_in_queue=0
        )
        self.told.emit(event.message)

    def _gone(self, view: JobView, event: JobEvent) -> None:
        del self._views[view.card]

    def _renumber(self) -> None:
        waiting = [view for view in self._views.values() if view.state == "queued"]
        for place, view in enumerate(waiting, 1):
            if view.place_in_queue != place:
                self._views[view.card] = replace(view, place_in_queue=place)
                self.changed.emit(view.card)


def overall(event: JobEvent) -> float:
    """How far the whole job is, 0 … 1."""
    first, last = STAGES.get(event.stage, (0.0, 0.0))
    return first + (last - first) * (event.done / event.total if event.total else 0.0)
