"""What every test shares: no window on the screen, no network, the media corpus, and repeatable runs."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

# Before anything imports Qt or a model library, which read these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# torch's threads, here and in worker processes: one, since test processes already take a core each.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # waiting threads leave the cores to others
os.environ.setdefault("TWEENBOARD_LANGUAGE", "en")  # whatever this machine speaks
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import hypothesis
import psutil
import pytest
from pytestqt.qtbot import QtBot

# Each process that runs tests has folders of its own, gone after the run: for indexes, thumbnails and
# proxies, so that no test meets what another clears, and for settings, styles and the like, of which those
# that the person at this machine made are no part of any test. What a test starts sees the same folders.
RUNNER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
if os.environ.get("TWEENBOARD_TEST_RUNNER") != RUNNER:
    OWN = tempfile.TemporaryDirectory(prefix="tweenboard-tests-")
    for variable in ("TWEENBOARD_CACHE", "TWEENBOARD_DATA", "XDG_CONFIG_HOME"):
        os.environ[variable] = str(Path(OWN.name) / variable.lower())
        Path(os.environ[variable]).mkdir()
    os.environ["TWEENBOARD_TEST_RUNNER"] = RUNNER

REPO = Path(__file__).resolve().parent.parent
PATIENCE = 100_000
"""Milliseconds that a window is waited for, at least."""

hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """What `-n auto` means: a process a core, at most four, and only as many as there is memory for.

    3 GB each: torch and a window in the process itself, torch once more in the worker process that it starts.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, 4, psutil.virtual_memory().available // (3 << 30)))


def pytest_collection_finish() -> None:
    """All that the tests import stays for good: collecting garbage, as every drawing does at its end, need
    not look through it each time."""
    gc.collect()
    gc.freeze()


def pytest_runtest_setup() -> None:
    """A test draws the same numbers whatever ran before it, and in whichever process."""
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.manual_seed(0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files of slow tests begin first, so that no core is left with one of them at the end.

    Tests marked `gpu` are skipped, with a reason, where there is no CUDA device.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
    marked = [item for item in items if item.get_closest_marker("gpu")]
    if marked and not _cuda():
        for item in marked:
            item.add_marker(pytest.mark.skip(reason="no CUDA device here"))


def _cuda() -> bool:
    import torch

    return torch.cuda.is_available()


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Its waits end as soon as they may; how long they last at most is never what a test claims, but keeps
    a failed one from hanging, and holds on a machine that does much else."""

    def patiently(wait: Callable[..., Any]) -> Callable[..., Any]:
        return wraps(wait)(lambda *on, timeout=0, **more: wait(*on, timeout=max(timeout, PATIENCE), **more))

    for name in ("waitUntil", "waitSignal", "waitSignals", "waitExposed", "waitActive", "waitCallback"):
        setattr(qtbot, name, patiently(getattr(qtbot, name)))
    return qtbot


@pytest.fixture(scope="session")
def repo() -> Path:
    """The root of the checkout."""
    return REPO


@pytest.fixture(scope="session")
def media() -> Path:
    """The folder of real clips: `TWEENBOARD_MEDIA`, else `../shared/media` beside the checkout; or skip."""
    root = Path(os.environ.get("TWEENBOARD_MEDIA") or REPO.parent / "shared" / "media")
    if not root.is_dir():
        pytest.skip(f"no media corpus at {root}; set TWEENBOARD_MEDIA to a folder that holds it")
    return root
