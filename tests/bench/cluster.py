"""Cards on two machines of a cluster against one: the same takes to the bit, and in how much of the time.

    .venv/bin/python tests/bench/cluster.py [--cards 8] [--steps N] [--one]

A Ray cluster of two nodes is started here, each with one core; the cards are drawn by the built-in model on
one of them, then on both, then on both while their workers are killed (kill -9). Each run begins
with workers that have the model loaded. Two nodes of one machine share its cores and its memory with each
other and with whatever else runs, so the peer is the machine itself in the same minute: bare sums on one
worker and on two.
With --one it is a single long card, whose windows are drawn side by side (TWEENBOARD_LONG_AXIS=fuse); its
first step, before the other one helps, and its decoding are one worker's, so that the goal is 1.25.
Goal: two workers take, next to one, at most 1.15 times what they take next to one for the bare sums. It says
how little the cluster costs, not that two workers are twice as fast: on one machine they seldom are.
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

GOAL, GOAL_ONE = 1.15, 1.25
SUMS, SIDE, ROUNDS = 8, 768, 48
"""How many bare sums, of how many products of matrices of which side each."""
TURNS = 3
"""How often one worker and two take turns at the bare sums: what else runs here then meets both."""
APART = 400
"""Frames between two cards: none is context of another."""
LONG, WINDOWS = 201, 6
"""Frames of the long card, and the windows that each of its steps has."""


def wish(n: int, steps: int) -> Request:
    return Request(
        card=f"c{n}", lineage=f"c{n}", origin=n * APART, draw=FrameRange(n * APART, n * APART + 17),
        rate=Fraction(24), width=224, height=128, model="sketch", prompt="a red ball rolls in a meadow",
        seed=n, steps=steps,
    )  # fmt: skip


def long_wish(steps: int) -> Request:
    return replace(wish(0, steps), draw=FrameRange(0, LONG))


class OneSeat(Cluster):
    """The same cluster, of which only the first seat is used."""

    def count(self) -> int:
        return min(1, super().count())


def contents(folder: Path) -> dict[str, str]:
    return {
        take.id: hashlib.sha256(Path(take.latents_path or "").read_bytes()).hexdigest()
        for take in TakeLibrary(folder).takes()
    }


def run(seats: Cluster, folder: Path, wishes: list[Request], kill: bool = False) -> tuple[float, set[str]]:
    """Seconds for the cards once the models are loaded, and the machines that drew."""
    events: queue.Queue[JobEvent] = queue.Queue()
    jobs = JobQueue(events.put, seats=seats)
    try:
        for n in range(seats.count() if seats.count() > 1 else 2):  # each seat loads its model
            jobs.submit(folder.with_name(f"{folder.name}-warm"), replace(wish(90 + n, 1), seed=n))
        finish(events, jobs)
        began = time.perf_counter()
        for each in wishes:
            jobs.submit(folder, each)
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


class Bare:
    """A worker that reckons and does nothing else."""

    def reckon(self) -> float:
        import torch

        torch.set_num_threads(1)
        value = torch.rand(SIDE, SIDE)
        for _ in range(ROUNDS):
            value = (value @ value).tanh()
        return float(value[0, 0])


def bare() -> tuple[float, float]:
    """Seconds for the sums by one worker, and by two."""
    import ray

    workers = [ray.remote(Bare).options(num_cpus=1, scheduling_strategy="SPREAD").remote() for _ in range(2)]
    ray.get([worker.reckon.remote() for worker in workers])
    taken = [0.0, 0.0]
    for _ in range(TURNS):
        for which, used in enumerate((workers[:1], workers)):
            began = time.perf_counter()
            ray.get([used[n % len(used)].reckon.remote() for n in range(SUMS)])
            taken[which] += time.perf_counter() - began
    return taken[0], taken[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cards", type=int, default=8)
    parser.add_argument("--steps", type=int, help="default: 6 a card, 20 for one")
    parser.add_argument("--one", action="store_true", help="one long card, drawn by both workers")
    args = parser.parse_args()
    if args.one:
        os.environ["TWEENBOARD_LONG_AXIS"] = "fuse"
    steps = args.steps or (20 if args.one else 6)
    wishes = [long_wish(steps)] if args.one else [wish(n, steps) for n in range(args.cards)]
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        with local_cluster({"TWEENBOARD_CACHE": str(place / "cache")}) as cluster:
            alone, _ = run(OneSeat(cluster.address), place / "one.takes", wishes)
            both, where = run(Cluster(cluster.address), place / "two.takes", wishes)
            lost, _ = run(Cluster(cluster.address), place / "lost.takes", wishes, kill=True)
            sums = bare()
        one = contents(place / "one.takes")
        same = {name: contents(place / f"{name}.takes") == one for name in ("two", "lost")}
        helped = [take.stats.get("helped_windows", 0) for take in TakeLibrary(place / "two.takes").takes()]
    table(
        [
            ("workers", "seconds", "cards a minute", "takes as by one"),
            ("1", alone, 60 * len(wishes) / alone, "–"),
            (f"2 ({', '.join(sorted(where))})", both, 60 * len(wishes) / both, same["two"]),
            ("2, both killed once", lost, 60 * len(wishes) / lost, same["lost"]),
        ]
    )
    if not all(same.values()) or len(one) != len(wishes):
        sys.exit("cluster: the takes differ")
    if args.one:
        print(f"windows that the second worker drew: {sum(helped):.0f} of {WINDOWS * steps}")
    print(f"bare sums: {sums[0]:.1f} s on one worker, {sums[1]:.1f} s on two")
    gained, limit = both / alone, sums[1] / sums[0]
    ours, peer = f"{gained:.3f} of one worker's time", f"{limit:.3f} for bare sums"
    conclude("cluster", ours, peer, gained / limit, GOAL_ONE if args.one else GOAL)


if __name__ == "__main__":
    main()
