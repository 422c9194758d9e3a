"""Footage that is no longer where the film says: found again by its content, or named by hand.

Content is the fingerprint (`engine.media.fingerprint`): the size and a hash of both ends of the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from engine.document.invariants import check
from engine.document.model import Asset, Document
from engine.document.queries import asset_by_id
from engine.errors import TweenError
from engine.media.fingerprint import fingerprint
from engine.project.importing import asset_from_file

MOST_FILES = 100_000
MOST_READ = 5_000
"""Files that one search lists, and that it reads both ends of; the likeliest come first."""


@dataclass(frozen=True, slots=True)
class Relinked:
    """The film with what was found, as (old path, new path), and the footage that is missing still."""

    document: Document
    found: tuple[tuple[str, str], ...]
    missing: tuple[Asset, ...]


def missing_media(doc: Document) -> tuple[Asset, ...]:
    """Footage whose file is not there."""
    return tuple(asset for asset in doc.assets if not Path(asset.path).is_file())


def relink(doc: Document, folders: Sequence[Path]) -> Relinked:
    """Look for missing footage in `folders` and everything below them.

    Files of the same name are read first, then those with the same ending, then the others.
    """
    missing = {asset.id: asset for asset in missing_media(doc)}
    found: dict[str, str] = {}
    if missing:
        for path in _likeliest(missing.values(), _files(folders))[:MOST_READ]:
            with suppress(TweenError, OSError):  # what cannot be read is not what is sought
                content = fingerprint(path)
                for asset in [each for each in missing.values() if each.fingerprint == content]:
                    found[asset.id] = str(path)
                    del missing[asset.id]
            if not missing:
                break
    assets = tuple(replace(a, path=found[a.id]) if a.id in found else a for a in doc.assets)
    pairs = tuple((asset_by_id(doc, asset).path, path) for asset, path in found.items())
    return Relinked(replace(doc, assets=assets) if found else doc, pairs, tuple(missing.values()))


def relink_by_hand(doc: Document, name: str, file: Path) -> Document:
    """`file` in the place of the footage `name` (its id, path or file name), whatever it holds.

    `TweenError` when it is of another kind, or too short for the clips that show it.
    """
    wanted = [a for a in doc.assets if name in (a.id, a.path, Path(a.path).name)]
    if len(wanted) != 1:
        many = "has no footage" if not wanted else "has more than one piece of footage"
        raise TweenError(f"The film {many} named “{name}”; give its whole path as `tween show` prints it.")
    old, new = wanted[0], asset_from_file(file)
    if new.kind != old.kind or (old.has_audio and not new.has_audio):
        raise TweenError(
            f"{file} cannot stand in for {old.path}: one is {_kind(old)}, the other {_kind(new)}."
        )
    new = replace(new, id=old.id, extra=old.extra)
    changed = replace(doc, assets=tuple(new if asset is old else asset for asset in doc.assets))
    try:
        check(changed)
    except TweenError as error:
        raise TweenError(f"{file} cannot stand in for {old.path}: {error}") from None
    return changed


def _kind(asset: Asset) -> str:
    sound = " with sound" if asset.has_audio and asset.kind == "video" else ""
    return f"{asset.kind}{sound}"


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    """Every file below the folders, links and hidden folders left out, up to `MOST_FILES`."""
    count = 0
    for start in folders:
        for folder, names, files in os.walk(start):
            names[:] = sorted(
                name for name in names if not name.startswith(".") and not name.endswith(".takes")
            )
            for file in sorted(files):
                count += 1
                if count > MOST_FILES:
                    return
                yield Path(folder, file)


def _likeliest(missing: Iterable[Asset], files: Iterable[Path]) -> list[Path]:
    wanted = [Path(asset.path) for asset in missing]
    names = {path.name.lower() for path in wanted}
    endings = {path.suffix.lower() for path in wanted}

    def rank(path: Path) -> int:
        return 0 if path.name.lower() in names else 1 if path.suffix.lower() in endings else 2

    return sorted(dict.fromkeys(file.absolute() for file in files), key=rank)
