"""Wheels put where Python finds them: into a new folder, which takes the old one's place when it is whole."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.errors import Cancelled, TweenError
from engine.interpreter import module, root
from engine.jobs.setup.wanted import environment
from engine.media.safe_file import write_error

NEW, OLD, SCRATCH = ".new", ".old", "scratch"
LOOK = 0.2
"""Seconds between two looks at whether it was given up."""


def place(wheels: Sequence[Path], target: Path, cancelled: Callable[[], bool]) -> None:
    """Make `target` hold exactly `wheels`. What is there goes on working until then.

    Raises `TweenError`, and `Cancelled`; `target` is then as it was.
    """
    new = target.with_name(target.name + NEW)
    old = target.with_name(target.name + OLD)
    try:
        _clear(new, old)
        new.mkdir(parents=True)
        install(wheels, new, cancelled)
        if target.exists():
            target.rename(old)
        new.rename(target)
        _clear(old)
    except OSError as error:
        raise write_error(target, error) from None
    finally:
        if new.exists():
            shutil.rmtree(new, ignore_errors=True)


def mend(wheels: Sequence[Path], target: Path, cancelled: Callable[[], bool]) -> None:
    """Put `wheels` into `target`, over what is left of them and beside everything else.

    File by file: where two packages share a folder (nvidia/, google/), pip would clear it for the one that
    comes later. Raises `TweenError`, and `Cancelled`.
    """
    new = target.with_name(target.name + NEW)
    try:
        _clear(new)
        new.mkdir(parents=True)
        install(wheels, new, cancelled)
        for path in sorted(new.rglob("*")):
            if not path.is_dir():
                there = target / path.relative_to(new)
                there.parent.mkdir(parents=True, exist_ok=True)
                path.replace(there)
    except OSError as error:
        raise write_error(target, error) from None
    finally:
        if new.exists():
            shutil.rmtree(new, ignore_errors=True)


def install(wheels: Sequence[Path], target: Path, cancelled: Callable[[], bool]) -> None:
    """Through pip, from these files alone. It unpacks beside `target`, not in the system's folder for small
    things: that may be too small."""
    scratch = target.parent / SCRATCH
    scratch.mkdir(parents=True, exist_ok=True)
    command = module("pip", "--isolated", "install", "--quiet", "--no-input", "--disable-pip-version-check")
    # Python compiles what it imports; compiling all of it here would take minutes.
    command += [
        "--no-index",
        "--no-deps",
        "--no-cache-dir",
        "--no-compile",
        "--upgrade",
        "--target",
        str(target),
    ]
    told = {**environment(os.environ), "TMPDIR": str(scratch), "TEMP": str(scratch), "TMP": str(scratch)}
    try:
        _run([*command, *map(str, wheels)], told, cancelled)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _run(command: list[str], told: dict[str, str], cancelled: Callable[[], bool]) -> None:
    process = subprocess.Popen(
        command, cwd=root(), env=told, text=True, errors="replace",
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    while True:
        try:
            _, said = process.communicate(timeout=LOOK)
            break
        except subprocess.TimeoutExpired:
            if cancelled():
                process.kill()
                process.communicate()
                raise Cancelled("Stopped; what was fetched is kept.") from None
    if process.returncode:
        lines = [line for line in said.splitlines() if line.strip()]
        reason = (lines[-1] if lines else "it said nothing").removeprefix("ERROR: ")[:200].rstrip(".")
        raise TweenError(f"pip could not put the packages in their place ({reason}); set up again.")


def _clear(*folders: Path) -> None:
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)
