"""How a job looks in the list: its picture, its card, what it does and how far it is."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor import icons, theme
from editor.jobs.view import JobView
from editor.language.choice import sentence
from editor.language.words import duration, stage_name

translate = QCoreApplication.translate
WIDE, NARROW = QSize(64, 36), QSize(40, 23)
"""The picture, in a panel that has room for it and in one that has not."""
ROOMY = 200
BAR = 4
ICONS = {"failed": "warning", "queued": "clock", "done": "check", "running": "generate"}


def words_of(view: JobView, speed: bool = True, brief: bool = False) -> str:
    """What the job does, in a line, with how fast where `speed`; `brief`: for a row beside a picture."""
    if view.state == "failed":
        return sentence(view.message)
    if view.state == "done":
        return _there(view, translate("jobs", "Done"))
    if view.state == "queued":
        return _waiting(view, brief)
    if view.stopping:
        return translate("jobs", "Stopping after this step")
    stage = "" if brief and view.stage == "sample" else f"{stage_name(view.stage)} "
    parts = [_there(view, f"{stage}{round(100 * view.fraction)} %")]
    if view.seconds_left is not None:
        parts.append(translate("jobs", "{0} left").format(duration(view.seconds_left)))
    if speed and has_pace(view):
        parts.append(pace(view))
    if view.changed:
        parts.append(translate("jobs", "card changed since"))
    return " · ".join(parts)


def _there(view: JobView, words: str) -> str:
    """`words`, and on which machine of a cluster."""
    return translate("jobs", "{0} on {1}").format(words, view.where) if view.where else words


def _waiting(view: JobView, brief: bool) -> str:
    if view.paused:
        text = translate("jobs", "Paused")
    else:
        waiting = translate("jobs", "Waiting, {0}") if brief else translate("jobs", "Waiting, number {0}")
        text = waiting.format(view.place_in_queue)
    if view.begun:
        # After a restart the share that is drawn shows again only when it goes on.
        share = f"{round(100 * view.fraction)} %" if view.fraction else translate("jobs", "begun")
        text += f" · {share}"
    return text + (" · " + translate("jobs", "card changed since") if view.changed else "")


def has_pace(view: JobView) -> bool:
    return view.state == "running" and view.speed is not None and view.stage in ("sample", "decode")


def pace(view: JobView) -> str:
    """`2.4 steps/s`, or `3.1 s/step` when a step takes longer than a second."""
    speed = view.speed or 0.0
    if view.stage == "decode":
        slow, fast = translate("jobs", "{0} s/frame"), translate("jobs", "{0} frames/s")
    else:
        slow, fast = translate("jobs", "{0} s/step"), translate("jobs", "{0} steps/s")
    number = speed if speed >= 1 else 1 / max(speed, 1e-6)
    digits = f"{number:.1f}" if number < 10 else f"{number:.0f}"
    return (fast if speed >= 1 else slow).format(digits)


class JobDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        lines = QFontMetrics(theme.text_font()).height() + QFontMetrics(theme.small_font()).height()
        return QSize(0, max(WIDE.height(), lines) + 2 * theme.SMALL + BAR + theme.TINY + theme.TINY)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect.adjusted(0, 0, 0, -theme.TINY)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        _plate(painter, rect, chosen, chosen and bool(state & QStyle.StateFlag.State_HasFocus))
        inside = rect.adjusted(theme.SMALL, theme.SMALL, -theme.SMALL, -theme.SMALL)
        with_bar = view.state == "running" or (view.state == "queued" and view.begun and view.fraction > 0)
        if with_bar:
            _bar(painter, QRect(inside.left(), inside.bottom() - BAR + 1, inside.width(), BAR), view)
            inside.setBottom(inside.bottom() - BAR - theme.TINY)
        size = WIDE if inside.width() >= ROOMY else NARROW
        box = QRect(inside.topLeft(), size)
        box.moveTop(inside.top() + (inside.height() - size.height()) // 2)
        _picture(painter, box, view, index.data(Qt.ItemDataRole.UserRole + 1))
        text = inside.adjusted(size.width() + theme.SMALL, 0, 0, 0)
        _words(painter, text, view, str(index.data(Qt.ItemDataRole.DisplayRole)))
        painter.restore()


def _words(painter: QPainter, room: QRect, view: JobView, title: str) -> None:
    """The card and, where there is room, the speed; below, what it does."""
    tokens = theme.tokens()
    first, second = QFontMetrics(theme.text_font()), QFontMetrics(theme.small_font())
    top = room.top() + (room.height() - first.height() - second.height()) // 2
    line = QRect(room.left(), top, room.width(), first.height())
    below = QRect(room.left(), line.bottom() + 1, room.width(), second.height())
    fast = pace(view) if has_pace(view) else ""
    beside = second.horizontalAdvance(fast) + theme.SMALL if fast else 0
    fits = first.horizontalAdvance(title) + beside <= room.width()
    painter.setFont(theme.small_font())
    if fast and fits:
        painter.setPen(tokens.quiet)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, fast)
    colors = {"failed": tokens.error, "done": tokens.good}
    painter.setPen(colors.get(view.state, tokens.warning if view.changed else tokens.quiet))
    words = words_of(view, speed=not fits, brief=True)
    painter.drawText(below, 0, second.elidedText(words, Qt.TextElideMode.ElideRight, room.width()))
    painter.setFont(theme.text_font())
    painter.setPen(tokens.text)
    painter.drawText(line, 0, first.elidedText(title, Qt.TextElideMode.ElideRight, room.width()))


def _plate(painter: QPainter, rect: QRect, chosen: bool, focused: bool) -> None:
    tokens = theme.tokens()
    painter.setPen(QPen(tokens.accent_text if focused else tokens.quiet if chosen else tokens.line, 1))
    painter.setBrush(tokens.raised if chosen else tokens.base)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)


def _picture(painter: QPainter, room: QRect, view: JobView, picture: QImage | None) -> None:
    tokens, ratio = theme.tokens(), painter.device().devicePixelRatioF()
    if picture is None:
        name, color = ICONS[view.state], tokens.error if view.state == "failed" else tokens.quiet
        icon = icons.pixmap("pause" if view.paused else name, theme.ICON_LARGE, ratio, color)
        corner = room.center() - QRect(0, 0, theme.ICON_LARGE, theme.ICON_LARGE).center()
        painter.drawPixmap(corner, icon)
        return
    size = room.size() * ratio
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled = picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    scaled.setDevicePixelRatio(ratio)
    there = scaled.deviceIndependentSize().toSize()
    box = QRect(room.topLeft(), there)
    box.moveCenter(room.center())
    painter.setOpacity(0.5 if view.state == "queued" else 1.0)
    painter.drawImage(box.topLeft(), scaled)
    painter.setOpacity(1.0)
    if view.state in ("queued", "failed", "done"):
        _badge(painter, box, "pause" if view.paused else ICONS[view.state], ratio)


def _badge(painter: QPainter, box: QRect, name: str, ratio: float) -> None:
    tokens = theme.tokens()
    side = theme.ICON_SMALL
    plate = QRect(box.right() - side, box.bottom() - side, side, side)
    shade = QColor(tokens.base)
    shade.setAlphaF(0.85)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawRoundedRect(plate, 3, 3)
    painter.drawPixmap(plate.topLeft(), icons.pixmap(name, side, ratio))


def _bar(painter: QPainter, room: QRect, view: JobView) -> None:
    tokens = theme.tokens()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.line)
    painter.drawRoundedRect(room, 2, 2)
    painter.setBrush(tokens.accent if view.state == "running" else tokens.quiet)
    painter.drawRoundedRect(QRectF(room.x(), room.y(), room.width() * view.fraction, room.height()), 2, 2)
