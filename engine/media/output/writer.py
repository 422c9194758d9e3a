"""What every file of frames is written by: a temporary file, a container, one picture track; and takes.

A writer is a context manager: leaving normally completes the file and gives it its name, leaving by an
exception leaves nothing. It belongs to one thread.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.frame import VideoFrame

from engine.errors import TweenError
from engine.media.color import MATRIX_RGB, RANGE_FULL
from engine.media.safe_file import SafeFile, write_error
from engine.media.safety import display_name

# Takes. Measured against FFV1, Ut Video, MagicYUV, HuffYUV and PNG on real footage: as quick to write and
# decode as the quickest, and the smallest of the quick ones. A key frame every 8 keeps random access cheap.
LOSSLESS = {"qp": "0", "preset": "ultrafast", "g": "8"}
REORDERED = 64
"""Frames that an encoder hands out ahead of their time, at most."""


def check_picture(path: str | Path, size: tuple[int, int], rate: Fraction) -> None:
    """Raises `TweenError` for a picture size or rate that no file can have."""
    if min(size) < 1 or not 0 < rate <= 1000:
        raise TweenError(
            f"{display_name(path)} cannot be written at {size[0]} × {size[1]}, {rate} frames a second."
        )


class Writer:
    """The temporary file, the container, the picture track. `frames` counts what was written."""

    def __init__(
        self, path: str | Path, size: tuple[int, int], rate: Fraction, overwrite: bool, muxer: str,
        options: Mapping[str, str],
    ) -> None:  # fmt: skip
        self.notes: list[str] = []
        self.frames = 0
        self.size, self.rate = size, Fraction(rate)
        check_picture(path, size, self.rate)
        self._file = SafeFile(path, overwrite)
        try:
            self._container = av.open(
                str(self._file.temporary), "w", format=muxer, container_options=dict(options)
            )
        except (av.FFmpegError, OSError, ValueError) as error:
            self._file.discard()
            raise write_error(path, error) from None
        self._open = True

    @property
    def path(self) -> Path:
        return self._file.path

    def _add_video(
        self, codec: str, size: tuple[int, int], pixel_format: str, options: Mapping[str, str]
    ) -> None:
        stream: Any = self._container.add_stream(codec, rate=self.rate, options=dict(options))
        stream.width, stream.height = size
        stream.pix_fmt = pixel_format
        stream.time_base = 1 / self.rate
        context = stream.codec_context
        context.thread_type = "AUTO"  # PyAV's default, slices, costs x264 quality and speed
        context.time_base = 1 / self.rate
        self._video = stream

    def _encode(self, stream: Any, frame: object) -> None:
        try:
            packets = stream.encode(frame)
            for packet in packets:
                # x265 leaves the decoding times of a film of two frames unset: whatever lay in memory.
                if packet.pts is not None and packet.dts is not None:
                    early = packet.pts - packet.dts
                    packet.dts = packet.dts if 0 <= early <= REORDERED else packet.pts
            self._container.mux(packets)
        except (av.FFmpegError, OSError) as error:
            raise write_error(self.path, error) from None

    def _finish(self) -> None:
        """Flush encoders, complete the container, check it, and give it its name."""
        try:
            self._drain()
            self._open = False
            self._container.close()
            self._complete()
        except (av.FFmpegError, OSError) as error:
            told = write_error(self.path, error)  # while the disk is as it was when it failed
            self._abandon()
            raise told from None
        except TweenError:
            self._abandon()
            raise
        self._file.commit()

    def _drain(self) -> None:
        if not self.frames:
            raise TweenError(f"{display_name(self.path)} was not written: there are no frames in it.")
        self._encode(self._video, None)

    def _complete(self) -> None:
        """A full disk may show only as missing bytes: what was written must be there."""
        with av.open(str(self._file.temporary)) as written:
            found = written.streams.video[0].frames or self.frames
        if found != self.frames:
            raise self._incomplete()

    def _incomplete(self) -> TweenError:
        return TweenError(f"{display_name(self.path)} could not be written completely; check the disk.")

    def _abandon(self) -> None:
        if self._open:
            self._open = False
            with contextlib.suppress(av.FFmpegError, OSError):  # the file is thrown away whatever it says
                self._container.close()
        self._file.discard()

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._finish()
        else:
            self._abandon()


class TakeWriter(Writer):
    """RGB frames that come back bit for bit: H.264 in RGB at quantiser 0.

    Matroska for a path that ends in .mkv, else MP4. An existing file is replaced only when `overwrite`, and
    only once the new one is complete. Raises `TweenError` (no room, no permission, exists).
    """

    def __init__(
        self, path: str | Path, size: tuple[int, int], rate: Fraction, overwrite: bool = False
    ) -> None:
        muxer = "matroska" if str(path).lower().endswith(".mkv") else "mp4"
        # Bit-exact: else the muxer writes random ids, and the same frames never give the same file twice.
        super().__init__(path, size, rate, overwrite, muxer, {"fflags": "+bitexact"})
        try:
            self._add_video("libx264rgb", size, "rgb24", LOSSLESS)
        except (av.FFmpegError, OSError, ValueError) as error:
            self._abandon()
            raise write_error(path, error) from None
        context = self._video.codec_context
        context.colorspace, context.color_range = MATRIX_RGB, RANGE_FULL

    def write(self, frame: np.ndarray) -> None:
        """Append one frame, `[H, W, 3]` uint8 RGB."""
        width, height = self.size
        if frame.shape != (height, width, 3) or frame.dtype != np.uint8:
            raise ValueError(f"a frame of {frame.shape} {frame.dtype} for a file of {height, width, 3} uint8")
        coded = VideoFrame.from_ndarray(np.ascontiguousarray(frame), "rgb24")
        coded.colorspace, coded.color_range = MATRIX_RGB, RANGE_FULL
        coded.pts, coded.time_base = self.frames, 1 / self.rate
        self._encode(self._video, coded)
        self.frames += 1

    def __enter__(self) -> TakeWriter:
        return self
