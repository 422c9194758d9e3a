"""The virtual environment that builds: exactly the packages of the bundle, and PyInstaller. No torch."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

from bundle.contents import asked_for
from bundle.running import BuildError, run

BUILDER = "bundle"
"""pyproject.toml's extra with what builds."""
STAMP = "tweenboard-bundle.json"


def python_of(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ready(root: Path, venv: Path) -> Path:
    """Its Python, made and filled where that was not done for this very list."""
    lines = asked_for(root, ("gui", "vision", BUILDER))
    wanted = {"lines": lines, "pins": (root / "packaging/constraints.txt").read_text(encoding="utf-8")}
    stamp, python = venv / STAMP, python_of(venv)
    try:
        if json.loads(stamp.read_text(encoding="utf-8")) == wanted and python.exists():
            return python
    except (OSError, ValueError):
        pass
    print(f"Filling {venv}", flush=True)
    if not python.exists():
        run([sys.executable, "-m", "venv", venv])
    env = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONPATH": ""}
    # The bundle carries pip for the first run's set-up: the newest, for it meets the newest indexes.
    run([python, "-m", "pip", "install", "-q", "--upgrade", "pip"], env=env)
    run([python, "-m", "pip", "install", "-q", "-c", root / "packaging/constraints.txt", *lines], env=env)
    shared = (
        "import sysconfig; print(sysconfig.get_config_var('Py_ENABLE_SHARED') or sys.platform != 'linux')"
    )
    if run([python, "-c", "import sys;" + shared]).strip() in ("0", "False", "None"):
        raise BuildError("This Python has no shared library, which PyInstaller needs; use another Python.")
    stamp.write_text(json.dumps(wanted), encoding="utf-8")
    return python


def version(root: Path) -> str:
    found = re.search(r'__version__ = "([^"]+)"', (root / "engine/__init__.py").read_text(encoding="utf-8"))
    if found is None:
        raise BuildError("engine/__init__.py names no version.")
    return found[1]
