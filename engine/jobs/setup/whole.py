"""Whether what was set up is still what was put there, file by file."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from importlib.metadata import Distribution, PackagePath, distributions
from pathlib import Path

from engine.errors import Cancelled
from engine.jobs.setup.wanted import Wheel

Moved = Callable[[int, int], None]
"""(packages read, packages in all)."""


def damaged(
    wheels: tuple[Wheel, ...], folder: Path, moved: Moved, cancelled: Callable[[], bool]
) -> tuple[Wheel, ...]:
    """Those whose files in `folder` are missing or are not what their wheel put there. Raises `Cancelled`."""
    there = {_name(found): found for found in distributions(path=[str(folder)])}
    bad = []
    for n, wheel in enumerate(wheels):
        if cancelled():
            raise Cancelled("Stopped; nothing was changed.")
        found = there.get(wheel.name)
        if found is None or found.version != wheel.version or not _is_whole(found):
            bad.append(wheel)
        moved(n + 1, len(wheels))
    return tuple(bad)


def _name(found: Distribution) -> str:
    return (found.metadata["Name"] or "").replace("_", "-").replace(".", "-").lower()


def _is_whole(found: Distribution) -> bool:
    files = found.files
    return files is not None and all(_is_right(file) for file in files)


def _is_right(file: PackagePath) -> bool:
    # Programs of a package lie elsewhere than its list says when it is put into a folder of its own.
    if file.hash is None or file.parts[0] == "..":
        return True
    path = Path(str(file.locate()))
    try:
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, file.hash.mode).digest()
    except OSError:
        return False
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == file.hash.value
