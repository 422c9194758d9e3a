"""Frames and samples to files: MP4 for people, a lossless file for takes.

Both writers are context managers: leaving normally completes the file and gives it its name, leaving by an
exception leaves nothing. They belong to one thread.
"""

from __future__ import annotations

import contextlib
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter

from engine.errors import TweenError
from engine.media.color import MATRIX_BT709, MATRIX_RGB, RANGE_FULL, RANGE_LIMITED
from engine.media.safe_file import SafeFile, write_error
from engine.media.safety import display_name

AUDIO_CHUNK = 4096
# The film's clock ticks in samples rather than milliseconds, so that sound and picture end where they should.
MP4_OPTIONS = {"movflags": "+faststart", "movie_timescale": "48000"}
AUDIO_BIT_RATE = 192_000
BT709 = 1  # the same number for primaries, transfer and matrix in ITU-T H.273
# Takes. Measured against FFV1, Ut Video, MagicYUV, HuffYUV and PNG on real footage: as quick to write and
# decode as the quickest, and the smallest of the quick ones. A key frame every 8 keeps random access cheap.
LOSSLESS = {"qp": "0", "preset": "ultrafast", "g": "8"}


class _Writer:
    """What both writers share: the temporary file, the container, the picture track."""

    def __init__(
        self, path: str | Path, size: tuple[int, int], rate: Fraction, overwrite: bool, container: str,
        options: dict[str, str],
    ) -> None:  # fmt: skip
        self.notes: list[str] = []
        self.frames = 0
        self.size, self.rate = size, Fraction(rate)
        if min(size) < 1 or not 0 < self.rate <= 1000:
            raise TweenError(
                f"{display_name(path)} cannot be written at {size[0]} × {size[1]}, {rate} frames a second."
            )
        self._file = SafeFile(path, overwrite)
        try:
            self._container = av.open(
                str(self._file.temporary), "w", format=container, container_options=options
            )
        except (av.FFmpegError, OSError) as error:
            self._file.discard()
            raise write_error(path, error) from None
        self._open = True

    @property
    def path(self) -> Path:
        return self._file.path

    def _add_video(
        self, codec: str, size: tuple[int, int], pixel_format: str, options: dict[str, str]
    ) -> None:
        stream: Any = self._container.add_stream(codec, rate=self.rate, options=options)
        stream.width, stream.height = size
        stream.pix_fmt = pixel_format
        stream.time_base = 1 / self.rate
        context = stream.codec_context
        context.thread_type = "AUTO"  # PyAV's default, slices, costs x264 quality and speed
        context.time_base = 1 / self.rate
        self._video = stream

    def _encode(self, stream, frame) -> None:
        try:
            self._container.mux(stream.encode(frame))
        except (av.FFmpegError, OSError) as error:
            raise write_error(self.path, error) from None

    def _check_frame(self, frame: np.ndarray) -> np.ndarray:
        width, height = self.size
        if frame.shape != (height, width, 3) or frame.dtype != np.uint8:
            raise ValueError(f"a frame of {frame.shape} {frame.dtype} for a file of {height, width, 3} uint8")
        return frame

    def _finish(self) -> None:
        """Flush encoders, complete the container, check it, and give it its name."""
        try:
            if not self.frames:
                raise TweenError(f"{display_name(self.path)} was not written: there are no frames in it.")
            self._drain()
            self._open = False
            self._container.close()
            self._verify()
        except (av.FFmpegError, OSError) as error:
            self._abandon()
            raise write_error(self.path, error) from None
        except TweenError:
            self._abandon()
            raise
        self._file.commit()

    def _drain(self) -> None:
        self._encode(self._video, None)

    def _verify(self) -> None:
        """A full disk may show only as missing bytes: what was written must be there."""
        with av.open(str(self._file.temporary)) as written:
            found = written.streams.video[0].frames or self.frames
        if found != self.frames:
            raise TweenError(f"{display_name(self.path)} could not be written completely; check the disk.")

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


