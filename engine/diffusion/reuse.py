"""Latents that an earlier take kept, for the frames of it that a request knows.

What a model drew and draws on from need not go through its VAE again, which would cost time and a little of
the picture each time: ten extensions of a clip would drift. A take's latents serve wherever they lie on the
same grid as the request's axis: same model, size and rate, and their spans fall on each other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from torch import Tensor

from engine.diffusion.layout import Layout, latent_of, span_of
from engine.document.request import Request
from engine.document.time import rate_text
from engine.families.family import Family
from engine.project.takes import LATENTS
from engine.tools.regenerate import take_fingerprint


@dataclass(frozen=True, slots=True)
class Reused:
    """Latents by their place on the axis, each `[1, C, 1, h, w]`.

    `first`: 1 when latent 0 stands for more frames than the one that the axis shows of it, because it comes
    from the middle of a clip; else 0.
    """

    latents: dict[int, Tensor]
    first: int = 0


def facts_of(request: Request, layout: Layout, family: Family, first: int) -> dict[str, Any]:
    """What is kept with a take's latents: enough to find the place of each on another axis."""
    return {
        "model": family.spec.name,
        "fingerprint": family.fingerprint,
        "rate": rate_text(request.rate),
        "frame_stride": layout.stride,
        "first": first,
        "first_frame": layout.frames.start - layout.draw.start,
        "home": layout.home,
    }


def from_takes(request: Request, layout: Layout, family: Family, size: tuple[int, int]) -> Reused:
    """Every latent of the axis that takes among `request.known` can give; damaged ones give none."""
    sources: dict[int, dict[int, int]] = {}
    for n, known in enumerate(request.known):
        # What was drawn for a film of another shape lies elsewhere in this one's picture.
        facts = None if known.shape else _facts(Path(known.path), known.fingerprint)
        if facts and _same_grid(facts, request, layout, family):
            sources[n] = _matches(n, facts, request, layout)
    found: dict[int, Tensor] = {}
    first = 0
    for n, matches in sources.items():
        latents = _read(Path(request.known[n].path), sorted(set(matches.values())), family, size)
        found |= {k: latents[j] for k, j in matches.items() if j in latents}
        if matches.get(0) and 0 in found:
            first = 1
    if first and 1 not in found:  # what stands for the middle of a clip must go on as one
        del found[0]
        first = 0
    return Reused(found, first)


def _facts(frames: Path, fingerprint: str) -> dict[str, Any] | None:
    if fingerprint != take_fingerprint(frames.parent.name):
        return None
    try:
        with safe_open(frames.with_name(LATENTS), framework="pt") as file:
            facts = json.loads((file.metadata() or {})["tweenboard"])
    except (OSError, SafetensorError, ValueError, KeyError, RecursionError):
        return None
    return facts if isinstance(facts, dict) else None


def _same_grid(facts: dict[str, Any], request: Request, layout: Layout, family: Family) -> bool:
    wanted = facts_of(request, layout, family, 0)
    return all(facts.get(name) == wanted[name] for name in ("fingerprint", "rate", "frame_stride"))


def _matches(n: int, facts: dict[str, Any], request: Request, layout: Layout) -> dict[int, int]:
    """Latents of the axis that show entry `n` alone -> the take's latents of the same frames."""
    known, offset, found = request.known[n], int(facts["first_frame"]), {}
    for k in range(layout.latents):
        shown = [layout.pictures[i] for i in layout.span(k)]
        frames = [p.frame for p in shown if p is not None and p.known == n]
        if len(frames) < len(shown) or frames != list(range(frames[0], frames[0] + len(frames))):
            continue
        # Frames of the take's own axis.
        start = known.source_start + frames[0] - known.place.start - offset
        j = latent_of(start, layout.stride)
        inside = frames[0] not in layout.draw and start - layout.stride + 1 >= -offset
        if (j > 0 and len(frames) > 1 and span_of(j, layout.stride).start == start) or (
            k == 0 and ((j == 0 and not facts["first"]) or (inside and j * layout.stride == start))
        ):
            found[k] = j
    return found


def _read(frames: Path, wanted: list[int], family: Family, size: tuple[int, int]) -> dict[int, Tensor]:
    spec = family.spec
    shape = [1, spec.channels, size[1] // spec.space_stride, size[0] // spec.space_stride]
    if not wanted:
        return {}
    try:
        with safe_open(frames.with_name(LATENTS), framework="pt") as file:
            latents = file.get_slice("latents")
            channels_and_area = [n for axis, n in enumerate(latents.get_shape()) if axis != 2]
            if channels_and_area != shape or wanted[-1] >= latents.get_shape()[2]:
                return {}
            return {j: latents[:, :, j : j + 1].to(family.device) for j in wanted}
    except (OSError, SafetensorError, KeyError):
        return {}
