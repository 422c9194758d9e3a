"""The menus of the headers: what can be done with a track, and the tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from editor import icons
from editor.timeline.tools import TOOLS
from engine.document.queries import track_by_id, tracks_of

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView

translate = QCoreApplication.translate


def track_menu(view: TimelineView, track_id: str | None, parent: QWidget) -> QMenu:
    """For one track, or for the film's tracks when there is none. Filled when it opens: the film changes."""
    menu = QMenu(parent)
    menu.aboutToShow.connect(lambda: _fill(menu, view, track_id))
    return menu


def _fill(menu: QMenu, view: TimelineView, track_id: str | None) -> None:
    menu.clear()
    verbs, doc = view.verbs, view.workspace.document
    if track_id is not None:
        track = track_by_id(doc, track_id)
        same = [each.id for each in tracks_of(doc, track.kind)]
        place = same.index(track_id)
        # Video tracks are stacked from below: the later one is seen above.
        up = 1 if track.kind == "video" else -1
        menu.addAction(translate("TimelineHeaders", "Rename…"), lambda: view.headers.rename(track_id))
        for text, to in (
            (translate("TimelineHeaders", "Move up"), place + up),
            (translate("TimelineHeaders", "Move down"), place - up),
        ):
            action = menu.addAction(text, lambda to=to: verbs.move_track(track_id, to))
            action.setEnabled(0 <= to < len(same))
        menu.addAction(translate("TimelineHeaders", "Remove track"), lambda: verbs.remove_track(track_id))
        menu.addSeparator()
    menu.addAction(translate("TimelineHeaders", "Add video track"), lambda: verbs.add_track("video"))
    menu.addAction(translate("TimelineHeaders", "Add audio track"), lambda: verbs.add_track("audio"))


def tool_menu(view: TimelineView, parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    group = QActionGroup(menu)
    for tool in TOOLS:
        action = menu.addAction(icons.icon(f"tool-{tool.id}"), tool.title)
        action.setCheckable(True)
        action.setChecked(tool.id == view.tool.id)
        action.triggered.connect(lambda _=False, name=tool.id: view.set_tool(name))
        group.addAction(action)
    view.tool_changed.connect(
        lambda name: group.actions()[[t.id for t in TOOLS].index(name)].setChecked(True)
    )
    menu.aboutToShow.connect(lambda: _tell_keys(view, group))
    return menu


def _tell_keys(view: TimelineView, group: QActionGroup) -> None:
    """The key stands in the text: the shortcut itself belongs to the window's action."""
    for action, tool in zip(group.actions(), TOOLS, strict=True):
        action.setText(f"{tool.title}\t{view.headers.key_of(tool.id)}")
