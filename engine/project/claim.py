"""The right to write a film, or why it can only be read."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.project.lock import FilmHeld, WriterLock
from engine.project.migrations import VERSION
from engine.project.places import film_of_backup


@dataclass(frozen=True, slots=True)
class Reading:
    """A film is open for reading only. `why` ends the sentence "it is open for reading only: …"."""

    kind: Literal["asked", "newer", "backup", "held", "unwritable", "damaged"]
    why: str = ""


def claim(path: Path, version: int, read_only: bool) -> WriterLock | Reading:
    """This process becomes the film's one writer where that can be. Raises OSError."""
    if version > VERSION:
        made = f"file version {version}, this one writes {VERSION}"
        return Reading("newer", f"it was made by a newer Tweenboard ({made}); update the program to edit it")
    if film := film_of_backup(path):
        return Reading("backup", f"it is a backup of {film.name}; restore it to go on from it")
    if read_only:
        return Reading("asked")
    try:
        if os.access(path, os.W_OK):
            return WriterLock(path)
    except FilmHeld as held:
        return Reading("held", f"it is open in another program{held.holder}; close it there to edit it here")
    except OSError as error:
        if error.errno not in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise
    return Reading("unwritable", "the file or its folder may not be written")
