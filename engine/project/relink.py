"""Footage that is no longer where the film says: found again by its content, or named by hand.

Content is the fingerprint (`engine.media.fingerprint`): the size and a hash of both ends of the file. The
same content elsewhere is no edit (`Project.relocate`); another file in its place is one, to be insisted on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from engine.document.invariants import check
from engine.document.model import Asset, Document
from engine.document.queries import asset_by_id
from engine.errors import TweenError
from engine.media.fingerprint import fingerprint
from engine.project.importing import asset_from_file
from engine.project.project import Project
from engine.project.whereabouts import Places

MOST_FILES = 100_000
MOST_READ = 5_000
"""Files that one search lists, and that it reads both ends of; the likeliest come first."""
ANY_DEPTH = 64
Cancelled = Callable[[], bool]


class Differs(TweenError):
    """The file is not the footage that is missing; it can be used when a person insists."""


@dataclass(frozen=True, slots=True)
class Relinked:
    """What was found, as (old path, new path), and what is missing still. `accept` puts it into the film."""

    places: Places
    stand_ins: tuple[Asset, ...]
    found: tuple[tuple[str, str], ...]
    missing: tuple[Asset, ...]


def missing_media(doc: Document) -> tuple[Asset, ...]:
    """Footage whose file is not there."""
    return tuple(asset for asset in doc.assets if not Path(asset.path).is_file())


def unseen(asset: Asset) -> bool:
    """Whether the file was missing when the film was imported, so that nobody knows its content."""
    return asset.id == asset.fingerprint[:12]


def likely_places(film: Path, doc: Document) -> tuple[tuple[Path, int], ...]:
    """Where to look without being asked, as (folder, levels below it): around the film and its footage."""
    near = film.absolute().parent
    places = {near: 4}
    for asset in doc.assets:
        places.setdefault(Path(asset.path).parent, 2)
    for folder in list(places):
        places.setdefault(folder.parent, 2)
    return tuple((folder, levels) for folder, levels in places.items() if folder.is_dir())


def relink(
    doc: Document,
    places: Sequence[tuple[Path, int]],
    *,
    by_name: bool = False,
    cancelled: Cancelled = lambda: False,
) -> Relinked:
    """Look for missing footage in folders, so many levels deep (`ANY_DEPTH`).

    Files of the same name are read first, then those with the same ending, then the others. `by_name`: what
    nobody has ever seen is taken from a file of its name, when that fits its clips.
    """
    missing = {asset.id: asset for asset in missing_media(doc)}
    found: dict[str, str] = {}
    files = _likeliest(missing.values(), _files(places, cancelled)) if missing else []
    stand_ins = _by_name(doc, missing, files) if by_name else ()
    wanted = {asset.fingerprint: asset.id for asset in missing.values() if not unseen(asset)}
    for path in files[:MOST_READ]:
        if not wanted or cancelled():
            break
        with suppress(TweenError, OSError):  # what cannot be read is not what is sought
            asset_id = wanted.pop(fingerprint(path), "")
            if asset_id:
                found[asset_id] = str(path)
    moved = {asset.fingerprint: found[asset.id] for asset in doc.assets if asset.id in found}
    found |= {asset.id: asset.path for asset in stand_ins}
    pairs = tuple((asset_by_id(doc, asset_id).path, path) for asset_id, path in found.items())
    return Relinked(moved, stand_ins, pairs, tuple(a for a in missing.values() if a.id not in found))


def named(doc: Document, name: str) -> Asset:
    """The footage of that id, path or file name."""
    wanted = [a for a in doc.assets if name in (a.id, a.path)]
    wanted = wanted or [a for a in doc.assets if name == Path(a.path).name]
    if len(wanted) != 1:
        many = "has no footage" if not wanted else "has more than one piece of footage"
        raise TweenError(f"The film {many} named “{name}”; give its whole path as `tween show` prints it.")
    return wanted[0]


def stand_in(doc: Document, old: Asset, file: Path, insist: bool = False) -> Asset:
    """`old` as it is with `file` behind it, for `accept`.

    Raises `Differs` where the file is not the one that is missing, unless a person insists; `TweenError` when
    it is of another kind, or too short for the clips that show it.
    """
    new = asset_from_file(file)
    if new.fingerprint == old.fingerprint:
        return replace(old, path=new.path)
    if not unseen(old):
        if new.kind != old.kind or (old.has_audio and not new.has_audio):
            raise TweenError(
                f"{file} cannot stand in for {old.path}: one is {_kind(old)}, the other {_kind(new)}."
            )
        if not insist:
            raise Differs(f"{file} is not the file that {Path(old.path).name} was.")
    new = replace(new, id=old.id, extra=old.extra)
    try:
        check(_with(doc, new))
    except TweenError as error:
        raise TweenError(f"{file} cannot stand in for {old.path}: {error}") from None
    return new


def accept(project: Project, places: Places, stand_ins: Sequence[Asset] = ()) -> None:
    """Footage lies there now, in every state of the film; what has other content is one edit."""
    document = project.document
    for asset in stand_ins:
        if asset.fingerprint == asset_by_id(document, asset.id).fingerprint:
            places = {**places, asset.fingerprint: asset.path}
        else:
            document = _with(document, asset)
    if document != project.document:
        check(document)
        project.commit(document, "Relink")
    project.relocate(places)


def _with(doc: Document, new: Asset) -> Document:
    return replace(doc, assets=tuple(new if asset.id == new.id else asset for asset in doc.assets))


def _by_name(doc: Document, missing: dict[str, Asset], files: Iterable[Path]) -> tuple[Asset, ...]:
    by_name: dict[str, Path] = {}
    for file in files:
        by_name.setdefault(file.name.lower(), file)
    found: list[Asset] = []
    for asset in missing.values():
        file = by_name.get(Path(asset.path).name.lower())
        if file is not None and unseen(asset):
            with suppress(TweenError):  # it does not fit
                found.append(stand_in(doc, asset, file))
                doc = _with(doc, found[-1])
    return tuple(found)


def _kind(asset: Asset) -> str:
    sound = " with sound" if asset.has_audio and asset.kind == "video" else ""
    return f"{asset.kind}{sound}"


def _files(places: Sequence[tuple[Path, int]], cancelled: Cancelled) -> Iterator[Path]:
    """Every file in the folders, links, hidden folders and takes left out, up to `MOST_FILES`."""
    count = 0
    for start, levels in places:
        for folder, names, files in os.walk(start):
            deep = len(Path(folder).relative_to(start).parts)
            names[:] = sorted(
                name
                for name in names
                if deep < levels and not name.startswith(".") and not name.endswith(".takes")
            )
            for file in sorted(files):
                count += 1
                if count > MOST_FILES or cancelled():
                    return
                yield Path(folder, file)


def _likeliest(missing: Iterable[Asset], files: Iterable[Path]) -> list[Path]:
    wanted = [Path(asset.path) for asset in missing]
    names = {path.name.lower() for path in wanted}
    endings = {path.suffix.lower() for path in wanted}

    def rank(path: Path) -> int:
        return 0 if path.name.lower() in names else 1 if path.suffix.lower() in endings else 2

    return sorted(dict.fromkeys(file.absolute() for file in files), key=rank)
