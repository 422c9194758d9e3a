"""Blend: one clip turns into the next, drawn by the model under an influence curve.

    before   V1 AAAAAAAABBBBBBBB            curve   0 ──╮
             [1      ][2       ]                        ╰── 1
    after    V1 AAAAAAAA
             V2     BBBBBBBB                (by 4)
             [1  ][2 ][3   ]

The overlap is made at a cut (`engine.tools.overlap`); the card over it says how much of the second clip there
is at which time, and in which words. Where the curve comes back to the first clip, the second only appears
in it: its first frames are laid over the first clip, and nothing else of the film changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from engine.document.edits import append_clip, set_card
from engine.document.ids import NewId, random_id
from engine.document.invariants import blend_fault
from engine.document.layers import layers_at, unpaired
from engine.document.locks import locks_hold
from engine.document.model import Clip, Document, Point
from engine.document.queries import asset_by_id, asset_length, card_at, clip_by_id
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.beside import undrawn_beside
from engine.tools.edited import Edited
from engine.tools.overlap import (
    cut_at,
    has_handles,
    overlapped,
    put_above,
    refuse_wishes,
    with_own_card,
)

SLOW_ENDS = ((0.0, 0.0), (0.125, 0.05), (0.25, 0.16), (0.375, 0.32), (0.5, 0.5))
"""The first half of a ramp that begins slowly, and whose second half is its mirror image."""
APPEARS = ((0.0, 0.0), (0.1, 0.15), (0.2, 0.8), (0.3, 1.0))
"""How the second clip comes, if only to go again."""
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Mode:
    """`points` (time, influence); `strength`: the highest noise cap, below 1 where what is between must show
    both clips; `words`: how the two clips' own words are joined."""

    points: tuple[Point, ...]
    strength: float
    words: str


def _mirrored(half: Sequence[Point]) -> tuple[Point, ...]:
    return (*half, *((1 - time, 1 - value) for time, value in reversed(half[:-1])))


def _mirrored_in_time(half: Sequence[Point]) -> tuple[Point, ...]:
    return (*half, *((1 - time, value) for time, value in reversed(half)))


MODES: dict[str, Mode] = {
    "transition": Mode(_mirrored(SLOW_ENDS), 1.0, "{}, turning into {}"),
    "mix": Mode(((0, 0), (0.1, 0.1), (0.25, 0.5), (0.75, 0.5), (0.9, 0.9), (1, 1)), 0.7, "{} mixed with {}"),
    # All of the second clip for a while: what is only asked for in part is drawn from what lies around it.
    "sample": Mode(_mirrored_in_time(APPEARS), 0.8, "{} and in it {}"),
}
NEUTRAL = ("one shot", "the next")


def mode_of(name: str, points: Sequence[Point] | None = None, strength: float | None = None) -> Mode:
    """A mode by its name, with a curve or a strength of one's own where they are given."""
    if name not in MODES:
        raise TweenError(f"There is no way to blend called “{name}”; choose {', '.join(MODES)}.")
    mode = MODES[name]
    if points is not None:
        if fault := blend_fault(points):
            raise TweenError(f"The influence curve {fault}.")
        mode = replace(mode, points=tuple(points))
    return mode if strength is None else replace(mode, strength=strength)


def parse_curve(text: str) -> tuple[Point, ...]:
    """`0:0,.5:.2,1:1`: time and influence, both 0 … 1."""
    points: list[Point] = []
    for part in text.split(","):
        found = re.fullmatch(r"(\d*\.?\d+|\d+\.):(\d*\.?\d+|\d+\.)", part.strip())
        if found is None:
            raise TweenError(f"“{text}” is no influence curve; write time:influence, such as 0:0,.5:.2,1:1.")
        points.append((float(found[1]), float(found[2])))
    return tuple(points)


