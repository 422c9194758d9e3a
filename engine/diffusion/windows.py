"""A long time axis as windows of one length, drawn in order.

Every window after the first begins with latents that the one before has drawn and that are now kept, clean,
as its context. Crossfading windows instead loses variance, and fusing them each step carries no memory
further than a window; continuing from clean latents does. Windows are spread evenly, so that the last one,
which may have kept frames after the range to arrive at, is not left with a single latent to do it in.
"""

from __future__ import annotations

OVERLAP = 3
"""Latents of context that a window takes over from the one before, at least."""


def windows(latents: int, longest: int, overlap: int = OVERLAP) -> list[range]:
    """Latents 0 … `latents - 1` as windows of `longest` latents, or as one shorter window if that does."""
    if latents <= longest:
        return [range(latents)]
    overlap = min(overlap, longest - 1)
    steps = -(-(latents - longest) // (longest - overlap))
    starts = [round(i * (latents - longest) / steps) for i in range(steps + 1)]
    return [range(start, start + longest) for start in starts]
