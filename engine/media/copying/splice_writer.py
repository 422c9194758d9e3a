"""A film file whose picture packets come coded: from footage, or from an encoder that goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.packet import Packet

from engine.media.copying.patch import CodedTrack
from engine.media.output.film_writer import FilmWriter
from engine.media.output.label import Label
from engine.media.output.remux import Chapter
from engine.media.output.settings import Settings
from engine.media.safe_file import write_error


class SpliceWriter(FilmWriter):
    """As `FilmWriter`, but pictures are written by `write_packet`, in the order they are decoded, and sound
    by `write_sound`.

    `template` is the footage's open stream, `config` the decoder configuration for all packets, and `delay`
    by how many places a packet comes later than its frame, at most. `matrix` is how players are to turn the
    picture (`Geometry.display_matrix`).
    """

    def __init__(
        self, path: Path, rate: Fraction, settings: Settings, template: Any, config: bytes, delay: int,
        audio_rate: int | None = None, overwrite: bool = False, chapters: Sequence[Chapter] = (),
        label: Label | None = None, matrix: Sequence[int] | None = None,
    ) -> None:  # fmt: skip
        self._template, self._config, self._delay, self._matrix = template, config, delay, matrix
        context = template.codec_context
        size = context.width, context.height
        self._sound: list[Packet] = []
        super().__init__(path, size, rate, settings, audio_rate, overwrite, chapters, label=label)
        self._container.start_encoding()  # opens the sound's encoder before another thread uses it

    def _set_up_video(self) -> None:
        stream: Any = self._container.add_stream_from_template(self._template, opaque=True)
        track = CodedTrack.of(self._template)
        stream.set_display_matrix(self._matrix)
        stream.time_base = 1 / self.rate
        if self._config:
            stream.codec_context.extradata = self._config
        tag = {"hevc": "hvc1", "h264": "avc1"}.get(track.codec)
        if tag is not None:
            stream.codec_context.codec_tag = tag
        elif track.codec == "prores":
            stream.codec_context.codec_tag = track.tag
        self._video = stream

    def write_packet(self, frame: int, data: bytes, key: bool) -> None:
        """Append the packet of `frame`, counted from the file's beginning."""
        packet = Packet(data)
        packet.stream, packet.time_base = self._video, 1 / self.rate
        packet.pts, packet.dts, packet.duration = frame, self.frames - self._delay, 1
        packet.is_keyframe = key
        if packet.pts < packet.dts:
            raise AssertionError(f"frame {frame} comes too late: {self.frames} with a delay of {self._delay}")
        try:
            self._container.mux_one(packet)
        except (av.FFmpegError, OSError) as error:
            raise write_error(self.path, error) from None
        self.frames += 1

    def encode_sound(self, samples: np.ndarray) -> list[Packet]:
        """The packets of the next samples, `[n, 2]` float32; for `write_sound`. In a thread of its own.

        May be empty: the encoder collects samples.
        """
        self.write_audio(samples)
        packets, self._sound = self._sound, []
        return packets

    def write_sound(self, packets: list[Packet]) -> None:
        try:
            self._container.mux(packets)
        except (av.FFmpegError, OSError) as error:
            raise write_error(self.path, error) from None

    def _encode(self, stream: Any, frame: object) -> None:
        if stream is self._video:
            return
        try:
            self._sound += stream.encode(frame)
        except (av.FFmpegError, OSError) as error:
            raise write_error(self.path, error) from None

    def _drain(self) -> None:
        super()._drain()
        self.write_sound(self._sound)

    def __enter__(self) -> SpliceWriter:
        return self
