"""Small TOML files of a person's own, styles and templates: their names, their text, and writing them."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

from engine.errors import TweenError
from engine.media.safe_file import SafeFile, write_error

NAME = 60
"""Letters of a name at most."""
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789")}
"""Names that Windows keeps for itself."""


def file_key(name: str, kind: str) -> str:
    """The file's name for what a person calls `name`: lower case letters and digits with dashes between."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    key = re.sub(r"[\W_]+", "-", plain).strip("-")
    if not key or len(name) > NAME:
        raise TweenError(f"“{name[:NAME]}” cannot be a {kind}'s name; use 1 to {NAME} letters or digits.")
    return f"{key}-{kind}" if key in DEVICES else key


def quoted(text: str) -> str:
    """A basic string of TOML; they are JSON's, save for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_new(path: Path, text: str) -> None:
    """Write `path`, and its folder where there is none; `TweenError` when it exists or cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(path.parent, error) from None
    file = SafeFile(path)
    try:
        file.temporary.write_text(text, encoding="utf-8")
    except OSError as error:
        file.discard()
        raise write_error(path, error) from None
    file.commit()
