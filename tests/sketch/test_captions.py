"""The grammar: whatever it says of a scene can be read back, and the tokenizer knows every word of it."""

from __future__ import annotations

import json

import numpy as np
import pytest

from engine.sketch.captions import CUT, IT, caption, read_back
from engine.sketch.checkpoint import BUILT_IN
from engine.sketch.text import build_tokenizer
from engine.sketch.world import LOOKS, random_scene, varied


@pytest.fixture(scope="module")
def said() -> list:
    rng = np.random.default_rng(4)
    scenes = [random_scene(rng) for _ in range(400)] + [varied(random_scene(rng), rng) for _ in range(400)]
    return [(scene, caption(scene, rng)) for scene in scenes]


def test_captions_read_back_to_their_scenes(said: list):
    for scene, text in said:
        found = read_back(text)
        assert {"subject", "colour", "place"} <= found.keys(), text
        assert all(getattr(scene, name) == word for name, word in found.items()), text


def test_most_captions_name_the_motion_and_every_moving_camera(said: list):
    named = [(scene, read_back(text)) for scene, text in said]
    assert np.mean(["motion" in found for _, found in named]) > 0.9
    assert all("camera" in found for scene, found in named if scene.camera != "static")


def test_every_look_but_flat_is_always_said(said: list):
    assert {scene.look for scene, _ in said} == set(LOOKS)
    for scene, text in said:
        assert read_back(text).get("look", "flat") == scene.look, text


def test_a_second_subject_and_a_second_shot_are_said(said: list):
    beside = [(scene, text) for scene, text in said if scene.beside]
    cut = [(scene, text) for scene, text in said if scene.then]
    assert len(beside) > 10
    assert len(cut) > 5
    for scene, text in cut:
        again = read_back(text.split(f"{CUT} ")[1])
        assert (again["subject"], again["place"]) == (scene.then.subject, scene.then.place)


def test_a_subject_that_a_picture_shows_is_called_it():
    rng = np.random.default_rng(5)
    for _ in range(50):
        scene = random_scene(rng)
        text = caption(scene, rng, named=False)
        assert IT in text.replace(",", " ").split()
        assert {"subject", "colour", "size"}.isdisjoint(read_back(text)), text


def test_wording_varies():
    rng = np.random.default_rng(0)
    scene = random_scene(rng)
    assert len({caption(scene, rng) for _ in range(40)}) > 20


def test_the_tokenizer_knows_every_word_and_forgives_strange_ones(said: list):
    tokenizer = build_tokenizer()
    unknown = tokenizer.unk_token_id
    for _, text in said:
        assert unknown not in tokenizer(text).input_ids
    loud = tokenizer("A RED Ball, in a Meadow!").input_ids
    assert loud == tokenizer("a red ball, in a meadow").input_ids
    assert unknown in tokenizer("a red zeppelin").input_ids


def test_words_of_the_landed_edition_keep_their_numbers():
    kept = json.loads((BUILT_IN / "tokenizer" / "tokenizer.json").read_text())["model"]["vocab"]
    now = build_tokenizer().get_vocab()
    assert {word: now.get(word) for word in kept} == kept


def test_padding_to_a_length_ends_in_one_eos():
    tokenizer = build_tokenizer()
    found = tokenizer(["a red ball", ""], padding="max_length", max_length=8, return_tensors="pt")
    assert found.input_ids.shape == (2, 8)
    assert found.attention_mask.sum(1).tolist() == [4, 1]
    assert (found.input_ids == tokenizer.eos_token_id).sum(1).tolist() == [1, 1]
    assert set(found.input_ids[found.attention_mask == 0].tolist()) == {0}
