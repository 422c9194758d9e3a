"""The tables of a `.tween` file, one function per version: `MIGRATIONS[n]` turns version n into n + 1."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

APPLICATION_ID = 0x5457454E
""" "TWEN": what `file` and SQLite's own tools see in the header."""


def _first(db: sqlite3.Connection) -> None:
    # `body` is zlib-compressed JSON: a whole document, or the change from the revision before it.
    db.execute(
        "CREATE TABLE revision (position INTEGER PRIMARY KEY, name TEXT NOT NULL, place TEXT NOT NULL,"
        " at REAL NOT NULL, whole INTEGER NOT NULL CHECK (whole IN (0, 1)), body BLOB NOT NULL)"
    )
    db.execute(
        "CREATE TABLE current (only INTEGER PRIMARY KEY CHECK (only = 1),"
        " position INTEGER NOT NULL REFERENCES revision (position))"
    )


def _places(db: sqlite3.Connection) -> None:
    # Where footage lies now, by its fingerprint; it holds for every revision, whatever path that one names.
    db.execute("CREATE TABLE place (content TEXT PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _places)
VERSION = len(MIGRATIONS)


def migrate(db: sqlite3.Connection) -> None:
    """Bring an older (or new, empty) file to `VERSION` in one transaction."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    db.execute("BEGIN IMMEDIATE")
    for step in MIGRATIONS[version:]:
        step(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")
