"""Where a person painted, as a card's regions: shapes, masks as polygons, either followed over the frames."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine.document.invariants import region_fault
from engine.document.model import Point, Region
from engine.document.time import CardRange, FrameRange
from engine.errors import TweenError

if TYPE_CHECKING:
    import numpy as np

Kind = Literal["box", "polygon", "brush", "mask", "subject"]
GROW = 0.02
"""Picture widths that a followed mask is wider than what was found: what is redrawn must not leave a rim."""


@dataclass(frozen=True, slots=True)
class Painted:
    """One thing that was painted. `points`: (x, y) in 0 … 1 of the picture: two corners of a box (around the
    subject, for a subject), the corners of a polygon, the way of a brush of `width` picture widths. `path`: a
    mask's file. `frame`: the film frame it was painted in, None for any."""

    kind: Kind
    points: tuple[Point, ...] = ()
    width: float = 0.0
    path: str = ""
    frame: int | None = None


def read_painted(kind: Kind, text: str) -> Painted:
    """`X0,Y0,X1,Y1` (box, subject), `X,Y X,Y X,Y` (polygon), `WIDTH:X,Y X,Y` (brush) or a file (mask), each
    with `@FRAME` behind or not. Raises `TweenError`."""
    found = re.fullmatch(r"(.+)@(\d{1,9})", text.strip(), re.DOTALL)
    body, frame = (found[1], int(found[2])) if found else (text.strip(), None)
    if kind == "mask":
        return Painted(kind, path=body, frame=frame)
    width, _, way = body.rpartition(":") if kind == "brush" else ("0", "", body)
    try:
        numbers = [float(number) for number in re.split(r"[\s,;]+", way.strip())]
        painted = Painted(kind, tuple(zip(numbers[::2], numbers[1::2], strict=True)), float(width), "", frame)
    except ValueError:
        raise TweenError(f"“{text}” is no {kind}; write it like {EXAMPLES[kind]}.") from None
    shape = "polygon" if kind == "polygon" else "box"
    corners = painted.points[:1] * 2 if kind == "brush" else painted.points
    if fault := region_fault(shape, corners, painted.width) or _outside(painted):
        raise TweenError(f"The {kind} “{text}” {fault}.")
    return painted


EXAMPLES: dict[Kind, str] = {
    "box": "0.2,0.1,0.6,0.9",
    "polygon": "“0.2,0.1 0.6,0.1 0.4,0.9”",
    "brush": "“0.1:0.2,0.5 0.4,0.5”: its width, then the points that it goes through",
    "subject": "0.2,0.1,0.6,0.9@12",
}


def _outside(painted: Painted) -> str:
    if not all(0 <= x <= 1 and 0 <= y <= 1 for x, y in painted.points):
        return "lies outside the picture; its points go from 0 to 1"
    return "needs a width above 0" if painted.kind == "brush" and painted.width <= 0 else ""


def regions_of(
    painted: Sequence[Painted],
    span: FrameRange,
    film: tuple[int, int],
    picture: Callable[[int], np.ndarray],
    *,
    track: bool = False,
    feather: float = 0.0,
    grow: float = GROW,
    report: Callable[[int], None] | None = None,
) -> tuple[tuple[Region, ...], tuple[str, ...]]:
    """The regions, counted from `span`'s start, and what a person should know of them.

    `film`: (width, height); `picture(n)`: film frame n, RGB `[H, W, 3]` uint8, at any one size. With `track`
    everything is followed from the frame it was painted in (`span`'s first, where it says none); a subject
    always is. Raises `TweenError` for what lies outside `span` and what cannot be found.
    """
    regions: list[Region] = []
    notes: list[str] = []
    for each in painted:
        if each.frame is not None and each.frame not in span:
            raise TweenError(f"Frame {each.frame}, where the {each.kind} was painted, is not in {span}.")
        if track or each.kind == "subject":
            found, said = _followed(each, span, film, picture, feather, grow, report)
            regions += found
            notes += said
        else:
            regions += _still(each, span, film, feather)
    if painted and not regions:
        raise TweenError("Nothing was painted that a region could be made of; paint more.")
    return tuple(regions), tuple(notes)


def _still(painted: Painted, span: FrameRange, film: tuple[int, int], feather: float) -> list[Region]:
    whole = CardRange(0, len(span))
    if painted.kind == "box" or painted.kind == "polygon":
        return [Region(whole, painted.kind, painted.points, feather)]
    from engine.media.painting import polygons

    return [Region(whole, "polygon", line, feather) for line in polygons(_mask(painted, film, None))]


def _mask(painted: Painted, film: tuple[int, int], rgb: np.ndarray | None) -> np.ndarray:
    from engine.media.painting import area, read_mask, stroke

    size = 640, max(8, round(640 * film[1] / film[0]))
    if painted.kind == "mask":
        return read_mask(painted.path, film)
    if painted.kind == "brush":
        return stroke(painted.points, painted.width, size)
    if painted.kind == "subject":
        from engine.media.subject import subject_in

        assert rgb is not None
        return subject_in(rgb, (painted.points[0], painted.points[1]))
    return area("box" if painted.kind == "box" else "polygon", painted.points, size)


def _followed(
    painted: Painted,
    span: FrameRange,
    film: tuple[int, int],
    picture: Callable[[int], np.ndarray],
    feather: float,
    grow: float,
    report: Callable[[int], None] | None,
) -> tuple[list[Region], list[str]]:
    from engine.media.tracking import carry, outlines, shrunk

    at = span.start if painted.frame is None else painted.frame
    mask = _mask(painted, film, picture(at) if painted.kind == "subject" else None)
    track = carry((shrunk(picture(n)) for n in span), mask, at - span.start, report)
    regions = [
        Region(CardRange(i, i + 1), "polygon", line, feather)
        for i, lines in enumerate(outlines(track.masks, grow))
        for line in lines
    ]
    notes = [
        _gone(at, i, "is lost", span) + "; paint it there too, or these frames stay." for i in track.lost
    ]
    notes += [_gone(at, i, "has left the picture", span) + "." for i in track.left]
    return regions, notes


def _gone(at: int, i: int, how: str, span: FrameRange) -> str:
    frame = span.start + i
    rest = FrameRange(frame, span.stop) if frame > at else FrameRange(span.start, frame + 1)
    return f"What was painted in frame {at} {how} in {rest}"
