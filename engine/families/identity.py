"""Which edition of a model a folder holds: the same name wherever it lies, whenever it was copied.

Importable without torch, so that two machines can compare what they have before anything is loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from engine.families.catalog import INDEX, NOTES, read_index
from engine.families.models.allowed import BOOK, safe

SAMPLES, BLOCK = 64, 1 << 16
"""How much of a file of weights is read."""

_seen: dict[tuple[Path, int], str] = {}
"""By folder and when its index was written: asked for every job."""


def folder_fingerprint(folder: Path) -> str:
    """`fingerprint` of the model in `folder`. Raises `TweenError` for an index that cannot be read."""
    folder = folder.resolve()
    index = read_index(folder)
    key = folder, (folder / INDEX).stat().st_mtime_ns
    if key not in _seen:
        _seen[key] = fingerprint(folder, index)
    return _seen[key]


def fingerprint(folder: Path, parts: Iterable[str]) -> str:
    """Of the content of the folders `parts` and of the picture book, which draws along: small files whole, of
    weights the size and samples throughout.

    The same wherever the folder lies and whenever it was copied; another edition differs everywhere.
    """
    # A part's name comes with the model: one that leads elsewhere would have the whole disk read.
    folders = [folder / name for name in sorted({*parts, BOOK}) if safe(name) and (folder / name).is_dir()]
    files = [file for part in folders for file in sorted(part.rglob("*")) if file.is_file()]
    digest = hashlib.sha256()
    for file in (*(folder / name for name in (INDEX, NOTES)), *files):
        if file.is_file():
            digest.update(f"{file.relative_to(folder).as_posix()} {file.stat().st_size}\n".encode())
            _sample(file, digest.update)
    return digest.hexdigest()


def _sample(file: Path, update: Callable[[bytes], None]) -> None:
    """The whole of a small file; of a large one `SAMPLES` blocks, the first and the last among them."""
    size = file.stat().st_size
    with file.open("rb") as opened:
        if size <= SAMPLES * BLOCK:
            update(opened.read())
            return
        for n in range(SAMPLES):
            opened.seek(n * (size - BLOCK) // (SAMPLES - 1))
            update(opened.read(BLOCK))
