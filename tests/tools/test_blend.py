"""Blend: two clips come to lie over each other, and a card over them says how they cross."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import (
    add_asset,
    append_clip,
    set_card,
    set_speed,
    set_track,
    split_card,
    trim_clip,
)
from engine.document.invariants import check
from engine.document.layers import layers_at
from engine.document.model import Asset, Document
from engine.document.parts import value_at
from engine.document.queries import clip_by_id, tracks_of
from engine.document.time import FrameRange, SourceRange
from engine.errors import TweenError
from engine.tools.blend import MODES, blend, blend_in, mode_of, parse_curve
from engine.tools.board import card_state
from engine.tools.edited import Edited
from engine.tools.regenerate import regenerate
from tests.document.boards import IMAGE, VIDEO, counter, film, footage, take_of

OTHER = Asset("other", "video", "/media/o.mp4", "b" * 64, 120, 640, 360, Fraction(24), has_audio=True)


def two(first: SourceRange, then: SourceRange) -> Document:
    """A clip of VIDEO, then one of OTHER, each with its sound."""
    doc = add_asset(add_asset(Document(), VIDEO), OTHER)
    doc = append_clip(doc, VIDEO.id, first, new_id=counter("a"))
    return append_clip(doc, OTHER.id, then, new_id=counter("b"))


WHOLE = two(SourceRange(0, 200), SourceRange(0, 120))
INNER = two(SourceRange(20, 80), SourceRange(30, 90))


def asked(edited: Edited) -> FrameRange:
    check(edited.document)
    (card,) = [card for card in edited.document.cards if card.id == edited.cards[-1]]
    assert card.blend
    return card.range


def shown(doc: Document, frame: int) -> list[tuple[str, int]]:
    """(asset, source frame) of the layers at `frame`, the highest first."""
    return [(clip.asset, clip.source_frame(frame)) for clip in layers_at(doc, frame)]


def test_without_handles_the_second_clip_moves_over_the_first() -> None:
    edited = blend(WHOLE, 200, 24)
    doc = edited.document
    assert asked(edited) == FrameRange(176, 200)
    assert doc.frames == WHOLE.frames - 24
    assert shown(doc, 175) == [("video", 175)]
    assert shown(doc, 176) == [("other", 0), ("video", 176)]
    assert shown(doc, 199) == [("other", 23), ("video", 199)]
    assert shown(doc, 200) == [("other", 24)]
    sounds = [clip.place for track in tracks_of(doc, "audio") for clip in track.clips]
    assert sounds == [FrameRange(0, 200), FrameRange(176, 296)]


def test_with_handles_the_film_keeps_its_length_and_every_frame_its_place() -> None:
    edited = blend(INNER, 60, 24)
    doc = edited.document
    assert asked(edited) == FrameRange(48, 72)
    assert doc.frames == INNER.frames
    before, after = footage(INNER), footage(doc)
    assert (after[:48], after[72:]) == (before[:48], before[72:])
    assert shown(doc, 48) == [("other", 18), ("video", 68)]
    assert shown(doc, 71) == [("other", 41), ("video", 91)]


@given(st.integers(2, 60), st.sampled_from(["ripple", None]))
def test_any_length_gives_a_sound_film_and_a_request_of_both_clips(frames: int, overlap: str | None) -> None:
    edited = blend(INNER, 60, frames, overlap=overlap)  # type: ignore[arg-type]
    span, doc = asked(edited), edited.document
    assert len(span) == frames
    card = next(card for card in doc.cards if card.range == span)
    wish = regenerate(doc, card, lambda card: None, "sketch")
    (part,) = wish.blends
    (under,) = [known for known in wish.known if known.place.overlaps(span)]
    assert (part.place, under.place) == (span, span)
    assert (part.path, part.source_start) == (OTHER.path, shown(doc, span.start)[0][1])
    assert (under.path, under.source_start) == (VIDEO.path, shown(doc, span.start)[1][1])
    assert part.points == MODES["transition"].points
    # Nothing that is seen beside the blend has changed.
    assert footage(doc)[: span.start] == footage(INNER)[: span.start]
    tail = doc.frames - span.stop
    assert footage(doc)[span.stop :] == footage(INNER)[len(footage(INNER)) - tail :]


def test_blends_one_after_the_other_stay_on_two_tracks_with_the_curve_turned_over() -> None:
    doc = append_clip(INNER, VIDEO.id, SourceRange(50, 110), new_id=counter("c"))
    first = blend(doc, 60, 12, overlap="ripple")
    edited = blend(first.document, 108, 12, overlap="ripple")
    assert asked(edited) == FrameRange(96, 108)
    assert len(tracks_of(edited.document, "video")) == 2
    assert shown(edited.document, 100) == [("other", 82), ("video", 54)]
    curve = next(card.blend for card in edited.document.cards if card.range.start == 96)
    assert (value_at(curve, 0), value_at(curve, 1)) == (1, 0)


def test_a_sample_is_laid_into_the_first_clip_and_moves_nothing() -> None:
    edited = blend(INNER, 60, 12, MODES["sample"])
    assert asked(edited) == FrameRange(24, 36)
    assert edited.document.frames == INNER.frames
    assert shown(edited.document, 24) == [("other", 30), ("video", 44)]
    assert shown(edited.document, 36) == [("video", 56)]


def test_a_file_goes_behind_the_film_or_into_it() -> None:
    doc = add_asset(INNER, IMAGE)
    behind = blend_in(doc, IMAGE.id, None, 10)
    assert asked(behind) == FrameRange(110, 120)
    assert behind.document.frames == 158
    card = next(card for card in behind.document.cards if card.blend)
    (part,) = regenerate(behind.document, card, lambda card: None, "sketch").blends
    assert (part.path, part.source_start, part.place) == (IMAGE.path, 0, card.range)
    inside = blend_in(doc, OTHER.id, 10, 10, MODES["sample"])
    assert asked(inside) == FrameRange(10, 20)
    assert shown(inside.document, 10) == [("other", 0), ("video", 30)]


def test_a_sped_clip_is_blended_by_the_frames_that_it_shows() -> None:
    fast = set_speed(INNER, layers_at(INNER, 70)[0].id, Fraction(3, 2))
    edited = blend(fast, 60, 8, overlap="ripple")
    span, doc = asked(edited), edited.document
    card = next(card for card in doc.cards if card.blend)
    wish = regenerate(doc, card, lambda card: None, "sketch")
    parts = [
        (frame, part.source_start + frame - part.place.start) for part in wish.blends for frame in part.place
    ]
    assert parts == [(frame, shown(doc, frame)[0][1]) for frame in span]
    curve = [value for part in wish.blends for _, value in part.points]
    assert curve == sorted(curve)


def test_words_come_from_the_cards_beside_and_a_cut_between_them_goes() -> None:
    plain = blend(INNER, 60, 12)
    assert plain.document.cards[1].prompt == "one shot, turning into the next"
    doc = set_card(INNER, INNER.cards[1].id, cut=True)
    for at, index, words in ((48, 0, "A red ball."), (72, 3, "a blue boat")):
        doc = split_card(doc, at)
        doc = set_card(doc, doc.cards[index].id, prompt=words)
    edited = blend(doc, 60, 12, overlap="ripple")
    assert asked(edited) == FrameRange(48, 60)
    assert [card.prompt for card in edited.document.cards] == [
        "A red ball.", "A red ball, turning into a blue boat", "a blue boat",
    ]  # fmt: skip
    assert not any(card.cut for card in edited.document.cards)
    said = blend(doc, 60, 12, MODES["mix"], "fog", overlap="ripple")
    assert said.document.cards[1].prompt == "fog"


def test_each_mode_begins_with_the_first_clip_and_shows_what_it_says() -> None:
    found = {name: [value_at(mode.points, at) for at in (0, 0.5, 1)] for name, mode in MODES.items()}
    assert found == {"transition": [0, 0.5, 1], "mix": [0, 0.5, 1], "sample": [0, 1, 0]}
    for mode in MODES.values():
        assert mode_of("transition", mode.points).points == mode.points


def test_curves_are_read_as_they_are_typed() -> None:
    assert parse_curve("0:0, .5:.2,1:1") == ((0.0, 0.0), (0.5, 0.2), (1.0, 1.0))
    assert mode_of("mix", ((0, 0), (1, 1)), 0.5).strength == 0.5
    for wrong in ("", "0", "0:0,1", "a:b", "0:0;1:1", "0:-1,1:1"):
        with pytest.raises(TweenError, match="no influence curve"):
            parse_curve(wrong)
    for fault in (((0.0, 0.0),), ((1.0, 0.0), (0.0, 1.0)), ((0.0, 0.0), (1.0, 2.0))):
        with pytest.raises(TweenError, match="influence curve"):
            mode_of("transition", fault)


@pytest.mark.parametrize(
    ("at", "frames", "sentence"),
    [
        (50, 12, "no cut between two clips at frame 50; cuts are at 60"),
        (0, 12, "no cut between two clips at frame 0"),
        (60, 1, "is a cut; use at least 2"),
        (60, 61, "shorter than a blend of 61 frames; use at most 60"),
    ],
)
def test_what_cannot_be_blended_is_one_sentence(at: int, frames: int, sentence: str) -> None:
    with pytest.raises(TweenError, match=sentence):
        blend(INNER, at, frames)


def test_handles_words_and_locks_refuse() -> None:
    with pytest.raises(TweenError, match="no 24 frames of footage beyond it"):
        blend(WHOLE, 200, 24, overlap="handles")
    worded = set_card(INNER, INNER.cards[0].id, prompt="a ball")
    with pytest.raises(TweenError, match=r"Card 1 .* with a wish"):
        blend(worded, 60, 12)
    locked = set_track(WHOLE, tracks_of(WHOLE, "audio")[0].id, locked=True)
    with pytest.raises(TweenError, match="A1 is locked"):
        blend(locked, 200, 12)
    with pytest.raises(TweenError, match="goes behind its end at 120"):
        blend_in(INNER, OTHER.id, 10, 12)
    with pytest.raises(TweenError, match="No one clip of the film lies under 55–65"):
        blend_in(INNER, OTHER.id, 55, 10, MODES["sample"])


def test_a_curve_without_two_clips_below_is_refused_when_drawn() -> None:
    doc = set_card(film(50), film(50).cards[0].id, prompt="x", blend=((0, 0), (1, 1)))
    with pytest.raises(TweenError, match="blends two clips, but there are not two in 0–50"):
        regenerate(doc, doc.cards[0], lambda card: None, "sketch")
    edited = blend(INNER, 60, 12)
    _, clip = clip_by_id(edited.document, layers_at(edited.document, 60)[1].id)
    shorter = trim_clip(edited.document, clip.id, FrameRange(0, 60))
    card = next(card for card in shorter.cards if card.blend)
    with pytest.raises(TweenError, match="there are not two in 60–66"):
        regenerate(shorter, card, lambda card: None, "sketch")


def test_a_blend_is_done_when_drawn_and_stale_with_another_curve() -> None:
    doc = blend(INNER, 60, 12, overlap="ripple").document
    card = next(card for card in doc.cards if card.blend)
    take = take_of(doc, doc.cards.index(card) + 1, request=regenerate(doc, card, lambda card: None, "sketch"))
    shown_takes = {card.id: take}.get
    assert card_state(doc, card, lambda card: shown_takes(card.id)) == "done"
    other = set_card(doc, card.id, blend=((0, 0), (1, 1)))
    assert card_state(other, other.cards[1], lambda card: shown_takes(card.id)) == "stale"
