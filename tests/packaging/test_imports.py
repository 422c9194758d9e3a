"""What a start costs: heavy packages are imported by what needs them, when it runs."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

HEAVY = {"torch", "diffusers", "transformers", "PySide6", "pyqtgraph", "numpy", "av"}


def imported_by(code: str, folder: Path) -> set[str]:
    """Top-level packages loaded once `code` has run in a fresh process, whatever it printed."""
    script = f"import atexit, sys\natexit.register(lambda: print('LOADED', *sys.modules))\n{code}"
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("LOADED"))
    return {name.partition(".")[0] for name in line.split()}


def test_tween_help_loads_nothing_heavy(repo: Path) -> None:
    loaded = imported_by("from engine.cli import main; main(['--help'])", repo)
    assert "engine" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize("module", ["engine.document.edits", "engine.document.history", "engine.paths"])
def test_the_document_loads_nothing_heavy(repo: Path, module: str) -> None:
    assert not imported_by(f"import {module}", repo) & HEAVY


def test_the_main_scripts_lead_somewhere(repo: Path) -> None:
    project = tomllib.loads((repo / "pyproject.toml").read_text())["project"]
    for target in [*project["scripts"].values(), *project["gui-scripts"].values()]:
        module, _, function = target.partition(":")
        spec = find_spec(module)
        assert spec is not None, module
        assert spec.origin is not None
        assert f"def {function}(" in Path(spec.origin).read_text()
