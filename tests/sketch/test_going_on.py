"""Training goes on from an exported checkpoint: the same weights, the steps and the curve so far."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from engine.errors import TweenError
from engine.sketch.checkpoint import BUILT_IN, export
from engine.sketch.sampling import Sketch
from engine.sketch.transformer_train import begin_from


def test_what_was_exported_is_gone_on_from_and_exported_again(tmp_path: Path) -> None:
    begin_from(BUILT_IN, tmp_path / "run")
    past = json.loads((BUILT_IN / "training.json").read_text())
    with (tmp_path / "run" / "transformer.jsonl").open("a") as log:  # a curve needs two points
        for step in (1, 2):
            log.write(json.dumps({"step": past["step"] + step, "loss": 0.5}) + "\n")
    export(tmp_path / "run", tmp_path / "again")
    before, after = Sketch.load(BUILT_IN), Sketch.load(tmp_path / "again")
    for part in ("transformer", "text", "vae"):
        mine, theirs = getattr(before, part).state_dict(), getattr(after, part).state_dict()
        assert mine.keys() == theirs.keys()
        assert all(torch.equal(mine[name], theirs[name]) for name in mine)
    again = json.loads((tmp_path / "again" / "training.json").read_text())
    assert (again["step"], again["seconds"]) == (past["step"], past["seconds"])


def test_a_state_is_never_begun_over(tmp_path: Path) -> None:
    (tmp_path / "transformer.pt").write_bytes(b"hours of work")
    with pytest.raises(TweenError, match="already holds a training state"):
        begin_from(BUILT_IN, tmp_path)
    assert (tmp_path / "transformer.pt").read_bytes() == b"hours of work"
