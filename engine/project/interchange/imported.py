"""What every import gives: a film, and a sentence for each thing that did not come along as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.document.model import Document
from engine.errors import TweenError


@dataclass(frozen=True, slots=True)
class Imported:
    document: Document
    report: tuple[str, ...] = ()


def read_bytes(path: Path, largest: int) -> bytes:
    """The file's content; `TweenError` for what cannot be read or is larger than `largest` bytes."""
    try:
        if path.stat().st_size > largest:
            raise TweenError(f"{path} is larger than {largest >> 20} MiB; split it into several files.")
        return path.read_bytes()
    except FileNotFoundError:
        raise TweenError(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise TweenError(f"{path} is a folder; choose a file.") from None
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        raise TweenError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
