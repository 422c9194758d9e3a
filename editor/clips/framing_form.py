"""Where a clip's picture lies in the film's, in numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QWidget,
)

from editor import theme
from editor.clips.form import ClipForm
from editor.clips.move_row import MoveRow
from editor.picker import Picker
from editor.titles.parts import Percent
from engine.document import edits
from engine.document.framing import LEFT, NEUTRAL, REACH, SCALE, TURNS, Fit, Framing
from engine.document.framing_moves import keyed, posed_at
from engine.document.framing_presets import PRESETS, preset
from engine.document.model import Clip, Document
from engine.document.queries import asset_by_id, clip_by_id

translate = QCoreApplication.translate

OPPOSITE = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}


class FramingForm(ClipForm):
    key = "framing"

    def __init__(self) -> None:
        super().__init__()
        self.numbers: dict[str, QDoubleSpinBox] = {
            "x": Percent(self.tr("Centre across"), REACH, 1, 1.0),
            "y": Percent(self.tr("Centre down"), REACH, 1, 1.0),
            "scale": Percent(self.tr("Size"), SCALE, 1),
            "rotation": _degrees(self.tr("Turn")),
            "left": Percent(self.tr("Crop at the left"), (0, 1 - LEFT), 1, 1.0),
            "right": Percent(self.tr("Crop at the right"), (0, 1 - LEFT), 1, 1.0),
            "top": Percent(self.tr("Crop at the top"), (0, 1 - LEFT), 1, 1.0),
            "bottom": Percent(self.tr("Crop at the bottom"), (0, 1 - LEFT), 1, 1.0),
        }
        for name, word in self._words().items():
            self.numbers[name].setPrefix(word + " ")
            self.numbers[name].setFixedWidth(136)
        for name, box in self.numbers.items():
            box.setKeyboardTracking(False)
            box.valueChanged.connect(lambda value, name=name: self._number(name, value))
        self.flip_x = QCheckBox(self.tr("Left to right"))
        self.flip_y = QCheckBox(self.tr("Upside down"))
        for name, box in (("flip_x", self.flip_x), ("flip_y", self.flip_y)):
            box.setAccessibleName(self.tr("Mirror: {0}").format(box.text()))
            box.toggled.connect(lambda on, name=name: self._set(**{name: on}))
        self.fit = Picker()
        self.fit.setAccessibleName(self.tr("Fitted"))
        for fit, text in self._fits():
            self.fit.addItem(text, fit)
        self.fit.activated.connect(lambda _: self._set(fit=self.fit.currentData()))
        self.move_row = MoveRow()
        self.move_row.asked.connect(self.asked)
        self._clip: Clip | None = None
        self._playhead = 0
        self._lay_out()

    def title(self) -> str:
        return self.tr("Framing")

    def show_clip(self, document: Document, clip: Clip) -> None:
        self._clip = clip
        now = clip.framing or NEUTRAL
        for box, on in ((self.flip_x, now.flip_x), (self.flip_y, now.flip_y)):
            with QSignalBlocker(box):
                box.setChecked(on)
        self.fit.setCurrentIndex(self.fit.findData(now.fit))
        self.reset.setEnabled(clip.framing is not None)
        self._show_numbers(clip)

    def show_frame(self, frame: int) -> None:
        self._playhead = frame
        if self._clip is not None and self._clip.framing is not None and self._clip.framing.keys:
            self._show_numbers(self._clip)
        elif self._clip is not None:
            self.move_row.show_clip(self._clip, frame)

    def _show_numbers(self, clip: Clip) -> None:
        """As they are at the playhead; a clip that moves is changed only where the playhead is on it."""
        framing = clip.framing or NEUTRAL
        now = posed_at(framing, self._playhead - clip.place.start)
        here = not framing.keys or self._playhead in clip.place
        self.move_row.show_clip(clip, self._playhead)
        self.places.setEnabled(here)
        turns = self.numbers["rotation"]
        for name, box in self.numbers.items():
            value: float = getattr(now, name)
            box.setEnabled(here)
            with QSignalBlocker(box):
                if box is turns:
                    turns.setRange(*(TURNS if framing.keys else (-180, 180)))
                    turns.setWrapping(not framing.keys)
                if name in OPPOSITE:
                    box.setMaximum(100 * max(0.0, 1 - LEFT - getattr(now, OPPOSITE[name])))
                box.setValue(value if name == "rotation" else 100 * value)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, theme.SMALL, 0, theme.SMALL)
        form.setHorizontalSpacing(theme.MEDIUM)
        form.setVerticalSpacing(theme.SMALL)
        numbers = self.numbers
        form.addRow(_named(self.tr("Centre")), _row(numbers["x"], numbers["y"]))
        form.addRow(_named(self.tr("Size")), _row(numbers["scale"]))
        form.addRow(_named(self.tr("Turn")), _row(numbers["rotation"]))
        crop = QWidget()
        grid = QGridLayout(crop)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SMALL)
        for at, name in enumerate(("left", "right", "top", "bottom")):
            grid.addWidget(numbers[name], *divmod(at, 2))
        grid.setColumnStretch(2, 1)
        form.addRow(_named(self.tr("Crop")), crop)
        form.addRow(_named(self.tr("Mirror")), _row(self.flip_x, self.flip_y))
        form.addRow(_named(self.tr("Fitted")), _row(self.fit))
        self.places = QPushButton(self.tr("Place"))
        self.places.setToolTip(self.tr("Corners, halves and other framings that are often wanted"))
        self.places.setMenu(place_menu(self, self._place))
        self.reset = QPushButton(self.tr("Reset"))
        self.reset.setToolTip(self.tr("Fitted into the film as a new clip"))
        self.reset.clicked.connect(self._reset)
        form.addRow(_named(self.tr("Move")), self.move_row)
        form.addRow("", _row(self.places, self.reset))

    def _fits(self) -> tuple[tuple[Fit, str], ...]:
        return (
            ("film", self.tr("As the film has it")),
            ("inside", self.tr("Whole inside the film")),
            ("fill", self.tr("Filling the film")),
            ("stretch", self.tr("Stretched to the film")),
        )

    def _words(self) -> dict[str, str]:
        """Inside the fields that stand side by side."""
        return {
            "x": self.tr("across"), "y": self.tr("down"),
            "left": self.tr("left"), "right": self.tr("right"), "top": self.tr("top"),
            "bottom": self.tr("bottom"),
        }  # fmt: skip

    def _number(self, name: str, value: float) -> None:
        self._set(**{name: value if name == "rotation" else value / 100})

    def _set(self, **values: object) -> None:
        self._change(lambda _doc, _clip, framing: replace(framing, **values))  # type: ignore[arg-type]

    def _place(self, name: str) -> None:
        self._change(lambda doc, clip, framing: placed(doc, clip, framing, name))

    def _reset(self) -> None:
        self.edited.emit(self.tr("Reset framing"), lambda doc, clip_id: edits.set_framing(doc, clip_id, None))

    def _change(self, change: Callable[[Document, Clip, Framing], Framing]) -> None:
        def edit(doc: Document, clip_id: str) -> Document:
            _, clip = clip_by_id(doc, clip_id)
            framing, at = clip.framing or NEUTRAL, self._playhead - clip.place.start
            wanted = change(doc, clip, posed_at(framing, at))
            if framing.keys and self._playhead not in clip.place:  # its mirrors and fit, which do not move
                wanted = replace(framing, flip_x=wanted.flip_x, flip_y=wanted.flip_y, fit=wanted.fit)
                return edits.set_framing(doc, clip_id, wanted)
            return edits.set_framing(doc, clip_id, keyed(framing, at, wanted))

        self.edited.emit(self.tr("Frame clip"), edit)


def placed(doc: Document, clip: Clip, framing: Framing, name: str) -> Framing:
    """`framing` of a clip as the preset of that name has it."""
    asset = asset_by_id(doc, clip.asset)
    return preset(name, framing, (asset.width, asset.height), (doc.width, doc.height), doc.fill)


def place_menu(parent: QWidget, chosen: Callable[[str], object]) -> QMenu:
    """The presets by name."""
    menu = QMenu(translate("framing", "Place"), parent)
    names = {
        "whole": translate("framing", "Whole in the frame"),
        "fill": translate("framing", "Fill the frame"),
        "upright": translate("framing", "9:16 out of the middle"),
        "top-left": translate("framing", "Upper left corner"),
        "top-right": translate("framing", "Upper right corner"),
        "bottom-left": translate("framing", "Lower left corner"),
        "bottom-right": translate("framing", "Lower right corner"),
        "left": translate("framing", "Left half"),
        "right": translate("framing", "Right half"),
        "top": translate("framing", "Upper half"),
        "bottom": translate("framing", "Lower half"),
    }
    for name in PRESETS:
        if name in ("top-left", "left"):
            menu.addSeparator()
        menu.addAction(names[name], lambda name=name: chosen(name))
    return menu


def _degrees(name: str) -> QDoubleSpinBox:
    box = Percent(name, (-1.8, 1.8), 1)
    box.setSuffix("°")
    box.setWrapping(True)
    return box


def _named(text: str) -> QLabel:
    label = QLabel(text)
    label.setMinimumHeight(theme.CONTROL_HEIGHT)  # else it stands a little higher than what it names
    return label


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.SMALL)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
