"""Seconds to decode 1080p from start to end, beside `ffmpeg -f null`, PyAV and OpenCV, in turns.

    python tests/bench/decode.py [FOOTAGE] [--frames N] [--runs N]

Ours hands over every frame as the file codes it, which is what the other sides do; the row below says what
conversion to RGB arrays adds. Footage: drawn here when none is given, with B-frames and key frames far apart.
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
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from figure import conclude, table
from footage import SIZES, make

from engine.media.reader import VideoReader

GOAL = 1.1


def ours(path: Path) -> None:
    with VideoReader(path) as reader:
        for i in range(reader.frames):
            reader.coded(i)


def ours_rgb(path: Path) -> None:
    with VideoReader(path) as reader:
        for _ in reader.frames_at(range(reader.frames)):
            pass


def ffmpeg(path: Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-an", "-f", "null", "-"], check=True)


def pyav(path: Path) -> None:
    import av

    with av.open(str(path)) as container:
        stream: Any = container.streams.video[0]
        stream.thread_type = "AUTO"
        for _ in container.decode(stream):
            pass


def opencv(path: Path) -> None:
    import cv2

    capture = cv2.VideoCapture(str(path))
    while capture.grab():
        pass


def seconds(what: Callable[[Path], None], path: Path) -> float:
    begin = time.perf_counter()
    what(path)
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("footage", nargs="?", type=Path)
    parser.add_argument("--frames", type=int, default=600)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if shutil.which("ffmpeg") is None:
        sys.exit("decode: the ffmpeg command line is not installed; it is the peer of this figure.")
    ways = {"ours": ours, "ours to RGB": ours_rgb, "ffmpeg": ffmpeg, "PyAV": pyav, "OpenCV": opencv}
    try:
        import cv2  # noqa: F401
    except ImportError:
        print("OpenCV is missing: opencv-python-headless is not installed.")
        del ways["OpenCV"]
    with tempfile.TemporaryDirectory(prefix="tweenboard-decode-") as folder:
        os.environ["TWEENBOARD_CACHE"] = str(Path(folder, "cache"))
        path = options.footage or Path(folder, "footage.mp4")
        if options.footage is None:
            make(path, SIZES["1080p"], options.frames, 250)
        with VideoReader(path) as reader:  # lists the file: once for all runs of a program
            frames = reader.frames
        took = {name: [] for name in ways}
        for _ in range(options.runs):
            for name, way in ways.items():
                took[name].append(seconds(way, path))
    ffmpegs = took["ffmpeg"]
    rows: list[tuple[object, ...]] = [("player", "seconds", "frames/s", "of ffmpeg")]
    for name, all_of in took.items():
        middle = statistics.median(all_of)
        ratio = statistics.median(mine / theirs for mine, theirs in zip(all_of, ffmpegs, strict=True))
        rows.append((name, middle, frames / middle, ratio))
    table(rows)
    conclude("decode", f"{rows[1][1]:.2f} s", f"ffmpeg {rows[3][1]:.2f} s", float(str(rows[1][3])), GOAL)


if __name__ == "__main__":
    main()