def blend(
    doc: Document,
    at: int,
    frames: int,
    mode: Mode = MODES["transition"],
    prompt: str | None = None,
    *,
    overlap: Literal["handles", "ripple"] | None = None,
    seed: int = 0,
    shown: ShownTake | None = None,
    new_id: NewId = random_id,
) -> Edited:
    """Blend the two clips at the cut in front of frame `at` over `frames` frames.

    `overlap`: `handles` takes footage beyond the cut and keeps the film's length, `ripple` moves the second
    clip and all after it; None takes handles where both clips have them. Without `prompt` it is made of the
    words of the cards beside. Raises `TweenError` where there is no cut, no footage, or cards of a person's.
    """
    left, right = cut_at(doc, at)
    _refuse_length(left, right, frames)
    if mode.points[-1][1] < 0.5:
        doc, right = _laid_into(doc, left, right, frames, new_id)
        span = right.place
    else:
        ripple = overlap == "ripple" or (overlap is None and not has_handles(doc, left, right, frames))
        if not ripple and not has_handles(doc, left, right, frames):
            raise TweenError(
                f"The clips at the cut at {at} have no {frames} frames of footage beyond it between them; "
                "blend fewer frames, or let the film get shorter."
            )
        doc = overlapped(doc, left, right, frames, ripple, new_id)
        start = at - frames if ripple else at - (frames - frames // 2)
        span = FrameRange(start, start + frames)
    return _asked(doc, span, left, right, mode, prompt, seed, shown)


def blend_in(
    doc: Document,
    asset_id: str,
    at: int | None,
    frames: int,
    mode: Mode = MODES["transition"],
    prompt: str | None = None,
    *,
    seed: int = 0,
    shown: ShownTake | None = None,
    new_id: NewId = random_id,
) -> Edited:
    """Blend footage into the film: put behind its end, over its last `frames` frames; or, where the curve
    comes back to the film, laid over it at frame `at` (None: in its middle)."""
    if mode.points[-1][1] >= 0.5:
        if at not in (None, doc.frames):
            raise TweenError(
                f"Footage that the film turns into goes behind its end at {doc.frames}; leave --at away, or "
                "choose a curve that comes back, such as --mode sample."
            )
        end = doc.frames
        doc = append_clip(doc, asset_id, new_id=new_id)
        return blend(doc, end, frames, mode, prompt, overlap="ripple", seed=seed, shown=shown, new_id=new_id)
    start = max(0, (doc.frames - frames) // 2) if at is None else at
    asset = asset_by_id(doc, asset_id)
    if asset.kind == "video" and asset_length(asset, doc.rate) < frames:
        raise TweenError(f"{asset.path} has no {frames} frames at the film's rate; blend fewer.")
    span = FrameRange(start, start + frames)
    under = layers_at(doc, start)[:1] if 0 <= start < doc.frames else ()
    if not under or not under[0].place.covers(span):
        raise TweenError(f"No one clip of the film lies under {span}; choose frames inside a clip.")
    over = Clip(new_id(), asset_id, span, 0)
    doc = _laid_over(doc, under[0], over, span, new_id)
    return _asked(doc, span, under[0], over, mode, prompt, seed, shown)


def _refuse_length(left: Clip, right: Clip, frames: int) -> None:
    if frames < SHORTEST:
        raise TweenError(f"A blend of {frames} frames is a cut; use at least {SHORTEST}.")
    shorter = min(left, right, key=lambda clip: len(clip.place))
    if frames > len(shorter.place):
        raise TweenError(
            f"The clip at {shorter.place} is shorter than a blend of {frames} frames; use at most "
            f"{len(shorter.place)}."
        )


def _laid_into(doc: Document, left: Clip, right: Clip, frames: int, new_id: NewId) -> tuple[Document, Clip]:
    """The first frames of `right`, as a clip of their own, over the last of `left`, which goes on for up to a
    second after them."""
    stop = left.place.stop - min(round(doc.rate), (len(left.place) - frames) // 2)
    span = FrameRange(stop - frames, stop)
    over = replace(right, id=new_id(), place=span, link="", group="")
    return _laid_over(doc, left, over, span, new_id), over


@locks_hold
def _laid_over(doc: Document, under: Clip, over: Clip, span: FrameRange, new_id: NewId) -> Document:
    refuse_wishes(doc, span)
    track, _ = clip_by_id(doc, under.id)
    doc = put_above(doc, track, [over], new_id)
    return with_own_card(doc, span, new_id)


def _asked(
    doc: Document,
    span: FrameRange,
    first: Clip,
    then: Clip,
    mode: Mode,
    prompt: str | None,
    seed: int,
    shown: ShownTake | None,
) -> Edited:
    """The wish on the card at `span`, between `first` and `then`."""
    if bare := unpaired(doc, span):
        raise TweenError(f"The clips at {first.place} and {then.place} do not lie over each other in {bare}.")
    upper, lower = layers_at(doc, span.start)[:2]
    if {upper.id, lower.id} != {first.id, then.id}:
        raise TweenError(f"Another clip lies over the two in {span}; mute it, or take it away first.")
    points = mode.points
    if upper.id == first.id:  # its influence is what is left by the other's
        points = tuple((time, 1 - value) for time, value in points)
    card = card_at(doc, span.start)
    assert card is not None
    words = _between(doc, span, mode) if prompt is None else prompt
    if not words.strip():
        raise TweenError("An empty prompt draws nothing; leave it away to have one made.")
    doc = set_card(doc, card.id, prompt=words, blend=points, strength=mode.strength, seed=seed)
    return Edited(doc, (*undrawn_beside(doc, [card.id], shown), card.id))


def _between(doc: Document, span: FrameRange, mode: Mode) -> str:
    beside = card_at(doc, span.start - 1), card_at(doc, span.stop)
    words = [card.words if card else "" for card in beside]
    return mode.words.format(*(said.rstrip(".,") or bare for said, bare in zip(words, NEUTRAL, strict=True)))
