"""Work that must not hold the window up: two pool threads, results back on the GUI thread."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Event
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from engine.errors import Cancelled, TweenError

T = TypeVar("T")


class Task(Generic[T]):
    """One piece of work under way. `work` gets the task and looks at `cancelled()` now and then."""

    def __init__(
        self,
        work: Callable[[Task[T]], T],
        done: Callable[[T], None],
        failed: Callable[[str], None] | None,
    ) -> None:
        self.work = work
        self.done = done
        self.failed = failed
        self._stop = Event()

    def cancel(self) -> None:
        self._stop.set()

    def cancelled(self) -> bool:
        return self._stop.is_set()


class _Runnable(QRunnable):
    def __init__(self, task: Task, back: Callable[[Task, object, BaseException | None], None]) -> None:
        super().__init__()
        self._task = task
        self._back = back

    def run(self) -> None:
        task = self._task
        if task.cancelled():
            return self._back(task, None, Cancelled("Stopped before it began."))
        try:
            result = task.work(task)
        except Exception as error:  # noqa: BLE001 handed to the GUI thread, which knows what to do with it
            self._back(task, None, error)
        else:
            self._back(task, result, None)


class Background(QObject):
    """Runs functions in a pool; `done(result)` or `failed(sentence)` is called on the GUI thread.

    What is neither a `TweenError` nor a result is a defect and goes to `sys.excepthook`.
    """

    _came_back = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._tasks: set[Task] = set()
        self._closed = False
        self._came_back.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Task[T]], T],
        done: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
    ) -> Task[T]:
        task = Task(work, done, failed)
        if not self._closed:
            self._tasks.add(task)
            self._pool.start(_Runnable(task, self._came_back.emit))
        return task

    def close(self) -> None:
        """Ask everything to stop and wait for it; nothing is called back afterwards."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        self._pool.clear()
        self._pool.waitForDone(900)
        self._tasks.clear()

    def _finish(self, task: Task, result: object, error: BaseException | None) -> None:
        self._tasks.discard(task)
        if self._closed:
            return
        if error is None:
            task.done(result)
        elif isinstance(error, TweenError):
            if task.failed is not None:
                task.failed("" if isinstance(error, Cancelled) else str(error))
        else:
            sys.excepthook(type(error), error, error.__traceback__)
