"""Byte streams of H.264 and H.265 (annex B), as transport streams hold them, brought into the form of MP4.

A byte stream parts its units by start codes and repeats the parameter sets before key pictures; MP4 writes
each unit behind its length and announces the sets once. The units themselves are the same, byte for byte.
"""

from __future__ import annotations

from av.video.format import VideoFormat

from engine.media.copying.nal import join_lengths, split_start_codes
from engine.media.copying.parameter_sets import AVC_SETS, HEVC_SETS, AvcConfig, Depth, HevcConfig

CODECS = ("h264", "hevc")
LEFT_OUT = {"h264": (*AVC_SETS, 9, 12), "hevc": (*HEVC_SETS, 35, 38)}
"""Kinds of units that MP4 has no use for: parameter sets, and what parts pictures or fills a channel."""


def is_byte_stream(codec: str, config: bytes) -> bool:
    """Whether a track of FFmpeg's `codec` that announces `config` comes with start codes."""
    return codec in CODECS and config[:1] != b"\1"


def units(codec: str, data: bytes) -> list[tuple[int, bytes]]:
    """(kind, unit) of each unit of a byte stream."""
    found = (unit for unit in split_start_codes(data) if unit)
    return [(unit[0] & 31 if codec == "h264" else unit[0] >> 1 & 63, unit) for unit in found]


def announced(codec: str, byte_stream: bytes, pixel_format: str) -> bytes:
    """The configuration that MP4 has for the parameter sets in `byte_stream`.

    Raises `ValueError` where one is missing.
    """
    config = AvcConfig if codec == "h264" else HevcConfig
    return config.of_units((unit for _, unit in units(codec, byte_stream)), _depth(pixel_format)).to_bytes()


def as_sample(codec: str, data: bytes) -> bytes:
    """The packet of one picture as MP4 has it."""
    return join_lengths(unit for kind, unit in units(codec, data) if kind not in LEFT_OUT[codec])


def _depth(pixel_format: str) -> Depth:
    luma, *colours = VideoFormat(pixel_format, 64, 64).components
    sides = {(64, 64): 3, (32, 64): 2, (32, 32): 1}
    return Depth(sides[colours[0].width, colours[0].height] if colours else 0, luma.bits)
