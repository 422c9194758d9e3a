"""A real Ray cluster on this machine: two nodes, each with processes of its own."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psutil
from filelock import FileLock

NODES = ("first", "second")


@contextmanager
def local_cluster(environment: dict[str, str]) -> Iterator[Any]:
    """Ray's own `Cluster`, with `NODES`; `environment` is of their processes only.

    One at a time on a machine: beside another one's drawing Ray's head does not come up in the 30 seconds
    that Ray gives it, and `kill_seats` tells no clusters apart.
    """
    with FileLock(Path(tempfile.gettempdir()) / "tweenboard-tests-ray.lock"):
        yield from _cluster(environment)


def _cluster(environment: dict[str, str]) -> Iterator[Any]:
    # Ray's workers stand back for everything else on the machine unless they are told not to.
    quiet = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_worker_niceness": "0"}
    with patch.dict(os.environ, {**environment, **quiet}):
        from ray.cluster_utils import Cluster

        options = {"num_cpus": 1, "object_store_memory": 80 << 20}
        head = {**options, "node_name": NODES[0], "include_dashboard": False, "include_log_monitor": False}
        cluster = Cluster(initialize_head=True, connect=False, head_node_args=head)
        cluster.add_node(wait=False, node_name=NODES[1], include_log_monitor=False, **options)
        cluster.wait_for_nodes()
    try:
        yield cluster
    finally:
        import ray

        ray.shutdown()
        cluster.shutdown()


def seats() -> list[psutil.Process]:
    """The processes that draw, of this machine's clusters."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        title = " ".join(process.info["cmdline"] or ())
        if title.startswith("ray::Seat"):
            found.append(process)
    return found


def kill_seats() -> list[int]:
    """`kill -9` for each: their numbers."""
    pids = [process.pid for process in seats()]
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    return pids


def small_environment(models: Path, cache: Path) -> dict[str, str]:
    return {"TWEENBOARD_MODELS": str(models), "TWEENBOARD_CACHE": str(cache)}
