"""A time axis longer than a model's window, in one of two ways.

carry   Windows are drawn in order. Every one after the first begins with latents that the one before has
        drawn and that are now kept, clean, as its context: what was there is carried on. Windows are spread
        evenly, so that the last one, which may have kept frames after the range to arrive at, is not left
        with a single latent to do it in.
fuse    The whole axis is drawn at once. In every step each latent listens to the one window in whose middle
        it lies, and the grid of these is another one each step, so that no latent is always beside a border.
        The windows of a step can be drawn side by side (`engine.diffusion.sharing`); those of `carry` cannot.
        Nothing is handed on further than a window in a step, but neither can an error grow from window to
        window. (Averaging windows where they overlap instead loses variance: on Gaussian clips, windows of
        13, 60 steps, .76 of 1 is left against .79, and the largest jump is .49 against .32 of an ideal .30.)
"""

from __future__ import annotations

from itertools import pairwise

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


def fused_windows(latents: int, longest: int, step: int, overlap: int = OVERLAP) -> list[tuple[range, range]]:
    """(window, the part of it that counts) for step `step`: the parts lie side by side over the whole axis,
    and each window is `longest` latents round its part."""
    if latents <= longest:
        return [(range(latents), range(latents))]
    part = max(1, longest - overlap)
    first = round(step * GOLDEN % 1 * part)
    cuts = [0, *(cut for cut in range(first, latents, part) if cut > 0), latents]
    found = []
    for a, b in pairwise(cuts):
        start = min(max((a + b - longest) // 2, 0), latents - longest)
        found.append((range(start, start + longest), range(a, b)))
    return found
