"""Export seconds beside the ffmpeg command line at the same codec settings, on the same footage, in turns.

    python tests/bench/export.py [FOOTAGE] [--frames N] [--runs N]

Footage: 1080p, 300 frames, drawn here when none is given. Both sides decode it, encode H.264 (crf 20,
preset veryfast, yuv420p) with AAC 160 kbit/s, and write an MP4 with its index in front.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from figure import conclude, table

from engine.document.edits import add_asset, append_clip
from engine.document.model import Document
from engine.document.time import SourceRange
from engine.project.importing import asset_from_file
from engine.render.export import export

GOAL = 1.15


X264 = "-c:v libx264 -preset veryfast -pix_fmt yuv420p"


def ffmpeg(arguments: str, out: Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments.split(), str(out)], check=True)


def make_footage(path: Path) -> None:
    """Motion and grain are what an encoder meets; ffmpeg draws ten seconds of them."""
    picture = "-f lavfi -i testsrc2=size=1920x1080:rate=30:duration=10,noise=alls=6:allf=t"
    tone = "-f lavfi -i sine=frequency=330:sample_rate=48000:duration=10"
    ffmpeg(f"{picture} {tone} {X264} -crf 18 -g 250 -c:a aac", path)


def film(footage: Path, frames: int) -> Document:
    asset = asset_from_file(footage)
    document = Document(rate=asset.rate, width=asset.width, height=asset.height)
    document = add_asset(document, asset)
    return append_clip(document, asset.id, SourceRange(0, min(frames, asset.frames)))


def ours(document: Document, out: Path) -> float:
    begin = time.perf_counter()
    export(document, lambda card: None, out, crf=20, preset="veryfast", overwrite=True)
    return time.perf_counter() - begin


def peer(footage: Path, frames: int, out: Path) -> float:
    begin = time.perf_counter()
    sound = "-c:a aac -b:a 160k -shortest"
    ffmpeg(f"-i {footage} -frames:v {frames} {X264} -crf 20 {sound} -movflags +faststart", out)
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("footage", nargs="?", type=Path)
    parser.add_argument("--frames", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    if shutil.which("ffmpeg") is None:
        sys.exit("export: the ffmpeg command line is not installed; it is the peer of this figure.")
    with tempfile.TemporaryDirectory() as folder:
        footage = options.footage or Path(folder, "footage.mp4")
        if options.footage is None:
            make_footage(footage)
        document = film(footage.resolve(), options.frames)
        rows: list[tuple[object, ...]] = [("run", "ours, s", "ffmpeg, s", "ratio")]
        for run in range(options.runs):
            theirs = peer(footage, document.frames, Path(folder, "peer.mp4"))
            mine = ours(document, Path(folder, "ours.mp4"))
            rows.append((run + 1, mine, theirs, mine / theirs))
    table(rows)
    mine, theirs, ratio = (statistics.median(float(str(row[i])) for row in rows[1:]) for i in (1, 2, 3))
    conclude("export", f"{mine:.2f} s", f"ffmpeg {theirs:.2f} s", ratio, GOAL)


if __name__ == "__main__":
    main()
