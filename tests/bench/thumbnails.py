"""Seconds to a strip of 100 thumbnails of two minutes of 1080p, beside ffmpeg decoding key frames alone.

    python tests/bench/thumbnails.py [FOOTAGE] [--seconds N] [--count N] [--runs N] [--exact]

Ours is counted until every place of the strip has a picture, first with nothing kept (the file is listed
too), then as a later run finds it. `--exact` adds the time until every place has its own frame.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from figure import conclude, table
from footage import SIZES, make, repeat

from engine.media import scan as scanning
from engine.media.thumbnails import thumbnails

GOAL = 1.0
HEIGHT = 160
GOP = 250


def ours(path: Path, count: int, exact: bool = False) -> tuple[float, float]:
    """(seconds to the first picture, to the last); in memory nothing is known of the file."""
    with scanning._lock:
        scanning._known.clear()
    begin = time.perf_counter()
    first, filled = 0.0, set()
    for i, _ in thumbnails(path, count, HEIGHT):
        first = first or time.perf_counter() - begin
        filled.add(i)
        if len(filled) == count and not exact:
            break
    return first, time.perf_counter() - begin


def ffmpeg(path: Path) -> float:
    begin = time.perf_counter()
    command = ["ffmpeg", "-v", "error", "-skip_frame", "nokey", "-i", str(path), "-an", "-vsync", "0"]
    command += ["-vf", f"scale=-2:{HEIGHT}:flags=area", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("footage", nargs="?", type=Path)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--exact", action="store_true")
    options = parser.parse_args()
    if shutil.which("ffmpeg") is None:
        sys.exit("thumbnails: the ffmpeg command line is not installed; it is the peer of this figure.")
    rows: list[tuple[object, ...]] = [
        ("run", "first, s", "strip, s", "later, s", "ffmpeg, s", "ratio", "later")
    ]
    with tempfile.TemporaryDirectory(prefix="tweenboard-thumbnails-") as folder:
        path = options.footage or Path(folder, "footage.mp4")
        if options.footage is None:
            make(Path(folder, "part.mp4"), SIZES["1080p"], GOP, GOP)
            repeat(Path(folder, "part.mp4"), path, max(1, options.seconds * 30 // GOP))
        for run in range(options.runs):
            os.environ["TWEENBOARD_CACHE"] = str(Path(folder, f"cache {run}"))
            first, strip = ours(path, options.count)
            _, later = ours(path, options.count)
            theirs = ffmpeg(path)
            rows.append((run + 1, first, strip, later, theirs, strip / theirs, later / theirs))
        if options.exact:
            print(f"every place with its own frame: {ours(path, options.count, exact=True)[1]:.1f} s")
            print(f"and again, from what was kept: {ours(path, options.count, exact=True)[1]:.2f} s")
    table(rows)
    strip, theirs, ratio = (statistics.median(float(str(row[i])) for row in rows[1:]) for i in (2, 4, 5))
    conclude("thumbnails", f"{strip:.2f} s", f"ffmpeg {theirs:.2f} s", ratio, GOAL)


if __name__ == "__main__":
    main()
