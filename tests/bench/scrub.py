"""Milliseconds from the playhead's change to the picture in the viewer, at 1080p with proxies.

    python tests/bench/scrub.py [--seconds N] [--moves N]

As people scrub: dragging over the ruler (a change every 16 ms, to and fro at an uneven speed in the middle of
long groups of pictures), and clicking here and there. A change is answered when a picture has been painted
that was asked for by it or by a later one: a drag does not wait for places that it has left. Limit: 50 ms at
the 95th percentile for either; `original` is what the same takes without proxies, for comparison. Beside it
stands how late this machine came to the changes themselves, which other programs on it can make longer.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path

from figure import conclude, table
from viewing import WatchedView, film, load, until, viewer

from editor.viewer import ViewerPanel
from editor.workspace import Workspace

LIMIT_MS = 50.0
RATE, GOP = 30, 250
VIEW = (960, 540)
DRAG_S, CLICK_S = 0.016, 0.25
PATIENCE = 10.0


def places(frames: int, moves: int) -> dict[str, list[int]]:
    """No place twice in a row."""
    chance = random.Random(5)
    place, heading, drag = frames // 2, -1, []
    for _ in range(moves):
        if not frames // 2 - 60 < place < frames // 2 + 60:
            heading = -1 if place > frames // 2 else 1
        place += heading * chance.choice((1, 1, 2, 3, 6))
        drag.append(place)
    clicks = [chance.randrange(frames) for _ in range(moves // 4)]
    return {"drag": drag, "clicks": [n for i, n in enumerate(clicks) if i == 0 or clicks[i - 1] != n]}


def scrub(
    work: Workspace, view: ViewerPanel, frames: list[int], every: float
) -> tuple[list[float], list[float]]:
    """Milliseconds for each change (one that is never answered counts with the time until it was given up),
    and how many the next change came late."""
    painted = WatchedView.watch.painted
    work.set_playhead(frames[0])
    until(lambda: bool(painted) and painted[-1].frame == frames[0], PATIENCE)
    asked: list[tuple[int, float]] = []
    late: list[float] = []
    painted.clear()
    for frame in frames[1:]:
        asked.append((frame, time.perf_counter()))
        work.set_playhead(frame)
        due = asked[-1][1] + every
        until(lambda: False, max(0.0, due - time.perf_counter()))
        late.append(1000 * (time.perf_counter() - due))
    until(lambda: bool(painted) and painted[-1].frame == frames[-1], PATIENCE)
    return [1000 * (_answer(i, asked) - at) for i, (_, at) in enumerate(asked)], late


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18]


def _answer(i: int, asked: list[tuple[int, float]]) -> float:
    """When a picture was there that was asked for by change `i` or a later one, made before it came."""
    for each in WatchedView.watch.painted:
        if any(frame == each.frame and asked[i][1] <= at <= each.at for frame, at in asked[i:]):
            return each.at
    return time.perf_counter()


def main() -> None:
    parser = argparse.ArgumentParser(description="From the playhead's change to the picture, at 1080p.")
    parser.add_argument("--seconds", type=int, default=24, help="of footage")
    parser.add_argument("--moves", type=int, default=400)
    options = parser.parse_args()
    rows: list[tuple[object, ...]] = [
        (
            "footage",
            "way",
            "changes",
            "median ms",
            "p95 ms",
            "worst ms",
            "limit ms",
            "changes late, p95 ms",
            "machine",
        )
    ]
    figures: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        document = film(Path(folder), options.seconds, GOP)
        with viewer(Path(folder), document, VIEW) as (work, view):
            ways = places(work.document.frames, options.moves)
            for quality in ("full", "half"):
                ended: list[bool] = []
                view.player.previews.ended.connect(lambda ended=ended: ended.append(True))
                view.transport.quality.choices[quality].trigger()
                assert quality == "full" or until(lambda ended=ended: bool(ended), 600), "no proxy was made"
                until(lambda: not view.player.previews.unlisted, 60)
                until(lambda: False, 1.0)
                for way, every in (("drag", DRAG_S), ("clicks", CLICK_S)):
                    times, late = scrub(work, view, ways[way], every)
                    name = "proxy" if quality == "half" else "original"
                    limit: object = LIMIT_MS if quality == "half" else "-"
                    median, found = statistics.median(times), p95(times)
                    rows.append((name, way, len(times), median, found, max(times), limit, p95(late), load()))
                    if quality == "half":
                        figures.append(found)
    table(rows)
    ours = f"p95 {figures[0]:.1f} ms dragging, {figures[1]:.1f} ms clicking"
    conclude("scrub", ours, f"limit {LIMIT_MS:.0f} ms", max(figures) / LIMIT_MS, 1.0)


if __name__ == "__main__":
    main()
