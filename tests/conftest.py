"""What every test shares: no window on the screen, no network, the media corpus, and repeatable runs."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Before anything imports Qt or a model library, which read these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "2")  # torch's threads, here and in worker processes
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # waiting threads leave the cores to others
os.environ.setdefault("TWEENBOARD_LANGUAGE", "en")  # whatever this machine speaks
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import hypothesis
import pytest

# Indexes, thumbnails and proxies that tests make; child processes see the same folder. Gone after the run.
if "TWEENBOARD_CACHE" not in os.environ:
    CACHE = tempfile.TemporaryDirectory(prefix="tweenboard-cache-")
    os.environ["TWEENBOARD_CACHE"] = CACHE.name
# Styles and the like that the person at this machine made are no part of any test.
DATA = tempfile.TemporaryDirectory(prefix="tweenboard-data-")
os.environ["TWEENBOARD_DATA"] = DATA.name

REPO = Path(__file__).resolve().parent.parent

hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked `gpu` are skipped, with a reason, where there is no CUDA device."""
    marked = [item for item in items if item.get_closest_marker("gpu")]
    if marked and not _cuda():
        for item in marked:
            item.add_marker(pytest.mark.skip(reason="no CUDA device here"))


def _cuda() -> bool:
    import torch

    return torch.cuda.is_available()


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
