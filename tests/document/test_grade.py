"""A clip's colour correction as values: limits, what a CDL says of it, edits that keep it."""

from __future__ import annotations

from dataclasses import replace
from math import isclose, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import (
    duplicate,
    join,
    lock_clip,
    move,
    set_grade,
    split,
)
from engine.document.grade import (
    COLOURS,
    GAIN,
    NUMBERS,
    SCREEN,
    Cdl,
    Grade,
    Lut,
    faults,
    from_json,
    of_cdl,
    to_json,
)
from engine.document.invariants import broken, check
from engine.document.luts import luts_of, with_lut_paths
from engine.document.model import Document
from engine.document.picture import ClipPicture, as_filed, picture_at, runs
from engine.document.time import FrameRange
from engine.errors import TweenError
from tests.document.boards import counter, film

WARM = Grade(exposure=0.5, contrast=1.2, temperature=20.0, lut=Lut("/looks/a.cube", "f" * 64, 0.7))
colours = {name: st.tuples(*[st.floats(*limits)] * 3) for name, limits in COLOURS.items()}
numbers = {name: st.floats(*limits) for name, limits in NUMBERS.items()}
tables = st.none() | st.builds(Lut, st.text(max_size=5), st.text(max_size=5), st.floats(0, 1))
grades = st.builds(Grade, **numbers, **colours, lut=tables)


def graded() -> Document:
    doc = film(60)
    return set_grade(doc, [doc.tracks[0].clips[0].id], WARM)


@given(grades)
def test_a_grade_within_its_limits_is_sound_and_survives_as_json(grade: Grade) -> None:
    assert list(faults(grade)) == []
    assert from_json(to_json(grade)) == grade
    assert to_json(Grade()) == {}


@given(grades)
def test_a_grade_is_one_cdl_without_a_number_that_cannot_be(grade: Grade) -> None:
    cdl = grade.cdl
    assert all(0 <= part < 1e4 for part in (*cdl.slope, *cdl.power))
    assert all(abs(part) < 1e3 for part in cdl.offset)


def test_a_neutral_grade_is_the_neutral_cdl_exactly() -> None:
    assert Grade().neutral
    assert Grade().cdl == Cdl()
    assert not replace(Grade(), lut=Lut("a", "b", 0.0)).neutral


@given(st.floats(-4, 4), st.floats(-100, 100), st.floats(-100, 100))
def test_opposite_exposures_undo_each_other_and_warm_is_redder_than_cold(
    stops: float, temperature: float, tint: float
) -> None:
    there, back = Grade(exposure=stops).cdl.slope[0], Grade(exposure=-stops).cdl.slope[0]
    assert isclose(there * back, 1, rel_tol=1e-9)
    assert isclose(there**SCREEN, 2**stops, rel_tol=1e-9)
    red, green, blue = Grade(temperature=temperature).cdl.slope
    if abs(temperature) > 1e-3:
        assert (red > blue) == (temperature > 0)
    if abs(tint) > 1e-3:
        red, green, blue = Grade(tint=tint).cdl.slope
        assert (red > green) == (blue > green) == (tint > 0)


@given(st.tuples(*[st.floats(0.1, 4)] * 3), st.tuples(*[st.floats(-0.5, 0.5)] * 3),
       st.tuples(*[st.floats(0.2, 5)] * 3), st.floats(0, 4))  # fmt: skip
def test_a_cdl_of_another_program_becomes_a_grade_that_is_it(
    slope: tuple[float, float, float],
    offset: tuple[float, float, float],
    power: tuple[float, float, float],
    saturation: float,
) -> None:
    grade = of_cdl(Cdl(slope, offset, power, saturation))
    assert list(faults(grade)) == []
    if all(a + b >= GAIN[0] for a, b in zip(slope, offset, strict=True)):
        again = grade.cdl
        pairs = zip((*again.slope, *again.offset, *again.power), (*slope, *offset, *power), strict=True)
        assert all(isclose(a, b, rel_tol=1e-6, abs_tol=1e-6) for a, b in pairs)
        assert again.saturation == saturation


def test_what_is_beyond_its_limits_is_refused_with_them() -> None:
    doc = film(60)
    clip = doc.tracks[0].clips[0].id
    for grade, words in (
        (Grade(exposure=9), "exposure at 9; it goes from -8 to 8"),
        (Grade(saturation=nan), "saturation at nan"),
        (Grade(lift=(0, 0, 1.5)), "lift at 1.5"),
        (Grade(lut=Lut("a", "b", 1.2)), "look-up table by 120 %"),
    ):
        with pytest.raises(TweenError, match=words):
            set_grade(doc, [clip], grade)
        bad = replace(doc.tracks[0].clips[0], grade=grade)
        wrong = replace(doc, tracks=(replace(doc.tracks[0], clips=(bad,)), *doc.tracks[1:]))
        assert any(words.split(";")[0] in sentence for sentence in broken(wrong))


def test_sounds_and_locked_clips_are_refused_and_neutral_is_none_at_all() -> None:
    doc = film(60)
    picture, sound = doc.tracks[0].clips[0].id, doc.tracks[1].clips[0].id
    with pytest.raises(TweenError, match="no picture whose colours"):
        set_grade(doc, [sound], WARM)
    with pytest.raises(TweenError, match="is locked"):
        set_grade(lock_clip(doc, picture), [picture], WARM)
    assert set_grade(doc, [picture], Grade()) is doc
    assert set_grade(graded(), [picture], Grade()) == doc
    assert set_grade(graded(), [picture], None) == doc


def test_parts_and_copies_keep_the_grade_and_only_equals_join() -> None:
    doc = graded()
    check(doc)
    cut = split(doc, 20, new_id=counter("s"))
    assert [clip.grade for clip in cut.tracks[0].clips] == [WARM, WARM]
    first, then = cut.tracks[0].clips
    assert join(cut, first.id).tracks == doc.tracks
    with pytest.raises(TweenError, match="does not go on"):
        join(set_grade(cut, [then.id], Grade(exposure=1)), first.id)
    copied = duplicate(doc, [doc.tracks[0].clips[0].id], 100, new_id=counter("c"))
    assert copied.tracks[0].clips[-1].grade == WARM
    moved = move(doc, [doc.tracks[0].clips[0].id], 7, new_id=counter("m"))
    assert moved.tracks[0].clips[0].grade == WARM


def test_a_graded_clip_is_shown_as_one_run_and_not_as_it_was_filed() -> None:
    doc = graded()
    picture = picture_at(doc, 3, lambda card: None)
    assert isinstance(picture, ClipPicture)
    assert picture.grade == WARM
    assert not as_filed(picture)
    assert as_filed(picture_at(film(60), 3, lambda card: None))
    cut = split(doc, 20, new_id=counter("s"))
    assert [place for place, _ in runs(cut, FrameRange(0, 60))] == [FrameRange(0, 60)]
    other = set_grade(cut, [cut.tracks[0].clips[1].id], None)
    assert [place for place, _ in runs(other, FrameRange(0, 60))] == [FrameRange(0, 20), FrameRange(20, 60)]


def test_tables_are_found_and_moved_and_nothing_else_is_touched() -> None:
    doc = graded()
    assert [lut.path for lut in luts_of(doc)] == ["/looks/a.cube"]
    assert with_lut_paths(doc, lambda lut: lut.path) is doc
    moved = with_lut_paths(doc, lambda lut: "/b.cube")
    assert [lut.path for lut in luts_of(moved)] == ["/b.cube"]
    assert moved.tracks[1:] == doc.tracks[1:]
    assert with_lut_paths(film(60), lambda lut: "/b.cube") == film(60)
