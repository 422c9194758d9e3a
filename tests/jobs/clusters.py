"""A real Ray cluster on this machine: two nodes, each with processes of its own."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psutil
from filelock import FileLock

NODES = ("first", "second")
START = 240
"""Seconds for each of Ray's processes to come up on a busy machine; Ray itself gives them 30."""


@contextmanager
def local_cluster(environment: dict[str, str]) -> Iterator[Any]:
    """Ray's own `Cluster`, with `NODES`; `environment` is of their processes only.

    One at a time on a machine, whoever else runs these tests: `kill_seats` tells no clusters apart.
    """
    with FileLock(Path(tempfile.gettempdir()) / "tweenboard-tests-ray.lock"):
        yield from _cluster(environment)


def _cluster(environment: dict[str, str]) -> Iterator[Any]:
    # Ray's workers stand back for everything else on the machine unless they are told not to.
    quiet = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_worker_niceness": "0"}
    patient = {"RAY_gcs_server_port_wait_time_s": str(START)}
    with patch.dict(os.environ, {**environment, **quiet, **patient}):
        from ray._private import services
        from ray.cluster_utils import Cluster

        options = {"num_cpus": 1, "object_store_memory": 80 << 20, "include_log_monitor": False}
        head = {**options, "node_name": NODES[0], "include_dashboard": False}
        with patch.object(services, "get_node", _patiently(services.get_node)):
            cluster = Cluster(initialize_head=True, connect=False, head_node_args=head)
            cluster.add_node(wait=False, node_name=NODES[1], **options)
        cluster.wait_for_nodes(START)
    try:
        yield cluster
    finally:
        import ray

        ray.shutdown()
        cluster.shutdown()


def _patiently(find: Callable[..., Any]) -> Callable[..., Any]:
    """Ray asks for the node that it starts again and again, but for 30 seconds only, and without a pause."""

    def found(*of: Any) -> Any:
        end = time.monotonic() + START
        while True:
            try:
                return find(*of)
            except RuntimeError:  # it is not there yet
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)  # it tells nobody when it comes

    return found


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
