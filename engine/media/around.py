"""A kept picture with what was drawn around it, and no edge to be seen between the two.

A model draws the kept picture, too, and gives it back a little off: softer, and in slightly other colours.
What it is off by along the edge is added to what it drew outside, less and less away from the edge:

    drawn  + off · weight  ┃ kept, as it is
    weight   0 … .5 … 1    ┃

What holds for a long stretch of the edge (a colour) reaches far, what holds for a pixel of it does not: it
would be a streak.
"""

from __future__ import annotations

import cv2
import numpy as np

from engine.document.fit import Box

DEPTH = 0.01
"""How far into the kept picture is looked to see what the model was off by, as a part of the short side, …"""
ALONG = 0.02
"""… over how much of the edge the part of it is evened out that reaches far, …"""
REACH, FINE = 0.15, 0.04
"""… and how far outside the last is added of that, and of the rest."""


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
        (np.s_[rows, columns], np.s_[:y, columns], False, -1),
        (np.s_[rows, columns], np.s_[y + h :, columns], False, 1),
        (np.s_[rows, columns], np.s_[rows, :x], True, -1),
        (np.s_[rows, columns], np.s_[rows, x + w :], True, 1),
    )
    for inside, outside, turned, way in sides:
        bar = _away(result[outside], turned, way)
        if bar.size:
            # From the edge inwards is the other way round than from the edge outwards.
            _even_out(bar, _away(kept[inside], turned, -way), _away(drawn[inside], turned, -way), short)
    return result


def _away(picture: np.ndarray, turned: bool, way: int) -> np.ndarray:
    """A view of `picture` whose rows run away from the edge, which lies at its end for a `way` of -1."""
    return (picture.swapaxes(0, 1) if turned else picture)[::way]


def _even_out(bar: np.ndarray, kept: np.ndarray, drawn: np.ndarray, short: int) -> None:
    """Add to `bar` what `drawn` lacks along the edge; the rows of all three run away from it."""
    depth = max(1, round(short * DEPTH))
    off = (kept[:depth].astype(np.float32) - drawn[:depth]).mean(0)
    long = cv2.GaussianBlur(off[None], (0, 0), max(0.5, short * ALONG), borderType=cv2.BORDER_REPLICATE)[0]
    reach = min(len(bar), max(1, round(short * REACH)))
    added = _faded(long, reach, short * REACH) + _faded(off - long, reach, short * FINE)
    bar[:reach] = np.clip(np.rint(bar[:reach] + added), 0, 255).astype(np.uint8)


def _faded(off: np.ndarray, rows: int, reach: float) -> np.ndarray:
    """`off [L, 3]` for `rows` rows away from the edge, all of it there and none of it from `reach` on."""
    part = np.minimum((np.arange(rows, dtype=np.float32) + 0.5) / max(1.0, reach), 1)
    return (0.5 + 0.5 * np.cos(np.pi * part))[:, None, None] * off
