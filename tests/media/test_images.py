"""Stills and animations behind the reader's interface."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, features

from engine.errors import TweenError
from engine.media.open import open_reader
from engine.media.probe import probe
from tests.media.clips import picture

ORIENTATIONS = {
    1: lambda p: p,
    2: lambda p: p[:, ::-1],
    3: lambda p: p[::-1, ::-1],
    4: lambda p: p[::-1],
    5: lambda p: p.swapaxes(0, 1),
    6: lambda p: np.rot90(p, -1),
    7: lambda p: p[::-1, ::-1].swapaxes(0, 1),
    8: lambda p: np.rot90(p, 1),
}


@pytest.mark.parametrize("suffix", ["png", "webp", "tiff", "bmp"])
def test_a_still_is_one_frame_at_every_rate(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"still.{suffix}"
    Image.fromarray(picture(3)).save(path, lossless=True)
    info = probe(path)
    assert (info.kind, info.frames, info.width, info.height) == ("image", 1, 64, 48)
    assert (info.rate, info.duration, info.audio, info.notes) == (1, 1, None, ())
    with open_reader(path) as reader:
        assert (reader.frame(0) == picture(3)).all()
        assert (reader.frame_at_rate(77, Fraction(24)) == picture(3)).all()
        with pytest.raises(IndexError):
            reader.frame(1)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_photo_is_turned_as_its_camera_noted(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "photo.jpg"
    Image.fromarray(picture(0)).save(path, quality=98, subsampling=0, exif=exif)
    expected = ORIENTATIONS[orientation](picture(0)).astype(int)
    with open_reader(path) as reader:
        assert (reader.info.height, reader.info.width) == expected.shape[:2]
        assert np.abs(reader.frame(0) - expected).mean() < 3
        assert len(reader.info.notes) == (orientation != 1)


def test_a_small_size_is_scaled_as_shown(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(picture(0)).save(tmp_path / "photo.jpg", exif=exif)
    with open_reader(tmp_path / "photo.jpg", (24, 32)) as reader:
        assert reader.frame(0).shape == (32, 24, 3)


@pytest.mark.parametrize("suffix", ["gif", "png", "webp"])
def test_an_animation_is_a_clip(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"moving.{suffix}"
    stills = [Image.fromarray(picture(n)) for n in range(8)]
    stills[0].save(path, save_all=True, append_images=stills[1:], duration=40, loop=0, lossless=True)
    with open_reader(path) as reader:
        assert (reader.info.kind, reader.frames, reader.info.rate) == ("video", 8, 25)
        assert reader.info.duration == Fraction(8, 25)
        for i in (7, 0, 3):
            error = np.abs(reader.frame(i).astype(int) - picture(i)).mean()
            assert error < (6 if suffix == "gif" else 0.01)


def test_an_animations_own_delays_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "moving.gif"
    stills = [Image.fromarray(picture(n * 9)) for n in range(4)]
    stills[0].save(path, save_all=True, append_images=stills[1:], duration=[100, 500, 100, 300], loop=0)
    with open_reader(path) as reader:
        assert reader.info.duration == 1
        assert not reader.info.constant
        assert reader.conformed_length(Fraction(10)) == 10
        assert [reader.source_index(i, Fraction(10)) for i in range(10)] == [0, 1, 1, 1, 1, 1, 2, 3, 3, 3]


def test_transparency_lies_over_black(tmp_path: Path) -> None:
    rgba = np.full((48, 64, 4), 200, np.uint8)
    rgba[:, :32, 3] = 0
    Image.fromarray(rgba).save(tmp_path / "ghost.png")
    with open_reader(tmp_path / "ghost.png") as reader:
        assert reader.info.alpha
        assert not reader.frame(0)[:, :32].any()
        assert (reader.frame(0)[:, 32:] == round(200 * 200 / 255)).all()
        assert (reader.frame_rgba(0) == rgba).all()


def test_sixteen_bit_grey_is_not_clipped(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65_535, 64, dtype=np.uint16)[None].repeat(48, axis=0)
    Image.fromarray(ramp).save(tmp_path / "deep.png")
    with open_reader(tmp_path / "deep.png") as reader:
        assert (reader.frame(0)[0, :, 0] == ramp[0] >> 8).all()


@pytest.mark.parametrize("suffix", ["png", "jpg", "gif", "webp"])
def test_a_truncated_picture_is_refused(tmp_path: Path, suffix: str) -> None:
    whole = tmp_path / f"whole.{suffix}"
    noise = np.random.default_rng(0).integers(0, 256, (48, 64, 3), np.uint8)
    Image.fromarray(noise).save(whole)
    path = tmp_path / f"cut.{suffix}"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(TweenError, match=r"“cut") as error:
        probe(path)
    assert "damaged" in str(error.value)


def test_an_animation_that_is_cut_short_gives_the_frames_it_has(tmp_path: Path) -> None:
    whole = tmp_path / "whole.gif"
    stills = [Image.fromarray(picture(n * 7)) for n in range(10)]
    stills[0].save(whole, save_all=True, append_images=stills[1:], duration=40)
    path = tmp_path / "cut.gif"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    with open_reader(path) as reader:
        assert 3 <= reader.frames <= 7
        assert any("damaged" in note for note in reader.info.notes)
        for i in (reader.frames - 1, 0):
            assert np.abs(reader.frame(i).astype(int) - picture(i * 7)).mean() < 6


def test_a_moving_palette_with_transparency_survives_going_back(media: Path) -> None:
    path = media / "clock.png"
    if not path.is_file():
        pytest.skip(f"no {path.name} in the corpus")
    with open_reader(path) as reader:
        forwards = [reader.frame(i) for i in (0, 5, 39)]
    with open_reader(path) as reader:
        backwards = [reader.frame(i) for i in (39, 5, 0)]
    assert all((a == b).all() for a, b in zip(forwards, backwards[::-1], strict=True))
    assert tuple(forwards[0][75, 75]) == (212, 0, 0)


def test_print_colours_and_progressive_scans_open(tmp_path: Path) -> None:
    flat = np.zeros((48, 64, 3), np.uint8) + np.array([200, 60, 30], np.uint8)
    Image.fromarray(flat).convert("CMYK").save(tmp_path / "print.jpg", quality=98)
    Image.fromarray(flat).save(tmp_path / "scan.jpg", quality=98, progressive=True)
    for name in ("print.jpg", "scan.jpg"):
        with open_reader(tmp_path / name) as reader:
            assert np.abs(reader.frame(0).astype(int) - flat).max() <= 4


@pytest.mark.parametrize("kind", ["P", "LA", "RGBA", "1", "L", "I;16"])
def test_every_kind_of_png_opens(tmp_path: Path, kind: str) -> None:
    rgba = np.dstack([picture(3), np.full((48, 64), 128, np.uint8)])
    if kind == "I;16":
        image = Image.fromarray(np.full((48, 64), 40_000, np.uint16))
    else:
        image = Image.fromarray(rgba).convert(kind)
    image.save(tmp_path / "a.png")
    with open_reader(tmp_path / "a.png") as reader:
        assert reader.info.alpha == (kind in ("P", "LA", "RGBA"))
        assert reader.frame(0).shape == (48, 64, 3)
        assert reader.frame(0).max() > 60


def test_an_avif_still_opens(tmp_path: Path) -> None:
    if not features.check("avif"):
        pytest.skip("this Pillow reads no AVIF")
    Image.fromarray(picture(0)).save(tmp_path / "a.avif", quality=100, subsampling="4:4:4")
    with open_reader(tmp_path / "a.avif") as reader:
        assert np.abs(reader.frame(0).astype(int) - picture(0)).mean() < 3
