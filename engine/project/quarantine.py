"""Opening a film so that no file can keep the program from starting.

An attempt is noted beside the film before it begins and the note goes when it ends well; so an attempt that
took the whole process with it counts as well. A file that failed twice, and is still the same file, is set
aside untouched (`NAME.set-aside/`), and `SetAside` says where it is and which backup there is.

    try:
        project = open_guarded(path)      # project.notice: a sentence to show, "" for none
    except SetAside as error:             # start without the film; error.backup can be restored
        ...
    except TweenError as error:           # start without the film; the file is where it was
        ...

What is not the file's fault (another program has it, no permission, a full disk) is no failed attempt.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from engine.errors import TweenError
from engine.project.aside import set_aside
from engine.project.backups import Backup, backups
from engine.project.connection import DamagedFilm, header_version, logs
from engine.project.lock import WriterLock
from engine.project.places import film_of_backup, opening_note
from engine.project.project import Project

ATTEMPTS = 2


class SetAside(TweenError):
    """A film failed to open twice; its file lies untouched at `path`. `backup` is its newest copy, if any."""

    def __init__(self, film: Path, path: Path, backup: Backup | None) -> None:
        self.film = film
        self.path = path
        self.backup = backup
        more = "restore its newest backup" if backup else "there is no backup of it yet"
        super().__init__(f"{film.name} failed to open twice and was set aside, untouched, as {path}; {more}.")


def open_guarded(path: Path | str) -> Project:
    """`Project.open` for a window: `SetAside` for a file that failed to open twice."""
    film = Path(path).absolute()
    if film_of_backup(film):
        return Project.open(film)
    header_version(film)  # what is no film of ours is refused, and stays where it is
    failed = _failures(film)
    if failed >= ATTEMPTS:
        _give_up(film)
    if not _note(film, failed + 1):
        return Project.open(film)
    try:
        project = Project.open(film)
    except DamagedFilm:
        if failed + 1 >= ATTEMPTS:
            _give_up(film)
        _note(film, failed + 1)  # again: SQLite may have folded the log into the file
        raise
    except BaseException:
        _note(film, failed)
        raise
    _note(film, 0)
    return project


def _give_up(film: Path) -> None:
    """Set the film aside and say so; nothing happens where it cannot be moved or is in use."""
    try:
        lock = WriterLock(film)
    except (TweenError, OSError):
        return
    try:
        moved = set_aside(film)
    except OSError:
        return
    finally:
        lock.release()
    _note(film, 0)
    if moved is not None:
        raise SetAside(film, moved, next(iter(backups(film)), None))


def _failures(film: Path) -> int:
    """How often this very file failed; 0 for one that changed since."""
    try:
        note = json.loads(opening_note(film).read_text())
        return int(note["failed"]) if note["file"] == _identity(film) else 0
    except (OSError, KeyError, TypeError, ValueError, RecursionError):
        return 0


def _note(film: Path, failed: int) -> bool:
    """Write down that the file failed so often; False where nothing can be written."""
    note = opening_note(film)
    try:
        if failed:
            note.write_text(json.dumps({"failed": failed, "file": _identity(film)}))
        else:
            note.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _identity(film: Path) -> list[int]:
    found: list[int] = []
    for path in (film, logs(film)[0]):
        with suppress(FileNotFoundError):
            stat = path.stat()
            found += [stat.st_size, stat.st_mtime_ns, stat.st_ino]
    return found
