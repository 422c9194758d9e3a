"""A new board from a template: pick one, see its cards, fill in its words. And: keep a board as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from editor import icons, theme
from editor.form import FormRows
from editor.library.importing import free_film
from editor.tools.board import CardsPicker
from editor.tools.form import Place, ToolForm
from editor.workspace import Workspace
from engine.document.model import Document
from engine.errors import TweenError
from engine.tools.edited import Edited
from engine.tools.templates import Template, fitted, templates

PICTURE = QSize(112, 40)
SHOWN = 58
"""Letters of a card's words in its summary."""


CAMERAS = frozenset(
    f"camera-{move}"
    for move in (
        "crane-down", "crane-up", "dolly-in", "dolly-out", "follow", "handheld", "orbit", "pan-left",
        "pan-right", "static", "tilt-down", "tilt-up", "truck-left", "truck-right", "zoom-in", "zoom-out",
    )
)  # fmt: skip
"""Icons of camera moves."""


def picture(template: Template, ratio: float) -> QPixmap:
    """Its cards as blocks as wide as they are long, with their camera moves; cuts as gaps."""
    tokens = theme.tokens()
    made = QPixmap(PICTURE * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale, x = PICTURE.width() / (template.seconds or 1), 0.0
    for shot in template.shots:
        width = shot.seconds * scale
        left = 3 if shot.fields.get("cut") else 1
        box = QRectF(x + left, 1, width - left - 0.5, PICTURE.height() - 2)
        painter.setPen(tokens.accent_text)
        painter.setBrush(tokens.raised)
        painter.drawRoundedRect(box, 3, 3)
        name = f"camera-{str(shot.fields.get('camera', '')).strip().replace(' ', '-')}"
        if box.width() >= theme.ICON_SMALL and name in CAMERAS:
            at = box.center().toPoint()
            half = theme.ICON_SMALL // 2
            mark = icons.pixmap(name, theme.ICON_SMALL, ratio, tokens.quiet)
            painter.drawPixmap(at.x() - half, at.y() - half, mark)
        x += width
    painter.end()
    return made


def new_board(work: Workspace, template: Template) -> bool:
    """A film of the template's cards in the films folder, opened; what it asks for has its own words yet."""
    from engine.tools.templates import use_template

    try:
        board = Document()
        edited = use_template(board, fitted(template, work.model, board.rate))
        path = free_film(template.name)
    except TweenError as error:
        work.notice.emit(str(error))
        return False
    made = work.new(path, edited.document, template.name)
    if made and edited.notes:
        work.notice.emit(" ".join(edited.notes))
    return made


class TemplateForm(ToolForm):
    """At the film's end; without a film, or in an empty one, as its beginning."""

    draws = False

    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("New board from a template")
        self.about = self.tr("Puts a template's cards on the board. Fill in what it is about.")
        self.does = self.tr("Put on the board") if work.project is not None else self.tr("Start the film")
        self._templates = {
            key: fitted(each, work.model, work.document.rate) for key, each in templates().items()
        }
        self.list = QListWidget()
        self.list.setIconSize(PICTURE)
        self.list.setSpacing(2)
        self.list.setFixedHeight(254)
        self.list.setAccessibleName(self.tr("Templates"))
        for each in self._templates.values():
            name = QCoreApplication.translate("templates", each.name)
            text = self.tr("{0}\n{1} cards, {2}").format(
                name,
                len(each.shots),
                QCoreApplication.translate("words", "{0} s").format(_seconds(each.seconds)),
            )
            item = QListWidgetItem(_plain_icon(picture(each, self.devicePixelRatioF())), text)
            item.setToolTip(QCoreApplication.translate("templates", each.about))
            item.setData(Qt.ItemDataRole.UserRole, each.key)
            self.list.addItem(item)
        self.add(self.tr("Template"), self.list)
        self.summary = QLabel()
        self.summary.setProperty("role", "quiet")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.add("", self.summary)
        self.fill: dict[str, QLineEdit] = {}
        self._fields = QWidget()
        self._words = FormRows(self._fields)
        self.add(self.tr("Words"), self._fields)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)

    @property
    def template(self) -> Template:
        item = self.list.currentItem()
        if item is None:
            raise TweenError(self.tr("Choose a template."))
        return self._templates[str(item.data(Qt.ItemDataRole.UserRole))]

    def _show(self) -> None:
        chosen = self.template
        about = QCoreApplication.translate("templates", chosen.about)
        self.summary.setText("\n".join([about, *_summary(chosen)]))
        while self._words.rowCount():
            self._words.removeRow(0)
        self.fill = {}
        for word, text in chosen.fill.items():
            said = QCoreApplication.translate("templates", word).replace("_", " ")
            line = QLineEdit()
            line.setPlaceholderText(text)
            line.setAccessibleName(said)
            line.textChanged.connect(self.changed)
            self._words.add(said, line)
            self.fill[word] = line
        self.show_row(self._fields, bool(self.fill))
        self.changed.emit()

    def edited(self) -> Edited:
        from engine.tools.templates import use_template

        words = {word: line.text().strip() for word, line in self.fill.items() if line.text().strip()}
        edited = use_template(self.work.document, self.template, words)
        return replace(edited, notes=())  # they name words that the fields show

    def undo_name(self) -> str:
        return self.tr("Template “{0}”").format(self.template.name)

    def finish(self, edited: Edited) -> bool:
        work = self.work
        if work.project is not None:
            start = work.document.frames
            well = super().finish(edited)
            if well:
                work.set_playhead(start)
                work.select_card(edited.cards[0])
            return well
        try:
            path = free_film(self.template.name)
        except TweenError as error:
            work.notice.emit(str(error))
            return False
        return work.new(path, edited.document, self.template.name)


