"""What the actions do: one method for each id of the table in `editor.actions`."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.cards import variations
from editor.clips.commands import ClipCommands
from editor.timeline.commands import TimelineCommands
from editor.titles.commands import TitleCommands
from editor.tools.commands import ToolCommands
from editor.viewer.commands import ViewerCommands
from editor.viewer.held import HeldKey
from engine.document import edits
from engine.document.model import Document
from engine.document.queries import card_at, clip_at
from engine.document.time import FrameRange

if TYPE_CHECKING:
    from editor.main_window import MainWindow

WANTS_DRAWING = ("ready", "stale", "failed")


class Commands(ClipCommands, TimelineCommands, TitleCommands, ToolCommands, ViewerCommands, QObject):
    """Reads the workspace, calls its verbs, asks for files. Holds no state."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.work = window.workspace
        self._stop_key = HeldKey(window, window.actions_by_id["shuttle_stop"])

    # File.

    def new_film(self) -> None:
        self.window.sides.dialogs.new_film()

    def open_film(self) -> None:
        self.window.sides.dialogs.open_film()

    def import_footage(self) -> None:
        self.window.sides.dialogs.import_footage()

    def import_project(self) -> None:
        self.window.sides.dialogs.import_project()

    def export_project(self) -> None:
        self.window.sides.dialogs.export_project()

    def save(self) -> None:
        self.window.sides.dialogs.save()

    def save_as(self) -> None:
        self.window.sides.dialogs.save_as()

    def save_copy(self) -> None:
        self.window.sides.dialogs.save_copy()

    def collect(self) -> None:
        self.window.sides.dialogs.collect()

    def backups(self) -> None:
        self.window.sides.dialogs.backups()

    def relink(self) -> None:
        self.window.sides.dialogs.relink()

    def export_film(self) -> None:
        self.window.sides.dialogs.export_film()

    def show_in_folder(self) -> None:
        if self.work.project is not None:
            self.window.sides.dialogs.show_in_folder(self.work.project.path)

    def settings(self) -> None:
        self.window.sides.dialogs.settings()

    def models(self) -> None:
        self.window.sides.dialogs.models()

    def close_film(self) -> None:
        self.work.close()

    def quit(self) -> None:
        self.window.close()

    # Edit.

    def undo(self) -> None:
        self.work.undo()

    def redo(self) -> None:
        self.work.redo()

    def history(self) -> None:
        self.window.show_panel("history")
        self.window.layout_of_panels.make_room("history")

    def split(self) -> None:
        frame = self.work.playhead
        if self.work.apply(self.tr("Split"), lambda doc: edits.split(doc, frame)):
            self._select_under(frame)

    def snapping(self, on: bool) -> None:
        self.work.set_snapping(on)

    def set_in(self) -> None:
        self.work.stage.mark_in()

    def set_out(self) -> None:
        self.work.stage.mark_out()

    def go_in(self) -> None:
        start, _ = self.work.stage.marks
        if start is not None:
            self.work.stage.set_playhead(start)

    def go_out(self) -> None:
        _, stop = self.work.stage.marks
        if stop is not None:
            self.work.stage.set_playhead(stop - 1)

    def clear_marks(self) -> None:
        self.work.stage.set_marks(None, None)

    # Storyboard.

    def generate(self) -> None:
        card = self.work.card()
        if card is not None:
            self.draw(card.id)

    def draw(self, card_id: str) -> None:
        """Queue the card; one that already shows exactly this picture gets another seed first."""
        self.work.stage.show_film()
        if self.work.state(card_id) == "done" and card_id not in self.window.sides.cards.kept_seeds:
            self.roll_seed(card_id)
        variations.draw(self.work, [card_id], self.window.sides.cards.foot.count)
        self._look_at(card_id)

    def _look_at(self, card_id: str) -> None:
        """Where the live picture of the chosen card is seen; who plays the film goes on."""
        card = self.work.card(card_id)
        if card is None or card_id != self.work.selected_card or self.work.playhead in card.range:
            return
        if not self.window.viewer().player.playing:
            self.work.set_playhead((card.range.start + card.range.stop) // 2)

    def roll_seed(self, card_id: str) -> None:
        seed = random.SystemRandom().randrange(1, 2**32)
        self.work.apply(self.tr("New seed"), lambda doc: edits.set_card(doc, card_id, seed=seed))

    def generate_all(self) -> None:
        none = self.tr("Every card is drawn already; change a prompt or add a card.")
        self.work.asking.ask((card.id for card in self.work.document.cards), None, WANTS_DRAWING, none)

    def cancel(self) -> None:
        if self.work.selected_card is not None:
            self.work.cancel(self.work.selected_card)

    def cancel_all(self) -> None:
        self.work.jobs.cancel_all()

    def pause_jobs(self) -> None:
        if self.work.jobs.held:
            self.work.following.go_on()
        else:
            self.work.jobs.hold()

    def free_memory(self) -> None:
        self.work.jobs.free()

    def describe(self) -> None:
        self.window.describe(self.work.selected_card or "")

    def add_card(self) -> None:
        from engine.tools.spacing import new_card_frames

        start = self.work.document.frames
        self._new_card(FrameRange(start, start + new_card_frames(self.work.model)))

    def card_from_marks(self) -> None:
        span = self.work.marked()
        if span is not None:
            self._new_card(span)

    def _new_card(self, span: FrameRange) -> None:
        if self.work.apply(self.tr("New card"), lambda doc: edits.add_card(doc, span)):
            self.work.set_playhead(span.start)
            self._select_under(span.start)
            self.describe()

    def merge(self) -> None:
        cards = self.work.document.cards
        card = self.work.card()
        if card is None:
            return
        following = [other for other in cards if other.range.start >= card.range.stop]
        if not following:
            self.work.notice.emit(self.tr("This is the last card; select the one before it to merge them."))
            return
        first, second = card.id, following[0].id
        self.work.apply(self.tr("Merge cards"), lambda doc: edits.merge_cards(doc, first, second))

    def lock_card(self) -> None:
        card = self.work.card()
        if card is not None:
            name = self.tr("Unlock card") if card.locked else self.tr("Lock card")
            self.work.apply(name, lambda doc: edits.set_card(doc, card.id, locked=not card.locked))

    # Clip.

    def trim_start(self) -> None:
        self._trim(lambda place, frame: FrameRange(frame, place.stop))

    def trim_end(self) -> None:
        self._trim(lambda place, frame: FrameRange(place.start, frame + 1))

    def _trim(self, kept: Callable[[FrameRange, int], FrameRange]) -> None:
        clip = self.work.clip() or clip_at(self.work.document, self.work.playhead)
        if clip is None or self.work.playhead not in clip.place:
            self.work.notice.emit(self.tr("Put the playhead over a clip to trim it there."))
            return
        place = kept(clip.place, self.work.playhead)
        self.work.apply(self.tr("Trim"), lambda doc: edits.trim_clip(doc, clip.id, place))

    def insert_here(self) -> None:
        self.window.sides.library.place_here(making_room=True)

    def overwrite_here(self) -> None:
        self.window.sides.library.place_here(making_room=False)

    def show_source(self) -> None:
        """What is chosen in the library, or was looked at last."""
        chosen = self.window.sides.library.chosen()
        source = chosen[0] if chosen else self.work.stage.last
        if source is None:
            self.work.notice.emit(self.tr("Select something in the library first."))
        else:
            self.work.stage.show(source)

    def show_film(self) -> None:
        self.work.stage.show_film()

    def cut_at_shots(self) -> None:
        clip = self.work.clip() or clip_at(self.work.document, self.work.playhead)
        if clip is None:
            self.work.notice.emit(self.tr("Select a clip, or put the playhead over one, to cut it."))
            return
        self.window.sides.shots.start(clip)

    # Take.

    def pin_take(self) -> None:
        card = self.work.card()
        take = self.work.shown(card) if card is not None else None
        if card is None or take is None:
            return
        wanted = None if card.pinned == take.id else take.id
        name = self.tr("Pin take") if wanted else self.tr("Unpin take")
        self.work.apply(name, lambda doc: edits.pin_take(doc, card.id, wanted))

    def newer_take(self) -> None:
        self._other_take(-1)

    def older_take(self) -> None:
        self._other_take(1)

    def all_takes(self) -> None:
        if self.work.selected_card is not None:
            self.window.sides.cards.take_menu.show_all(self.work.selected_card)

    def _other_take(self, step: int) -> None:
        card = self.work.card()
        if card is None:
            return
        ids = [take.id for take in self.work.takes_for(card)]
        take = self.work.shown(card)
        if take is None or take.id not in ids:
            return
        at = min(max(ids.index(take.id) + step, 0), len(ids) - 1)
        self.work.apply(self.tr("Choose take"), lambda doc: edits.pin_take(doc, card.id, ids[at]))

    # View.

    def play(self) -> None:
        self.window.viewer().player.toggle()

    def shuttle_back(self) -> None:
        self._shuttle(-1)

    def shuttle_stop(self) -> None:
        self.window.viewer().player.pause()

    def shuttle_on(self) -> None:
        self._shuttle(1)

    def _shuttle(self, direction: int) -> None:
        """Faster at each press; a single frame while the stop key is held."""
        player = self.window.viewer().player
        if self._stop_key.down:
            player.step(direction)
        else:
            player.shuttle(direction)

    def step_back(self) -> None:
        self.window.viewer().player.step(-1)

    def step_on(self) -> None:
        self.window.viewer().player.step(1)

    def to_start(self) -> None:
        self.window.viewer().player.to_start()

    def to_end(self) -> None:
        self.window.viewer().player.to_end()

    def loop(self) -> None:
        player = self.window.viewer().player
        player.set_loop(not player.loop)

    def full_screen(self) -> None:
        self.window.viewer().toggle_full_screen()

    def snapshot(self) -> None:
        self.window.viewer().ask_snapshot()

    def light_theme(self, on: bool) -> None:
        self.window.set_theme("light" if on else "dark")

    def next_panel(self) -> None:
        self.window.layout_of_panels.go(1)

    def previous_panel(self) -> None:
        self.window.layout_of_panels.go(-1)

    def maximise(self) -> None:
        self.window.layout_of_panels.toggle()

    def reset_layout(self) -> None:
        self.window.layout_of_panels.reset()

    # Help.

    def palette(self) -> None:
        self.window.sides.dialogs.palette()

    def help(self) -> None:
        self.window.sides.dialogs.help()

    def shortcuts(self) -> None:
        self.window.sides.dialogs.shortcuts()

    def about(self) -> None:
        self.window.sides.dialogs.about()

    # Within.

    def _select_under(self, frame: int) -> None:
        card = card_at(self.work.document, frame)
        if card is not None:
            self.work.select_card(card.id)


def storyboard_from_text(model: str) -> Document:
    """A film with nothing in it but one card that waits for its description, as long as `model` draws."""
    from engine.tools.spacing import new_card_frames

    return edits.add_card(Document(), FrameRange(0, new_card_frames(model)))
