"""Milliseconds to a frame, beside PyAV, OpenCV and libopenshot, on H.264 with long groups of pictures.

    python tests/bench/seek.py [--sizes 1080p 4k] [--frames N] [--gop N] [--asks N] [--peer-asks N]

Two ways of asking, each `--asks` long: frames at random, and a scrub back and forth over four seconds at an
uneven speed. Exact: the picture handed over is the frame asked for, as the number drawn in it says; ours must
also equal decoding from the start bit for bit. A proxy hands over pictures of its own size, as a viewer of
that size reads them. Goals: no player is quicker at random at the 95th percentile; scrubs, for which
a viewer takes the proxy where one stands, need at most half of the best player's time; a proxy below 30 ms.

Some hours at 4K on one core, as players without a cache take seconds for a frame: `--peer-asks 50` puts only
the first fifty questions to them, and one that hands over other frames is never asked more. `--no-proxies`
leaves the proxies out. `--folder` keeps footage, index and proxies for a later run, `--prepare` only makes
them: what is timed are the answers alone. With `--limit SECONDS` a run stops asking after that time; one with
the same `--folder` goes on where it stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import av
import numpy as np
from answers import WAYS, Answers
from figure import conclude, table
from footage import SIZES, make
from players import ask

PEERS = ("PyAV", "OpenCV", "libopenshot")
OURS = ("ours", "half proxy", "quarter proxy")
PROXY_MS = 30.0
SAMPLE = 50
"""Questions to a player that hands over other frames than those asked for: it sets no goal."""


def orders(frames: int, asks: int) -> list[list[int]]:
    """At random, and a scrub: to and fro around the middle of a group of pictures, one to three at a time."""
    chance = random.Random(11)
    at_random = [chance.randrange(frames) for _ in range(asks)]
    place, heading, scrub = frames * 7 // 10, -1, []
    low, high = max(0, place - 60), min(frames - 1, place + 60)
    for _ in range(asks):
        scrub.append(place)
        if not low < place < high:
            heading = -1 if place >= high else 1
        place = min(max(place + heading * chance.choice((1, 1, 1, 2, 3)), 0), frames - 1)
    return [at_random, scrub]


def truth(path: Path) -> list[str]:
    """Digests of all frames as RGB, decoded from the start by one thread."""
    from engine.media.reader import Converter
    from engine.media.scan import scan

    video = scan(str(path)).video
    assert video is not None
    convert = Converter(video, video.geometry.shown)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type, stream.codec_context.thread_count = "SLICE", 1
        return [hashlib.blake2b(convert.rgb(frame).data).hexdigest() for frame in container.decode(stream)]


def footage(size: str, options: argparse.Namespace, folder: Path) -> tuple[Path, list[str]]:
    """(clip, digests of its frames), made here unless an earlier run left them in `folder`."""
    path = folder / f"{size}-{options.frames}-{options.gop}.mp4"
    known = path.with_suffix(".json")
    if not known.is_file():
        make(path, SIZES[size], options.frames, options.gop)
        known.write_text(json.dumps(truth(path)))
    return path, json.loads(known.read_text())


def prepare(size: str, options: argparse.Namespace, folder: Path) -> None:
    """Everything that a run needs before the first question is put."""
    path, _ = footage(size, options, folder)
    for name in OURS[: 1 + 2 * options.proxies]:
        answer = ask(name, path, [[0]], dict(os.environ))
        print(answer if isinstance(answer, str) else f"{size}: {name} stands")


def rows(
    name: str, answer: dict[str, Any], wanted: list[list[int]], digests: list[str]
) -> list[list[object]]:
    found: list[list[object]] = []
    for way, asked in zip(WAYS, wanted, strict=True):
        run = answer[way]
        right = sum(n == i for n, i in zip(run["numbers"], asked, strict=True))
        if name == "ours":
            right = sum(d == digests[i] for d, i in zip(run["digests"], asked, strict=True))
        median, p95 = np.percentile(run["ms"], [50, 95])
        found.append([way, name, float(median), float(p95), max(run["ms"]), f"{right}/{len(asked)}"])
    return found


def peer_questions(
    name: str,
    answers: Answers,
    path: Path,
    wanted: list[list[int]],
    options: argparse.Namespace,
    env: dict[str, str],
) -> list[list[int]]:
    """What a peer is asked by way: all, or `SAMPLE` of each where it hands over other frames."""
    sample = wanted[0][: min(SAMPLE, options.peer_asks)]
    answer = answers.of(name, path, [sample, []], env)
    right = not isinstance(answer, str) and answer["random"]["numbers"][: len(sample)] == sample
    return [asked[: options.peer_asks if right else len(sample)] for asked in wanted]


def measure(
    size: str, options: argparse.Namespace, env: dict[str, str], folder: Path
) -> list[tuple[str, float]]:
    """Prints the table of one size. Returns (what, ours by goal): at most 1 meets it.

    Raises `TimeoutError` when time is up before all is answered.
    """
    path, digests = footage(size, options, folder)
    answers = Answers(path.with_suffix(f".{options.asks}-{options.peer_asks}.answers"), options.deadline)
    wanted = orders(len(digests), options.asks)
    lines: list[list[object]] = []
    missing: list[str] = []
    for name in (*OURS[: 1 + 2 * options.proxies], *PEERS):
        put = wanted if name in OURS else peer_questions(name, answers, path, wanted, options, env)
        answer = answers.of(name, path, put, env)
        if isinstance(answer, str):
            missing.append(answer)
            continue
        lines += [[size, *line, answer["peak_mb"]] for line in rows(name, answer, put, digests)]
    table(
        [
            ["footage", "way", "player", "median, ms", "p95, ms", "worst, ms", "exact", "peak, MB"],
            *sorted(lines, key=lambda row: str(row[1])),
        ]
    )
    for sentence in missing:
        print(sentence)
    answers.forget()
    return judge(size, lines, options.asks)


def judge(size: str, lines: list[list[object]], asks: int) -> list[tuple[str, float]]:
    p95 = {(row[1], row[2]): float(str(row[4])) for row in lines}
    peers: dict[str, list[float]] = {"random": [], "scrub": []}
    for row in lines:
        right, asked = str(row[6]).split("/")
        if row[2] in PEERS and right == asked:
            peers[str(row[1])].append(float(str(row[4])))
        elif row[2] in PEERS:
            print(f"{row[2]} sets no goal for {row[1]} frames: it hands over others than those asked for.")
    if not all(peers.values()) or ("random", "ours") not in p95:
        sys.exit("seek: no other player is here; install opencv-python-headless.")
    scrub = min(p95[key] for key in p95 if key[0] == "scrub" and key[1] in OURS)
    goals = [
        (f"{size} random", p95["random", "ours"] / min(peers["random"])),
        (f"{size} scrub", scrub / min(peers["scrub"]) / 0.5),
    ]
    for row in lines:
        if row[2] in OURS:
            goals.append((f"{size} {row[1]} exact ({row[2]})", 1.0 if row[6] == f"{asks}/{asks}" else 9.0))
        if row[2] in OURS[1:]:
            goals.append((f"{size} {row[1]} ({row[2]})", float(str(row[4])) / PROXY_MS))
    return goals


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", nargs="+", choices=sorted(SIZES), default=["1080p", "4k"])
    parser.add_argument("--frames", type=int, default=500)
    parser.add_argument("--gop", type=int, default=250)
    parser.add_argument("--asks", type=int, default=300)
    parser.add_argument("--peer-asks", type=int, default=300)
    parser.add_argument("--no-proxies", dest="proxies", action="store_false")
    parser.add_argument("--folder", type=Path, help="where what is made is kept for a later run")
    parser.add_argument("--prepare", action="store_true")
    parser.add_argument("--limit", type=float, default=float("inf"), help="seconds of asking")
    options = parser.parse_args()
    options.deadline = time.monotonic() + options.limit
    goals: list[tuple[str, float]] = []
    with tempfile.TemporaryDirectory(prefix="tweenboard-seek-") as temporary:
        folder: Path = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["TWEENBOARD_CACHE"] = str(folder.resolve() / "cache")
        for size in options.sizes:
            if options.prepare:
                prepare(size, options, folder)
                continue
            try:
                goals += measure(size, options, dict(os.environ), folder)
            except TimeoutError as told:
                sys.exit(f"seek: time is up at {size}: {told}; run it again with the same --folder to go on.")
    if options.prepare:
        return
    for what, share in goals:
        print(f"{what}: {share:.3f} of its goal")
    worst = max(goals, key=lambda goal: goal[1])
    conclude("seek", f"{len(goals)} goals", f"the furthest is {worst[0]}", worst[1], 1.0)


if __name__ == "__main__":
    main()
