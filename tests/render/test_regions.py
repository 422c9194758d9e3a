"""A take of a region: the footage below shows everywhere else, bit for bit, at the film's full size."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.document.edits import split
from engine.document.queries import card_by_index
from engine.document.request import Known, RegionMask, Request
from engine.document.take import Take
from engine.document.time import FrameRange
from engine.media.open import open_reader
from engine.media.output.writer import TakeWriter
from engine.media.region_mask import mask_at
from engine.project.takes import TakeLibrary
from engine.render.compose import Composer
from engine.tools.regenerate import take_fingerprint
from tests.render.films import SIZE, film, footage

SMALL = (80, 48)
"""The model drew at half the film's size."""


def digest(pixels: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(pixels).tobytes()).hexdigest()


def test_a_part_of_a_take_is_redrawn_over_that_take(tmp_path: Path) -> None:
    clip = footage(tmp_path / "clip.mp4", sound=False)
    document = film(clip)
    library = TakeLibrary(tmp_path / "film.takes")

    def take(colour: tuple[int, int, int], over: Take | None) -> Take:
        card = card_by_index(document, 2)
        draw = card.range if over is None else FrameRange(30, 40)
        regions = (RegionMask(draw, "box", ((0.5, 0), (1, 1))),) if over else ()
        known = (Known(draw, over.frames_path, take_fingerprint(over.id), 10, 0.8),) if over else ()
        request = Request(
            card.id, card.lineage, card.origin, draw, document.rate, *SIZE, "test", "a red ball",
            known=known, regions=regions,
        )  # fmt: skip
        draft = library.begin(request)
        with TakeWriter(draft.frames_path, SIZE, document.rate) as writer:
            for _ in draw:
                writer.write(np.full((*SIZE[::-1], 3), colour, np.uint8))
        return draft.commit(width=SIZE[0], height=SIZE[1])

    whole = take((10, 200, 30), None)
    part = take((250, 5, 130), whole)
    again = take((9, 9, 9), part)
    part_card = replace(card_by_index(split(document, 30), 3), pinned=again.id)
    document = replace(document, cards=(*split(document, 30).cards[:2], part_card))
    with Composer(document, library.shown) as composer:
        frame = composer.frame(35)
        assert (frame[:, : SIZE[0] // 2] == (10, 200, 30)).all()
        assert (frame[:, SIZE[0] // 2 :] == (9, 9, 9)).all()
    document = replace(document, cards=(*document.cards[:2], replace(part_card, pinned=part.id)))
    with Composer(document, library.shown) as composer:
        assert (composer.frame(35)[:, SIZE[0] // 2 :] == (250, 5, 130)).all()


def test_pixels_outside_the_region_are_the_sources(tmp_path: Path) -> None:
    clip = footage(tmp_path / "clip.mp4", sound=False)
    document = film(clip)
    card = card_by_index(document, 2)
    triangle = ((0.3, 0.1), (0.9, 0.5), (0.4, 0.8))
    regions = (RegionMask(FrameRange(25, 40), "polygon", triangle, feather=0.05),)
    request = Request(
        card.id, card.lineage, card.origin, card.range, document.rate, *SIZE, "test", "a red ball",
        regions=regions,
    )  # fmt: skip
    library = TakeLibrary(tmp_path / "film.takes")
    draft = library.begin(request)
    with TakeWriter(draft.frames_path, SMALL, document.rate) as writer:
        for _ in card.range:
            writer.write(np.full((*SMALL[::-1], 3), (250, 5, 130), np.uint8))
    draft.commit(width=SMALL[0], height=SMALL[1])
    with Composer(document, library.shown) as composer, open_reader(clip) as reader:
        for n in (20, 24, 40, 47):  # frames of the card in which nothing is redrawn
            assert digest(composer.frame(n)) == digest(reader.frame(n))
        for n in (25, 33, 39):
            mask = mask_at(regions, n, SIZE)
            assert mask is not None
            shown, source = composer.frame(n), reader.frame(n)
            assert digest(shown[mask == 0]) == digest(source[mask == 0])
            assert (shown[mask == 1] == (250, 5, 130)).all()
            assert not np.array_equal(shown[(mask > 0) & (mask < 1)], source[(mask > 0) & (mask < 1)])
            assert digest(composer.source(n)) == digest(source)
