"""The timeline's context menu: what can be done right here, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from editor.clips.keyed import way_names
from editor.timeline.follow import FollowMode
from editor.timeline.hits import Hit
from editor.timeline.level_drags import ease_point, remove_point
from editor.tools.context import add_tools
from engine.document import edits
from engine.document.queries import asset_by_id, clip_before

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView
    from engine.document.keys import Ease
    from engine.document.model import Card, Clip, Track

translate = QCoreApplication.translate


def _add(menu: QMenu, view: TimelineView, text: str, do: Callable[[], object], action: str) -> QAction:
    """An entry that does what an action of the window does, whose key it tells."""
    keys = view.verbs.key_of(action)
    return menu.addAction(f"{text}\t{keys}" if keys else text, do)


def build_menu(view: TimelineView, hit: Hit) -> QMenu:
    menu = QMenu(view)
    board = view.board
    if hit.kind in ("ruler", "marker", "mark-in", "mark-out"):
        _for_ruler(menu, view, hit)
        return menu
    if (span := hit.span) is not None:
        new, more = translate("TimelineMenu", "New card %1"), translate("TimelineMenu", "Extend the film %1")
        text = (more if span.start >= board.frames > 0 else new).replace("%1", str(span))
        menu.addAction(text, lambda: view.verbs.take_offer(span))
    if 0 < hit.frame < board.frames:
        text = translate("TimelineMenu", "Split at %1").replace("%1", str(hit.frame))
        menu.addAction(text, lambda: view.verbs.split(hit.frame))
    card = board.card(hit.card) if hit.card else board.cards.at(hit.frame)
    found = board.clip(hit.clip) if hit.clip is not None else None
    if found is not None:
        _for_clip(menu, view, *found, hit)
    elif card is not None:
        _for_card(menu, view, card)
    title = translate("TimelineMenu", "Title at %1…").replace("%1", str(hit.frame))
    menu.addAction(title, lambda: view.tool_requested.emit("add_title", hit.frame))
    add_tools(menu, view, hit, None if found else card, found[1] if found else None)
    _for_chosen(menu, view)
    _paste(menu, view, hit.frame)
    menu.addSeparator()
    _add(menu, view, translate("TimelineMenu", "Zoom to fit"), view.zoom_to_fit, "zoom_fit")
    snap = menu.addAction(translate("TimelineMenu", "Snapping"))
    snap.setCheckable(True)
    snap.setChecked(view.workspace.snapping)
    snap.toggled.connect(view.workspace.set_snapping)
    _follow_modes(menu, view)
    return menu


def _paste(menu: QMenu, view: TimelineView, frame: int) -> None:
    """Where the mouse is, also on empty ground; by key it goes to the playhead."""
    verbs = view.verbs
    if not verbs.chosen():
        menu.addSeparator()
    over, room = (
        translate("TimelineMenu", "Paste at %1"),
        translate("TimelineMenu", "Paste at %1 and make room"),
    )
    for text, making_room in ((over, False), (room, True)):
        action = menu.addAction(
            text.replace("%1", str(frame)), lambda room=making_room: verbs.paste(room, frame)
        )
        action.setEnabled(verbs.can_paste)


def _follow_modes(menu: QMenu, view: TimelineView) -> None:
    modes = menu.addMenu(translate("TimelineMenu", "Follow the playhead"))
    names: tuple[tuple[FollowMode, str], ...] = (
        ("page", translate("TimelineMenu", "Page by page")),
        ("smooth", translate("TimelineMenu", "Keep it in the middle")),
        ("off", translate("TimelineMenu", "Stay where I am")),
    )
    for mode, text in names:
        action = modes.addAction(text, lambda mode=mode: view.follower.choose(mode))
        action.setCheckable(True)
        action.setChecked(view.follower.mode == mode)


def _for_ruler(menu: QMenu, view: TimelineView, hit: Hit) -> None:
    work, verbs = view.workspace, view.verbs
    if (marker := hit.marker) is not None:
        menu.addAction(translate("TimelineMenu", "Name and colour…"), lambda: verbs.edit_marker(marker))
        menu.addAction(translate("TimelineMenu", "Delete marker"), lambda: verbs.remove_marker(marker))
    else:
        text = translate("TimelineMenu", "Marker at %1").replace("%1", str(hit.frame))
        menu.addAction(text, lambda: verbs.add_marker(hit.frame))
    menu.addSeparator()
    menu.addAction(
        translate("TimelineMenu", "In here"), lambda: work.set_marks(hit.frame, work.document.mark_out)
    )
    menu.addAction(
        translate("TimelineMenu", "Out here"), lambda: work.set_marks(work.document.mark_in, hit.frame + 1)
    )
    if (marked := work.marked()) is not None:
        text = translate("TimelineMenu", "Clear in and out")
        menu.addAction(text, lambda: work.set_marks(None, None))
        menu.addSeparator()
        text = translate("TimelineMenu", "Lift %1, leave a gap").replace("%1", str(marked))
        menu.addAction(text, lambda: verbs.lift(marked))
        text = translate("TimelineMenu", "Extract %1, close up").replace("%1", str(marked))
        menu.addAction(text, lambda: verbs.extract(marked))
    menu.addSeparator()
    _follow_modes(menu, view)


def _for_card(menu: QMenu, view: TimelineView, card: Card) -> None:
    card_id, locked = card.id, card.locked
    text = translate("TimelineMenu", "Redraw %1").replace("%1", str(card.range))
    generate = _add(menu, view, text, lambda: view.generate_requested.emit(card_id), "generate")
    generate.setEnabled(bool(card.words) and not locked)
    words = translate("TimelineMenu", "Edit prompt")
    _add(menu, view, words, lambda: view.prompt_requested.emit(card_id), "describe")
    name = translate("TimelineMenu", "Unlock card") if locked else translate("TimelineMenu", "Lock card")
    _add(
        menu,
        view,
        name,
        lambda: view.workspace.apply(name, lambda doc: edits.set_card(doc, card_id, locked=not locked)),
        "lock_card",
    )
    verbs, span = view.verbs, card.range
    after, before = (
        translate("TimelineMenu", "Extend after it"),
        translate("TimelineMenu", "Extend before it"),
    )
    _add(menu, view, after, lambda: verbs.extend(span), "extend_after")
    _add(menu, view, before, lambda: verbs.extend(span, False), "extend_before")
    remove = translate("TimelineMenu", "Remove card, keep the footage")
    menu.addAction(remove, lambda: view.workspace.apply(remove, lambda doc: edits.remove_card(doc, card_id)))


def _for_point(menu: QMenu, view: TimelineView, hit: Hit) -> None:
    """A key frame on a clip's line."""
    menu.addAction(translate("TimelineMenu", "Remove this point"), lambda: remove_point(view, hit))
    for way, text in way_names().items():
        _add_way(menu, view, hit, way, text)
    menu.addSeparator()


