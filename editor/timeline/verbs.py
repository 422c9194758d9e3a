"""What a person can ask of the film on the timeline, by mouse, menu or key: each is one undo step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.language.choice import sentence
from editor.timeline.batch import closed_up, removed, spans, without_markers
from editor.timeline.clip_editor import ClipEditor
from editor.timeline.hits import Hit, extension
from editor.timeline.marker_editor import MarkerEditor
from editor.timeline.picking import all_things, made_within
from engine.document import edits
from engine.document.fade_edits import dissolved_at, usual_dissolve
from engine.document.move_edits import companions
from engine.document.queries import card_at, clip_at, clip_before, clip_by_id, clip_on
from engine.document.time import FrameRange
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView
    from engine.document.model import Clip, Document, TrackKind

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Copied:
    """Things as they were in the film they were copied from."""

    document: Document
    ids: frozenset[str]


_copied: list[Copied] = []
"""At most one: what Paste brings, also into another film."""


class Verbs:
    def __init__(self, view: TimelineView) -> None:
        self._view = view
        self._work = view.workspace
        self.key_of: Callable[[str], str] = lambda action: ""
        """The key of an action of the window, in words, which entries of menus tell."""

    def chosen(self) -> frozenset[str]:
        """Clips and cards that edits act on."""
        return without_markers(self._work.document, self._work.selection.ids)

    # Selection.

    def select_all(self) -> None:
        self._work.select(all_things(self._work.document), lead=self._work.selected_card)

    def select_none(self) -> None:
        self._work.select(())

    # Cutting and taking away.

    def split(self, frame: int) -> None:
        self._work.apply(translate("TimelineVerbs", "Split"), lambda doc: edits.split(doc, frame))

    def cut_at(self, found: Hit, x: float) -> None:
        """The razor at view position `x`: on a card only the board is cut, on a clip the film."""
        frame, _ = self._view.snapped(x)
        if found.kind == "card":
            name = translate("TimelineVerbs", "Split card")
            self._work.apply(name, lambda doc: edits.split_card(doc, frame))
        else:
            self.split(frame)

    def delete(self, ids: frozenset[str]) -> None:
        self._work.apply(translate("TimelineVerbs", "Delete"), lambda doc: removed(doc, ids))

    def lift(self, span: FrameRange) -> None:
        """Clips in `span` go, a gap stays."""
        name = translate("TimelineVerbs", "Lift {0}").format(span)
        self._work.apply(name, lambda doc: edits.lift(doc, span))

    def ripple_delete(self, ids: frozenset[str]) -> None:
        name, gone = translate("TimelineVerbs", "Ripple delete"), spans(self._work.document, ids)
        if self._work.apply(name, lambda doc: closed_up(doc, ids)) and gone:
            self._work.set_playhead(gone[0].start)

    def extract(self, span: FrameRange) -> None:
        """`span` goes out of the film, which closes up."""
        name = translate("TimelineVerbs", "Extract {0}").format(span)
        if self._work.apply(name, lambda doc: edits.ripple_delete(doc, span)):
            self._work.set_playhead(span.start)

    # Copies.

    def copy(self) -> bool:
        ids = self.chosen()
        if not ids:
            self._work.notice.emit(translate("TimelineVerbs", "Select a clip or a card first."))
            return False
        _copied[:] = [Copied(self._work.document, ids)]
        return True

    def cut(self) -> None:
        if self.copy():
            ids = self.chosen()
            self._work.apply(translate("TimelineVerbs", "Cut"), lambda doc: removed(doc, ids))

    @property
    def can_paste(self) -> bool:
        return bool(_copied)

    def paste(self, making_room: bool = False, at: int | None = None) -> None:
        """At frame `at`, else the playhead: over what is there, or with room made for it."""
        if not _copied:
            self._work.notice.emit(translate("TimelineVerbs", "Nothing has been copied yet."))
            return
        name = translate("TimelineVerbs", "Paste")
        self._copy_in(name, self._work.playhead if at is None else at, _copied[0], making_room)

    def duplicate(self) -> None:
        """Right behind what is chosen, which the film makes room for."""
        ids = self.chosen()
        taken, what = spans(self._work.document, ids), Copied(self._work.document, ids)
        if not taken:
            self._work.notice.emit(translate("TimelineVerbs", "Select a clip or a card first."))
            return
        self._copy_in(translate("TimelineVerbs", "Duplicate"), taken[-1].stop, what, making_room=True)

    def _copy_in(self, name: str, at: int, what: Copied, making_room: bool) -> None:
        """Copies from frame `at` on; they are chosen, and the playhead is behind them."""
        before = self._work.document

        def copied(doc: Document) -> Document:
            return edits.paste(doc, what.document, what.ids, at, making_room=making_room)

        if self._work.apply(name, copied) and self._work.document is not before:
            _, cards = companions(what.document, what.ids)
            rest = FrameRange(at, self._work.document.frames)
            made = made_within(before, self._work.document, rest, cards=bool(cards))
            ends = [span.stop for span in spans(self._work.document, made)]
            self._work.select(made)
            self._work.set_playhead(max(ends, default=at))

    def nudge(self, by: int) -> None:
        ids = self.chosen()
        self._work.apply(
            translate("TimelineVerbs", "Nudge"), lambda doc: edits.move(doc, ids, by), "timeline-nudge"
        )

    def group(self) -> None:
        ids = self.chosen()
        self._work.apply(translate("TimelineVerbs", "Group"), lambda doc: edits.group(doc, ids))

    def ungroup(self) -> None:
        ids = self.chosen()
        self._work.apply(translate("TimelineVerbs", "Ungroup"), lambda doc: edits.ungroup(doc, ids))

    # Fades.

    def fade_in_here(self) -> None:
        """The clip comes up to the playhead."""
        clip = self._clip_here()
        if clip is not None:
            frames = self._work.playhead - clip.place.start
            name = translate("TimelineVerbs", "Fade in")
            self._work.apply(name, lambda doc: edits.set_fades(doc, clip.id, fade_in=frames))

    def fade_out_here(self) -> None:
        """The clip goes from the playhead on."""
        clip = self._clip_here()
        if clip is not None:
            frames = clip.place.stop - 1 - self._work.playhead
            name = translate("TimelineVerbs", "Fade out")
            self._work.apply(name, lambda doc: edits.set_fades(doc, clip.id, fade_out=frames))

    def _clip_here(self) -> Clip | None:
        """The chosen clip, else the one that is seen, under the playhead."""
        work = self._work
        clip = work.clip()
        if clip is None or work.playhead not in clip.place:
            clip = clip_at(work.document, work.playhead)
        if clip is None:
            work.notice.emit(translate("TimelineVerbs", "Put the playhead over a clip to fade it there."))
        return clip

    def dissolve(self, clip_id: str | None = None) -> None:
        """At the start of that clip, else at the playhead's cut, else at the nearer edge of the chosen clip;
        where there is a dissolve it goes."""
        work = self._work
        try:
            wanted = clip_id or self._cut().id
        except TweenError as error:
            work.notice.emit(sentence(str(error)))
            return
        _, clip = clip_by_id(work.document, wanted)
        usual = max(1, round(work.document.rate / 2))
        frames = 0 if clip.dissolve else usual_dissolve(work.document, wanted) or usual
        on, off = translate("TimelineVerbs", "Dissolve"), translate("TimelineVerbs", "No dissolve")
        done = work.apply(on if frames else off, lambda doc: edits.dissolve(doc, wanted, frames))
        if done and 0 < frames < usual:
            said = translate("TimelineVerbs", "The dissolve has {0} frames; there are no more to mix.")
            work.notice.emit(said.format(frames))

    def _cut(self) -> Clip:
        """The clip behind the cut that is meant. Raises `TweenError` where there is none."""
        work = self._work
        chosen = work.clip()
        at = [work.playhead]
        if chosen is not None:
            edges = (chosen.place.start, chosen.place.stop)
            at += sorted(edges, key=lambda edge: abs(edge - work.playhead))
            for track in (t for t in work.document.tracks if chosen in t.clips):
                here = (clip_on(track, edge) for edge in at)
                found = (c for c in here if c is not None and c.place.start in at and clip_before(track, c))
                if (right := next(found, None)) is not None:
                    return right
        return dissolved_at(work.document, work.playhead)

    # Places to generate.

    def add_card(self, span: FrameRange) -> None:
        """A card there, chosen and ready to write in."""
        name = translate("TimelineVerbs", "New card")
        if self._work.apply(name, lambda doc: edits.add_card(doc, span)):
            made = next((card for card in self._work.document.cards if card.range == span), None)
            if made is not None:
                self._work.select_card(made.id)
                self._view.prompt_requested.emit(made.id)

    def extend(self, span: FrameRange | None = None, after: bool = True) -> None:
        """Two seconds more behind `span`, or before it; None for the film. The new card has the words of the
        one beside it, if that has any, and is ready to write in."""
        from engine.tools.extend import extend

        doc, frames = self._work.document, len(extension(self._view.board))
        whole = span or FrameRange(0, doc.frames)
        at = whole.stop if after else whole.start
        beside = card_at(doc, at - 1 if after else at)
        prompt = None if beside is not None and beside.words else ""
        side = "forward" if after else "backward"
        name = translate("TimelineVerbs", "Extend")
        if self._work.apply(name, lambda doc: extend(doc, frames, side, whole, prompt).document):
            made = card_at(self._work.document, at)
            if made is not None:
                self._work.select_card(made.id)
                self._work.set_playhead(at)
                self._view.prompt_requested.emit(made.id)

    def extend_card(self, after: bool) -> None:
        card = self._work.card()
        if card is not None:
            self.extend(card.range, after)

    def take_offer(self, span: FrameRange) -> None:
        """What was offered there: a card for a gap, or more film at its end."""
        if 0 < self._view.board.frames <= span.start:
            self.extend()
        else:
            self.add_card(span)

    def fill_gap(self) -> None:
        """A card for the gap under the playhead; after the film's last frame, one that makes it longer."""
        board, frame = self._view.board, self._work.playhead
        gap = board.card_gaps.at(frame) or board.bare.at(frame)
        if gap is not None:
            self.add_card(gap)
        elif frame >= board.frames - 1:
            self.take_offer(extension(board))
        else:
            text = translate("TimelineVerbs", "Put the playhead into a gap or at the film's end first.")
            self._work.notice.emit(text)

    # Markers.

    def add_marker(self, frame: int) -> None:
        before = {marker.id for marker in self._work.document.markers}
        self._work.apply(translate("TimelineVerbs", "Marker"), lambda doc: edits.add_marker(doc, frame))
        new = {marker.id for marker in self._work.document.markers} - before
        if new:
            self._work.select(new, lead=next(iter(new)))

    def edit_marker(self, marker_id: str) -> None:
        """Ask for its name and colour."""
        marker = next((m for m in self._work.document.markers if m.id == marker_id), None)
        if marker is not None:
            self._work.select({marker.id}, lead=marker.id)
            MarkerEditor(self._work, marker, self._view).open()

    def edit_clip(self, clip_id: str) -> None:
        """Show what the clip is, and ask how fast it runs."""
        if any(clip.id == clip_id for track in self._work.document.tracks for clip in track.clips):
            self._work.select_clip(clip_id)
            ClipEditor(self._work, clip_id, self._view).open()

    def open_form(self, clip_id: str, key: str) -> None:
        """Choose the clip and show how it looks: the form of `editor.clips` of that key."""
        from editor.clips.dialog import open_form

        self._work.select_clip(clip_id)
        open_form(self._work, key, self._view.window())

    def edit_title(self, clip_id: str | None) -> bool:
        """Ask what a title says; False for a clip that is none."""
        from editor.titles.commands import open_title

        found = [c for track in self._work.document.tracks for c in track.clips if c.id == clip_id]
        if found:
            self._work.select_clip(found[0].id)
        return bool(found) and open_title(self._work, found[0], self._view.window())

    def edit_nearest_marker(self) -> None:
        """The chosen marker, else the one at the playhead."""
        markers, chosen = self._work.document.markers, self._work.selection.ids
        found = next((m for m in markers if m.id in chosen), None)
        found = found or next((m for m in markers if m.frame == self._work.playhead), None)
        if found is not None:
            self.edit_marker(found.id)
        else:
            self._work.notice.emit(translate("TimelineVerbs", "Put the playhead on a marker to edit it."))

    def remove_marker(self, marker_id: str) -> None:
        name = translate("TimelineVerbs", "Delete marker")
        self._work.apply(name, lambda doc: edits.remove_marker(doc, marker_id))

    def go_marker(self, step: int) -> None:
        """To the next marker (1) or the one before (-1)."""
        frame, markers = self._work.playhead, self._work.document.markers
        later = [m for m in markers if (m.frame - frame) * step > 0]
        if later:
            nearest = min(later, key=lambda m: abs(m.frame - frame))
            self._work.set_playhead(nearest.frame)

    # Tracks.

    def add_track(self, kind: TrackKind) -> None:
        self._work.apply(translate("TimelineVerbs", "Add track"), lambda doc: edits.add_track(doc, kind))

    def remove_track(self, track_id: str) -> None:
        name = translate("TimelineVerbs", "Remove track")
        self._work.apply(name, lambda doc: edits.remove_track(doc, track_id))

    def move_track(self, track_id: str, to: int) -> None:
        name = translate("TimelineVerbs", "Reorder tracks")
        self._work.apply(name, lambda doc: edits.move_track(doc, track_id, to))

    def rename_track(self, track_id: str, name: str) -> None:
        verb = translate("TimelineVerbs", "Rename track")
        self._work.apply(verb, lambda doc: edits.set_track(doc, track_id, name=name))
