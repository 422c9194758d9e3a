"""NAL units, the pieces that H.264 and H.265 streams are made of (ITU-T H.264 annex B, H.265 clause 7.3.1).

A unit here is its bytes from its header on, with emulation prevention, without start code or length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

START_CODE = re.compile(rb"\x00\x00\x01")
EMULATION = re.compile(rb"\x00\x00(?=[\x00-\x03])")


class Bits:
    """Reads fields from the payload of a unit, most significant bit first. Raises `ValueError` at its end."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self._left = 8 * len(data)

    @property
    def left(self) -> int:
        return self._left

    def u(self, count: int) -> int:
        """An unsigned number of `count` bits."""
        if count > self._left:
            raise ValueError("the unit ends too soon")
        self._left -= count
        return (self._value >> self._left) & ((1 << count) - 1)

    def ue(self) -> int:
        """An Exp-Golomb coded number."""
        zeros = 0
        while not self.u(1):
            zeros += 1
            if zeros > 32:
                raise ValueError("not an Exp-Golomb code")
        return (1 << zeros) - 1 + self.u(zeros)


def golomb(number: int) -> str:
    """The Exp-Golomb code of a number as a string of 0 and 1."""
    code = f"{number + 1:b}"
    return "0" * (len(code) - 1) + code


def payload(unit: bytes) -> bytes:
    """A unit without its emulation prevention."""
    return unit.replace(b"\0\0\3", b"\0\0")


def protected(raw: bytes) -> bytes:
    """The inverse of `payload`."""
    unit = EMULATION.sub(b"\0\0\3", raw)
    return unit + b"\3" if unit.endswith(b"\0\0") else unit


def split_start_codes(data: bytes) -> list[bytes]:
    """The units of a byte stream with start codes; what comes before the first is none."""
    marks = [match.span() for match in START_CODE.finditer(data)]
    stops = [start for start, _ in marks[1:]] + [len(data)]
    return [data[begin:stop].rstrip(b"\0") for (_, begin), stop in zip(marks, stops, strict=False)]


def split_lengths(data: bytes | memoryview, size: int) -> Iterator[bytes | memoryview]:
    """The units of an MP4 sample whose lengths take `size` bytes. Raises `ValueError` if one lies."""
    at = 0
    while at < len(data):
        length = int.from_bytes(data[at : at + size], "big")
        at += size
        if not length or at + length > len(data):
            raise ValueError("a unit's length does not fit its sample")
        yield data[at : at + length]
        at += length


def join_lengths(units: Iterable[bytes], size: int = 4) -> bytes:
    return b"".join(len(unit).to_bytes(size, "big") + unit for unit in units)
