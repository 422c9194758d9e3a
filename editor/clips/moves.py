"""Moves of a clip's picture that people ask for by name: one step of undo each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from engine.document.edits import set_framing, set_move
from engine.document.framing import NEUTRAL
from engine.document.framing_moves import MOVES, still
from engine.document.queries import clip_by_id

if TYPE_CHECKING:
    from editor.workspace import Workspace

translate = QCoreApplication.translate

STILL = "none"
"""Beside the names of moves: it stands still again."""


def let_move(work: Workspace, clip_id: str, name: str) -> None:
    """A move of `MOVES` from the clip's first frame to its last; `STILL`: as it is now, throughout."""
    _, clip = clip_by_id(work.document, clip_id)
    if name == STILL:
        at = min(max(work.playhead - clip.place.start, 0), len(clip.place) - 1)
        wanted = still(clip.framing or NEUTRAL, at)
        work.apply(translate("moves", "Stand still"), lambda doc: set_framing(doc, clip_id, wanted))
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
