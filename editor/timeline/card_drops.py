"""Pictures dragged over a card: its upper half takes them as references, its lower one as keyframes.

┌──────────────────┐
│ Reference        │  how somebody or something looks; a first frame where the model follows no references
├──────────────────┤
│ ◆ Keyframe at 45 │  the picture of that very frame; several are spaced over the card
└──────────────────┘
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from editor.language.choice import sentence
from editor.timeline.look import RADIUS, veil
from engine.document.locks import refuse_locked
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.timeline.drops import Dropped
    from editor.timeline.view import TimelineView
    from engine.document.model import Card

translate = QCoreApplication.translate

WITH_WORDS = 44.0
"""Least width of a card's half that says what it is for; else the plate at the pointer does."""
MARK = 4.0


@dataclass(frozen=True, slots=True)
class CardDrop:
    """Pictures for a card: as references, or as keyframes, at its frame `offset` or spaced over it (None)."""

    card: str
    paths: tuple[str, ...]
    reference: bool
    offset: int | None = None


def aimed(view: TimelineView, got: Dropped, x: float, y: float) -> CardDrop | None:
    """What letting go of pictures at a view position would do to the card there; None beside cards."""
    row = view.row_at(y)
    card = view.board.cards.at(view.scale.frame(x)) if row is not None and row.kind == "cards" else None
    if row is None or card is None or not got.pictures:
        return None
    if y + view.top < row.top + row.height / 2:
        return CardDrop(card.id, got.pictures, True)
    if len(got.pictures) > 1:
        return CardDrop(card.id, got.pictures, False)
    _, stuck = view.snapped(x)
    frame = view.scale.frame(x) if stuck is None else min(stuck, card.range.stop - 1)
    return CardDrop(card.id, got.pictures, False, max(frame, card.range.start) - card.range.start)


def words(view: TimelineView, card: Card, drop: CardDrop) -> tuple[str, ...]:
    """What happens on letting go there, in a line or two."""
    many = len(drop.paths)
    if not drop.reference and drop.offset is None:
        return (translate("CardDrops", "{0} keyframes, spaced over the card").format(many),)
    if not drop.reference:
        return (translate("CardDrops", "Keyframe at {0}").format(card.range.start + (drop.offset or 0)),)
    model = view.dropping.model_of(card)
    if model is not None and model.able is not None and not model.able.references:
        told = translate("CardDrops", "{0} follows no references").format(model.title)
        return translate("CardDrops", "First frame of the card"), told
    if many > 1:
        return (translate("CardDrops", "{0} references").format(many),)
    return (translate("CardDrops", "Reference"),)


def refusal(view: TimelineView, card: Card) -> str:
    try:
        refuse_locked(view.board.document, card)
    except TweenError as error:
        return sentence(str(error))
    return ""


def paint_halves(painter: QPainter, view: TimelineView, card: Card, drop: CardDrop) -> tuple[str, ...]:
    """Both halves with what they are for, the one under the pointer lit. What is left to be said beside the
    pointer is returned."""
    row, said = view.row_of(""), words(view, card, drop)
    if row is None:
        return said
    look, top = view.look(), row.top - view.top
    left = max(view.scale.x(card.range.start), -12.0)
    right = min(view.scale.x(card.range.stop), view.viewport().width() + 12.0)
    middle = top + row.height / 2
    first = CardDrop(card.id, drop.paths, True)
    second = drop if not drop.reference else CardDrop(card.id, drop.paths, False)
    names = (words(view, card, first)[0], _below(view, card, second))
    told = [
        _paint_half(painter, view, half, name, lit)
        for half, name, lit in (
            (look.box(left, top, right, middle), names[0], drop.reference),
            (look.box(left, middle, right, top + row.height), names[1], not drop.reference),
        )
    ]
    if not drop.reference and drop.offset is not None:
        _paint_key(painter, view, card.range.start + drop.offset, middle, top + row.height)
    return said[1:] if all(told) else said


def _below(view: TimelineView, card: Card, drop: CardDrop) -> str:
    """The lower half's words while the pointer is in the upper one."""
    if drop.offset is None and len(drop.paths) == 1:
        return translate("CardDrops", "Keyframe")
    return words(view, card, drop)[0]


def _paint_half(painter: QPainter, view: TimelineView, box: QRectF, name: str, lit: bool) -> bool:
    """Whether there was room for all of its name."""
    look = view.look()
    tokens = look.tokens
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(tokens.accent, 2) if lit else QPen(tokens.line, 1))
    painter.setBrush(tokens.raised if lit else veil(tokens.panel, 0.9))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS - 2, RADIUS - 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    seen = box.intersected(QRectF(view.viewport().rect())).adjusted(8, 0, -8, 0)
    if seen.width() < WITH_WORDS:
        return False
    text = look.elided(name, seen.width())
    x = seen.center().x() - look.small_width(text) / 2
    baseline = look.baseline(box.top(), box.height(), look.small_metrics)
    look.small(painter, x, baseline, text, tokens.text if lit else tokens.quiet)
    return text == name


def _paint_key(painter: QPainter, view: TimelineView, frame: int, top: float, bottom: float) -> None:
    """Where the keyframe would stand."""
    look = view.look()
    x = look.snap(view.scale.x(frame + 0.5))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.tokens.accent)
    for y in (top + MARK + 1, bottom - MARK - 1):
        corners = ((0, -MARK), (MARK, 0), (0, MARK), (-MARK, 0))
        painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
