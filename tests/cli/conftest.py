"""What the commands work on: a tiny real checkpoint, and a film of moving footage."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.films import moving_footage
from tests.cli.tween import ask
from tests.families.tiny import tiny_ltx


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_ltx(
        tmp_path_factory.mktemp("models") / "tiny",
        native_fps=24, native_size=[32, 32], longest_window=33, steps=2, guidance=1.0,
    )  # fmt: skip


@pytest.fixture(scope="session")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return moving_footage(tmp_path_factory.mktemp("footage") / "clip.mp4")


@pytest.fixture
def halves(tmp_path: Path, footage: Path) -> Path:
    """24 frames, cut at 10: the footage of the first clip goes on beneath the second."""
    path = tmp_path / "film.tween"
    ask("new", path, footage)
    ask("split", path, 10)
    return path
