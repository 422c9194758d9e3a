"""What a Request needs on another machine: its files by their content, and itself with their new names.

Pictures, takes with their latents, short clips and LoRAs travel whole; of long footage the frames that are
looked at (`window.py`). Models do not travel: the other machine must have the same, by its fingerprint.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from engine.document.request import BlendPart, Known, KnownPart, Request
from engine.errors import TweenError
from engine.families.catalog import resolve
from engine.families.identity import folder_fingerprint
from engine.families.lora_files import lora_file
from engine.jobs.cluster.window import Window
from engine.media.safety import check_file
from engine.project.takes import LATENTS
from engine.tools.regenerate import take_fingerprint

_Graded = TypeVar("_Graded", Known, KnownPart, BlendPart)
WHOLE = 64 << 20
"""Bytes of footage that travels whole: it serves every card then."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file here, and the sha256 of what is in it."""

    sha256: str
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """`request`: its JSON, in which paths are names below the job's folder there. `files`: name -> sha256.
    `model`: the fingerprint of the checkpoint that it names."""

    request: dict[str, Any]
    files: dict[str, str]
    pieces: tuple[Piece, ...]
    model: str


class Packer:
    """Packs requests; a file that was looked at once is not read again. `folder`: for windows of footage.

    Of one thread at a time.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._hashes: dict[tuple[str, int, int], str] = {}
        self._windows: dict[Window, Path | None] = {}

    def pack(self, request: Request, each: Callable[[], None]) -> Parcel:
        """`each` is called between files and frames, and may raise to stop. Raises `TweenError` for a file or
        model that is not there."""
        pack = _Pack(self, request.rate, each)
        changed = replace(
            request,
            known=tuple(pack.known(known) for known in request.known),
            colours=tuple(pack.known(known) for known in request.colours),
            references=tuple(
                replace(reference, path=pack.add(Path(reference.path))) for reference in request.references
            ),
            loras=tuple(replace(use, name=pack.add(lora_file(use.name), "lora-")) for use in request.loras),
            blends=tuple(pack.graded(replace(part, path=pack.footage(part.path))) for part in request.blends),
        )
        model = folder_fingerprint(resolve(request.model))
        return Parcel(changed.to_json(), pack.files, tuple(pack.pieces.values()), model)

    def sha256(self, path: Path, each: Callable[[], None]) -> str:
        info = path.stat()
        key = (str(path), info.st_size, info.st_mtime_ns)
        if key not in self._hashes:
            each()
            with path.open("rb") as file:
                self._hashes[key] = hashlib.file_digest(file, "sha256").hexdigest()
        return self._hashes[key]

    def window(self, window: Window, each: Callable[[], None]) -> Path | None:
        """The file of a window; None where the whole footage is the better way."""
        if window not in self._windows:
            self._windows[window] = window.cut(self._folder, each)
        return self._windows[window]


class _Pack:
    """One parcel on its way."""

    def __init__(self, packer: Packer, rate: Fraction, each: Callable[[], None]) -> None:
        self._packer, self._rate, self._each = packer, rate, each
        self.files: dict[str, str] = {}
        self.pieces: dict[str, Piece] = {}

    def known(self, known: Known) -> Known:
        return self._known(self.graded(known))

    def graded(self, known: _Graded) -> _Graded:
        """With the look-up table that its colours are changed by, where there is one."""
        if known.grade is None or known.grade.lut is None:
            return known
        lut = replace(known.grade.lut, path=self.footage(known.grade.lut.path))
        return replace(known, grade=replace(known.grade, lut=lut))

    def _known(self, known: Known) -> Known:
        if known.parts:
            parts = tuple(self.graded(replace(part, path=self.footage(part.path))) for part in known.parts)
            return replace(known, path=parts[0].path, parts=parts)
        path = Path(known.path)
        if known.fingerprint == take_fingerprint(path.parent.name):
            # Its folder's name says which take it is, and its latents lie beside the frames.
            latents = path.with_name(LATENTS)
            for file in (path, latents) if latents.is_file() else (path,):
                self._put(file, f"{path.parent.name}/{file.name}")
            return replace(known, path=f"{path.parent.name}/{path.name}")
        if path.is_file() and path.stat().st_size > WHOLE:
            window = Window(known.path, known.source_start, len(known.place), self._rate)
            cut = self._packer.window(window, self._each)
            if cut is not None:
                return replace(known, path=self.add(cut), source_start=0)
        return replace(known, path=self.footage(known.path))

    def footage(self, path: str) -> str:
        return self.add(Path(path))

    def add(self, path: Path, prefix: str = "") -> str:
        """The name of `path` there, made of its content."""
        real = Path(check_file(path))
        try:
            digest = self._packer.sha256(real, self._each)
        except OSError as error:
            raise TweenError(f"{real} cannot be read ({error.strerror}); look after the disk.") from None
        suffix = real.suffix.lower() if real.suffix[1:].isalnum() and real.suffix.isascii() else ""
        return self._put(real, f"{prefix}{digest[:24]}{suffix}")

    def _put(self, path: Path, name: str) -> str:
        try:
            digest, size = self._packer.sha256(path, self._each), path.stat().st_size
        except OSError as error:
            raise TweenError(f"{path} cannot be read ({error.strerror}); look after the disk.") from None
        self.files[name] = digest
        self.pieces[digest] = Piece(digest, path, size)
        return name
