"""What a frame of the film shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.document.edits import add_asset, add_card, append_clip, set_prompt
from engine.document.fit import fit_box
from engine.document.model import Document
from engine.document.queries import card_by_index
from engine.document.time import FrameRange
from engine.media.open import open_reader
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.render.compose import Composer
from engine.render.verify import verify_kept
from tests.render.films import SIZE, add_take, film, footage


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return footage(tmp_path_factory.mktemp("footage") / "clip.mp4")


def violet(n: int) -> np.ndarray:
    return np.full((SIZE[1], SIZE[0], 3), (139, 124, n), np.uint8)


def test_kept_frames_are_the_decoders_own_and_drawn_frames_the_takes(clip: Path, tmp_path: Path) -> None:
    document = film(clip)
    library = TakeLibrary(tmp_path / "film.takes")
    add_take(library, document, violet)
    with Composer(document, library.shown) as composer, open_reader(clip) as reader:
        for n in (0, 19, 7):
            assert np.array_equal(composer.frame(n), reader.frame(n))
        for n in (20, 47, 33):
            assert np.array_equal(composer.frame(n), violet(n))
        assert np.array_equal(composer.source(33), reader.frame(33))


def test_the_proof_counts_kept_frames_and_finds_one_changed_level(clip: Path, tmp_path: Path) -> None:
    document = film(clip)
    library = TakeLibrary(tmp_path / "film.takes")
    add_take(library, document, violet)
    proof = verify_kept(document, library.shown)
    assert proof.exact
    assert proof.frames == 20
    assert proof.kept == (FrameRange(0, 20),)
    assert "0–20" in proof.sentence()

    with Composer(document, library.shown) as composer:

        def touched(n: int) -> np.ndarray:
            rgb = composer.frame(n).copy()
            rgb[3, 5, 1] ^= n == 7
            return rgb

        found = verify_kept(document, library.shown, picture_of=touched)
    assert not found.exact
    assert found.changed == (7,)
    assert "1 of 20" in found.sentence()


def test_a_take_of_another_size_fills_the_frame(clip: Path, tmp_path: Path) -> None:
    document = film(clip)
    library = TakeLibrary(tmp_path / "film.takes")
    add_take(library, document, lambda n: np.full((48, 64, 3), 200, np.uint8))
    with Composer(document, library.shown) as composer:
        frame = composer.frame(25)
    assert frame.shape == (SIZE[1], SIZE[0], 3)
    assert frame.min() >= 198


def test_nothing_is_black(tmp_path: Path) -> None:
    document = add_card(Document(width=64, height=48), FrameRange(0, 24))
    with Composer(document, lambda card: None) as composer:
        assert not composer.frame(5).any()
    document = set_prompt(document, card_by_index(document, 1).id, "a boat")
    with Composer(document, lambda card: None) as composer:
        assert not composer.frame(5).any()


def test_a_picture_of_another_shape_is_centred_between_bars(tmp_path: Path) -> None:
    path = tmp_path / "tall.png"
    Image.new("RGB", (50, 100), (10, 200, 30)).save(path)
    asset = asset_from_file(path)
    document = append_clip(add_asset(Document(width=200, height=100), asset), asset.id)
    with Composer(document, lambda card: None) as composer:
        frame = composer.frame(0)
    assert not frame[:, :70].any()
    assert not frame[:, 130:].any()
    assert np.abs(frame[50, 100].astype(int) - (10, 200, 30)).max() <= 2


def test_a_film_that_is_filled_shows_the_middle_of_a_picture_of_another_shape(clip: Path) -> None:
    document = replace(film(clip, cut=None), width=64, height=96, fill=True)
    with Composer(document, lambda card: None) as composer, open_reader(clip) as reader:
        assert np.array_equal(composer.frame(7), reader.frame(7)[:, 48:112])
        assert np.array_equal(composer.rgba(7)[..., :3], reader.frame(7)[:, 48:112])
        assert composer.rgba(7)[..., 3].all()
        assert composer.coded(7) is None
    assert verify_kept(document, lambda card: None, FrameRange(0, 5)).exact


def test_an_edit_is_followed_with_files_kept_open(clip: Path) -> None:
    document = film(clip, cut=None)
    with Composer(document, lambda card: None) as composer:
        before = composer.frame(5).copy()
        composer.update(replace(document, width=80, height=48), lambda card: None)
        assert composer.frame(5).shape == (48, 80, 3)
        composer.update(document, lambda card: None)
        assert np.array_equal(composer.frame(5), before)


@pytest.mark.parametrize(
    ("shape", "into", "box"),
    [
        ((1280, 720), (1280, 720), (0, 0, 1280, 720)),
        ((1920, 1080), (1280, 720), (0, 0, 1280, 720)),
        ((854, 480), (1280, 720), (0, 0, 1280, 720)),
        ((400, 400), (1280, 720), (280, 0, 720, 720)),
        ((720, 1280), (160, 96), (53, 0, 54, 96)),
    ],
)
def test_fit_box(shape: tuple[int, int], into: tuple[int, int], box: tuple[int, int, int, int]) -> None:
    assert fit_box(*shape, into) == box
