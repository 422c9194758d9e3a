"""A copy of a film under another name: its whole history and its takes. The footage stays where it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from uuid import uuid4

from engine.errors import Cancelled, TweenError
from engine.project.connection import translated
from engine.project.disk import place_new, sync
from engine.project.places import takes_folder
from engine.project.project import Project
from engine.project.takes import TakeLibrary

Progress = Callable[[int, int], None]
"""(files copied, files in all)"""


def save_copy(
    project: Project,
    path: Path,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """Copy the film and its takes to `path`, which must be free; both appear complete or not at all.

    What can be read of a damaged film is copied. `TweenError` when the disk has no room.
    """
    path = path.absolute()
    if path.suffix != ".tween":
        raise TweenError(f"“{path.name}” is no name for a film; let it end in .tween.")
    if not path.parent.is_dir():
        raise TweenError(f"The folder {path.parent} does not exist; make it first.")
    takes = takes_folder(path)
    for there in (path, takes):
        if there.exists():
            raise TweenError(f"{there} exists already; choose another name.")
    files = take_files(project.takes_folder)
    refuse_without_room(path.parent, files)
    draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    places = {file.fingerprint: file.path for file in (*project.footage(), *project.luts())}
    try:
        with translated(path, "copied"):
            draft.mkdir()
            for done, file in enumerate(files):
                if cancelled():
                    raise Cancelled("The copy was cancelled; nothing was written.")
                progress(done, len(files) + 1)
                copy_file(file, draft / takes.name / file.relative_to(project.takes_folder))
            project.copy_to(draft / path.name, places, path.parent)
            if files:  # first, so that the film never shows without them
                (draft / takes.name).rename(takes)
            place_new(draft / path.name, path)
    finally:
        if draft.exists():
            shutil.rmtree(draft)
    progress(len(files) + 1, len(files) + 1)
    return path


def bring_takes(folders: Collection[Path], project: Project) -> int:
    """Copy the takes of other films that cards of this one can show; how many came.

    A take that is there already, or cannot be read, stays out.
    """
    lineages = {card.lineage for card in project.document.cards}
    count = 0
    for folder in folders:
        if not folder.is_dir() or folder == project.takes_folder:
            continue
        for take in TakeLibrary(folder).takes():
            if take.lineage in lineages and project.takes.get(take.id) is None:
                with translated(project.takes_folder / take.id, "copied"):
                    _bring(folder / take.id, project.takes_folder)
                count += 1
    project.takes.refresh()
    return count


def _bring(take: Path, folder: Path) -> None:
    """Complete or not at all: the take gets its name last."""
    draft = folder / f".draft-{os.getpid()}-{uuid4().hex[:8]}"
    try:
        for file in sorted(take.iterdir()):
            if file.is_file():
                copy_file(file, draft / file.name)
        sync(draft)
        draft.rename(folder / take.name)
        sync(folder)
    finally:
        if draft.exists():
            shutil.rmtree(draft)


def take_files(folder: Path) -> list[Path]:
    """What complete takes hold; drafts are left out."""
    if not folder.is_dir():
        return []
    takes = (take for take in sorted(folder.iterdir()) if take.is_dir() and not take.name.startswith("."))
    return [path for take in takes for path in sorted(take.iterdir()) if path.is_file()]


def refuse_without_room(folder: Path, files: Collection[Path]) -> None:
    needed = sum(path.stat().st_size for path in files)
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise TweenError(
            f"{folder} has {free >> 20} MiB free and the film needs {max(1, needed >> 20)}; "
            "choose another disk or make room."
        )


def copy_file(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    sync(target)
