"""Copies of a film in `NAME.backups/`: the last of each hour, day and week, and never one over another.

A copy is made when a film is opened, and while it is edited, once the last one is an hour old; a film in
its first hour needs none. They are numbered, so that their order survives a clock set back:

    film.backups/0012 2026-11-21 10.28.33.tween       the 12th copy, made at that time (UTC)

A copy opens like a film, for reading only. `restore` makes it the film again.
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
from engine.project.connection import translated
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
            name = self._store.path.name
            self.problem = f"No backup of {name} could be made ({error}); every edit is in the film itself."

    def _make(self, at: datetime) -> None:
        folder = backup_folder(self._store.path)
        folder.mkdir(exist_ok=True)
        found = backups(self._store.path)
        number = found[0].number + 1 if found else 1
        self._store.copy_to(folder / f"{number:04d} {at.strftime(_STAMP)}.tween")
        for backup in superfluous(backups(self._store.path)):
            backup.path.unlink(missing_ok=True)


def restore(backup: Path) -> Path:
    """Make a copy the film again; the film that is there is set aside, untouched. Returns the film's path.

    `TweenError` when the film is open, or the copy is none or cannot be read.
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
            set_aside(film)
            place_new(draft, film)
        finally:
            draft.unlink(missing_ok=True)
            lock.release()
    return film
