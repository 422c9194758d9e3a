"""The model that the commands draw with: a tiny real checkpoint."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.families.tiny import tiny_ltx


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_ltx(
        tmp_path_factory.mktemp("models") / "tiny",
        native_fps=24, native_size=[32, 32], longest_window=33, steps=2, guidance=1.0,
    )  # fmt: skip
