"""The one mutable object of the window: the open film, the playhead, the selection and what runs.

Widgets show its values and call its verbs; nothing else holds state about the film. GUI thread only.
Every edit is on disk when `apply` returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from editor.background import Background
from editor.jobs.asking import Asking
from editor.jobs.follow import JobsFollow
from editor.jobs.queue import Jobs, JobView
from editor.language.sentences import sentences
from editor.marks import marked, with_marks
from editor.missing import MissingMedia
from editor.seam_watch import SeamWatch
from editor.selection import Selection, kept, one, several
from editor.stage import Stage
from editor.tools.film_jobs import FilmJobs
from engine.document.model import Asset, Card, Clip, Document
from engine.document.queries import card_at, card_index
from engine.document.take import Take
from engine.document.time import FrameRange
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.library.importing import Landing
    from editor.trouble import Trouble
    from engine.project.project import Project
    from engine.project.whereabouts import Places
    from engine.tools.edited import Wish

DEFAULT_MODEL = "sketch"


class Workspace(QObject):
    document_changed = Signal()
    tried = Signal(object)
    """A document that is only looked at, while something is dragged; None: it is over."""
    takes_changed = Signal()
    playhead_changed = Signal(int)
    selection_changed = Signal()
    marks_changed = Signal()
    job_changed = Signal(str)
    """Card id, "" for many; also after a job has gone."""
    seams_changed = Signal()
    project_changed = Signal()
    """Another film was opened, or none is open now. `document_changed` and the others follow."""
    leaving = Signal()
    """The film that is open will be closed now."""
    entered = Signal()
    """The film that was opened is all there, with its playhead at the beginning."""
    notice = Signal(str)
    """One sentence for the person."""
    trouble = Signal(object)
    """A `Trouble`: a film did not open, or only for reading. It follows `project_changed`."""
    reading = Signal(str)
    """The name of what is being looked at before it is brought in; "" when that is done."""
    report = Signal(str, object)
    """A title and sentences: what an import or an export could not take along."""
    written = Signal(object)
    """`Path` of a file or folder that was made beside the film: a copy, a collection, a timeline."""
    model_changed = Signal()
    saved = Signal()
    """An edit has reached the disk."""
    closing = Signal()
    """The window is closing; whoever works in the background stops."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.background = Background(self)
        self.jobs = Jobs(self)
        self.project: Project | None = None
        self.document = Document()
        self._indexed, self._by_id = self.document, dict[str, Card]()  # that film's cards
        self.playhead = 0
        self.selection = Selection()
        self.snapping = True
        self.model = DEFAULT_MODEL
        self._states: dict[str, str] = {}
        self.missing = MissingMedia(self)
        self._seams = SeamWatch(self.background, lambda: (self.document, self.shown))
        self._seams.changed.connect(self.seams_changed)
        self.jobs.changed.connect(self.job_changed)
        self.jobs.finished.connect(self._take_finished)
        self.jobs.told.connect(self.notice)
        self.asking = Asking(self)
        self.following = JobsFollow(self)
        self.films = FilmJobs(self)
        self.stage = Stage(self)

    # The film.

    def new(self, path: str | Path, document: Document | None = None, name: str = "New film") -> bool:
        """Start a film at `path`, which must be free, with `document` as its first state."""
        from engine.project.project import Project

        with sentences(self.notice.emit) as went:
            self._show_project(Project.create(Path(path), document or Document(), name))
        return went.well

    def open(self, path: str | Path) -> bool:
        """Open a film. One that failed twice is set aside; one that cannot be written can be looked at."""
        from editor.trouble import of_error, of_project
        from engine.project.quarantine import open_guarded

        path = Path(path).absolute()
        if self.project is not None and self.project.path == path:
            return True
        try:
            project = open_guarded(path)
        except TweenError as error:
            self._tell(of_error(path, error), str(error))
            return False
        self._show_project(project)
        self._tell(of_project(project), project.notice)
        return True

    def open_again(self) -> None:
        """Close the film and open it: what kept it from being written may be gone."""
        if self.project is not None:
            path = self.project.path
            self.close()
            self.open(path)

    def restore(self, backup: Path, film: Path) -> bool:
        """Make a backup the film again and open it; what the film was is kept as one more backup."""
        from engine.project.backups import restore

        if self.project is not None and self.project.path in (film, backup):
            self.close()
        with sentences(self.notice.emit) as went:
            restore(backup)
        return (not film.exists() or self.open(film)) and went.well

    def relocate(self, places: Places, stand_ins: Sequence[Asset] = ()) -> bool:
        """Footage lies there now: no edit, but for what has other content (`engine.project.relink`)."""
        from engine.project.relink import accept

        if self.project is None:
            return False
        with sentences(self.notice.emit) as went:
            accept(self.project, places, stand_ins)
            self._show_document(self.project.document)
        return went.well

    def close(self) -> None:
        """Close the film. Its jobs wait until it is open again; every edit is on disk already."""
        self._show_project(None)

    def shut_down(self) -> None:
        """The window is closing: end the worker and the pool, close the film."""
        self.closing.emit()
        self._seams.stop()
        self.jobs.leave()
        self.background.close()
        if self.project is not None:
            self.leaving.emit()
            self.project.close()
            self.project = None

    def apply(self, name: str, edit: Callable[[Document], Document], place: str = "") -> bool:
        """Make an edit and commit it. `name` is what undo calls it; edits at one `place` merge in time."""
        if self.project is None:
            self.notice.emit(self.tr("Open a film or start one first: drop footage on the window."))
            return False
        with sentences(self.notice.emit) as went:
            document = edit(self.document)
            if document == self.document:
                return True
            self.project.commit(document, name, place)
            self._show_document(self.project.document)
            self.saved.emit()
        return went.well

    def undo(self) -> None:
        self._move(lambda project: project.undo())

    def redo(self) -> None:
        self._move(lambda project: project.redo())

    def go_to_edit(self, index: int) -> None:
        """Back or on to a state of the film's history; the others stay where they are."""
        self._move(lambda project: project.jump(index))

    @property
    def can_undo(self) -> bool:
        return self.project is not None and bool(self.project.can_undo)

    @property
    def can_redo(self) -> bool:
        return self.project is not None and bool(self.project.can_redo)

    @property
    def undo_name(self) -> str:
        return self.project.undo_name if self.project is not None else ""

    @property
    def redo_name(self) -> str:
        return self.project.redo_name if self.project is not None else ""

    def set_model(self, name: str) -> None:
        """Which model draws cards that name none."""
        if name != self.model:
            self.model = name
            self._states.clear()
            self.model_changed.emit()
            self.takes_changed.emit()

    # Where the person is.

    def set_playhead(self, frame: int) -> None:
        frame = max(0, min(frame, max(0, self.document.frames - 1)))
        if frame != self.playhead:
            self.playhead = frame
            self.playhead_changed.emit(frame)

    @property
    def selected_card(self) -> str | None:
        return self.selection.card

    @property
    def selected_clip(self) -> str | None:
        return self.selection.clip

    def select_card(self, card_id: str | None) -> None:
        self._select(one(card_id, None))

    def select_clip(self, clip_id: str | None) -> None:
        self._select(one(self.selected_card if clip_id else None, clip_id))

    def select(self, ids: Iterable[str], lead: str | None = None) -> None:
        """Choose clips, cards and markers by their ids; `lead` is the one that panels show."""
        self._select(several(self.document, ids, lead, self.selection))

    def set_marks(self, mark_in: int | None, mark_out: int | None) -> None:
        """In and out, half-open, as an edit; an out at or before the in drops the other one."""
        self.apply(self.tr("In and out"), lambda doc: with_marks(doc, mark_in, mark_out))

    def marked(self) -> FrameRange | None:
        """The range between in and out, the film's ends for a missing one; None without them."""
        return marked(self.document)

    def set_snapping(self, on: bool) -> None:
        self.snapping = on
        self.marks_changed.emit()

    def card(self, card_id: str | None = None) -> Card | None:
        """The card of that id, or the selected one."""
        if self._indexed is not self.document:
            self._indexed, self._by_id = self.document, {card.id: card for card in self.document.cards}
        return self._by_id.get(card_id or self.selected_card or "")

    def clip(self) -> Clip | None:
        """The selected clip."""
        wanted, tracks = self.selected_clip, self.document.tracks
        return next((clip for track in tracks for clip in track.clips if clip.id == wanted), None)

    # Cards, takes and jobs.

    def shown(self, card: Card) -> Take | None:
        return self.project.takes.shown(card) if self.project is not None else None

    def takes_for(self, card: Card) -> tuple[Take, ...]:
        return tuple(self.project.takes.for_card(card)) if self.project is not None else ()

    def refresh_takes(self) -> None:
        """Takes have been added by the worker, or by another program."""
        if self.project is None:
            return
        with sentences(self.notice.emit):
            self.project.takes.refresh()
        self._states.clear()
        self._seams.look()
        self.takes_changed.emit()

    def job(self, card_id: str) -> JobView | None:
        return self.jobs.of(card_id) or self.films.of(card_id)

    def state(self, card_id: str) -> str:
        """keep, empty, ready, stale, queued, running, done, failed or locked."""
        view = self.job(card_id)
        if view is not None:
            return view.state
        if card_id not in self._states:
            self._states[card_id] = self._resting_state(card_id)
        return self._states[card_id]

    def seam_scores(self) -> dict[int, float]:
        """Film frame -> score of the join before it, as last measured; `seams_changed` tells of new ones."""
        return self._seams.scores

    def seam_ghosts(self) -> dict[int, float]:
        """Film frame -> for how many frames beside that join its other side shows through."""
        return self._seams.ghosts

    def request_for(self, card: Card, wish: Wish | None = None) -> Any:
        """The Request that drawing the card now would make, or a film of several; raises `TweenError`."""
        from engine.tools.regenerate import regenerate

        return (wish or regenerate)(self.document, card, self.shown, self.model)

    def generate(self, card_ids: Iterable[str], wish: Wish | None = None) -> None:
        """Queue the cards, many of them chunk by chunk; those that cannot be drawn say why."""
        if self.project is not None:
            self.asking.ask(card_ids, wish)

    def cancel(self, card_id: str) -> None:
        self.jobs.cancel(card_id)

    def import_files(self, paths: list[str], at: Landing | None = None, on_timeline: bool = True) -> None:
        """Bring files in. Without a film, footage starts one with its rate and size; a film is opened, and
        another program's project or a script becomes a film. `on_timeline`: put them `at` a place, or at the
        film's end; else they only join the library."""
        from editor.library.importing import import_files

        import_files(self, paths, at, on_timeline)

    # Within.

    def _tell(self, trouble: Trouble | None, sentence: str) -> None:
        if trouble is not None:
            self.trouble.emit(trouble)
        elif sentence:
            self.notice.emit(sentence)

    def _select(self, selection: Selection) -> None:
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit()

    def _move(self, step: Callable[[Project], object]) -> None:
        if self.project is None:
            return
        with sentences(self.notice.emit):
            step(self.project)
            self._show_document(self.project.document)
            self.saved.emit()

    def tell_all(self) -> None:
        """Nothing has changed, but what is said about it: every view says it again in the language of now."""
        self.document_changed.emit()
        self.takes_changed.emit()
        self.selection_changed.emit()
        self.marks_changed.emit()
        self.seams_changed.emit()
        self.model_changed.emit()
        self.job_changed.emit("")

    def _show_project(self, project: Project | None) -> None:
        self.jobs.leave()
        if self.project is not None:
            self.leaving.emit()
            self.project.close()
        self.project = project
        self.stage.forget()
        self._select(Selection())
        self.project_changed.emit()
        self.document = Document()
        self._show_document(project.document if project is not None else Document())
        self.takes_changed.emit()
        self.playhead = 0
        self.playhead_changed.emit(0)
        self.select_card(first.id if (first := card_at(self.document, 0)) else None)
        if project is not None:
            self.jobs.enter(project.takes_folder, kept=not project.read_only)
            self.entered.emit()

    def _show_document(self, document: Document) -> None:
        before, self.document = self.document, document
        self._states.clear()
        for card in before.cards:
            now = self.card(card.id)
            if now is not card and now != card:
                self.jobs.forget(card.id)
        self.document_changed.emit()
        if (before.mark_in, before.mark_out) != (document.mark_in, document.mark_out):
            self.marks_changed.emit()
        self._seams.look()
        self._select(kept(document, self.selection, self.playhead))
        self.set_playhead(self.playhead)

    def _resting_state(self, card_id: str) -> str:
        from engine.tools.board import card_state

        card = self.card(card_id)
        return card_state(self.document, card, self.shown, self.model) if card is not None else "empty"

    def _take_finished(self, card_id: str, take_id: str) -> None:
        self.refresh_takes()
        card = self.card(card_id)
        if card is not None and card.pinned not in (None, take_id):
            text = self.tr("Card {0} has a new take; its pinned one is still shown.")
            self.notice.emit(text.format(card_index(self.document, card)))
