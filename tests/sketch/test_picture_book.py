"""Sketch's picture book: the pictures it draws are found again by the words of its captions."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.families.book import Book
from engine.sketch import picture_book
from engine.sketch.captions import caption
from engine.sketch.checkpoint import BUILT_IN
from engine.sketch.lessons import Lessons
from engine.sketch.plans import TransformerPlan
from engine.sketch.pool import Pool
from engine.sketch.world import COLOURS, LOOKS, NATIVE_SIZE, SUBJECTS, Scene, random_scene, varied


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Of two looks: what is in the others changes nothing in how the book is made."""
    folder = tmp_path_factory.mktemp("model")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture_book, "LOOKS", ("flat", "watercolour"))
        picture_book.write(folder / "book")
    found = Book.open(folder)
    assert found is not None
    return found


def test_every_caption_finds_the_picture_of_its_subject(book: Book) -> None:
    rng = np.random.default_rng(1)
    for look in ("flat", "watercolour"):
        for _ in range(12):
            scene = random_scene(rng)
            scene = Scene.of({**scene.__dict__, "look": look})
            picture = book.picture(caption(scene, rng))
            assert picture is not None
            right = np.asarray(picture_book.cell(scene.subject, scene.colour, look), np.int16)
            assert picture.shape == (NATIVE_SIZE[1], NATIVE_SIZE[0], 3)
            assert np.abs(picture.astype(np.int16) - right).mean() < 6  # of WebP


def test_of_two_subjects_the_first_is_looked_up(book: Book) -> None:
    rng = np.random.default_rng(2)
    scenes = (varied(random_scene(rng), rng) for _ in range(400))
    beside = [s for s in scenes if s.beside and s.look == "flat" and not s.then][:6]
    assert beside
    for scene in beside:
        picture = book.picture(caption(scene, rng))
        right = picture_book.cell(scene.subject, scene.colour, "flat")
        assert picture is not None
        assert np.abs(picture.astype(np.int16) - np.asarray(right, np.int16)).mean() < 6


def test_the_landed_book_has_every_look() -> None:
    landed = Book.open(BUILT_IN)
    assert landed is not None
    assert tuple(landed.sheets) == LOOKS
    assert set(landed.things.values()) == set(range(len(SUBJECTS)))
    assert set(landed.colours.values()) == set(range(len(COLOURS)))
    for look in LOOKS:
        assert (
            landed.picture(f"a red boat, {next(p for p, k in landed.looks.items() if k == look)}") is not None
        )


def test_lessons_show_the_book_only_with_words_that_name_the_subject(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    (tmp_path / "latents").mkdir()
    scenes = [random_scene(rng) for _ in range(8)]
    shard = {
        "latents": [torch.randn(64, 3, 8, 14).half() for _ in scenes],
        "subjects": [torch.ones(3, 8, 14, dtype=torch.bool) for _ in scenes],
        "notes": json.dumps([{"scene": scene.__dict__, "fps": 24.0} for scene in scenes]),
    }
    torch.save(shard, tmp_path / "latents" / "full-1-0000.pt")
    pages = {(s.look, s.subject, s.colour, 8, 14): torch.full((64, 1, 8, 14), float(n)).half()
             for n, s in enumerate(scenes)}  # fmt: skip
    torch.save(pages, tmp_path / "book.pt")
    plan = TransformerPlan(tokens=700, half_share=0, stills=0, drop_prompt=0, references=1, book_share=1)
    lessons = Lessons(plan, tmp_path, 0, 0)
    it = lessons.tokenizer.convert_tokens_to_ids("it")
    for _ in range(6):
        lesson = lessons.draw(0.0)
        assert lesson.reference.shape == (len(lesson.x0), 64, 1, 8, 14)
        assert it not in lesson.tokens
    assert Pool(tmp_path).refresh() == 8


def test_a_clip_alike_shows_the_same_subject_elsewhere(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    (tmp_path / "latents").mkdir()
    scenes = [random_scene(rng, subject=s, colour="red") for s in ("star", "star", "boat")]
    shard = {
        "latents": [torch.randn(64, 3, 8, 14).half() for _ in scenes],
        "subjects": [torch.ones(3, 8, 14, dtype=torch.bool) for _ in scenes],
        "notes": json.dumps([{"scene": scene.__dict__, "fps": 24.0} for scene in scenes]),
    }
    torch.save(shard, tmp_path / "latents" / "full-1-0000.pt")
    pool = Pool(tmp_path)
    pool.refresh()
    clips = pool.groups[False][3, 8, 14, 24]
    found = [pool.alike(clips[0], rng) for _ in range(12)]
    assert {id(clip) for clip in found if clip} == {id(clips[1])}
    assert pool.alike(clips[2], rng) is None
