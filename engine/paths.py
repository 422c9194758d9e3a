"""Where the program's own files lie.

`resources/` stands beside `engine/` in a checkout and in an installed wheel alike (see pyproject.toml), so
one rule finds it in both.
"""

from __future__ import annotations

from pathlib import Path

from engine.errors import TweenError

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def resource(name: str) -> Path:
    """The file or folder `name` (parts joined by `/`) under `resources/`; `TweenError` when missing."""
    path = RESOURCES.joinpath(*name.split("/"))
    if not path.exists():
        raise TweenError(
            f"Tweenboard's own file “{name}” is missing from {RESOURCES}; reinstall the program."
        )
    return path
