"""A film as the decode thread composes it: what is shown, and beside it what it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QImage

from engine.document.model import Card, Document
from engine.document.take import Take

if TYPE_CHECKING:
    import numpy as np

    from engine.media.open import Reader
    from engine.media.proxy import Quality
    from engine.render.compose import Composer

ROUGH_BYTES = 32 << 20
"""A file that is smaller is listed while one waits."""

Takes = Mapping[str, Take | None]
"""Card id -> the take that it shows."""


@dataclass(frozen=True, slots=True)
class Film:
    """One document version as the thread composes it. `size` is in device pixels."""

    document: Document
    takes: Takes
    size: tuple[int, int]
    compare: bool = False
    """Also make what it is compared with."""
    against: Takes | None = None
    """The takes of the other side; None: the footage alone."""
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

    @property
    def other(self) -> object:
        """What decides what the other side shows."""
        names = {card: take.id for card, take in self.against.items() if take} if self.against else None
        return self.compare, names

    def shown(self, card: Card) -> Take | None:
        return self.takes.get(card.id)


@dataclass(frozen=True, slots=True)
class Picture:
    frame: int
    image: QImage
    before: QImage | None = None
    """The other side, where it was asked for."""


class Composing:
    """Follows a film from version to version. Not thread-safe; `close` in the thread that used it."""

    def __init__(self) -> None:
        self.film: Film | None = None
        self._composer: Composer | None = None
        self._other: Composer | None = None

    def follow(self, film: Film) -> None:
        """Compose this version from now on; files stay open where they may."""
        old, self.film = self.film, film
        if old is None or old.files != film.files:
            self.close()
        if self._composer is None:
            self._composer = self._opened(film, film.takes)
        else:
            self._composer.update(film.document, film.shown)
        if not film.compare or film.against is None:
            self._close_other()
        elif self._other is None:
            self._other = self._opened(film, film.against)
        else:
            self._other.update(film.document, _shown(film.against))

    def picture(self, frame: int) -> Picture:
        """Raises `TweenError` where a file cannot be read."""
        film, composer = self.film, self._composer
        assert film is not None
        assert composer is not None
        image = to_image(composer.frame(frame))
        if not film.compare:
            return Picture(frame, image)
        if self._other is None:
            return Picture(frame, image, to_image(composer.source(frame)))
        if self._other.picture(frame) == composer.picture(frame):
            return Picture(frame, image, image)
        return Picture(frame, image, to_image(self._other.frame(frame)))

    def warm(self, frame: int, step: int) -> Iterator[None]:
        assert self._composer is not None
        return self._composer.warm(frame, step)

    def close(self) -> None:
        if self._composer is not None:
            self._composer.close()
            self._composer = None
        self._close_other()

    def _close_other(self) -> None:
        if self._other is not None:
            self._other.close()
            self._other = None

    def _opened(self, film: Film, takes: Takes) -> Composer:
        from engine.render.compose import Composer

        return Composer(
            film.document, _shown(takes), film.size, lambda path, size: open_file(film, path, size)
        )


def _shown(takes: Takes):
    return lambda card: takes.get(card.id)


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
