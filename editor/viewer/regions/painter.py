"""Painting a card's regions: what was painted goes through the background onto the card, one undo each.

Only one thing is worked on at a time; what is painted meanwhile waits its turn and stays on the picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from editor.viewer.composing import Takes
from editor.viewer.regions.bar import RegionBar
from editor.viewer.regions.draft import Draft, Tool
from editor.viewer.regions.follow import followed
from editor.viewer.regions.layer import RegionLayer
from editor.viewer.regions.strokes import with_stroke, without_stroke
from editor.viewer.regions.wish import Wish, remixed
from engine.document import edits
from engine.document.model import Card, Document, Region, Shape
from engine.document.queries import card_at, card_by_id
from engine.document.time import CardRange
from engine.tools.painted import Painted

if TYPE_CHECKING:
    from editor.background import Task
    from editor.workspace import Workspace

Made = tuple[tuple[Region, ...], tuple[str, ...]]
"""The card's regions, and sentences."""


@dataclass(frozen=True, slots=True)
class _Site:
    """Where something was painted: the film as it was, the card, and the frame that was seen."""

    document: Document
    card: Card
    frame: int
    takes: Takes


@dataclass(frozen=True, slots=True)
class _Job:
    name: str
    site: _Site
    make: Callable[[_Site, Task[Made]], Made]
    draft: Draft | None = None


