"""The folder with the program in it (PyInstaller's one-dir bundle): made, looked over, tried."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from bundle.icon import make as make_icon
from bundle.running import BuildError, run

PROGRAMS = ("tweenboard", "tween", "tween-python")
MUST = (
    "resources/models/sketch/model_index.json",
    "resources/sample/sample.mp4",
    "setup/needs.txt",
    "setup/cluster.txt",
    "LICENSE",
)
ICONS = {"win32": ".ico", "darwin": ".icns"}
"""Systems where a program carries its icon in itself."""
NEVER = ("torch", "diffusers", "transformers")
"""What comes with the first run's set-up."""


def build(root: Path, python: Path, work: Path) -> Path:
    """Make it anew under `work` and return its place."""
    if (dist := work / "dist").exists():
        shutil.rmtree(dist)
    if ending := ICONS.get(sys.platform):
        make_icon(root, python, work / f"tweenboard{ending}")
    recipe = root / "packaging/bundle/tweenboard.spec"
    command = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    run([*command, "--distpath", dist, "--workpath", work / "pyinstaller", recipe], folder=root)
    place = dist / "tweenboard"
    problems = look_over(place)
    if problems:
        raise BuildError(f"The bundle in {place} is not right: {' '.join(problems)}")
    return place


def look_over(place: Path) -> list[str]:
    """What is wrong with a bundle, a sentence each."""
    ending = ".exe" if sys.platform == "win32" else ""
    inner = place / "_internal"
    problems = [f"{name} is missing." for name in PROGRAMS if not (place / (name + ending)).is_file()]
    problems += [f"{name} is missing." for name in MUST if not (inner / name).is_file()]
    problems += [f"{name} is in it." for name in NEVER if (inner / name).exists()]
    if not [file for file in (inner / "c2pa").rglob("*c2pa_c.*") if file.suffix in (".so", ".dll", ".dylib")]:
        problems.append("The library that signs is missing.")
    problems += [f"{file.name} is only for building." for file in inner.rglob("*.rlib")]
    return problems
