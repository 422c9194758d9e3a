"""The row that says what becomes of the painted part, and its one button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from editor import theme
from editor.picker import Picker
from editor.viewer.regions.wish import Kind, Wish
from engine.tools.remix import STRENGTHS

USUAL: dict[Kind, float] = {"replace": STRENGTHS["strong"], "remove": 1.0, "add": STRENGTHS["strong"],
                            "again": STRENGTHS["mild"]}  # fmt: skip


class WordsRow(QWidget):
    redraw = Signal(object)
    """A `Wish`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Picker()
        self.old, self.by, self.new = QLineEdit(), QLabel(self.tr("by")), QLineEdit()
        self.strength = Picker()
        self.button = QPushButton(self.tr("Redraw"))
        self._fill()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SMALL, 0, theme.SMALL, theme.TINY)
        row.setSpacing(theme.TINY)
        row.addWidget(self.kind)
        row.addWidget(self.old, 1)
        row.addWidget(self.by)
        row.addWidget(self.new, 1)
        row.addStretch(0)
        row.addWidget(self.strength)
        row.addWidget(self.button)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.old.textChanged.connect(self._show_ready)
        self.new.textChanged.connect(self._show_ready)
        for field in (self.old, self.new):
            field.returnPressed.connect(self.button.click)
        self.button.clicked.connect(lambda: self.redraw.emit(self.wish()))
        self._kind_chosen()

    def _fill(self) -> None:
        kinds: tuple[tuple[Kind, str], ...] = (
            ("replace", self.tr("Replace")),
            ("remove", self.tr("Remove")),
            ("add", self.tr("Add")),
            ("again", self.tr("Draw anew")),
        )
        for kind, text in kinds:
            self.kind.addItem(text, kind)
        for value, text in (
            (STRENGTHS["subtle"], self.tr("Subtle")),
            (STRENGTHS["mild"], self.tr("Mild")),
            (STRENGTHS["strong"], self.tr("Strong")),
            (1.0, self.tr("Wholly")),
        ):
            self.strength.addItem(text, value)
        for widget, name in (
            (self.kind, self.tr("What becomes of the painted part")),
            (self.old, self.tr("What is there now")),
            (self.new, self.tr("What should be there")),
            (self.strength, self.tr("How much is drawn anew")),
            (self.button, self.tr("Redraw the painted part")),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(name)
        for field in (self.old, self.new):
            field.setMinimumWidth(48)
        for box in (self.kind, self.strength):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumWidth(72)
        self.button.setProperty("primary", "true")

    def wish(self) -> Wish:
        return Wish(self.kind.currentData(), self.old.text(), self.new.text(), self.strength.currentData())

    def _kind_chosen(self) -> None:
        kind: Kind = self.kind.currentData()
        self.old.setVisible(kind in ("replace", "remove"))
        self.by.setVisible(kind == "replace")
        self.new.setVisible(kind in ("replace", "add"))
        self.old.setPlaceholderText(
            self.tr("what is painted") if kind == "remove" else self.tr("the red ball")
        )
        self.new.setPlaceholderText(self.tr("a blue kite"))
        self.strength.setCurrentIndex(self.strength.findData(USUAL[kind]))
        self._show_ready()

    def _show_ready(self) -> None:
        lacks = self.wish().lacks
        hints = {
            "": self.tr("Redraw the painted part, or the whole picture where nothing is painted"),
            "old": self.tr("Say first what is there now"),
            "new": self.tr("Say first what should be there"),
        }
        self.button.setEnabled(not lacks)
        self.button.setToolTip(hints[lacks])
