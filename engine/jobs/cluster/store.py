"""On a machine of the cluster: files by their content, kept from job to job, and a folder for each job."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import psutil

from engine.errors import TweenError
from engine.media.cache import allowed, cache_folder, trim

LIMIT = 20 << 30
"""Bytes of files that are kept for later jobs."""
_HASH = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[\w-]+(\.[0-9a-z]+)?|[\w-]+/(frames\.mkv|latents\.safetensors)", re.ASCII)
_JOB = re.compile(r"(\d+)-[0-9a-f]+")


class Store:
    """The files that this machine has been sent; several seats may share it."""

    def __init__(self) -> None:
        self._kept = cache_folder() / "cluster"
        self._jobs = cache_folder() / "cluster-jobs"
        self._kept.mkdir(parents=True, exist_ok=True)
        self._sweep()

    def lacking(self, hashes: Iterable[str]) -> list[str]:
        """Those that have to be sent."""
        return [each for each in hashes if not self._path(each).is_file()]

    def put(self, sha256: str, offset: int, data: bytes) -> None:
        """A part of a file; `seal` after the last."""
        with self._draft(sha256).open("r+b" if offset else "wb") as file:
            file.seek(offset)
            file.write(data)

    def seal(self, sha256: str) -> None:
        """The file is whole. Raises `TweenError` when it is not what it should be."""
        draft = self._draft(sha256)
        with draft.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != sha256:
            draft.unlink()
            raise TweenError("A file was damaged on its way to the cluster; draw the card again.")
        draft.replace(self._path(sha256))
        trim(self._kept, allowed(LIMIT))

    def open_job(self, job: str, files: Mapping[str, str]) -> Path:
        """A new folder for `job`, in which the content `files` (name -> sha256) lies."""
        folder = self._jobs / f"{os.getpid()}-{job}"
        shutil.rmtree(folder, ignore_errors=True)
        for name, sha256 in files.items():
            if not _NAME.fullmatch(name):
                raise TweenError(f"“{name}” is no name for a file of a job.")
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            self._lay(self._path(sha256), place)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def close_job(self, job: str) -> None:
        shutil.rmtree(self._jobs / f"{os.getpid()}-{job}", ignore_errors=True)

    def _lay(self, kept: Path, place: Path) -> None:
        with contextlib.suppress(OSError):
            os.utime(kept)  # used just now: the last to be trimmed
        try:
            if place.name.startswith("lora-"):
                raise OSError  # a file of its own, since its time counts
            place.hardlink_to(kept)
        except OSError:
            shutil.copyfile(kept, place)
            # What a drawing was begun with is known by its LoRAs' times: the same on every machine.
            os.utime(place, (0, 0))

    def _sweep(self) -> None:
        """Remove the folders of seats that are no more."""
        for folder in self._jobs.glob("*") if self._jobs.is_dir() else ():
            made = _JOB.fullmatch(folder.name)
            if made and not psutil.pid_exists(int(made[1])):
                shutil.rmtree(folder, ignore_errors=True)

    def _path(self, sha256: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise TweenError(f"“{sha256}” is no hash.")
        return self._kept / sha256

    def _draft(self, sha256: str) -> Path:
        return self._path(sha256).with_suffix(f".part{os.getpid()}")
