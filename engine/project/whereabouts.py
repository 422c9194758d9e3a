"""Where footage lies now, by its content: kept beside the history, so that every state of it finds its files.

A revision names the path that its footage had when it was written. The table `place` has the later word for
all of them: moving or collecting files is no edit, and undo does not bring old paths back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from engine.document.luts import with_lut_paths
from engine.document.model import Document

Places = Mapping[str, str]
"""Fingerprint -> absolute path."""


def read_places(db: sqlite3.Connection, folder: Path) -> dict[str, str]:
    """What the film says, nothing where it is older than places; relative paths start from `folder`."""
    there = db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'place'").fetchone()
    rows = db.execute("SELECT content, path FROM place").fetchall() if there else []
    return {
        content: str(folder.joinpath(*PurePosixPath(path).parts)) if not Path(path).is_absolute() else path
        for content, path in rows
        if isinstance(content, str) and isinstance(path, str)
    }


def write_places(db: sqlite3.Connection, places: Places, folder: Path) -> None:
    """Within the caller's transaction."""
    rows = []
    for content, path in places.items():
        there = Path(path)
        below = there.is_relative_to(folder)
        rows.append((content, there.relative_to(folder).as_posix() if below else str(there)))
    db.executemany("INSERT OR REPLACE INTO place VALUES (?, ?)", rows)


def placed(doc: Document, places: Places) -> Document:
    """The document with its footage and look-up tables where they lie now; the same one when it says so
    already."""
    doc = with_lut_paths(doc, lambda lut: places.get(lut.fingerprint, lut.path))
    assets = tuple(
        replace(asset, path=path)
        if (path := places.get(asset.fingerprint, asset.path)) != asset.path
        else asset
        for asset in doc.assets
    )
    return (
        doc if all(a is b for a, b in zip(assets, doc.assets, strict=True)) else replace(doc, assets=assets)
    )


def moved(before: Document, after: Document, places: Places) -> dict[str, str]:
    """Paths that an edit brought: the same footage was imported from, or named at, another place."""
    if after.assets is before.assets:  # nearly every edit
        return {}
    known = {**{asset.fingerprint: asset.path for asset in before.assets}, **places}
    return {
        asset.fingerprint: asset.path
        for asset in after.assets
        if known.get(asset.fingerprint, asset.path) != asset.path
    }
