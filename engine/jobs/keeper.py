"""Brings the queue to the disk beside whoever changes it: a window does not wait for a disk.

What is told of the queue goes through here as well, so that nothing is told before it is on the disk.

    changed(A)  changed(B)  tell(b)  changed(C)  tell(c)
    disk:       A ──────────── B ─── C ────
    told:                            b     c          what comes while the disk writes becomes one change
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence

from engine.jobs.events import Job, JobEvent
from engine.jobs.kept import QueueFile


class Keeper:
    """Calls may come from any thread and return at once. `notify` is called from the thread that writes,
    which is there while there is something to do; a program that ends waits for it."""

    def __init__(self, kept: QueueFile, notify: Callable[[JobEvent], None]) -> None:
        self._kept = kept
        self._notify = notify
        self._idle = threading.Condition()
        self._newest: Sequence[Job] | None = None
        self._events: deque[JobEvent] = deque()
        self._thread: threading.Thread | None = None

    def changed(self, jobs: Sequence[Job]) -> None:
        """The queue is this now. Where it cannot be kept, a note says so, and drawing goes on."""
        with self._idle:
            self._newest = jobs
            self._work()

    def tell(self, event: JobEvent) -> None:
        """Tell of it, in order, once every change before it is on the disk."""
        with self._idle:
            self._events.append(event)
            self._work()

    def flush(self) -> None:
        """Wait until everything so far is on the disk and told of."""
        with self._idle:
            if self._thread is not threading.current_thread():
                self._idle.wait_for(lambda: self._thread is None)

    def _work(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="queue on the disk", daemon=False)
            self._thread.start()

    def _run(self) -> None:
        try:
            while self._turn():
                pass
        finally:  # a listener that raises takes this thread along; another one goes on with what is left
            with self._idle:
                if self._thread is threading.current_thread():
                    self._thread = None
                    if self._newest is not None or self._events:
                        self._work()
                self._idle.notify_all()

    def _turn(self) -> bool:
        """Write and tell what has come; False when there was nothing."""
        with self._idle:
            jobs, self._newest = self._newest, None
            events, self._events = self._events, deque()
            if jobs is None and not events:
                self._thread = None
                return False
        if jobs is not None:
            self._save(jobs)
        try:
            while events:
                self._notify(events.popleft())
        finally:
            with self._idle:
                self._events.extendleft(reversed(events))
        return True

    def _save(self, jobs: Sequence[Job]) -> None:
        try:
            self._kept.save(jobs)
        except OSError as error:
            message = f"The queue in {self._kept.takes_folder} cannot be kept ({error.strerror}); "
            message = f"{message}it would be lost if the program ended."
            self._notify(JobEvent("", "", "note", message=message))
