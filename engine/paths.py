"""Where the program's own files lie, and where it keeps what a person made for every film.

`resources/` stands beside `engine/` in a checkout and in an installed wheel alike (see pyproject.toml), so
one rule finds it in both.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from engine.errors import TweenError

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
DATA = "TWEENBOARD_DATA"
"""Environment variable naming another folder for what a person made."""


def resource(name: str) -> Path:
    """The file or folder `name` (parts joined by `/`) under `resources/`; `TweenError` when missing."""
    path = RESOURCES.joinpath(*name.split("/"))
    if not path.exists():
        raise TweenError(
            f"Tweenboard's own file “{name}” is missing from {RESOURCES}; reinstall the program."
        )
    return path


def user_folder(name: str) -> Path:
    """The folder `name` for what a person made and uses in every film, such as styles. Not made here.

    `TWEENBOARD_DATA`, else Tweenboard's folder in the place the system has for such files.
    """
    chosen = os.environ.get(DATA)
    if chosen:
        return Path(chosen).absolute() / name
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "Tweenboard" / name
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Tweenboard" / name
    named = os.environ.get("XDG_DATA_HOME", "")
    base = Path(named) if named.startswith("/") else Path.home() / ".local" / "share"
    return base / "tweenboard" / name
