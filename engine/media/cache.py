"""The program's own folder for what can be made again: indexes, thumbnails, sound peaks, proxies.

An entry is a file named after the content it was made from. It appears under its name only when it is whole,
carries a checksum, and is ignored when it is damaged, of another version or of another kind. Nothing here
ever fails the work it saves: a full disk, a folder that cannot be written or an entry that vanishes between
two steps only means that something is made again. Several programs may share the folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "TWEENBOARD_CACHE"
"""Environment variable naming another folder."""
SIZE = "TWEENBOARD_CACHE_SIZE"
"""Environment variable: bytes that the whole folder may hold, about; `WHOLE` without it."""
WHOLE = 22 << 30
"""What all kinds may hold together by their own limits."""
KINDS = ("indexes", "thumbnails", "peaks", "proxies", "words", "films")
"""What lies there and can be made again; small facts about the machine lie beside it."""
MAGIC = b"TWEENBOARD CACHE 1\n"
DIGEST = 32
TRIM_EVERY = 64
"""Entries written between two looks at a folder's size."""


def cache_folder() -> Path:
    """`TWEENBOARD_CACHE`, else Tweenboard's folder in the place the system has for caches. Not made here."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen).absolute()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return base / "Tweenboard" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "Tweenboard"
    named = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(named) if named.startswith("/") else Path.home() / ".cache"
    return base / "tweenboard"


def allowed(limit: int) -> int:
    """What a kind of entry may hold, `limit` bytes by itself, when the whole folder has a size of its own."""
    chosen = os.environ.get(SIZE, "")
    return limit * int(chosen) // WHOLE if chosen.isdigit() else limit


def used() -> int:
    """Bytes that lie there now, of what can be made again."""
    return sum(size for kind in KINDS for _, size, _ in _files(cache_folder() / kind))


def empty() -> None:
    """Remove what can be made again; what is in use is made again when it is next asked for."""
    for kind in KINDS:
        trim(cache_folder() / kind, 0)


def make_folder(name: str) -> Path | None:
    """The folder for one kind of entry, made when it is missing; None where it cannot be."""
    folder = cache_folder() / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder


@dataclass
class Shelf:
    """Entries of one kind, at most `limit` bytes of them in all; the least recently used go first.

    `version` is part of every entry: raise it when what is stored changes its meaning.
    """

    name: str
    version: int
    limit: int
    _written: int = 0

    def path(self, key: str) -> Path:
        """Where the entry of `key` (letters, digits and dashes) lies."""
        return cache_folder() / self.name / key[:2] / key

    def get(self, key: str) -> bytes | None:
        """What was put under `key`; None when it is missing, damaged, or not of this kind and version."""
        path = self.path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        head = self._head(key)
        payload = data[len(head) + DIGEST :]
        if data[: len(head)] != head or data[len(head) : len(head) + DIGEST] != _digest(payload):
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # used just now: the last to be trimmed
        return payload

    def put(self, key: str, payload: bytes) -> bool:
        """Keep `payload`; False when it could not be written, which is no error."""
        path = self.path(key)
        temporary = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(".part", "", path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(self._head(key) + _digest(payload) + payload)
            Path(temporary).replace(path)
        except OSError:
            if temporary is not None:
                with contextlib.suppress(OSError):
                    Path(temporary).unlink()
            return False
        self._written += 1
        if self._written % TRIM_EVERY == 1:
            trim(cache_folder() / self.name, allowed(self.limit))
        return True

    def _head(self, key: str) -> bytes:
        return MAGIC + f"{self.name} {self.version} {key}\n".encode()


def trim(folder: Path, limit: int) -> None:
    """Remove the files of `folder` that were used longest ago, until at most `limit` bytes are left.

    Unfinished files of a program that was killed count, and go the same way.
    """
    found = list(_files(folder))
    total = sum(size for _, size, _ in found)
    for _, size, path in sorted(found):
        if total <= limit:
            return
        with contextlib.suppress(OSError):
            path.unlink()
            total -= size


def _files(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """When each was last used, its bytes, and where it lies."""
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            info = path.stat()
            if path.is_file():
                yield info.st_mtime, info.st_size, path


def _digest(payload: bytes) -> bytes:
    return hashlib.sha256(payload).digest()
