"""A film on disk: its document, its history and its takes. What the editor and the command line open."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from engine.document.grade import Lut
from engine.document.history import History, State
from engine.document.model import Asset, Document
from engine.errors import TweenError
from engine.project.backups import Backups
from engine.project.claim import Reading
from engine.project.connection import DamagedFilm, header_version
from engine.project.migrations import VERSION
from engine.project.places import takes_folder
from engine.project.salvage import salvaged
from engine.project.store import HISTORY_BYTES, Store, newer
from engine.project.takes import TakeLibrary
from engine.project.whereabouts import Places

Clock = Callable[[], float]
"""Seconds since 1970."""


class Project:
    """An open film. Each edit is on disk when `commit` returns; takes lie in `NAME.takes/` beside it.

    One process writes at a time. `open` gives a film for reading only where this one cannot be it (another
    program has it, it may not be written, it is from a newer version, it is damaged and a part of it can be
    read); `notice` then says so, and every edit is refused with the reason.
    """

    def __init__(self, store: Store, clock: Clock = time.time) -> None:
        self._store = store
        self._clock = clock
        begun = self._read_history()
        self.takes = TakeLibrary(self.takes_folder)
        self._backups = Backups(store, clock, begun)

    @classmethod
    def create(
        cls,
        path: Path | str,
        document: Document | None = None,
        name: str = "New film",
        *,
        clock: Clock = time.time,
        history_bytes: int = HISTORY_BYTES,
    ) -> Project:
        """A new film on disk, opened. Never over an existing file."""
        Store.create(Path(path), document or Document(), name, clock())
        return cls.open(path, clock=clock, history_bytes=history_bytes)

    @classmethod
    def open(
        cls,
        path: Path | str,
        read_only: bool = False,
        *,
        clock: Clock = time.time,
        history_bytes: int = HISTORY_BYTES,
    ) -> Project:
        """Open a film, for writing where that can be. `TweenError` when nothing of it can be read.

        A window opens films with `engine.project.quarantine.open_guarded` instead, which gives up on a file
        that failed twice.
        """
        path = Path(path).absolute()
        try:
            return cls._opened(Store.open(path, read_only, history_bytes), clock)
        except DamagedFilm:
            version = header_version(path)
            if version > VERSION:
                raise newer(path, version) from None
            store = salvaged(path)
            if store is None:
                raise
        return cls._opened(store, clock)

    @classmethod
    def _opened(cls, store: Store, clock: Clock) -> Project:
        try:
            project = cls(store, clock)
        except BaseException:
            store.close()
            raise
        project.back_up_when_due()
        return project

    @property
    def path(self) -> Path:
        return self._store.path

    @property
    def takes_folder(self) -> Path:
        return takes_folder(self.path)

    @property
    def document(self) -> Document:
        return self._document

    @property
    def read_only(self) -> bool:
        """True where the film cannot be written; edits are then refused with a sentence."""
        return self._store.read_only

    def check_writable(self) -> None:
        """Refuse as an edit would, before footage is made for one. Raises `TweenError` where the film is open
        for reading only."""
        self._store.check_writable()

    @property
    def reading(self) -> Reading | None:
        """Why the film can only be read; None when it can be written."""
        return self._store.reading

    @property
    def notice(self) -> str:
        """A sentence for the person who opened the film: why it can only be read, or that no backup could be
        made; "" when all is well."""
        if self.reading is not None and self.reading.why:
            return f"{self.path.name} opened for reading only: {self.reading.why}."
        return self._backups.problem

    def commit(self, document: Document, name: str, place: str = "") -> None:
        """Make `document` the film and put it on disk. A document equal to the current one is no edit.

        `name` is what undo calls it; edits of one `place` (a text box, a slider) within half a second
        are one edit.
        """
        if document == self._document:
            return
        state = State(name, place, self._clock(), document)
        merges = self.history.merges(place, state.at)
        position = self.history.position + (0 if merges else 1)
        before = self.history.document_at(position - 1) if position else document
        dropped, moved = self._store.write(position, before, document, state)
        self.history.push(document, name, place, state.at)
        self.history.forget(dropped)
        self._document = document
        if moved:
            self._read_history()
        self.back_up_when_due()

    def back_up_when_due(self) -> None:
        """Copy the film beside it when the last copy is an hour old. A problem is a `notice`, no error."""
        if not self.read_only:
            self._backups.make_when_due()

    def relocate(self, places: Places) -> None:
        """Say where footage lies now, by its fingerprint. That is no edit: every state finds it there.

        A film open for reading only shows it and does not write it down.
        """
        if places:
            self._store.place(places)
            self._read_history()

    def _read_history(self) -> float:
        """When its first state came about."""
        states, position = self._store.states()
        self.history = History.resume(states, position, self._store.load)
        self._document = self.history.document
        return states[0].at

    def footage(self) -> tuple[Asset, ...]:
        """What any state of the history shows, where it lies now; the present film's is among it."""
        return self._store.footage()

    def luts(self) -> tuple[Lut, ...]:
        """The look-up tables that any state of the history uses, where they lie now."""
        return self._store.luts()

    def copy_to(self, path: Path, places: Places | None = None, folder: Path | None = None) -> None:
        """The film with its whole history (what can be read of it, when damaged) as a new file at `path`.

        `places`: where the copy finds its footage; those below `folder`, where it will lie, are relative.
        `engine.project.copying.save_copy` is what a person means by a copy.
        """
        if path.suffix != ".tween" or path.exists():
            raise TweenError(f"{path} exists already or does not end in .tween; choose another name.")
        self._store.copy_to(path, places, folder)

    def undo(self) -> Document:
        """Back one edit; `TweenError` when there is none."""
        return self._moved(self.history.undo)

    def redo(self) -> Document:
        return self._moved(self.history.redo)

    def jump(self, index: int) -> Document:
        """To any state of `history.names()`."""
        return self._moved(lambda: self.history.jump(index))

    def _moved(self, move: Callable[[], Document]) -> Document:
        was = self.history.position
        document = move()
        try:
            self._store.move(self.history.position)
        except BaseException:
            self.history.jump(was)
            raise
        self._document = document
        return document

    @property
    def can_undo(self) -> bool:
        return bool(self.history.undo_name)

    @property
    def can_redo(self) -> bool:
        return bool(self.history.redo_name)

    @property
    def undo_name(self) -> str:
        return self.history.undo_name

    @property
    def redo_name(self) -> str:
        return self.history.redo_name

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
