"""Thumbnails and waveforms, made by one background thread and handed to the painter as they come.

The painter says what it misses (`want`), the thread makes the newest wishes first and forgets those that
scrolled out of sight. Files that cannot be read stay blank; the import has already said why.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor.priority import give_way
from editor.timeline.graded import GradedThumbnails, Key, Wish, graded
from editor.timeline.waves import PEAKS_A_SECOND, pyramid_of
from engine.errors import TweenError

if TYPE_CHECKING:
    import numpy as np

    from engine.document.grade import Grade
    from engine.media.grading import Grader

KEPT_THUMBNAILS = 1500
NICE = 5
"""Thumbnails and waveforms can wait where a film plays; proxies, which it plays from, can wait longer."""
PARTIAL_SECONDS = 0.3
"""How often a waveform is shown while it is still being read."""
BATCH = 12
"""Thumbnails made before the thread looks again at what is wanted now."""


class Imagery(QObject):
    """Cache of pictures by (path, file frame) and of sound peaks by path. GUI thread, but for `_run`."""

    arrived = Signal()
    _thumbnail_made = Signal(str, int, QImage)
    _graded_made = Signal(object)
    _peaks_made = Signal(str, object)

    def __init__(self, height: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._thumbnails: OrderedDict[Key, QImage] = OrderedDict()
        self._graded = GradedThumbnails()
        self._peaks: dict[str, list[np.ndarray]] = {}
        self._asked: set[str] = set()
        self._wanted: dict[str, set[int]] = {}
        self._ungraded: dict[Wish, QImage] = {}
        self._rough: dict[str, list[int]] = {}
        self._sounds: dict[str, float] = {}
        self._failed: set[str] = set()
        self.offline: frozenset[str] = frozenset()
        self._lock = threading.Condition()
        self._stopped = False
        self._thread: threading.Thread | None = None
        self._grader: Grader | None = None
        self._thumbnail_made.connect(self.take_thumbnail)
        self._graded_made.connect(self.take_graded)
        self._peaks_made.connect(self.take_peaks)

    def thumbnail(self, path: str, index: int, grade: Grade | None = None) -> QImage | None:
        """In the colours of `grade` as soon as it is made so, after the next `want`."""
        key = (path, index)
        image = self._thumbnails.get(key)
        if image is None:
            return None
        self._thumbnails.move_to_end(key)
        return image if grade is None else self._graded.of(key, image, grade)

    def peaks(self, path: str) -> list[np.ndarray] | None:
        """Pyramid of `[n, 2]` (low, high) peaks, each half as fine as the one before; None until read."""
        return self._peaks.get(path)

    def set_offline(self, paths: frozenset[str]) -> None:
        """Files that are not there now; those that came back are tried again."""
        with self._lock:
            self._failed -= self.offline - paths
        self._asked -= self.offline - paths
        self.offline = paths
        self.arrived.emit()

    def want(self, missing: Iterable[Key]) -> None:
        """Replace the wish list with what the painter lacks right now."""
        wanted: dict[str, set[int]] = {}
        for path, index in missing:
            if path not in self._failed:
                wanted.setdefault(path, set()).add(index)
        ungraded = self._graded.wanted()
        with self._lock:
            self._wanted, self._ungraded = wanted, ungraded
            if wanted or ungraded:
                self._wake()

    def want_peaks(self, path: str, seconds: float) -> None:
        if path in self._asked:
            return
        self._asked.add(path)
        with self._lock:
            self._sounds[path] = seconds
            self._wake()

    def stop(self) -> None:
        """End the thread and wait for it; at most one picture's decoding."""
        with self._lock:
            self._stopped = True
            self._lock.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _wake(self) -> None:
        if self._thread is None and not self._stopped:
            self._thread = threading.Thread(target=self._run, name="timeline-pictures", daemon=True)
            self._thread.start()
        self._lock.notify_all()

    # The thread from here on.

    def _run(self) -> None:
        give_way(NICE)
        while True:
            with self._lock:
                self._lock.wait_for(self._has_work)
                if self._stopped:
                    return
                ungraded, self._ungraded = self._ungraded, {}
                first = bool(self._wanted)
                path, indices = self._next_batch()
                sound = self._sounds.popitem() if not path and self._sounds else None
                if not path and sound is None and self._rough:
                    path, indices = self._rough.popitem()
            if ungraded:
                self._make_graded(ungraded)
            if sound:
                self._make_peaks(*sound)
            elif path:
                self._make_thumbnails(path, indices, refine=not first)

    def _has_work(self) -> bool:
        return bool(self._stopped or self._wanted or self._ungraded or self._sounds or self._rough)

    def _next_batch(self) -> tuple[str, list[int]]:
        if not self._wanted:
            return "", []
        path, indices = next(iter(self._wanted.items()))
        # Spread over the width first: a coarse picture of the whole clip beats a perfect left end.
        ordered = sorted(indices)
        batch = sorted(ordered[:: max(1, len(ordered) // BATCH)][:BATCH])
        indices.difference_update(batch)
        if not indices:
            del self._wanted[path]
        return path, batch

    def _make_thumbnails(self, path: str, indices: list[int], refine: bool) -> None:
        """Rough pictures (the key frame before each) come first; exact ones when nothing else is wanted."""
        from engine.media.thumbnails import thumbnails

        seen: set[int] = set()
        try:
            for index, rgb in thumbnails(path, indices, self._height, lambda: self._stopped):
                again = index in seen
                seen.add(index)
                if again or not refine:
                    self._send(path, index, rgb)
                if self._stopped:
                    return
                if len(seen) == len(indices) and self._wanted:
                    with self._lock:
                        self._rough[path] = indices
                    return
        except TweenError:
            with self._lock:
                self._failed.add(path)
                self._wanted.pop(path, None)

    def _make_graded(self, wishes: dict[Wish, QImage]) -> None:
        from engine.media.grading import Grader

        if self._grader is None:
            self._grader = Grader()
        made: dict[Wish, QImage] = {}
        for wish, image in wishes.items():
            if self._stopped:
                return
            made[wish] = graded(image, wish[2], self._grader)
        self._graded_made.emit(made)  # together: one paint for all

    def _send(self, path: str, index: int, rgb: np.ndarray) -> None:
        height, width, _ = rgb.shape
        image = QImage(rgb.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888)
        self._thumbnail_made.emit(path, index, image.convertToFormat(QImage.Format.Format_RGB32))

    def _make_peaks(self, path: str, seconds: float) -> None:
        from engine.media.waveform import peaks_so_far

        buckets = max(1, round(seconds * PEAKS_A_SECOND))
        level, told = None, time.monotonic()
        try:
            for level in peaks_so_far(path, buckets, 0.0, seconds, cancelled=lambda: self._stopped):
                if time.monotonic() - told > PARTIAL_SECONDS:
                    told = time.monotonic()
                    self._peaks_made.emit(path, pyramid_of(level.copy()))
        except TweenError:
            return
        if level is not None:
            self._peaks_made.emit(path, pyramid_of(level))

    # Back in the GUI thread.

    def take_thumbnail(self, path: str, index: int, image: QImage) -> None:
        self._thumbnails[path, index] = image
        while len(self._thumbnails) > KEPT_THUMBNAILS:
            self._thumbnails.popitem(last=False)
        self.arrived.emit()

    def take_graded(self, made: dict[Wish, QImage]) -> None:
        for wish, image in made.items():
            self._graded.keep(wish, image)
        self.arrived.emit()

    def take_peaks(self, path: str, pyramid: list[np.ndarray]) -> None:
        self._peaks[path] = pyramid
        self.arrived.emit()
