"""What the actions about a clip's look do: one method for each id of the table in `editor.actions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.clips.grades import copy_grade, paste_grade, pictured, reset_grade

if TYPE_CHECKING:
    from editor.main_window import MainWindow
    from editor.workspace import Workspace

translate = QCoreApplication.translate


class ClipCommands:
    """A part of `editor.commands.Commands`, which has the window and the workspace."""

    window: MainWindow
    work: Workspace

    def frame_clip(self) -> None:
        from editor.clips.dialog import open_form

        open_form(self.work, "framing", self.window)

    def grade_clip(self) -> None:
        from editor.clips.dialog import open_form

        open_form(self.work, "grade", self.window)

    def copy_grade(self) -> None:
        if chosen := pictured(self.work):
            lead = self.work.selected_clip
            copy_grade(self.work, lead if lead in chosen else chosen[0])

    def paste_grade(self) -> None:
        paste_grade(self.work, pictured(self.work))

    def reset_grade(self) -> None:
        reset_grade(self.work, pictured(self.work))

    def toggle_key(self) -> None:
        from editor.clips.moves import toggle_key

        if (clip := self.work.clip()) is not None:
            toggle_key(self.work, clip.id)

    def previous_key(self) -> None:
        self._to_key(-1)

    def next_key(self) -> None:
        self._to_key(1)

    def _to_key(self, step: int) -> None:
        from editor.clips.moves import go_to_key

        if (clip := self.work.clip()) is not None:
            go_to_key(self.work, clip.id, step)

    def reset_framing(self) -> None:
        from engine.document.edits import set_framing

        clip = self.work.clip()
        if clip is not None:
            wanted = clip.id
            name = translate("framing", "Reset framing")
            self.work.apply(name, lambda doc: set_framing(doc, wanted, None))
