"""`tween remix`: words, strength and painted places, one edit, and takes when it is told to draw."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.media.output.film_writer import FilmWriter
from engine.media.output.settings import Settings
from engine.project.project import Project
from engine.render.compose import Composer
from tests.cli.tween import ask, tween
from tests.media.moving import SIZE, moving
from tests.render.films import RATE


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Footage of a thing that moves, and the box around it in frame 12."""
    path = tmp_path_factory.mktemp("footage") / "clip.mp4"
    pictures, masks = moving(seed=2, frames=24)
    with FilmWriter(path, SIZE, RATE, Settings(crf=8)) as writer:
        for rgb in pictures:
            writer.write(rgb)
    rows, columns = np.flatnonzero(masks[12].any(1)), np.flatnonzero(masks[12].any(0))
    x0, x1 = (columns[0] - 5) / SIZE[0], (columns[-1] + 6) / SIZE[0]
    y0, y1 = (rows[0] - 5) / SIZE[1], (rows[-1] + 6) / SIZE[1]
    return path, f"{x0},{y0},{x1},{y1}@12"


@pytest.fixture
def film(tmp_path: Path, clip: tuple[Path, str]) -> Path:
    path = tmp_path / "film.tween"
    ask("new", path, clip[0])
    return path


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory, clip: tuple[Path, str]) -> Path:
    path = tmp_path_factory.mktemp("films") / "film.tween"
    ask("new", path, clip[0])
    return path


def test_a_subject_is_removed_and_all_else_stays(film: Path, model: Path, clip: tuple[Path, str]) -> None:
    ask("card", film, "8-17", "--prompt", "a grey thing drifts over moss")
    told = ask(
        "remix", film, "8-17", "--remove", "the grey thing", "--subject", clip[1], "--model", model, "--draw"
    )
    (take,) = told["takes"]
    assert take["range"] == [8, 17]
    assert told["notes"] == ["Read as: remove “the grey thing”."]
    card = ask("show", film)["cards"][1]
    assert (card["prompt"], card["strength"], card["state"]) == ("over moss", 1.0, "done")
    with Project.open(film, read_only=True) as project:
        regions = project.document.cards[1].regions
        assert [region.frames.start for region in regions] == list(range(9))
        _, masks = moving(seed=2, frames=24)
        with Composer(project.document, project.takes.shown) as composer:
            for n in (8, 12, 16):
                same = (composer.frame(n) == composer.source(n)).all(-1)
                assert not same[masks[n]].all()
                assert same[~masks[n]].mean() > 0.8


def test_words_strength_and_a_painted_mask(film: Path, tmp_path: Path) -> None:
    mask = np.zeros((90, 160), np.uint8)
    mask[20:60, 30:90] = 255
    Image.fromarray(mask).save(tmp_path / "mask.png")
    ask("card", film, "0-24", "--prompt", "a stone on moss")
    words = ("--prompt", "replace the stone by a shell and add snow", "--mask", f"{tmp_path / 'mask.png'}@3")
    told = ask("remix", film, 1, *words, "--feather", 0.02)
    assert told["notes"] == ["Read as: replace “the stone” by “a shell”; add “snow”."]
    (card,) = ask("show", film)["cards"]
    assert (card["prompt"], card["negative"], card["strength"]) == ("a shell on moss, snow", "stone", 0.8)
    with Project.open(film, read_only=True) as project:
        (region,) = project.document.cards[0].regions
        assert (str(region.frames), region.shape, region.feather) == ("0–24", "polygon", 0.02)
    ask("remix", film, 1, "--strength", ".4", "--whole")
    with Project.open(film, read_only=True) as project:
        card = project.document.cards[0]
        assert (card.regions, card.strength, card.prompt) == ((), 0.4, "a shell on moss, snow")


def test_a_drawn_card_is_remixed_from_its_take(film: Path, model: Path) -> None:
    ask("card", film, "24-33", "--prompt", "a stone")
    (first,) = ask("generate", film, "--cards", 2, "--model", model)
    told = ask("remix", film, 2, "--strength", "subtle", "--box", "0,0,0.5,1", "--model", model, "--draw")
    (take,) = told["takes"]
    with Project.open(film, read_only=True) as project:
        made, before = project.takes.get(take["take"]), project.takes.get(first["take"])
        assert made is not None
        assert before is not None
        (known,) = [known for known in made.request.known if known.cap]
        assert (known.path, known.cap) == (before.frames_path, 0.35)
        doc, half = project.document, SIZE[0] // 2
        card = doc.cards[1]
        with (
            Composer(doc, project.takes.shown) as now,
            Composer(doc, lambda each: before if each.id == card.id else None) as then,
        ):
            for n in (24, 28, 32):
                assert np.array_equal(now.frame(n)[:, half:], then.frame(n)[:, half:])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("0-10",), "Nothing says what happens in 0–10"),
        (("0-10", "--prompt", "x", "--strength", "2"), "say subtle, mild, strong"),
        (("0-10", "--prompt", "x", "--strength", "0"), "say subtle, mild, strong"),
        (("20-60", "--prompt", "x"), "runs past the film's end"),
        (("0-10", "--prompt", "x", "--box", "0,0,2,1"), "lies outside the picture"),
        (("0-10", "--prompt", "x", "--subject", "0,0,1,1"), "is the whole picture"),
        (("0-10", "--prompt", "x", "--subject", "0,0,.5,.5@12"), "Frame 12, where the subject was painted"),
        (("0-10", "--prompt", "x", "--mask", "none.png"), "none.png cannot be read"),
        (("0-10", "--prompt", "x", "--track"), "--track is for what was painted"),
        (("0-10", "--prompt", "x", "--feather", ".1"), "--feather is for what was painted"),
        (("0-10", "--prompt", "x", "--whole", "--box", "0,0,1,1"), "--whole draws everywhere"),
        (("0-10", "--prompt", "x", "--box", "0,0,1,1", "--feather", "3"), "parts of the picture's width"),
        (("0-10", "--prompt", "x", "--add", "a lamp"), "not both"),
    ],
)
def test_what_cannot_be_remixed_is_one_sentence_and_changes_nothing(
    untouched: Path, words: tuple[str, ...], sentence: str
) -> None:
    before = ask("show", untouched)
    answer = tween("remix", untouched, *words)
    assert (answer.status, answer.out) == (1, "")
    assert sentence in answer.err
    assert len(answer.err.strip().splitlines()) == 1
    assert ask("show", untouched) == before
