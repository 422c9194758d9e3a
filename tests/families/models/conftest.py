"""Models of a test's own: its folders, its hub, tiny checkpoints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from huggingface_hub import constants

from tests.families.models.hub import Served, serve
from tests.families.tiny import tiny_ltx
from tests.families.tiny_wan import tiny_wan


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the user's is seen or touched. Returns the folder that models go to."""
    monkeypatch.setenv("TWEENBOARD_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("TWEENBOARD_MODELS", raising=False)
    monkeypatch.delenv("TWEENBOARD_MIRROR", raising=False)
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    return tmp_path / "data" / "models"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole LTX checkpoint, a fifth of a megabyte."""
    return tiny_ltx(tmp_path_factory.mktemp("checkpoints") / "tiny-ltx")


@pytest.fixture(scope="session")
def wan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_wan(tmp_path_factory.mktemp("checkpoints") / "tiny-wan")


@pytest.fixture
def hub(tiny: Path) -> Iterator[Served]:
    with serve(studio__tiny=tiny) as served:
        yield served
