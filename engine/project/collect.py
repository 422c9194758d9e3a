"""A film with everything it needs in one folder: the film, its footage and its takes.

FOLDER/
  film.tween
  film.takes/
  media/
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from engine.document.model import Asset
from engine.errors import TweenError
from engine.media.fingerprint import fingerprint
from engine.project.connection import translated
from engine.project.disk import sync
from engine.project.project import Project
from engine.project.relink import missing_media

MEDIA = "media"
Progress = Callable[[int, int], None]
"""(files copied, files in all)"""


@dataclass(frozen=True, slots=True)
class Collected:
    film: Path
    files: int
    missing: tuple[Asset, ...]
    """Footage that was not there to be copied; the film still names its old place."""


def collect(project: Project, folder: Path, progress: Progress = lambda done, total: None) -> Collected:
    """Copy the film and all that it needs into `folder`, which must be new or empty.

    The folder appears complete or not at all; the film itself is only read. `TweenError` when the disk has
    no room.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TweenError(f"{folder} exists already and is not empty; choose a new folder.")
    if not folder.parent.is_dir():
        raise TweenError(f"The folder {folder.parent} does not exist; make it first.")
    missing = missing_media(project.document)
    takes = [path for path in _takes(project.takes_folder) if path.is_file()]
    assets = [asset for asset in project.document.assets if asset not in missing]
    _refuse_without_room(folder.parent, [*takes, *(Path(asset.path) for asset in assets)])
    draft = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}.part")
    total = len(assets) + len(takes) + 1
    try:
        with translated(folder, "filled"):
            (draft / MEDIA).mkdir(parents=True)
            places: dict[str, str] = {}
            for done, asset in enumerate(assets):
                progress(done, total)
                places[asset.id] = _copy_asset(asset, draft / MEDIA)
            for done, path in enumerate(takes, len(assets)):
                progress(done, total)
                _copy(path, draft / project.takes_folder.name / path.relative_to(project.takes_folder))
            _write_film(project, draft / project.path.name, places)
            if folder.exists():
                folder.rmdir()
            draft.rename(folder)
            sync(folder.parent)
    finally:
        if draft.exists():
            shutil.rmtree(draft)
    progress(total, total)
    return Collected(folder / project.path.name, total, missing)


def _takes(folder: Path) -> list[Path]:
    """What complete takes hold; drafts are left out."""
    if not folder.is_dir():
        return []
    takes = (take for take in sorted(folder.iterdir()) if take.is_dir() and not take.name.startswith("."))
    return [path for take in takes for path in sorted(take.iterdir())]


def _refuse_without_room(folder: Path, files: list[Path]) -> None:
    needed = sum(path.stat().st_size for path in files)
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise TweenError(
            f"{folder} has {free >> 20} MiB free and the film needs {needed >> 20}; choose another disk."
        )


def _copy_asset(asset: Asset, folder: Path) -> str:
    """Copy footage under a free name; what arrived must be what was read."""
    source = Path(asset.path)
    target = folder / source.name
    number = 2
    while target.exists():
        target = folder / f"{source.stem}-{number}{source.suffix}"
        number += 1
    _copy(source, target)
    if fingerprint(target) != fingerprint(source):
        raise TweenError(f"{source} changed while it was copied; try again.")
    return str(target)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    sync(target)


def _write_film(project: Project, path: Path, places: dict[str, str]) -> None:
    project.copy_to(path)
    with Project.open(path) as copy:
        doc = copy.document
        assets = tuple(replace(a, path=places[a.id]) if a.id in places else a for a in doc.assets)
        copy.commit(replace(doc, assets=assets), "Collect")
