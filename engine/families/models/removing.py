"""Taking away what the program put there, file by file as its lock says, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.errors import TweenError
from engine.families.models.lock import link_file, lock_file, read_lock
from engine.families.models.places import UNFINISHED, roots
from engine.media.safe_file import write_error


def remove(place: Path) -> tuple[int, tuple[str, ...]]:
    """Remove a model's folder or a LoRA; a folder that is used where it is only leaves the list.

    Returns the bytes that were freed and the names of what stays because someone else put it there. Raises
    `TweenError` for what the program did not put there.
    """
    link = link_file(place)
    if link.is_file():
        link.unlink()
        return 0, ()
    lock = read_lock(place)
    if lock is None or place.is_symlink():
        raise TweenError(
            f"{place} was not put there by Tweenboard, which removes only what it put somewhere itself; "
            "delete it yourself if you want to."
        )
    base = place.parent if place.suffix == ".safetensors" else place
    freed = 0
    try:
        for entry in lock.files:
            file = base / entry.path
            if file.resolve().is_relative_to(base.resolve()) and file.is_file():
                freed += file.stat().st_size
                file.unlink()
        lock_file(place).unlink()
        if base == place:
            for folder in sorted((p for p in place.rglob("*") if p.is_dir()), reverse=True):
                _remove_empty(folder)
            _remove_empty(place)
    except OSError as error:
        raise write_error(place, error) from None
    stays = (
        sorted(p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file())
        if base == place
        else []
    )
    return freed, tuple(stays)


def _remove_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()


def unfinished() -> dict[str, Path]:
    """Downloads that were stopped, by the name that the model will have."""
    found = {}
    for root in roots():
        for draft in sorted(root.glob(f".*{UNFINISHED}")) if root.is_dir() else ():
            found.setdefault(draft.name[1:].removesuffix(UNFINISHED), draft)
    return found


def discard(draft: Path) -> int:
    """Throw an unfinished download away. Returns the bytes that were freed."""
    freed = sum(path.stat().st_size for path in draft.rglob("*") if path.is_file())
    try:
        shutil.rmtree(draft)
    except OSError as error:
        raise write_error(draft, error) from None
    return freed
