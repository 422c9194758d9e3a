"""A film on disk: its document, its history and its takes. What the editor and the command line open."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from engine.document.history import History, State
from engine.document.model import Document
from engine.project.store import Store
from engine.project.takes import TakeLibrary


class Project:
    """An open film. Each edit is on disk when `commit` returns; takes lie in `NAME.takes/` beside it.

    One process writes at a time: `open` refuses, naming the holder, unless it is asked `read_only`.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        states, position = store.states()
        self.history = History.resume(states, position, store.load)
        self._document = self.history.document
        self.takes = TakeLibrary(self.takes_folder)

    @classmethod
    def create(cls, path: Path | str, document: Document | None = None, name: str = "New film") -> Project:
        """A new film on disk, opened. Never over an existing file."""
        Store.create(Path(path), document or Document(), name, time.time())
        return cls.open(path)

    @classmethod
    def open(cls, path: Path | str, read_only: bool = False) -> Project:
        store = Store.open(Path(path), read_only)
        try:
            return cls(store)
        except BaseException:
            store.close()
            raise

    @property
    def path(self) -> Path:
        return self._store.path

    @property
    def takes_folder(self) -> Path:
        return self.path.with_suffix(".takes")

    @property
    def document(self) -> Document:
        return self._document

    @property
    def read_only(self) -> bool:
        """True where the film cannot be written; edits are then refused with a sentence."""
        return self._store.read_only

    def commit(self, document: Document, name: str, place: str = "") -> None:
        """Make `document` the film and put it on disk. A document equal to the current one is no edit.

        `name` is what undo calls it; edits of one `place` (a text box, a slider) within half a second
        are one edit.
        """
        if document == self._document:
            return
        state = State(name, place, time.time(), document)
        merges = self.history.merges(place, state.at)
        position = self.history.position + (0 if merges else 1)
        before = self.history.document_at(position - 1) if position else document
        self._store.write(position, before, document, state)
        self.history.push(document, name, place, state.at)
        self._document = document

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
