"""A time axis longer than a model's window, in one of two ways.

carry   Windows are drawn in order. Every one after the first begins with latents that the one before has
        drawn and that are now kept, clean, as its context: what was there is carried on. Windows are spread
        evenly, so that the last one, which may have kept frames after the range to arrive at, is not left
        with a single latent to do it in.
fuse    The whole axis is drawn at once: in every step through windows side by side, whose grid is another
        one each step, so that no latent is always the last of its window. Nothing is handed on further than
        a window in a step, but neither can an error grow from window to window.
"""

from __future__ import annotations

OVERLAP = 3
"""Latents of context that a window takes over from the one before, at least."""
GOLDEN = 0.6180339887498949
"""Multiples of it fall evenly into 0 … 1, however many there are."""


def windows(latents: int, longest: int, overlap: int = OVERLAP) -> list[range]:
    """Latents 0 … `latents - 1` as windows of `longest` latents, or as one shorter window if that does."""
    if latents <= longest:
        return [range(latents)]
    overlap = min(overlap, longest - 1)
    steps = -(-(latents - longest) // (longest - overlap))
    starts = [round(i * (latents - longest) / steps) for i in range(steps + 1)]
    return [range(start, start + longest) for start in starts]


def fused_windows(latents: int, longest: int, step: int) -> list[range]:
    """Windows of `longest` latents that cover the axis in step `step`: side by side, from a start that moves
    with the step; the first and the last are pushed back onto the axis and overlap their neighbours."""
    if latents <= longest:
        return [range(latents)]
    shift = round(step * GOLDEN % 1 * (longest - 1))
    starts = {min(max(start, 0), latents - longest) for start in range(-shift, latents, longest)}
    return [range(start, start + longest) for start in sorted(starts)]
