"""Reading and writing the small files of other programs; what a disk can do wrong is a sentence."""

from __future__ import annotations

from pathlib import Path

from engine.errors import TweenError
from engine.media.safe_file import SafeFile, write_error


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


def write_text(path: Path, text: str, overwrite: bool) -> None:
    """`text` as a file that is complete or not there at all."""
    file = SafeFile(path, overwrite)
    try:
        file.temporary.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        file.discard()
        raise write_error(path, error) from None
    file.commit()
