"""The tools of the timeline, and which drag each begins where.

The selection tool does most: it moves bodies and trims edges; Ctrl at a clip's edge ripples, Alt rolls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from editor.timeline.fade_drags import FadeDrag
from editor.timeline.gestures import Gesture, Scrub
from editor.timeline.hits import LEVEL, Hit
from editor.timeline.level_drags import drag_of
from editor.timeline.picking import RubberBand
from editor.timeline.pointer import At
from editor.timeline.ruler_drags import MoveMark, MoveMarker
from editor.timeline.shifts import MoveThings, ReorderCard, Slide, Slip
from editor.timeline.trims import Edge, ResizeCard, RippleTrim, RollCards, RollClips, Trim
from engine.document.parts import gives_way
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView
    from engine.document.model import Clip, Track


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Marks `text` for lupdate, which knows it by this name; PySide6's own has no return type."""
    return text


@dataclass(frozen=True, slots=True)
class Tool:
    """`id` is the action's (`tool_ID`) and the icon's name, too."""

    id: str
    text: str

    @property
    def title(self) -> str:
        return QCoreApplication.translate("TimelineTools", self.text)


TOOLS = (
    Tool("select", QT_TRANSLATE_NOOP("TimelineTools", "Select")),
    Tool("ripple", QT_TRANSLATE_NOOP("TimelineTools", "Ripple trim")),
    Tool("roll", QT_TRANSLATE_NOOP("TimelineTools", "Roll")),
    Tool("slip", QT_TRANSLATE_NOOP("TimelineTools", "Slip")),
    Tool("slide", QT_TRANSLATE_NOOP("TimelineTools", "Slide")),
    Tool("razor", QT_TRANSLATE_NOOP("TimelineTools", "Razor")),
)
SELECT = TOOLS[0]


def tool(tool_id: str) -> Tool:
    return next(each for each in TOOLS if each.id == tool_id)


def gesture_for(view: TimelineView, found: Hit, at: At) -> Gesture | None:
    """The drag that a press on `found` begins; None for a press that is done at once, or does nothing."""
    kind = found.kind
    if kind in ("ruler", "mark-in", "mark-out", "marker"):
        return _on_ruler(view, found, at)
    if view.tool.id == "razor" and kind != "empty":
        return None
    if kind in ("fade-in", "fade-out") and (on := view.board.clip(found.clip)) is not None:
        return FadeDrag(view, on[1], "in" if kind == "fade-in" else "out", at)
    if kind in LEVEL and (on := view.board.clip(found.clip)) is not None:
        return _on_level(view, on[0], on[1], found, at)
    if kind in ("clip-start", "clip-stop", "clip") and (on := view.board.clip(found.clip)) is not None:
        if kind == "clip":
            return _on_clip(view, on[1], at)
        return _on_edge(view, on[1], "in" if kind == "clip-start" else "out", at)
    if kind == "card-edge":
        return RollCards(view, found.frame)
    card = view.board.card(found.card)
    if kind in ("card-start", "card-stop") and card is not None:
        return ResizeCard(view, card, "in" if kind == "card-start" else "out")
    if kind == "card" and card is not None:
        alone = len(_movable(view)) <= 1 and not card.group
        if alone and not at.ctrl and (at.alt or gives_way(card)):
            return ReorderCard(view, card, at)
        return _move(view, card.id, at)
    return RubberBand(view, at) if kind in ("empty", "offer") else None


def _on_ruler(view: TimelineView, found: Hit, at: At) -> Gesture:
    marker = next((m for m in view.board.document.markers if m.id == found.marker), None)
    if marker is not None:
        return MoveMarker(view, marker, at)
    if found.kind in ("mark-in", "mark-out"):
        return MoveMark(view, found.kind == "mark-in")
    return Scrub(view)


def _on_clip(view: TimelineView, clip: Clip, at: At) -> Gesture | None:
    if view.tool.id == "slip":
        return Slip(view, clip, at)
    if view.tool.id == "slide":
        return Slide(view, clip, at)
    return _move(view, clip.id, at)


def _on_level(view: TimelineView, track: Track, clip: Clip, found: Hit, at: At) -> Gesture | None:
    """Other tools do with the line of a volume what they do with its clip."""
    if view.tool.id != "select":
        return _on_clip(view, clip, at)
    return drag_of(view, track, clip, found, at, lambda: _on_clip(view, clip, at))


def _on_edge(view: TimelineView, clip: Clip, edge: Edge, at: At) -> Gesture:
    if view.tool.id == "ripple" or (view.tool.id == "select" and at.ctrl):
        return RippleTrim(view, clip, edge)
    if view.tool.id == "roll" or (view.tool.id == "select" and at.alt):
        before = clip if edge == "out" else _neighbour(view, clip)
        if before is not None:
            return RollClips(view, before)
    return Trim(view, clip, edge)


def _neighbour(view: TimelineView, clip: Clip) -> Clip | None:
    """The clip right before this one on its track."""
    found = view.board.clip(clip.id)
    if found is None or not clip.place.start:
        return None
    return view.board.clips[found[0].id].at(clip.place.start - 1)


def _movable(view: TimelineView) -> frozenset[str]:
    markers = {marker.id for marker in view.board.document.markers}
    return view.workspace.selection.ids - markers


def _move(view: TimelineView, grabbed: str, at: At) -> Gesture | None:
    try:
        return MoveThings(view, _movable(view) | {grabbed}, grabbed, at)
    except TweenError as error:  # chosen things that an edit elsewhere has just taken away
        view.workspace.notice.emit(str(error))
        return None


CURSORS = {
    "level-line": Qt.CursorShape.SizeVerCursor,
    "level-point": Qt.CursorShape.PointingHandCursor,
    "card-edge": Qt.CursorShape.SplitHCursor,
    "card-start": Qt.CursorShape.SizeHorCursor,
    "card-stop": Qt.CursorShape.SizeHorCursor,
    "clip-start": Qt.CursorShape.SizeHorCursor,
    "clip-stop": Qt.CursorShape.SizeHorCursor,
    "fade-in": Qt.CursorShape.PointingHandCursor,
    "fade-out": Qt.CursorShape.PointingHandCursor,
    "mark-in": Qt.CursorShape.SizeHorCursor,
    "mark-out": Qt.CursorShape.SizeHorCursor,
    "marker": Qt.CursorShape.PointingHandCursor,
    "offer": Qt.CursorShape.PointingHandCursor,
}
TOOL_CURSORS = {
    "slip": Qt.CursorShape.OpenHandCursor,
    "slide": Qt.CursorShape.SizeAllCursor,
    "razor": Qt.CursorShape.CrossCursor,
}


def cursor_for(tool_id: str, found: Hit | None) -> Qt.CursorShape:
    kind = found.kind if found is not None else ""
    kind = "clip" if kind in LEVEL and tool_id != "select" else kind
    if kind in ("clip", "card") and tool_id in TOOL_CURSORS and (kind == "clip" or tool_id == "razor"):
        return TOOL_CURSORS[tool_id]
    return CURSORS.get(kind, Qt.CursorShape.ArrowCursor)
