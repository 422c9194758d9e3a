"""Cards drawn on a cluster: those far apart and all variations side by side, with what drawing them one after
the other would give.
"""

from __future__ import annotations

import queue
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from engine.cli.batch import Batch, Drawn, drawn_label
from engine.cli.text import Meter
from engine.document.model import Card
from engine.document.request import Request
from engine.errors import Cancelled, TweenError
from engine.jobs.cluster.cluster import Cluster
from engine.jobs.events import FINAL, JobEvent
from engine.jobs.queue import JobQueue

LOOK = 0.2
"""Seconds after which Ctrl+C is looked for, at the latest."""
GIVEN_UP = 5.0
"""Seconds that cancelled jobs have to end."""


@dataclass(slots=True)
class _Job:
    """Request number `n` of the card, on its way."""

    card: Card
    n: int
    request: Request
    label: str
    began: float = 0.0
    where: str = ""
    drawn: Drawn | None = None


@dataclass
class ClusterRun:
    """Draws the cards of `batch` on the cluster at `address`.

    When all of a card's takes are there, in the order of its requests and the last of them the newest, the
    batch is told, before a card beside it begins.
    """

    batch: Batch
    address: str
    _jobs: dict[str, _Job] = field(default_factory=dict, init=False)
    _meter: Meter = field(default_factory=Meter, init=False)

    def draw(self, cards: list[Card], stopped: Callable[[], bool]) -> None:
        """Raises `TweenError` for the first card that cannot be drawn; takes that are there stay."""
        planned = [(card, self.batch.requests(card)) for card in cards]  # every refusal before the first step
        events: queue.SimpleQueue[JobEvent] = queue.SimpleQueue()
        self._queue = JobQueue(events.put, renews=True, seats=Cluster(self.address))
        try:
            for card, requests in planned:
                self._submit(card, requests)
            while any(job.drawn is None for job in self._jobs.values()):
                event = _next(events)
                if stopped():
                    self._cancel(events)
                    raise Cancelled("The drawing was stopped.")
                if event is not None and event.job_id in self._jobs:
                    self._take_in(event, self._jobs[event.job_id])
        finally:
            self._meter.clear()
            self._queue.close()

    def _submit(self, card: Card, requests: list[Request]) -> None:
        for n, request in enumerate(requests):
            label = drawn_label(self.batch.project.document, card, request)
            job_id = self._queue.submit(self.batch.project.takes.folder, request)
            self._jobs[job_id] = _Job(card, n, request, label)

    def _cancel(self, events: queue.SimpleQueue[JobEvent]) -> None:
        """Wait until each has dropped what it kept, if that does not take long."""
        running = set(self._queue.running)
        for job in self._queue.jobs():
            self._queue.cancel(job.id)
        until = time.monotonic() + GIVEN_UP
        while running and time.monotonic() < until:
            event = _next(events)
            if event is not None and event.kind in FINAL:
                running.discard(event.job_id)

    def _take_in(self, event: JobEvent, job: _Job) -> None:
        if event.where and event.where != job.where:
            job.where, job.began = event.where, time.perf_counter()
            self._say(f"{job.label}: on {event.where}")
        if event.kind == "progress":
            if event.message:
                self._say(f"{job.label}: {event.message}")
            self._meter.show(f"{job.label} {event.stage}", event.done, event.total, event.seconds_left)
        elif event.kind == "done":
            self._done(event, job)
        elif event.kind in FINAL:
            raise TweenError(event.message or f"{job.label} was not drawn; draw it again.")

    def _done(self, event: JobEvent, job: _Job) -> None:
        takes = self.batch.project.takes
        takes.refresh()
        take = takes.get(event.take_id or "")
        assert take is not None
        job.drawn = Drawn(take, time.perf_counter() - job.began, job.where)
        self._meter.clear()
        self.batch.drew(job.card, job.drawn)
        beside = [each for each in self._jobs.values() if each.card is job.card]
        drawn = [each.drawn for each in beside if each.drawn is not None]
        if len(drawn) < len(beside):
            return
        if drawn[-1] is not job.drawn:  # side by side, another one came last
            takes.count_again(drawn[-1].take.id)
            takes.refresh()
        self.batch.finished(job.card, drawn)
        for waiting in self._queue.jobs():
            if waiting.state == "waiting":
                other = self._jobs[waiting.id]
                other.request = self.batch.requests(other.card)[other.n]
                self._queue.renew(waiting.id, other.request)

    def _say(self, sentence: str) -> None:
        self._meter.clear()
        print(sentence, file=sys.stderr)


def _next(events: queue.SimpleQueue[JobEvent]) -> JobEvent | None:
    try:
        return events.get(timeout=LOOK)
    except queue.Empty:
        return None
