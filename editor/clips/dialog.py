"""The window beside the film in which a clip's look and volume are set: it follows the chosen clip."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from editor import theme
from editor.clips.chosen import any_chosen_clip, why_not
from editor.clips.form import ClipForm
from editor.clips.framing_form import FramingForm
from editor.clips.grade_form import GradeForm
from editor.clips.level_form import LevelForm
from editor.help.window import help_key
from editor.labels import sentence_label
from editor.language.words import asset_name
from engine.document.queries import asset_by_id

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.model import Document

FORMS: tuple[type[ClipForm], ...] = (FramingForm, GradeForm, LevelForm)
"""In the order of their tabs."""


class ClipDialog(QDialog):
    """Every change is an edit at once, seen in the viewer, and undone as any other."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._work = workspace
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        help_key(self, self)
        self.name = sentence_label("quiet")
        self.hint = sentence_label("warning")
        self.hint.setAccessibleName(self.tr("Why it cannot be done"))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("How the clip looks"))
        self.tabs.setDocumentMode(True)
        self.forms: list[ClipForm] = []
        for kind in FORMS:
            self._add(kind())
        self.tabs.tabBar().setVisible(len(self.forms) > 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.SMALL)
        for widget in (self.name, self.hint):
            column.addWidget(widget)
        column.addWidget(self.tabs, 1)
        column.addWidget(buttons)
        for keys, verb in ((QKeySequence.StandardKey.Undo, "undo"), (QKeySequence.StandardKey.Redo, "redo")):
            QShortcut(QKeySequence(keys), self).activated.connect(getattr(workspace, verb))
        for signal in (workspace.document_changed, workspace.selection_changed):
            signal.connect(self._show)
        workspace.playhead_changed.connect(self._show_frame)
        workspace.project_changed.connect(self._closed)
        self._show_frame(workspace.playhead)
        self._show()

    def show_form(self, key: str) -> None:
        form = next(each for each in self.forms if each.key == key)
        self.tabs.setCurrentWidget(form)
        self.setWindowTitle(form.title())
        self.show()
        self.raise_()
        self.activateWindow()

    def _add(self, form: ClipForm) -> None:
        self.forms.append(form)
        self.tabs.addTab(form, form.title())
        form.edited.connect(lambda name, edit: self._apply(form, name, edit))
        form.tried.connect(self._try)
        form.asked.connect(self._ask)
        self.tabs.currentChanged.connect(self._turned)

    def _show(self) -> None:
        found = any_chosen_clip(self._work)
        self._say_why_not()
        self.name.setVisible(found is not None)
        if found is not None:
            track, clip = found
            asset = asset_by_id(self._work.document, clip.asset)
            self.name.setText(f"{asset_name(asset)} · {track.name} {clip.place}")
            for form in self.forms:
                if form.takes(track):
                    form.show_clip(self._work.document, clip)

    def _say_why_not(self) -> None:
        """Forms that cannot change the chosen clip do nothing; the one that is seen says why."""
        found = any_chosen_clip(self._work)
        for form in self.forms:
            if found is None or not form.takes(found[0]):
                reason = self.tr("Choose a clip on a video track.")
            else:
                reason = why_not(*found)
            form.setEnabled(not reason)
            if form is self.tabs.currentWidget():
                self.hint.setText(reason)
                self.hint.setVisible(bool(reason))

    def _turned(self, at: int) -> None:
        self.setWindowTitle(self.tabs.tabText(at))
        self._say_why_not()

    def _show_frame(self, frame: int) -> None:
        for form in self.forms:
            form.show_frame(frame)

    def _apply(self, form: ClipForm, name: str, edit: Callable[[Document, str], Document]) -> None:
        found = any_chosen_clip(self._work)
        if found is not None:
            wanted = found[1].id
            self._work.apply(name, lambda doc: edit(doc, wanted), f"{form.key}:{wanted}")

    def _try(self, edit: Callable[[Document, str], Document] | None) -> None:
        found = any_chosen_clip(self._work)
        trial = edit(self._work.document, found[1].id) if edit is not None and found is not None else None
        self._work.tried.emit(trial)

    def _ask(self, verb: Callable[[Workspace, str], None]) -> None:
        found = any_chosen_clip(self._work)
        if found is not None:
            verb(self._work, found[1].id)

    def _closed(self) -> None:
        if self._work.project is None:
            self.close()


def open_form(work: Workspace, key: str, window: QWidget) -> ClipDialog:
    """Show the form of that key for the chosen clip; the window has one such dialog."""
    there = next((each for each in window.findChildren(ClipDialog) if each.isVisible()), None)
    dialog = there or ClipDialog(work, window)
    dialog.show_form(key)
    return dialog
