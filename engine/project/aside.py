"""Setting a film's file aside: moved whole into a folder beside it, so that its name is free again."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

from engine.project.connection import logs
from engine.project.disk import sync
from engine.project.places import set_aside_folder


def set_aside(film: Path) -> Path | None:
    """Move a film and its log to `NAME.set-aside/TIME/`; the new path, None when there was no file.

    They get their new names before they lose the old ones, so that nothing is lost at any moment. Not a byte
    of them is read or written. Raises OSError.
    """
    there = [path for path in (film, *logs(film)) if path.exists()]
    if not there:
        return None
    folder = _free_folder(set_aside_folder(film))
    for path in there:
        try:
            os.link(path, folder / path.name)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS):
                raise
            path.rename(folder / path.name)  # a file system without links
    sync(folder)
    for path in there:
        path.unlink(missing_ok=True)
    sync(film.parent)
    return folder / film.name


def _free_folder(parent: Path) -> Path:
    parent.mkdir(exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H.%M.%S")
    for n in range(1, 1000):
        folder = parent / (stamp if n == 1 else f"{stamp} {n}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
    raise FileExistsError(errno.EEXIST, "no free name", str(parent))
