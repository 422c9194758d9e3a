"""Programs that the build runs: found by name, and one sentence where one lacks or fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PACKAGE = {
    "dpkg-deb": "dpkg",
    "readelf": "binutils",
    "mksquashfs": "squashfs-tools",
    "rsvg-convert": "librsvg2-bin",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "update-mime-database": "shared-mime-info",
    "debootstrap": "debootstrap",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "import": "imagemagick",
}
"""Debian's packages of what the build may need."""


class BuildError(Exception):
    """One sentence: what lacks or failed, and what to do."""


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BuildError(f"{name} is missing; install the package {PACKAGE.get(name, name)}.")
    return found


def run(
    command: Sequence[str | Path],
    folder: Path | None = None,
    env: Mapping[str, str] | None = None,
    alone: bool = False,
    quiet: bool = False,
) -> str:
    """What it printed on standard output. `alone`: `env` is its whole environment. Raises `BuildError` when
    it fails, after its last words unless `quiet`."""
    words = [program(str(command[0])), *map(str, command[1:])]
    done = subprocess.run(
        words,
        cwd=folder,
        env=dict(env or {}) if alone else {**os.environ, **(env or {})},
        text=True,
        errors="replace",
        capture_output=True,
    )
    if done.returncode:
        said = "\n".join(part for part in (done.stdout, done.stderr) if part).strip()
        if not quiet:
            print(said[-4000:], file=sys.stderr)
        raise BuildError(f"{command[0]} ended with {done.returncode}; see above.")
    return done.stdout


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder; links count as nothing."""
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file() and not file.is_symlink())
