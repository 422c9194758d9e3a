"""Milliseconds that the timeline takes to paint 1,000 cards and 100,000 frames, offscreen, 1920 pixels wide.

    python tests/bench/paint.py [--frames N] [--cards N] [--repaints N]

Every repaint is a whole one (the film has moved under the view or the zoom has changed), at seven zooms from
the whole film to single frames, with all thumbnails and waveforms there. The figure is the 99th percentile
over all of them, of the painting thread's own time, which other programs on the machine change little; the
time by the wall stands beside it. The last two rows are what playing costs between page turns, and what a
move of the mouse costs while a clip is dragged: the edit, the film's index and a whole repaint.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from figure import conclude, table
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from editor import theme
from editor.garbage import GarbageCollector
from editor.timeline import TimelineView
from editor.timeline.pointer import At
from editor.timeline.scale import TimeScale, fitted
from editor.timeline.shifts import MoveThings
from editor.timeline.waves import pyramid_of
from editor.workspace import Workspace
from engine.document.model import Asset, Card, Clip, Document, Marker, Track
from engine.document.time import FrameRange

LIMIT = 8.0
WIDTH, HEIGHT = 1920, 320
SOURCE = 240
MARKED = 500
PROMPTS = (
    "",
    "a red ball rolls over the meadow while the camera pushes in, warm evening light",
    "一只红色的球滚过草地，兔子惊讶地看着它，镜头缓缓推进",
    "the rabbit looks up, amazed",
)


def film(frames: int, cards: int) -> Document:
    """Equal cards over one clip each, on a picture and a sound track; a marker every 500 frames."""
    asset = Asset("a", "video", "bench.mp4", "f", SOURCE, 1280, 720, Document().rate, has_audio=True)
    length = frames // cards
    spans = [FrameRange(n * length, (n + 1) * length) for n in range(cards)]
    video = tuple(Clip(f"v{n}", "a", span, 0, f"l{n}") for n, span in enumerate(spans))
    sound = tuple(replace(clip, id=f"s{n}") for n, clip in enumerate(video))
    board = tuple(
        Card(f"c{n}", span, f"c{n}", span.start, prompt=PROMPTS[n % len(PROMPTS)])
        for n, span in enumerate(spans)
    )
    tracks = (Track("v", "video", "V1", video), Track("a", "audio", "A1", sound))
    markers = tuple(Marker(f"m{n}", n * MARKED) for n in range(frames // MARKED))
    return Document(assets=(asset,), tracks=tracks, cards=board, markers=markers, mark_in=0, mark_out=length)


def fill(view: TimelineView) -> None:
    """Thumbnails and peaks as if they had all been read."""
    height = 2 * 60
    for index in range(SOURCE):
        image = QImage(height * 16 // 9, height, QImage.Format.Format_RGB32)
        image.fill(0xFF000000 | index * 0x010203)
        view.imagery.take_thumbnail("bench.mp4", index, image)
    level = np.random.default_rng(7).uniform(-0.8, 0.8, (SOURCE * 200 // 24, 2)).astype(np.float32)
    level.sort(axis=1)
    view.imagery.take_peaks("bench.mp4", pyramid_of(level))


def repaint(view: TimelineView) -> tuple[float, float]:
    """(the painting thread's own milliseconds, milliseconds by the clock on the wall)"""
    own, wall = time.thread_time(), time.perf_counter()
    view.viewport().repaint()
    return 1000 * (time.thread_time() - own), 1000 * (time.perf_counter() - wall)


def measure(view: TimelineView, pixels: float, repaints: int) -> list[tuple[float, float]]:
    frames = view.board.frames
    times: list[tuple[float, float]] = []
    view.show_scale(TimeScale(pixels, 0.0))
    repaint(view)
    for n in range(repaints):
        reach = max(0.0, frames * pixels - WIDTH)
        # Over the whole length of the film, with a zoom of a few per cent now and then.
        left = reach * n / repaints + n % 7
        view.show_scale(TimeScale(pixels * (1 + 0.01 * (n % 3)), left))
        times.append(repaint(view))
    return times


def playing(view: TimelineView, repaints: int) -> list[tuple[float, float]]:
    times: list[tuple[float, float]] = []
    for n in range(repaints):
        view.workspace.set_playhead(n)
        times.append(repaint(view))
    return times


def dragging(view: TimelineView, moves: int) -> list[tuple[float, float]]:
    """A clip in the middle of the film is dragged: each move makes the edit, indexes the film and paints."""
    view.workspace.set_snapping(True)
    clip = view.board.clips["v"].items[len(view.board.cards.items) // 2]
    view.show_scale(TimeScale(2.0, clip.place.start * 2.0 - WIDTH / 4))
    view.workspace.select_clip(clip.id)
    start = At(view.scale.x(clip.place.start + 20), view.rows[2].top + 20.0)
    gesture = MoveThings(view, frozenset((clip.id,)), clip.id, start)
    times: list[tuple[float, float]] = []
    for n in range(moves):
        own, wall = time.thread_time(), time.perf_counter()
        gesture.move(At(start.x + 8 + 3 * n, start.y))
        view.viewport().repaint()
        times.append((1000 * (time.thread_time() - own), 1000 * (time.perf_counter() - wall)))
    gesture.cancel()
    return times


def p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


def row(name: str, times: list[tuple[float, float]]) -> tuple[object, ...]:
    own, wall = ([time[side] for time in times] for side in (0, 1))
    return name, statistics.median(own), p99(own), statistics.median(wall), p99(wall)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=100_000)
    parser.add_argument("--cards", type=int, default=1_000)
    parser.add_argument("--repaints", type=int, default=150)
    wanted = parser.parse_args()
    app = QApplication([])
    GarbageCollector(app)  # as in the window: never in the middle of a paint
    theme.apply(app)
    workspace = Workspace()
    workspace.document = film(wanted.frames, wanted.cards)
    view = TimelineView(workspace)
    view.resize(WIDTH, HEIGHT)
    view.show()
    app.processEvents()
    workspace.document_changed.emit()
    fill(view)
    rows: list[tuple[object, ...]] = [
        ("pixels a frame", "median ms", "p99 ms", "median by the wall", "p99 by the wall")
    ]
    whole: list[float] = []
    for pixels in (fitted(wanted.frames, WIDTH).pixels, 0.1, 0.5, 2.0, 8.0, 24.0, 64.0):
        times = measure(view, pixels, wanted.repaints)
        whole += [own for own, _ in times]
        rows.append(row(f"{pixels:.3f}", times))
    view.verbs.select_all()
    times = measure(view, 0.5, wanted.repaints)
    whole += [own for own, _ in times]
    rows.append(row("0.500, all chosen", times))
    rows.append(row("(playhead only)", playing(view, wanted.repaints)))
    rows.append(row("(dragging a clip)", dragging(view, wanted.repaints)))
    view.stop()
    workspace.shut_down()
    table(rows)
    figure = p99(whole)
    conclude("paint", f"{figure:.2f} ms", f"limit {LIMIT:.0f} ms", figure / LIMIT, 1.0)


if __name__ == "__main__":
    main()
