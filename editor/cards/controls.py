"""The card's numbers: strength, seed, steps, guidance. Each shows a value, or that the cards differ, and says
when a person changes it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor import icons, theme
from editor.cards.editing import MIXED, Mixed
from editor.cards.rows import Number, Slider
from editor.stepped import Stepped
from engine.document.card_edits import MAX_SEED
from engine.document.invariants import GUIDANCE

AUTO = 0.5
"""A step of the guidance's number below its least value."""
PRESETS = (0.35, 0.55, 0.8, 1.0)
LEAST = 0.01
"""Less is no drawing; the number's own zero is what differing cards are shown as."""


class Strength(QWidget):
    """How much is redrawn: a slider, its number, and the four names that people use for it."""

    changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.slider = Slider(self.tr("Strength"))
        self.number = Number(self.tr("Strength, 0.01 to 1"), 0.0, 1.0, 0.05)
        self.number.setSpecialValueText("–")
        self.slider.valueChanged.connect(lambda value: self._moved(value / 100))
        self.number.valueChanged.connect(self._moved)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        column.addLayout(row)
        column.addLayout(self._presets())

    def _presets(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.TINY)
        names = (self.tr("subtle"), self.tr("mild"), self.tr("strong"), self.tr("full"))
        self.presets: dict[float, QToolButton] = {}
        for name, value in zip(names, PRESETS, strict=True):
            button = QToolButton()
            button.setText(name)
            button.setFont(theme.small_font())
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setToolTip(self.tr("Strength {0:.2f}").format(value))
            button.setAccessibleName(self.tr("Strength {0}").format(name))
            button.clicked.connect(lambda checked=False, value=value: self._moved(value))
            self.presets[value] = button
            row.addWidget(button, 1)
        return row

    def show_value(self, value: float | Mixed) -> None:
        number = 0.0 if isinstance(value, Mixed) else value
        with QSignalBlocker(self.slider), QSignalBlocker(self.number):
            self.slider.setValue(round(number * 100))
            self.number.setValue(number)
        for preset, button in self.presets.items():
            button.setChecked(abs(preset - number) < 0.005)

    def _moved(self, value: float) -> None:
        value = max(LEAST, value)
        self.show_value(value)
        self.changed.emit(round(value, 2))


class Seed(QWidget):
    """A number, a dice that rolls another, and a lock that keeps it when the card is drawn again."""

    changed = Signal(object)
    """An int; Qt's own would stop at 2^31."""
    rolled = Signal()
    lock_toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        # Seeds reach 2^32 - 1, which is more than a spin box holds.
        self.number = QLineEdit()
        self.number.setAccessibleName(self.tr("Seed"))
        self.number.editingFinished.connect(self._entered)
        self.dice = _tool("dice", self.tr("Roll another seed"))
        self.dice.clicked.connect(self.rolled)
        self.lock = _tool("unlock", self.tr("Keep this seed when drawing again"))
        self.lock.setCheckable(True)
        self.lock.toggled.connect(self._locked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TINY)
        row.addWidget(self.number, 1)
        row.addWidget(self.dice)
        row.addWidget(self.lock)
        self.number.setPlaceholderText(self.tr("Mixed"))
        self._value: int | Mixed = 0

    def show_value(self, seed: int | Mixed, kept: bool) -> None:
        self._value = seed
        self._show_number()
        with QSignalBlocker(self.lock):
            self.lock.setChecked(kept)
        self.lock.setIcon(icons.icon("lock" if kept else "unlock"))

    def _entered(self) -> None:
        text = self.number.text().strip()
        if text.isdecimal() and int(text) <= MAX_SEED and int(text) != self._value:
            self.changed.emit(int(text))
        else:
            self._show_number()

    def _show_number(self) -> None:
        self.number.setText("" if self._value is MIXED else str(self._value))
        self.number.setCursorPosition(0)

    def _locked(self, on: bool) -> None:
        self.lock.setIcon(icons.icon("lock" if on else "unlock"))
        self.lock_toggled.emit(on)


class Steps(Stepped, QSpinBox):
    """0 reads "auto": the model's own number."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, 1000)
        self.show_steps()
        self.setAccessibleName(self.tr("Steps"))
        self.lineEdit().setTextMargins(theme.NUMBER_LEFT, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_value(None)
        self.setToolTip(self.tr("How many steps the model takes; more is finer and slower"))
        self.valueChanged.connect(lambda value: self.chosen.emit(value if value > 0 else None))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def show_value(self, steps: int | Mixed | None) -> None:
        with QSignalBlocker(self):
            self.setRange(-1 if steps is MIXED else 0, 1000)
            self.setSpecialValueText(self.tr("Mixed") if steps is MIXED else self.tr("auto"))
            self.setValue(-1 if isinstance(steps, Mixed) else steps or 0)


class Guidance(Stepped, Number):
    """Below 1 reads "auto": the model's own number."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(self.tr("Guidance"), AUTO, GUIDANCE[1], 0.5)
        self.setDecimals(1)
        self.show_steps()
        self.setMaximumWidth(400)  # as wide as the steps beside it
        self.show_value(None)
        self.set_used(True)
        self.valueChanged.connect(lambda value: self.chosen.emit(round(value, 1) if value >= 1 else None))

    def show_value(self, guidance: float | Mixed | None) -> None:
        with QSignalBlocker(self):
            # The lowest number has a word of its own; a step above "auto" is 1.
            self.setRange(0.0 if guidance is MIXED else AUTO, GUIDANCE[1])
            self.setSpecialValueText(self.tr("Mixed") if guidance is MIXED else self.tr("auto"))
            self.setValue(0.0 if isinstance(guidance, Mixed) else guidance or AUTO)

    def set_used(self, used: bool) -> None:
        """Whether the model draws with guidance at all."""
        self.setEnabled(used)
        self.setToolTip(
            self.tr("How closely the words are followed (CFG): higher is stricter and harsher")
            if used
            else self.tr("This model is trained to draw without guidance")
        )


def _tool(icon: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icons.icon(icon))
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
