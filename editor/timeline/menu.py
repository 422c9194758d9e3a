"""The timeline's context menu: what can be done right here, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from editor.timeline.hits import Hit
from engine.document import edits

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView


def build_menu(view: TimelineView, hit: Hit) -> QMenu:
    menu = QMenu(view)
    board, workspace = view.board, view.workspace
    card = board.card(hit.card) if hit.card else board.cards.at(hit.frame)
    if (offered := hit.span) is not None:
        menu.addAction(view.tr("New card %1").replace("%1", str(offered)), lambda: view.add_card(offered))
    if 0 < hit.frame < board.frames:
        menu.addAction(view.tr("Split at %1").replace("%1", str(hit.frame)), lambda: view.split(hit.frame))
    if card is not None and hit.clip is None:
        card_id, locked = card.id, card.locked
        generate = menu.addAction(
            view.tr("Redraw %1").replace("%1", str(card.range)), lambda: view.generate_requested.emit(card_id)
        )
        generate.setEnabled(bool(card.prompt.strip()) and not locked)
        menu.addAction(view.tr("Edit prompt"), lambda: view.prompt_requested.emit(card_id))
        menu.addAction(
            view.tr("Unlock card") if locked else view.tr("Lock card"),
            lambda: workspace.apply(
                view.tr("Unlock card") if locked else view.tr("Lock card"),
                lambda doc: edits.set_card(doc, card_id, locked=not locked),
            ),
        )
        menu.addSeparator()
        span = card.range
        menu.addAction(view.tr("Delete"), lambda: view.lift(span))
        menu.addAction(view.tr("Ripple delete"), lambda: view.ripple_delete(span))
    elif hit.clip is not None and (found := board.clip(hit.clip)) is not None:
        clip = found[1]
        menu.addSeparator()
        menu.addAction(view.tr("Delete"), lambda: view.remove_clip(clip.id))
        menu.addAction(view.tr("Ripple delete"), lambda: view.ripple_delete(clip.place))
    menu.addSeparator()
    menu.addAction(view.tr("Zoom to fit"), view.zoom_to_fit)
    snap = menu.addAction(view.tr("Snapping"))
    snap.setCheckable(True)
    snap.setChecked(workspace.snapping)
    snap.toggled.connect(view.set_snapping)
    return menu
