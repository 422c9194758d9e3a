"""What lies in a GGUF file: the names, kinds and shapes of its tensors. No torch, no weights read.

The format's own reader makes an array of every value and trusts the counts that a file claims. Here the head
is walked through in milliseconds, since every estimate asks, and nothing may reach past the file's end:

    "GGUF", version, counts of tensors and of entries
    entries     name, kind of value, value
    tensors     name, sides (the last one first), how it is packed, where it begins
    data        from the next multiple of the alignment on
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from engine.errors import TweenError

SUFFIX = ".gguf"
#: What diffusers unpacks, by GGML's number: its name, the weights of a block and the bytes that they are in.
KINDS: dict[int, tuple[str, int, int]] = {
    0: ("F32", 1, 4),
    1: ("F16", 1, 2),
    2: ("Q4_0", 32, 18),
    3: ("Q4_1", 32, 20),
    6: ("Q5_0", 32, 22),
    7: ("Q5_1", 32, 24),
    8: ("Q8_0", 32, 34),
    10: ("Q2_K", 256, 84),
    11: ("Q3_K", 256, 110),
    12: ("Q4_K", 256, 144),
    13: ("Q5_K", 256, 176),
    14: ("Q6_K", 256, 210),
    20: ("IQ4_NL", 32, 18),
    23: ("IQ4_XS", 256, 136),
    30: ("BF16", 1, 2),
}
LAST_KIND = 63
"""Higher numbers are no kinds, but a damaged file."""
VERSIONS = (2, 3)
STRING, ARRAY = 8, 9
SCALARS = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
"""Bytes of an entry's value, by the number of its kind."""
LIMIT = 100_000
"""Tensors, and values of all entries, at most; a video model has some thousands."""


def gguf_of(folder: Path) -> Path | None:
    """The GGUF file that is a part's weights; None where they are safetensors."""
    return next(iter(sorted(folder.glob(f"*{SUFFIX}"))), None)


def gguf_head(file: Path) -> dict[str, dict[str, Any]]:
    """By tensor: `dtype` (GGML's name of it), `shape` as torch has it, `bytes` in the file.

    Raises `TweenError` for a file that is none, is not whole, or is packed in a way that cannot be read.
    """
    try:
        with file.open("rb") as opened:
            return _Head(opened, file, file.stat().st_size).read()
    except OSError as error:
        raise TweenError(f"{file} cannot be read ({(error.strerror or str(error)).lower()}).") from None
    except EOFError:
        raise TweenError(f"{file} is not whole: its end is missing; get it again.") from None
    except (ValueError, struct.error):
        raise TweenError(f"{file} is no GGUF file, or a damaged one; get it again.") from None


def _foreign(file: Path, kind: int) -> Exception:
    if kind > LAST_KIND:
        return ValueError(kind)
    return TweenError(
        f"{file} is packed in a way that cannot be unpacked here (GGML's kind {kind}); get another edition "
        "of it, such as Q8_0 or Q4_K."
    )


@dataclass(slots=True)
class _Head:
    opened: BinaryIO
    file: Path
    size: int
    values: int = 0
    alignment: int = 32

    def read(self) -> dict[str, dict[str, Any]]:
        magic, version, tensors, entries = struct.unpack("<4sIQQ", self._bytes(24))
        if magic != b"GGUF" or version not in VERSIONS:
            raise ValueError(version)
        self._count(entries)
        for _ in range(entries):
            self._entry()
        self._count(tensors)
        found = [self._tensor() for _ in range(tensors)]
        start = -(-self.opened.tell() // self.alignment) * self.alignment
        table = {name: entry for name, entry, _ in found}
        if not table or len(table) != len(found):
            raise ValueError("no weights, or some of them twice")
        if start + max(begin + entry["bytes"] for _, entry, begin in found) > self.size:
            raise EOFError
        return table

    def _entry(self) -> None:
        name = self._string()
        (kind,) = struct.unpack("<I", self._bytes(4))
        if name == "general.alignment" and kind == 4:
            (self.alignment,) = struct.unpack("<I", self._bytes(4))
            if self.alignment < 1 or self.alignment & (self.alignment - 1):
                raise ValueError(self.alignment)
            return
        self._value(kind)

    def _value(self, kind: int) -> None:
        if kind == STRING:
            self._string()
        elif kind == ARRAY:
            inner, count = struct.unpack("<IQ", self._bytes(12))
            self._count(count)
            if inner == ARRAY:
                raise ValueError("a list of lists")
            for _ in range(count):
                self._value(inner)
        elif kind in SCALARS:
            self._bytes(SCALARS[kind])
        else:
            raise ValueError(kind)

    def _tensor(self) -> tuple[str, dict[str, Any], int]:
        name = self._string()
        (count,) = struct.unpack("<I", self._bytes(4))
        if count > 8:
            raise ValueError(count)
        *sides, kind, begin = struct.unpack(f"<{count}QIQ", self._bytes(8 * count + 12))
        if kind not in KINDS:
            raise _foreign(self.file, kind)
        dtype, block, size = KINDS[kind]
        numbers = math.prod(sides)
        if numbers < 1 or (sides and sides[0] % block):
            raise ValueError(sides)
        return name, {"dtype": dtype, "shape": sides[::-1], "bytes": numbers // block * size}, begin

    def _string(self) -> str:
        (length,) = struct.unpack("<Q", self._bytes(8))
        return self._bytes(length).decode("utf-8")

    def _count(self, more: int) -> None:
        self.values += more
        if self.values > LIMIT:
            raise ValueError(f"more than {LIMIT} values")

    def _bytes(self, count: int) -> bytes:
        if count > self.size - self.opened.tell():
            raise EOFError
        return self.opened.read(count)
