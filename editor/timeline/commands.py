"""What the window's actions do on the timeline: one method for each id of the table in `editor.actions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editor.main_window import MainWindow
    from editor.timeline.verbs import Verbs
    from editor.timeline.view import TimelineView
    from editor.workspace import Workspace


class TimelineCommands:
    """A part of `editor.commands.Commands`, which has the window and the workspace."""

    window: MainWindow
    work: Workspace

    @property
    def _view(self) -> TimelineView:
        return self.window.sides.timeline

    @property
    def _verbs(self) -> Verbs:
        return self._view.verbs

    # Edit.

    def cut(self) -> None:
        self._verbs.cut()

    def copy(self) -> None:
        self._verbs.copy()

    def paste(self) -> None:
        self._verbs.paste()

    def paste_insert(self) -> None:
        self._verbs.paste(making_room=True)

    def duplicate(self) -> None:
        self._verbs.duplicate()

    def select_all(self) -> None:
        self._verbs.select_all()

    def select_none(self) -> None:
        self._verbs.select_none()

    def delete(self) -> None:
        """What is chosen; a marked range goes before the one card that is nearly always chosen."""
        marked, ids = self.work.marked(), self.work.selection.ids
        if marked is not None and self._only_a_card():
            self._verbs.lift(marked)
        elif ids or self.work.selected_card:
            self._verbs.delete(ids or frozenset((self.work.selected_card or "",)))

    def ripple_delete(self) -> None:
        marked, ids = self.work.marked(), self.work.selection.ids
        if marked is not None and self._only_a_card():
            self._verbs.extract(marked)
        elif ids or self.work.selected_card:
            self._verbs.ripple_delete(ids or frozenset((self.work.selected_card or "",)))

    def lift(self) -> None:
        if (marked := self.work.marked()) is not None:
            self._verbs.lift(marked)

    def extract(self) -> None:
        if (marked := self.work.marked()) is not None:
            self._verbs.extract(marked)

    def _only_a_card(self) -> bool:
        ids, card = self.work.selection.ids, self.work.selected_card
        return not ids or (card is not None and ids == {card})

    def add_marker(self) -> None:
        self._verbs.add_marker(self.work.playhead)

    def edit_marker(self) -> None:
        self._verbs.edit_nearest_marker()

    def previous_marker(self) -> None:
        self._verbs.go_marker(-1)

    def next_marker(self) -> None:
        self._verbs.go_marker(1)

    # Storyboard and clips.

    def card_here(self) -> None:
        self._verbs.fill_gap()

    def extend_after(self) -> None:
        self._verbs.extend_card(after=True)

    def extend_before(self) -> None:
        self._verbs.extend_card(after=False)

    def nudge_back(self) -> None:
        self._verbs.nudge(-1)

    def nudge_on(self) -> None:
        self._verbs.nudge(1)

    def group(self) -> None:
        self._verbs.group()

    def ungroup(self) -> None:
        self._verbs.ungroup()

    def fade_in_here(self) -> None:
        self._verbs.fade_in_here()

    def fade_out_here(self) -> None:
        self._verbs.fade_out_here()

    def dissolve(self) -> None:
        self._verbs.dissolve()

    def clip_properties(self) -> None:
        self._verbs.edit_clip(self.work.selected_clip or "")

    def add_video_track(self) -> None:
        self._verbs.add_track("video")

    def add_audio_track(self) -> None:
        self._verbs.add_track("audio")

    # Tools.

    def tool_select(self) -> None:
        self._view.set_tool("select")

    def tool_ripple(self) -> None:
        self._view.set_tool("ripple")

    def tool_roll(self) -> None:
        self._view.set_tool("roll")

    def tool_slip(self) -> None:
        self._view.set_tool("slip")

    def tool_slide(self) -> None:
        self._view.set_tool("slide")

    def tool_razor(self) -> None:
        self._view.set_tool("razor")

    # View.

    def previous_edit(self) -> None:
        self._view.previous_edit()

    def next_edit(self) -> None:
        self._view.next_edit()

    def zoom_in(self) -> None:
        self._view.zoom_in()

    def zoom_out(self) -> None:
        self._view.zoom_out()

    def zoom_fit(self) -> None:
        self._view.zoom_to_fit()
