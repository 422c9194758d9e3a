"""What makes a file stay: syncing it and its name, and never taking another file's name."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def sync(path: Path) -> None:
    """Bring a file, or a folder's list of names, to the disk."""
    if os.name == "nt" and path.is_dir():
        return
    fd = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def place_new(draft: Path, path: Path) -> None:
    """Give a complete, synced `draft` its final name; FileExistsError when the name is taken."""
    try:
        # A link, unlike a rename, never replaces a file that came up meanwhile.
        os.link(draft, path)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
        if path.exists():  # file systems without links (exFAT) leave a moment between this and the rename
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        draft.rename(path)
    else:
        draft.unlink()
    sync(path.parent)
