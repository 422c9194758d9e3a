"""A short name for a file's content, to find moved footage again and to key caches."""

from __future__ import annotations

import hashlib
from pathlib import Path

from engine.media.safety import check_file

EDGE = 1 << 20


def fingerprint(path: str | Path) -> str:
    """sha256 (64 hex digits) over the size and the first and last MiB: quick for any size of file.

    Two files that differ only in between, at the same size, share a fingerprint. Raises `TweenError` when the
    path is not a readable file.
    """
    real = Path(check_file(path))
    size = real.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with real.open("rb") as file:
        digest.update(file.read(EDGE))
        if size > EDGE:
            file.seek(max(EDGE, size - EDGE))
            digest.update(file.read(EDGE))
    return digest.hexdigest()
