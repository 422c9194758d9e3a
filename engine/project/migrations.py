"""The tables of a `.tween` file, one function per version: `MIGRATIONS[n]` turns version n into n + 1."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache

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


def holds_only_tables(db: sqlite3.Connection) -> bool:
    """Whether a film's database holds these tables alone, as they are made here; or, of a newer version,
    tables of any kind.

    A view, a trigger or an expression in a table is a small program that SQLite runs when the film is read or
    written (https://www.sqlite.org/security.html); no film has one, so whoever sent such a file made it so.
    """
    found = db.execute("SELECT type, sql FROM sqlite_master").fetchall()
    if db.execute("PRAGMA user_version").fetchone()[0] > VERSION:
        return all(kind == "table" and str(sql).startswith("CREATE TABLE ") for kind, sql in found)
    return _tables().issuperset(found)


@cache
def _tables() -> frozenset[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        return frozenset(db.execute("SELECT type, sql FROM sqlite_master").fetchall())
