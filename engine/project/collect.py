"""A film with everything it needs in one folder: the film, its footage and its takes.

FOLDER/
  film.tween
  film.takes/
  media/
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from engine.document.model import Asset
from engine.errors import Cancelled, TweenError
from engine.media.fingerprint import fingerprint
from engine.project.connection import translated
from engine.project.copying import Progress, copy_file, refuse_without_room, take_files
from engine.project.disk import sync
from engine.project.project import Project
from engine.project.relink import missing_media

MEDIA = "media"


@dataclass(frozen=True, slots=True)
class Collected:
    film: Path
    files: int
    missing: tuple[Asset, ...]
    """Footage that was not there to be copied; the film still names its old place."""


def collect(
    project: Project,
    folder: Path,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Collected:
    """Copy the film and all that any state of its history needs into `folder`, which must be new or empty.

    The folder appears complete or not at all; the film itself is only read. `TweenError` when the disk has
    no room.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TweenError(f"{folder} exists already and is not empty; choose a new folder.")
    if not folder.parent.is_dir():
        raise TweenError(f"The folder {folder.parent} does not exist; make it first.")
    footage = (*project.footage(), *project.luts())
    takes = take_files(project.takes_folder)
    there = [file for file in footage if Path(file.path).is_file()]
    refuse_without_room(folder.parent, [*takes, *(Path(file.path) for file in there)])
    draft = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}.part")
    total = len(there) + len(takes) + 1
    name = project.takes_folder.with_suffix(".tween").name  # also when a backup is collected

    def step(done: int) -> None:
        if cancelled():
            raise Cancelled("Collecting was cancelled; nothing was written.")
        progress(done, total)

    try:
        with translated(folder, "filled"):
            (draft / MEDIA).mkdir(parents=True)
            places = {file.fingerprint: file.path for file in footage}
            for done, file in enumerate(there):
                step(done)
                places[file.fingerprint] = _copy_media(file.path, draft / MEDIA)
            for done, path in enumerate(takes, len(there)):
                step(done)
                copy_file(path, draft / project.takes_folder.name / path.relative_to(project.takes_folder))
            project.copy_to(draft / name, places, draft)
            if folder.exists():
                folder.rmdir()
            draft.rename(folder)
            sync(folder.parent)
    finally:
        if draft.exists():
            shutil.rmtree(draft)
    progress(total, total)
    return Collected(folder / name, total, missing_media(project.document))


def _copy_media(path: str, folder: Path) -> str:
    """Copy footage, or a look-up table, under a free name; what arrived must be what was read."""
    source = Path(path)
    target = folder / source.name
    number = 2
    while target.exists():
        target = folder / f"{source.stem}-{number}{source.suffix}"
        number += 1
    copy_file(source, target)
    if fingerprint(target) != fingerprint(source):
        raise TweenError(f"{source} changed while it was copied; try again.")
    return str(target)
