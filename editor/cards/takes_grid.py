"""All takes of a card at once, playing in step: what differs is seen side by side, and a click pins one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from editor import icons, theme
from editor.cards.reels import Reels
from editor.cards.takes import best_of
from editor.dialogs.parts import close_button
from editor.help.window import help_key
from editor.language.words import card_title
from editor.viewer.buttons import IconButton
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Card
from engine.document.take import Take

MOST = 9
"""Takes that have room beside each other; of more, the newest are shown."""
TILE = QSize(320, 180)
WIDEST = 640
"""Pixels that a take is decoded at, at most."""
FRAME = 2


class TakeTile(QAbstractButton):
    """One take, as large as there is room for. Pressed, it is pinned, or let go."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen = False
        self.marks: tuple[str, ...] = ()
        """Icons in the right corner."""
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90 + theme.CONTROL_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return TILE + QSize(2 * FRAME, theme.CONTROL_HEIGHT)

    def show_picture(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, ratio = theme.tokens(), self.devicePixelRatioF()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(self.rect()).adjusted(FRAME, FRAME, -FRAME, -theme.CONTROL_HEIGHT)
        painter.fillRect(place, tokens.base)
        if self._image is None:
            at = place.center() - QPointF(theme.ICON_LARGE, theme.ICON_LARGE) / 2
            painter.drawPixmap(at.toPoint(), icons.pixmap("film", theme.ICON_LARGE, ratio, tokens.quiet))
        else:
            painter.drawImage(_fitted(self._image, place), self._image)
        foot = QRectF(self.rect()).adjusted(FRAME + theme.TINY, place.bottom(), -FRAME - theme.TINY, 0)
        for mark in self.marks:
            foot.setRight(foot.right() - theme.ICON_SMALL)
            top = foot.center().y() - theme.ICON_SMALL / 2
            pixmap = icons.pixmap(mark, theme.ICON_SMALL, ratio, tokens.accent_text)
            painter.drawPixmap(QPointF(foot.right(), top), pixmap)
            foot.setRight(foot.right() - theme.TINY)
        painter.setFont(theme.small_font())
        painter.setPen(tokens.text if self.chosen else tokens.quiet)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(foot.width()))
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self.chosen or self.hasFocus() or self.underMouse():
            pen = painter.pen()
            pen.setColor(tokens.accent if self.chosen else tokens.quiet)
            pen.setWidthF(FRAME)
            painter.setPen(pen)
            painter.drawRect(place.adjusted(-1, -1, 1, 1))


