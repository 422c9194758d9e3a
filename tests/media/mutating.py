"""Damaged copies of real files, repeatable from a seed: what fuzzing opens."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable

PARENTS = {
    b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"udta", b"moof", b"traf", b"mvex", b"meta"
}  # fmt: skip
EXTREMES = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE)
EDGE = 4096

Box = tuple[int, int, int]  # where it begins, where it ends, how deep it lies


def mutate(data: bytes, seed: int, other: bytes = b"") -> bytes:
    """`data` with one to four kinds of damage; the same for the same seed. `other` is spliced in at times."""
    dice = random.Random(seed)
    damaged = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 2, 4))):
        way = dice.choice(WAYS)
        way(damaged, dice)
    if other and dice.random() < 0.05:
        at = dice.randrange(len(damaged) + 1)
        damaged[at:] = other[dice.randrange(len(other)) :]
    return bytes(damaged)


def _place(data: bytearray, dice: random.Random) -> int:
    """A random offset: half of the time near the file's ends, where headers and indexes lie."""
    edge = min(EDGE, len(data))
    where = dice.random()
    if where < 0.3:
        return dice.randrange(edge)
    if where < 0.5:
        return len(data) - 1 - dice.randrange(edge)
    return dice.randrange(len(data))


def _bits(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 2, 8, 64, 400)) if data else 0):
        data[_place(data, dice)] ^= 1 << dice.randrange(8)


def _bytes(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 4, 30)) if data else 0):
        data[_place(data, dice)] = dice.randrange(256)


def _numbers(data: bytearray, dice: random.Random) -> None:
    """Extreme values where numbers may lie."""
    for _ in range(dice.choice((1, 2, 6)) if len(data) > 8 else 0):
        at = min(_place(data, dice), len(data) - 4)
        data[at : at + 4] = struct.pack(dice.choice((">I", "<I")), dice.choice(EXTREMES))


def _cut(data: bytearray, dice: random.Random) -> None:
    if data:
        del data[dice.randrange(len(data)) :]


def _range(data: bytearray, dice: random.Random) -> tuple[int, int]:
    start = _place(data, dice)
    return start, min(len(data), start + dice.choice((1, 16, 300, 5000, 60_000)))


def _remove(data: bytearray, dice: random.Random) -> None:
    if data:
        start, stop = _range(data, dice)
        del data[start:stop]


def _repeat(data: bytearray, dice: random.Random) -> None:
    if data:
        start, stop = _range(data, dice)
        data[start:start] = data[start:stop] * dice.choice((1, 2, 20))


def _blank(data: bytearray, dice: random.Random) -> None:
    if data:
        start, stop = _range(data, dice)
        data[start:stop] = bytes([dice.choice((0, 255))]) * (stop - start)


def _noise(data: bytearray, dice: random.Random) -> None:
    if data:
        start, stop = _range(data, dice)
        data[start:stop] = dice.randbytes(stop - start)


def _boxes(data: bytearray, start: int = 0, stop: int | None = None, depth: int = 0) -> list[Box]:
    """The boxes of an ISO file, and those in them; empty for other files."""
    found: list[Box] = []
    stop = len(data) if stop is None else stop
    while start + 8 <= stop and len(found) < 2000:
        size, kind = struct.unpack_from(">I4s", data, start)
        if size < 8 or start + size > stop or not all(31 < c < 127 or c == 0xA9 for c in kind):
            break
        found.append((start, start + size, depth))
        if kind in PARENTS and depth < 8:
            found += _boxes(data, start + 8, start + size, depth + 1)
        start += size
    return found


def _box_damage(data: bytearray, dice: random.Random) -> None:
    """Swap, double, drop or resize boxes, with the sizes of those around them left as they are."""
    boxes = _boxes(data)
    if len(boxes) < 2:
        _numbers(data, dice)
        return
    start, stop, depth = dice.choice(boxes)
    what = dice.randrange(5)
    if what == 0:
        peers = [box for box in boxes if box[2] == depth and box[0] >= stop]
        if peers:
            other = dice.choice(peers)
            first, second = bytes(data[start:stop]), bytes(data[other[0] : other[1]])
            data[other[0] : other[1]] = first
            data[start:stop] = second
    elif what == 1:
        data[stop:stop] = data[start:stop]
    elif what == 2:
        del data[start:stop]
    elif what == 3:
        size = dice.choice((0, 1, 7, 8, stop - start - 1, stop - start + 8, 0x7FFFFFFF, 0xFFFFFFFF))
        struct.pack_into(">I", data, start, max(0, size))
    elif stop - start > 16:  # a field of the box: counts and offsets lie at its beginning
        at = start + 8 + 4 * dice.randrange(min(8, (stop - start - 8) // 4))
        struct.pack_into(">I", data, at, dice.choice(EXTREMES))


WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _bits, _bytes, _numbers, _cut, _remove, _repeat, _blank, _noise, _box_damage, _box_damage,
)  # fmt: skip
