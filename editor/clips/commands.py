"""What the actions about a clip's look do: one method for each id of the table in `editor.actions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.clips.chosen import any_chosen_clip
from editor.clips.grades import copy_grade, paste_grade, pictured, reset_grade

if TYPE_CHECKING:
    from editor.clips.keyed import Keyed
    from editor.main_window import MainWindow
    from editor.workspace import Workspace
    from engine.document.model import Track

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

    def level_clip(self) -> None:
        from editor.clips.dialog import open_form

        open_form(self.work, "levels", self.window)

    def copy_grade(self) -> None:
        if chosen := pictured(self.work):
            lead = self.work.selected_clip
            copy_grade(self.work, lead if lead in chosen else chosen[0])

    def paste_grade(self) -> None:
        paste_grade(self.work, pictured(self.work))

    def reset_grade(self) -> None:
        reset_grade(self.work, pictured(self.work))

    def toggle_key(self) -> None:
        from editor.clips.keyed import toggle_key

        if (found := any_chosen_clip(self.work)) is not None:
            toggle_key(self.work, found[1].id, self._keyed(found[0]))

    def previous_key(self) -> None:
        self._to_key(-1)

    def next_key(self) -> None:
        self._to_key(1)

    def _to_key(self, step: int) -> None:
        from editor.clips.keyed import go_to_key

        if (found := any_chosen_clip(self.work)) is not None:
            go_to_key(self.work, found[1].id, self._keyed(found[0]), step)

    def _keyed(self, track: Track) -> Keyed:
        """Of a picture its framing's key frames, of a sound its volume's."""
        from editor.clips.keyed import FRAMING, LEVELS

        return FRAMING if track.kind == "video" else LEVELS["gain"]

    def reset_framing(self) -> None:
        from engine.document.edits import set_framing

        clip = self.work.clip()
        if clip is not None:
            wanted = clip.id
            name = translate("framing", "Reset framing")
            self.work.apply(name, lambda doc: set_framing(doc, wanted, None))
