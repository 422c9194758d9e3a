"""Files that appear under their final name only when they are complete.

A hidden temporary file in the same folder is written, flushed to disk and renamed. It is removed when
anything goes wrong; a crash leaves it behind, and the final name untouched.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from pathlib import Path

from engine.errors import TweenError
from engine.media.safety import display_name

SENTENCES = {
    errno.ENOSPC: "There is no room left on the disk for {}; free some space or choose another place.",
    errno.EDQUOT: "There is no room left on the disk for {}; free some space or choose another place.",
    errno.EFBIG: "{} grew larger than this disk or account allows; choose another place.",
    errno.EACCES: "{} cannot be written: this user may not write to its folder; choose another place.",
    errno.EPERM: "{} cannot be written: this user may not write to its folder; choose another place.",
    errno.EROFS: "{} cannot be written: the disk is read-only; choose another place.",
    errno.ENOENT: "{} cannot be written: its folder does not exist; create it or choose another place.",
    errno.ENOTDIR: "{} cannot be written: its folder does not exist; create it or choose another place.",
    errno.EEXIST: "{} already exists and was left as it is; choose another name or allow replacing it.",
    errno.ENAMETOOLONG: "{} cannot be written: the name is too long; choose a shorter one.",
}

LEAST_ROOM = 64 << 10
"""Bytes; a disk with less is taken for full when a write fails for no reason given."""

PART = ".part"
"""How the names of files end that are not complete yet."""


def write_error(path: str | Path, error: BaseException) -> TweenError:
    """The sentence for a file that could not be written."""
    sentence = SENTENCES.get(getattr(error, "errno", None) or 0)
    if sentence is None and _is_full(Path(path)):  # FFmpeg may only say that what it wrote is damaged
        sentence = SENTENCES[errno.ENOSPC]
    if sentence is None:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        return TweenError(f"{display_name(path)} could not be written ({reason}).")
    return TweenError(sentence.format(display_name(path)))


def _is_full(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.is_absolute() and shutil.disk_usage(path.parent).free < LEAST_ROOM
    return False


class SafeFile:
    """The temporary file behind one output. Call exactly one of `commit` and `discard`.

    Raises `TweenError` at once when `path` exists and `overwrite` is False, or its folder cannot be written.
    """

    def __init__(self, path: str | Path, overwrite: bool = False) -> None:
        self.path = Path(path).absolute()
        self.overwrite = overwrite
        if self.path.is_dir():
            raise TweenError(f"{display_name(path)} is a folder; choose a file name.")
        if not overwrite and os.path.lexists(self.path):
            raise write_error(path, FileExistsError(errno.EEXIST, ""))
        try:
            handle, name = tempfile.mkstemp(PART, f".{self.path.stem[:40]}-", self.path.parent)
            # mkstemp makes files that only their owner may read; an export is an ordinary file.
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
            os.close(handle)
        except OSError as error:
            raise write_error(path, error) from None
        self.temporary = Path(name)
        self.second = self.temporary.with_suffix(".whole")
        """For a writer that makes its file in two steps; gone with the first."""

    def commit(self) -> None:
        """Flush to disk and give the file its name. Raises `TweenError`; the temporary file is then gone."""
        try:
            with self.temporary.open("rb+") as file:
                os.fsync(file.fileno())
            self._rename()
        except OSError as error:
            self.discard()
            raise write_error(self.path, error) from None
        if os.name == "posix":
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                with contextlib.suppress(OSError):  # some network file systems cannot sync a folder
                    os.fsync(folder)
            finally:
                os.close(folder)

    def _rename(self) -> None:
        if self.overwrite:
            self.temporary.replace(self.path)
            return
        try:
            os.link(self.temporary, self.path)  # unlike a rename, this fails if the name was taken meanwhile
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if os.path.lexists(self.path):
                raise FileExistsError(errno.EEXIST, "") from None
            self.temporary.replace(self.path)
        else:
            self.temporary.unlink()

    def discard(self) -> None:
        """Remove the temporary files."""
        self.temporary.unlink(missing_ok=True)
        self.second.unlink(missing_ok=True)
