"""Connections to `.tween` files, and what SQLite and the system say about one as a sentence."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engine.errors import TweenError
from engine.project.migrations import APPLICATION_ID, VERSION, holds_only_tables, migrate

MAGIC = b"SQLite format 3\0"
FULL, FAULT = "is full", "disk I/O"
"""In what SQLite says."""
LEAST_ROOM = 1 << 20


class DamagedFilm(TweenError):
    """The film's own bytes are at fault."""

    def __init__(self, path: Path, why: str = "") -> None:
        super().__init__(f"{path} is damaged and was left as it is; open a copy from a backup.{why}")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    db = sqlite3.connect(
        f"{path.as_uri()}?{mode}",
        uri=True,
        isolation_level=None,
        timeout=10,
        check_same_thread=False,
    )
    try:
        if mode == "mode=rwc":
            db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA cell_size_check = ON")
        db.execute("PRAGMA user_version")  # the first that reads the file
    except BaseException:
        db.close()
        raise
    return db


def header_version(path: Path) -> int:
    """The file version, read before SQLite touches the file (https://sqlite.org/fileformat.html).

    `TweenError` for what is no film of ours.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise TweenError(f"There is no film at {path}.") from None
    except IsADirectoryError:
        raise TweenError(f"{path} is a folder; choose the .tween file.") from None
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        raise TweenError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    version = int.from_bytes(header[60:64])
    if len(header) < 100 or not header.startswith(MAGIC):
        raise TweenError(f"{path} is not a Tweenboard film.")
    if int.from_bytes(header[68:72]) != APPLICATION_ID or version < 1:
        raise TweenError(f"{path} is not a Tweenboard film.")
    return version


def checked(path: Path, writing: bool) -> sqlite3.Connection:
    """A connection to a sound film; one to be written is brought to this program's version."""
    try:
        db = connect(path, "mode=rw")
    except sqlite3.OperationalError:
        if writing:
            raise
        # Reading a file with a log needs a writable folder; without one nobody else can be writing.
        db = connect(path, "immutable=1")
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID or version < 1:
            raise DamagedFilm(path)
        if not holds_only_tables(db):  # before anything that would run what else is in it
            raise DamagedFilm(path)
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise DamagedFilm(path)
        if not writing:
            db.execute("PRAGMA query_only = ON")
        elif version < VERSION:
            migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def logs(path: Path) -> tuple[Path, Path]:
    """The write-ahead log of a film and the log's index."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


@contextmanager
def no_litter(path: Path) -> Iterator[None]:
    """When a film is refused, the empty log that SQLite began beside it goes again."""
    log, index = logs(path)
    there = log.exists()
    try:
        yield
    except BaseException:
        if not there and log.exists() and log.stat().st_size == 0:
            log.unlink()
            index.unlink(missing_ok=True)
        raise


def _is_full(folder: Path) -> bool:
    """SQLite calls it a fault of the disk when there is no room for what it maps into memory."""
    with suppress(OSError):
        return shutil.disk_usage(folder).free < LEAST_ROOM
    return False


def reason_of(said: str, folder: Path) -> str | None:
    """What is at fault where SQLite `said` so of a film in `folder`; None for the film itself."""
    if FULL in said or (FAULT in said and _is_full(folder)):
        return "the disk is full; make room and try again"
    reasons = {
        "locked": "another program is using it",
        "busy": "another program is using it",
        "readonly": "it may not be written",
        "unable to open": "the file or its folder may not be opened",
        FAULT: "the disk has a fault or is no longer there",
    }
    return next((why for sign, why in reasons.items() if sign in said), None)


@contextmanager
def translated(path: Path, done: str) -> Iterator[None]:
    """What SQLite and the system say, as a sentence about the film."""
    try:
        yield
    except sqlite3.OperationalError as error:
        why = reason_of(str(error), path.parent)
        if why is None:
            raise DamagedFilm(path) from None
        raise TweenError(f"{path} could not be {done}: {why}.") from None
    except (sqlite3.DatabaseError, UnicodeDecodeError):  # a damaged file's own words can be in the message
        raise DamagedFilm(path) from None
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        why = reason_of(FULL, path.parent) if full else error.strerror
        raise TweenError(f"{path} could not be {done}: {why}.") from None
