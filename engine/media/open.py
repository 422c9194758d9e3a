"""The right reader for a file, chosen by its content."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from engine.media.images import ImageReader, is_image
from engine.media.safety import check_file

if TYPE_CHECKING:
    from engine.media.reader import VideoReader

    Reader: TypeAlias = VideoReader | ImageReader


def open_reader(path: str | Path, size: tuple[int, int] | None = None, exact: bool = False) -> Reader:
    """A VideoReader, or an ImageReader for stills and animated pictures; use as a context manager.

    `size` is (width, height) of the frames wanted, None for the size as shown. `exact` is for pictures that
    are coded again: see `Converter`. Raises `TweenError`.
    """
    real = check_file(path)
    if is_image(real):
        return ImageReader(real, size)
    from engine.media.reader import VideoReader

    return VideoReader(real, size, exact=exact)
