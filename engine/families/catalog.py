"""Which models there are, without loading any: the built-in one, and what lies where models are kept.

Importable without torch, so that the window can list models at once. Getting and adding models is
`engine.families.models`.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import TweenError
from engine.families.capabilities import Capabilities, capabilities
from engine.families.models.places import INDEX, linked, roots
from engine.paths import RESOURCES

BUILT_IN = "sketch"
NOTES = "tweenboard.json"


@dataclass(frozen=True, slots=True)
class Model:
    """A checkpoint folder as the model list shows it. `name` is what a card and the command line say."""

    name: str
    path: Path
    title: str
    family: str
    notes: str = ""
    native_size: tuple[int, int] | None = None
    native_fps: float | None = None
    able: Capabilities | None = None
    """What it can do; None for a kind that Tweenboard cannot draw with."""


def known() -> list[Model]:
    """The built-in model first, then every checkpoint folder in the places for models, and those linked.

    One whose small files cannot be read is left out: it must not keep the others from being used.
    """
    folders = [RESOURCES / "models" / BUILT_IN]
    for place in roots():
        whole = place.is_dir() and not (place / INDEX).is_file()
        folders += sorted(f for f in place.iterdir() if f.name[0] != ".") if whole else [place]
    found: dict[Path, Model] = {}
    for folder in dict.fromkeys((*folders, *linked())):
        if (folder / INDEX).is_file():
            with suppress(TweenError):
                found[folder] = describe(folder)
    return list(found.values())


def describe(folder: Path) -> Model:
    """What the list says of one folder, from its two small JSON files."""
    index, notes = read_index(folder), read_notes(folder)
    size = notes.get("native_size")
    return Model(
        name=folder.name,
        path=folder,
        title=str(notes.get("name", folder.name)),
        family=str(index.get("_class_name", "unknown")),
        notes=str(notes.get("notes", "")),
        native_size=(int(size[0]), int(size[1])) if size else None,
        native_fps=float(notes["native_fps"]) if "native_fps" in notes else None,
        able=capabilities(index, notes, folder.name),
    )


def resolve(name: str) -> Path:
    """The checkpoint folder that `name` (a known model's name, or a path) means; `TweenError` if none."""
    for model in known():
        if name.casefold() in (model.name.casefold(), model.title.casefold()):
            return model.path
    folder = Path(name).expanduser()
    if not folder.is_dir():
        names = ", ".join(model.name for model in known()) or "none"
        raise TweenError(
            f"There is no model “{name}”; models at hand: {names}, or the path of a model folder."
        )
    if not (folder / INDEX).is_file():
        raise TweenError(f"{folder} is not a model folder: it has no {INDEX}.")
    return folder


def read_index(folder: Path) -> dict[str, Any]:
    """model_index.json, which says what pipeline a folder was saved for and which parts it has."""
    return _read(folder, INDEX)


def read_notes(folder: Path) -> dict[str, Any]:
    """tweenboard.json, which says what diffusers' files cannot: name, native rate and size, window, steps."""
    return _read(folder, NOTES) if (folder / NOTES).is_file() else {}


def _read(folder: Path, file: str) -> dict[str, Any]:
    try:
        data = json.loads((folder / file).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise TweenError(f"{folder / file} cannot be read as JSON; get the model again.") from error
    if not isinstance(data, dict):
        raise TweenError(f"{folder / file} holds no JSON object; get the model again.")
    return data
