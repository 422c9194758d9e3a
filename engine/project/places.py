"""Where the things around a film lie, all named after it.

film.tween             the film
film.takes/            what generations made (`engine.project.takes`)
film.media/            footage made for the film (`engine.tools.between`), or unpacked with it
film.backups/          copies of earlier hours, days and weeks (`engine.project.backups`)
film.set-aside/        files that could not be opened, untouched (`engine.project.quarantine`)
.film.tween.lock       while a program has the film open for writing
.film.tween.opening    while one opens it, and after an opening that failed
"""

from __future__ import annotations

from pathlib import Path


def backup_folder(film: Path) -> Path:
    return film.with_suffix(".backups")


def film_of_backup(path: Path) -> Path | None:
    """The film that `path` is a backup of; None when it is a film itself."""
    return path.parent.with_suffix(".tween") if path.parent.suffix == ".backups" else None


def takes_folder(path: Path) -> Path:
    """The takes of a film, or of the film that `path` is a backup of."""
    return (film_of_backup(path) or path).with_suffix(".takes")


def media_folder(path: Path) -> Path:
    """The folder that a film's relative paths start from."""
    return (film_of_backup(path) or path).parent


def made_folder(path: Path) -> Path:
    """Footage that was made for a film, or for the film that `path` is a backup of."""
    return (film_of_backup(path) or path).with_suffix(".media")


def set_aside_folder(film: Path) -> Path:
    return film.with_suffix(".set-aside")


def opening_note(film: Path) -> Path:
    return film.with_name(f".{film.name}.opening")