class KeepTemplateForm(ToolForm):
    shows_board = False

    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Keep as a template")
        self.about = self.tr("Keeps what the cards say, and how long they last, to begin other films with.")
        self.does = self.tr("Keep")
        self.name = QLineEdit()
        self.add(self.tr("Name"), self.name)
        self.what_for = QLineEdit()
        self.add(self.tr("What it is for"), self.what_for)
        self.which = CardsPicker(work)
        self.add(self.tr("Cards"), self.which)
        self.name.textChanged.connect(self.changed)
        self.which.activated.connect(self.changed)

    def edited(self) -> Edited:
        if not self.name.text().strip():
            raise TweenError(self.tr("Give the template a name."))
        return Edited(self.work.document, ())

    def finish(self, edited: Edited) -> bool:
        from engine.tools.templates import save_template

        doc, chosen = self.work.document, self.which.cards()
        cards = [card for card in doc.cards if card.id in chosen]
        try:
            made = save_template(doc, cards, self.name.text(), self.what_for.text())
        except TweenError as error:
            self.work.notice.emit(str(error))
            return False
        text = self.tr("{0} cards are kept as the template “{1}”.")
        self.work.notice.emit(text.format(len(made.shots), made.name))
        return True


def _plain_icon(drawn: QPixmap) -> QIcon:
    """The same picture when it is chosen, not one in the colour of the selection."""
    icon = QIcon(drawn)
    icon.addPixmap(drawn, QIcon.Mode.Selected)
    return icon


def _seconds(seconds: float) -> str:
    return f"{round(seconds, 1):g}"


def _summary(template: Template) -> Iterator[str]:
    """A line for each card: its seconds and what happens in it."""
    for number, shot in enumerate(template.shots, 1):
        parts = [shot.fields.get(name, "") for name in ("prompt", "subject", "action")]
        words = " ".join(part for part in parts if part)
        for name, text in template.fill.items():
            words = words.replace(f"{{{name}}}", text)
        words = " ".join(words.split())
        if len(words) > SHOWN:
            words = words[: SHOWN - 1].rstrip() + "…"
        yield f"{number}. {_seconds(shot.seconds)} s · {words}"
