"""The rulers that Sketch's trials measure with, and drawing with kept cells."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.sketch import look_judge, trials, watcher
from engine.sketch.checkpoint import BUILT_IN
from engine.sketch.sampling import Sketch, text_to_latents
from engine.sketch.scenes import Painter, render
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE, random_scene

SIZE, FRAMES = (96, 64), 9


@pytest.fixture(scope="module")
def model() -> Sketch:
    return Sketch.load(BUILT_IN)


def test_the_ruler_reads_the_way_of_a_drawn_subject():
    assert trials.judged(60)["judge_way_accuracy"] >= 0.98


def test_no_subject_is_found_in_an_empty_place():
    scene = random_scene(np.random.default_rng(3), NATIVE_SIZE, colour="red", place="meadow")
    empty = np.asarray(Painter(scene).background(0.0))
    assert trials.subject_at(scene, empty, empty) is None


def test_a_jump_in_the_clip_is_seen_at_its_join():
    scene = random_scene(np.random.default_rng(4), NATIVE_SIZE, motion="right", camera="static")
    clip = render(scene, 24, NATIVE_FPS)
    jump = np.concatenate([clip[:12], np.roll(clip[12:], 30, axis=2)])
    assert trials._seam(clip, (12,)) <= 1.3 < 2 < trials._seam(jump, (12,))


def test_cells_of_cap_nought_are_kept_bit_for_bit_and_others_are_drawn(model: Sketch):
    source = torch.randn(1, 64, 3, 4, 6, generator=torch.Generator().manual_seed(1))
    caps = torch.zeros(1, 1, 3, 4, 6)
    caps[..., 2:4] = 1
    made = text_to_latents(model, ["a red ball"], FRAMES, SIZE, NATIVE_FPS, 0, 3, 2.0, source, caps)
    changed = (made != source).any(1, keepdim=True)
    assert torch.equal(changed, caps > 0)
    other = text_to_latents(model, ["a blue box"], FRAMES, SIZE, NATIVE_FPS, 0, 3, 2.0, source, caps)
    assert not torch.equal(made, other)


def test_without_a_source_all_is_drawn_as_before(model: Sketch):
    caps = torch.ones(1, 1, 3, 4, 6)
    said = (model, ["a red ball"], FRAMES, SIZE, NATIVE_FPS, 5, 2)
    assert torch.equal(text_to_latents(*said), text_to_latents(*said, caps=caps))


def test_a_reference_picture_changes_what_is_drawn_and_needs_no_place_in_the_clip(model: Sketch):
    said = (model, ["it stays in the meadow"], FRAMES, SIZE, NATIVE_FPS, 5, 2)
    picture = torch.randn(1, 64, 1, 4, 6, generator=torch.Generator().manual_seed(2))
    alone, shown = text_to_latents(*said), text_to_latents(*said, reference=picture)
    assert alone.shape == shown.shape
    assert not torch.equal(alone, shown)


def test_the_judge_of_looks_is_right_on_drawn_truth():
    ruler = look_judge.fit(160)
    assert look_judge.accuracy(ruler, 40) >= 0.9


def test_a_watcher_answers_in_the_words_of_the_world():
    torch.manual_seed(0)
    scene, clip = watcher.drawn(np.random.default_rng(6))
    assert watcher.fair(scene)
    assert clip.shape == (watcher.MOMENTS, 3, 64, 112)
    told = watcher.Watcher().tell(render(scene, 17, NATIVE_FPS))
    assert all(told[name] in words for name, words in watcher.QUESTIONS.items())


def test_a_watcher_is_trained_once_and_then_read(tmp_path: Path):
    path = tmp_path / "watcher.safetensors"
    untrained, trained = watcher.train(0), watcher.kept(path, clips=64)
    assert not torch.equal(untrained.subject.weight, trained.subject.weight)
    assert torch.equal(watcher.kept(path).subject.weight, trained.subject.weight)
