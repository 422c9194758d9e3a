"""The decode thread: composes frames at the size of the view, ahead of a playing film or as one scrubs.

One thread composes. It is asked in two ways: `request` (scrubbing: the latest wish wins, older ones
are forgotten) and `play` (a run of frames, made ahead into a short queue that the player empties).
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from editor.language.choice import sentence
from editor.viewer.composing import Composing, Film, Picture
from engine.errors import TweenError

AHEAD = 6
AHEAD_BYTES = 96 << 20
"""Frames kept ready while playing: at least so many, and as many as there is this much memory for. A busy
machine may not let the thread run for a third of a second."""
FURTHEST = 24
"""Beats that the thread runs before the clock, also where there is nothing to show (a file is missing)."""
PRIMED = 3
KEPT_BYTES = 48 << 20
"""Composed frames kept for stepping back and forth."""
BACKWARD = 16
"""Frames decoded in one go when the film plays backward."""
NEAR = 96
"""Frames from one still to the next that are a step in a direction, not a jump."""


@dataclass(frozen=True, slots=True)
class Run:
    """Playing: at beat k (0, 1, 2 … at the film's rate) the film shows `frame_at(k)`."""

    start: int
    step: int
    first: int
    last: int
    loop: bool = False

    def frame_at(self, beat: int) -> int | None:
        """None once the run is over."""
        frame = self.start + beat * self.step
        if self.first <= frame <= self.last:
            return frame
        if not self.loop:
            return None
        return self.first + (frame - self.first) % (self.last - self.first + 1)

    @property
    def end(self) -> int:
        return self.last if self.step > 0 else self.first


@dataclass(slots=True)
class _Orders:
    """What the thread has been asked; guarded by the condition."""

    film: Film | None = None
    wanted: int | None = None
    run: Run | None = None
    beat: int = 0
    due: int = 0
    made: deque[tuple[int, Picture]] = field(default_factory=deque)
    stopped: bool = False


class FrameMaker(QObject):
    """Owns the thread; its methods are for the GUI thread."""

    still = Signal(object)
    """A `Picture`: of the latest `request`, or of one on the way there."""
    failed = Signal(str)
    """A sentence: a file of the film cannot be read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders = _Orders()
        self._lock = threading.Condition()
        self._thread: threading.Thread | None = None
        self._kept: OrderedDict[int, Picture] = OrderedDict()
        self._composing = Composing()
        self._last_still = 0
        self._neighbours: Iterator[None] | None = None

    def show(self, film: Film) -> None:
        """Compose this version from now on."""
        with self._lock:
            self._orders.film = film
            self._orders.made.clear()
            self._orders.beat = min(self._orders.beat, self._orders.due + 1)
            self._lock.notify_all()

    def request(self, frame: int) -> None:
        with self._lock:
            self._orders.wanted = frame
            self._wake()

    def play(self, run: Run) -> None:
        with self._lock:
            self._orders.run, self._orders.beat, self._orders.due = run, 0, 0
            self._orders.made.clear()
            self._wake()

    def pause(self) -> None:
        with self._lock:
            self._orders.run = None
            self._orders.made.clear()

    def primed(self) -> bool:
        """Whether a run has frames enough to start without a stumble."""
        with self._lock:
            orders = self._orders
            over = orders.run is None or orders.run.frame_at(orders.beat) is None
            return len(orders.made) >= PRIMED or over or orders.beat > FURTHEST

    def ahead(self) -> tuple[int, ...]:
        """The beats whose pictures are made and wait to be taken."""
        with self._lock:
            return tuple(beat for beat, _ in self._orders.made)

    def take(self, due: int) -> tuple[int, Picture] | None:
        """The newest picture for beat `due` or before. Older ones are dropped, and late ones never made."""
        newest: tuple[int, Picture] | None = None
        with self._lock:
            self._orders.due = due
            while self._orders.made and self._orders.made[0][0] <= due:
                newest = self._orders.made.popleft()
            self._lock.notify_all()
        return newest

    def stop(self) -> None:
        """End the thread and wait for it: at most one frame's decoding."""
        with self._lock:
            self._orders.stopped = True
            self._lock.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _wake(self) -> None:
        if self._thread is None and not self._orders.stopped:
            self._thread = threading.Thread(target=self._work, name="viewer-frames", daemon=True)
            self._thread.start()
        self._lock.notify_all()

    # The thread from here on.

    def _work(self) -> None:
        try:
            while self._step():
                pass
        finally:
            self._composing.close()

    def _step(self) -> bool:
        """One frame; False when it is time to end."""
        orders = self._orders
        with self._lock:
            if orders.run is not None:
                self._neighbours = None
            if self._neighbours is None:
                self._lock.wait_for(self._has_work)
            if orders.stopped:
                return False
            idle = not self._has_work()
            film, frame, beat, run = orders.film, orders.wanted, -1, orders.run
            orders.wanted = None
            if frame is None and run is not None:
                beat = max(orders.beat, orders.due + 1) if orders.due > orders.beat else orders.beat
                orders.beat = beat + 1
                frame = run.frame_at(beat)
        if idle:
            self._warm()
        elif film is not None and frame is not None:
            self._make(film, frame, beat, run)
        return True

    def _make(self, film: Film, frame: int, beat: int, run: Run | None) -> None:
        picture = self._picture(film, frame, run)
        if picture is not None:
            self._deliver(film, run, beat, picture)
            if beat < 0:
                self._look_around(frame)

    def _look_around(self, frame: int) -> None:
        """Who went this way will likely go on: the neighbours are decoded while nothing else is asked."""
        step = -1 if 0 < self._last_still - frame <= NEAR else 1
        self._last_still = frame
        self._neighbours = self._composing.warm(frame, step)

    def _warm(self) -> None:
        try:
            if self._neighbours is not None:
                next(self._neighbours)
        except (StopIteration, TweenError):  # a file that cannot be read is said when it is shown
            self._neighbours = None

    def _has_work(self) -> bool:
        orders = self._orders
        if orders.stopped or (orders.wanted is not None and orders.film is not None):
            return True
        run = orders.run
        if run is None or self._enough() or orders.beat > orders.due + FURTHEST:
            return False
        return run.frame_at(orders.beat) is not None

    def _enough(self) -> bool:
        made = self._orders.made
        return len(made) >= AHEAD and sum(_bytes(picture) for _, picture in made) >= AHEAD_BYTES

    def _deliver(self, film: Film, run: Run | None, beat: int, picture: Picture) -> None:
        if beat < 0:
            # Also when another is wanted by now: who drags on would see nothing until the mouse rests.
            with self._lock:
                stale = self._orders.film is not film or self._orders.run is not None
            if not stale:
                self.still.emit(picture)
            return
        with self._lock:
            if self._orders.run is not run or self._orders.film is not film:
                return
            self._orders.made.append((beat, picture))

    def _picture(self, film: Film, frame: int, run: Run | None) -> Picture | None:
        try:
            self._follow(film)
            kept = self._kept.get(frame)
            if kept is not None:
                self._kept.move_to_end(frame)
                return kept
            if run is not None and run.step < 0:
                for earlier in range(max(run.first, frame - BACKWARD), frame):
                    self._keep(self._composing.picture(earlier))
            return self._keep(self._composing.picture(frame))
        except TweenError as error:
            self.failed.emit(sentence(str(error)))
            return None

    def _follow(self, film: Film) -> None:
        if film is not self._composing.film:
            self._kept.clear()
            self._neighbours = None
            self._composing.follow(film)

    def _keep(self, picture: Picture) -> Picture:
        self._kept[picture.frame] = picture
        while len(self._kept) > max(2, KEPT_BYTES // max(1, _bytes(picture))):
            self._kept.popitem(last=False)
        return picture


def _bytes(picture: Picture) -> int:
    return picture.image.sizeInBytes() * (2 if picture.before is not None else 1)
