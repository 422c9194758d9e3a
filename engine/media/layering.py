"""Pictures mixed and laid over each other, in the values that a screen is sent (gamma-encoded BT.709).

That is what other editors and browsers do, and what a person sees as even: half of white over black is the
middle grey 128, where light itself, mixed, would give 188.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from engine.media.framed import Patch

ONE = 255
"""Weights are whole numbers of 255ths, as alpha is: products stay within 16 bits, results within a level."""

LEAST = 1e-9
"""A weight below this is none."""

Parts = Sequence[tuple[np.ndarray, float]]
"""Pictures `[H, W, 3]`, or `[H, W, 4]` with straight alpha, uint8, each with its weight, 0 … 1."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A layer ready to be laid over others: what it adds to each pixel of a part of the picture, in 255ths,
    and how much of what lies below it lets through. Outside that part it shows nothing."""

    rows: slice
    columns: slice
    colour: np.ndarray
    """`[h, w, 3]` uint16."""
    through: np.ndarray
    """`[h, w, 1]` uint16, 0 … 255, or one number for all: `[1, 1, 1]`."""

    def over(self, below: np.ndarray) -> np.ndarray:
        """A new picture `[H, W, 3]` uint8; pixels that the sheet lets through whole are exactly `below`'s."""
        part = below[self.rows, self.columns]
        mixed = np.multiply(part, self.through, dtype=np.uint16)
        mixed += self.colour
        mixed += 128
        mixed += mixed >> 8  # with this and the next line it is divided by 255 and rounded, exactly
        mixed >>= 8
        if mixed.shape == below.shape:
            return mixed.astype(np.uint8)
        result = below.copy()
        result[self.rows, self.columns] = mixed
        return result

    def onto(self, canvas: np.ndarray) -> None:
        """The same on `[H, W, 4]` float32, 0 … 255, whose colours are multiplied by their alpha."""
        part = canvas[self.rows, self.columns]
        through = self.through.astype(np.float32) / ONE
        part *= through
        part[..., :3] += self.colour.astype(np.float32) / ONE
        part[..., 3:] += 255 * (1 - through)


def over(below: np.ndarray, parts: Parts) -> np.ndarray:
    """The layer of `parts` (see `sheet`) over `below`, `[H, W, 3]` uint8; `below` itself where nothing of
    them is seen."""
    if any(picture.shape[2] == 4 for picture, _ in parts):
        ready = sheet(parts)
        return below if ready is None else ready.over(below)
    mixed, there = below, 1 - sum(weight for _, weight in parts)
    for picture, weight in parts:
        whole = there + weight
        if there < LEAST:
            mixed = picture
        elif weight >= LEAST:
            mixed = cv2.addWeighted(mixed, there / whole, picture, weight / whole, 0)
        there = whole
    return mixed


def sheet(parts: Parts) -> Sheet | None:
    """The layer of pictures that add up by their weights, which come to no more than 1 together; None where
    nothing of them is seen."""
    shares = [_share(picture, weight) for picture, weight in parts]
    for i in range(1, len(shares)):  # rounded up together they could come to more than the whole
        shares[i] = np.minimum(shares[i], ONE - sum(shares[:i], np.uint16(0)))
    covered = np.broadcast_to(sum(shares, np.zeros((1, 1, 1), np.uint16)), (*parts[0][0].shape[:2], 1))
    seen = _bounds(covered)
    if seen is None:
        return None
    colour = sum(
        np.multiply(picture[seen][..., :3], _within(share, seen), dtype=np.uint16)
        for (picture, _), share in zip(parts, shares, strict=True)
    )
    whole = all(share.size == 1 for share in shares)
    through = ONE - (covered[:1, :1] if whole else covered[seen])
    return Sheet(*seen, np.asarray(colour), through.astype(np.uint16))


def patch_sheet(patch: Patch, weight: float) -> Sheet | None:
    """`sheet` of one picture that lies in a part of the film's."""
    found = sheet([(patch.picture, weight)])
    if found is None:
        return None
    rows, columns = (
        slice(whole.start + part.start, whole.start + part.stop)
        for whole, part in ((patch.rows, found.rows), (patch.columns, found.columns))
    )
    return replace(found, rows=rows, columns=columns)


def straight(canvas: np.ndarray) -> np.ndarray:
    """`[H, W, 4]` float32 as `Sheet.onto` leaves it -> uint8 with straight alpha."""
    alpha = canvas[..., 3:]
    colour = np.divide(canvas[..., :3] * 255, alpha, out=np.zeros_like(canvas[..., :3]), where=alpha > 0)
    return np.rint(np.concatenate([colour, alpha], axis=2)).clip(0, 255).astype(np.uint8)


def _share(picture: np.ndarray, weight: float) -> np.ndarray:
    """How many 255ths of each pixel the picture makes: `[H, W, 1]`, or `[1, 1, 1]` for an opaque one."""
    if picture.shape[2] == 3:
        return np.full((1, 1, 1), round(weight * ONE), np.uint16)
    shares = np.rint(np.arange(256) * weight).astype(np.uint16)
    return shares[picture[..., 3:]]


def _bounds(covered: np.ndarray) -> tuple[slice, slice] | None:
    """The rows and columns from the first to the last that are not empty; `[H, W, 1]`."""
    rows, columns = (np.flatnonzero(covered.any(axis=axes)) for axes in ((1, 2), (0, 2)))
    if not len(rows):
        return None
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _within(share: np.ndarray, seen: tuple[slice, slice]) -> np.ndarray:
    return share if share.size == 1 else share[seen]
