"""A number as a slider and a box: dragged it is tried out, let go it is meant, double-clicked it is reset."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider

from editor import theme
from editor.decimals import DecimalBox

STEPS = 1000
BOX = 84


@dataclass(frozen=True, slots=True)
class Measure:
    """How a number is shown: `factor` turns it into what stands in its box. `reach`: what the slider covers,
    which may be less than what the box takes (`limits`)."""

    name: str
    neutral: float
    limits: tuple[float, float]
    reach: tuple[float, float]
    factor: float = 1.0
    decimals: int = 2
    step: float = 0.05
    suffix: str = ""
    tip: str = ""


class Slider(QSlider):
    """The wheel changes it only where the keyboard is in it."""

    again = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, STEPS)
        self.setPageStep(STEPS // 20)
        self.setSingleStep(STEPS // 100)
        self.setMinimumWidth(120)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.again.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Box(DecimalBox):
    def __init__(self, measure: Measure, name: str) -> None:
        super().__init__()
        self.setDecimals(measure.decimals)
        self.setRange(measure.limits[0] * measure.factor, measure.limits[1] * measure.factor)
        self.setSingleStep(measure.step)
        self.setSuffix(measure.suffix)
        self.setKeyboardTracking(False)
        self.setAccessibleName(name)
        self.setToolTip(measure.tip)
        self.setFixedWidth(BOX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(theme.NUMBER_LEFT, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Sliding(QObject):
    """The slider and the boxes of one number, or of three colours that the slider moves together."""

    tried = Signal(object)
    """The numbers, while the slider is dragged."""
    meant = Signal(object)

    def __init__(self, measure: Measure, parent: QObject, parts: tuple[str, ...] = ("",)) -> None:
        super().__init__(parent)
        self.measure = measure
        self.slider = Slider(measure.name)
        self.slider.setToolTip(measure.tip)
        self.boxes = [Box(measure, f"{measure.name} {part}".strip()) for part in parts]
        for box, part in zip(self.boxes, parts, strict=True):
            box.setPrefix(f"{part[:1].upper()} " if part else "")
        self._now = (measure.neutral,) * len(parts)
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderReleased.connect(lambda: self.meant.emit(self._of_slider()))
        self.slider.again.connect(lambda: self.meant.emit((measure.neutral,) * len(self.boxes)))
        for box in self.boxes:
            box.valueChanged.connect(lambda _: self.meant.emit(self._of_boxes()))

    def show(self, numbers: tuple[float, ...]) -> None:
        """Nothing is emitted."""
        self._now = numbers
        self._fill(numbers)
        if not self.slider.isSliderDown():
            with QSignalBlocker(self.slider):
                self.slider.setValue(self._place(sum(numbers) / len(numbers)))

    def _fill(self, numbers: tuple[float, ...]) -> None:
        for box, number in zip(self.boxes, numbers, strict=True):
            with QSignalBlocker(box):
                box.setValue(number * self.measure.factor)

    def _slid(self) -> None:
        numbers = self._of_slider()
        if self.slider.isSliderDown():
            self._fill(numbers)
            self.tried.emit(numbers)
        else:
            self.meant.emit(numbers)

    def _of_slider(self) -> tuple[float, ...]:
        """All moved by as much as their mean was."""
        low, high = self.measure.reach
        mean = sum(self._now) / len(self._now)
        by = low + (high - low) * self.slider.value() / STEPS - mean
        least, most = self.measure.limits
        return tuple(min(max(number + by, least), most) for number in self._now)

    def _of_boxes(self) -> tuple[float, ...]:
        """What was not typed keeps the digits that its box does not show."""
        shown = [round(number * self.measure.factor, self.measure.decimals) for number in self._now]
        return tuple(
            was if round(box.value(), self.measure.decimals) == seen else box.value() / self.measure.factor
            for box, seen, was in zip(self.boxes, shown, self._now, strict=True)
        )

    def _place(self, number: float) -> int:
        low, high = self.measure.reach
        return round((number - low) / (high - low) * STEPS)
