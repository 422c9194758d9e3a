"""What a finished file says of how it was made: metadata, and a signature that goes into it last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Sign = Callable[[Path, Path, str, "int | None"], str]


@dataclass(frozen=True, slots=True)
class Label:
    """`tags` go into the container's metadata, where it has any.

    `sign(source, target, name, picture)` writes the complete file `source`, which will be called `name` and
    is picture number `picture` of a folder (None: no picture of one), signed to `target`. It returns "", or
    a sentence where such a file cannot be signed: nothing lies at `target` then. Raises `TweenError`.
    """

    tags: Mapping[str, str] = field(default_factory=dict[str, str])
    sign: Sign | None = None
    notes: tuple[str, ...] = ()
    """What the writer is to tell the person."""
