"""A folder that is brought in stands for the footage, pictures and sound in it, however deep."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from editor.library.drops import MEDIA_SUFFIXES

translate = QCoreApplication.translate

MOST = 500
"""Files of one folder."""
DIGITS = re.compile(r"(\d+)")


def files_of(
    paths: Iterable[str], cancelled: Callable[[], bool] = lambda: False
) -> tuple[list[str], list[str]]:
    """(files, sentences about folders): folders are replaced by the media in them, in the order of their
    names, as people count (2 before 10); links to folders are not followed."""
    files: list[str] = []
    sentences: list[str] = []
    for path in paths:
        if not Path(path).is_dir():
            files.append(path)
            continue
        found: list[str] = []
        for file in _media(path):
            if cancelled() or len(found) == MOST:
                break
            found.append(file)
        files += found
        name = Path(path).name
        if not found:
            text = translate("folders", "“{0}” has no video, picture or sound in it.")
            sentences.append(text.format(name))
        elif len(found) == MOST:
            text = translate("folders", "“{0}” has many files; its first {1} were brought in.")
            sentences.append(text.format(name, MOST))
    return list(dict.fromkeys(files)), sentences


def _media(folder: str) -> Iterator[str]:
    for top, folders, names in os.walk(folder):
        # What begins with a dot is hidden; takes belong to a film, which shows them itself.
        seen = (each for each in folders if not each.startswith(".") and not each.endswith(".takes"))
        folders[:] = sorted(seen, key=_counted)
        for name in sorted(names, key=_counted):
            if not name.startswith(".") and Path(name).suffix.lower() in MEDIA_SUFFIXES:
                yield str(Path(top, name).resolve())


def _counted(name: str) -> list[tuple[int, str]]:
    """`clip2` before `clip10`."""
    parts = DIGITS.split(name.casefold())
    return [(int(part), "") if at % 2 else (0, part) for at, part in enumerate(parts)]
