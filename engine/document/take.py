"""A take: what one generation made. Frames and latents lie in files; this is the record of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.document.model import Card
from engine.document.request import Request
from engine.document.time import TakeRange


@dataclass(frozen=True, slots=True)
class Take:
    """Frame 0 of `frames_path` is the first frame of `range`.

    `frames_path` is a lossless video at the size the model drew (`width` × `height`), `latents_path` the
    safetensors file with the latents it was decoded from (None when they were lost). `stats` holds seconds
    and counts of the run, flat.
    """

    id: str
    lineage: str
    range: TakeRange
    request: Request
    digest: str
    frames_path: str
    latents_path: str | None
    width: int
    height: int
    created: str
    """UTC, ISO 8601; the newest take of a card is the one shown unless another is pinned."""
    score: float | None = None
    """Worst seam of its two joins; 1.0 looks like any other frame step."""
    stats: Mapping[str, float] = field(default_factory=dict[str, float])


ShownTake = Callable[[Card], Take | None]
"""Which take a card shows: its pinned one, else its newest; None for a card without takes."""
