"""Cards with no room for words: a ground, a frame and a mark of the state; narrower ones are plain bars."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from editor.timeline.look import Look, veil
from editor.timeline.paint_cards import BAR, card_ground

WIDE = 4.0
"""Pixels from which a bar stands apart from its neighbours."""

Sliver = tuple[str, float, float]
"""What a card is guessed to show, and its left and right edge in view pixels."""


SmallCard = tuple[QRectF, str, float, bool, bool]
"""Its box, its state, how much of it is drawn (0 … 1), whether it is chosen, whether it is pointed at."""


def paint_small_cards(painter: QPainter, look: Look, cards: Sequence[SmallCard]) -> None:
    """Frames, then grounds, then marks along the lower edges: all of one colour in one call."""
    tokens = look.tokens
    marks = {
        "running": tokens.generated, "done": tokens.generated, "queued": tokens.quiet,
        "stale": tokens.warning, "failed": tokens.error, "ready": tokens.accent_text,
    }  # fmt: skip
    frames: dict[bool, list[QRectF]] = {False: [], True: []}
    grounds: dict[tuple[str, bool, bool], list[QRectF]] = {}
    lines: dict[str, list[QRectF]] = {state: [] for state in marks}
    for box, state, fraction, strong, hovered in cards:
        line = look.hairline * (2 if strong else 1)
        frames[strong].append(box)
        ground = box.adjusted(line, line, -line, -line)
        grounds.setdefault((state, strong, hovered), []).append(ground)
        if state in marks:
            share = min(1.0, max(0.1, fraction)) if state == "running" else 1.0
            width = (box.width() - 4) * share
            lines[state].append(QRectF(box.left() + 2, box.bottom() - BAR, width, BAR - 2))
    look.bars(painter, frames[False], tokens.line)
    look.bars(painter, frames[True], tokens.accent)
    for kind, boxes in grounds.items():
        look.bars(painter, boxes, card_ground(look, *kind))
    for state, boxes in lines.items():
        look.bars(painter, boxes, marks[state])


def paint_slivers(painter: QPainter, look: Look, slivers: Sequence[Sliver], lane: QRectF) -> None:
    """Bars; those that share a pixel column are drawn once."""
    line = look.hairline
    top, tall, least = lane.top(), lane.height(), 2 * line
    boxes: dict[str, list[QRectF]] = {"done": [], "ready": [], "keep": []}
    was, start, reached = "", 0.0, -1.0
    for kind, left, right in slivers:
        if right <= reached:
            continue
        wide = right - left >= WIDE
        if kind != was or wide or left - reached > line:
            if was:
                boxes[was].append(QRectF(start, top, reached - start, tall))
            was = kind
            start = left if left > reached else reached
        reached = max(right - line if wide else right, start + least)
    if was:
        boxes[was].append(QRectF(start, top, reached - start, tall))
    for kind, bars in boxes.items():
        look.bars(painter, bars, _sliver_color(look, kind))


def _sliver_color(look: Look, kind: str) -> QColor:
    tokens = look.tokens
    if kind == "keep":
        return tokens.line
    return tokens.generated if kind == "done" else veil(tokens.accent, 0.8)
