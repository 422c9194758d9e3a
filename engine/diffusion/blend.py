"""Two clips that turn into each other: `Request.blends` on the time axis.

The first clip is what `known` shows. The second is laid out on an axis of its own, which differs only in what
is shown, so that each is encoded as the one clip that it is; their latents are then mixed as the curve says.

    influence  0 ──╮            cap  0 ─╮    ╭─ 0       latents  AAAA mixed BBBB
                   ╰── 1                 ╰─1─╯

Where the curve is near 0 or 1 the clip is kept as it is; where it crosses the cap opens, and the model draws
what lies between from its mixed, noised latents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.document.parts import value_at
from engine.document.request import BlendPart, Known, Request

if TYPE_CHECKING:  # the time axis is told without torch
    from torch import Tensor

    from engine.diffusion.layout import Layout, Picture


def opening(influence: float) -> float:
    """The part of its highest noise cap that a frame has, from 0 at an influence of 0 or 1 to 1 at a half."""
    return 4 * influence * (1 - influence)


def influence(request: Request, frame: int) -> float | None:
    """How much of the second clip is asked for in the middle of film frame `frame`; None where nothing is
    blended."""
    part = _part(request, frame)
    if part is None:
        return None
    return value_at(part.points, (frame - part.place.start + 0.5) / len(part.place))


def opened(request: Request, pictures: Sequence[Picture | None], caps: Sequence[float]) -> list[float]:
    """The caps of an axis that shows `pictures`, as far open as the curve says. What is kept stays so."""
    asked = [None if picture is None else influence(request, picture.frame) for picture in pictures]
    return [cap if at is None else cap * opening(at) for cap, at in zip(caps, asked, strict=True)]


def second(request: Request, layout: Layout) -> tuple[Request, Layout] | None:
    """`request` and its axis with the second clip in place of the first; None without one."""
    if not request.blends:
        return None
    first = len(request.known)
    known = tuple(
        Known(p.place, p.path, p.fingerprint, p.source_start, shape=p.shape, grade=p.grade, framing=p.framing)
        for p in request.blends
    )
    number = {part: first + n for n, part in enumerate(request.blends)}
    pictures = tuple(
        replace(shown, known=number[part])
        if shown and request.known[shown.known].cap and (part := _part(request, shown.frame))
        else shown
        for shown in layout.pictures
    )
    return replace(request, known=(*request.known, *known)), replace(layout, pictures=pictures)


def nearer(request: Request, layout: Layout) -> tuple[Request, Layout]:
    """`request` and its axis, each frame with the picture of the clip that has the larger share in it."""
    other = second(request, layout)
    if other is None:
        return request, layout
    both, upper = other
    pictures = tuple(
        over if over and (influence(request, over.frame) or 0) >= 0.5 else under
        for under, over in zip(layout.pictures, upper.pictures, strict=True)
    )
    return both, replace(layout, pictures=pictures)


def shares(request: Request, layout: Layout) -> list[float]:
    """How much of the second clip there is in each latent; beside the range none or all, as at the nearest
    end of it."""
    first, last = request.draw.start, request.draw.stop - 1
    found = [influence(request, min(max(frame, first), last)) or 0.0 for frame in layout.frames]
    found = [
        at if frame in request.draw else float(round(at))
        for at, frame in zip(found, layout.frames, strict=True)
    ]
    return [sum(found[i] for i in layout.span(k)) / len(layout.span(k)) for k in range(layout.latents)]


def mixed(under: Tensor, over: Tensor, share: Sequence[float]) -> Tensor:
    """Latents `[1, C, t, h, w]` of two clips, with `share [t]` of the second."""
    weight = under.new_tensor(share).view(1, 1, -1, 1, 1)
    return under.lerp(over, weight)


def _part(request: Request, frame: int) -> BlendPart | None:
    return next((part for part in request.blends if frame in part.place), None)
