"""The tools in the timeline's context menu: those that make sense right there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.document.time import FrameRange

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from editor.timeline.hits import Hit
    from editor.timeline.view import TimelineView
    from engine.document.model import Card, Clip

translate = QCoreApplication.translate
NEAR = 12
"""Pixels from a cut, or from the film's end, that still mean it."""


def add_tools(menu: QMenu, view: TimelineView, hit: Hit, card: Card | None, clip: Clip | None) -> None:
    """A submenu; nothing in an empty film."""
    frames = view.board.frames
    if not frames:
        return
    tools = menu.addMenu(translate("ToolsMenu", "Tools"))

    def offer(text: str, action: str, place: FrameRange | int | None) -> None:
        tools.addAction(text, lambda: view.tool_requested.emit(action, place))

    near = max(1, round(NEAR / max(view.scale.x(1) - view.scale.x(0), 1e-6)))
    cut = _cut_near(view, hit.frame, near)
    if cut is not None:
        offer(translate("ToolsMenu", "Blend at %1…").replace("%1", str(cut)), "blend_cut", cut)
    span = clip.place if clip is not None else card.range if card is not None else None
    if span is not None:
        offer(translate("ToolsMenu", "Remix %1…").replace("%1", str(span)), "remix", span)
        offer(translate("ToolsMenu", "Redo %1…").replace("%1", str(span)), "redo_range", span)
        offer(translate("ToolsMenu", "Extend %1…").replace("%1", str(span)), "extend_film", span)
        offer(translate("ToolsMenu", "Slow motion %1…").replace("%1", str(span)), "slow_motion", span)
        offer(translate("ToolsMenu", "Freeze %1…").replace("%1", str(hit.frame)), "freeze", hit.frame)
        offer(translate("ToolsMenu", "Keep only %1…").replace("%1", str(span)), "recut", span)
    if card is not None and card.words and not card.locked:
        offer(translate("ToolsMenu", "Draft…"), "draft", None)
        offer(translate("ToolsMenu", "Refine…"), "refine", None)
        offer(translate("ToolsMenu", "Restyle…"), "restyle", card.range)
    if card is not None and card.regions:
        offer(translate("ToolsMenu", "Cinemagraph…"), "cinemagraph", None)
    if span is None or frames - hit.frame <= near:
        offer(translate("ToolsMenu", "Extend the film…"), "extend_film", FrameRange(0, frames))
        offer(translate("ToolsMenu", "Loop the film…"), "loop_film", None)
    offer(translate("ToolsMenu", "Animate pictures…"), "animate", None)


def _cut_near(view: TimelineView, frame: int, near: int) -> int | None:
    from editor.tools.blending import cuts

    span = FrameRange(max(0, frame - near), frame + near + 1)
    found = [at for at, _, _ in cuts(view.board.document, span)]
    return min(found, key=lambda at: abs(at - frame), default=None)
