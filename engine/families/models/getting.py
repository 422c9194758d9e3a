"""A whole model brought to this machine: listed, room looked for, fetched file by file, hashed, named.

It is put together in a hidden folder beside its place and gets its name when everything is there and right.
An attempt that stopped, by a person, a crash or the network, goes on where it was, at the revision it began
with.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine.errors import TweenError
from engine.families.capabilities import capabilities, known_families
from engine.families.catalog import INDEX, NOTES, read_index, read_notes
from engine.families.models.allowed import ENDINGS, allowed, contents, wanted
from engine.families.models.entries import Entry
from engine.families.models.hub import Hub, Listing, Remote, verified
from engine.families.models.lock import LOCK, Lock, Report, check, never, quiet, read_lock, sha256, write_lock
from engine.families.models.lock import Entry as File
from engine.families.models.places import UNFINISHED, free_name, put_into, remember, write_json
from engine.media.safe_file import write_error

PLAN, SPARE = "tweenboard.plan.json", 64 << 20
"""What an unfinished download is to be; bytes that are left free on the disk."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be got, and what a person is told before: `size` in bytes, licence and where it is read."""

    name: str
    title: str
    listing: Listing
    licence: str
    licence_page: str
    place: Path
    left: int
    """Bytes still to fetch."""

    @property
    def size(self) -> int:
        return sum(file.size for file in self.listing.files)


def plan(
    hub: Hub, what: Entry | str, to: str | Path | None = None, revision: str = "", name: str = ""
) -> Wanted:
    """Of an entry of the list, or of any repository in diffusers' layout. Nothing is written.

    Raises `TweenError` for what is no model that Tweenboard can draw with, or is there already.
    """
    known = what if isinstance(what, Entry) else None
    repository = known.repository if known else str(what)
    name = name or (known.name if known else repository.rpartition("/")[2])
    place = free_name(put_into(to), name)
    listing = begun(_unfinished(place))
    if listing is None or listing.repository != repository or revision not in ("", listing.revision):
        asked = revision or (known.revision if known else "main")
        listing = hub.listing(repository, asked)
        listing = of_parts(listing, known.parts if known else _own_parts(hub, listing))
    return Wanted(
        name=name,
        title=known.title if known else name,
        listing=listing,
        licence=known.licence if known else listing.licence or "see its page",
        licence_page=known.licence_page if known else f"{hub.endpoint}/{repository}",
        place=place,
        left=sum(file.size - _have(_unfinished(place) / file.path, file) for file in listing.files),
    )


def get(hub: Hub, want: Wanted, report: Report = quiet, cancelled: Callable[[], bool] = never) -> Path:
    """Fetch it and return its folder. Raises `TweenError`; what was fetched is kept for the next attempt."""
    draft = _unfinished(want.place)
    _refuse_full(want)
    remember(want.place.parent)
    with _alone(draft):
        write_json(draft / PLAN, asdict(want.listing))
        files, done = [], 0
        for remote in sorted(want.listing.files, key=lambda file: (file.path != INDEX, file.size)):
            digest = _bring(hub, want, remote, draft, _after(report, done, want.size), cancelled)
            files.append(File(remote.path, remote.size, digest))
            done += remote.size
            report(done, want.size)
        _finish(draft, want, files)
    return want.place


def _bring(
    hub: Hub, want: Wanted, remote: Remote, draft: Path, report: Report, cancelled: Callable[[], bool]
) -> str:
    """One file, unless it is there already. Returns its SHA-256."""
    target = draft / remote.path
    digest = ""
    if target.is_file() and target.stat().st_size == remote.size:
        digest = verified(remote, target, report, cancelled)
    if not digest:
        digest = hub.fetch(want.listing, remote, target, report, cancelled)
    if remote.path == INDEX:
        _known_index(draft, want.listing.repository)
    if remote.path.endswith(ENDINGS):
        contents(target)
    return digest


def repair(
    hub: Hub, place: Path, report: Report = quiet, cancelled: Callable[[], bool] = never
) -> tuple[str, ...]:
    """Fetch what is missing or changed in a model that was got, at its own revision, and by its own hashes.

    Returns the paths that were fetched.
    """
    lock = read_lock(place)
    if lock is None or not lock.repository:
        raise TweenError(f"{place} was not got from a hub, so nothing can be fetched for it; add it again.")
    damaged = check(place, lock, cancelled=cancelled).damaged
    listing = Listing(
        lock.repository,
        lock.revision,
        tuple(Remote(each.path, each.size, each.sha256) for each in lock.files if each.path in damaged),
    )
    total, done = sum(file.size for file in listing.files), 0
    for remote in listing.files:
        if remote.path == NOTES:
            _write_title(place, lock.name)
            continue
        hub.fetch(listing, remote, place / remote.path, _after(report, done, total), cancelled)
        done += remote.size
    return damaged


