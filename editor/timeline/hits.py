"""What lies under a point of the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from editor.timeline.board import Board
from editor.timeline.level_lines import MIDDLE, has_line, level_of, line_under, point_under
from editor.timeline.rows import Row
from editor.timeline.scale import TimeScale
from engine.document.model import Clip, Track
from engine.document.time import FrameRange

GRIP = 6.0
"""Pixels on either side of an edge that take hold of it."""
CORNER = 14.0
"""Pixels from a clip's upper edge in which its fades are taken hold of, …"""
INSIDE = 10.0
"""… and from its sides, where there is no fade yet: beside the edge's own grip."""
ROOM = (5 * INSIDE, 2 * CORNER)
"""Least width and height of a clip that shows these handles."""
OFFER_SECONDS = 2
OFFER_PIXELS = 72.0
"""Least width of the place after the film's end that makes a new card."""

HitKind = Literal[
    "ruler", "marker", "mark-in", "mark-out", "card", "card-edge", "card-start", "card-stop", "offer",
    "clip", "clip-start", "clip-stop", "fade-in", "fade-out", "level-line", "level-point", "seam", "empty"
]  # fmt: skip
LEVEL: tuple[HitKind, ...] = ("level-line", "level-point")
"""Of the line that says how loud a clip is, or how much is seen of it."""


@dataclass(frozen=True, slots=True)
class Hit:
    kind: HitKind
    frame: int
    """The frame under the point; for a card edge or a seam, the boundary itself."""
    card: str | None = None
    clip: str | None = None
    marker: str | None = None
    span: FrameRange | None = None
    """For an offer: the range the new card would take."""


def hit(
    board: Board, scale: TimeScale, rows: tuple[Row, ...], seams: dict[int, float], x: float, y: float,
    chosen: frozenset[str] = frozenset(),
) -> Hit:  # fmt: skip
    """`y` in content coordinates, that is with vertical scrolling added (the ruler never scrolls). `chosen`:
    clips whose line of volume or opacity can be taken hold of; their points always can."""
    frame = scale.frame(x)
    row = next((row for row in rows if row.holds(y)), None)
    if row is None:
        return Hit("empty", frame)
    if row.kind == "ruler":
        return _on_ruler(board, scale, frame, x)
    if row.kind == "cards":
        return _in_cards(board, scale, frame, x, y, row, seams)
    assert row.track is not None
    grip = _fade_grip(board, scale, row, x, y) or _on_level(board, scale, row, x, y, chosen)
    return grip or _in_track(board, scale, frame, x, row.track)


def _on_ruler(board: Board, scale: TimeScale, frame: int, x: float) -> Hit:
    """The nearest marker, then the in and the out point, then the ruler itself."""
    near = [marker for marker in board.document.markers if abs(scale.x(marker.frame) - x) <= GRIP]
    if near:
        marker = min(near, key=lambda each: abs(scale.x(each.frame) - x))
        return Hit("marker", marker.frame, marker=marker.id)
    for kind, mark in (("mark-out", board.document.mark_out), ("mark-in", board.document.mark_in)):
        if mark is not None and abs(scale.x(mark) - x) <= GRIP:
            return Hit("mark-in" if kind == "mark-in" else "mark-out", mark)
    return Hit("ruler", frame)


def _in_cards(
    board: Board, scale: TimeScale, frame: int, x: float, y: float, row: Row, seams: dict[int, float]
) -> Hit:
    boundary = scale.edge(x)
    near = abs(scale.x(boundary) - x) <= GRIP
    before, after = board.cards.at(boundary - 1), board.cards.at(boundary)
    joined = before is not None and after is not None and before.id != after.id
    if near and boundary in seams and y >= row.bottom - 14:
        return Hit("seam", boundary)
    wide = all(len(card.range) * scale.pixels >= 3 * GRIP for card in (before, after) if card)
    if near and joined and wide:
        return Hit("card-edge", boundary, card=before.id if before else None)
    if near and before is not after and wide and not joined:
        if before is not None:
            return Hit("card-stop", boundary, card=before.id)
        if after is not None and boundary:
            return Hit("card-start", boundary, card=after.id)
    card = board.cards.at(frame)
    if card is not None:
        return Hit("card", frame, card=card.id)
    span = offer_at(board, scale, frame, x)
    return Hit("offer", frame, span=span) if span else Hit("empty", frame)


