"""The storyboard lane: every state of a card by shape and word, never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import inf
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QPolygonF

from editor.language.choice import sentence
from editor.timeline.look import RADIUS, Look, veil

if TYPE_CHECKING:
    from editor.workspace import JobView
    from engine.document.model import Card

translate = QCoreApplication.translate

PAD = 8.0
LINE = 17.0
BESIDE_RANGE = 2 * PAD + 12.0
"""What a card is wider at least than its range, where that is shown."""
WITH_TEXT = 44.0
WITH_PICTURE, WITH_LIVE_PICTURE = 170.0, 120.0
"""Widths from which a card shows its take, or the live picture while it is drawn."""
NOT_KEPT = ("running", "failed", "empty")
"""What changes all the time, and an edge of dashes, which reaches a little over the box."""
MOST_KEPT = 512
"""Device pixels. There are few cards in view that are wider."""
SAME = 1e-3
"""Device pixels that do not show."""
BAR = 5.0


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What one card shows, gathered by the view."""

    card: Card
    words: str
    state: str
    job: JobView | None = None
    picture: QImage | None = None
    selected: bool = False
    hovered: bool = False
    edge: float = inf
    """Where the view ends on the right, in its pixels."""


def remaining(seconds: float | None) -> str:
    """“24 s”, “3 min”, “1 h 5 min”."""
    if seconds is None:
        return ""
    whole = max(0, round(seconds))
    if whole < 90:
        return translate("TimelineCards", "%1 s left").replace("%1", str(whole))
    if whole < 5400:
        return translate("TimelineCards", "%1 min left").replace("%1", str(round(whole / 60)))
    return translate("TimelineCards", "%1 h left").replace("%1", f"{whole / 3600:.1f}")


def paint_card_kept(painter: QPainter, look: Look, box: QRectF, facts: CardFacts) -> None:
    """`paint_card`, as a picture that is kept as long as the card looks the same."""
    job = facts.job
    whole = box.left() >= -2.0 and box.right() <= facts.edge + 2.0  # else its words move while it scrolls
    if not whole or box.width() * look.ratio > MOST_KEPT or facts.state in NOT_KEPT:
        paint_card(painter, look, box, facts)
        return
    exact = [n * look.ratio for n in (box.left(), box.top(), box.width(), box.height())]
    left, top, wide, tall = (round(n) for n in exact)
    if any(abs(n - at) > SAME for n, at in zip(exact, (left, top, wide, tall), strict=True)):
        paint_card(painter, look, box, facts)  # between device pixels a picture would be blurred
        return
    span = str(facts.card.range)
    ranged = look.mono_width(span) + BESIDE_RANGE <= box.width()
    key = (
        # Text that falls between two pixels goes to the even one.
        left % 2, top, wide, tall, facts.words, facts.state, facts.selected, facts.hovered, facts.card.locked,
        span if ranged else "", job.place_in_queue if job else None,
        facts.picture.cacheKey() if facts.picture is not None else 0,
    )  # fmt: skip
    kept = look.card(key, partial(_picture_of, look, box, facts))
    if kept is None:
        paint_card(painter, look, box, facts)
    else:
        painter.drawPixmap(box.topLeft(), kept)


def _picture_of(look: Look, box: QRectF, facts: CardFacts) -> QPixmap:
    """The card over the film's ground, in device pixels."""
    picture = QPixmap(round(box.width() * look.ratio), round(box.height() * look.ratio))
    picture.setDevicePixelRatio(look.ratio)
    picture.fill(look.tokens.base)
    painter = QPainter(picture)
    painter.translate(-box.topLeft())
    paint_card(painter, look, box, facts)
    painter.end()
    return picture


