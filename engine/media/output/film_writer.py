"""The finished film to a file: every format that has a picture track, and sound alone.

MP4 and MOV are written fragmented and completed at the end, so that a crash leaves something to recover.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

from engine.errors import TweenError
from engine.media.color import MATRIX_RGB, RANGE_FULL, RANGE_LIMITED
from engine.media.output.coded import BT709, FrameCoder
from engine.media.output.formats import LOOP_SECONDS
from engine.media.output.label import Label
from engine.media.output.palette import GIF_TICK, Palette, gif_step
from engine.media.output.remux import FRAGMENTABLE, FRAGMENTED, Chapter, remux, set_chapters, tagged
from engine.media.output.settings import Settings, make_plan
from engine.media.output.writer import Writer
from engine.media.safe_file import write_error
from engine.media.safety import display_name

AUDIO_CHUNK = 4096
CONTAINER_OPTIONS = {"webp": {"loop": "0"}, "gif": {"loop": "0"}, "wav": {"rf64": "auto"}}


class FilmWriter(Writer):
    """One film of `size` (width, height) at a constant `rate`, coded as `settings` and the file's ending say.

    A picture that the format cannot hold at an odd size is padded by a pixel at the right or bottom, said so
    in `notes`. `audio_rate` None writes no sound. `alpha` keeps transparency where the format can. `label` is
    what the file says of itself; a signature is the last thing that is done to it. A file that is there is
    replaced only when `overwrite`, and only once the new one is complete. Raises `TweenError` (a wish that
    cannot be met, no room, no permission, exists).
    """

    def __init__(
        self, path: str | Path, size: tuple[int, int], rate: Fraction, settings: Settings | None = None,
        audio_rate: int | None = None, overwrite: bool = False, chapters: Sequence[Chapter] = (),
        alpha: bool = False, label: Label | None = None,
    ) -> None:  # fmt: skip
        self.plan = make_plan(path, settings or Settings(), size, alpha)
        self._fragmented = self.plan.muxer in FRAGMENTABLE
        self._label = label or Label()
        options = FRAGMENTED if self._fragmented else CONTAINER_OPTIONS.get(self.plan.muxer, {})
        if self._fragmented:
            options = tagged(options, self._label.tags)
        super().__init__(path, self.plan.size, rate, overwrite, self.plan.muxer, options)
        self._container.metadata.update(self._label.tags)
        self.notes += [*self.plan.notes, *self._label.notes]
        self._chapters = tuple(chapters)
        self.samples = 0
        self._waiting: list[np.ndarray] = []
        self._waiting_count = 0
        try:
            self._set_up(audio_rate)
        except (av.FFmpegError, OSError, ValueError) as error:
            self._abandon()
            raise write_error(path, error) from None

    def _set_up(self, audio_rate: int | None) -> None:
        plan = self.plan
        self._palette: Palette | None = None
        self._video: Any = None
        if plan.format.codec:
            self.coder = FrameCoder(plan)
            self._set_up_video()
        self.audio_rate = audio_rate if plan.sound else None
        self._audio: Any = None
        if self.audio_rate:
            self._audio = self._container.add_stream(plan.sound, rate=self.audio_rate)
            self._audio.layout = "stereo"
            if plan.sound == "flac":
                self._audio.codec_context.format = "s32"  # 24 bits of it
            if plan.sound == "aac":
                self._audio.bit_rate = plan.audio_bit_rate
        if self._chapters and plan.muxer == "matroska":
            set_chapters(self._container, self._chapters)

    def _set_up_video(self) -> None:
        plan = self.plan
        os.environ.setdefault("SVT_LOG", "1")  # errors only: SVT-AV1 else greets on stderr
        pixels = "pal8" if plan.format.codec == "gif" else plan.encoder.pixels or plan.pixel_format
        self._add_video(plan.encoder.name, plan.coded, pixels, plan.options)
        context = self._video.codec_context
        context.thread_count = plan.threads
        if plan.format.codec == "gif":
            self._step, note = gif_step(self.rate)
            self.notes += note
            self._video.time_base = context.time_base = GIF_TICK
            self._palette = Palette(plan.coded, plan.pixel_format)
        elif plan.format.rgb:
            context.colorspace, context.color_range = MATRIX_RGB, RANGE_FULL
        else:
            context.colorspace = context.color_primaries = context.color_trc = BT709
            context.color_range = RANGE_LIMITED
        if plan.format.codec == "h265" and self._fragmented:
            context.codec_tag = "hvc1"

    def write(self, picture: np.ndarray) -> None:
        """Append one frame, `[H, W, 3]` uint8 RGB, or `[H, W, 4]` with straight alpha."""
        self.write_frame(self.coder.from_array(picture))

    def write_frame(self, frame: VideoFrame) -> None:
        """Append a frame that is as `coder` makes them. Its timestamp is overwritten."""
        plan = self.plan
        if frame.format.name != plan.pixel_format or (frame.width, frame.height) != plan.coded:
            raise ValueError(f"{frame} is not {plan.pixel_format} of {plan.coded}")
        if plan.format.kind == "loop" and self.frames >= LOOP_SECONDS * self.rate:
            raise TweenError(
                f"{display_name(self.path)} would be longer than {LOOP_SECONDS} s, and {plan.format.title} "
                "is for short loops; choose a shorter range, or H.264."
            )
        if self._palette is not None:
            if self.frames % self._step == 0:
                for coloured in self._palette.push(frame, round(self.frames / self.rate / GIF_TICK)):
                    self._encode(self._video, coloured)
        else:
            frame.pts, frame.time_base = self.frames, 1 / self.rate
            frame.pict_type = 0  # or a decoded frame's own type would be forced on the encoder
            if not plan.format.rgb:  # ProRes says of each frame what the frame says
                frame.colorspace = frame.color_primaries = frame.color_trc = BT709
                frame.color_range = RANGE_LIMITED
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
        if self._palette is not None:
            for coloured in self._palette.push(None, 0):
                self._encode(self._video, coloured)
        if self._video is not None:
            super()._drain()
        elif not self.samples:
            raise TweenError(f"{display_name(self.path)} was not written: the film has no sound.")

    def _complete(self) -> None:
        self._complete_container()
        if self._label.sign is not None:
            note = self._label.sign(self._file.temporary, self._file.second, self.path.name, None)
            if note:
                self.notes.append(note)
            else:
                self._file.second.replace(self._file.temporary)

    def _complete_container(self) -> None:
        temporary = self._file.temporary
        if self._fragmented:
            # Into a second file: the fragments stay readable until the film is complete.
            with av.open(str(temporary)) as fragments:
                found = remux(
                    fragments, self._file.second, self.plan.muxer, self._chapters, tags=self._label.tags
                )
            self._file.second.replace(temporary)
            if found != self.frames:
                raise self._incomplete()
            super()._complete()
        elif self.plan.muxer == "matroska":
            with av.open(str(temporary)) as written:
                found = sum(1 for packet in written.demux(video=0) if packet.size)
            if found != self.frames:
                raise self._incomplete()
        elif self.plan.muxer == "wav":
            with av.open(str(temporary)) as written:
                if written.streams.audio[0].duration != self.samples:
                    raise self._incomplete()

    def __enter__(self) -> FilmWriter:
        return self
