"""Drags of whole things: clips and cards elsewhere, copies of them, slip and slide, the order of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.timeline.feedback import delta_text, place_lines
from editor.timeline.gestures import Edit, Following, Ghost, Proposing
from editor.timeline.picking import made_within
from editor.timeline.pointer import At
from engine.document import edits
from engine.document.move_edits import companions
from engine.document.time import FrameRange

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView
    from engine.document.model import Card, Clip, Document

translate = QCoreApplication.translate


class MoveThings(Proposing):
    """Clips and cards follow the pointer, along the film and to other tracks.

    They come to lie over what is there; with Alt what is there makes room; with Ctrl they are copied. Where
    the film refuses them the ghost is red, it shows as it was, and letting go changes nothing.
    """

    def __init__(self, view: TimelineView, ids: frozenset[str], grabbed: str, at: At) -> None:
        super().__init__(view, translate("TimelineDrags", "Move"))
        doc = view.workspace.document
        self._ids, self._pressed = ids, at
        self._clips, self._cards = companions(doc, ids)
        self._from = view.scale.place(at.x)
        self._home = self._clips[grabbed][1] if grabbed in self._clips else None
        spans = [clip.place for clip, _ in self._clips.values()] + [card.range for card in self._cards]
        self._span = FrameRange(min(span.start for span in spans), max(span.stop for span in spans))
        held = next((c.place for c, _ in self._clips.values() if c.id == grabbed), self._span)
        self._edges = tuple({self._span.start, self._span.stop, held.start, held.stop})
        self._asked: tuple[object, ...] = (0, False, False, 0)
        self._by = 0

    def move(self, at: At) -> None:
        if not self.moving and not at.far_from(self._pressed):
            return
        self.moving = True
        by, self.snap_frame = self._distance(at)
        asked = (by, at.ctrl, at.alt, self._tracks_apart(at))
        if asked == self._asked:
            return
        self._asked, self._by = asked, by
        self._propose(by, asked[3], at)

    def _distance(self, at: At) -> tuple[int, int | None]:
        raw = round(self._view.scale.place(at.x) - self._from)
        by, frame = self._view.snapped_shift(self._edges, raw, other=at.shift)
        return max(by, -self._span.start), frame

    def _tracks_apart(self, at: At) -> int:
        """How many tracks of its kind the pointer is above the grabbed clip's; 0 over anything else."""
        if self._home is None:
            return 0
        row = self._view.row_at(at.y)
        if row is None or row.track is None:
            return 0
        doc = self._view.workspace.document
        same = [track.id for track in doc.tracks if track.kind == row.kind]
        return same.index(row.track.id) - same.index(self._home) if self._home in same else 0

    def _goes(self, apart: int) -> dict[str, str]:
        """The track of each chosen clip of the grabbed one's kind, `apart` tracks further; never outside."""
        doc = self._view.workspace.document
        kinds = {track.id: track.kind for track in doc.tracks}
        same = [track.id for track in doc.tracks if self._home and track.kind == kinds[self._home]]
        goes: dict[str, str] = {}
        for clip_id in self._ids & self._clips.keys():
            home = self._clips[clip_id][1]
            if apart and home in same:
                goes[clip_id] = same[min(max(same.index(home) + apart, 0), len(same) - 1)]
        return goes

    def _propose(self, by: int, apart: int, at: At) -> None:
        goes, copies, room = self._goes(apart), at.ctrl, at.alt
        self.name = translate("TimelineDrags", "Copy") if copies else translate("TimelineDrags", "Move")
        self._edit = None
        landing = [Ghost(goes.get(c.id, on), c.place.shift(by)) for c, on in self._clips.values()]
        self.ghosts = (*landing, *(Ghost("", card.range.shift(by)) for card in self._cards))
        if not by and not goes and not copies:
            self.refusal = ""
            self._view.propose(None)
            return
        edit = self._edit_to(by, goes, copies, room)
        made = self.tried(edit)
        self._edit = edit if made is not None else None
        self._view.propose(made)

    def _edit_to(self, by: int, goes: dict[str, str], copies: bool, room: bool) -> Edit:
        ids, start = self._ids, self._span.start
        if copies:
            return lambda doc: edits.duplicate(doc, ids, start + by, track=goes, making_room=room)
        return lambda doc: edits.move(doc, ids, by, track=goes, making_room=room)

    def lines(self) -> tuple[str, ...]:
        if not self.moving:
            return ()
        rate = self._view.workspace.document.rate
        where = place_lines(self._span.start + self._by, self._by, rate, None)
        _, copies, room, _ = self._asked
        how = [translate("TimelineDrags", "copy")] if copies else []
        if room:
            how.append(translate("TimelineDrags", "make room"))
        return (*where, ", ".join(how)) if how else where

    def finish(self) -> None:
        work, before = self._view.workspace, self._view.workspace.document
        copied = self._edit is not None and bool(self._asked[1])
        super().finish()
        if copied:
            landed = FrameRange(self._span.start + self._by, self._span.stop + self._by)
            work.select(made_within(before, work.document, landed, cards=bool(self._cards)))


