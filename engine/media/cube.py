"""`.cube` files: look-up tables of colours, as cameras, grading programs and shops give them away.

Adobe's Cube LUT Specification 1.0: lines of keywords, then `LUT_1D_SIZE` or `LUT_3D_SIZE` rows of three
numbers, red changing fastest. Resolve's `LUT_3D_INPUT_RANGE` stands for both domains. A file is somebody
else's: its size, its lines and its numbers are bounded before anything of them is kept.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import numpy as np

from engine.errors import TweenError
from engine.media.safety import check_file, display_name

LARGEST = 64 << 20
"""Bytes; 128 values to each side of a cube need less."""
SIDE_3D, SIDE_1D = (2, 128), (2, 65536)
MOST_ROWS = 128**3
FAR = 1e6
"""No number of a table or a domain is further from 0."""
LINE = 512
"""Signs of a line that is not a comment."""


@dataclass(frozen=True, slots=True, eq=False)
class Cube:
    """`table` float32 within 0 … 1: `[n, 3]` of a 1D table, or `[n, n, n, 3]` of a 3D one, by red, green and
    blue. Its inputs run evenly from 0 to 1."""

    table: np.ndarray

    @property
    def solid(self) -> bool:
        """Whether its colours depend on each other: a 3D table."""
        return self.table.ndim == 4


def read_cube(path: str | Path) -> Cube:
    """Raises `TweenError` with one sentence for what is no such file, too large or damaged."""
    name = display_name(path)
    real = Path(check_file(path))
    if real.stat().st_size > LARGEST:
        raise TweenError(f"{name} is too large for a look-up table; it may have {LARGEST >> 20} MiB.")
    try:
        with real.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise TweenError(f"{name} cannot be read ({error.strerror}); look after the disk.") from None
    try:
        return _parsed(data.decode("utf-8-sig", "replace"))
    except ValueError as error:
        raise TweenError(f"{name} is no look-up table that can be used: {error}.") from None


def _parsed(text: str) -> Cube:
    head, rows = _split(text)
    low, high = head.domain
    if not all(below < above for below, above in zip(low, high, strict=True)):
        raise ValueError("its domain is empty")
    count = head.side**3 if head.solid else head.side
    if not head.side:
        raise ValueError("it does not say its size")
    if len(rows) != count:
        raise ValueError(f"it has {len(rows)} of {count} rows")
    table = _numbers(rows).reshape(count, 3)
    if head.solid:  # red changes fastest in the file
        table = table.reshape(head.side, head.side, head.side, 3).transpose(2, 1, 0, 3)
    return Cube(_over_unit(np.ascontiguousarray(table.clip(0, 1)), np.array(low), np.array(high)))


@dataclass
class _Head:
    side: int = 0
    solid: bool = False
    low: tuple[float, ...] = (0.0, 0.0, 0.0)
    high: tuple[float, ...] = (1.0, 1.0, 1.0)

    @property
    def domain(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        return self.low, self.high

    def take(self, keyword: str, values: list[str]) -> None:
        """One line that is no row."""
        if keyword in ("LUT_1D_SIZE", "LUT_3D_SIZE"):
            if self.side:
                raise ValueError("it says its size twice")
            self.solid = keyword == "LUT_3D_SIZE"
            least, most = SIDE_3D if self.solid else SIDE_1D
            side = int(values[0]) if len(values) == 1 and values[0].isdecimal() and len(values[0]) < 8 else 0
            if not least <= side <= most:
                raise ValueError(f"its size is not {least} to {most}")
            self.side = side
        elif keyword == "DOMAIN_MIN":
            self.low = _three(values)
        elif keyword == "DOMAIN_MAX":
            self.high = _three(values)
        elif keyword in ("LUT_1D_INPUT_RANGE", "LUT_3D_INPUT_RANGE"):
            low, high = _floats(values, 2)
            self.low, self.high = (low,) * 3, (high,) * 3
        elif keyword != "TITLE":
            raise ValueError(f"it has a line that is unknown ({keyword[:20]!a})")


def _split(text: str) -> tuple[_Head, list[str]]:
    """The head, and the rows below it."""
    head, rows = _Head(), []
    for line in _lines(text):
        if line[0] in "+-.0123456789":
            rows.append(line)
            if len(rows) > MOST_ROWS:
                raise ValueError("it has too many rows")
            continue
        if rows:
            raise ValueError("its rows are broken off by something else")
        keyword, *values = line.split()
        head.take(keyword, values)
    return head, rows


def _lines(text: str) -> Iterator[str]:
    """Without what is empty or a comment."""
    for line in StringIO(text):  # not split as a whole: a line may be a single sign
        line = line.strip()
        if line and not line.startswith("#"):
            if len(line) > LINE:
                raise ValueError("it has a line that is too long")
            yield line


def _numbers(rows: list[str]) -> np.ndarray:
    """`[rows, 3]` float32."""
    try:
        table = np.loadtxt(rows, np.float64, comments=None, ndmin=2)
    except ValueError:
        table = np.empty((0, 0))
    if table.shape != (len(rows), 3) or not (np.abs(table) <= FAR).all():
        raise ValueError("a row is not three numbers")
    return table.astype(np.float32)


def _three(values: list[str]) -> tuple[float, ...]:
    return _floats(values, 3)


def _floats(values: list[str], count: int) -> tuple[float, ...]:
    numbers = tuple(float(value) for value in values) if len(values) == count else ()
    if not numbers or not all(math.isfinite(number) and abs(number) <= FAR for number in numbers):
        raise ValueError("its domain is not made of numbers")
    return numbers


def _over_unit(table: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """A table over `low` … `high` as one over 0 … 1; beyond its ends it goes on level."""
    if not low.any() and (high == 1).all():
        return table
    side = len(table)
    inputs = np.linspace(0, 1, side)[:, None]
    at = ((inputs - low) / (high - low)).clip(0, 1) * (side - 1)  # [n, 3], in steps of the table
    if table.ndim == 2:
        return np.stack([np.interp(at[:, i], np.arange(side), table[:, i]) for i in range(3)], axis=1).astype(
            np.float32
        )
    for axis in range(3):
        below = np.floor(at[:, axis]).astype(int).clip(0, side - 2)
        shape = [1, 1, 1, 1]
        shape[axis] = side
        share = (at[:, axis] - below).astype(np.float32).reshape(shape)
        table = table.take(below, axis) * (1 - share) + table.take(below + 1, axis) * share
    return table