class RegionPainter(QObject):
    """`layer` lies over the picture, `bar` below it."""

    active_changed = Signal(bool)
    repaint = Signal()
    """What lies over the picture has changed."""
    _progress = Signal(int, int)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = workspace
        self.layer = RegionLayer(self)
        self.bar = RegionBar()
        self._jobs: list[_Job] = []
        self._task: Task[Made] | None = None
        self.bar.hide()
        self._connect()

    def _connect(self) -> None:
        work, bar = self._work, self.bar
        self.layer.finished.connect(self._painted)
        self._progress.connect(self._show_progress)
        bar.tool_chosen.connect(self.choose_tool)
        bar.size_changed.connect(self._size_changed)
        bar.feather_changed.connect(self._feather_changed)
        bar.follow.clicked.connect(self.follow)
        bar.clear.clicked.connect(self.clear)
        bar.stop.clicked.connect(self.cancel)
        bar.done.clicked.connect(lambda: self.set_active(False))
        bar.words.redraw.connect(self.redraw)
        work.document_changed.connect(self.refresh)
        work.selection_changed.connect(self._card_changed)
        work.playhead_changed.connect(self.refresh)
        work.project_changed.connect(self._film_closed)

    # What a person does.

    @property
    def active(self) -> bool:
        return self.layer.active

    @property
    def busy(self) -> bool:
        return self._task is not None

    def set_active(self, on: bool) -> None:
        """Paint on the selected card, or on the one under the playhead; the playhead goes into it."""
        if on and not self._ready():
            self.active_changed.emit(False)
            return
        if on != self.layer.active:
            self.layer.active = on
            self.layer.drop()
            self.bar.setVisible(on)
            self.active_changed.emit(on)
        self._card_changed()

    def choose_tool(self, tool: Tool) -> None:
        self.layer.tool = tool
        self.layer.drop()
        self.bar.tools[tool].setChecked(True)
        self.bar.brush_size.setEnabled(tool in ("brush", "eraser"))
        self.repaint.emit()

    def key(self, key: int) -> bool:
        """Escape, Enter and Backspace while something is being drawn, Escape to end painting."""
        if not self.active:
            return False
        if key == Qt.Key.Key_Escape:
            if not self.layer.drop():
                self.set_active(False)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.layer.close_polygon():
                return False
        elif key != Qt.Key.Key_Backspace or not self.layer.step_back():
            return False
        self.repaint.emit()
        return True

    def wants(self, key: int) -> bool:
        """Whether `key` would do something, were it pressed now."""
        drawing = self.layer.draft is not None
        return self.active and (
            key == Qt.Key.Key_Escape
            or (drawing and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace))
        )

    def follow(self) -> None:
        """Carry what is painted in this frame over all frames of the card, in place of what was there."""
        site = self._site()
        if site is None:
            return
        painted = [
            Painted(region.shape, region.points, frame=site.frame)
            for region in _seen(site.card, site.frame)
        ]  # fmt: skip
        if painted:
            self._begin(_Job(self.tr("Follow what is painted"), site, _carried(painted, self._told(), False)))

    def clear(self) -> None:
        card = self._work.card()
        if card is not None:
            self.cancel()
            name, card_id = self.tr("Forget what is painted"), card.id
            self._work.apply(name, lambda doc: edits.set_regions(doc, card_id, ()))

    def cancel(self) -> None:
        """Stop following; what waits its turn is forgotten."""
        self._jobs.clear()
        self.layer.waiting.clear()
        if self._task is not None:
            self._task.cancel()
        self._show_idle()
        self.repaint.emit()

    def redraw(self, wish: Wish) -> None:
        """Put the wish on the card and queue it."""
        card = self._work.card()
        if card is None:
            return
        if wish.kind == "again" and not card.words:
            self._work.notice.emit(
                self.tr("Nothing says what happens in this card; describe it, or say what to replace.")
            )
            return
        drawn: list[str] = []
        notes: list[str] = []

        def edit(doc: Document) -> Document:
            edited = remixed(doc, card_by_id(doc, card.id), wish, self._work.shown)
            drawn.extend(edited.cards)
            notes.extend(edited.notes)
            return edited.document

        if self._work.apply(self.tr("Remix"), edit):
            self._tell(tuple(notes))
            self._work.generate(drawn)

    # What was painted.

    def _painted(self, draft: Draft) -> None:
        site = self._site()
        if site is None:
            return
        feather, name = self.bar.feather_width, self.tr("Paint")
        if draft.tool == "subject":
            name = self.tr("Paint a subject")
            subject = Painted("subject", tuple(draft.points), frame=site.frame)
            make = _carried([subject], self._told(), True, feather)
        elif draft.tool == "brush":
            make = _brushed(draft, feather)
        elif draft.tool == "eraser":
            name, make = self.tr("Erase"), _erased(draft)
        else:
            make = _shaped("box" if draft.tool == "box" else "polygon", draft, feather)
        self.layer.waiting.append(draft)
        self._begin(_Job(name, site, make, draft))

    def _begin(self, job: _Job) -> None:
        self._jobs.append(job)
        if self._task is None:
            self._next()

    def _next(self) -> None:
        if not self._jobs:
            self._show_idle()
            return
        job = self._jobs.pop(0)
        card = self._work.card(job.site.card.id)
        if card is None or card.range != job.site.card.range:
            self._done(job, job.site.card, None)
            return
        site = replace(job.site, card=card)  # with what was painted before it

        def done(made: Made) -> None:
            self._done(job, card, made)

        def failed(sentence: str) -> None:
            self._done(job, card, None, sentence)

        self._task = self._work.background.run(lambda task: job.make(site, task), done, failed)

    def _done(self, job: _Job, before: Card, made: Made | None, sentence: str = "") -> None:
        """`before`: the card that it was made for; one that is another now is left as it is."""
        task, self._task = self._task, None
        if job.draft in self.layer.waiting:
            self.layer.waiting.remove(job.draft)
        card = self._work.card(before.id)
        if sentence:
            self._work.notice.emit(sentence)
        elif made is None or (task is not None and task.cancelled()):
            pass
        elif card is None or (card.range, card.regions) != (before.range, before.regions):
            self._work.notice.emit(self.tr("The card has changed meanwhile; paint it again."))
        else:
            regions, notes = made
            self._work.apply(job.name, lambda doc: edits.set_regions(doc, before.id, regions))
            self._tell(notes)
        self.repaint.emit()
        self._next()

    def _told(self) -> Callable[[int, int], None]:
        return self._progress.emit

    def _tell(self, notes: tuple[str, ...]) -> None:
        if notes:
            self._work.notice.emit(" ".join(notes))

    # Where a person is.

    def _site(self) -> _Site | None:
        """None, with a sentence, where nothing can be painted."""
        work = self._work
        card = work.card()
        if card is None or work.playhead not in card.range:
            work.notice.emit(self.tr("Put the playhead into the card that you paint on."))
            return None
        takes = {each.id: work.shown(each) for each in work.document.cards}
        return _Site(work.document, card, work.playhead, takes)

    def _ready(self) -> bool:
        work = self._work
        card = work.card() or card_at(work.document, work.playhead)
        if card is None:
            work.notice.emit(self.tr("Select a card first: what is painted belongs to a card."))
            return False
        if work.selected_card != card.id:
            work.select_card(card.id)
        if work.playhead not in card.range:
            work.set_playhead(card.range.start)
        return True

    # Showing.

    def _card_changed(self) -> None:
        card = self._work.card()
        if self.active and card is None:
            self.set_active(False)
            return
        self.layer.drop()
        self.refresh()

    def refresh(self) -> None:
        card = self._work.card()
        seen = _seen(card, self._work.playhead) if card is not None and self.active else ()
        self.layer.show_regions(seen)
        if card is not None and card.regions:
            self.bar.show_feather(max(region.feather for region in card.regions))
        self.bar.show_painted(bool(seen), card is not None and bool(card.regions))
        if self.active:
            self.repaint.emit()

    def _film_closed(self) -> None:
        self.cancel()
        self.set_active(False)

    def _size_changed(self, width: float) -> None:
        self.layer.width = width
        self.repaint.emit()

    def _feather_changed(self, feather: float) -> None:
        """Of everything that is painted on the card: it is one part that is redrawn."""
        card = self._work.card()
        if card is None or not card.regions:
            return
        card_id = card.id

        def softened(doc: Document) -> Document:
            regions = card_by_id(doc, card_id).regions
            return edits.set_regions(doc, card_id, [replace(each, feather=feather) for each in regions])

        self._work.apply(self.tr("Soft edge"), softened, f"{card_id}.feather")

    def _show_progress(self, done: int, count: int) -> None:
        if self._task is not None:
            self.bar.show_busy(self.tr("Following {0} of {1}").format(done, count))
            self.bar.follow.setEnabled(False)

    def _show_idle(self) -> None:
        self.bar.show_busy("")
        self.refresh()


