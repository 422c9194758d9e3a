"""The takes of a card at one moment, side by side: their files stay open while they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from editor.viewer.composing import to_image
from engine.document.take import Take
from engine.errors import TweenError

if TYPE_CHECKING:
    from engine.media.open import Reader


class Reels:
    """Pictures at most `width` pixels wide. Any thread may ask; one is answered at a time."""

    def __init__(self, takes: Sequence[Take], width: int) -> None:
        self._takes = tuple(takes)
        self._width = width
        self._readers: dict[str, Reader | None] = {}
        """By take id; None where the file cannot be read."""
        self._lock = Lock()

    def pictures(self, at: int) -> dict[str, QImage | None]:
        """By take id; None where the take has nothing at `at`, a frame counted from the lineage's origin."""
        with self._lock:
            return {take.id: self._picture(take, at) for take in self._takes}

    def close(self) -> None:
        """Nothing can be asked for afterwards."""
        with self._lock:
            self._takes = ()
            for reader in self._readers.values():
                if reader is not None:
                    reader.close()
            self._readers.clear()

    def _picture(self, take: Take, at: int) -> QImage | None:
        if take.id not in self._readers:
            self._readers[take.id] = self._opened(take)
        reader, frame = self._readers[take.id], at - take.range.start
        if reader is None or not 0 <= frame < reader.frames:
            return None
        try:
            return to_image(reader.frame(frame))
        except TweenError:
            return None

    def _opened(self, take: Take) -> Reader | None:
        from engine.media.open import open_reader

        width = min(self._width, take.width)
        try:
            return open_reader(take.frames_path, (width, max(1, round(take.height * width / take.width))))
        except TweenError:
            return None
