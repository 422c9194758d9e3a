"""What the actions about titles do: one method for each id of the table in `editor.actions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.language.choice import sentence as said
from engine.errors import TweenError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from editor.main_window import MainWindow
    from editor.tools.form import Place
    from editor.workspace import Workspace
    from engine.document.model import Clip

translate = QCoreApplication.translate


class TitleCommands:
    """A part of `editor.commands.Commands`, which has the window and the workspace."""

    window: MainWindow
    work: Workspace

    def add_title(self, place: Place = None) -> None:
        """At the frame that was pointed at, else from in to out, else at the playhead."""
        from editor.titles.dialog import TitleDialog
        from engine.tools.title import place_for

        if self.work.project is None:
            return
        marked = place is None and self.work.marked() is not None
        at = None if marked else place if isinstance(place, int) else self.work.playhead
        TitleDialog(self.work, place_for(self.work.document, at), None, self.window).open()

    def edit_title(self, place: Place = None) -> None:
        """The chosen title, else the one that is seen at the playhead."""
        from engine.tools.title import title_at

        clip = self.work.clip()
        if clip is not None and open_title(self.work, clip, self.window):
            return
        try:
            found = title_at(self.work.document, self.work.playhead)
        except TweenError as error:
            self.work.notice.emit(said(str(error)))
            return
        if found is None or not open_title(self.work, found[0], self.window):
            text = translate("titles", "There is no title here; “Add title” lays one over the film.")
            self.work.notice.emit(text)


def open_title(work: Workspace, clip: Clip, parent: QWidget) -> bool:
    """Open the dialog for a clip that is a title; False for another. What is wrong with it is told."""
    from editor.titles.dialog import Existing, TitleDialog
    from engine.document.queries import asset_by_id
    from engine.tools.title import recipe_of

    try:
        recipe = recipe_of(asset_by_id(work.document, clip.asset))
    except TweenError as error:
        work.notice.emit(said(str(error)))
        return True
    if recipe is None:
        return False
    same = (each for track in work.document.tracks for each in track.clips if each.asset == clip.asset)
    others = tuple(each.id for each in same if each.id != clip.id)
    TitleDialog(work, clip.place, Existing(clip, recipe, others), parent).open()
    return True