def _seen(card: Card, frame: int) -> tuple[Region, ...]:
    """The regions of the film frame `frame`."""
    return tuple(region for region in card.regions if frame - card.range.start in region.frames)


def _shaped(shape: Shape, draft: Draft, feather: float) -> Callable[[_Site, Task[Made]], Made]:
    def make(site: _Site, task: Task[Made]) -> Made:
        whole = CardRange(0, len(site.card.range))
        return (*site.card.regions, Region(whole, shape, tuple(draft.points), feather)), ()

    return make


def _brushed(draft: Draft, feather: float) -> Callable[[_Site, Task[Made]], Made]:
    def make(site: _Site, task: Task[Made]) -> Made:
        card, film = site.card, (site.document.width, site.document.height)
        whole = CardRange(0, len(card.range))
        return with_stroke(card.regions, whole, draft.points, draft.width, feather, film), ()

    return make


def _erased(draft: Draft) -> Callable[[_Site, Task[Made]], Made]:
    def make(site: _Site, task: Task[Made]) -> Made:
        card, film = site.card, (site.document.width, site.document.height)
        at = site.frame - card.range.start
        return without_stroke(card.regions, at, draft.points, draft.width, film), ()

    return make


def _carried(
    painted: list[Painted], told: Callable[[int, int], None], added: bool, feather: float | None = None
) -> Callable[[_Site, Task[Made]], Made]:
    """`added`: to what is on the card, else in its place. `feather`: None for what the card has."""

    def make(site: _Site, task: Task[Made]) -> Made:
        card = site.card
        soft = max((region.feather for region in card.regions), default=0.0) if feather is None else feather
        regions, notes = followed(
            site.document, site.takes, painted, card.range, soft, task.cancelled, told
        )  # fmt: skip
        return ((*card.regions, *regions) if added else regions), notes

    return make
