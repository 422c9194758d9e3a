"""The parts of a prompt one by one: subject, action, setting, shot, camera, lighting, mood."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from editor import theme
from editor.cards.camera import CameraPicker, move_title
from editor.cards.editing import CardEditing
from editor.cards.prompt import TextLine
from editor.form import FormRows
from engine.document.model import Card
from engine.tools.prompts import fill, joined, parts_of, rewrite

NAMES = ("subject", "action", "setting", "shot", "camera", "lighting", "mood")


class PromptFields(QWidget):
    """What is typed goes to the card at once; two buttons take the text apart and put it together."""

    changed = Signal(str, object)
    """Field and what it says now."""
    written = Signal()
    """The fields become the text: the keyboard goes there with them."""

    def __init__(self, editing: CardEditing) -> None:
        super().__init__()
        self._editing = editing
        self.lines: dict[str, TextLine] = {}
        self.camera = CameraPicker()
        form = FormRows(dense=True)
        for field, title, example in self._rows():
            form.add(title, self.camera if field == "camera" else self._line(field, title, example))
        self.camera.chosen.connect(lambda move: self.changed.emit("camera", move))
        self.take_apart = self._button(self.tr("Fill from text"))
        self.take_apart.setToolTip(self.tr("Take the text above apart into these fields"))
        self.take_apart.clicked.connect(self._take_apart)
        self.put_together = self._button(self.tr("Write as text"))
        self.put_together.setToolTip(self.tr("Put these fields together into the text above"))
        self.put_together.clicked.connect(self._put_together)
        row = QHBoxLayout()
        row.setSpacing(theme.TINY)
        row.addWidget(self.take_apart, 1)
        row.addWidget(self.put_together, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addLayout(form)
        column.addLayout(row)

    def _rows(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("subject", self.tr("Subject"), self.tr("a red fox")),
            ("action", self.tr("Action"), self.tr("runs through the snow")),
            ("setting", self.tr("Setting"), self.tr("in a birch forest")),
            ("shot", self.tr("Shot"), self.tr("wide shot")),
            ("camera", self.tr("Camera"), ""),
            ("lighting", self.tr("Light"), self.tr("low golden light")),
            ("mood", self.tr("Mood"), self.tr("quiet and dreamy")),
        )

    def _line(self, field: str, title: str, example: str) -> TextLine:
        line = self.lines[field] = TextLine(title, example)
        line.typed.connect(lambda text: self.changed.emit(field, text))
        return line

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setFont(theme.small_font())
        button.setAccessibleName(text)
        return button

    def show_card(self, card: Card) -> None:
        for field, line in self.lines.items():
            line.show_text(getattr(card, field))
        self.camera.show_value(card.camera)
        self.take_apart.setEnabled(bool(card.prompt.strip()))
        self.put_together.setEnabled(any(_filled(card)))

    def summary(self, card: Card) -> str:
        """What is filled in, for the closed fold."""
        said = (move_title(card.camera) if name == "camera" else getattr(card, name) for name in NAMES)
        return " · ".join(part.strip() for part in said if part.strip())

    def _take_apart(self) -> None:
        card = self._editing.card
        if card is not None:
            # The button has nothing more to do then; the focus would fall to whatever comes next.
            self.lines["subject"].setFocus(Qt.FocusReason.OtherFocusReason)
            self._editing.tool(self.tr("Fill in the fields"), lambda doc: fill(doc, card.id))

    def _put_together(self) -> None:
        card = self._editing.card
        if card is not None:
            text = joined(parts_of(card))
            self.written.emit()
            self._editing.tool(self.tr("Write as one text"), lambda doc: rewrite(doc, card.id, text))


def _filled(card: Card) -> Iterator[bool]:
    return (bool(getattr(card, name).strip()) for name in NAMES)
