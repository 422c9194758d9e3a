"""A kept picture with what was drawn around it, and no edge to be seen between the two.

A model draws the kept picture, too, and gives it back a little off: softer, and in slightly other colours.
What it is off by along the edge is added to what it drew outside, less and less away from the edge:

    drawn  + off · weight  ┃ kept, as it is
    weight   0 … .5 … 1    ┃
"""

from __future__ import annotations

import cv2
import numpy as np

from engine.document.fit import Box

DEPTH = 0.01
"""How far into the kept picture is looked to see what the model was off by, as a part of the short side, …"""
ALONG = 0.02
"""… over how much of the edge it is evened out, …"""
REACH = 0.15
"""… and how far outside the last of it is added."""


def around(kept: np.ndarray, drawn: np.ndarray, box: Box) -> np.ndarray:
    """`kept` inside `box`, bit for bit, and `drawn` outside; both `[H, W, 3]` uint8."""
    x, y, w, h = box
    height, width = drawn.shape[:2]
    result = drawn.copy()
    result[y : y + h, x : x + w] = kept[y : y + h, x : x + w]
    short = min(height, width)
    # Each side as a view whose rows run away from the edge: first inside, then outside.
    columns, rows = slice(x, x + w), slice(y, y + h)
    sides = (
        (np.s_[y : y + h, columns], np.s_[:y, columns], False, -1),
        (np.s_[y : y + h, columns], np.s_[y + h :, columns], False, 1),
        (np.s_[rows, x : x + w], np.s_[rows, :x], True, -1),
        (np.s_[rows, x : x + w], np.s_[rows, x + w :], True, 1),
    )
    for inside, outside, turned, way in sides:
        bar = _away(result[outside], turned, way)
        if bar.size:
            # From the edge inwards is the other way round than from the edge outwards.
            off = _off(_away(kept[inside], turned, -way), _away(drawn[inside], turned, -way), short)
            _add(bar, off, short)
    return result


def _away(picture: np.ndarray, turned: bool, way: int) -> np.ndarray:
    """A view of `picture` whose rows run away from the edge, which lies at its end for a `way` of -1."""
    return (picture.swapaxes(0, 1) if turned else picture)[::way]


def _off(kept: np.ndarray, drawn: np.ndarray, short: int) -> np.ndarray:
    """`[L, 3]` float32: what `drawn` lacks along the edge, which is the first row of both."""
    depth = max(1, round(short * DEPTH))
    off = (kept[:depth].astype(np.float32) - drawn[:depth]).mean(0)
    return cv2.GaussianBlur(off[None], (0, 0), max(0.5, short * ALONG), borderType=cv2.BORDER_REPLICATE)[0]


def _add(bar: np.ndarray, off: np.ndarray, short: int) -> None:
    """Add `off [L, 3]` to the rows of `bar`, all of it at the edge, none of it from `REACH` on."""
    reach = min(len(bar), max(1, round(short * REACH)))
    weight = (0.5 + 0.5 * np.cos(np.pi * (np.arange(reach, dtype=np.float32) + 0.5) / reach))[:, None, None]
    bar[:reach] = np.clip(np.rint(bar[:reach] + weight * off), 0, 255).astype(np.uint8)
