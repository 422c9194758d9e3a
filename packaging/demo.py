"""The main job from footage to MP4, each step the `tween` command that a person would type.

`dev.py demo` runs this in the environment that it made. Everything lands in the current folder.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

from system import has_display

from engine.errors import TweenError
from engine.paths import resource
from engine.project.project import Project
from engine.render.verify import KeptProof, verify_kept

FRAMES, CUT = 324, 114
PROMPT = "a brown house in the snow"
NAME = "tweenboard-demo"


def tween(*args: str | Path, capture: bool = False) -> str:
    """Run one command in plain sight; the demo ends with its exit code when it fails."""
    words = [str(arg) for arg in args]
    if not capture:
        print(f"\n$ tween {shlex.join(words)}", flush=True)
    command = [sys.executable, "-P", "-m", "engine.cli", *words]
    done = subprocess.run(command, stdout=subprocess.PIPE if capture else None, text=True)
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout or ""


def free_name(folder: Path) -> Path:
    """A film name that no earlier demo took: its film may hold work that a person went on with."""
    names = [folder / f"{NAME}.tween", *(folder / f"{NAME}-{n}.tween" for n in range(2, 1000))]
    return next(name for name in names if not name.exists() and not name.with_suffix(".takes").exists())


def ranges(frames: int) -> tuple[int, int]:
    """(cut, end) for footage of `frames` frames: 114 and 324, or the same share of shorter footage."""
    if frames < 2:
        raise TweenError("The demo cuts its footage in two, and this has less than two frames; try a video.")
    end = min(frames, FRAMES)
    return (CUT if end > CUT else max(1, end * CUT // FRAMES)), end


def make_film(footage: Path, film: Path) -> None:
    """Open, cut, write a card, redraw: the steps of the five-minute tour."""
    frames = json.loads(tween("probe", footage, "--json", capture=True)).get("frames")
    cut, end = ranges(frames or 0)
    tween("new", film.name, footage, "--in", "0", "--out", str(end))
    tween("split", film.name, str(cut))
    tween("card", film.name, "2", "--prompt", PROMPT, "--cut")
    tween("generate", film.name, "--cards", "2")


def export(film: Path, out: Path) -> None:
    """Written beside an earlier demo's film first, and put in its place when it is whole."""
    if not out.exists():
        tween("export", film.name, out.name)
        return
    fresh = out.with_name(f"{film.stem}-{os.getpid()}.mp4")
    tween("export", film.name, fresh.name)
    fresh.replace(out)


def proof(film: Path) -> KeptProof:
    with Project.open(film, read_only=True) as project:
        return verify_kept(project.document, project.takes.shown)


def main(argv: list[str]) -> int:
    folder = Path.cwd()
    try:
        footage = Path(argv[0]).absolute() if argv else resource("sample/sample.mp4")
        film, out = free_name(folder), folder / f"{NAME}.mp4"
        make_film(footage, film)
        export(film, out)
        kept = proof(film)
    except TweenError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"\nExported: {out}\nFilm:     {film}\n{kept.sentence()}", flush=True)
    if not kept.exact:
        return 1
    if has_display():
        print("Opening the editor on it; close its window to end the demo.", flush=True)
        return subprocess.run([sys.executable, "-P", "-m", "editor", film]).returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
