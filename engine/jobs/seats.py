"""Where jobs are drawn: processes of this machine, or places in a cluster. The queue knows no difference."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from engine.jobs.devices import workers
from engine.jobs.process import WorkerProcess

CLUSTER = "TWEENBOARD_CLUSTER"
"""Environment variable: the address of the cluster to draw on; this machine without it."""


class Drawer(Protocol):
    """What draws one job at a time. It tells what it does by the two functions that it was started with."""

    job: str | None
    """The job that it draws."""

    @property
    def pid(self) -> int | None:
        """Of its process, when it is one of this machine."""
        ...

    @property
    def spare(self) -> int:
        """How often a job may be lost with it, and not get further, before the job is to blame."""
        ...

    def send(self, **command: Any) -> None:
        """`draw`, `cancel` or `pause`; returns at once."""
        ...

    def end(self) -> None:
        """Stop at once; what was kept stays."""
        ...


Told = Callable[[Any, dict[str, Any]], None]
Ended = Callable[[Any, str], None]
"""Told by a thread of the drawer: (it, an event of `engine.jobs.events`), (it, why it is no more)."""


class Seats(Protocol):
    def count(self) -> int:
        """How many jobs can be drawn side by side now; quick."""
        ...

    def start(self, n: int, previews: Path, told: Told, ended: Ended) -> Drawer:
        """The drawer of seat `n`; returns at once."""
        ...


class ThisMachine:
    """A worker process a device. `devices`: what the environment of each has besides this one's."""

    def __init__(self, devices: Sequence[Mapping[str, str]] | None = None) -> None:
        self._devices = devices

    def count(self) -> int:
        return len(self._found())

    def start(self, n: int, previews: Path, told: Told, ended: Ended) -> Drawer:
        return WorkerProcess(previews, self._found()[n], told, ended)

    def _found(self) -> Sequence[Mapping[str, str]]:
        if self._devices is None:
            self._devices = workers()
        return self._devices


def chosen_seats(devices: Sequence[Mapping[str, str]] | None = None) -> Seats:
    """As the environment says; `devices` are this machine's."""
    address = os.environ.get(CLUSTER, "").strip()
    if not address or devices is not None:
        return ThisMachine(devices)
    from engine.jobs.cluster.cluster import Cluster

    return Cluster(address)
