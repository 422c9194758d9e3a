"""The timeline's context menu: what can be done right here, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from editor.timeline.hits import Hit
from engine.document import edits

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView
    from engine.document.model import Card, Clip, Track

translate = QCoreApplication.translate


def build_menu(view: TimelineView, hit: Hit) -> QMenu:
    menu = QMenu(view)
    board = view.board
    if (span := hit.span) is not None:
        text = translate("TimelineMenu", "New card %1").replace("%1", str(span))
        menu.addAction(text, lambda: view.add_card(span))
    if 0 < hit.frame < board.frames:
        text = translate("TimelineMenu", "Split at %1").replace("%1", str(hit.frame))
        menu.addAction(text, lambda: view.split(hit.frame))
    card = board.card(hit.card) if hit.card else board.cards.at(hit.frame)
    if hit.clip is not None and (found := board.clip(hit.clip)) is not None:
        _for_clip(menu, view, *found)
    elif card is not None:
        _for_card(menu, view, card)
    menu.addSeparator()
    menu.addAction(translate("TimelineMenu", "Zoom to fit"), view.zoom_to_fit)
    snap = menu.addAction(translate("TimelineMenu", "Snapping"))
    snap.setCheckable(True)
    snap.setChecked(view.workspace.snapping)
    snap.toggled.connect(view.set_snapping)
    return menu


def _for_card(menu: QMenu, view: TimelineView, card: Card) -> None:
    card_id, locked, span = card.id, card.locked, card.range
    text = translate("TimelineMenu", "Redraw %1").replace("%1", str(span))
    generate = menu.addAction(text, lambda: view.generate_requested.emit(card_id))
    generate.setEnabled(bool(card.words) and not locked)
    menu.addAction(translate("TimelineMenu", "Edit prompt"), lambda: view.prompt_requested.emit(card_id))
    name = translate("TimelineMenu", "Unlock card") if locked else translate("TimelineMenu", "Lock card")
    menu.addAction(
        name,
        lambda: view.workspace.apply(name, lambda doc: edits.set_card(doc, card_id, locked=not locked)),
    )
    menu.addSeparator()
    menu.addAction(translate("TimelineMenu", "Delete"), lambda: view.lift(span))
    menu.addAction(translate("TimelineMenu", "Ripple delete"), lambda: view.ripple_delete(span))


def _for_clip(menu: QMenu, view: TimelineView, track: Track, clip: Clip) -> None:
    clip_id, muted = clip.id, clip.muted
    if track.kind == "video":
        name = translate("TimelineMenu", "Show clip") if muted else translate("TimelineMenu", "Hide clip")
    else:
        name = translate("TimelineMenu", "Unmute clip") if muted else translate("TimelineMenu", "Mute clip")
    menu.addAction(
        name, lambda: view.workspace.apply(name, lambda doc: edits.mute_clip(doc, clip_id, not muted))
    )
    menu.addSeparator()
    menu.addAction(translate("TimelineMenu", "Delete"), lambda: view.remove_clip(clip.id))
    menu.addAction(translate("TimelineMenu", "Ripple delete"), lambda: view.ripple_delete(clip.place))
