"""What can still be read of a damaged film: the newest state that is whole, for reading only.

Everything is read from a copy, so that the damaged file itself stays as it is.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from engine.document.history import State
from engine.document.invariants import check
from engine.document.model import Document
from engine.errors import TweenError
from engine.project.claim import Reading
from engine.project.connection import connect, logs
from engine.project.migrations import holds_only_tables
from engine.project.places import media_folder
from engine.project.store import UNREADABLE, WHOLE_EVERY, Store
from engine.project.whereabouts import placed, read_places

UNOPENED = (OSError, sqlite3.DatabaseError, UnicodeDecodeError)
"""What a damaged file, whose own words can be in a message, does to SQLite."""


def salvaged(path: Path) -> Store | None:
    """A store in memory that holds one state, for reading only; None when nothing can be read."""
    path = path.absolute()
    with tempfile.TemporaryDirectory(prefix="tween-") as folder, suppress(*UNOPENED):
        copy = Path(folder, path.name)
        shutil.copyfile(path, copy)
        if logs(path)[0].exists():
            shutil.copyfile(logs(path)[0], logs(copy)[0])
        with closing(connect(copy, "mode=rw")) as db:
            if not holds_only_tables(db):
                return None
            found, places = _newest(Store(path, db, Reading("damaged")), db), _places(db, path)
        if found is not None and found.document is not None:
            why = f"it is damaged, and this is what can be read of it, up to “{found.name}”"
            more = "save a copy to go on from there, or restore a backup"
            reading = Reading("damaged", f"{why}; {more}")
            store = Store(path, connect(Path("/memory"), "mode=memory"), reading)
            store.fill(placed(found.document, places), found.name, found.at)
            return store
    return None


def _places(db: sqlite3.Connection, path: Path) -> dict[str, str]:
    try:
        return read_places(db, media_folder(path))
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return {}


def _newest(store: Store, db: sqlite3.Connection) -> State | None:
    positions = _positions(db)
    while positions:
        newest = positions[0]
        whole = newest - newest % WHOLE_EVERY
        state = None
        for position in range(whole, newest + 1):
            after = _state(store, db, position, state.document if state else None)
            if after is None:
                break
            state = after
        if state is not None:
            return state
        positions = [position for position in positions if position < whole]
    return None


def _positions(db: sqlite3.Connection) -> list[int]:
    """Positions of revisions up to the current one that can be listed, newest first."""
    current = next(_rows(db, "SELECT position FROM current"), (None,))[0]
    found: set[object] = set()
    for order in ("DESC", "ASC"):  # from both ends up to the damage
        found |= {row[0] for row in _rows(db, f"SELECT position FROM revision ORDER BY position {order}")}
    known = [position for position in found if isinstance(position, int)]
    return sorted((p for p in known if not isinstance(current, int) or p <= current), reverse=True)


def _state(store: Store, db: sqlite3.Connection, position: int, before: Document | None) -> State | None:
    query = f"SELECT whole, body, name, at FROM revision WHERE position = {position}"
    whole, body, name, at = next(_rows(db, query), (0, None, "", 0.0))
    if not whole and before is None:
        return None
    try:
        document = store.unpacked(None if whole else before, body)
        check(document)
    except (*UNREADABLE, TweenError):
        return None
    return State(str(name), "", at if isinstance(at, float) else 0.0, document)


def _rows(db: sqlite3.Connection, query: str) -> Iterator[tuple]:
    """The rows up to the first that cannot be read."""
    with suppress(sqlite3.DatabaseError, UnicodeDecodeError):
        yield from db.execute(query)
