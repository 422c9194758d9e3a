"""Freeze and un-freeze: how long a frame is held, what moves back, what the model is given to go on from."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import (
    add_asset,
    append_clip,
    attach_keyframe,
    lock_clip,
    paint_region,
    set_card,
    set_grade,
    set_opacity,
    set_speed,
)
from engine.document.grade import Grade
from engine.document.invariants import check
from engine.document.model import Asset, Card, Document
from engine.document.queries import card_by_id
from engine.document.time import FrameRange, SourceRange
from engine.errors import TweenError
from engine.tools.freeze import freeze, freeze_over, refuse_still, unfreeze
from engine.tools.regenerate import regenerate
from tests.document.boards import IMAGE, film, footage, take_of

DOC = film(100, cuts=(40, 60))
STILL = Asset("still", "image", "/made/frame.png", "8" * 64, 1, 1280, 720, Fraction(1), False)


def nothing(_: Card) -> None:
    return None


@given(at=st.integers(0, 99), frames=st.integers(2, 80))
def test_a_frame_is_held_and_the_rest_moves_back(at: int, frames: int) -> None:
    after = freeze(DOC, at, frames, STILL).document
    check(after)
    was, now = footage(DOC), footage(after)
    assert now[: at + 1] == was[: at + 1]
    assert now[at + 1 : at + frames] == [("still", 0)] * (frames - 1)
    assert now[at + frames :] == was[at + 1 :]


@given(start=st.integers(0, 97), length=st.integers(1, 60))
def test_a_range_is_frozen_where_it_is(start: int, length: int) -> None:
    span = FrameRange(start, min(100, start + length))
    after = freeze_over(DOC, span, STILL).document
    check(after)
    was, now = footage(DOC), footage(after)
    assert now[span.start : span.stop] == [("still", 0)] * len(span)
    assert now[: span.start] + now[span.stop :] == was[: span.start] + was[span.stop :]
    assert [c.place.stop for c in after.tracks[1].clips] == [c.place.stop for c in DOC.tracks[1].clips]


def test_a_frozen_range_is_seen_though_a_card_was_drawn_there() -> None:
    doc = set_card(DOC, DOC.cards[1].id, prompt="a ball", cut=True)
    after = freeze_over(doc, FrameRange(45, 60), STILL).document
    assert [(str(card.range), card.words, card.cut) for card in after.cards] == [
        ("0–40", "", False), ("40–45", "a ball", True), ("45–60", "", False), ("60–100", "", False),
    ]  # fmt: skip


def test_what_cannot_be_frozen() -> None:
    pictures = append_clip(add_asset(DOC, IMAGE), IMAGE.id, SourceRange(0, 20))
    for doc, span, why in (
        (DOC, FrameRange(100, 101), "not inside the film"),
        (pictures, FrameRange(105, 106), "Frame 105 stands still already"),
        (pictures, FrameRange(102, 110), "Frame 102 stands still already"),
    ):
        with pytest.raises(TweenError, match=why):
            refuse_still(doc, span, nothing)
    refuse_still(DOC, FrameRange(99, 100), nothing)
    refuse_still(pictures, FrameRange(90, 110), nothing)
    with pytest.raises(TweenError, match="use at least 2"):
        freeze(DOC, 5, 1, STILL)
    locked = lock_clip(DOC, DOC.tracks[0].clips[2].id)
    for refused in (
        lambda: freeze(locked, 20, 9, STILL),
        lambda: freeze_over(locked, FrameRange(70, 80), STILL),
    ):
        with pytest.raises(TweenError, match="The clip at 60–100 on V1 is locked"):
            refused()


def frozen() -> Document:
    """Frames 40–70 are one picture."""
    return freeze(DOC, 39, 31, STILL).document


def test_a_frozen_stretch_is_drawn_from_its_picture_on() -> None:
    edited = unfreeze(frozen(), FrameRange(40, 70), "a ball rolls", 5)
    check(edited.document)
    (card_id,) = edited.cards
    card = card_by_id(edited.document, card_id)
    assert [(key.asset, key.offset) for key in card.keyframes] == [("still", 0)]
    assert (card.strength, card.seed, card.alone, str(card.range)) == (1.0, 5, False, "40–70")
    request = regenerate(edited.document, card, nothing, "m")
    kept = [(str(known.place), known.path) for known in request.known if known.cap == 0]
    assert ("40–41", STILL.path) in kept
    assert ("0–40", "/media/a.webm") in kept


def test_it_may_end_in_the_same_picture_and_look_at_nothing_else() -> None:
    edited = unfreeze(frozen(), FrameRange(45, 65), "a ball rolls", back=True, alone=True)
    card = card_by_id(edited.document, edited.cards[0])
    assert [key.offset for key in card.keyframes] == [0, 19]
    request = regenerate(edited.document, card, nothing, "m")
    assert {known.path for known in request.known if known.cap == 0} == {STILL.path}


def test_old_pictures_and_regions_of_the_card_are_gone() -> None:
    doc = frozen()
    card = next(card for card in doc.cards if card.range.start == 40)
    doc = set_card(doc, card.id, prompt="a ball", strength=0.3)
    doc = attach_keyframe(doc, card.id, STILL.id, 7)
    doc = paint_region(doc, card.id, "box", ((0.1, 0.1), (0.5, 0.5)))
    after = card_by_id(unfreeze(doc, card.range).document, card.id)
    assert [key.offset for key in after.keyframes] == [0]
    assert (after.regions, after.strength, after.prompt) == ((), 1.0, "a ball")


def test_what_cannot_be_unfrozen() -> None:
    drawn = set_card(DOC, DOC.cards[1].id, prompt="a ball")
    take = take_of(drawn, 2)
    for doc, span, shown, why in (
        (DOC, FrameRange(10, 30), nothing, "moves in 10–30 already"),
        (frozen(), FrameRange(30, 60), nothing, "moves in 30–60 already"),
        (frozen(), FrameRange(50, 51), nothing, "too short to move"),
        (frozen(), FrameRange(50, 60), nothing, "Nothing says what happens in 50–60"),
        (drawn, FrameRange(45, 55), lambda card: take if card.prompt else None, "A part of 45–55 was drawn"),
    ):
        with pytest.raises(TweenError, match=why):
            unfreeze(doc, span, shown=shown)
    with pytest.raises(TweenError, match="at least 3"):
        unfreeze(frozen(), FrameRange(50, 52), "a ball", back=True)


def test_mixed_clips_are_no_still_picture() -> None:
    doc = frozen()
    still = next(clip for track in doc.tracks for clip in track.clips if clip.place == FrameRange(40, 70))
    with pytest.raises(TweenError, match="mixed in 40–70"):
        unfreeze(set_opacity(doc, still.id, 0.5), FrameRange(40, 70), "a ball rolls", same=lambda _: True)


def test_a_picture_with_corrected_colours_is_not_drawn_from_its_file() -> None:
    doc = frozen()
    still = next(clip for track in doc.tracks for clip in track.clips if clip.place == FrameRange(40, 70))
    with pytest.raises(TweenError, match="The colours in 40–70 are corrected"):
        unfreeze(set_grade(doc, [still.id], Grade(exposure=1)), FrameRange(40, 70), "a ball rolls")


def test_footage_that_only_looks_still_counts_when_it_is_looked_at() -> None:
    asked: list[FrameRange] = []

    def same(span: FrameRange) -> bool:
        asked.append(span)
        return True

    edited = unfreeze(DOC, FrameRange(10, 30), "a ball rolls", same=same)
    (key,) = card_by_id(edited.document, edited.cards[0]).keyframes
    assert asked == [FrameRange(10, 30)]
    assert (key.asset, key.source_frame) == ("video", 10)


def test_a_frame_that_is_repeated_for_long_stands_still() -> None:
    doc = film(2)
    doc = set_speed(doc, doc.tracks[0].clips[0].id, Fraction(1, 20))
    edited = unfreeze(doc, FrameRange(22, 38), "a ball rolls")
    (key,) = card_by_id(edited.document, edited.cards[0]).keyframes
    assert key.source_frame == 1
