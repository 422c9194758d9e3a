"""Outpainting as the film shows it: the kept picture bit for bit, and no edge around it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import set_format
from engine.document.queries import card_by_index
from engine.document.request import Request
from engine.media.around import around
from engine.media.output.writer import TakeWriter
from engine.project.takes import TakeLibrary
from engine.render.compose import Composer
from tests.render.films import SIZE, film, footage

TALL = (96, 160)


def digest(pixels: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(pixels).tobytes()).hexdigest()


@given(st.integers(0, 30), st.integers(0, 30), st.booleans(), st.integers(0, 2**32 - 1))
def test_inside_nothing_changes_and_far_outside_neither(a: int, b: int, turned: bool, seed: int) -> None:
    rng = np.random.default_rng(seed)
    kept, drawn = (rng.integers(0, 256, (60, 80, 3), np.uint8) for _ in range(2))
    box = (a, 0, 80 - a - b, 60) if not turned else (0, a, 80, 60 - a - b or 1)
    result = around(kept, drawn, box)
    x, y, w, h = box
    assert np.array_equal(result[y : y + h, x : x + w], kept[y : y + h, x : x + w])
    far = np.ones((60, 80), bool)
    far[max(0, y - 9) : y + h + 9, max(0, x - 9) : x + w + 9] = False  # .15 of 60 pixels
    assert np.array_equal(result[far], drawn[far])


def test_what_the_model_is_off_by_is_taken_back_at_the_edge() -> None:
    ramp = np.broadcast_to(np.linspace(40, 200, 90, dtype=np.float32)[:, None, None], (90, 120, 3))
    kept, drawn = ramp.astype(np.uint8), (ramp + 20).astype(np.uint8)
    for box, across in (((40, 0, 40, 90), 1), ((0, 30, 120, 30), 0)):
        x, y, w, h = box
        pasted = drawn.copy()
        pasted[y : y + h, x : x + w] = kept[y : y + h, x : x + w]
        laid, plain = (
            np.abs(np.diff(p.astype(int), axis=across)).max() for p in (around(kept, drawn, box), pasted)
        )
        assert laid <= 5
        assert plain >= 18


def test_a_film_of_another_shape_shows_its_picture_untouched_in_what_was_drawn(tmp_path: Path) -> None:
    clip = footage(tmp_path / "clip.mp4", sound=False)
    document = film(clip)
    document = set_format(document, document.rate, *TALL)
    card = card_by_index(document, 2)
    request = Request(
        card.id, card.lineage, card.origin, card.range, document.rate, *TALL, "test", "a red ball",
        outpaint=True,
    )  # fmt: skip
    library = TakeLibrary(tmp_path / "film.takes")
    draft = library.begin(request)
    with TakeWriter(draft.frames_path, (48, 80), document.rate) as writer:
        for _ in card.range:
            writer.write(np.full((80, 48, 3), (250, 5, 130), np.uint8))
    draft.commit(width=48, height=80)
    with Composer(document, library.shown) as composer:
        for n in (20, 47):
            shown, source = composer.frame(n), composer.source(n)
            (inside,) = np.nonzero(source.any((1, 2)))
            rows = slice(inside[0], inside[-1] + 1)
            assert rows.stop - rows.start == 58  # 96 wide, 5:3
            assert digest(shown[rows]) == digest(source[rows])
            assert (shown[:20] == (250, 5, 130)).all()
            assert (shown[-20:] == (250, 5, 130)).all()
            assert composer.rgba(n)[..., 3].all()
    # In a film of its old shape again, the take lies as a picture of another shape does.
    wide = set_format(document, document.rate, *SIZE)
    with Composer(wide, library.shown) as composer:
        shown = composer.frame(20)
        assert not shown[:, :51].any()
        assert (shown[:, 52:108] == (250, 5, 130)).all()
        assert not composer.rgba(20)[:, :51, 3].any()
    # Where there is no footage any more, all of the take is shown.
    bare = replace(document, tracks=())
    with Composer(bare, library.shown) as composer:
        assert (composer.frame(20) == (250, 5, 130)).all()
