"""Grades on pixels, beside the same in plain numpy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.grade import MIDDLE, Cdl, Grade, Lut
from engine.errors import TweenError
from engine.media.fingerprint import fingerprint
from engine.media.grading import LUMA, Grader
from tests.document.test_grade import grades
from tests.media.cubes import solid, tetrahedral, write_line, write_solid

DICE = np.random.default_rng(5)
PICTURE = DICE.integers(0, 256, (24, 30, 3), np.uint8)
GREYS = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)


def plain(picture: np.ndarray, cdl: Cdl) -> np.ndarray:
    """ASC CDL 1.2 as its paper has it, in levels."""
    value = (picture / 255 * np.array(cdl.slope) + np.array(cdl.offset)).clip(0, 1) ** np.array(cdl.power)
    luma = (value * np.array(LUMA)).sum(2, keepdims=True)
    return (luma + cdl.saturation * (value - luma)).clip(0, 1) * 255


def table(path: Path, strength: float = 1.0) -> Lut:
    return Lut(str(path), fingerprint(path), strength)


def test_a_neutral_grade_gives_the_very_same_array() -> None:
    for grade in (None, Grade(), Grade(contrast=1.0, gain=(1, 1, 1))):
        assert Grader().graded(PICTURE, grade) is PICTURE


def without_table(grade: Grade) -> Grade:
    return replace(grade, lut=None)


@settings(max_examples=60, deadline=None)
@given(grades.map(without_table))
def test_a_grade_is_its_cdl_to_one_level(grade: Grade) -> None:
    before = PICTURE.copy()
    graded = Grader().graded(PICTURE, grade)
    assert graded.dtype == np.uint8
    assert np.abs(graded - plain(PICTURE, grade.cdl)).max() <= 0.5 + 255 / 65535 * 6
    assert np.array_equal(PICTURE, before)


@settings(max_examples=40, deadline=None)
@given(st.floats(-3, 3), st.floats(0, 3))
def test_more_exposure_is_nowhere_darker_and_greys_stay_in_order(stops: float, more: float) -> None:
    darker, brighter = (Grader().graded(GREYS, Grade(exposure=n)) for n in (stops, stops + more))
    assert (brighter >= darker).all()
    assert (np.diff(brighter[0].astype(int), axis=0) >= 0).all()


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 0.8), st.floats(-30, 30))
def test_what_was_taken_back_is_nearly_what_was(stops: float, warm: float) -> None:
    there = Grader().graded(GREYS, Grade(exposure=-stops, temperature=warm))
    back = Grader().graded(there, Grade(exposure=stops, temperature=-warm))
    inside = (there < 250).all(2)
    assert np.abs(back.astype(int) - GREYS)[inside].max(initial=0) <= 8


def test_contrast_turns_about_middle_grey_and_without_saturation_there_is_none() -> None:
    grey = np.full((2, 2, 3), round(MIDDLE * 255), np.uint8)
    assert np.abs(Grader().graded(grey, Grade(contrast=2.0)).astype(int) - grey).max() <= 1
    colourless = Grader().graded(PICTURE, Grade(saturation=0.0))
    assert int(np.ptp(colourless, axis=2).max()) <= 1


@pytest.mark.parametrize("size", [2, 17, 33])
def test_a_3d_table_is_looked_up_tetrahedrally(tmp_path: Path, size: int) -> None:
    cube = solid(size)
    graded = Grader().graded(PICTURE, Grade(lut=table(write_solid(tmp_path / "a.cube", cube))))
    expected = tetrahedral(cube, PICTURE.reshape(-1, 3) / 255).reshape(PICTURE.shape) * 255
    assert np.abs(graded - expected).max() <= 0.51


def test_a_table_that_changes_nothing_changes_nothing(tmp_path: Path) -> None:
    at = np.stack(np.meshgrid(*[np.linspace(0, 1, 9)] * 3, indexing="ij"), axis=-1)
    lut = table(write_solid(tmp_path / "a.cube", at))
    assert np.array_equal(Grader().graded(PICTURE, Grade(lut=lut)), PICTURE)


def test_a_1d_table_goes_over_the_graded_colours(tmp_path: Path) -> None:
    curve = np.linspace(0, 1, 33)[:, None] ** [0.5, 1, 2]
    lut = table(write_line(tmp_path / "a.cube", curve))
    graded = Grader().graded(PICTURE, Grade(exposure=-1, lut=lut))
    before = plain(PICTURE, Grade(exposure=-1).cdl) / 255
    places = np.linspace(0, 1, 33)
    expected = np.stack([np.interp(before[..., i], places, curve[:, i]) for i in range(3)], axis=2) * 255
    assert np.abs(graded - expected).max() <= 0.55


@settings(max_examples=10, deadline=None)
@given(st.floats(0, 1))
def test_strength_goes_straight_from_nothing_to_all(
    tmp_path_factory: pytest.TempPathFactory, part: float
) -> None:
    path = write_solid(tmp_path_factory.mktemp("cube") / "a.cube", solid(5))
    whole = Grader().graded(PICTURE, Grade(lut=table(path)))
    some = Grader().graded(PICTURE, Grade(lut=table(path, part)))
    assert np.abs(some - (PICTURE + part * (whole.astype(float) - PICTURE))).max() <= 1


def test_transparency_stays_and_colours_are_graded_below_it() -> None:
    clear = np.dstack([PICTURE, DICE.integers(0, 256, PICTURE.shape[:2], np.uint8)])
    grade = Grade(exposure=0.5, saturation=1.5)
    graded = Grader().graded(clear, grade)
    assert np.array_equal(graded[..., 3], clear[..., 3])
    assert np.array_equal(graded[..., :3], Grader().graded(PICTURE, grade))


def test_pictures_of_many_sizes_keep_their_own(tmp_path: Path) -> None:
    lut = table(write_solid(tmp_path / "a.cube", solid(3)))
    grader = Grader()
    for width in (1, 7, 33, 64, 65, 7):
        part = PICTURE[:5, :1].repeat(width, axis=1)
        graded = grader.graded(part, Grade(lut=lut))
        assert graded.shape == part.shape
        assert (graded == graded[:, :1]).all()


def test_a_table_that_is_gone_or_changed_is_told(tmp_path: Path) -> None:
    path = write_solid(tmp_path / "look.cube", solid(2))
    lut = table(path)
    path.write_text("LUT_3D_SIZE 3\n")
    with pytest.raises(TweenError, match=r"“look\.cube” has changed"):
        Grader().graded(PICTURE, Grade(lut=lut))
    path.unlink()
    with pytest.raises(TweenError, match=r"“look\.cube” was not found; put it back"):
        Grader().graded(PICTURE, Grade(lut=lut))
