"""How evenly 1080p30 plays in the viewer, off any screen: frames dropped, and how late each is shown.

    python tests/bench/playback.py [--seconds N] [--views 1920x1080 960x540]

Footage plays in the real viewer, at its own size (as on a full screen) and in a window's. A frame is late
by the time from the moment that the film's clock comes to it until its picture has been painted (early:
below 0). With sound the clock is the sound's, so this is the offset of picture and sound; here nothing is
heard, and the clock is the machine's own. Limits: no frame dropped, and 20 ms either way at the 99th
percentile. Other programs on a busy machine make both worse, so how busy it is is printed too.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from figure import conclude, table
from viewing import WatchedView, film, load, until, viewer

from engine.document.model import Document

LATE_MS = 20.0
RATE = 30


def play(folder: Path, document: Document, size: tuple[int, int], seconds: int) -> tuple[int, list[float]]:
    """(frames dropped, milliseconds that each shown one was late)"""
    with viewer(folder, document, size) as (work, view):
        assert until(lambda: view.player.picture is not None, 60)
        until(lambda: False, 0.5)
        painted = WatchedView.watch.painted
        painted.clear()
        view.player.play()
        assert until(lambda: view.player._clock.running, 30)
        began = time.perf_counter() - view.player._clock.elapsed()
        until(lambda: work.playhead >= seconds * RATE or not view.player.playing, seconds * 3)
        view.player.pause()
        shown = {each.frame: each.at for each in reversed(painted) if each.frame < seconds * RATE}
    late = [1000 * (at - began - frame / RATE) for frame, at in sorted(shown.items())]
    return seconds * RATE - len(shown), late


def main() -> None:
    parser = argparse.ArgumentParser(description="How evenly 1080p30 plays in the viewer.")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--views", nargs="+", default=["1920x1080", "960x540"], metavar="WxH")
    options = parser.parse_args()
    rows: list[tuple[object, ...]] = [
        ("view", "frames", "dropped", "late, median ms", "p99 ms", "worst ms", "limit ms", "machine")
    ]
    worst = 0.0
    told: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        document = film(Path(folder), options.seconds + 2, 30)
        for name in options.views:
            width, height = (int(side) for side in name.split("x"))
            dropped, late = play(Path(folder), document, (width, height), options.seconds)
            p99 = statistics.quantiles([abs(each) for each in late], n=100)[98]
            median, frames = statistics.median(late), options.seconds * RATE
            rows.append((name, frames, dropped, median, p99, max(late), LATE_MS, load()))
            worst = max(worst, p99 / LATE_MS, 1.0 + dropped if dropped else 0.0)
            told.append(f"{dropped} dropped, p99 {p99:.1f} ms at {name}")
    table(rows)
    conclude("playback", "; ".join(told), f"limits 0 and {LATE_MS:.0f} ms", worst, 1.0)


if __name__ == "__main__":
    main()
