"""How this program starts Python again, and where the packages lie that it draws with.

Drawing happens in processes of their own. Run from Python, the program starts them with that Python. The
installed program has no Python beside it but a stand-in of its own, `tween-python`, and comes without torch:
`tween setup` brings torch and what goes with it, for the machine's graphics card, into a folder of the user's
(`engine.jobs.setup`), and every process of the program looks there last.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path

from engine.paths import user_folder

HOST = "tween-python"
"""The installed program's stand-in for Python (packaging/bundle/host.py)."""
PACKAGES = "TWEENBOARD_PACKAGES"
"""Environment variable naming the folder that is set up for drawing."""
DRAWS = frozenset({"torch", "diffusers", "transformers", "safetensors", "huggingface_hub", "httpx2"})
"""Packages that the installed program comes without."""
PLACE = "place.json"
"""In the user's folder `drawing`: the other folder that was chosen, if one was."""


def installed() -> bool:
    """Whether this is the installed program, which carries its own Python and no torch."""
    return bool(getattr(sys, "frozen", False))


def python() -> str:
    """The program that stands for Python here: it runs `-m MODULE ARGUMENTS`."""
    if not installed():
        return sys.executable
    return str(Path(sys.executable).with_name(HOST + (".exe" if sys.platform == "win32" else "")))


def module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module of this program, or of its packages, in a process of its own."""
    return [python(), "-m", name, *arguments]


def root() -> Path:
    """The folder that such a process runs in: that of `engine`, which Python then finds."""
    return Path(__file__).resolve().parents[1]


def drawing_folder() -> Path:
    """Where what drawing needs lies: `TWEENBOARD_PACKAGES`, the folder chosen then, or the user's own."""
    named = os.environ.get(PACKAGES)
    if named:
        return Path(named).absolute()
    own = user_folder("drawing")
    try:
        chosen = json.loads((own / PLACE).read_text(encoding="utf-8"))["folder"]
    except (OSError, ValueError, KeyError, TypeError):
        return own
    return Path(chosen) if isinstance(chosen, str) and Path(chosen).is_absolute() else own


def packages(folder: Path | None = None) -> Path:
    """The part of the drawing folder that Python imports from; each edition of Python has its own."""
    edition = f"py{sys.version_info.major}{sys.version_info.minor}"
    return (folder or drawing_folder()) / edition


def lacking(error: ModuleNotFoundError) -> str:
    """What to do where a package is missing that drawing needs, as one sentence; "" where it is another."""
    name = (error.name or "").partition(".")[0]
    if name not in DRAWS:
        return ""
    if installed():
        return f"Drawing needs {name}, which is not set up on this computer yet; set it up with: tween setup."
    return f"Drawing needs {name}, which is not installed; install Tweenboard with its models extra."


def see_packages() -> None:
    """Let this process import what was set up. Last on the path: the program's own packages go first."""
    found = str(packages())
    if found not in sys.path:
        sys.path.append(found)
    importlib.invalidate_caches()
