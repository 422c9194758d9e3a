"""The cluster as this machine sees it: connecting to it, and how many seats its machines have.

A machine with accelerators has a seat for each; where no machine has one, each has one seat on its
processor. Ray puts the seats where there is room.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import TweenError
from engine.interpreter import installed
from engine.jobs.cluster.address import check_address, host_and_port
from engine.jobs.cluster.seating import Seating
from engine.jobs.seats import Drawer, Ended, Told

ANSWER = 5.0
"""Seconds that a cluster has to answer at its address."""
_connecting = threading.Lock()
_connected = ""
"""The address that Ray is connected to, one a process."""


@dataclass(frozen=True, slots=True)
class Machine:
    """`node`: Ray's id of it. `seats`: how many cards it can draw side by side."""

    node: str
    name: str
    seats: int
    accelerator: bool


class Cluster:
    """The seats of the cluster at `address`. Whether it is one, and answers, is seen at the first job."""

    def __init__(self, address: str) -> None:
        self.address = address.strip()
        self.machines: tuple[Machine, ...] = ()
        """As of the last `look`."""
        self.seating = Seating(self)

    def count(self) -> int:
        return max(1, sum(machine.seats for machine in self.machines))

    def start(self, n: int, previews: Path, told: Told, ended: Ended) -> Drawer:
        from engine.jobs.cluster.drawer import SeatDrawer

        return SeatDrawer(self, previews, told, ended)

    # For drawers, on threads of their own.

    def look(self) -> tuple[Machine, ...]:
        """Which machines there are now; connects first. Raises `TweenError`."""
        connect(self.address)
        import ray

        self.machines = machines(ray.nodes())
        if not self.machines:
            raise TweenError(f"The cluster at {self.address} has no machine to draw on; add one to it.")
        return self.machines


def machines(nodes: list[dict[str, Any]]) -> tuple[Machine, ...]:
    """Those of `nodes`, as Ray lists them, that can draw."""
    alive = sorted((node for node in nodes if node["Alive"]), key=lambda node: node["NodeID"])
    accelerated = any(node["Resources"].get("GPU", 0) >= 1 for node in alive)
    names = [_name(node) for node in alive]
    found: list[Machine] = []
    for n, node in enumerate(alive):
        resources = node["Resources"]
        seats = int(resources.get("GPU", 0)) if accelerated else min(1, int(resources.get("CPU", 0)))
        name = names[n] if names.count(names[n]) == 1 else f"{names[n]} {names[: n + 1].count(names[n])}"
        if seats:
            found.append(Machine(node["NodeID"], name, seats, accelerated))
    return tuple(found)


def _name(node: dict[str, Any]) -> str:
    """As its owner called it, else its host."""
    given = str(node.get("NodeName") or "")
    plain = given in ("", node["NodeManagerAddress"])
    return str(node.get("NodeManagerHostname") or node["NodeManagerAddress"]) if plain else given


def connect(address: str) -> None:
    """Connect this process to the cluster at `address`, and to no other. Raises `TweenError`."""
    global _connected
    check_address(address)
    with _connecting:
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # read at its import
        try:
            import ray
        except ImportError:
            how = "tween setup --with cluster" if installed() else "pip install 'tweenboard[cluster]'"
            raise TweenError(
                f"Drawing on a cluster needs Ray, which is not on this computer; get it with: {how}."
            ) from None
        if ray.is_initialized() and _connected == address:
            return
        if ray.is_initialized():
            ray.shutdown()
        _answers(address)
        try:
            ray.init(address, log_to_driver=False, configure_logging=False, logging_level=logging.ERROR)
        except (ConnectionError, ImportError, OSError, RuntimeError, ValueError, TimeoutError) as error:
            raise _refused(address, error) from error
        _connected = address


def _answers(address: str) -> None:
    """Ray itself would try for a minute."""
    where = host_and_port(address)
    if where is None:
        return
    try:
        socket.create_connection(where, timeout=ANSWER).close()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TweenError(
            f"No cluster answers at {address} ({reason}); start it there with “ray start --head”, or put the "
            "address right."
        ) from None


def _refused(address: str, error: Exception) -> TweenError:
    said = " ".join(str(error).split())
    if "ersion mismatch" in said:
        import ray

        mine = f"Ray {ray.__version__} and Python {'.'.join(map(str, sys.version_info[:3]))}"
        return TweenError(
            f"The cluster at {address} was started by another Ray or Python than this machine's ({mine}); "
            "install the same on both."
        )
    if isinstance(error, ImportError):
        return TweenError(
            f"Addresses that begin with ray:// need a part of Ray that is not installed here ({said[:80]}); "
            "install it with: pip install 'ray[client]'."
        )
    return TweenError(
        f"This machine cannot take part in the cluster at {address} ({said[:120].rstrip('. ')}); let it join "
        f"with “ray start --address={address}”."
    )