def paint_card(painter: QPainter, look: Look, box: QRectF, facts: CardFacts) -> None:
    """One card of at least a few pixels' width."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    covered = facts.state in ("running", "failed")  # what is painted along the card's edge
    if covered:
        _paint_ground(painter, look, box, facts)
    else:
        _paint_frame(painter, look, box, facts, card_ground(look, facts.state, facts.selected, facts.hovered))
    if facts.state == "running":
        _paint_progress(painter, look, box, facts)
    if box.width() >= WITH_TEXT:
        # What a card says stays in view while its beginning or its end is scrolled out of it.
        seen = QRectF(box)
        seen.setLeft(max(box.left(), -2.0))
        seen.setRight(max(seen.left(), min(box.right(), facts.edge + 2.0)))
        _paint_inside(painter, look, seen, facts)
    if facts.state == "failed":
        _paint_failed_corner(painter, look, box)
    if covered:
        _paint_frame(painter, look, box, facts, None)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_inside(painter: QPainter, look: Look, box: QRectF, facts: CardFacts) -> None:
    """Head line, words and picture. On a narrow card a running one's picture lies below the head."""
    head = box.adjusted(PAD, 6, -PAD, -6)
    words = QRectF(head)
    wide = box.width() >= WITH_PICTURE
    live = facts.state == "running" and box.width() >= WITH_LIVE_PICTURE
    if facts.picture is not None and (wide or live):
        top = box.top() + PAD if wide else head.top() + LINE + 2
        words.setLeft(_paint_picture(painter, look, box, top, facts.picture) + PAD)
        if wide:
            head.setLeft(words.left())
    _paint_head(painter, look, head, facts)
    _paint_words(painter, look, words, facts)


def card_ground(look: Look, state: str, selected: bool, hovered: bool) -> QColor:
    tokens = look.tokens
    ground = tokens.base if state == "empty" else tokens.panel if state == "keep" else tokens.raised
    if selected:
        return look.mixed(ground, tokens.accent, 0.16)
    return look.mixed(ground, tokens.text, 0.05) if hovered else ground


def _paint_ground(painter: QPainter, look: Look, box: QRectF, facts: CardFacts) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(card_ground(look, facts.state, facts.selected, facts.hovered))
    radius = min(RADIUS, box.width() / 3)
    painter.drawRoundedRect(box, radius, radius)


def _paint_frame(painter: QPainter, look: Look, box: QRectF, facts: CardFacts, ground: QColor | None) -> None:
    """The card's edge, and its ground where that is not painted yet."""
    tokens = look.tokens
    strong = facts.selected
    width = 2 * look.hairline if strong else look.hairline
    color = tokens.accent if strong else tokens.error if facts.state == "failed" else tokens.line
    if facts.state == "empty" and not strong:
        color = tokens.quiet
    pen = QPen(color, width)
    if facts.state == "empty":
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    inset = width / 2
    radius = min(RADIUS, box.width() / 3)
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)


def _paint_progress(painter: QPainter, look: Look, box: QRectF, facts: CardFacts) -> None:
    """The fill along the lower edge."""
    fraction = min(1.0, max(0.0, facts.job.fraction)) if facts.job else 0.0
    painter.save()
    painter.setClipRect(box.adjusted(1, 0, -1, -1))
    edge = look.snap(box.left() + box.width() * fraction)
    done = QRectF(box.left(), box.top(), edge - box.left(), box.height())
    painter.fillRect(done, veil(look.tokens.generated, 0.12))
    track = QRectF(box.left(), box.bottom() - BAR, box.width(), BAR)
    painter.fillRect(track, veil(look.tokens.line, 0.9))
    painter.fillRect(QRectF(track.left(), track.top(), done.width(), BAR), look.tokens.generated)
    painter.restore()


def _paint_picture(painter: QPainter, look: Look, box: QRectF, top: float, image: QImage) -> float:
    """The take's picture, or the live one while it is drawn. Returns where it ends."""
    shape = image.width() / max(1, image.height())
    width = min((box.bottom() - PAD - top) * shape, box.width() * 0.4)
    left, top = look.snap(box.left() + PAD), look.snap(top)
    place = QRectF(left, top, look.snap(width), look.snap(width / shape))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
    painter.drawImage(place, image, QRectF(image.rect()))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    return place.right()


def _paint_head(painter: QPainter, look: Look, inner: QRectF, facts: CardFacts) -> None:
    """State on the left, range on the right while both fit."""
    baseline = look.baseline(inner.top(), LINE, look.small_metrics)
    left = inner.left()
    for glyph in _glyphs(facts):
        if left + 12 > inner.right():
            break
        _paint_glyph(painter, look, glyph, QPointF(left + 6, inner.top() + LINE / 2))
        left += 18
    span = str(facts.card.range)
    span_width = look.mono_width(span)
    word, color = _word(look, facts)
    room = inner.right() - left
    shown = look.elided(word, room) if word else ""
    word_width = look.small_width(shown) if shown else 0.0
    if len(shown) > 1:
        look.small(painter, left, baseline, shown, color)
    if word_width + span_width + BESIDE_RANGE - 2 * PAD <= room:
        look.mono(painter, inner.right() - span_width, baseline, span, look.tokens.quiet)


