"""Levels over time: how loud a clip is and how much is seen of it, at every frame and after every edit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import (
    dissolve,
    join,
    set_format,
    set_gain,
    set_level_keys,
    set_opacity,
    set_speed,
    split,
    trim_clip,
)
from engine.document.invariants import broken
from engine.document.keys import EASES, in_order
from engine.document.levels import Keys, Level, LevelKey, level_at, with_key, without_key
from engine.document.model import Clip, Document
from engine.document.picture import ClipPicture, LayeredPicture, Part, footage_at, runs
from engine.document.time import FrameRange
from engine.errors import TweenError
from tests.document.boards import counter, film

shares = st.one_of(st.sampled_from((0.0, 1.0)), st.floats(0, 1))
several = st.lists(
    st.builds(LevelKey, st.integers(-30, 90), shares, ease=st.sampled_from(EASES)), min_size=1, max_size=5
).map(in_order)


def clips(doc: Document, track: int = 0) -> tuple[Clip, ...]:
    return doc.tracks[track].clips


def levelled(level: Level, keys: Keys) -> Document:
    doc = film(60)
    return set_level_keys(doc, clips(doc)[0].id, level, keys)


def heard(doc: Document) -> list[float | None]:
    """The gain at every frame of the film."""
    found = dict.fromkeys(range(doc.frames))
    return [
        next((level_at(clip, "gain", n) for clip in clips(doc, 1) if n in clip.place), None) for n in found
    ]


def weights(doc: Document) -> list[float]:
    """How much is seen of the lowest track at every frame of the film."""

    def weight(frame: int) -> float:
        picture = footage_at(doc, frame)
        if isinstance(picture, LayeredPicture):
            return sum(part.weight for part in picture.layers[0])
        return 0.0 if picture is None else 1.0

    return [weight(n) for n in range(doc.frames)]


@given(several)
def test_at_a_key_frame_it_is_exactly_that_and_between_two_it_lies_between(keys: Keys) -> None:
    doc = levelled("opacity", keys)
    (clip,) = clips(doc)
    assert list(broken(doc)) == []
    assert clip.opacity == keys[0].value
    for key in keys:
        assert level_at(clip, "opacity", key.frame) == key.value
    values = [key.value for key in keys]
    assert all(min(values) <= weight <= max(values) for weight in weights(doc))
    assert weights(doc) == [level_at(clip, "opacity", n) for n in range(60)]


def test_where_it_is_one_the_picture_is_the_footages_own_and_where_it_is_zero_there_is_none() -> None:
    doc = levelled("opacity", (LevelKey(10, 0.0), LevelKey(20, 1.0), LevelKey(40, 1.0), LevelKey(44, 0.0)))
    assert all(footage_at(doc, n) is None for n in (*range(11), *range(44, 60)))
    assert all(isinstance(footage_at(doc, n), ClipPicture) for n in range(20, 41))
    found = footage_at(doc, 15)
    assert isinstance(found, LayeredPicture)
    ((part,),) = found.layers
    assert isinstance(part, Part)
    assert part.weight == 0.5
    whole = [span for span, picture in runs(doc, FrameRange(0, 60)) if isinstance(picture, ClipPicture)]
    assert whole == [FrameRange(20, 41)]  # in one piece, which an export may copy


def test_a_dissolve_mixes_what_is_seen_of_both_at_each_frame() -> None:
    doc = split(film(60), 30, new_id=counter("r"))
    left, right = clips(doc)
    doc = set_level_keys(doc, left.id, "opacity", (LevelKey(30, 1.0), LevelKey(34, 0.5)))
    doc = dissolve(doc, right.id, 4)
    found = footage_at(doc, 32)
    assert isinstance(found, LayeredPicture)
    ((out, own),) = found.layers
    assert out.weight == pytest.approx(0.75 * 0.4)
    assert own.weight == pytest.approx(0.6)


@given(several, st.integers(1, 59), st.sampled_from(("gain", "opacity")))
def test_a_cut_anywhere_changes_nothing_and_heals(keys: Keys, at: int, level: Level) -> None:
    doc = levelled(level, keys)
    cut = split(doc, at, new_id=counter("r"))
    assert heard(cut) == heard(doc)
    assert weights(cut) == weights(doc)
    assert join(cut, clips(cut)[0].id).tracks == doc.tracks


@given(several, st.integers(0, 30), st.integers(31, 60))
def test_a_trim_leaves_every_frame_as_loud_as_it_was(keys: Keys, start: int, stop: int) -> None:
    doc = levelled("gain", keys)
    trimmed = trim_clip(doc, clips(doc)[0].id, FrameRange(start, stop))
    assert heard(trimmed)[start:stop] == pytest.approx(heard(doc)[start:stop])


def test_twice_as_fast_or_at_twice_the_rate_key_frames_go_along() -> None:
    doc = levelled("gain", (LevelKey(0, 0.0), LevelKey(40, -20.0)))
    fast = set_speed(doc, clips(doc)[0].id, Fraction(2))
    assert [key.frame for key in clips(fast, 1)[0].gain_keys] == [0, 20]
    twice = set_format(doc, doc.rate * 2, doc.width, doc.height, new_id=counter("f"))
    assert [key.frame for key in clips(twice, 1)[0].gain_keys] == [0, 80]


@given(several, st.integers(-20, 80), shares)
def test_a_point_that_is_set_and_taken_away_again_leaves_the_line_as_it_was(
    keys: Keys, frame: int, value: float
) -> None:
    (clip,) = clips(levelled("opacity", keys))
    held = replace(clip, opacity_keys=with_key(clip, "opacity", frame))
    assert level_at(held, "opacity", frame) == level_at(clip, "opacity", frame)
    there = any(key.frame == frame for key in keys)
    now = replace(clip, opacity_keys=with_key(clip, "opacity", frame, value))
    assert level_at(now, "opacity", frame) == value
    if not there:
        assert without_key(now, "opacity", frame) == clip


def test_the_last_point_taken_away_leaves_its_level_and_a_number_takes_all_points_away() -> None:
    doc = levelled("gain", (LevelKey(9, -7.0),))
    (clip,) = clips(doc, 1)
    assert (without_key(clip, "gain", 9).gain, without_key(clip, "gain", 9).gain_keys) == (-7.0, ())
    assert [(c.gain, c.gain_keys) for c in clips(set_gain(doc, clip.id, 3.0), 1)] == [(3.0, ())]
    assert clips(set_opacity(doc, clips(doc)[0].id, 1.0))[0].gain_keys == ()


def test_what_cannot_be_is_refused() -> None:
    doc = film(60)
    (clip,), (sound,) = clips(doc), clips(doc, 1)
    wrong: tuple[tuple[Level, LevelKey, str], ...] = (
        ("gain", LevelKey(0, 25.0), "25 dB louder; use -60 to 24"),
        ("gain", LevelKey(0, float("nan")), "use -60 to 24"),
        ("opacity", LevelKey(0, 1.1), "by 110 %; use 0 to 100"),
        ("opacity", LevelKey(10**9, 1.0), "where no film reaches"),
    )
    for level, key, said in wrong:
        with pytest.raises(TweenError, match=said):
            set_level_keys(doc, clip.id, level, (key,))
    with pytest.raises(TweenError, match="not in order"):
        set_level_keys(doc, clip.id, "gain", (LevelKey(4, 1.0), LevelKey(4, 2.0)))
    with pytest.raises(TweenError, match="no picture"):
        set_level_keys(doc, sound.id, "opacity", (LevelKey(0, 1.0),))
