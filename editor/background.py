"""Work that must not hold the window up: two threads, results back on the GUI thread.

What a piece of work refers to (panels, dialogs) is let go on the GUI thread only: a widget whose last
reference ends in another thread would be destroyed there, and that is a crash. So tasks stay in a table that
only the GUI thread empties, and threads name them by number. A thread that does not end in time when the
window closes finds everything it uses still there.
"""

from __future__ import annotations

import itertools
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from editor.language.choice import sentence
from engine.errors import Cancelled, TweenError

T = TypeVar("T")

THREADS = 2
PATIENCE = 0.9
"""Seconds that closing waits for work to end."""


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


class _Bell(QObject):
    """Rung by threads. There is one, as long as the program: who rings it late finds it there."""

    rung = Signal()


_bell: list[_Bell] = []


_Outcome = tuple[object, BaseException | None]


class _Desk:
    """What a `Background` and its threads share; it outlives both."""

    def __init__(self, bell: _Bell) -> None:
        self.bell = bell
        self.tasks: dict[int, Task[Any]] = {}
        self.waiting: SimpleQueue[int | None] = SimpleQueue()
        self.finished: deque[tuple[int, _Outcome]] = deque()
        self.lock = Lock()


_late: list[_Desk] = []
"""Desks whose threads had not ended when they were closed."""


class Background(QObject):
    """Runs functions in threads; `done(result)` or `failed(sentence)` is called on the GUI thread.

    What is neither a `TweenError` nor a result is a defect and goes to `sys.excepthook`.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if not _bell:
            _bell.append(_Bell())
        self._desk = _Desk(_bell[0])
        self._threads: list[Thread] = []
        self._numbers = itertools.count()
        self._closed = False
        _bell[0].rung.connect(self._take_in, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Task[T]], T],
        done: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
    ) -> Task[T]:
        task = Task(work, done, failed)
        if not self._closed:
            number = next(self._numbers)
            self._desk.tasks[number] = task
            if len(self._threads) < min(THREADS, len(self._desk.tasks)):
                self._start_thread()
            self._desk.waiting.put(number)
        return task

    def close(self) -> None:
        """Ask everything to stop and wait for it; nothing is called back afterwards."""
        self._closed = True
        desk = self._desk
        for task in desk.tasks.values():
            task.cancel()
        with suppress(Empty):
            while True:
                desk.waiting.get_nowait()
        for _ in self._threads:
            desk.waiting.put(None)
        until = monotonic() + PATIENCE
        for thread in self._threads:
            thread.join(max(0.0, until - monotonic()))
        if any(thread.is_alive() for thread in self._threads):
            _late.append(desk)
        else:
            desk.tasks.clear()
            desk.finished.clear()

    def _start_thread(self) -> None:
        # A daemon: work that hangs (a drive that is gone) must not keep the program from ending.
        thread = Thread(target=_work_at, args=(self._desk,), name="background", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _take_in(self) -> None:
        while not self._closed:
            with self._desk.lock:
                if not self._desk.finished:
                    return
                number, (result, error) = self._desk.finished.popleft()
            self._finish(self._desk.tasks.pop(number), result, error)

    def _finish(self, task: Task[Any], result: object, error: BaseException | None) -> None:
        if error is None:
            task.done(result)
        elif isinstance(error, TweenError):
            if task.failed is not None:
                task.failed("" if isinstance(error, Cancelled) else sentence(str(error)))
        else:
            sys.excepthook(type(error), error, error.__traceback__)


def still_working() -> bool:
    """Whether threads of a closed window have not ended: the program then leaves without waiting for them."""
    return bool(_late)


def _work_at(desk: _Desk) -> None:
    while (number := desk.waiting.get()) is not None:
        box = [_outcome(desk, number)]
        with desk.lock:  # the GUI thread takes it once nothing here refers to it any more
            desk.finished.append((number, box.pop()))
        desk.bell.rung.emit()


def _outcome(desk: _Desk, number: int) -> _Outcome:
    task = desk.tasks[number]
    if task.cancelled():
        return None, Cancelled("Stopped before it began.")
    try:
        return task.work(task), None
    except Exception as error:  # noqa: BLE001 handed to the GUI thread, which knows what to do with it
        return None, error
