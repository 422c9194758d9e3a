"""Numbered pictures are one clip, each of them to the bit."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.errors import Cancelled, TweenError
from engine.media.open import open_reader
from engine.media.sequences import find_sequences, neighbours, write_sequence
from engine.project.importing import asset_from_sequence
from tests.media.clips import picture

RATE = Fraction(24)


def shots(folder: Path, numbers: list[int], suffix: str = "png") -> list[Path]:
    paths = [folder / f"shot_{n:04d}.{suffix}" for n in numbers]
    for n, path in zip(numbers, paths, strict=True):
        Image.fromarray(picture(n)).save(path)
    return paths


def test_several_numbered_pictures_are_one_clip(tmp_path: Path) -> None:
    paths = shots(tmp_path, [3, 4, 5, 6, 7])
    ((sequence,), single) = find_sequences(paths[::-1])
    assert (single, sequence.frames, sequence.missing) == ([], 5, ())
    asset = asset_from_sequence(sequence, tmp_path / "made", RATE)
    assert Path(asset.path).name == "shot [0003-0007].mov"
    assert (asset.kind, asset.frames, asset.rate, asset.width, asset.height) == ("video", 5, RATE, 64, 48)
    assert asset.notes == ("Made of 5 numbered pictures.",)
    with open_reader(asset.path) as reader:
        for i in (4, 0, 2):
            assert (reader.frame(i) == picture(3 + i)).all()
    assert asset_from_sequence(sequence, tmp_path / "made", RATE).id == asset.id


def test_a_missing_number_holds_the_picture_before_and_is_said(tmp_path: Path) -> None:
    ((sequence,), _) = find_sequences(shots(tmp_path, [1, 2, 5, 6]))
    asset = asset_from_sequence(sequence, tmp_path, RATE)
    assert asset.notes[1] == "Numbers 3, 4 are missing; the picture before is held."
    with open_reader(asset.path) as reader:
        assert [int(np.argmin([np.abs(reader.frame(i) - picture(n)).sum() for n in (1, 2, 5, 6)]))
                for i in range(6)] == [0, 1, 1, 1, 2, 3]  # fmt: skip


def test_sixteen_bits_and_alpha_are_kept(tmp_path: Path) -> None:
    rgba = np.dstack([picture(0), np.tile(np.arange(64, dtype=np.uint8) * 4, (48, 1))])
    for n in range(3):
        Image.fromarray(rgba).save(tmp_path / f"a{n}.png")
    deep = np.linspace(0, 65_535, 64 * 48, dtype=np.uint16).reshape(48, 64)
    for n in range(3):
        Image.fromarray(deep).save(tmp_path / f"b{n}.png")
    for sequence in find_sequences(sorted(tmp_path.glob("*.png")))[0]:
        write_sequence(sequence, tmp_path / sequence.name, RATE)
    with open_reader(tmp_path / "a [0-2].mov") as reader:
        assert reader.info.alpha
        assert (reader.frame_rgba(1) == rgba).all()
    with open_reader(tmp_path / "b [0-2].mov") as reader:
        assert np.abs(reader.frame(2)[..., 0].astype(int) - (deep >> 8)).max() <= 1


@pytest.mark.parametrize("suffix", ["jpg", "tiff", "webp", "bmp"])
def test_other_kinds_of_picture_become_clips(tmp_path: Path, suffix: str) -> None:
    ((sequence,), _) = find_sequences(shots(tmp_path, [0, 1, 2], suffix))
    asset = asset_from_sequence(sequence, tmp_path, Fraction(25))
    with open_reader(asset.path) as clip, open_reader(sequence.files[1][1]) as still:
        assert np.abs(clip.frame(1).astype(int) - still.frame(0)).mean() < 2.5


def test_turned_photographs_stand_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    for n in range(3):
        Image.fromarray(picture(n)).save(tmp_path / f"a{n}.jpg", exif=exif, quality=95)
    ((sequence,), _) = find_sequences(tmp_path.glob("*.jpg"))
    asset = asset_from_sequence(sequence, tmp_path, RATE)
    assert (asset.width, asset.height) == (48, 64)


def test_photographs_and_odd_ones_stay_single(tmp_path: Path) -> None:
    names = [
        "IMG_0001.jpg",
        "IMG_0002.jpg",
        "IMG_0003.jpg",
        "a1.png",
        "a2.png",
        "b1.png",
        "b50.png",
        "b99.png",
    ]
    names += [
        "20240101_120000.jpg",
        "20240101_120001.jpg",
        "20240101_120002.jpg",
        "x1.mp4",
        "x2.mp4",
        "x3.mp4",
    ]
    sequences, single = find_sequences(tmp_path / name for name in names)
    assert sequences == []
    assert sorted(path.name for path in single) == sorted(names)


def test_bare_numbers_are_a_sequence_and_one_picture_knows_the_others(tmp_path: Path) -> None:
    for n in range(1, 5):
        Image.fromarray(picture(n)).save(tmp_path / f"{n:04d}.png")
    Image.fromarray(picture(0)).save(tmp_path / "poster.png")
    assert neighbours(tmp_path / "0002.png") == 4
    assert neighbours(tmp_path / "poster.png") == 0
    assert find_sequences(tmp_path.glob("0*.png"))[0][0].name == "pictures [0001-0004].mov"


def test_a_picture_of_another_size_or_damage_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    paths = shots(tmp_path, [0, 1, 2])
    made = tmp_path / "made"
    Image.fromarray(picture(0, 32, 32)).save(paths[2])
    ((sequence,), _) = find_sequences(paths)
    with pytest.raises(TweenError, match=r"“shot_0002.png” is not 64 × 48"):
        asset_from_sequence(sequence, made, RATE)
    paths[2].write_bytes(paths[0].read_bytes()[:120])
    with pytest.raises(TweenError, match=r"“shot_0002.png” is damaged"):
        asset_from_sequence(sequence, made, RATE)
    with pytest.raises(Cancelled):
        asset_from_sequence(sequence, made, RATE, lambda: True)
    assert list(made.iterdir()) == []


@given(st.sets(st.integers(0, 300), min_size=1, max_size=60), st.sampled_from(["", "a_", "shot 2 "]))
def test_every_picture_is_in_one_place(numbers: set[int], stem: str) -> None:
    paths = [Path("/pictures", f"{stem}{n:04d}.png") for n in numbers]
    sequences, single = find_sequences(paths)
    found = [path for sequence in sequences for _, path in sequence.files] + single
    assert sorted(found) == sorted(paths)
    for sequence in sequences:
        assert len(sequence.files) + len(sequence.missing) == sequence.frames