class TakesGrid(QDialog):
    """Stays open beside the window; follows the card and its takes."""

    def __init__(self, workspace: Workspace, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        help_key(self)
        self._work = workspace
        self._card_id = card.id
        self._takes: tuple[Take, ...] = ()
        self._reels = Reels((), WIDEST)
        self._busy = self._again = self._gone = False
        self.tiles: dict[str, TakeTile] = {}
        self._timer = QTimer(self, interval=max(15, round(1000 / workspace.document.rate)))
        self._timer.timeout.connect(self._tick)
        self._clock = QElapsedTimer()
        self._began = 0
        self._put_together()
        for signal in (workspace.document_changed, workspace.takes_changed):
            signal.connect(self.refresh)
        self.refresh()
        self.play(True)

    def _put_together(self) -> None:
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SMALL)
        self.more = QLabel()
        self.more.setProperty("role", "quiet")
        self.button = IconButton("pause", "", self)
        self.button.clicked.connect(lambda: self.play(not self._timer.isActive()))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Frame of the card"))
        self.slider.valueChanged.connect(self._moved)
        self.slider.sliderPressed.connect(lambda: self.play(False))
        self.at = QLabel()
        self.at.setFont(theme.mono_font())
        self.at.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        close = close_button(self)
        close.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self.button)
        row.addWidget(self.slider, 1)
        row.addWidget(self.at)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        column.addLayout(self._grid, 1)
        column.addWidget(self.more)
        column.addLayout(row)

    # What it shows.

    def refresh(self) -> None:
        """The card and its takes as they are now; without takes there is nothing to look at."""
        card = self._work.card(self._card_id)
        takes = self._work.takes_for(card) if card is not None else ()
        if card is None or not takes:
            self.close()
            return
        self.setWindowTitle(self.tr("{0}: all takes").format(card_title(self._work.document, card)))
        frames = len(card.range)
        self.slider.setRange(0, frames - 1)
        self.at.setMinimumWidth(self.at.fontMetrics().horizontalAdvance(f"{frames} / {frames} "))
        newest = takes[:MOST]
        if [take.id for take in newest] != [take.id for take in self._takes]:
            self._show_takes(newest)
        self.more.setVisible(len(takes) > MOST)
        self.more.setText(self.tr("The newest {0} of {1} takes").format(MOST, len(takes)))
        self._mark(card, takes)
        self._moved()

    def _show_takes(self, takes: Sequence[Take]) -> None:
        self._let_go()
        for tile in self.tiles.values():
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._takes, self._reels = tuple(takes), Reels(takes, WIDEST)
        self.tiles = {take.id: TakeTile() for take in takes}
        across = 1 if len(takes) == 1 else 2 if len(takes) <= 4 else 3
        for n, (take_id, tile) in enumerate(self.tiles.items()):
            tile.clicked.connect(partial(self._press, take_id))
            self._grid.addWidget(tile, n // across, n % across)

    def _mark(self, card: Card, takes: tuple[Take, ...]) -> None:
        shown, best = self._work.shown(card), best_of(takes)
        for number, take in zip(range(len(takes), 0, -1), takes, strict=True):
            tile = self.tiles.get(take.id)
            if tile is None:
                continue
            parts = [self.tr("Take {0}").format(number), self.tr("seed {0}").format(take.request.seed)]
            if take.score is not None:
                parts.append(self.tr("seam {0}").format(f"{take.score:.2f}"))
            pinned = card.pinned == take.id
            tile.chosen = shown is not None and shown.id == take.id
            tile.marks = (*(("pin",) if pinned else ()), *(("star",) if take is best else ()))
            if take is best:
                parts.append(self.tr("the best of its variations"))
            tile.setText(" · ".join(parts))
            tile.setAccessibleName(", ".join([*parts, *([self.tr("pinned")] if pinned else [])]))
            tile.setToolTip(
                self.tr("Let go of this take") if pinned else self.tr("Show this take in the film")
            )
            tile.setEnabled(not card.locked)
            tile.update()

    def _press(self, take_id: str) -> None:
        card = self._work.card(self._card_id)
        if card is not None:
            wanted = None if card.pinned == take_id else take_id
            name = self.tr("Pin take") if wanted else self.tr("Unpin take")
            self._work.apply(name, lambda doc: edits.pin_take(doc, card.id, wanted))

    # Time.

    def play(self, on: bool) -> None:
        """Round and round, in the film's own time."""
        self.button.setIcon(icons.icon("pause" if on else "play"))
        self.button.set_name(self.tr("Pause") if on else self.tr("Play"))
        if on:
            self._began = self.slider.value()
            self._clock.start()
            self._timer.start()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        if not self._busy:  # a slow machine shows fewer pictures, and not later ones
            past = int(self._clock.elapsed() * self._work.document.rate / 1000)
            self.slider.setValue((self._began + past) % (self.slider.maximum() + 1))

    def _moved(self) -> None:
        self.at.setText(f"{self.slider.value() + 1} / {self.slider.maximum() + 1}")
        card = self._work.card(self._card_id)
        if self._busy or card is None:
            self._again = True
            return
        self._busy, self._again = True, False
        reels, at = self._reels, card.local(card.range).start + self.slider.value()
        self._work.background.run(lambda task: reels.pictures(at), self._arrived)

    def _arrived(self, pictures: dict[str, QImage | None]) -> None:
        if self._gone:
            return
        self._busy = False
        for take_id, image in pictures.items():
            if take_id in self.tiles:
                self.tiles[take_id].show_picture(image)
        if self._again:
            self._moved()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.button.setIcon(icons.icon("pause" if self._timer.isActive() else "play"))

    def done(self, result: int) -> None:
        self._gone = True
        self._timer.stop()
        self._let_go()
        super().done(result)

    def _let_go(self) -> None:
        """The files are closed in a thread: one that is being read is waited for there."""
        reels = self._reels
        self._work.background.run(lambda task: reels.close(), lambda _: None)


def _fitted(image: QImage, place: QRectF) -> QRectF:
    """The largest rectangle of the picture's shape in the middle of `place`."""
    size = image.size().toSizeF().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF(place.center() - QPointF(size.width(), size.height()) / 2, size)
