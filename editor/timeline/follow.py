"""How the view follows the playhead: it turns pages, keeps it in the middle, or stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRect, QSettings

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView

FollowMode = Literal["page", "smooth", "off"]
SETTING = "timeline/follow"
MARGIN = 0.1
"""How far into the view, in its widths, the playhead lies after a page was turned."""


class Follower:
    def __init__(self, view: TimelineView) -> None:
        self._view = view
        kept = QSettings().value(SETTING)
        self.mode: FollowMode = kept if kept in ("smooth", "off") else "page"
        self._x = 0.0

    def choose(self, mode: FollowMode) -> None:
        """Follow like this from now on, in the next session too."""
        self.mode = mode
        QSettings().setValue(SETTING, mode)

    def look(self) -> None:
        """The scale has changed: the playhead lies elsewhere now."""
        self._x = self._view.scale.x(self._view.workspace.playhead)

    def moved(self, frame: int) -> None:
        """Scroll when the mode asks for it, else repaint only what the playhead leaves and enters."""
        view = self._view
        before, after = self._x, view.scale.x(frame)
        self._x = after
        width = view.viewport().width()
        if view.hands.gesture is None and self.mode != "off":
            if self.mode == "smooth" and self._leaves_the_middle(before, after, width):
                view.show_scale(view.scale.scrolled(frame * view.scale.pixels - width / 2))
                return
            if not 0 <= after < width and self._should_turn(before, after, width):
                into = width * MARGIN if after > 0 else width * (1 - MARGIN)
                view.show_scale(view.scale.scrolled(frame * view.scale.pixels - into))
                return
        for x in (before, after):
            view.viewport().update(QRect(int(x) - 8, 0, 17, view.viewport().height()))

    def _leaves_the_middle(self, before: float, after: float, width: int) -> bool:
        """A playhead on its way to the middle may come there; once there it stays."""
        return 0 <= before < width and (after - width / 2) * (after - before) > 0

    def _should_turn(self, before: float, after: float, width: int) -> bool:
        """Not when the person has scrolled away from a playing film; but always after a jump."""
        return 0 <= before < width or abs(after - before) > max(16.0, 12 * self._view.scale.pixels)
