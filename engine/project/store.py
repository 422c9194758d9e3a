"""The `.tween` file: SQLite, every committed edit a revision, the history and the place in it on disk.

A revision is a whole document every `WHOLE_EVERY` and between them the change from the one before. An edit is
one transaction with `synchronous=FULL`: when `write` returns, neither a killed process nor a power cut
loses it (https://www.sqlite.org/pragma.html#pragma_synchronous). When the history outgrows its bytes, the
oldest revisions go, up to a whole one.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from engine.document.grade import Lut
from engine.document.history import State
from engine.document.invariants import check
from engine.document.luts import luts_of
from engine.document.model import Asset, Document
from engine.errors import TweenError
from engine.project.claim import Reading, claim
from engine.project.codec import Codec
from engine.project.connection import (
    DamagedFilm,
    checked,
    connect,
    header_version,
    logs,
    no_litter,
    translated,
)
from engine.project.disk import place_new, sync
from engine.project.lock import WriterLock
from engine.project.migrations import VERSION, migrate
from engine.project.places import media_folder
from engine.project.whereabouts import Places, moved, placed, read_places, write_places

WHOLE_EVERY = 64
LARGEST, MOST = 256 << 20, 8_000_000
"""Bytes of JSON that one revision may unpack to, and values in it: an empty list is three bytes of it and
seventy of memory. A damaged or hostile file is refused beyond them, and none is written."""
HISTORY_BYTES = 64 << 20
"""The history may take this much of the disk; then the oldest edits go. Takes are never part of it."""
ROW_BYTES = "length(body) + length(name) + length(place) + 32"
UNREADABLE = (ArithmeticError, KeyError, IndexError, TypeError, ValueError, RecursionError, zlib.error)
"""What unpacking a damaged revision can raise."""


class Store:
    """An open `.tween` file. Every method raises `TweenError` for what a disk or a file can do wrong.

    `right` is the lock of the one writer, or why the film can only be read.
    """

    def __init__(
        self,
        path: Path,
        db: sqlite3.Connection,
        right: WriterLock | Reading,
        history_bytes: int = HISTORY_BYTES,
    ) -> None:
        self.path = path
        self.reading = right if isinstance(right, Reading) else None
        self._db = db
        self._lock = right if isinstance(right, WriterLock) else None
        self._folder = media_folder(path)
        self._codec = Codec(self._folder)
        self._places: dict[str, str] | None = None
        self._history_bytes = history_bytes
        self._bytes = 0
        self._first = 0

    @property
    def read_only(self) -> bool:
        return self._lock is None

    @classmethod
    def create(cls, path: Path, document: Document, name: str, at: float) -> None:
        """Write a new film with one revision; it appears complete or not at all, never over another file."""
        path = path.absolute()
        if path.suffix != ".tween":
            raise TweenError(f"“{path.name}” is no name for a film; let it end in .tween.")
        if not path.parent.is_dir():
            raise TweenError(f"The folder {path.parent} does not exist; make it first.")
        for there in (path, logs(path)[0]):  # a log without its film would be read into the new one
            if there.exists() or there.is_symlink():
                raise TweenError(f"{there} exists already; choose another name.")
        draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
        try:
            with translated(path, "made"):
                store = cls(path, connect(draft, "mode=rwc"), Reading("asked"))
                try:
                    store.fill(document, name, at)
                finally:
                    store._db.close()
                sync(draft)
                place_new(draft, path)
        finally:
            for left in (draft, *logs(draft)):
                left.unlink(missing_ok=True)

    @classmethod
    def open(cls, path: Path, read_only: bool = False, history_bytes: int = HISTORY_BYTES) -> Store:
        """Open a film. Without `read_only` this process becomes its one writer where that can be."""
        path = path.absolute()
        version = header_version(path)
        with translated(path, "opened"):
            right = claim(path, version, read_only)
            writing = isinstance(right, WriterLock)
            try:
                with no_litter(path) if writing else nullcontext():
                    return cls(path, checked(path, writing), right, history_bytes)
            except BaseException as error:
                if isinstance(right, WriterLock):
                    right.release()
                if isinstance(error, (sqlite3.DatabaseError, DamagedFilm)) and version > VERSION:
                    raise newer(path, version) from None
                raise

    def fill(self, document: Document, name: str, at: float) -> None:
        """Give an empty database its tables and its first revision."""
        migrate(self._db)
        with _transaction(self._db):
            body = _deflate(self._codec.pack(document))
            self._db.execute("INSERT INTO revision VALUES (0, ?, '', ?, 1, ?)", (name, at, body))
            self._db.execute("INSERT INTO current VALUES (1, 0)")

    def states(self) -> tuple[list[State], int]:
        """Every state, oldest first and without documents, and the index of the current one."""
        with translated(self.path, "read"):
            rows = self._db.execute(
                f"SELECT position, name, place, at, {ROW_BYTES} FROM revision ORDER BY position"
            ).fetchall()
            current = self._db.execute("SELECT position FROM current").fetchone()
        kinds = (int, str, str, float, int)
        if not all(isinstance(value, kind) for row in rows for value, kind in zip(row, kinds, strict=True)):
            raise DamagedFilm(self.path)
        first = rows[0][0] if rows else 0
        if current is None or [row[0] for row in rows] != list(range(first, first + len(rows))):
            raise DamagedFilm(self.path)
        if not isinstance(current[0], int) or not 0 <= current[0] - first < len(rows):
            raise DamagedFilm(self.path)
        self._first, self._bytes = first, sum(row[4] for row in rows)
        return [State(name, place, at, None) for _, name, place, at, _ in rows], current[0] - first

    def load(self, index: int) -> Document:
        """The document of state `index`, its invariants checked."""
        with translated(self.path, "read"):
            rows = self._db.execute(
                "SELECT whole, body FROM revision WHERE position <= ?1 AND position >="
                " (SELECT max(position) FROM revision WHERE whole = 1 AND position <= ?1) ORDER BY position",
                (self._first + index,),
            ).fetchall()
        try:
            document = self.unpacked(None, rows[0][1])
            for _, body in rows[1:]:
                document = self.unpacked(document, body)
            check(document)
        except UNREADABLE:
            raise DamagedFilm(self.path) from None
        except TweenError as error:
            raise DamagedFilm(self.path, f" {error}") from None
        return placed(document, self.places())

    def places(self) -> dict[str, str]:
        """Where footage lies that is no longer where the history says."""
        if self._places is None:
            with translated(self.path, "read"):
                self._places = read_places(self._db, self._folder)
        return self._places

    def place(self, places: Places) -> None:
        """Footage lies there now, in every state. A film that is only read knows it until it is closed."""
        if not self.read_only:
            with self._writing():
                write_places(self._db, places, self._folder)
        self._places = {**self.places(), **places}

    def footage(self) -> tuple[Asset, ...]:
        """What any state of the history shows, each content once and where it lies now."""
        found = {asset.fingerprint: asset for document in self._states() for asset in document.assets}
        return placed(Document(assets=tuple(found.values())), self.places()).assets

    def luts(self) -> tuple[Lut, ...]:
        """The look-up tables that any state of the history uses, each content once and where it lies now."""
        places = self.places()
        found = {lut.fingerprint: lut for document in self._states() for lut in luts_of(document)}
        return tuple(replace(lut, path=places.get(content, lut.path)) for content, lut in found.items())

    def _states(self) -> Iterator[Document]:
        """What can be read of the history, in order."""
        document: Document | None = None
        with translated(self.path, "read"):
            for whole, body in self._db.execute("SELECT whole, body FROM revision ORDER BY position"):
                if not whole and document is None:
                    continue  # after one that cannot be read
                try:
                    document = self.unpacked(None if whole else document, body)
                except UNREADABLE:
                    document = None
                else:
                    yield document

    def unpacked(self, before: Document | None, body: object) -> Document:
        """The document in a revision's body; `before` is the one below it, None for a whole one.

        Raises one of `UNREADABLE`.
        """
        data = _inflate(body)
        return self._codec.unpack(data) if before is None else self._codec.apply_change(before, data)

    def write(self, index: int, before: Document, document: Document, state: State) -> tuple[int, bool]:
        """Make `document` state `index` (`before` is the one below it) and the current one.

        States from `index` on are replaced: an edit after an undo, or one merged with the last. Returns how
        many of the oldest states went to keep the history within its bytes, and whether footage of other
        states is said to lie elsewhere now.
        """
        news = moved(before, document, self.places())
        position = self._first + index
        whole = position % WHOLE_EVERY == 0
        body = _deflate(self._codec.pack(document) if whole else self._codec.pack_change(before, document))
        row = (position, state.name, state.place, state.at, int(whole), body)
        with self._writing():
            gone = self._db.execute(f"SELECT total({ROW_BYTES}) FROM revision WHERE position >= ?", row[:1])
            size = self._bytes - int(gone.fetchone()[0])
            # First, so that the reference from `current` never dangles.
            self._db.execute("INSERT OR REPLACE INTO revision VALUES (?, ?, ?, ?, ?, ?)", row)
            self._db.execute("UPDATE current SET position = ?", (position,))
            self._db.execute("DELETE FROM revision WHERE position > ?", (position,))
            size += len(body) + len(state.name) + len(state.place) + 32
            first, size = self._trimmed(position, size)
            write_places(self._db, news, self._folder)
        dropped = first - self._first
        self._first, self._bytes = first, size
        self._places = {**self.places(), **news}
        return dropped, bool(news)

    def _trimmed(self, current: int, size: int) -> tuple[int, int]:
        """Drop the oldest revisions of a history too large; the first that stays, and the bytes left.

        A quarter is freed at once, so that this is rare; the first that stays is a whole document.
        """
        if size <= self._history_bytes:
            return self._first, size
        rows = self._db.execute(f"SELECT position, whole, {ROW_BYTES} FROM revision ORDER BY position")
        first, left = self._first, size
        for position, whole, row_bytes in rows.fetchall():
            if whole and position <= current:
                first, size = position, left
                if left <= self._history_bytes * 3 // 4:
                    break
            left -= row_bytes
        self._db.execute("DELETE FROM revision WHERE position < ?", (first,))
        return first, size

    def move(self, index: int) -> None:
        """Make state `index` the current one: undo, redo, a jump."""
        with self._writing():
            self._db.execute("UPDATE current SET position = ?", (self._first + index,))

    def copy_to(self, path: Path, places: Places | None = None, folder: Path | None = None) -> None:
        """A complete copy at `path`, which must be free, checked before it gets its name.

        Made with SQLite's backup API (https://www.sqlite.org/backup.html), so the film may be in use.
        `places`: where the copy finds its footage; paths below `folder` will be relative.
        """
        draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
        try:
            with translated(path, "made"):
                copy = connect(draft, "mode=rwc")
                try:
                    self._db.backup(copy)
                    if places is not None:
                        self._settle(copy, places, folder or path.parent)
                    if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                        raise DamagedFilm(self.path)
                finally:
                    copy.close()
                sync(draft)
                place_new(draft, path)
        finally:
            for left in (draft, *logs(draft)):
                left.unlink(missing_ok=True)

    def _settle(self, copy: sqlite3.Connection, places: Places, folder: Path) -> None:
        version = copy.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise newer(self.path, version)
        migrate(copy)
        with _transaction(copy):
            write_places(copy, places, folder)

    def close(self) -> None:
        """Fold the write-ahead log into the file and let others write."""
        with suppress(sqlite3.Error):  # what could not be folded stays in the log, complete
            self._db.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    def check_writable(self) -> None:
        """Raises `TweenError` where the film is open for reading only."""
        if self._lock is None:
            name, why = self.path.name, self.reading.why if self.reading else ""
            if why:
                raise TweenError(f"{name} is open for reading only ({why}); nothing was changed.")
            raise TweenError(f"{name} is open for reading only; nothing was changed.")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self.check_writable()
        with translated(self.path, "saved"), _transaction(self._db):
            yield


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk may have rolled back by itself
            db.execute("ROLLBACK")
        raise


def newer(path: Path, version: int) -> TweenError:
    return TweenError(
        f"{path} was made by a newer Tweenboard (file version {version}, this one reads {VERSION}); "
        "update the program to open it."
    )


def _deflate(data: Any) -> bytes:
    text = json.dumps(data, separators=(",", ":")).encode()
    if len(text) > LARGEST or _values(text) > MOST:
        raise TweenError("The film is too large for one file; nothing was changed: begin another film.")
    return zlib.compress(text, 6)


def _inflate(body: object) -> Any:
    if not isinstance(body, bytes):
        raise ValueError("a revision is not bytes")
    inflater = zlib.decompressobj()
    text = inflater.decompress(body, LARGEST)
    if not inflater.eof or _values(text) > MOST:
        raise ValueError("a revision is cut off or too large")
    return json.loads(text)


def _values(text: bytes) -> int:
    """How many there are at most: every one follows one of these, also in words."""
    return sum(map(text.count, (b",", b":", b"[", b"{")))
