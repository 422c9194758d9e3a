"""Where models lie: the folders of `TWEENBOARD_MODELS`, those that models were once put in, the user's own.

Each is a checkpoint or a folder of checkpoints; LoRAs lie in a folder `loras` there.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from engine.errors import TweenError
from engine.media.safe_file import write_error
from engine.paths import user_folder

ENVIRONMENT = "TWEENBOARD_MODELS"
INDEX = "model_index.json"
LORAS = "loras"
PLACES, LINKED = "places.json", "linked"
UNFINISHED = ".download"
"""How the hidden folder ends that a model is put together in."""


def own_folder() -> Path:
    return user_folder("models")


def roots() -> list[Path]:
    """Every place to look, the most wanted first; some may not be there."""
    named = filter(None, os.environ.get(ENVIRONMENT, "").split(os.pathsep))
    found = [Path(place).expanduser() for place in named]
    found += [*remembered(), own_folder()]
    return list(dict.fromkeys(found))


def put_into(to: str | Path | None) -> Path:
    """Where a new model goes: `to`, else the first folder of `TWEENBOARD_MODELS`, else the user's own."""
    if to is not None:
        return Path(to).expanduser().absolute()
    named = [Path(p).expanduser() for p in os.environ.get(ENVIRONMENT, "").split(os.pathsep) if p]
    fit = [place for place in named if not (place / INDEX).is_file()]
    return fit[0].absolute() if fit else own_folder()


def remembered() -> list[Path]:
    """The folders that models were put in by name, so that they are found again."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        data = json.loads((own_folder() / PLACES).read_text(encoding="utf-8"))
        return [Path(place) for place in data["folders"] if isinstance(place, str) and place]
    return []


def remember(root: Path) -> None:
    """Find what lies in `root` from now on."""
    known = remembered()
    if root in roots():
        return
    write_json(own_folder() / PLACES, {"version": 1, "folders": [*map(str, known), str(root)]})


def linked() -> list[Path]:
    """Folders of other programs or of the user that are used where they are."""
    found = []
    for record in sorted((own_folder() / LINKED).glob("*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            found.append(Path(json.loads(record.read_text(encoding="utf-8"))["path"]))
    return found


def write_json(path: Path, data: object) -> None:
    """Whole or not at all. Raises `TweenError` where it cannot be written."""
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8") as file:
            json.dump(data, file, indent=1, ensure_ascii=True)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise write_error(path, error) from None


def free_name(root: Path, name: str) -> Path:
    """Where a model called `name` goes in `root`. Raises `TweenError` for a name that is taken or no name."""
    if (
        not name
        or name.startswith(".")
        or any(sign in name for sign in '/\\:*?"<>|')
        or not name.isprintable()
    ):
        raise TweenError(f"“{name}” cannot be the name of a model; use letters, digits, dots and dashes.")
    place = root / name
    if os.path.lexists(place):
        raise TweenError(f"There is something called {place} already; choose another name or another place.")
    return place
