"""The decode thread: composes frames at the size of the view, ahead of a playing film or as one scrubs.

One thread owns the Composer. It is asked in two ways: `request` (scrubbing: the latest wish wins, older ones
are forgotten) and `play` (a run of frames, made ahead into a short queue that the player empties).
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from engine.document.model import Card, Document
from engine.document.take import Take
from engine.errors import TweenError

if TYPE_CHECKING:
    import numpy as np

    from engine.media.open import Reader
    from engine.media.proxy import Quality
    from engine.render.compose import Composer

AHEAD = 6
"""Frames kept ready while playing."""
FURTHEST = 24
"""Beats that the thread runs before the clock, also where there is nothing to show (a file is missing)."""
PRIMED = 3
KEPT_BYTES = 48 << 20
"""Composed frames kept for stepping back and forth."""
BACKWARD = 16
"""Frames decoded in one go when the film plays backward."""
NEAR = 96
"""Frames from one still to the next that are a step in a direction, not a jump."""
ROUGH_BYTES = 32 << 20
"""A file that is smaller is listed while one waits."""


@dataclass(frozen=True, slots=True)
class Film:
    """One document version as the thread composes it. `size` is in device pixels."""

    document: Document
    takes: Mapping[str, Take | None]
    size: tuple[int, int]
    compare: bool = False
    """Also make the footage alone, without takes."""
    quality: Quality = "full"
    """Whether proxies may be read; see `engine.media.proxy.open_preview`."""
    unlisted: frozenset[str] = frozenset()
    """Files whose frames are not known yet: shown roughly until they are."""
    made: int = 0
    """Raised when a new proxy stands: files are opened again."""

    @property
    def files(self) -> object:
        """What decides how files are opened."""
        return self.size, self.quality, self.unlisted, self.made

    def shown(self, card: Card) -> Take | None:
        return self.takes.get(card.id)


@dataclass(frozen=True, slots=True)
class Picture:
    frame: int
    image: QImage
    before: QImage | None = None
    """The footage alone, where it was asked for."""


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
    """The `Picture` of the latest `request`."""
    failed = Signal(str)
    """A sentence: a file of the film cannot be read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders = _Orders()
        self._lock = threading.Condition()
        self._thread: threading.Thread | None = None
        self._kept: OrderedDict[int, Picture] = OrderedDict()
        self._composer: Composer | None = None
        self._film: Film | None = None
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
            if self._composer is not None:
                self._composer.close()

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
        assert self._composer is not None
        step = -1 if 0 < self._last_still - frame <= NEAR else 1
        self._last_still = frame
        self._neighbours = self._composer.warm(frame, step)

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
        if run is None or len(orders.made) >= AHEAD or orders.beat > orders.due + FURTHEST:
            return False
        return run.frame_at(orders.beat) is not None

    def _deliver(self, film: Film, run: Run | None, beat: int, picture: Picture) -> None:
        if beat < 0:
            with self._lock:
                newer = self._orders.wanted is not None
            if not newer:
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
                    self._keep(self._compose(film, earlier))
            return self._keep(self._compose(film, frame))
        except TweenError as error:
            self.failed.emit(str(error))
            return None

    def _follow(self, film: Film) -> None:
        """Bring the composer to this version."""
        if film is self._film:
            return
        from engine.render.compose import Composer

        old = self._film
        self._kept.clear()
        self._neighbours = None
        if self._composer is not None and old is not None and old.files == film.files:
            self._composer.update(film.document, film.shown)
        else:
            if self._composer is not None:
                self._composer.close()
            self._composer = Composer(
                film.document, film.shown, film.size, lambda path, size: open_file(film, path, size)
            )
        self._film = film

    def _compose(self, film: Film, frame: int) -> Picture:
        assert self._composer is not None
        image = to_image(self._composer.frame(frame))
        before = to_image(self._composer.source(frame)) if film.compare else None
        return Picture(frame, image, before)

    def _keep(self, picture: Picture) -> Picture:
        self._kept[picture.frame] = picture
        size = picture.image.sizeInBytes() * (2 if picture.before is not None else 1)
        while len(self._kept) > max(2, KEPT_BYTES // max(1, size)):
            self._kept.popitem(last=False)
        return picture


def open_file(film: Film, path: str, size: tuple[int, int]) -> Reader:
    """As the film's quality asks; a large file that is not listed yet through rough pictures."""
    from engine.media.early import EarlyReader
    from engine.media.proxy import open_preview
    from engine.media.safety import check_file
    from engine.media.scan import is_known

    large = Path(check_file(path)).stat().st_size > ROUGH_BYTES
    if path in film.unlisted and large and not is_known(path):
        return cast("Reader", EarlyReader(path, size))  # all that a composer asks of a reader
    return open_preview(path, size, film.quality)


def to_image(rgb: np.ndarray) -> QImage:
    """RGB `[H, W, 3]` uint8 -> RGB32, the format that paints fastest, in memory of its own."""
    height, width, _ = rgb.shape
    return QImage(rgb.data, width, height, rgb.strides[0], QImage.Format.Format_RGB888).convertToFormat(
        QImage.Format.Format_RGB32
    )
