"""What a person chose once, handed to the engine as the environment variables that it reads.

A variable that was set from outside (in a shell, by a starter) wins, and is not written over.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QSettings

from engine.errors import TweenError

Name = Literal[
    "films", "models", "workers", "together", "threads", "memory", "cache", "cache_size", "cluster"
]

GIB = 1 << 30


@dataclass(frozen=True)
class Preference:
    """`unit`: 0 for a folder, else what a number in the dialog is multiplied by. `address`: a cluster's."""

    variable: str
    unit: int = 0
    address: bool = False


ALL: dict[Name, Preference] = {
    "films": Preference("TWEENBOARD_FILMS"),
    "models": Preference("TWEENBOARD_MODELS"),
    "workers": Preference("TWEENBOARD_WORKERS", 1),
    "together": Preference("TWEENBOARD_CARDS_TOGETHER", 1),
    "threads": Preference("OMP_NUM_THREADS", 1),
    "memory": Preference("TWEENBOARD_MEMORY", GIB),
    "cache": Preference("TWEENBOARD_CACHE"),
    "cache_size": Preference("TWEENBOARD_CACHE_SIZE", GIB),
    "cluster": Preference("TWEENBOARD_CLUSTER", address=True),
}
"""By their names alone: the window is on the screen before the engine's modules are loaded."""
_ours: dict[str, str] = {}
"""Variables as they were set here, to tell them from those of outside."""


def apply() -> None:
    """At the start, before anything of the engine is asked."""
    for name in ALL:
        kept = chosen(name)
        if kept and not from_outside(name):
            _set(ALL[name].variable, kept)


def chosen(name: Name) -> str:
    """What was chosen, as the variable has it; "" for the usual."""
    return str(QSettings().value(f"engine/{name}") or "")


def number(name: Name) -> int:
    """What was chosen, in the dialog's unit; 0 for the usual."""
    value = in_force(name)
    return int(value) // ALL[name].unit if value.isdigit() else 0


def in_force(name: Name) -> str:
    """What the engine goes by now; "" for its own choice."""
    return os.environ.get(ALL[name].variable, "")


def from_outside(name: Name) -> bool:
    """Whether the variable was set by somebody else."""
    variable = ALL[name].variable
    return variable in os.environ and os.environ[variable] != _ours.get(variable)


def choose(name: Name, value: str | int) -> None:
    """Keep a folder, an address, or a number in the dialog's unit; "" and 0 for the usual. It holds from now
    on.

    Raises `TweenError` for a folder or an address that is none.
    """
    if isinstance(value, int):
        value = str(value * ALL[name].unit) if value > 0 else ""
    elif value and ALL[name].address:
        from engine.jobs.cluster.address import check_address

        value = check_address(value)
    elif value and not Path(value).is_dir():
        raise TweenError(f"{value} is not a folder; choose another one.")
    settings = QSettings()
    if value:
        settings.setValue(f"engine/{name}", value)
    else:
        settings.remove(f"engine/{name}")
    if not from_outside(name):
        _set(ALL[name].variable, value)


def _set(variable: str, value: str) -> None:
    if value:
        os.environ[variable] = _ours[variable] = value
    else:
        os.environ.pop(variable, None)
        _ours.pop(variable, None)
