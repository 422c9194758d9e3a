"""Beside a card that drew a part of its picture only, the model looks at what the film shows there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from engine.diffusion.canvas import read_pictures
from engine.diffusion.layout import Picture
from engine.document.edits import set_card, set_format
from engine.document.model import Document, Point
from engine.document.queries import card_by_index
from engine.document.request import Known, RegionMask, Request
from engine.document.take import Take
from engine.media.open import open_reader
from engine.media.output.writer import TakeWriter
from engine.project.takes import RECORD, TakeLibrary
from engine.render.compose import Composer
from engine.tools.regenerate import request_for, take_fingerprint
from tests.render.films import SIZE, film, footage

LEFT = ((0.0, 0.0), (0.5, 1.0))
TOP = ((0.0, 0.0), (1.0, 0.4))
EXACT = partial(open_reader, exact=True)
BESIDE = (20, 24, 27)
"""Frames of card 2 that card 1 looks at."""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return film(footage(tmp_path / "clip.mp4", sound=False))


@pytest.fixture
def library(tmp_path: Path) -> TakeLibrary:
    return TakeLibrary(tmp_path / "film.takes")


def redraw(
    document: Document,
    library: TakeLibrary,
    colour: int,
    corners: tuple[Point, ...],
    over: Take | None = None,
) -> Take:
    """The part of card 2 inside `corners` in one grey, over its footage or a take."""
    card, asset = card_by_index(document, 2), document.assets[0]
    known = Known(card.range, asset.path, asset.fingerprint, card.range.start, 0.8)
    begun = (Known(card.range, over.frames_path, take_fingerprint(over.id), 0, 0.8),) if over else ()
    request = Request(
        card.id, card.lineage, card.origin, card.range, document.rate, *SIZE, "m", "a ball",
        known=(known, *begun), regions=(RegionMask(card.range, "box", corners, feather=0.1),),
    )  # fmt: skip
    draft = library.begin(request)
    with TakeWriter(draft.frames_path, SIZE, document.rate) as writer:
        for _ in card.range:
            writer.write(np.full((*SIZE[::-1], 3), colour, np.uint8))
    return draft.commit(width=SIZE[0], height=SIZE[1])


def looked_at(document: Document, library: TakeLibrary, size: tuple[int, int] = SIZE) -> list[np.ndarray]:
    """Frames `BESIDE` as card 1 has them beside it."""
    wish = request_for(document, card_by_index(document, 1), library.shown, "m")
    (number,) = (n for n, known in enumerate(wish.known) if BESIDE[0] in known.place)
    assert wish.known[number].fingerprint.startswith("take:")
    read = read_pictures(wish, [Picture(number, n) for n in BESIDE], size, lambda: None)
    return list(read.values())


def test_it_is_what_the_film_shows(document: Document, library: TakeLibrary) -> None:
    redraw(document, library, 200, LEFT)
    asset = document.assets[0]
    with (
        Composer(document, library.shown, open_file=EXACT) as composer,
        open_reader(asset.path, exact=True) as reader,
    ):
        for n, read in zip(BESIDE, looked_at(document, library), strict=True):
            half = SIZE[0] // 2
            assert np.array_equal(read[:, half:], reader.frame(n)[:, half:])
            assert (read[20:-20, 20 : half - 20] == 200).all()
            assert np.array_equal(read, composer.frame(n))


def test_what_a_part_was_redrawn_over_is_stitched_too(document: Document, library: TakeLibrary) -> None:
    first = redraw(document, library, 200, LEFT)
    redraw(document, library, 90, TOP, over=first)
    with Composer(document, library.shown, open_file=EXACT) as composer:
        for n, read in zip(BESIDE, looked_at(document, library), strict=True):
            assert np.array_equal(read, composer.frame(n))
            values = read[10, 30], read[-10, 30], read[-10, -30]
            assert [len({*value.tolist()}) for value in values[:2]] == [1, 1]
            assert (values[0][0], values[1][0]) == (90, 200)
            assert len({*values[2].tolist()}) > 1  # the footage


def test_at_a_models_size(document: Document, library: TakeLibrary) -> None:
    redraw(document, library, 200, LEFT)
    with open_reader(document.assets[0].path, (80, 48), exact=True) as reader:
        for n, read in zip(BESIDE, looked_at(document, library, (80, 48)), strict=True):
            assert np.array_equal(read[:, 40:], reader.frame(n)[:, 40:])
            assert (read[10:-10, 10:30] == 200).all()


@pytest.mark.parametrize("corners", [None, LEFT])
def test_a_picture_that_was_drawn_around_is_what_the_film_shows(
    document: Document, library: TakeLibrary, corners: tuple[Point, ...] | None
) -> None:
    """A film made tall: above and below the footage a take, in it the footage itself (or a region's)."""
    tall = set_format(document, document.rate, 96, 160)
    card = card_by_index(tall, 2)
    tall = set_card(tall, card.id, outpaint=True, prompt="hills")
    recipe = request_for(tall, card_by_index(tall, 2), library.shown, "m")
    if corners:
        recipe = replace(recipe, regions=(RegionMask(card.range, "box", corners),))
    draft = library.begin(recipe)
    with TakeWriter(draft.frames_path, (96, 160), document.rate) as writer:
        for _ in card.range:
            writer.write(np.full((160, 96, 3), 200, np.uint8))
    draft.commit(width=96, height=160)
    with Composer(tall, library.shown, open_file=EXACT) as composer:
        for n, read in zip(BESIDE, looked_at(tall, library, (96, 160)), strict=True):
            assert np.array_equal(read, composer.frame(n))
            assert (read[:20] == 200).all()
            assert not (read[60:100, 50:] == 200).all()
            assert (read[60:100, :46] == 200).all() == bool(corners)


@pytest.mark.parametrize("gone", ["record", "footage"])
def test_where_it_cannot_be_known_the_take_itself_is_looked_at(
    document: Document, library: TakeLibrary, gone: str
) -> None:
    take = redraw(document, library, 200, LEFT)
    path = Path(take.frames_path).with_name(RECORD) if gone == "record" else Path(document.assets[0].path)
    wish = request_for(document, card_by_index(document, 1), library.shown, "m")
    path.unlink()
    number = next(n for n, known in enumerate(wish.known) if BESIDE[0] in known.place)
    (read,) = read_pictures(wish, [Picture(number, BESIDE[0])], SIZE, lambda: None).values()
    assert (read == 200).all()
