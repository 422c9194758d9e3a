"""The colours of a clip: sliders, a look-up table, and the colours of other clips."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
)

from editor import theme
from editor.clips import grades
from editor.clips.form import ClipForm
from editor.clips.sliders import Measure, Sliding
from editor.language.words import asset_name
from engine.document.edits import set_grade
from engine.document.grade import BALANCE, COLOURS, CONTRAST, EXPOSURE, SATURATION, Grade
from engine.document.luts import ENDING
from engine.document.queries import asset_by_id, clip_by_id, tracks_of

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from engine.document.model import Clip, Document

MOST = 40
"""Clips in the menu of those that colours can be matched to: the nearest ones."""


class GradeForm(ClipForm):
    key = "grade"

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._clip_id = ""
        self.slidings = {measure: Sliding(each, self, parts) for measure, each, parts in self._measures()}
        self.strength = Sliding(
            Measure(self.tr("Strength"), 1.0, (0.0, 1.0), (0.0, 1.0), 100, 0, 5, " %"), self
        )
        self.table = QPushButton()
        self.table.setToolTip(self.tr("A .cube file with a look; it can also be dropped here or on a clip"))
        self.table.clicked.connect(self._choose)
        self.without = QPushButton(self.tr("None"))
        self.without.setAccessibleName(self.tr("No look-up table"))
        self.without.clicked.connect(lambda: self._set("lut", None))
        self.match = QPushButton(self.tr("Match colours to"))
        self.match.setToolTip(
            self.tr("Brings the mean and the spread of the colours close to another clip's")
        )
        self.others = QMenu(self)
        self.match.setMenu(self.others)
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.setToolTip(self.tr("Copy the colours of this clip"))
        self.copy.clicked.connect(lambda: self.asked.emit(grades.copy_grade))
        self.paste = QPushButton(self.tr("Paste"))
        self.paste.setToolTip(self.tr("Paste copied colours on all clips that are chosen"))
        self.paste.clicked.connect(
            lambda: self.asked.emit(lambda work, clip_id: grades.paste_grade(work, grades.pictured(work)))
        )
        self.reset = QPushButton(self.tr("Reset"))
        self.reset.setToolTip(self.tr("The colours that the footage has"))
        self.reset.clicked.connect(
            lambda: self.asked.emit(lambda work, clip_id: grades.reset_grade(work, [clip_id]))
        )
        self._connect()
        self._lay_out()

    def title(self) -> str:
        return self.tr("Colours")

    def show_clip(self, document: Document, clip: Clip) -> None:
        self._clip_id = clip.id
        grade = clip.grade or Grade()
        for name, sliding in self.slidings.items():
            value = getattr(grade, name)
            sliding.show(value if name in COLOURS else (value,))
        lut = grade.lut
        self.strength.show((lut.strength if lut else 1.0,))
        for widget in (self.strength.slider, *self.strength.boxes, self.without):
            widget.setEnabled(lut is not None)
        name = self.tr("Choose…") if lut is None else _named(lut.path)
        self.table.setText(name)
        self.table.setAccessibleName(self.tr("Look-up table: {0}").format(name))
        self.reset.setEnabled(clip.grade is not None)
        self._list_others(document, clip)

    def _measures(self) -> tuple[tuple[str, Measure, tuple[str, ...]], ...]:
        one, three = ("",), (self.tr("red"), self.tr("green"), self.tr("blue"))
        lift, gamma, gain = (COLOURS[name] for name in ("lift", "gamma", "gain"))
        again, balance = self.tr("A double click takes it back"), BALANCE
        share = (100, 0, 5, " %", again)
        return (
            ("exposure", Measure(self.tr("Exposure"), 0, EXPOSURE, (-3, 3), 1, 2, 0.1, "", again), one),
            ("contrast", Measure(self.tr("Contrast"), 1, CONTRAST, (0, 2), *share), one),
            ("saturation", Measure(self.tr("Saturation"), 1, SATURATION, (0, 2), *share), one),
            ("temperature", Measure(self.tr("Temperature"), 0, balance, balance, 1, 0, 5, "", again), one),
            ("tint", Measure(self.tr("Tint"), 0, balance, balance, 1, 0, 5, "", again), one),
            ("lift", Measure(self.tr("Lift"), 0, lift, (-0.5, 0.5), 1, 3, 0.01, "", again), three),
            ("gamma", Measure(self.tr("Gamma"), 1, gamma, (0.2, 1.8), 1, 3, 0.02, "", again), three),
            ("gain", Measure(self.tr("Gain"), 1, gain, (0, 2), 1, 3, 0.02, "", again), three),
        )  # fmt: skip

    def _connect(self) -> None:
        for name, sliding in self.slidings.items():
            sliding.meant.connect(lambda numbers, name=name: self._set(name, numbers))
            sliding.tried.connect(lambda numbers, name=name: self._try(name, numbers))
        self.strength.meant.connect(lambda numbers: self._set("strength", numbers))
        self.strength.tried.connect(lambda numbers: self._try("strength", numbers))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(theme.TINY)
        grid.setColumnStretch(1, 1)
        for row, sliding in enumerate(self.slidings.values()):
            self._add_row(grid, row, sliding)
        row = grid.rowCount()
        grid.addWidget(_label(self.tr("Look-up table"), self.table), row, 0)
        grid.addWidget(self.table, row, 1)
        grid.addWidget(self.without, row, 2)
        self._add_row(grid, row + 1, self.strength)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.TINY)
        for button in (self.match, self.copy, self.paste, self.reset):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SMALL, 0, theme.SMALL)
        column.setSpacing(theme.MEDIUM)
        column.addLayout(grid)
        column.addLayout(buttons)
        column.addStretch(1)

    def _add_row(self, grid: QGridLayout, row: int, sliding: Sliding) -> None:
        grid.addWidget(_label(sliding.measure.name, sliding.slider), row, 0)
        grid.addWidget(sliding.slider, row, 1)
        for at, box in enumerate(sliding.boxes):
            grid.addWidget(box, row, 2 + at)

    def _changed(self, grade: Grade, name: str, value: object) -> Grade:
        if name == "strength":
            (strength,) = value  # type: ignore[misc]
            return replace(grade, lut=grade.lut and replace(grade.lut, strength=strength))
        if name not in COLOURS and isinstance(value, tuple):
            (value,) = value
        return replace(grade, **{name: value})  # type: ignore[arg-type]

    def _edit(self, name: str, value: object):
        def edit(doc: Document, clip_id: str) -> Document:
            grade = clip_by_id(doc, clip_id)[1].grade or Grade()
            return set_grade(doc, [clip_id], self._changed(grade, name, value))

        return edit

    def _set(self, name: str, value: object) -> None:
        self.tried.emit(None)
        self.edited.emit(self.tr("Correct colours"), self._edit(name, value))

    def _try(self, name: str, value: object) -> None:
        self.tried.emit(self._edit(name, value))

    # The look-up table.

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self.window(), self.tr("Look-up table"), "", self.tr("Look-up tables ({0})").format(f"*{ENDING}")
        )
        if path:
            self._give(Path(path))

    def _give(self, path: Path) -> None:
        self.asked.emit(lambda work, clip_id: grades.give_table(work, [clip_id], path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if tables_in(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := tables_in(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._give(paths[0])

    # Other clips.

    def _list_others(self, document: Document, clip: Clip) -> None:
        """The nearest clips with a picture; made anew where the film is another."""
        found = [
            (abs(each.place.start - clip.place.start), track.name, each)
            for track in tracks_of(document, "video")
            for each in track.clips
            if each.id != clip.id
        ]
        found.sort(key=lambda one: one[:2])
        self.others.clear()
        for _, track, other in found[:MOST]:
            name = asset_name(asset_by_id(document, other.asset))
            action = self.others.addAction(f"{track} {other.place} · {name}".replace("&", "&&"))
            action.triggered.connect(lambda _=False, wanted=other.id: self._match(wanted))
        self.match.setEnabled(bool(found))

    def _match(self, other: str) -> None:
        self.asked.emit(lambda work, clip_id: grades.match_grade(work, clip_id, other))


def tables_in(mime: QMimeData) -> list[Path]:
    """The `.cube` files among what is dragged, when there is nothing else."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return paths if paths and all(path.suffix.lower() == ENDING for path in paths) else []


def _named(path: str) -> str:
    """The name that the file had, without the letters that tell its copy apart."""
    return Path(path).stem.rpartition(" ")[0] or Path(path).stem


def _label(text: str, field: object) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)  # type: ignore[arg-type]
    label.setMinimumHeight(theme.CONTROL_HEIGHT)
    return label
