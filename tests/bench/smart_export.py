"""Seconds of a smart export of a 60 s clip with a 2 s change, beside encoding all of it, and what was copied.

    python tests/bench/smart_export.py [FOOTAGE] [--seconds N] [--preset NAME] [--codec NAME] [--places N]

The change is a drawn take, at `--places` places spread over the clip: how much has to be encoded goes by how
far behind the change the next key picture lies. Both ways draw the same take at the same CRF and preset and
mix the same sound; what only shows footage up to that key picture is encoded quicker, at a better CRF.
Packets of copied frames are compared with the footage's by hash, decoded frames by the ffmpeg program.
Footage: Big Buck Bunny from the media corpus, looped, 720p24, x264 with key pictures at most 250 frames
apart; without the corpus, 1080p30 that ffmpeg draws. The figure is the median over the places.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from figure import conclude, table

from engine.document.edits import add_asset, append_clip
from engine.document.model import Document
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.media.output.settings import Settings
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.render.compose import Composer
from engine.render.export import ExportReport, export
from engine.render.smart import smart_export
from tests.render.joined import packets, pictures, take_over

GOAL = 0.2
CRF = 20
CHANGE = 2  # seconds
CORPUS = Path(os.environ.get("TWEENBOARD_MEDIA") or Path(__file__).parents[3] / "shared" / "media")
BUNNY = "big_buck_bunny_0_30.webm"
CODERS = {
    "h264": "-c:v libx264 -preset veryfast -crf 20 -g 250",
    "hevc": "-c:v libx265 -preset veryfast -crf 22 -x265-params keyint=250:log-level=error -tag:v hvc1",
}


def make_footage(path: Path, seconds: int, codec: str) -> None:
    source = ["-stream_loop", "-1", "-i", str(CORPUS / BUNNY)]
    if not (CORPUS / BUNNY).is_file():
        print("without the media corpus: footage drawn by ffmpeg")
        picture = "testsrc2=size=1920x1080:rate=30,noise=alls=6:allf=t"
        source = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000"]
    made = [*CODERS[codec].split(), "-pix_fmt", "yuv420p", "-fps_mode", "cfr", "-c:a", "aac", "-ac", "2"]
    command = ["ffmpeg", "-v", "error", "-y", *source, "-t", str(seconds), *made, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def changed(film: Document, start: int, library: TakeLibrary) -> Document:
    """The film with a take from frame `start` on: its own picture, upside down."""
    span = FrameRange(start, start + round(CHANGE * film.rate))
    with Composer(film, lambda card: None) as composer:
        return take_over(library, film, span, lambda n: np.ascontiguousarray(composer.frame(n)[::-1]))


def same_packets(footage: list[tuple[int, int, str]], out: Path, report: ExportReport) -> int:
    """How many of the film's packets are the footage's; those of copied frames are, one by one."""
    theirs = {n: digest for n, (_, digest) in enumerate(sorted((pts, digest) for pts, _, digest in footage))}
    ours = {n: digest for n, (_, digest) in enumerate(sorted((pts, d) for pts, _, d in packets(out)))}
    return sum(theirs[n] == ours[n] for span in report.copied for n in span)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("footage", nargs="?", type=Path)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--preset", default="medium")
    parser.add_argument("--codec", choices=CODERS, default="h264")
    parser.add_argument("--places", type=int, default=5)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tweenboard-bench-") as folder:
        footage = wanted.footage or Path(folder, "footage.mp4")
        if wanted.footage is None:
            make_footage(footage, wanted.seconds, wanted.codec)
        asset = asset_from_file(footage)
        film = Document(rate=asset.rate, width=asset.width, height=asset.height)
        film = append_clip(add_asset(film, asset), asset.id)
        measure(film, footage, Path(folder), wanted)


def measure(film: Document, footage: Path, folder: Path, wanted: argparse.Namespace) -> None:
    last = film.frames - round(CHANGE * film.rate)
    starts = [last * (2 * n + 1) // (2 * wanted.places) for n in range(wanted.places)]
    theirs, before = packets(footage), pictures(footage)
    settings = Settings(crf=CRF, speed=wanted.preset)
    everything = replace(settings, format="h265" if wanted.codec == "hevc" else "h264")
    rows: list[tuple[object, ...]] = [
        ("change at", "copied", "same packets", "same pictures", "seconds", "ratio")
    ]
    whole, ratios, wrong = 0.0, [], 0
    for number, start in enumerate(starts):
        library = TakeLibrary(folder / f"{number}.takes")
        document = changed(film, start, library)
        if not number:
            whole = timed(export, document, library.shown, folder / "whole.mp4", everything)[0]
            rows.append(("(all encoded)", 0, 0, 0, whole, 1.0))
        out = folder / f"smart{number}.mp4"
        seconds, report = timed(smart_export, document, library.shown, out, settings)
        decoded = pictures(out)
        copied = [n for span in report.copied for n in span]
        same, alike = same_packets(theirs, out, report), sum(before[n] == decoded[n] for n in copied)
        wrong += len(decoded) != film.frames or alike != len(copied)
        ratios.append(seconds / whole)
        rows.append((f"{float(start / film.rate):.1f} s", len(copied), same, alike, seconds, ratios[-1]))
        print(f"{rows[-1][0]}: {seconds:.2f} s of {whole:.2f} s", file=sys.stderr, flush=True)
        out.unlink()
    table(rows)
    print(f"{film.frames} frames; worst place {max(ratios):.3f}; files with a wrong picture: {wrong}")
    ratio = statistics.median(ratios) if not wrong else float("inf")
    conclude("smart_export", f"{ratio * whole:.2f} s", f"all encoded {whole:.2f} s", ratio, GOAL)


def timed(
    work: Callable[..., ExportReport], film: Document, shown: ShownTake, out: Path, settings: Settings
) -> tuple[float, ExportReport]:
    started = time.perf_counter()
    report = work(film, shown, out, settings=settings)
    return time.perf_counter() - started, report


if __name__ == "__main__":
    main()
