"""One writer at a time: a lock beside the film that the system frees when its holder dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from engine.errors import TweenError

if sys.platform == "win32":
    import msvcrt

    def _try_lock(fd: int) -> bool:
        # Windows locks bytes against reading too, so one far behind the note is taken.
        os.lseek(fd, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class FilmHeld(TweenError):
    """Another program writes the film. `holder` is " (process N)", or "" when it did not say."""

    def __init__(self, film: Path, holder: str) -> None:
        self.holder = holder
        super().__init__(f"{film.name} is open in another program{holder}; close it there first.")


class WriterLock:
    """Held from construction to `release()`. Raises `FilmHeld` when another holds it, and OSError where no
    file can be made."""

    def __init__(self, film: Path) -> None:
        self._path = film.with_name(f".{film.name}.lock")
        while True:
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            if not _try_lock(fd):
                holder = os.pread(fd, 100, 0).decode(errors="replace") if hasattr(os, "pread") else ""
                os.close(fd)
                who = f" (process {holder})" if holder.isdigit() else ""
                raise FilmHeld(film, who)
            if self._still_there(fd):
                break
            os.close(fd)  # its last holder removed it between our open and our lock
        self._fd = fd
        os.ftruncate(fd, 0)
        os.lseek(fd, 0, os.SEEK_SET)
        os.write(fd, str(os.getpid()).encode())

    def _still_there(self, fd: int) -> bool:
        try:
            return os.path.samestat(os.fstat(fd), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        if sys.platform != "win32":  # an open file cannot be removed there
            self._path.unlink(missing_ok=True)
        os.close(self._fd)
