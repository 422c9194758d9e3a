"""What a person does with the key frames of a clip's framing: one step of undo each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from engine.document.edits import set_framing, set_move
from engine.document.framing import NEUTRAL, Framing
from engine.document.framing_moves import (
    MOVES,
    eased,
    key_after,
    key_at,
    key_before,
    still,
    with_key,
    without_key,
)
from engine.document.queries import clip_by_id

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.framing_keys import Ease
    from engine.document.model import Clip

translate = QCoreApplication.translate

STILL = "none"
"""Beside the names of moves: it stands still again."""


def toggle_key(work: Workspace, clip_id: str) -> None:
    """A key frame at the playhead, or none where there was one."""
    clip, at = _under_playhead(work, clip_id)
    if at is None:
        work.notice.emit(translate("moves", "Put the playhead over the clip to set a key frame."))
        return
    there = key_at(clip.framing, at) is not None
    name = translate("moves", "Remove key frame") if there else translate("moves", "Set key frame")
    _apply(work, name, clip, without_key if there else with_key, at)


def go_to_key(work: Workspace, clip_id: str, step: int) -> None:
    """The playhead goes to the next key frame, or to the one before where `step` is below 0."""
    _, clip = clip_by_id(work.document, clip_id)
    at = work.playhead - clip.place.start
    key = (key_after if step > 0 else key_before)(clip.framing, at)
    if key is not None and key.frame + clip.place.start in clip.place:
        work.set_playhead(key.frame + clip.place.start)


def ease(work: Workspace, clip_id: str, way: Ease) -> None:
    """How it goes on from the last key frame up to the playhead."""
    _, clip = clip_by_id(work.document, clip_id)
    if clip.framing is not None and clip.framing.keys:
        at = work.playhead - clip.place.start
        name = translate("moves", "Way to the next key frame")
        _apply(work, name, clip, lambda framing, frame: eased(framing, way, frame), at)


def let_move(work: Workspace, clip_id: str, name: str) -> None:
    """A move of `MOVES` from the clip's first frame to its last; `STILL`: as it is now, throughout."""
    _, clip = clip_by_id(work.document, clip_id)
    if name == STILL:
        last = len(clip.place) - 1
        at = min(max(work.playhead - clip.place.start, 0), last)
        _apply(work, translate("moves", "Stand still"), clip, still, at)
    else:
        work.apply(names()[name], lambda doc: set_move(doc, clip_id, name))


def names() -> dict[str, str]:
    """Of the moves, as a person reads them."""
    return {
        "zoom-in": translate("moves", "Slow zoom in"),
        "zoom-out": translate("moves", "Slow zoom out"),
        "pan-left": translate("moves", "Pan left"),
        "pan-right": translate("moves", "Pan right"),
        "pan-up": translate("moves", "Pan up"),
        "pan-down": translate("moves", "Pan down"),
    }


def move_menu(parent: QWidget, chosen: Callable[[str], object]) -> QMenu:
    """The moves by name, and standing still, which is its last action."""
    menu = QMenu(translate("moves", "Slow moves"), parent)
    said = names()
    for name in MOVES:
        if name == "pan-left":
            menu.addSeparator()
        menu.addAction(said[name], lambda name=name: chosen(name))
    menu.addSeparator()
    menu.addAction(translate("moves", "Stand still"), lambda: chosen(STILL))
    return menu


def _under_playhead(work: Workspace, clip_id: str) -> tuple[Clip, int | None]:
    """The clip, and the playhead counted from its first frame; None where it stands elsewhere."""
    _, clip = clip_by_id(work.document, clip_id)
    return clip, work.playhead - clip.place.start if work.playhead in clip.place else None


def _apply(
    work: Workspace, name: str, clip: Clip, change: Callable[[Framing, int], Framing], at: int
) -> None:
    wanted = change(clip.framing or NEUTRAL, at)
    work.apply(name, lambda doc: set_framing(doc, clip.id, wanted))
