"""Seam scores: an ordinary step scores about 1, a visible one more, in the part that is wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.document.model import Document
from engine.media.open import open_reader
from engine.project.takes import TakeLibrary
from engine.render.seams import joins, seams
from tests.render.films import add_take, film, footage


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, list[np.ndarray]]:
    path = footage(tmp_path_factory.mktemp("footage") / "clip.mp4", sound=False)
    with open_reader(path, exact=True) as reader:
        return film(path), [reader.frame(n).copy() for n in range(48)]


def score(source: tuple[Document, list[np.ndarray]], folder: Path, gain: float, still: bool = False) -> float:
    document, frames = source
    library = TakeLibrary(folder / "film.takes")

    def draw(n: int) -> np.ndarray:
        return np.clip(frames[30 if still else n] * gain, 0, 255).astype(np.uint8)

    add_take(library, document, draw)
    found = seams(document, library.shown)
    assert [seam.frame for seam in found] == [20]
    return found[0].score


def test_the_same_pictures_make_no_seam(source: tuple[Document, list[np.ndarray]], tmp_path: Path) -> None:
    assert score(source, tmp_path, 1.0) <= 1.1


def test_a_brightness_jump_grows_with_its_size(
    source: tuple[Document, list[np.ndarray]], tmp_path: Path
) -> None:
    small = score(source, tmp_path / "a", 0.95)
    large = score(source, tmp_path / "b", 0.7)
    assert 1.1 < small < large


def test_a_jump_in_motion_is_seen(source: tuple[Document, list[np.ndarray]], tmp_path: Path) -> None:
    assert score(source, tmp_path, 1.0, still=True) > 1.5


def test_a_film_without_takes_has_no_joins(source: tuple[Document, list[np.ndarray]]) -> None:
    assert joins(source[0], lambda card: None) == ()
    assert seams(source[0], lambda card: None) == []
