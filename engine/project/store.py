"""The `.tween` file: SQLite, every committed edit a revision, the history and the place in it on disk.

A revision is a whole document every `WHOLE_EVERY` and between them the change from the one before. An edit is
one transaction with `synchronous=FULL`: when `write` returns, neither a killed process nor a power cut
loses it (https://www.sqlite.org/pragma.html#pragma_synchronous).
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from engine.document.history import State
from engine.document.invariants import check
from engine.document.model import Document
from engine.errors import TweenError
from engine.project.codec import Codec
from engine.project.disk import place_new, sync
from engine.project.lock import WriterLock
from engine.project.migrations import APPLICATION_ID, VERSION, migrate

WHOLE_EVERY = 64
MAGIC = b"SQLite format 3\0"
REASONS = {
    "is full": "the disk is full; make room and try again",
    "locked": "another program is using it",
    "busy": "another program is using it",
    "readonly": "it may not be written",
    "unable to open": "the file or its folder may not be opened",
    "disk I/O": "the disk has a fault or is no longer there",
}
"""What SQLite says when not the file but its surroundings are at fault."""
LARGEST = 256 << 20
"""Bytes of JSON that one revision may unpack to; a damaged or hostile file is refused beyond it."""


class Store:
    """An open `.tween` file. Every method raises `TweenError` for what a disk or a file can do wrong."""

    def __init__(self, path: Path, db: sqlite3.Connection, lock: WriterLock | None) -> None:
        self.path = path
        self._db = db
        self._lock = lock
        self._codec = Codec(path.parent)

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
        if path.exists() or path.is_symlink():
            raise TweenError(f"{path} exists already; choose another name.")
        draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
        try:
            with _translated(path, "made"):
                store = cls(path, _connect(draft, "mode=rwc"), None)
                try:
                    store._fill(document, name, at)
                finally:
                    store._db.close()
                sync(draft)
                place_new(draft, path)
        finally:
            for left in (draft, draft.with_name(f"{draft.name}-wal"), draft.with_name(f"{draft.name}-shm")):
                left.unlink(missing_ok=True)

    @classmethod
    def open(cls, path: Path, read_only: bool = False) -> Store:
        """Open a film. Without `read_only` this process becomes its one writer, or it is refused."""
        path = path.absolute()
        _refuse_strangers(path)
        with _translated(path, "opened"):
            lock = None if read_only else _lock_or_none(path)
            try:
                with _no_litter(path) if lock else nullcontext():
                    return cls(path, _checked(path, writing=lock is not None), lock)
            except BaseException:
                if lock:
                    lock.release()
                raise

    def _fill(self, document: Document, name: str, at: float) -> None:
        migrate(self._db)
        with self._transaction():
            body = _deflate(self._codec.pack(document))
            self._db.execute("INSERT INTO revision VALUES (0, ?, '', ?, 1, ?)", (name, at, body))
            self._db.execute("INSERT INTO current VALUES (1, 0)")

    def states(self) -> tuple[list[State], int]:
        """Every state, oldest first and without documents, and the position of the current one."""
        with _translated(self.path, "read"):
            rows = self._db.execute(
                "SELECT position, name, place, at FROM revision ORDER BY position"
            ).fetchall()
            current = self._db.execute("SELECT position FROM current").fetchone()
        if not rows or current is None or [row[0] for row in rows] != list(range(len(rows))):
            raise _damaged(self.path)
        if not 0 <= current[0] < len(rows):
            raise _damaged(self.path)
        return [State(name, place, at, None) for _, name, place, at in rows], current[0]

    def load(self, position: int) -> Document:
        """The document at `position`, its invariants checked."""
        with _translated(self.path, "read"):
            rows = self._db.execute(
                "SELECT whole, body FROM revision WHERE position <= ?1 AND position >="
                " (SELECT max(position) FROM revision WHERE whole = 1 AND position <= ?1) ORDER BY position",
                (position,),
            ).fetchall()
        try:
            document = self._codec.unpack(_inflate(rows[0][1]))
            for _, body in rows[1:]:
                document = self._codec.apply_change(document, _inflate(body))
            check(document)
        except (ArithmeticError, KeyError, IndexError, TypeError, ValueError, RecursionError, zlib.error):
            raise _damaged(self.path) from None
        except TweenError as error:
            raise TweenError(f"{self.path} is damaged. {error}") from None
        return document

    def write(self, position: int, before: Document, document: Document, state: State) -> None:
        """Make `document` revision `position` (`before` is the one below it) and the current one.

        Revisions from `position` on are replaced: an edit after an undo, or one merged with the last.
        """
        whole = position % WHOLE_EVERY == 0
        data = self._codec.pack(document) if whole else self._codec.pack_change(before, document)
        row = (position, state.name, state.place, state.at, int(whole), _deflate(data))
        with self._writing():
            # First, so that the reference from `current` never dangles.
            self._db.execute("INSERT OR REPLACE INTO revision VALUES (?, ?, ?, ?, ?, ?)", row)
            self._db.execute("UPDATE current SET position = ?", (position,))
            self._db.execute("DELETE FROM revision WHERE position > ?", (position,))

    def move(self, position: int) -> None:
        """Make revision `position` the current one: undo, redo, a jump."""
        with self._writing():
            self._db.execute("UPDATE current SET position = ?", (position,))

    def close(self) -> None:
        """Fold the write-ahead log into the file and let others write."""
        with suppress(sqlite3.Error):  # what could not be folded stays in the log, complete
            self._db.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._lock is None:
            raise TweenError(f"{self.path.name} is open for reading only; nothing was changed.")
        with _translated(self.path, "saved"), self._transaction():
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk may have rolled back by itself
                self._db.execute("ROLLBACK")
            raise


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    db = sqlite3.connect(
        f"{path.as_uri()}?{mode}",
        uri=True,
        isolation_level=None,
        timeout=10,
        check_same_thread=False,
    )
    if mode == "mode=rwc":
        db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA trusted_schema = OFF")
    return db


def _refuse_strangers(path: Path) -> None:
    """A sentence for what is no film of ours, before SQLite touches it (https://sqlite.org/fileformat.html)."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise TweenError(f"There is no film at {path}.") from None
    except IsADirectoryError:
        raise TweenError(f"{path} is a folder; choose the .tween file.") from None
    except OSError as error:
        raise TweenError(f"{path} cannot be read: {error.strerror}.") from None
    if len(header) < 100 or not header.startswith(MAGIC):
        raise TweenError(f"{path} is not a Tweenboard film.")
    _refuse_version(path, int.from_bytes(header[68:72]), int.from_bytes(header[60:64]))


def _refuse_version(path: Path, application_id: int, version: int) -> None:
    if application_id != APPLICATION_ID or version < 1:
        raise TweenError(f"{path} is not a Tweenboard film.")
    if version > VERSION:
        raise TweenError(
            f"{path} was made by a newer Tweenboard (file version {version}, this one reads {VERSION}); "
            "update the program to open it."
        )


def _lock_or_none(path: Path) -> WriterLock | None:
    """None where nothing can be written: the film then opens for reading only."""
    try:
        if not os.access(path, os.W_OK):
            return None
        return WriterLock(path)
    except PermissionError:
        return None
    except OSError as error:
        if error.errno == errno.EROFS:
            return None
        raise


def _checked(path: Path, writing: bool) -> sqlite3.Connection:
    """A connection to a sound film of a version that this program knows."""
    db = _connect(path, "mode=rw")
    try:
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.OperationalError:
            # Reading a file with a log needs a writable folder; without one nobody else can be writing.
            db.close()
            db = _connect(path, "immutable=1")
            version = db.execute("PRAGMA user_version").fetchone()[0]
        _refuse_version(path, db.execute("PRAGMA application_id").fetchone()[0], version)
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise _damaged(path)
        if not writing:
            db.execute("PRAGMA query_only = ON")
        elif version < VERSION:
            migrate(db)
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def _no_litter(path: Path) -> Iterator[None]:
    """When a film is refused, the empty log that SQLite began beside it goes again."""
    log, index = (path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))
    there = log.exists()
    try:
        yield
    except BaseException:
        if not there and log.exists() and log.stat().st_size == 0:
            log.unlink()
            index.unlink(missing_ok=True)
        raise


@contextmanager
def _translated(path: Path, done: str) -> Iterator[None]:
    """What SQLite and the system say, as a sentence about the film."""
    try:
        yield
    except sqlite3.OperationalError as error:
        why = next((why for sign, why in REASONS.items() if sign in str(error)), None)
        if why is None:
            raise _damaged(path) from None
        raise TweenError(f"{path} could not be {done}: {why}.") from None
    except (sqlite3.DatabaseError, UnicodeDecodeError):  # a damaged file's own words can be in the message
        raise _damaged(path) from None
    except OSError as error:
        raise TweenError(f"{path} could not be {done}: {error.strerror}.") from None


def _damaged(path: Path) -> TweenError:
    return TweenError(f"{path} is damaged and was left as it is; open a copy from a backup.")


def _deflate(data: Any) -> bytes:
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode(), 6)


def _inflate(body: Any) -> Any:
    if not isinstance(body, bytes):
        raise ValueError("a revision is not bytes")
    inflater = zlib.decompressobj()
    text = inflater.decompress(body, LARGEST)
    if not inflater.eof:
        raise ValueError("a revision is cut off or too large")
    return json.loads(text)
