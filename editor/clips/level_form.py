"""How loud a clip is and how much is seen of it, in numbers, at the playhead or throughout."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QPushButton

from editor.clips.form import ClipForm
from editor.clips.key_row import KeyRow
from editor.clips.keyed import LEVELS
from editor.decimals import DecimalBox
from editor.form import FormRows
from editor.titles.parts import Percent
from engine.document import edits
from engine.document.levels import GAIN, OPACITY, Level, keys_of, level_at, with_key
from engine.document.model import Clip, Document, Track
from engine.errors import TweenError


class LevelForm(ClipForm):
    key = "levels"

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[Level, DecimalBox] = {"gain": _decibels(self.tr("Volume")), "opacity": self._share()}
        self.rows: dict[Level, KeyRow] = {}
        self.same: dict[Level, QPushButton] = {}
        self._document: Document | None = None
        self._clip: Clip | None = None
        self._playhead = 0
        form = FormRows(self)
        for level, box in self.boxes.items():
            form.add(self._name(level), box)
            form.add("", self._row(level))

    def _row(self, level: Level) -> KeyRow:
        box = self.boxes[level]
        box.setKeyboardTracking(False)
        box.valueChanged.connect(lambda value: self._set(level, value))
        row = self.rows[level] = KeyRow(LEVELS[level], self._name(level))
        row.asked.connect(self.asked)
        same = self.same[level] = QPushButton(self.tr("Same throughout"))
        same.setAccessibleName(f"{self._name(level)}: {same.text()}")
        same.setToolTip(self.tr("Without key frames, as it is at the playhead"))
        same.clicked.connect(lambda: self._even(level))
        row.row.addWidget(same)
        row.row.addStretch(1)
        return row

    def _share(self) -> Percent:
        box = Percent(self.tr("Opacity"), OPACITY, 1)
        box.setToolTip(self.tr("At 100 % nothing of what lies below shows through"))
        return box

    def title(self) -> str:
        return self.tr("Volume and opacity")

    def takes(self, track: Track) -> bool:
        return True

    def show_clip(self, document: Document, clip: Clip) -> None:
        self._document, self._clip = document, clip
        for level in self.boxes:
            self._show(level)

    def show_frame(self, frame: int) -> None:
        self._playhead = frame
        for level in self.boxes:
            self._show(level)

    def _show(self, level: Level) -> None:
        if self._document is None or self._clip is None:
            return
        clip, box, row = _meant(self._document, self._clip.id, level), self.boxes[level], self.rows[level]
        for widget in (box, row):
            widget.setEnabled(clip is not None)
        if clip is None:
            return
        keys = keys_of(clip, level)
        now = level_at(clip, level, self._playhead)
        row.show_clip(clip, self._playhead)
        box.setEnabled(not keys or self._playhead in clip.place)
        self.same[level].setEnabled(bool(keys))
        with QSignalBlocker(box):
            box.setValue(now if level == "gain" else 100 * now)

    def _set(self, level: Level, value: float) -> None:
        """At the playhead once there are key frames, else throughout."""
        playhead, number = self._playhead, value if level == "gain" else value / 100

        def edit(doc: Document, clip_id: str) -> Document:
            clip = LEVELS[level].meant(doc, clip_id)
            if keys_of(clip, level):
                keys = with_key(clip, level, playhead - clip.place.start, number)
                return edits.set_level_keys(doc, clip_id, level, keys)
            return _throughout(doc, clip_id, level, number)

        self.edited.emit(self._name(level), edit)

    def _even(self, level: Level) -> None:
        playhead = self._playhead

        def edit(doc: Document, clip_id: str) -> Document:
            now = level_at(LEVELS[level].meant(doc, clip_id), level, playhead)
            return _throughout(doc, clip_id, level, now)

        self.edited.emit(self._name(level), edit)

    def _name(self, level: Level) -> str:
        return self.tr("Volume") if level == "gain" else self.tr("Opacity")


def _meant(doc: Document, clip_id: str, level: Level) -> Clip | None:
    """The clip whose level it is; None where the chosen one has none: no sound, or no picture."""
    try:
        return LEVELS[level].meant(doc, clip_id)
    except TweenError:
        return None


def _throughout(doc: Document, clip_id: str, level: Level, number: float) -> Document:
    return (edits.set_gain if level == "gain" else edits.set_opacity)(doc, clip_id, number)


def _decibels(name: str) -> DecimalBox:
    box = Percent(name, (GAIN[0] / 100, GAIN[1] / 100), 1, 1.0)
    box.setSuffix(" dB")
    box.setToolTip(name)
    return box
