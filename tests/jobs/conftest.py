"""What a drawing that nothing disturbs comes to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.project.takes import TakeLibrary
from tests.jobs.wishes import REQUEST


@pytest.fixture(scope="session")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library with the take of `REQUEST`, drawn in one go in this process."""
    from engine.diffusion.generate import draw  # loads torch, which few tests of the queue need

    folder = tmp_path_factory.mktemp("calm") / "calm.takes"
    take = draw(replace(REQUEST, card="c0"), TakeLibrary(folder))
    assert take.stats["model_calls"] == REQUEST.steps
    return folder