def _after(report: Report, before: int, total: int) -> Report:
    """One file's progress as that of all, `before` bytes of which are done."""
    return lambda done, _: report(before + done, total)


def of_parts(listing: Listing, parts: tuple[str, ...]) -> Listing:
    """The files of `listing` that make a model with these parts. Raises `TweenError` where one lacks."""
    by_path = {file.path: file for file in listing.files}
    chosen = wanted(by_path, parts)
    for part in parts:
        if not any(path.startswith(f"{part}/") for path in chosen):
            raise TweenError(f"{listing.repository} has no {part}; its layout is another than it should be.")
    files = tuple(by_path[path] for path in chosen)
    return Listing(listing.repository, listing.revision, files, listing.licence)


def _own_parts(hub: Hub, listing: Listing) -> tuple[str, ...]:
    """The parts that a repository's own index names and that it has."""
    index = next((file for file in listing.files if file.path == INDEX), None)
    if index is None:
        raise TweenError(
            f"{listing.repository} is not in diffusers' layout: it has no {INDEX}; look for an edition of it "
            "whose name ends in Diffusers, or fetch the single file yourself and add it."
        )
    with tempfile.TemporaryDirectory(prefix="tweenboard-") as folder:
        hub.fetch(listing, index, Path(folder) / INDEX)
        named = _known_index(Path(folder), listing.repository)
    there = {file.path.partition("/")[0] for file in listing.files if "/" in file.path}
    return tuple(sorted(there.intersection(name for name, entry in named.items() if isinstance(entry, list))))


def _known_index(folder: Path, repository: str) -> dict[str, Any]:
    """Before gigabytes are fetched: raises `TweenError` for a model that cannot be drawn with."""
    index = read_index(folder)
    if capabilities(index, {}, repository) is None:
        raise TweenError(
            f"{repository} is a {index.get('_class_name')}, which Tweenboard cannot draw with; "
            f"it knows {known_families()}."
        )
    return index


def _refuse_full(want: Wanted) -> None:
    there = next(each for each in (want.place, *want.place.parents) if each.is_dir())
    try:
        free = shutil.disk_usage(there).free
    except OSError as error:
        raise write_error(want.place, error) from None
    if free < want.left + SPARE:
        raise TweenError(
            f"{want.title} needs {_gb(want.left)} more on the disk of {there}, which has {_gb(free)} free; "
            "free some, or choose another place with --to."
        )


def _gb(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 5e7 else f"{size / 1e6:.1f} MB"


def _unfinished(place: Path) -> Path:
    return place.with_name(f".{place.name}{UNFINISHED}")


def begun(draft: Path) -> Listing | None:
    """What an earlier attempt was to fetch; None without one, or with one that cannot be understood."""
    try:
        data = json.loads((draft / PLAN).read_text(encoding="utf-8"))
        files = tuple(Remote(**file) for file in data["files"])
        if not all(allowed(file.path) for file in files):
            return None
        return Listing(str(data["repository"]), str(data["revision"]), files, str(data["licence"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _have(target: Path, file: Remote) -> int:
    for path in (target, target.with_name(f"{target.name}.part")):
        if path.is_file():
            return min(file.size, path.stat().st_size)
    return 0


@contextmanager
def _alone(draft: Path) -> Iterator[None]:
    """One program at a time puts a model together."""
    from filelock import FileLock, Timeout

    try:
        draft.mkdir(parents=True, exist_ok=True)
        held = FileLock(draft.with_name(f"{draft.name}.lock"))
        held.acquire(timeout=0)
    except Timeout:
        raise TweenError(f"{draft.parent} is being given this model by another program already.") from None
    except OSError as error:
        raise write_error(draft, error) from None
    try:
        yield
    finally:
        held.release()
        Path(held.lock_file).unlink(missing_ok=True)


def _write_title(folder: Path, title: str) -> File:
    """A name for the lists, where the repository says none."""
    notes = read_notes(folder) or {"name": title}
    file = folder / NOTES
    write_json(file, notes)
    return File(NOTES, file.stat().st_size, sha256(file))


def _finish(draft: Path, want: Wanted, files: list[File]) -> None:
    if not any(file.path == NOTES for file in files):
        files.append(_write_title(draft, want.title))
    (draft / PLAN).unlink(missing_ok=True)
    lock = Lock(
        name=want.title,
        source=f"{want.listing.repository} at {want.listing.revision}",
        files=tuple(sorted(files, key=lambda file: file.path)),
        repository=want.listing.repository,
        revision=want.listing.revision,
        licence=want.licence,
        licence_page=want.licence_page,
    )
    write_lock(draft / LOCK, lock)
    try:
        draft.rename(want.place)
    except OSError as error:
        raise write_error(want.place, error) from None