def _add_way(menu: QMenu, view: TimelineView, hit: Hit, way: Ease, text: str) -> None:
    menu.addAction(text, lambda: ease_point(view, hit, way))


def _for_clip(menu: QMenu, view: TimelineView, track: Track, clip: Clip, hit: Hit) -> None:
    from engine.tools.title import may_be_title

    clip_id, muted, locked = clip.id, clip.muted, clip.locked
    if hit.kind == "level-point":
        _for_point(menu, view, hit)
    if track.kind == "video":
        name = translate("TimelineMenu", "Show clip") if muted else translate("TimelineMenu", "Hide clip")
    else:
        name = translate("TimelineMenu", "Unmute clip") if muted else translate("TimelineMenu", "Mute clip")
    menu.addAction(
        name, lambda: view.workspace.apply(name, lambda doc: edits.mute_clip(doc, clip_id, not muted))
    )
    if may_be_title(asset_by_id(view.board.document, clip.asset)):
        words = translate("TimelineMenu", "Edit title…")
        menu.addAction(words, lambda: view.verbs.edit_title(clip_id) or view.verbs.edit_clip(clip_id))
    before = clip_before(track, clip)
    if before is not None:
        dissolve = (
            translate("TimelineMenu", "No dissolve out of the clip before")
            if clip.dissolve
            else translate("TimelineMenu", "Dissolve out of the clip before")
        )
        menu.addAction(dissolve, lambda: view.verbs.dissolve(clip_id))
    if clip.fade_in or clip.fade_out:
        plain = translate("TimelineMenu", "No fades")
        menu.addAction(
            plain, lambda: view.workspace.apply(plain, lambda doc: edits.set_fades(doc, clip_id, 0, 0))
        )
    if track.kind == "video":
        _for_look(menu, view, clip)
    levels = translate("TimelineMenu", "Volume and opacity…")
    _add(menu, view, levels, lambda: view.verbs.open_form(clip_id, "levels"), "level_clip")
    text = translate("TimelineMenu", "Clip properties…")
    _add(menu, view, text, lambda: view.verbs.edit_clip(clip_id), "clip_properties")
    lock = translate("TimelineMenu", "Unlock clip") if locked else translate("TimelineMenu", "Lock clip")
    change = edits.unlock_clip if locked else edits.lock_clip
    menu.addAction(lock, lambda: view.workspace.apply(lock, lambda doc: change(doc, clip_id)))


def _for_look(menu: QMenu, view: TimelineView, clip: Clip) -> None:
    """The forms of `editor.clips`."""
    framing = translate("TimelineMenu", "Framing…")
    _add(menu, view, framing, lambda: view.verbs.open_form(clip.id, "framing"), "frame_clip")
    if clip.framing is not None:
        plain, clip_id = translate("TimelineMenu", "Reset framing"), clip.id
        menu.addAction(
            plain, lambda: view.workspace.apply(plain, lambda doc: edits.set_framing(doc, clip_id, None))
        )
    colours = translate("TimelineMenu", "Colours…")
    _add(menu, view, colours, lambda: view.verbs.open_form(clip.id, "grade"), "grade_clip")


def _for_chosen(menu: QMenu, view: TimelineView) -> None:
    """What can be done with everything that is chosen."""
    verbs = view.verbs
    ids = verbs.chosen()
    if not ids:
        return
    menu.addSeparator()
    _add(menu, view, translate("TimelineMenu", "Cut"), verbs.cut, "cut")
    _add(menu, view, translate("TimelineMenu", "Copy"), verbs.copy, "copy")
    _add(menu, view, translate("TimelineMenu", "Duplicate"), verbs.duplicate, "duplicate")
    if len(ids) > 1:
        _add(menu, view, translate("TimelineMenu", "Group"), verbs.group, "group")
    if any(c.group for track in view.board.document.tracks for c in track.clips if c.id in ids) or any(
        card.group for card in view.board.document.cards if card.id in ids
    ):
        _add(menu, view, translate("TimelineMenu", "Ungroup"), verbs.ungroup, "ungroup")
    _add(menu, view, translate("TimelineMenu", "Delete"), lambda: verbs.delete(ids), "delete")
    _add(
        menu,
        view,
        translate("TimelineMenu", "Ripple delete"),
        lambda: verbs.ripple_delete(ids),
        "ripple_delete",
    )
