"""A model's picture book: which picture which words get, and what is no book."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from engine.errors import TweenError
from engine.families import ltx
from engine.families.book import Book
from engine.families.catalog import read_index
from engine.families.checkpoint import Checkpoint
from engine.families.identity import fingerprint
from engine.families.ltx import LTX
from tests.families.tiny import tiny_ltx

INDEX: dict[str, Any] = {
    "cell": [48, 32],
    "sheets": {"flat": "flat.png", "neon": "neon.png"},
    "things": {"ball": 0, "star": 1},
    "colours": {"red": 0, "crimson": 0, "blue": 1},
    "looks": {"neon": "neon", "flat colours": "flat"},
}


def shade(look: int, row: int, column: int) -> tuple[int, int, int]:
    return 100 * look, 50 + 100 * row, 50 + 100 * column


def made(folder: Path, **changed: Any) -> Path:
    """A book of two looks × two things × two colours, every cell of one shade."""
    (folder / "book").mkdir(parents=True, exist_ok=True)
    for look, name in enumerate(("flat", "neon")):
        sheet = Image.new("RGB", (96, 64))
        for row in range(2):
            for column in range(2):
                sheet.paste(
                    shade(look, row, column), (48 * column, 32 * row, 48 * column + 48, 32 * row + 32)
                )
        sheet.save(folder / "book" / f"{name}.png")
    (folder / "book" / "book.json").write_text(json.dumps(INDEX | changed))
    return folder


@pytest.mark.parametrize(
    ("prompt", "cell"),
    [
        ("a red ball rolls in a meadow", (0, 0, 0)),
        ("In the snow: the big CRIMSON, bouncy star!", (0, 1, 0)),
        ("neon, a blue star and a red ball", (1, 1, 1)),
        ("a blue sea with a red ball, flat colours", (0, 0, 0)),
        ("a red barn and a blue ball", (0, 0, 1)),
        ("neonlike, a blue ball", (0, 0, 1)),
    ],
)
def test_the_first_thing_with_a_colour_is_looked_up(
    tmp_path: Path, prompt: str, cell: tuple[int, ...]
) -> None:
    book = Book.open(made(tmp_path))
    assert book is not None
    picture = book.picture(prompt)
    assert picture is not None
    assert picture.shape == (32, 48, 3)
    assert (picture == shade(*cell)).all()


@pytest.mark.parametrize("prompt", ["", "a ball", "a red zeppelin", "red light falls on a far away old star"])
def test_words_that_name_no_thing_with_a_colour_get_nothing(tmp_path: Path, prompt: str) -> None:
    book = Book.open(made(tmp_path))
    assert book is not None
    assert book.picture(prompt) is None


def test_a_folder_without_a_book_has_none(tmp_path: Path) -> None:
    assert Book.open(tmp_path) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"cell": [0, 8]},
        {"cell": "big"},
        {"cell": [float("inf"), 8]},
        {"sheets": {}},
        {"sheets": {"flat": "../../etc.png"}},
        {"things": 3},
    ],
)
def test_an_index_that_no_book_has_is_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(TweenError, match="picture book of the model"):
        Book.open(made(tmp_path, **wrong))


def test_an_index_without_end_is_refused(tmp_path: Path) -> None:
    (made(tmp_path) / "book" / "book.json").write_text("[" * 100_000)
    with pytest.raises(TweenError, match="picture book of the model"):
        Book.open(tmp_path)


def test_another_picture_in_the_book_is_another_edition_of_the_model(tmp_path: Path) -> None:
    folder = made(tiny_ltx(tmp_path / "tiny", "0.9.5", references=1))
    before = fingerprint(folder, read_index(folder))
    Image.new("RGB", (96, 64), "white").save(folder / "book" / "flat.png")
    assert fingerprint(folder, read_index(folder)) != before


def test_a_sheet_that_is_too_small_or_cut_off_is_refused(tmp_path: Path) -> None:
    far = Book.open(made(tmp_path / "far", things={"ball": 7}))
    assert far is not None
    with pytest.raises(TweenError, match=r"flat\.png, a sheet of the model's picture book, cannot be read"):
        far.picture("a red ball")
    cut = made(tmp_path / "cut")
    whole = (cut / "book" / "flat.png").read_bytes()
    (cut / "book" / "flat.png").write_bytes(whole[: len(whole) // 2])
    book = Book.open(cut)
    assert book is not None
    with pytest.raises(TweenError, match="cannot be read"):
        book.picture("a blue star")


def test_a_model_with_a_book_is_led_by_what_it_looks_up(tmp_path: Path) -> None:
    folder = made(tiny_ltx(tmp_path / "tiny", "0.9.5", references=1))
    family = LTX(Checkpoint.open(folder), torch.device("cpu"), torch.float32)
    red, blue = (family.looked_up(f"a {c} ball", 32, 48) for c in ("red", "blue"))
    assert red is not None
    assert blue is not None
    assert red.video.shape == (1, 4, 1, 4, 6)
    assert not torch.equal(red.video, blue.video)
    assert family.looked_up("a ball", 32, 48) is None


def test_a_model_that_was_not_taught_references_looks_nothing_up(tmp_path: Path) -> None:
    folder = made(tiny_ltx(tmp_path / "tiny", "0.9.5"))
    family = LTX(Checkpoint.open(folder), torch.device("cpu"), torch.float32)
    assert family.looked_up("a red ball", 32, 48) is None


@pytest.mark.parametrize("size", [(64, 112), (112, 64), (80, 80)])
def test_a_looked_up_picture_keeps_its_middle_in_every_shape(size: tuple[int, int]) -> None:
    picture = np.zeros((3, 128, 224), np.float32)
    picture[:, 44:84, 92:132] = 1
    found = ltx.in_the_middle(torch.from_numpy(picture), *size)[0, 0, 0]
    assert found.shape == size
    lit = torch.nonzero(found > 0.5).float()
    assert (lit.mean(0) - torch.tensor(size) / 2).abs().max() < 1.5
    side = 40 * min(size) / 128
    assert (lit.amax(0) - lit.amin(0) + 1 - side).abs().max() < 2