class Mp4Writer(_Writer):
    """H.264 (yuv420p, BT.709, tagged) and AAC stereo in an MP4 that plays while it loads.

    `size` is (width, height); an odd one is padded by one pixel at the right or bottom and said so in
    `notes`. `crf` 0 … 51, `preset` an x264 preset. `audio_rate` None writes no sound. An existing file is
    replaced only when `overwrite`, and only once the new one is complete. Raises `TweenError` (no room, no
    permission, exists).
    """

    def __init__(
        self, path: str | Path, size: tuple[int, int], rate: Fraction, crf: int = 18, preset: str = "medium",
        audio_rate: int | None = None, overwrite: bool = False, threads: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(path, size, rate, overwrite, "mp4", MP4_OPTIONS)
        try:
            self._set_up(crf, preset, audio_rate, threads)
        except (av.FFmpegError, OSError, ValueError) as error:
            self._abandon()
            raise write_error(path, error) from None

    def _set_up(self, crf: int, preset: str, audio_rate: int | None, threads: int) -> None:
        width, height = self.size
        self._coded = (width + width % 2, height + height % 2)
        if self._coded != self.size:
            even = f"{self._coded[0]} × {self._coded[1]}"
            self.notes.append(f"H.264 needs even sizes: {width} × {height} was padded to {even}.")
        self._add_video("libx264", self._coded, "yuv420p", {"crf": str(crf), "preset": preset})
        context = self._video.codec_context
        context.thread_count = threads
        context.colorspace = context.color_primaries = context.color_trc = BT709
        context.color_range = RANGE_LIMITED
        self._reformatter = VideoReformatter()
        self.audio_rate = audio_rate
        self.samples = 0
        self._waiting: list[np.ndarray] = []
        self._waiting_count = 0
        self._audio: Any = None
        if audio_rate:
            self._audio = self._container.add_stream("aac", rate=audio_rate)
            self._audio.layout = "stereo"
            self._audio.bit_rate = AUDIO_BIT_RATE

    def write(self, frame: np.ndarray) -> None:
        """Append one frame, `[H, W, 3]` uint8 RGB."""
        frame = self._check_frame(frame)
        width, height = self.size
        if self._coded != self.size:
            frame = np.pad(frame, ((0, self._coded[1] - height), (0, self._coded[0] - width), (0, 0)), "edge")
        rgb = VideoFrame.from_ndarray(np.ascontiguousarray(frame), "rgb24")
        self.write_yuv(
            self._reformatter.reformat(
                rgb,
                format="yuv420p",
                dst_colorspace=MATRIX_BT709,
                dst_color_range=RANGE_LIMITED,
                interpolation=Interpolation.BICUBIC,
            )
        )

    def write_yuv(self, frame: VideoFrame) -> None:
        """Append a frame that already is yuv420p, BT.709, limited range, of the (even) coded size."""
        if frame.format.name != "yuv420p" or (frame.width, frame.height) != self._coded:
            raise ValueError(f"{frame} is not yuv420p of {self._coded}")
        frame.pts, frame.time_base = self.frames, 1 / self.rate
        frame.pict_type = 0  # or a decoded frame's own type would be forced on the encoder
        self._encode(self._video, frame)
        self.frames += 1

    def write_audio(self, samples: np.ndarray) -> None:
        """Append `[n, 2]` float32 samples in -1 … 1 at `audio_rate`."""
        if self._audio is None:
            raise ValueError("this file was opened without sound")
        if samples.ndim != 2 or samples.shape[1] != 2:
            raise ValueError(f"sound of shape {samples.shape} for a stereo file")
        self._waiting.append(np.asarray(samples, np.float32))
        self._waiting_count += len(samples)
        if self._waiting_count >= AUDIO_CHUNK:
            self._flush_audio()

    def _flush_audio(self) -> None:
        if not self._waiting_count:
            return
        joined = np.clip(np.concatenate(self._waiting), -1.0, 1.0)
        self._waiting, self._waiting_count = [], 0
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(joined.T), "fltp", "stereo")
        frame.sample_rate = self.audio_rate or 0
        frame.pts, frame.time_base = self.samples, Fraction(1, frame.sample_rate)
        self.samples += len(joined)
        self._encode(self._audio, frame)

    def _drain(self) -> None:
        if self._audio is not None:
            if not self.samples and not self._waiting_count:
                length = round(self.frames / self.rate * (self.audio_rate or 0))
                self.write_audio(np.zeros((length, 2), np.float32))
            self._flush_audio()
            self._encode(self._audio, None)
        super()._drain()

    def __enter__(self) -> Mp4Writer:
        return self


class TakeWriter(_Writer):
    """RGB frames that come back bit for bit: H.264 in RGB at quantiser 0.

    Matroska for a path that ends in .mkv, else MP4. Raises `TweenError` as Mp4Writer does.
    """

    def __init__(
        self, path: str | Path, size: tuple[int, int], rate: Fraction, overwrite: bool = False
    ) -> None:
        container = "matroska" if str(path).lower().endswith(".mkv") else "mp4"
        # Bit-exact: else the muxer writes random ids, and the same frames never give the same file twice.
        super().__init__(path, size, rate, overwrite, container, {"fflags": "+bitexact"})
        try:
            self._add_video("libx264rgb", size, "rgb24", dict(LOSSLESS))
        except (av.FFmpegError, OSError, ValueError) as error:
            self._abandon()
            raise write_error(path, error) from None
        context = self._video.codec_context
        context.colorspace, context.color_range = MATRIX_RGB, RANGE_FULL

    def write(self, frame: np.ndarray) -> None:
        """Append one frame, `[H, W, 3]` uint8 RGB."""
        coded = VideoFrame.from_ndarray(np.ascontiguousarray(self._check_frame(frame)), "rgb24")
        coded.colorspace, coded.color_range = MATRIX_RGB, RANGE_FULL
        coded.pts, coded.time_base = self.frames, 1 / self.rate
        self._encode(self._video, coded)
        self.frames += 1

    def __enter__(self) -> TakeWriter:
        return self
