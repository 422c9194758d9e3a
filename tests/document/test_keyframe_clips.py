"""Keyframes of more than one frame: laid over each other, cut with their card, and what they may be."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.edits import (
    add_asset,
    attach_keyframe,
    attach_reference,
    duplicate,
    merge_cards,
    move,
    move_keyframe,
    remove_keyframe,
    reorder_card,
    resize_card,
    ripple_delete,
    set_format,
    split,
)
from engine.document.invariants import broken, check
from engine.document.model import Card, Document, Keyframe
from engine.document.time import FrameRange
from engine.errors import TweenError
from tests.document.boards import IMAGE, SOUND, VIDEO, film
from tests.document.programs import Step, programs, steps

DOC = add_asset(film(cuts=(40, 60)), IMAGE)
CARD = DOC.cards[1].id


def keys(card: Card) -> list[tuple[str, int, int, int]]:
    """(asset, first frame of the card, frames, source frame)"""
    return [(key.asset, key.offset, key.frames, key.source_frame) for key in card.keyframes]


def with_clip(doc: Document = DOC) -> Document:
    return attach_keyframe(doc, CARD, VIDEO.id, 4, source_frame=100, frames=10)


def test_a_new_keyframe_replaces_one_that_begins_with_it_and_cuts_the_others() -> None:
    doc = with_clip()
    assert keys(doc.cards[1]) == [("video", 4, 10, 100)]
    assert keys(attach_keyframe(doc, CARD, VIDEO.id, 4, 50, 3).cards[1]) == [("video", 4, 3, 50)]
    over = attach_keyframe(doc, CARD, IMAGE.id, 8, frames=2)
    check(over)
    assert keys(over.cards[1]) == [("video", 4, 4, 100), ("image", 8, 2, 0), ("video", 10, 4, 106)]
    assert keys(attach_keyframe(doc, CARD, IMAGE.id, 0, frames=20).cards[1]) == [("image", 0, 20, 0)]
    assert keys(attach_keyframe(over, CARD, VIDEO.id, 8, 104, 2).cards[1]) == [("video", 4, 10, 100)]


def test_moving_a_keyframe_takes_it_whole() -> None:
    doc = attach_keyframe(with_clip(), CARD, IMAGE.id, 15, frames=3)
    moved = move_keyframe(doc, CARD, 16, 12)
    assert keys(moved.cards[1]) == [("video", 4, 8, 100), ("image", 12, 3, 0)]
    assert keys(move_keyframe(doc, CARD, 13, 10).cards[1]) == [("video", 10, 10, 100)]
    assert keys(move_keyframe(doc, CARD, 4, 6).cards[1]) == [("video", 6, 10, 100), ("image", 16, 2, 0)]
    for to in (-1, 11):
        with pytest.raises(TweenError, match=r"^Card 2 \(40–60\) has no frame .* goes from 0 to 10\.$"):
            move_keyframe(doc, CARD, 4, to)
    with pytest.raises(TweenError, match="no keyframe at its frame 3"):
        move_keyframe(doc, CARD, 3, 0)


def test_any_frame_of_a_keyframe_names_it() -> None:
    assert remove_keyframe(with_clip(), CARD, 13) == DOC
    with pytest.raises(TweenError, match="no keyframe at its frame 14"):
        remove_keyframe(with_clip(), CARD, 14)


@pytest.mark.parametrize(
    ("asset", "offset", "source", "frames", "words"),
    [
        (VIDEO, 0, 195, 6, "a.webm has no frame 200; its last is 199"),
        (VIDEO, 0, -1, 1, "has no frame -1"),
        (VIDEO, 0, 250, 1, "has no frame 250"),
        (IMAGE, 0, 1, 1, "has no frame 1; its last is 0"),
        (VIDEO, 11, 0, 10, "goes from 0 to 10"),
        (VIDEO, 0, 0, 21, "has 20 frames, too few for a keyframe of 21"),
        (VIDEO, 0, 0, 0, "at least one frame"),
        (SOUND, 0, 0, 1, "is sound"),
    ],
)
def test_what_cannot_be_a_keyframe(asset, offset: int, source: int, frames: int, words: str) -> None:
    with pytest.raises(TweenError, match=words):
        attach_keyframe(add_asset(DOC, asset), CARD, asset.id, offset, source, frames)
    assert keys(attach_keyframe(DOC, CARD, IMAGE.id, 0, frames=20).cards[1]) == [("image", 0, 20, 0)]


def test_a_cut_through_a_keyframe_leaves_both_sides_their_frames_of_it() -> None:
    doc = attach_keyframe(with_clip(), CARD, IMAGE.id, 14, frames=6)
    cut = split(split(doc, 50), 56)
    check(cut)
    assert [keys(card) for card in cut.cards[1:4]] == [
        [("video", 4, 6, 100)],
        [("video", 0, 4, 106), ("image", 4, 2, 0)],
        [("image", 0, 4, 0)],
    ]
    joined = merge_cards(cut, cut.cards[1].id, cut.cards[2].id)
    assert merge_cards(joined, joined.cards[1].id, joined.cards[2].id).cards == doc.cards


def test_keyframes_go_with_their_card_and_are_cut_with_it() -> None:
    doc = with_clip()
    assert keys(resize_card(doc, CARD, FrameRange(46, 52)).cards[2]) == [("video", 0, 6, 102)]
    assert keys(resize_card(doc, CARD, FrameRange(30, 80)).cards[1]) == [("video", 14, 10, 100)]
    assert keys(ripple_delete(doc, FrameRange(0, 46)).cards[0]) == [("video", 0, 8, 102)]
    inner = ripple_delete(doc, FrameRange(46, 50))
    assert [keys(card) for card in inner.cards[1:3]] == [[("video", 4, 2, 100)], [("video", 0, 4, 106)]]
    for elsewhere in (reorder_card(doc, CARD), move(doc, [CARD], 60), duplicate(doc, [CARD], 100)):
        check(elsewhere)
        assert keys(elsewhere.cards[-1]) == [("video", 4, 10, 100)]


def test_another_rate_keeps_their_time_and_single_frames_single() -> None:
    doc = attach_keyframe(with_clip(), CARD, IMAGE.id, 17)
    half = set_format(doc, Fraction(12), 640, 360)
    check(half)
    assert keys(half.cards[1]) == [("video", 2, 5, 50), ("image", 9, 1, 0)]
    twice = set_format(doc, Fraction(48), 640, 360)
    check(twice)
    assert keys(twice.cards[1]) == [("video", 8, 20, 200), ("image", 34, 1, 0)]
    end = attach_keyframe(DOC, CARD, VIDEO.id, 0, source_frame=190, frames=10)
    for rate in (Fraction(25), Fraction(30000, 1001), Fraction(7), Fraction(5)):
        check(set_format(end, rate, 640, 360))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ((Keyframe("video", 0, 0, 5), Keyframe("image", 4)), "over another"),
        ((Keyframe("video", 15, 0, 6),), "outside the card"),
        ((Keyframe("video", 3, 0, 0),), "outside the card"),
        ((Keyframe("video", 0, 195, 6),), "lies outside its footage /media/a.webm"),
    ],
)
def test_what_breaks_an_invariant_is_said(wrong: tuple[Keyframe, ...], words: str) -> None:
    doc = replace(DOC, cards=(DOC.cards[0], replace(DOC.cards[1], keyframes=wrong), DOC.cards[2]))
    with pytest.raises(TweenError, match=words):
        check(doc)
    refs = attach_reference(DOC, CARD, VIDEO.id, 5)
    short = replace(refs, assets=(replace(VIDEO, frames=5), IMAGE))
    assert any("A reference of the card at 40–60 lies outside" in line for line in broken(short))


def shown(card: Card) -> list[tuple[str, int] | None]:
    """(asset, source frame) of the keyframe at every frame of the card."""
    at = {
        key.offset + n: (key.asset, key.source_frame + (0 if key.asset == IMAGE.id else n))
        for key in card.keyframes
        for n in range(key.frames)
    }
    return [at.get(n) for n in range(len(card.range))]


@given(steps, st.integers(0, 9), st.integers(0, 99), st.integers(0, 199), st.integers(1, 40), st.booleans())
@settings(max_examples=60)
def test_laying_one_changes_its_own_frames_and_those_of_one_it_replaces(
    program: list[Step], which: int, offset: int, source: int, frames: int, image: bool
) -> None:
    doc = add_asset(add_asset(programs(program)[-1], IMAGE), VIDEO)
    if not doc.cards:
        return
    card = doc.cards[which % len(doc.cards)]
    asset = IMAGE if image else VIDEO
    try:
        after = attach_keyframe(doc, card.id, asset.id, offset, 0 if image else source, frames)
    except TweenError:
        return
    check(after)
    gone = {n for key in card.keyframes if key.offset == offset for n in key.place}
    now = next(each for each in after.cards if each.id == card.id)
    for n, (old, new) in enumerate(zip(shown(card), shown(now), strict=True)):
        if offset <= n < offset + frames:
            assert new == (asset.id, 0 if image else source + n - offset)
        else:
            assert new == (None if n in gone else old)
