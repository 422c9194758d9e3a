"""Dragged edges stick to cuts, the playhead and the marks when they come near."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from editor.timeline.board import Board
from editor.timeline.scale import TimeScale

REACH = 8.0
"""Pixels within which an edge jumps to a snap point."""


def snapped(
    board: Board,
    scale: TimeScale,
    x: float,
    *,
    extra: Iterable[int | None] = (),
    skip: Iterable[int] = (),
    on: bool = True,
) -> tuple[int, int | None]:
    """(frame boundary for pointer position x, the snap point it stuck to or None).

    `extra` are points besides the board's cuts (playhead, marks); `skip` are cuts that move with the drag.
    """
    frame = scale.edge(x)
    if not on:
        return frame, None
    near = bisect_left(board.edges, frame)
    skipped = set(skip)
    points = [p for p in board.edges[max(0, near - 3) : near + 3] if p not in skipped]
    points += [p for p in extra if p is not None]
    best = min(points, key=lambda point: abs(scale.x(point) - x), default=None)
    if best is None or abs(scale.x(best) - x) > REACH:
        return frame, None
    return best, best


def snapped_shift(
    snap: Callable[[float], tuple[int, int | None]], scale: TimeScale, edges: Sequence[int], by: int
) -> tuple[int, int | None]:
    """(how far edges that move together go, the snap point that one of them stuck to or None).

    `snap` is asked for the view position of each edge moved by `by` frames; the smallest correction wins.
    """
    stuck = [(edge, snap(scale.x(edge + by))[1]) for edge in edges]
    found = [(point - edge, point) for edge, point in stuck if point is not None]
    return min(found, key=lambda each: abs(each[0] - by), default=(by, None))
