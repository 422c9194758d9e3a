"""What a clip is, and how fast it runs: its file, its place on the film, its share of the file."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QWidget,
)

from editor import theme
from editor.decimals import DecimalBox
from editor.form import FormRows
from editor.help.window import help_key
from editor.language.choice import sentence
from editor.library.model import describe
from engine.document import edits
from engine.document.invariants import SPEEDS
from engine.document.levels import GAIN
from engine.document.queries import asset_by_id, clip_before, clip_by_id, linked
from engine.document.time import timecode
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.model import Clip, Document

HUNDRED = Fraction(100)


class ClipEditor(QDialog):
    """Changes the clip when it is accepted, as one edit; what is refused is said here, and it stays open."""

    def __init__(self, workspace: Workspace, clip_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._track, self._clip = clip_by_id(workspace.document, clip_id)
        asset = asset_by_id(workspace.document, self._clip.asset)
        self.setWindowTitle(self.tr("Clip at %1").replace("%1", str(self._clip.place)))
        help_key(self, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.speed = self._speed_box(still=asset.kind == "image")
        self.sound = self._sound()
        self.gain = self._gain_box()
        self.opacity = self._opacity_box()
        self.fade_in = self._frames_box(self.tr("Fade in"), self._clip.fade_in)
        self.fade_out = self._frames_box(self.tr("Fade out"), self._clip.fade_out)
        self.dissolve = self._frames_box(self.tr("Dissolve"), self._clip.dissolve)
        self.dissolve.setToolTip(self.tr("Frames over which it comes out of the clip before it"))
        self.dissolve.setEnabled(clip_before(self._track, self._clip) is not None)
        seen = self._track.kind == "video"
        self.muted = QCheckBox(self.tr("Hidden") if seen else self.tr("Muted"))
        self.muted.setChecked(self._clip.muted)
        self.locked = QCheckBox(self.tr("Locked"))
        self.locked.setChecked(self._clip.locked)
        self.hint = _said("error")
        self.hint.setAccessibleName(self.tr("Why it cannot be done"))
        self.hint.hide()
        form = FormRows(self)
        form.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        for name, text in self._facts(workspace.document, self._clip):
            form.add(name, _said("quiet", text))
        form.add(self.tr("Speed"), self.speed)
        if self.sound is not None:
            form.add(self.tr("Volume"), self.gain)
        if seen:
            form.add(self.tr("Opacity"), self.opacity)
        form.add(self.tr("Fade in"), self.fade_in)
        form.add(self.tr("Fade out"), self.fade_out)
        form.add(self.tr("Dissolve"), self.dissolve)
        form.add("", self.muted)
        form.add("", self.locked)
        form.addRow(self.hint)
        form.addRow(self._buttons())

    def _speed_box(self, still: bool) -> DecimalBox:
        box = DecimalBox()
        box.setRange(*(float(speed * HUNDRED) for speed in SPEEDS))
        box.setDecimals(1)
        box.setSingleStep(25.0)
        box.setSuffix(" %")
        box.lineEdit().setTextMargins(theme.NUMBER_LEFT, 0, 0, 0)
        box.setValue(float(self._clip.speed * HUNDRED))
        box.setAccessibleName(self.tr("Speed"))
        box.setToolTip(self.tr("200 % is twice as fast and half as long; sound goes along"))
        box.setEnabled(not still)
        return box

    def _sound(self) -> Clip | None:
        """The clip itself, or the sound that goes with its picture."""
        heard = {
            each.id
            for track in self._workspace.document.tracks
            if track.kind == "audio"
            for each in track.clips
        }
        return next((each for each in linked(self._workspace.document, self._clip) if each.id in heard), None)

    def _gain_box(self) -> DecimalBox:
        box = DecimalBox()
        box.setRange(*GAIN)
        box.setDecimals(1)
        box.setSuffix(" dB")
        box.lineEdit().setTextMargins(theme.NUMBER_LEFT, 0, 0, 0)
        box.setValue(self.sound.gain if self.sound is not None else 0.0)
        box.setAccessibleName(self.tr("Volume"))
        box.setToolTip(self.tr("0 dB is as loud as in the file, 6 dB twice as loud, −6 dB half"))
        box.setEnabled(self.sound is None or not self.sound.gain_keys)  # else it is set over time
        return box

    def _opacity_box(self) -> DecimalBox:
        box = DecimalBox()
        box.setRange(0.0, 100.0)
        box.setDecimals(0)
        box.setSingleStep(10.0)
        box.setSuffix(" %")
        box.lineEdit().setTextMargins(theme.NUMBER_LEFT, 0, 0, 0)
        box.setValue(self._clip.opacity * 100)
        box.setAccessibleName(self.tr("Opacity"))
        box.setToolTip(self.tr("At 100 % nothing of what lies below shows through"))
        box.setEnabled(not self._clip.opacity_keys)
        return box

    def _frames_box(self, name: str, frames: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(0, len(self._clip.place))
        box.lineEdit().setTextMargins(theme.NUMBER_LEFT, 0, 0, 0)
        box.setValue(frames)
        box.setAccessibleName(name)
        box.setToolTip(self.tr("In frames; the sound of a picture goes along"))
        return box

    def _facts(self, document: Document, clip: Clip) -> list[tuple[str, str]]:
        asset, place = asset_by_id(document, clip.asset), clip.place
        on = f"{place} · {timecode(place.start, document.rate)} – {timecode(place.stop, document.rate)}"
        facts = [
            (self.tr("File"), Path(asset.path).name),
            (self.tr("Folder"), str(Path(asset.path).parent)),
            (self.tr("Footage"), describe(asset, document)),
            (self.tr("On the film"), on),
            (self.tr("Length"), self.tr("%1 frames").replace("%1", str(len(place)))),
        ]
        if asset.kind != "image":
            facts.append((self.tr("From the file"), str(clip.source)))
        return facts

    def _buttons(self) -> QDialogButtonBox:
        roles = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox(self)
        save = QPushButton(self.tr("Save"))
        save.setProperty("primary", "true")
        save.setDefault(True)
        buttons.addButton(save, roles.AcceptRole)
        buttons.addButton(self.tr("Cancel"), roles.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def accept(self) -> None:
        try:
            document = self._changed(self._workspace.document)
        except TweenError as error:
            self.hint.setText(sentence(str(error)))
            self.hint.show()
            return
        if self._workspace.apply(self.tr("Clip properties"), lambda doc: document):
            super().accept()

    def _changed(self, doc: Document) -> Document:
        """Raises `TweenError`, for a clip that is locked and stays so, among others."""
        clip, locked = self._clip, self.locked.isChecked()
        if clip.locked and not locked:
            doc = edits.unlock_clip(doc, clip.id)
        if self.speed.value() != float(clip.speed * HUNDRED):
            speed = Fraction(self.speed.value()).limit_denominator(1000) / HUNDRED
            doc = edits.set_speed(doc, clip.id, speed)
        if self.sound is not None and self.gain.value() != round(self.sound.gain, 1):
            doc = edits.set_gain(doc, clip.id, self.gain.value())
        doc = self._faded(doc)
        if self.muted.isChecked() != clip.muted:
            doc = edits.mute_clip(doc, clip.id, self.muted.isChecked())
        return edits.lock_clip(doc, clip.id) if locked and not clip.locked else doc

    def _faded(self, doc: Document) -> Document:
        clip = self._clip
        if self.opacity.value() != round(clip.opacity * 100):
            doc = edits.set_opacity(doc, clip.id, self.opacity.value() / 100)
        fade_in, fade_out = self.fade_in.value(), self.fade_out.value()
        if (fade_in, fade_out) != (clip.fade_in, clip.fade_out):
            new_in = fade_in if fade_in != clip.fade_in else None
            doc = edits.set_fades(doc, clip.id, new_in, fade_out if fade_out != clip.fade_out else None)
        if self.dissolve.value() != clip.dissolve:
            doc = edits.dissolve(doc, clip.id, self.dissolve.value())
        return doc


def _said(role: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(280)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
