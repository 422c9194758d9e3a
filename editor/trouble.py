"""Why a film did not open, or only for reading, as a value that the window can offer ways out of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from engine.errors import TweenError

if TYPE_CHECKING:
    from engine.project.backups import Backup
    from engine.project.project import Project

translate = QCoreApplication.translate

Kind = Literal["set-aside", "damaged", "salvaged", "held", "unwritable", "newer", "backup"]


@dataclass(frozen=True)
class Trouble:
    """`film` is the file that was to be opened; `backup` its newest copy, if any; `aside` where it lies now,
    when it was set aside."""

    kind: Kind
    film: Path
    sentence: str
    backup: Backup | None = None
    aside: Path | None = None


def of_error(film: Path, error: TweenError) -> Trouble | None:
    """None for what is not the file's fault, and for what needs no other way than the sentence."""
    from engine.project.connection import DamagedFilm
    from engine.project.quarantine import SetAside

    if isinstance(error, SetAside):
        text = translate(
            "trouble",
            "{0} failed to open twice and was set aside, untouched.",
        )
        return Trouble("set-aside", error.film, text.format(film.name), error.backup, error.path)
    if isinstance(error, DamagedFilm):
        text = translate("trouble", "{0} is damaged and could not be opened; the file is as it was.")
        return Trouble("damaged", film, text.format(film.name), _newest(film))
    return None


def of_project(project: Project) -> Trouble | None:
    """Why the film that is open can only be read."""
    reading = project.reading
    if reading is None or reading.kind == "asked":
        return None
    kind: Kind = "salvaged" if reading.kind == "damaged" else reading.kind
    backup = None
    if kind == "salvaged":
        backup = _newest(project.path)
    elif kind == "backup":
        backup = _this(project.path)
    return Trouble(kind, project.path, _read_only(kind, project), backup)


def _read_only(kind: Kind, project: Project) -> str:
    name = project.path.name
    if kind == "held":
        return translate(
            "trouble", "{0} is open in another window or program; here it can only be looked at."
        ).format(name)
    if kind == "unwritable":
        return translate(
            "trouble", "{0} can only be looked at: the file or its folder may not be written."
        ).format(name)
    if kind == "newer":
        return translate(
            "trouble",
            "{0} was made by a newer Tweenboard and can only be looked at; update this one to edit it.",
        ).format(name)
    if kind == "backup":
        return translate("trouble", "This is a backup: it can be looked at, and restored.")
    return translate(
        "trouble", "{0} is damaged. This is what can be read of it, for looking only: up to “{1}”."
    ).format(name, project.history.names()[-1])


def _newest(film: Path) -> Backup | None:
    from engine.project.backups import backups

    return next(iter(backups(film)), None)


def _this(path: Path) -> Backup | None:
    from engine.project.backups import backups
    from engine.project.places import film_of_backup

    film = film_of_backup(path)
    found = backups(film) if film is not None else ()
    return next((backup for backup in found if backup.path == path), None)
