"""Which keys do what: tables of other editors over the standard one, a person's own changes over those.

A keymap is a value: action id -> its keys as portable text (`Ctrl+Shift+Z`). A key means one action at most.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtGui import QKeySequence

from editor import actions
from engine.errors import TweenError
from engine.paths import resource

Keymap = Mapping[str, tuple[str, ...]]

STANDARD = "tweenboard"
PRESETS = {
    STANDARD: "Tweenboard",
    "kdenlive": "Kdenlive",
    "shotcut": "Shotcut",
    "premiere": "Premiere Pro",
    "resolve": "DaVinci Resolve",
}
"""Names of programs, the same in every language."""
FOLDER = "keymaps"


def standard() -> dict[str, tuple[str, ...]]:
    """Every action with the keys of the table in `editor.actions`, those without any too."""
    return {spec.id: tuple(map(portable, spec.keys)) for spec in actions.specs()}


def preset(name: str) -> dict[str, tuple[str, ...]]:
    """The standard keys with those of another editor over them; the standard ones for an unknown name."""
    if name == STANDARD or name not in PRESETS:
        return standard()
    return overlaid(standard(), read(resource(f"{FOLDER}/{name}.toml")))


def overlaid(base: Keymap, changes: Keymap) -> dict[str, tuple[str, ...]]:
    """`base` with `changes`; a key that a change takes is gone from where `base` had it."""
    taken = {key for keys in changes.values() for key in keys}
    kept = {each: tuple(key for key in keys if key not in taken) for each, keys in base.items()}
    return {each: changes.get(each, keys) for each, keys in kept.items()}


def changes_from(base: Keymap, now: Keymap) -> dict[str, tuple[str, ...]]:
    """What is another in `now`: the least that makes `now` of `base`."""
    return {each: keys for each, keys in now.items() if keys != base.get(each, ())}


def holder(keymap: Keymap, key: str) -> str | None:
    """The action that has the key."""
    return next((each for each, keys in keymap.items() if key in keys), None)


def portable(key: str) -> str:
    """The key as files and settings write it; "" for what is not one key."""
    sequence = QKeySequence(key)
    return sequence.toString(QKeySequence.SequenceFormat.PortableText) if sequence.count() == 1 else ""


def read(path: Path) -> dict[str, tuple[str, ...]]:
    """The keymap in a file. Actions that this version lacks are left out; `TweenError` says what is wrong."""
    import tomllib  # with the first file, not with the window

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))["keys"]
        pairs = [(str(each), _keys(keys)) for each, keys in table.items()]
    except OSError as error:
        raise TweenError(f"{path.name} cannot be read: {error.strerror}.") from None
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        raise TweenError(f"{path.name} is not a keymap; choose a file that was exported here.") from None
    known = standard()
    found = {each: keys for each, keys in pairs if each in known}
    _refuse_doubles(path.name, found)
    return found


def _keys(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    keys = tuple(portable(key) for key in value)
    if not all(keys):
        raise ValueError
    return keys


def _refuse_doubles(name: str, keymap: Keymap) -> None:
    seen: set[str] = set()
    for keys in keymap.values():
        for key in keys:
            if key in seen:
                raise TweenError(f"{name} gives {key} to two actions; take it from one of them.")
            seen.add(key)


def write(path: Path, keymap: Keymap) -> None:
    """The keymap as a file that `read` understands; `TweenError` when it cannot be written."""
    import json

    lines = [f"{each} = {json.dumps(list(keys), ensure_ascii=False)}" for each, keys in keymap.items()]
    text = "\n".join(["[keys]", *lines, ""])
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise TweenError(f"{path} cannot be written: {error.strerror}.") from None