def offer_at(board: Board, scale: TimeScale, frame: int, x: float) -> FrameRange | None:
    """The range of the card that a click here would make: the gap, or two seconds after the film's end."""
    gap = board.card_gaps.at(frame)
    if gap is not None:
        return gap
    if board.frames and frame >= board.frames and x <= scale.x(board.frames) + extend_width(board, scale):
        return extension(board)
    return None


def extension(board: Board) -> FrameRange:
    seconds = max(1, round(OFFER_SECONDS * board.document.rate))
    return FrameRange(board.frames, board.frames + seconds)


def extend_width(board: Board, scale: TimeScale) -> float:
    return max(OFFER_PIXELS, len(extension(board)) * scale.pixels)


def fade_grips(scale: TimeScale, clip: Clip, height: float) -> tuple[float, ...]:
    """Where along the view the handles of a clip's fades are, that at its start first; none where it is too
    small to hold them apart."""
    start, stop = scale.x(clip.place.start), scale.x(clip.place.stop)
    if stop - start < ROOM[0] or height < ROOM[1]:
        return ()
    first = max(start + INSIDE, scale.x(clip.place.start + max(clip.fade_in, clip.dissolve)))
    last = min(stop - INSIDE, scale.x(clip.place.stop - clip.fade_out))
    return min(first, stop - INSIDE), max(last, start + INSIDE)


def _fade_grip(board: Board, scale: TimeScale, row: Row, x: float, y: float) -> Hit | None:
    assert row.track is not None
    clip = board.clips[row.track.id].at(scale.frame(x))
    if clip is None or y - row.top > CORNER:
        return None
    grips = fade_grips(scale, clip, row.height)
    near = [i for i, grip in enumerate(grips) if abs(grip - x) <= GRIP]
    if not near:
        return None
    if near == [0, 1]:  # two fades that meet: the handle on whose side the pointer is
        near = [0] if x <= grips[0] else [1]
    return Hit("fade-in" if near[0] == 0 else "fade-out", scale.frame(x), clip=clip.id)


def _on_level(
    board: Board, scale: TimeScale, row: Row, x: float, y: float, chosen: frozenset[str]
) -> Hit | None:
    assert row.track is not None
    level, kind = level_of(row.track.kind), row.track.kind
    for clip in board.clips[row.track.id].within(scale.frame(x - GRIP), scale.frame(x + GRIP) + 1):
        if not has_line(kind, clip, clip.id in chosen):
            continue
        if (frame := point_under(scale, clip, level, row.top, row.height, x, y)) is not None:
            return Hit("level-point", clip.place.start + frame, clip=clip.id)
        inside = scale.x(clip.place.start) + GRIP < x < scale.x(clip.place.stop) - GRIP
        if clip.id in chosen and inside and line_under(scale, clip, level, row.top, row.height, x, y):
            frame = min(max(round(scale.place(x) - MIDDLE[level]), clip.place.start), clip.place.stop - 1)
            return Hit("level-line", frame, clip=clip.id)
    return None


def _in_track(board: Board, scale: TimeScale, frame: int, x: float, track: Track) -> Hit:
    lane = board.clips[track.id]
    for probe in (frame, max(0, scale.edge(x) - 1), scale.edge(x)):
        clip = lane.at(probe)
        if clip is None:
            continue
        wide = len(clip.place) * scale.pixels >= 3 * GRIP
        if wide and abs(scale.x(clip.place.start) - x) <= GRIP and x >= scale.x(clip.place.start) - GRIP / 2:
            return Hit("clip-start", clip.place.start, clip=clip.id)
        if wide and abs(scale.x(clip.place.stop) - x) <= GRIP and x < scale.x(clip.place.stop) + GRIP / 2:
            return Hit("clip-stop", clip.place.stop, clip=clip.id)
    clip = lane.at(frame)
    if clip is not None:
        return Hit("clip", frame, clip=clip.id)
    gap = board.bare.at(frame) if track.id == board.base_track else None
    return Hit("offer", frame, span=gap) if gap is not None else Hit("empty", frame)
