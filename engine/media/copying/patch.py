"""Encoding frames so that they go with copied packets: same codec, same form, parameter sets of their own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
from av.codec.context import Flags
from av.packet import Packet
from av.video.frame import VideoFrame

from engine.media.copying.avc_sps import dpb_frames
from engine.media.copying.byte_stream import announced, is_byte_stream
from engine.media.copying.nal import join_lengths, split_start_codes
from engine.media.copying.parameter_sets import AVC_SETS, HEVC_SETS, AvcConfig, HevcConfig, HevcIds
from engine.media.geometry import IDENTITY

AVC_PROFILES = {66: "baseline", 77: "main", 100: "high", 110: "high10", 122: "high422", 244: "high444"}
HEVC_PROFILES = {"yuv420p": "main", "yuv420p10le": "main10", "yuv422p10le": "main422-10"}
PRORES_PROFILES = ("apco", "apcs", "apcn", "apch", "ap4h")
PYRAMID_FRAMES = 4  # what x264 keeps at least when B-frames refer to each other
PRESET_REFERENCES = {"slow": 5, "slower": 8, "veryslow": 16}
ENCODERS = {"h264": "libx264", "hevc": "libx265", "av1": "libsvtav1", "prores": "prores_ks"}


class Unsuited(ValueError):
    """This footage cannot be joined with what is encoded here; its text says why, as part of a sentence."""


@dataclass(frozen=True)
class CodedTrack:
    """What a picture track's packets are: read off its file while that is open. `codec` is FFmpeg's name.

    `config` is the decoder configuration as MP4 has it, and `byte_stream` says that the packets are not yet
    in that form. `colors` are the H.273 numbers of matrix, primaries, transfer, and FFmpeg's of the range.
    `tag` is the container's name for the coding, `matrix` how it is turned to be shown (`Geometry.matrix`).
    """

    codec: str
    config: bytes
    size: tuple[int, int]
    pixel_format: str
    colors: tuple[int, int, int, int]
    tag: str = ""
    byte_stream: bool = False
    matrix: tuple[int, int, int, int] = IDENTITY

    @staticmethod
    def of(stream: Any) -> CodedTrack:
        """Raises `Unsuited` where a byte stream does not announce how it is coded."""
        context = stream.codec_context
        colors = context.colorspace, context.color_primaries, context.color_trc, context.color_range
        codec, config, pixels = context.codec.canonical_name, bytes(context.extradata or b""), context.pix_fmt
        byte_stream = is_byte_stream(codec, config)
        if byte_stream:
            try:
                config = announced(codec, config, pixels)
            except ValueError as error:
                raise Unsuited(f"its coding cannot be continued: {error}") from None
        return CodedTrack(
            codec, config, (context.width, context.height), pixels or "",
            (int(colors[0]), int(colors[1]), int(colors[2]), int(colors[3])), context.codec_tag, byte_stream,
        )  # fmt: skip


class PatchEncoder:
    """Encodes stretches of frames to stand between packets of `track`. Raises `Unsuited`.

    `options` are the encoder's own (quality, preset …). `config` is the decoder configuration for both.
    `delay` is by how many places a packet comes later than its frame, at most.
    """

    def __init__(
        self, track: CodedTrack, rate: Fraction, options: Mapping[str, str] | None = None, threads: int = 0
    ) -> None:
        if track.codec not in ENCODERS:
            raise Unsuited("no frames can be patched into its codec")
        self._track, self._rate, self._threads = track, rate, threads
        self._options = dict(options or {})
        self._ids: HevcIds | None = None
        self._avc: AvcConfig | None = None
        self._hevc: HevcConfig | None = None
        try:
            self._prepare()
            context = self._open()
            self._units = _sets(context)
            self.config = self._joined_config()
        except ValueError as error:
            raise Unsuited(f"its coding cannot be continued: {error}") from None
        # x265 does not tell; with its pyramid of B-frames it is two.
        self.delay: int = max(context.reorder_depth, 2 if track.codec == "hevc" else 0)

    @property
    def length_size(self) -> int:
        """How many bytes the length of a unit takes in the track's packets; 0 where there are no units."""
        if self._avc is not None:
            return self._avc.length_size
        return self._hevc.length_size if self._hevc is not None else 0

    def _prepare(self) -> None:
        track, options = self._track, self._options
        if track.codec == "h264":
            self._avc = AvcConfig.parse(track.config)
            number = self._avc.free_id()
            profile = AVC_PROFILES.get(self._avc.profile)
            if profile is None or not self._avc.sps:
                raise ValueError(f"no encoder for H.264 profile {self._avc.profile}")
            held = x264_dpb(dpb_frames(self._avc.sps[0]), options.get("preset", ""))
            options |= {"profile": profile, "x264-params": f"sps-id={number}:open-gop=0:{held}"}
        elif track.codec == "hevc":
            self._hevc = HevcConfig.parse(track.config)
            self._ids = self._hevc.free_ids()
            profile = HEVC_PROFILES.get(track.pixel_format)
            if profile is None:
                raise ValueError(f"no encoder for H.265 with {track.pixel_format}")
            settings = "open-gop=0:repeat-headers=0:info=0:log-level=error"
            options |= {"profile": profile, "x265-params": settings}
        elif track.codec == "prores":
            options |= {"profile": str(PRORES_PROFILES.index(track.tag)), "vendor": "apl0"}
        else:
            os.environ.setdefault("SVT_LOG", "1")  # errors only: SVT-AV1 else greets on stderr
        if self.length_size not in (0, 4):
            raise ValueError(f"the lengths in its packets have {self.length_size} bytes")

    def _open(self) -> Any:
        track = self._track
        context: Any = av.CodecContext.create(ENCODERS[track.codec], "w")
        context.width, context.height = track.size
        context.pix_fmt = track.pixel_format
        context.time_base, context.framerate = 1 / self._rate, self._rate
        context.colorspace, context.color_primaries, context.color_trc, context.color_range = track.colors
        context.thread_type, context.thread_count = "AUTO", self._threads
        context.flags |= int(Flags.global_header)
        context.options = dict(self._options)
        try:
            context.open()
        except (av.FFmpegError, ValueError) as error:
            raise ValueError(f"no encoder makes pictures like its own ({error})") from None
        return context

    def _joined_config(self) -> bytes:
        if self._avc is not None:
            return self._avc.with_units(self._units).to_bytes()
        if self._hevc is not None and self._ids is not None:
            return self._hevc.with_units(map(self._ids.renumbered, self._units)).to_bytes()
        return self._track.config

    def encode(self, frames: Iterable[VideoFrame]) -> Iterator[tuple[int, bytes, bool]]:
        """(frame, data, key) in decoding order; frames are counted from 0, the first is a closed key picture.

        Timestamps of the frames are overwritten.
        """
        context = self._open()
        if _sets(context) != self._units:
            raise Unsuited("the encoder does not repeat its own settings")
        for packet in self._packets(context, frames):
            yield int(packet.pts or 0), self._sample(bytes(packet)), packet.is_keyframe

    def _packets(self, context: Any, frames: Iterable[VideoFrame]) -> Iterator[Packet]:
        for number, frame in enumerate(frames):
            frame.pts, frame.time_base = number, 1 / self._rate
            frame.pict_type = 0  # or a decoded frame's own type would be forced on the encoder
            yield from context.encode(frame)
        yield from context.encode(None)

    def _sample(self, data: bytes) -> bytes:
        if self._avc is not None:
            return join_lengths(unit for unit in split_start_codes(data) if unit[0] & 31 not in AVC_SETS)
        if self._ids is not None:
            units = (unit for unit in split_start_codes(data) if unit[0] >> 1 & 63 not in HEVC_SETS)
            return join_lengths(map(self._ids.renumbered, units))
        return data


def x264_dpb(frames: int, preset: str) -> str:
    """x264 parameters with which a decoder holds `frames` back, as far as x264 can do with so few."""
    if frames >= PYRAMID_FRAMES:
        cap = f":ref={frames}" if PRESET_REFERENCES.get(preset, 3) > frames else ""
        return f"dpb-size={frames}{cap}"
    if frames >= 2:
        return f"b-pyramid=none:ref={frames}"
    return "bframes=0:b-pyramid=none:ref=1"


def _sets(context: Any) -> list[bytes]:
    """The parameter sets that an open encoder announces; for AV1 and VP9 nothing has to be announced."""
    if context.codec.canonical_name not in ("h264", "hevc"):
        return []
    kinds = AVC_SETS if context.codec.canonical_name == "h264" else HEVC_SETS
    shift = 31 if kinds == AVC_SETS else 63
    units = split_start_codes(bytes(context.extradata or b""))
    return [unit for unit in units if (unit[0] if shift == 31 else unit[0] >> 1) & shift in kinds]
