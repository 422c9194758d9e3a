"""A tiny model, a tiny clip and an empty take library."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.families.checkpoint import Checkpoint
from engine.families.ltx import LTX
from engine.media.output.writer import TakeWriter
from engine.project.takes import TakeLibrary
from tests.diffusion.wishes import HEIGHT, NOTES, RATE, WIDTH
from tests.families.tiny import tiny_ltx


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_ltx(tmp_path_factory.mktemp("model") / "tiny", **NOTES)


@pytest.fixture(scope="module")
def family(tiny_folder: Path) -> LTX:
    return LTX(Checkpoint.open(tiny_folder), torch.device("cpu"), torch.float32)


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """40 frames, frame i of grey 6·i."""
    path = tmp_path_factory.mktemp("footage") / "clip.mkv"
    with TakeWriter(path, (WIDTH, HEIGHT), RATE) as writer:
        for i in range(40):
            writer.write(np.full((HEIGHT, WIDTH, 3), 6 * i, np.uint8))
    return path


@pytest.fixture
def takes(tmp_path: Path) -> TakeLibrary:
    return TakeLibrary(tmp_path / "film.takes")
