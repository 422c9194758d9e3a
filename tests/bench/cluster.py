"""Cards on two machines of a cluster against one: the same takes to the bit, and in how much of the time.

    .venv/bin/python tests/bench/cluster.py [--cards 8] [--steps N]

A Ray cluster of two nodes is started here, each with one core; the cards are drawn by the built-in model on
one of them, then on both, then on both while their workers are killed (kill -9). Each run begins
with workers that have the model loaded. Two nodes of one machine share its cores: where others keep these
busy the ratio is about 1 whatever the program does, and the line before the last says so.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import queue
import sys
import tempfile
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TWEENBOARD_STATE_SECONDS"] = "0"

from engine.document.request import Request
from engine.document.time import FrameRange
from engine.jobs.cluster.cluster import Cluster
from engine.jobs.events import FINAL, JobEvent
from engine.jobs.queue import JobQueue
from engine.project.takes import TakeLibrary
from tests.bench.figure import conclude, table
from tests.jobs.clusters import kill_seats, local_cluster

GOAL = 0.6
APART = 400
"""Frames between two cards: none is context of another."""


def wish(n: int, steps: int) -> Request:
    return Request(
        card=f"c{n}", lineage=f"c{n}", origin=n * APART, draw=FrameRange(n * APART, n * APART + 17),
        rate=Fraction(24), width=224, height=128, model="sketch", prompt="a red ball rolls in a meadow",
        seed=n, steps=steps,
    )  # fmt: skip


class OneSeat(Cluster):
    """The same cluster, of which only the first seat is used."""

    def count(self) -> int:
        return min(1, super().count())


def contents(folder: Path) -> dict[str, str]:
    return {
        take.id: hashlib.sha256(Path(take.latents_path or "").read_bytes()).hexdigest()
        for take in TakeLibrary(folder).takes()
    }


def run(seats: Cluster, folder: Path, cards: int, steps: int, kill: bool = False) -> tuple[float, set[str]]:
    """Seconds for the cards once the models are loaded, and the machines that drew."""
    events: queue.Queue[JobEvent] = queue.Queue()
    jobs = JobQueue(events.put, seats=seats)
    try:
        for n in range(seats.count() if seats.count() > 1 else 2):  # each seat loads its model
            jobs.submit(folder.with_name(f"{folder.name}-warm"), replace(wish(90 + n, 1), seed=n))
        finish(events, jobs)
        began = time.perf_counter()
        for n in range(cards):
            jobs.submit(folder, wish(n, steps))
        return finish(events, jobs, kill, began)
    finally:
        jobs.close()


def finish(
    events: queue.Queue[JobEvent], jobs: JobQueue, kill: bool = False, began: float = 0.0
) -> tuple[float, set[str]]:
    where: set[str] = set()
    while jobs.jobs():
        event = events.get(timeout=600)
        where |= {event.where} - {""}
        if kill and event.stage == "sample" and event.done >= 2:
            print(f"killed: {len(kill_seats())} workers")
            kill = False
        if event.kind in FINAL and event.kind != "done":
            sys.exit(event.message)
    return time.perf_counter() - began, where


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cards", type=int, default=8)
    parser.add_argument("--steps", type=int, default=6)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        with local_cluster({"TWEENBOARD_CACHE": str(place / "cache")}) as cluster:
            alone, _ = run(OneSeat(cluster.address), place / "one.takes", args.cards, args.steps)
            both, where = run(Cluster(cluster.address), place / "two.takes", args.cards, args.steps)
            lost, _ = run(Cluster(cluster.address), place / "lost.takes", args.cards, args.steps, kill=True)
        one = contents(place / "one.takes")
        same = {name: contents(place / f"{name}.takes") == one for name in ("two", "lost")}
    table(
        [
            ("workers", "seconds", "cards a minute", "takes as by one"),
            ("1", alone, 60 * args.cards / alone, "–"),
            (f"2 ({', '.join(sorted(where))})", both, 60 * args.cards / both, same["two"]),
            ("2, both killed once", lost, 60 * args.cards / lost, same["lost"]),
        ]
    )
    if not all(same.values()) or len(one) != args.cards:
        sys.exit("cluster: the takes differ")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    busy = os.getloadavg()[0]
    print(f"{cores} cores, load {busy:.1f} (two workers of one thread keep 2 busy)")
    conclude("cluster", f"{both:.1f} s on two workers", f"{alone:.1f} s on one", both / alone, GOAL)


if __name__ == "__main__":
    main()
