"""Painted masks become polygons that cover the same pixels."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.document.invariants import region_fault
from engine.document.request import RegionMask
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.media.painting import area, grown, polygons, read_mask, stroke
from engine.media.region_mask import mask_at
from engine.media.tracking import overlap

SIZE = (192, 108)
unit = st.floats(0, 1)


@given(st.lists(st.tuples(unit, unit), min_size=1, max_size=6), st.floats(0.04, 0.3))
@settings(max_examples=40)
def test_a_stroke_is_covered_by_regions_that_a_document_takes(
    points: list[tuple[float, float]], width: float
) -> None:
    mask = stroke(points, width, SIZE)
    lines = polygons(mask)
    if mask.sum() > 30:
        assert lines
    assert not any(region_fault("polygon", line, 0.0) for line in lines)
    regions = tuple(RegionMask(FrameRange(0, 1), "polygon", line) for line in lines)
    drawn = mask_at(regions, 0, SIZE)
    if drawn is not None:
        # Holes that a stroke closes around are filled.
        outer, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        filled = cv2.drawContours(np.zeros(SIZE[::-1], np.uint8), outer, -1, 1, -1) > 0
        if filled.sum() > 300:
            assert overlap(drawn > 0.5, filled) > 0.85


def test_what_reaches_the_edge_of_the_picture_covers_it() -> None:
    mask = np.zeros(SIZE[::-1], bool)
    mask[60:, :80] = True
    (line,) = polygons(mask)
    assert min(x for x, _ in line) == 0
    assert max(y for _, y in line) == 1
    drawn = mask_at((RegionMask(FrameRange(0, 1), "polygon", line),), 0, SIZE)
    assert drawn is not None
    assert (drawn[64:, :76] == 1).all()


def test_areas_apart_are_polygons_of_their_own_and_dust_is_none() -> None:
    mask = area("box", ((0.1, 0.1), (0.4, 0.5)), SIZE) | area("box", ((0.9, 0.9), (0.6, 0.6)), SIZE)
    mask[100, 10] = True
    large, small = polygons(mask)
    assert overlap(area("polygon", large, SIZE) | area("polygon", small, SIZE), mask) > 0.95
    assert polygons(np.zeros((9, 16), bool)) == ()


def test_a_grown_mask_reaches_as_far_as_it_says() -> None:
    mask = np.zeros((100, 200), bool)
    mask[50, 100] = True
    wide = grown(mask, 0.05)
    assert wide[50, 90:111].all()
    assert not wide[50, [89, 111]].any()
    assert np.array_equal(grown(mask, 0), mask)
    assert not grown(np.zeros_like(mask), 0.05).any()


def test_masks_are_read_from_what_is_opaque_or_bright(tmp_path: Path) -> None:
    mask = np.zeros((54, 96), np.uint8)
    mask[10:30, 20:50] = 255
    Image.fromarray(mask).save(tmp_path / "bright.png")
    rgba = np.zeros((54, 96, 4), np.uint8)
    rgba[..., 3] = mask
    Image.fromarray(rgba).save(tmp_path / "clear.png")
    for name in ("bright.png", "clear.png"):
        assert np.array_equal(read_mask(tmp_path / name, (1920, 1080)), mask > 0)
    Image.fromarray(mask * 0).save(tmp_path / "empty.png")
    (tmp_path / "text.png").write_text("no picture")
    for name, film, sentence in (
        ("bright.png", (1080, 1920), "another shape than the film's 1080×1920"),
        ("empty.png", (1920, 1080), "Nothing is painted"),
        ("text.png", (1920, 1080), "cannot be read"),
        ("none.png", (1920, 1080), "cannot be read"),
    ):
        with pytest.raises(TweenError, match=sentence):
            read_mask(tmp_path / name, film)
