"""The frames of long footage that a card looks at, as a file of their own, the same to the bit.

They are kept as they were coded (no conversion of colours, no scaling), losslessly, one a film frame. What
is read from the window is compared with what is read from the footage; where that is not the same (turned
pictures, transparency, colours that a container cannot carry), or the window is no smaller, the footage
travels whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import numpy as np
from av.video.frame import PictureType, VideoFrame

from engine.errors import TweenError
from engine.media.output.writer import Writer
from engine.media.reader import VideoReader

LOSSLESS = {"level": "3", "g": "1", "slicecrc": "1"}
SITINGS = ("left", "topleft", "center", "unspecified")
"""Where samples of colour may lie between those of luma: it counts, and a frame does not tell."""


@dataclass(frozen=True, slots=True)
class Window:
    """`frames` film frames of `path` from its frame `first` on, counted at the film's `rate`."""

    path: str
    first: int
    frames: int
    rate: Fraction

    def cut(self, folder: Path, each: Callable[[], None]) -> Path | None:
        """The window as a file in `folder`; None where it cannot be the same or is not worth it.

        `each` is called before every frame, and may raise to stop.
        """
        target = folder / f"window-{sha256(repr(self).encode()).hexdigest()[:24]}.mkv"
        try:
            with VideoReader(self.path, exact=True) as reader:
                if not reader.plain:
                    return None
                one = replace(self, frames=1)
                for siting in SITINGS:
                    one._write(target, reader, siting, each)
                    if one._same(target):
                        self._write(target, reader, siting, each)
                        break
            smaller = target.stat().st_size < Path(self.path).stat().st_size
            if smaller and self._same(target):
                return target
        except TweenError:
            if not Path(self.path).is_file():
                raise
        target.unlink(missing_ok=True)
        return None

    def _write(self, target: Path, reader: VideoReader, siting: str, each: Callable[[], None]) -> None:
        numbers = [reader.source_index(self.first + n, self.rate) for n in range(self.frames)]
        with _Coded(target, reader.coded(numbers[0]), self.rate, siting) as writer:
            for number in numbers:
                each()
                writer.write(reader.coded(number))

    def _same(self, target: Path) -> bool:
        """Whether both give the same pictures at their own size and at a smaller one."""
        with VideoReader(target) as cut:
            (width, height), frames = cut.size, cut.frames
        if frames != self.frames:
            return False
        for size in ((width, height), (max(2, width // 3), max(2, height // 3))):
            with (
                VideoReader(self.path, size, exact=True) as whole,
                VideoReader(target, size, exact=True) as cut,
            ):
                for n in sorted({0, self.frames // 2, self.frames - 1}):
                    there = cut.frame(0) if cut.frames == 1 else cut.frame_at_rate(n, self.rate)
                    if not np.array_equal(whole.frame_at_rate(self.first + n, self.rate), there):
                        return False
        return True


class _Coded(Writer):
    """Frames as they were decoded, in FFV1."""

    def __init__(self, path: Path, like: VideoFrame, rate: Fraction, siting: str) -> None:
        size = (like.width, like.height)
        super().__init__(path, size, rate, True, "matroska", {"fflags": "+bitexact"})
        try:
            self._add_video("ffv1", size, like.format.name, LOSSLESS | {"chroma_sample_location": siting})
        except (OSError, ValueError) as error:
            self._abandon()
            raise TweenError(f"{path} cannot be written ({error}); look after the disk.") from None
        context = self._video.codec_context
        context.colorspace, context.color_range = like.colorspace, like.color_range
        context.color_primaries, context.color_trc = like.color_primaries, like.color_trc

    def write(self, frame: VideoFrame) -> None:
        # The frame is the reader's: its times are put back.
        pts, time_base, kind = frame.pts, frame.time_base, frame.pict_type
        frame.pts, frame.time_base, frame.pict_type = self.frames, 1 / self.rate, PictureType.NONE
        try:
            self._encode(self._video, frame)
        finally:
            frame.pts, frame.pict_type = pts, kind
            if time_base is not None:
                frame.time_base = time_base
        self.frames += 1

    def __enter__(self) -> _Coded:
        return self
