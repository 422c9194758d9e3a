"""Which words count how much at which latent: plain arithmetic, no torch.

Two neighbouring prompts cross over within `transition` film frames, half of them on either side of the
boundary: the weight of a prompt at a frame is its share of a window of that length round the frame.

    transition 0   AAAAAAAA|BBBBBBBB        4   AAAAAA\\  /BBBBBB
                                                      /\\
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.diffusion.layout import Layout
from engine.document.request import Request


@dataclass(frozen=True, slots=True)
class Words:
    """A prompt with its negative one, and its weight at every latent of the axis; all weights add up to 1."""

    prompt: str
    negative: str
    weights: tuple[float, ...]

    def within(self, window: range) -> tuple[float, ...]:
        return self.weights[window.start : window.stop]


def words_along(request: Request, layout: Layout) -> list[Words]:
    """Every prompt that counts somewhere on the axis, in the order of its first latent.

    Frames outside the range have the words of the range's nearest frame: they are only looked at.
    """
    said: dict[tuple[str, str], int] = {}
    frames = np.array([said.setdefault(_at(request, layout, f), len(said)) for f in layout.frames])
    share = np.stack([_smoothed(frames == n, request.transition) for n in range(len(said))])
    latents = np.stack([share[:, list(layout.span(k))].mean(1) for k in range(layout.latents)], axis=1)
    latents /= latents.sum(0)
    return [
        Words(prompt, negative, tuple(map(float, latents[n])))
        for (prompt, negative), n in said.items()
        if latents[n].any()
    ]


def _at(request: Request, layout: Layout, frame: int) -> tuple[str, str]:
    frame = min(max(frame, layout.draw.start), layout.draw.stop - 1)
    for span in reversed(request.spans):
        if frame in span.place:
            return span.prompt, span.negative
    return request.prompt, request.negative


def _smoothed(inside: Sequence[bool] | np.ndarray, width: int) -> np.ndarray:
    """Mean of `inside [F]` over `width` frames round the middle of each frame; its ends are held on."""
    values = np.asarray(inside, np.float64)
    if width < 2:
        return values
    padded = np.pad(values, (width, width), mode="edge")
    sums = np.concatenate([[0.0], np.cumsum(padded)])
    at = np.arange(len(values)) + width + 0.5
    edge = np.arange(len(sums))
    return (np.interp(at + width / 2, edge, sums) - np.interp(at - width / 2, edge, sums)) / width
