"""An evaluation that was cut off goes on where it was, and never with another checkpoint's figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.sketch.evaluate import Notebook

OF: dict[str, str | int] = {"weights": "a", "prompts": 8, "trials": 2}


def test_what_was_found_is_there_for_the_next_call(tmp_path: Path) -> None:
    path = tmp_path / "measures.partial.json"
    first = Notebook(path, OF)
    assert (first.done, first.found) == ([], {})
    first.note("judges", {"judge_place_accuracy": 1.0})
    first.note("words", {"place_accuracy": 0.5})
    again = Notebook(path, OF)
    assert again.done == ["judges", "words"]
    assert again.found == {"judge_place_accuracy": 1.0, "place_accuracy": 0.5}


@pytest.mark.parametrize("other", [{"weights": "b"}, {"prompts": 9}, {"trials": 0}])
def test_another_checkpoint_or_count_begins_empty(tmp_path: Path, other: dict[str, str | int]) -> None:
    path = tmp_path / "measures.partial.json"
    Notebook(path, OF).note("words", {"place_accuracy": 0.5})
    assert Notebook(path, OF | other).done == []
    assert Notebook(path, OF | other).found == {}