def _paint_words(painter: QPainter, look: Look, inner: QRectF, facts: CardFacts) -> None:
    """The prompt, the sentence of a failure, or what to do with an empty card."""
    tokens = look.tokens
    job = facts.job
    text, color = facts.words, tokens.text
    if facts.state == "failed" and job and job.message:
        text, color = sentence(job.message), tokens.error
    elif not text:
        text = translate("TimelineCards", "Describe what happens here") if facts.state == "empty" else ""
        color = tokens.quiet
    if not text or inner.width() < 24:
        return
    bottom = inner.bottom() - (BAR if facts.state == "running" else 0)
    room = bottom - inner.top() - LINE
    step = look.text_metrics.height()
    lines = max(1, min(2, int(room // step)))
    top = inner.top() + LINE + 2
    for number, line in enumerate(look.wrapped(text, inner.width(), lines)):
        look.text(painter, inner.left(), top + number * step + look.text_metrics.ascent(), line, color)


def _word(look: Look, facts: CardFacts) -> tuple[str, QColor]:
    """What the state says in a word or two."""
    tokens, job, state = look.tokens, facts.job, facts.state
    if state == "running":
        percent = f"{round(100 * job.fraction)} %" if job else ""
        left = remaining(job.seconds_left) if job else ""
        return " · ".join(part for part in (percent, left) if part), tokens.text
    if state == "queued":
        place = job.place_in_queue if job else None
        return (
            translate("TimelineCards", "Waiting, %1").replace("%1", str(place))
            if place
            else translate("TimelineCards", "Waiting")
        ), tokens.quiet
    words = {
        "keep": (translate("TimelineCards", "Keep"), tokens.quiet),
        "ready": (translate("TimelineCards", "Ready"), tokens.accent_text),
        "stale": (translate("TimelineCards", "Changed since"), tokens.warning),
        "failed": (translate("TimelineCards", "Failed"), tokens.error),
        "locked": (translate("TimelineCards", "Locked"), tokens.quiet),
    }
    return words.get(state, ("", tokens.quiet))


def _glyphs(facts: CardFacts) -> list[str]:
    glyphs: list[str] = []
    if facts.card.locked or facts.state == "locked":
        glyphs.append("padlock")
    if facts.state in ("queued", "stale", "done"):
        glyphs.append(facts.state)
    return glyphs


def paint_padlock(painter: QPainter, look: Look, at: QPointF) -> None:
    """A padlock around `at`, on a plate: it is to be seen over any picture."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(veil(look.tokens.base, 0.72))
    painter.drawRoundedRect(QRectF(at.x() - 9, at.y() - 9, 18, 18), 3, 3)
    _paint_glyph(painter, look, "padlock", at)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_glyph(painter: QPainter, look: Look, glyph: str, at: QPointF) -> None:
    tokens = look.tokens
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(tokens.quiet, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if glyph == "padlock":
        painter.drawArc(QRectF(at.x() - 3, at.y() - 6, 6, 8), 0, 180 * 16)
        painter.setBrush(tokens.quiet)
        painter.drawRoundedRect(QRectF(at.x() - 4.5, at.y() - 1.5, 9, 6.5), 1.5, 1.5)
    elif glyph == "queued":
        painter.drawEllipse(at, 5.25, 5.25)
        painter.drawPolyline(QPolygonF([at + QPointF(0, -3), at, at + QPointF(2.5, 1.5)]))
    elif glyph == "stale":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.warning)
        painter.drawEllipse(at, 4, 4)
    elif glyph == "done":
        pen.setColor(tokens.good)
        pen.setWidthF(2)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([at + QPointF(-4, 0), at + QPointF(-1, 3), at + QPointF(4, -3.5)]))


def _paint_failed_corner(painter: QPainter, look: Look, box: QRectF) -> None:
    size = min(16.0, box.width() / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.tokens.error)
    corner = box.topRight()
    painter.drawPolygon(QPolygonF([corner - QPointF(size, 0), corner, corner + QPointF(0, size)]))


def paint_offer(painter: QPainter, look: Look, box: QRectF, text: str, hovered: bool) -> None:
    """A dashed place that makes a card when clicked."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    color = look.tokens.accent_text if hovered else look.tokens.quiet
    pen = QPen(color if hovered else veil(color, 0.5), look.hairline)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(veil(look.tokens.accent, 0.08) if hovered else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    label = text if look.small_width(text) <= box.width() - 8 else "+"
    width = look.small_width(label)
    if width <= box.width():
        x = box.center().x() - width / 2
        look.small(painter, x, look.baseline(box.top(), box.height(), look.small_metrics), label, color)
