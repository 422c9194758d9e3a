"""Opacity, fades and dissolves: what the edits set, what every other edit leaves of them, what is refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.edits import (
    add_asset,
    append_clip,
    dissolve,
    duplicate,
    join,
    lift,
    lock_clip,
    move,
    overwrite,
    remove_clip,
    ripple_delete,
    ripple_trim,
    roll,
    set_fades,
    set_format,
    set_opacity,
    set_speed,
    slip,
    split,
    trim_clip,
)
from engine.document.fade_edits import dissolved_at
from engine.document.fades import handle, longest_dissolve, share_at, weight_at
from engine.document.invariants import check
from engine.document.model import Clip, Document
from engine.document.time import FrameRange, SourceRange
from engine.errors import TweenError
from tests.document.boards import IMAGE, SILENT, SOUND, VIDEO, counter, film


def fades(doc: Document, track: int = 0) -> list[tuple[int, int, int]]:
    """(dissolve, fade in, fade out) of every clip of a track."""
    check(doc)
    return [(clip.dissolve, clip.fade_in, clip.fade_out) for clip in doc.tracks[track].clips]


def clip(doc: Document, n: int, track: int = 0) -> Clip:
    return doc.tracks[track].clips[n]


def two() -> Document:
    """60 frames of `VIDEO`, then 40 of `SILENT`; the first has 140 frames left beyond its end."""
    doc = add_asset(film(60), SILENT)
    return append_clip(doc, SILENT.id, SourceRange(10, 50), new_id=counter("two"))


def crossed(frames: int = 8) -> Document:
    doc = two()
    return dissolve(doc, clip(doc, 1).id, frames)


def test_a_picture_fades_with_its_sound_and_a_sound_alone() -> None:
    doc = film(60)
    both = set_fades(doc, clip(doc, 0).id, 6, 9)
    assert fades(both) == fades(both, 1) == [(0, 6, 9)]
    alone = set_fades(both, clip(doc, 0, 1).id, fade_in=2)
    assert (fades(alone), fades(alone, 1)) == ([(0, 6, 9)], [(0, 2, 9)])
    assert set_fades(both, clip(doc, 0).id, 0, 0) == doc


def test_fades_longer_than_the_clip_and_shorter_than_nothing_are_refused() -> None:
    doc = film(60)
    with pytest.raises(TweenError, match="has 60 frames; its fades together cannot have 61"):
        set_fades(doc, clip(doc, 0).id, 30, 31)
    with pytest.raises(TweenError, match="cannot have"):
        set_fades(doc, clip(doc, 0).id, -1)
    for opacity in (-0.1, 1.1):
        with pytest.raises(TweenError, match="use 0 to 100"):
            set_opacity(doc, clip(doc, 0).id, opacity)
    with pytest.raises(TweenError, match="no picture"):
        set_opacity(doc, clip(doc, 0, 1).id, 0.5)


@given(st.integers(1, 40), st.integers(0, 20), st.integers(0, 20), st.floats(0, 1))
def test_weights_rise_to_the_opacity_and_fall_again(
    frames: int, fade_in: int, fade_out: int, opacity: float
) -> None:
    place = FrameRange(7, 7 + fade_in + fade_out + frames)
    one = Clip("k", VIDEO.id, place, opacity=opacity, fade_in=fade_in, fade_out=fade_out)
    weights = [weight_at(one, n) for n in range(place.start, place.stop)]
    first, middle, last = weights[:fade_in], weights[fade_in : fade_in + frames], weights[fade_in + frames :]
    assert middle == [opacity] * frames
    assert first == sorted(first)
    assert last == sorted(last, reverse=True)
    assert first[:1] in ([], [0])
    assert last[-1:] in ([], [0])
    backwards = replace(one, fade_in=fade_out, fade_out=fade_in)
    assert [weight_at(backwards, n) for n in range(place.start, place.stop)] == weights[::-1]


@given(st.integers(1, 30))
def test_a_dissolve_goes_in_equal_steps_from_one_clip_to_the_other(frames: int) -> None:
    one = Clip("k", VIDEO.id, FrameRange(10, 60), dissolve=frames)
    shares = [0.0, *(share_at(one, n) for n in range(10, 10 + frames + 1))]
    steps = [b - a for a, b in pairwise(shares)]
    assert shares[-1] == 1
    assert max(steps) - min(steps) < 1e-12


def test_a_dissolve_takes_the_place_of_fades_and_a_fade_that_of_a_dissolve() -> None:
    doc = two()
    doc = set_fades(doc, clip(doc, 0).id, fade_out=5)
    doc = set_fades(doc, clip(doc, 1).id, fade_in=5)
    doc = dissolve(doc, clip(doc, 1).id, 8)
    assert fades(doc) == [(0, 0, 0), (8, 0, 0)]
    assert fades(set_fades(doc, clip(doc, 1).id, fade_in=5)) == [(0, 0, 0), (0, 5, 0)]
    assert fades(set_fades(doc, clip(doc, 0).id, fade_out=5)) == [(0, 0, 5), (0, 0, 0)]
    assert fades(dissolve(doc, clip(doc, 1).id, 0)) == [(0, 0, 0), (0, 0, 0)]


def test_sounds_cross_with_their_pictures_as_long_as_they_run_on() -> None:
    doc = film(100, (40,))
    doc = slip(doc, clip(doc, 1).id, 60)
    doc = dissolve(doc, clip(doc, 1).id, 12)
    assert fades(doc) == fades(doc, 1) == [(0, 0, 0), (12, 0, 0)]
    assert fades(dissolve(doc, clip(doc, 1, 1).id, 4), 1)[1] == (4, 0, 0)


def test_a_dissolve_without_footage_to_run_on_or_a_clip_before_it_is_refused() -> None:
    doc = append_clip(add_asset(film(195), SILENT), SILENT.id, new_id=counter("more"))
    with pytest.raises(TweenError, match="goes on for 5 more frames only; dissolve over 5 or fewer"):
        dissolve(doc, clip(doc, 1).id, 6)
    assert fades(dissolve(doc, clip(doc, 1).id, 5))[1] == (5, 0, 0)
    with pytest.raises(TweenError, match="no clip right before"):
        dissolve(doc, clip(doc, 0).id, 1)
    whole = append_clip(add_asset(film(200), SILENT), SILENT.id, new_id=counter("more"))
    with pytest.raises(TweenError, match="ends with its footage"):
        dissolve(whole, clip(whole, 1).id, 1)
    with pytest.raises(TweenError, match="too short to dissolve over 41 frames; it has room for 40"):
        dissolve(two(), clip(two(), 1).id, 41)
    with pytest.raises(TweenError, match="No two clips meet at frame 7"):
        dissolved_at(two(), 7)
    assert dissolved_at(two(), 60) == clip(two(), 1)


@given(st.integers(1, 199), st.fractions(Fraction(1, 4), 4, max_denominator=9), st.integers(0, 60))
def test_a_handle_is_all_the_footage_beyond_the_end_and_no_frame_more(
    frames: int, speed: Fraction, start: int
) -> None:
    one = Clip("k", VIDEO.id, FrameRange(0, frames), start, speed=speed)
    if one.source.stop > 200:
        return
    doc = film(10)
    left = handle(doc, one)
    assert left is not None
    assert left == 0 or one.source_frame(frames + left - 1) < 200
    assert one.source_frame(frames + left) >= 200
    assert handle(add_asset(doc, IMAGE), replace(one, asset=IMAGE.id)) is None


def test_a_split_leaves_each_fade_at_its_own_end() -> None:
    doc = crossed()
    doc = set_fades(doc, clip(doc, 1).id, fade_out=10)
    cut = split(doc, 80, new_id=counter("s"))
    assert fades(cut) == [(0, 0, 0), (8, 0, 0), (0, 0, 10)]
    assert join(cut, clip(cut, 1).id).tracks == doc.tracks
    inside = split(doc, 64, new_id=counter("s"))
    assert fades(inside)[1:] == [(4, 0, 0), (0, 0, 10)]


def test_a_dissolve_stays_while_its_clips_touch_and_goes_when_they_part() -> None:
    doc = crossed()
    left, right = clip(doc, 0).id, clip(doc, 1).id
    together = move(doc, [left, right], 30, new_id=counter("m"))
    assert fades(together)[1] == (8, 0, 0)
    for parted in (
        move(doc, [right], 5, new_id=counter("m")),
        remove_clip(doc, left),
        trim_clip(doc, left, FrameRange(0, 50), new_id=counter("t")),
        lift(doc, FrameRange(55, 60), new_id=counter("l")),
        overwrite(doc, SILENT.id, 55, SourceRange(0, 5), new_id=counter("o")),
        set_speed(doc, left, Fraction(2), new_id=counter("f")),
    ):
        assert [clip.dissolve for clip in parted.tracks[0].clips] == [0] * len(parted.tracks[0].clips)
        check(parted)
    for kept in (
        roll(doc, left, 50),
        ripple_trim(doc, left, "out", -10, new_id=counter("r")),
        ripple_delete(doc, FrameRange(20, 30), new_id=counter("d")),
        split(doc, 30, new_id=counter("s")),
        set_opacity(doc, right, 0.5),
    ):
        assert kept.tracks[0].clips[-1].dissolve == 8
        check(kept)


def test_a_dissolve_gets_shorter_with_the_footage_beneath_it() -> None:
    doc = crossed(20)
    assert fades(slip(doc, clip(doc, 0).id, 130))[1] == (10, 0, 0)
    assert fades(slip(doc, clip(doc, 0).id, 140))[1] == (0, 0, 0)
    assert longest_dissolve(doc, doc.tracks[0], clip(doc, 1)) == 40


def test_trims_move_an_edge_with_its_fade_and_short_clips_share_their_frames() -> None:
    doc = film(60)
    doc = set_fades(doc, clip(doc, 0).id, 10, 20)
    name = clip(doc, 0).id
    assert fades(trim_clip(doc, name, FrameRange(5, 50), new_id=counter("t"))) == [(0, 10, 20)]
    assert fades(ripple_trim(doc, name, "in", 9, new_id=counter("t"))) == [(0, 10, 20)]
    assert fades(ripple_trim(doc, name, "out", -9, new_id=counter("t"))) == [(0, 10, 20)]
    assert fades(trim_clip(doc, name, FrameRange(0, 15), new_id=counter("t"))) == [(0, 5, 10)]
    assert fades(set_speed(doc, name, Fraction(4), new_id=counter("t"))) == [(0, 5, 10)]


def test_copies_keep_their_fades_and_a_dissolve_only_with_the_clip_it_comes_from() -> None:
    doc = crossed()
    left, right = clip(doc, 0).id, clip(doc, 1).id
    assert fades(duplicate(doc, [left, right], 100, new_id=counter("c")))[2:] == [(0, 0, 0), (8, 0, 0)]
    assert fades(duplicate(doc, [right], 100, new_id=counter("c")))[2] == (0, 0, 0)


def test_a_new_rate_keeps_the_time_that_a_fade_takes() -> None:
    doc = set_fades(crossed(), clip(two(), 0).id, fade_in=24)
    slow = set_format(doc, Fraction(12), 1280, 720, new_id=counter("x"))
    assert fades(slow) == [(0, 12, 0), (4, 0, 0)]


def test_what_is_locked_keeps_its_dissolve_and_refuses_to_lose_it() -> None:
    doc = crossed()
    left, right = clip(doc, 0).id, clip(doc, 1).id
    locked = lock_clip(doc, right)
    for edit in (
        lambda: remove_clip(locked, left),
        lambda: set_fades(locked, right, 3),
        lambda: set_fades(locked, left, fade_out=3),
        lambda: dissolve(locked, right, 3),
        lambda: set_opacity(locked, right, 0.5),
    ):
        with pytest.raises(TweenError, match="is locked"):
            edit()


@given(st.integers(0, 90), st.integers(0, 40), st.integers(1, 60))
@settings(max_examples=60)
def test_wherever_a_hole_is_lifted_the_rest_keeps_the_fades_of_its_own_ends(
    at: int, length: int, fade: int
) -> None:
    doc = film(100)
    doc = set_fades(doc, clip(doc, 0).id, min(fade, 50), min(fade, 50))
    hole = FrameRange(at, min(100, at + length + 1))
    left = lift(doc, hole, new_id=counter("h")).tracks[0].clips
    for part in left:
        assert (part.fade_in > 0) == (part.place.start == 0)
        assert (part.fade_out > 0) == (part.place.stop == 100)


def test_a_sound_alone_cannot_be_seen_through_but_fades() -> None:
    doc = append_clip(add_asset(film(60), SOUND), SOUND.id, new_id=counter("a"))
    alone = doc.tracks[1].clips[-1]
    assert set_fades(doc, alone.id, 3, 4).tracks[1].clips[-1].fade_out == 4