class Slip(Following):
    """A clip shows other frames of its footage, which follow the pointer."""

    def __init__(self, view: TimelineView, clip: Clip, at: At) -> None:
        super().__init__(view, 0, translate("TimelineDrags", "Slip"))
        self._clip, self._source = clip.id, clip.source_start
        self._from = view.scale.place(at.x)

    def wanted(self, at: At) -> int:
        # The footage is pulled along: to the right, earlier frames come into the clip.
        return round(self._from - self._view.scale.place(at.x))

    def edit_to(self, value: int) -> Edit:
        return lambda doc: edits.slip(doc, self._clip, value)

    def lines(self) -> tuple[str, ...]:
        first = translate("TimelineDrags", "from source frame %1")
        return delta_text(self.value), first.replace("%1", str(self._source + self.value))


class Slide(Following):
    """A clip moves between its neighbours, whose edges follow it."""

    def __init__(self, view: TimelineView, clip: Clip, at: At) -> None:
        super().__init__(view, 0, translate("TimelineDrags", "Slide"))
        self._clip, self._place = clip.id, clip.place
        self._from = view.scale.place(at.x)

    def wanted(self, at: At) -> int:
        raw = round(self._view.scale.place(at.x) - self._from)
        edges = (self._place.start, self._place.stop)
        by, self.snap_frame = self._view.snapped_shift(edges, raw, other=at.shift)
        return by

    def edit_to(self, value: int) -> Edit:
        return lambda doc: edits.slide(doc, self._clip, value)

    def lines(self) -> tuple[str, ...]:
        rate = self._view.workspace.document.rate
        return place_lines(self._place.start + self.value, self.value, rate, None)


class ReorderCard(Proposing):
    """A card, with all the film under it, goes before the card whose first half the pointer is over."""

    def __init__(self, view: TimelineView, card: Card, at: At) -> None:
        super().__init__(view, translate("TimelineDrags", "Reorder"))
        self._card, self._pressed = card, at
        self._before: str | None = card.id

    def move(self, at: At) -> None:
        if not self.moving and not at.far_from(self._pressed):
            return
        self.moving = True
        before = self._target(self._view.scale.place(at.x))
        if before == self._before:
            return
        self._before = before
        cards = {card.id: card.range for card in self._view.workspace.document.cards}
        start = cards[before].start if before else self._view.workspace.document.frames
        self.snap_frame = start
        self.ghosts = (Ghost("", self._card.range),)
        edit = self._edit_before(before)
        made = self.tried(edit)
        self._edit = edit if made is not None and made != self._view.workspace.document else None
        # The film is shown as it is: were the cards to change places now, the one under the pointer would.

    def _target(self, place: float) -> str | None:
        for card in self._view.workspace.document.cards:
            if place < (card.range.start + card.range.stop) / 2:
                return card.id
        return None

    def _edit_before(self, before: str | None) -> Edit:
        def reordered(doc: Document) -> Document:
            return edits.reorder_card(doc, self._card.id, before)

        return reordered

    def lines(self) -> tuple[str, ...]:
        if not self.moving:
            return ()
        cards = self._view.workspace.document.cards
        number = next((n for n, card in enumerate(cards, 1) if card.id == self._before), 0)
        if not number:
            return (translate("TimelineDrags", "to the end"),)
        return (translate("TimelineDrags", "before card %1").replace("%1", str(number)),)
