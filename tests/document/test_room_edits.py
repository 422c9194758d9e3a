"""Cards put into the film, and the film cut down to what is kept: what moves, what stays, where cuts come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import add_marker, insert_card, keep_ranges, set_prompt, set_track
from engine.document.invariants import check
from engine.document.time import FrameRange
from engine.errors import TweenError
from tests.document.boards import VIDEO, film, footage, storyboard


@given(st.integers(0, 100), st.integers(1, 30))
def test_a_card_is_put_in_and_what_comes_later_moves_along(at: int, frames: int) -> None:
    doc = add_marker(film(cuts=(40,)), 50, "here")
    after = insert_card(doc, at, frames)
    check(after)
    assert FrameRange(at, at + frames) in [card.range for card in after.cards]
    old = footage(doc)
    assert footage(after)[:at] + footage(after)[at + frames :] == old
    assert footage(after)[at : at + frames] == [None] * frames
    assert after.markers[0].frame == (50 if at > 50 else 50 + frames)


def test_locked_tracks_stay_and_are_covered() -> None:
    doc = film(cuts=(40,))
    sound = next(track for track in doc.tracks if track.kind == "audio")
    after = insert_card(set_track(doc, sound.id, locked=True), 40, 20)
    check(after)
    video, audio = after.tracks
    assert [str(clip.place) for clip in video.clips] == ["0–40", "60–120"]
    assert [str(clip.place) for clip in audio.clips] == ["0–40", "40–100"]


def test_only_what_is_kept_is_left_and_a_jump_is_a_cut() -> None:
    doc = film(cuts=(40,))
    doc = set_prompt(doc, doc.cards[0].id, "a hill")
    spans = [FrameRange(70, 90), FrameRange(10, 30), FrameRange(30, 50)]
    after = keep_ranges(doc, spans)
    check(after)
    frames = [n for span in spans for n in span]
    assert footage(after) == [(VIDEO.id, n) for n in frames]
    assert storyboard(after) == [storyboard(doc)[n] for n in frames]
    assert [(card.range.start, card.cut) for card in after.cards] == [
        (0, False), (20, True), (40, False), (50, False),
    ]  # fmt: skip


def test_notes_behind_the_end_stay_behind_it() -> None:
    doc = add_marker(film(), 120, "later")
    assert keep_ranges(doc, [FrameRange(50, 100)]).markers[0].frame == 70
    assert keep_ranges(doc, [FrameRange(0, 50)]).markers == ()


@pytest.mark.parametrize(
    ("spans", "sentence"),
    [
        ((), "Nothing would be left"),
        ((FrameRange(0, 20), FrameRange(10, 30)), "share frames"),
        ((FrameRange(90, 110),), "not inside the film"),
        ((FrameRange(5, 5),), "not inside the film"),
    ],
)
def test_what_cannot_be_kept_is_refused(spans: tuple[FrameRange, ...], sentence: str) -> None:
    with pytest.raises(TweenError, match=sentence):
        keep_ranges(film(), spans)


@pytest.mark.parametrize(("at", "frames"), [(101, 5), (-1, 5), (10, 0)])
def test_a_card_that_cannot_be_is_refused(at: int, frames: int) -> None:
    with pytest.raises(TweenError):
        insert_card(film(), at, frames)
