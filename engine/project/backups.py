"""Copies of a film in `NAME.backups/`: the last of each hour, day and week, and never one over another.

A copy is made when a film is opened, and while it is edited, once the last one is an hour old; a film in
its first hour needs none. They are numbered, so that their order survives a clock set back:

    film.backups/0012 2026-11-21 10.28.33.tween       the 12th copy, made at that time (UTC)

A copy opens like a film, for reading only. `restore` makes it the film again, and the film that was there one
more copy.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from engine.errors import TweenError
from engine.project.aside import set_aside
from engine.project.connection import DamagedFilm, logs, translated
from engine.project.disk import place_new, sync
from engine.project.lock import WriterLock
from engine.project.places import backup_folder, film_of_backup
from engine.project.store import Store

EVERY_SECONDS = 3600
KEPT = (("%Y-%m-%d %H", 24), ("%Y-%m-%d", 7), ("%G-%V", 8))
"""Of each of the newest 24 hours, 7 days and 8 weeks that have a copy, the last stays."""
_STAMP = "%Y-%m-%d %H.%M.%S"
_NAME = re.compile(r"(\d{4,}) (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)\.tween")


@dataclass(frozen=True, slots=True)
class Backup:
    number: int
    at: datetime
    path: Path


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds. `edit` is the last one in it; `problem` a sentence where it cannot be read."""

    bytes: int
    frames: int = 0
    cards: int = 0
    edit: str = ""
    problem: str = ""


def backups(film: Path) -> tuple[Backup, ...]:
    """The copies of a film, newest first."""
    found: list[Backup] = []
    with suppress(OSError):
        for path in backup_folder(film.absolute()).iterdir():
            made = _NAME.fullmatch(path.name)
            with suppress(ValueError):  # a day that no calendar has
                if made:
                    at = datetime.strptime(made[2], _STAMP).replace(tzinfo=UTC)
                    found.append(Backup(int(made[1]), at, path))
    return tuple(sorted(found, key=lambda each: each.number, reverse=True))


def superfluous(found: Iterable[Backup]) -> tuple[Backup, ...]:
    """Those that thinning drops; `found` is newest first. The newest is never among them."""
    found = tuple(found)
    kept = set(found[:1])
    for form, most in KEPT:
        spans: dict[str, Backup] = {}
        for backup in found:
            spans.setdefault(backup.at.strftime(form), backup)
        kept |= set(list(spans.values())[:most])
    return tuple(backup for backup in found if backup not in kept)


class Backups:
    """Makes the copies of one open film. `problem` is a sentence when the last try failed."""

    def __init__(self, store: Store, clock: Callable[[], float], film_begun: float) -> None:
        self.problem = ""
        self._store = store
        self._clock = clock
        newest = next(iter(backups(store.path)), None)
        self._last = newest.at.timestamp() if newest else film_begun

    def make_when_due(self) -> None:
        now = self._clock()
        if abs(now - self._last) < EVERY_SECONDS:  # a clock set back by hours is no reason to wait for it
            return
        self._last = now
        try:
            self._make(datetime.fromtimestamp(now, UTC))
            self.problem = ""
        except (TweenError, OSError) as error:
            name, why = self._store.path.name, str(error).rstrip(".")
            self.problem = f"No backup of {name} could be made ({why}); every edit is in the film itself."

    def _make(self, at: datetime) -> None:
        folder = backup_folder(self._store.path)
        folder.mkdir(exist_ok=True)
        self._store.copy_to(_next(self._store.path, at))
        for backup in superfluous(backups(self._store.path)):
            backup.path.unlink(missing_ok=True)


def look_into(backup: Backup) -> Contents:
    """Opens the copy; one that is damaged, or gone meanwhile, says so."""
    try:
        size = backup.path.stat().st_size
        store = Store.open(backup.path, read_only=True)
        try:
            states, position = store.states()
            document = store.load(position)
        finally:
            store.close()
    except TweenError as error:
        return Contents(size, problem=str(error))
    except OSError as error:
        return Contents(0, problem=f"{backup.path} cannot be read: {error.strerror}.")
    return Contents(size, document.frames, len(document.cards), states[position].name)


def restore(backup: Path) -> Path | None:
    """Make a copy the film again. What the film was is kept: as its newest copy, or set aside untouched where
    it cannot be read. Returns where; None when there was no film.

    `TweenError` when the film is open, the copy is none or cannot be read, or the disk has no room.
    """
    film = film_of_backup(backup.absolute())
    if film is None:
        raise TweenError(f"{backup} is no backup; choose a file from a folder NAME.backups.")
    Store.open(backup, read_only=True).close()  # before the film is touched
    with translated(film, "restored"):
        lock = WriterLock(film)
        draft = film.with_name(f".{film.name}.{uuid4().hex[:8]}.part")
        try:
            shutil.copyfile(backup, draft)
            sync(draft)
            kept = _kept(film)
            if film.exists():  # and is one more copy, its log with it
                for log in logs(film):
                    log.unlink(missing_ok=True)
                draft.replace(film)
                sync(film.parent)
            else:
                place_new(draft, film)
        finally:
            draft.unlink(missing_ok=True)
            lock.release()
    return kept


def _kept(film: Path) -> Path | None:
    if not film.exists():
        return None
    try:
        store = Store.open(film, read_only=True)
    except TweenError:
        return set_aside(film)
    try:
        kept = _next(film, datetime.now(UTC))
        kept.parent.mkdir(exist_ok=True)
        store.copy_to(kept)
    except DamagedFilm:
        return set_aside(film)
    finally:
        store.close()
    return kept


def _next(film: Path, at: datetime) -> Path:
    """The name of the copy after the newest one."""
    found = backups(film)
    number = found[0].number + 1 if found else 1
    return backup_folder(film) / f"{number:04d} {at.strftime(_STAMP)}.tween"
