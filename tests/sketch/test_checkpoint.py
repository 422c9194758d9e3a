"""The checkpoint in the repository: stock code loads it, it is small, and it does what its card says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import LTXConditionPipeline, LTXPipeline

from engine.sketch import evaluate, judge
from engine.sketch.checkpoint import BUILT_IN
from engine.sketch.footage import scene_pool
from engine.sketch.sampling import Sketch
from engine.sketch.vae import normalise, posterior, to_unit
from engine.sketch.world import NATIVE_SIZE

pytestmark = pytest.mark.slow
MIB = 1 << 20
#: How far below its own card a small live evaluation may fall: it draws a few clips in few steps.
MARGIN = 0.25


def test_it_is_small_and_holds_no_pickles():
    files = [f for f in BUILT_IN.rglob("*") if f.is_file()]
    assert sum(f.stat().st_size for f in files) <= 45e6
    assert max(f.stat().st_size for f in files) <= 15 * MIB
    assert not [f for f in files if f.suffix in {".pt", ".bin", ".ckpt", ".pkl"}]


@pytest.mark.parametrize("pipeline", [LTXPipeline, LTXConditionPipeline])
def test_stock_pipelines_draw_with_it(pipeline: type):
    pipe = pipeline.from_pretrained(BUILT_IN)
    pipe.set_progress_bar_config(disable=True)
    made = pipe(
        prompt="a red ball in a meadow", negative_prompt="", width=96, height=64, num_frames=5, frame_rate=24,
        num_inference_steps=2, guidance_scale=2.0, output_type="np",
        generator=torch.Generator().manual_seed(0),
    ).frames  # fmt: skip
    assert made.shape == (1, 5, 64, 96, 3)
    assert np.isfinite(made).all()


def test_its_latents_are_of_unit_size():
    model = Sketch.load(BUILT_IN)
    pixels = to_unit(scene_pool(5, 3, 9, NATIVE_SIZE))
    with torch.no_grad():
        z = posterior(model.vae, pixels).mode()
    unit = normalise(model.vae, z)
    assert 0.5 < unit.std() < 2


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Threads that wait for one another make these small passes many times slower on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def the_judge() -> judge.Judge:
    return judge.fit(240)


def test_the_judge_is_right_on_drawn_truth(the_judge: judge.Judge):
    place, colour = judge.accuracy(the_judge, 100)
    assert place >= 0.98
    assert colour >= 0.95


def test_colour_and_place_follow_the_prompt(the_judge: judge.Judge):
    stated = json.loads((Path(BUILT_IN) / "measures.json").read_text())
    model = Sketch.load(BUILT_IN)
    found, _ = evaluate.follow(model, the_judge, count=12, frames=5, steps=6)
    assert found["place_accuracy"] >= stated["place_accuracy"] - MARGIN
    assert found["colour_accuracy"] >= stated["colour_accuracy"] - MARGIN
