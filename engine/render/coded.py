"""The film's frames as an encoder takes them, made ahead of it in a thread of their own.

Footage that is only shown goes from the decoder to the encoder as it is, or scaled, without becoming RGB on
the way: that is quicker, and exact. Everything else is composed as the viewer shows it and converted once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from types import TracebackType
from typing import Protocol

import numpy as np
from av.video.frame import VideoFrame

from engine.document.fit import fit_box
from engine.document.grade import Grade
from engine.document.model import Document
from engine.document.picture import ClipPicture
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.media.open import open_reader
from engine.media.output.coded import FrameCoder
from engine.media.placing import placed as laid_at
from engine.render.ahead import ahead
from engine.render.compose import Composer

Pair = tuple[int, int]
AHEAD = 6
"""Frames made ahead of the encoder: decoding and encoding overlap, memory stays small."""


def placed(film: Pair, out: Pair, fill: bool) -> tuple[Pair, Pair]:
    """(size, (x, y)): how large the film's picture is drawn in a picture of size `out`, and where.

    All of it is seen, or with `fill` nothing of `out` stays empty; x and y are then 0 or below.
    """
    x, y, w, h = fit_box(*film, out, fill)
    return (w, h), (x, y)


class CodedComposer:
    """Composes frames of one document version for one encoder. Not thread-safe."""

    def __init__(self, document: Document, shown: ShownTake, coder: FrameCoder, fill: bool = False) -> None:
        self._coder = coder
        inner, self._offset = placed((document.width, document.height), coder.size, fill)
        self._composer = Composer(document, shown, inner, partial(open_reader, exact=True))
        self._still: tuple[tuple[str, Grade | None] | None, VideoFrame] | None = None
        self.direct = 0
        """How many frames did not go through RGB."""

    def frame(self, n: int) -> VideoFrame:
        """Film frame n; the same object for frames that are the same picture. Do not write to it."""
        found = self._composer.coded(n)
        if found is not None:
            frame, (x, y, w, h) = found
            box = (x + self._offset[0], y + self._offset[1], w, h)
            if min(self._offset) >= 0 and self._coder.takes(frame, box):
                self.direct += 1
                return self._coder.from_frame(frame, box)
        picture = self._composer.picture(n)
        if picture is not None and not (isinstance(picture, ClipPicture) and picture.asset.kind == "image"):
            return self._through_rgb(n)
        key = (picture.asset.id, picture.grade) if isinstance(picture, ClipPicture) else None
        if self._still is None or self._still[0] != key:
            self._still = key, self._through_rgb(n)
        return self._still[1]

    def _through_rgb(self, n: int) -> VideoFrame:
        return self._coder.from_array(self._laid(self._picture(n)))

    def _picture(self, n: int) -> np.ndarray:
        return self._composer.rgba(n) if self._coder.alpha else self._composer.frame(n)

    def _laid(self, picture: np.ndarray) -> np.ndarray:
        """`picture` at its place in the encoder's frame, which it may exceed on both sides."""
        h, w = picture.shape[:2]
        return laid_at(picture, (*self._offset, w, h), self._coder.size)

    def close(self) -> None:
        self._composer.close()

    def __enter__(self) -> CodedComposer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class FrameSource(Protocol):
    """What makes encoder frames of film frames; opened and closed in the thread that uses it."""

    def frame(self, n: int) -> VideoFrame: ...

    def __enter__(self) -> FrameSource: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def coded_frames(
    document: Document, shown: ShownTake, span: FrameRange, coder: FrameCoder, fill: bool = False
) -> Generator[tuple[int, VideoFrame], None, None]:
    """(n, frame) for every frame of `span`, made a few frames ahead in a thread of their own."""
    return frames_ahead(lambda: CodedComposer(document, shown, coder, fill), span)


def frames_ahead(
    source: Callable[[], FrameSource], numbers: Iterable[int]
) -> Generator[tuple[int, VideoFrame], None, None]:
    """(n, frame) for every one of `numbers`, made a few frames ahead in a thread of their own."""

    @contextmanager
    def frames() -> Iterator[Iterator[tuple[int, VideoFrame]]]:
        with source() as composer:  # the decoders' frames are in use until the last is encoded
            yield ((n, composer.frame(n)) for n in numbers)

    return ahead(frames, AHEAD)
