"""A mask painted in one frame lies over the same thing in all the others, or says where that is gone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.errors import TweenError
from engine.media.open import open_reader
from engine.media.painting import area, polygons
from engine.media.subject import subject_in
from engine.media.tracking import Track, carry, outlines, overlap
from tests.conftest import REPO
from tests.media.moving import SIZE, moving

FOLDER = Path(os.environ.get("TWEENBOARD_MEDIA") or REPO.parent / "shared" / "media")


def overlaps(track: Track, truth: list[np.ndarray]) -> list[float]:
    return [
        0.0 if mask is None else overlap(mask, true) for mask, true in zip(track.masks, truth, strict=True)
    ]


@pytest.mark.parametrize("speed", [(3.5, 2.0), (-2.0, 0.5), (0.2, -3.0)])
def test_a_mask_follows_what_it_was_painted_over(speed: tuple[float, float]) -> None:
    pictures, masks = moving(seed=abs(round(speed[0])), speed=speed)
    told: list[int] = []
    track = carry(pictures, masks[0], 0, told.append)
    assert min(overlaps(track, masks)) >= 0.9
    assert (track.lost, track.left) == ((), ())
    assert told == list(range(1, 26))


def test_a_mask_painted_in_the_middle_goes_both_ways() -> None:
    pictures, masks = moving(seed=8)
    assert min(overlaps(carry(pictures, masks[12], 12), masks)) >= 0.9


def test_what_leaves_the_picture_has_no_mask_from_there_on() -> None:
    pictures, masks = moving(seed=12, frames=50, speed=(8.0, 0.0), turn=0.0)
    pictures, masks = pictures[20:], masks[20:]
    track = carry(pictures, masks[0], 0)
    (gone,) = track.left
    assert track.lost == ()
    assert [mask is None for mask in track.masks] == [False] * gone + [True] * (30 - gone)
    assert min(overlaps(track, masks)[:gone]) > 0.85
    assert masks[gone].sum() < 0.6 * masks[0].sum()


def test_a_cut_ends_the_way() -> None:
    pictures, masks = moving(seed=4, frames=16)
    others, _ = moving(seed=5, frames=16)
    track = carry([*pictures[:8], *others[8:]], masks[2], 2)
    assert track.lost == (8,)
    assert [mask is None for mask in track.masks] == [False] * 8 + [True] * 8


def test_what_stands_still_keeps_its_mask_and_takes_one_outline() -> None:
    pictures, masks = moving(seed=6, frames=2)
    track = carry([pictures[0]] * 6, masks[0], 0)
    assert all(np.array_equal(mask, masks[0]) for mask in track.masks if mask is not None)
    found = outlines(track.masks)
    assert len(found) == 6
    assert len(set(found)) == 1


def test_outlines_are_few_corners_that_grow_and_end_with_the_mask() -> None:
    _, masks = moving(seed=7)
    plain = outlines([*masks, None])
    assert plain[-1] == ()
    for (first, *_), mask in zip(plain[:-1], masks, strict=True):
        assert len(first) < 40
        assert overlap(area("polygon", first, SIZE), mask) > 0.93
    grown = outlines(masks, grow=0.03)
    for (outer, *_), mask in zip(grown, masks, strict=True):
        assert area("polygon", outer, SIZE)[mask].mean() > 0.999


def test_the_subject_in_a_box_is_what_differs_from_what_is_around() -> None:
    pictures, masks = moving(seed=9)
    for n in (0, 24):
        rows, columns = np.flatnonzero(masks[n].any(1)), np.flatnonzero(masks[n].any(0))
        box = (
            (max(0, columns[0] - 5) / SIZE[0], max(0, rows[0] - 5) / SIZE[1]),
            (min(SIZE[0], columns[-1] + 6) / SIZE[0], min(SIZE[1], rows[-1] + 6) / SIZE[1]),
        )
        assert overlap(subject_in(pictures[n], box), masks[n]) > 0.9


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda p, m: carry(p, m, 3), "painted in frame 3, but only 2 frames"),
        (lambda p, m: carry(p, np.zeros_like(m), 0), "too small to be followed"),
        (lambda p, m: subject_in(p[0], ((0.5, 0.5), (0.505, 0.9))), "too small"),
        (lambda p, m: subject_in(p[0], ((0, 0), (1, 1))), "is the whole picture"),
        (lambda p, m: subject_in(np.zeros_like(p[0]), ((0.2, 0.2), (0.6, 0.8))), "Nothing stands out"),
    ],
)
def test_what_cannot_be_followed_is_one_sentence(act, sentence: str) -> None:
    pictures, masks = moving(seed=1, frames=2)
    with pytest.raises(TweenError, match=sentence):
        act(pictures, masks[0])


def test_without_opencv_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    mask = np.ones((8, 8), bool)
    for act in (lambda: carry([np.zeros((8, 8, 3), np.uint8)], mask, 0), lambda: polygons(mask)):
        with pytest.raises(TweenError, match="OpenCV, which is not installed"):
            act()


@pytest.mark.parametrize(
    ("name", "first", "box"),
    [
        ("carphone_pristine.mp4", 0, ((0.25, 0.1), (0.75, 0.98))),
        ("big_buck_bunny_0_30.webm", 240, ((0.25, 0.1), (0.75, 0.9))),
    ],
)
def test_there_and_back_in_a_real_clip_is_where_it_began(name: str, first: int, box) -> None:
    if not (FOLDER / name).is_file():
        pytest.skip(f"{name} is not in {FOLDER}")
    with open_reader(FOLDER / name) as reader:
        pictures = [reader.frame(n).copy() for n in range(first, first + 13)]
    track = carry(pictures, subject_in(pictures[0], box), 0)
    there = track.masks[-1]
    assert there is not None
    back = carry(pictures, there, 12).masks[0]
    assert back is not None
    assert track.masks[0] is not None
    assert overlap(back, track.masks[0]) >= 0.8
