"""What phones make: HEIC and AVIF, turned, deep, transparent, in wide colours; several in one file."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms

from engine.errors import TweenError
from engine.media.color import RANGE_FULL, TO_BT709, plan_rgb, to_bt709
from engine.media.open import open_reader
from engine.media.probe import probe
from tests.media.clips import picture, write_video
from tests.media.test_images import ORIENTATIONS

pillow_heif.register_heif_opener()
LOSSLESS: dict[str, Any] = {"quality": -1, "chroma": 444}
P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
"""Display P3's red, green and blue as X, Y, Z under D50."""


def shown(path: Path) -> np.ndarray:
    with open_reader(path) as reader:
        assert (reader.info.kind, reader.frames) == ("image", 1)
        frame = reader.frame(0)
        assert frame.shape == (reader.info.height, reader.info.width, 3)
        return frame.astype(int)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_an_heic_photo_is_turned_as_it_was_taken(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "IMG_0001.HEIC"
    Image.fromarray(picture(0)).save(path, "HEIF", exif=exif.tobytes(), **LOSSLESS)
    assert np.abs(shown(path) - ORIENTATIONS[orientation](picture(0))).max() <= 3


@pytest.mark.parametrize("suffix", ["heic", "avif"])
def test_transparency_of_a_photo_is_kept(tmp_path: Path, suffix: str) -> None:
    rgba = np.dstack([picture(5), np.full((48, 64), 255, np.uint8)])
    rgba[:, 32:, 3] = 0
    path = tmp_path / f"cut-out.{suffix}"
    options: dict[str, Any] = {"heic": LOSSLESS, "avif": {"quality": 100}}[suffix]
    Image.fromarray(rgba).save(path, **options)
    with open_reader(path) as reader:
        assert reader.info.alpha
        assert (np.abs(reader.frame_rgba(0)[..., 3].astype(int) - rgba[..., 3]) <= 1).all()
        assert not reader.frame(0)[:, 33:].any()


@pytest.mark.parametrize("code_points", [(1, 13), (9, 16)], ids=["ten bits", "ten bits of HDR"])
def test_a_deep_photo_is_neither_clipped_nor_washed_out(tmp_path: Path, code_points: tuple[int, int]) -> None:
    ramp = np.linspace(0, 65_535, 64)[None, :, None].repeat(48, axis=0).repeat(3, axis=2).astype(np.uint16)
    deep = pillow_heif.from_bytes("RGB;16", (64, 48), ramp.tobytes())
    colour: dict[str, Any] = dict(
        zip(("color_primaries", "transfer_characteristics"), code_points, strict=True)
    )
    path = tmp_path / "deep.heic"
    deep.save(path, **LOSSLESS, matrix_coefficients=code_points[0], full_range_flag=1, **colour)
    row, notes = shown(path)[24], probe(path).notes
    assert (np.diff(row, axis=0) >= 0).all()
    if code_points == (1, 13):
        assert notes == ()
        assert np.abs(row - ramp[24] / 257).max() <= 2
    else:
        assert any("HDR (PQ)" in note for note in notes)
        white = np.argmin(np.abs(ramp[24, :, 0] - 0.58 * 65_535))  # 203 cd/m²: BT.2408's white
        assert 185 <= row[white, 0] <= 245
        assert row[-1, 0] == 255


@pytest.mark.parametrize(
    ("transfer", "primaries", "note"),
    [(16, 9, "HDR (PQ)"), (18, 9, "HDR (HLG)"), (13, 12, "wide colours (Display P3)"), (13, 1, "")],
)
def test_an_avif_without_a_profile_is_shown_by_its_code_points(
    tmp_path: Path, transfer: int, primaries: int, note: str
) -> None:
    colours = np.array([[200, 50, 50], [40, 180, 60], [60, 60, 210], [128, 128, 128]], np.uint8)
    rgb = colours[None, :, None].repeat(64, axis=0).repeat(16, axis=2).reshape(64, 64, 3)
    path = tmp_path / "phone.avif"
    write_avif(path, rgb, transfer, primaries)
    assert [n for n in probe(path).notes if "BT.709" in n and note in n] or not note
    assert bool(probe(path).notes) == bool(note)
    wanted = to_bt709(rgb.reshape(-1, 3) / 255, plan_rgb(transfer, primaries)).reshape(rgb.shape) * 255
    middles = np.s_[32, 8::16]
    near = 12  # a level of HDR, of which coding loses one, is several of the screen's
    assert np.abs(shown(path)[middles] - (wanted if note else rgb)[middles]).max() <= near


def write_avif(path: Path, rgb: np.ndarray, transfer: int, primaries: int) -> None:
    """Ten bits, coded as it is by these code points, which only the header of the file tells."""
    matrix: Any = 9 if primaries == 9 else 1
    with av.open(str(path), "w", format="avif") as container:
        track: Any = container.add_stream("libsvtav1", rate=1, options={"crf": "5"})
        track.width, track.height, track.pix_fmt = rgb.shape[1], rgb.shape[0], "yuv420p10le"
        context = track.codec_context
        context.color_trc, context.color_primaries, context.colorspace = transfer, primaries, matrix
        context.color_range = RANGE_FULL
        whole: Any = av.VideoFrame.from_ndarray(rgb, "rgb24")
        frame = whole.reformat(format=track.pix_fmt, dst_colorspace=matrix, dst_color_range=RANGE_FULL)
        frame.pts, frame.color_trc, frame.color_primaries = 0, transfer, primaries
        container.mux([*track.encode(frame), *track.encode(None)])


def p3_profile() -> bytes:
    """Little CMS's own sRGB profile, its primaries replaced by Display P3's."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    (count,) = struct.unpack_from(">I", data, 128)
    entries = (struct.unpack_from(">4sI", data, 132 + 12 * n) for n in range(count))
    tags = dict(entries)
    for name, xyz in zip((b"rXYZ", b"gXYZ", b"bXYZ"), P3, strict=True):
        struct.pack_into(">3i", data, tags[name] + 8, *(round(v * 65_536) for v in xyz))
    return bytes(data.replace("sRGB".encode("utf-16-be"), "P3 !".encode("utf-16-be")))


def in_p3(srgb: np.ndarray) -> np.ndarray:
    """sRGB uint8 as the numbers of Display P3 that look the same."""
    code = srgb / 255
    light = (
        np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
        @ np.linalg.inv(TO_BT709["p3"]).T
    )
    light = light.clip(0, 1)
    return (
        (255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055))
        .round()
        .astype(np.uint8)
    )


@pytest.mark.parametrize("suffix", ["heic", "png", "avif"])
def test_wide_colours_look_as_they_were_seen(tmp_path: Path, suffix: str) -> None:
    colours = np.array([[200, 50, 50], [40, 180, 60], [60, 60, 210], [128, 128, 128]], np.uint8)
    wanted = colours[None, :, None].repeat(48, axis=0).repeat(16, axis=2).reshape(48, 64, 3)
    path = tmp_path / f"wide.{suffix}"
    options: dict[str, Any] = {"heic": LOSSLESS, "png": {}, "avif": {"quality": 100, "subsampling": "4:4:4"}}[
        suffix
    ]
    Image.fromarray(in_p3(wanted)).save(path, icc_profile=p3_profile(), **options)
    assert np.abs(in_p3(wanted).astype(int) - wanted).max() > 10
    assert np.abs(shown(path) - wanted).max() <= 6
    assert any("profile of its own (P3 !" in note for note in probe(path).notes)


@pytest.mark.parametrize("profile", [b"no profile", p3_profile()[:300]], ids=["nonsense", "cut short"])
def test_a_damaged_profile_is_left_out(tmp_path: Path, profile: bytes) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(picture(0)).save(path, icc_profile=profile)
    assert (shown(path) == picture(0)).all()


def test_of_several_photos_the_one_that_the_file_names_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "burst.heic"
    first, chosen = (Image.fromarray(picture(n * 9)) for n in (0, 1))
    first.save(path, save_all=True, append_images=[chosen], primary_index=1, **LOSSLESS)
    assert np.abs(shown(path) - picture(9)).max() <= 3


def jpeg(path: Path) -> None:
    Image.fromarray(picture(2)).save(path, quality=98, subsampling=0)


def two_sided(path: Path) -> None:
    """Two pictures, as cameras with two lenses and phones with a depth map write them."""
    Image.fromarray(picture(2)).save(
        path, "MPO", save_all=True, append_images=[Image.fromarray(picture(30))], quality=98, subsampling=0
    )


def heic(path: Path) -> None:
    Image.fromarray(picture(2)).save(path, "HEIF", **LOSSLESS)


@pytest.mark.parametrize(
    ("write", "suffix", "box"), [(jpeg, "jpg", b""), (two_sided, "jpg", b""), (heic, "heic", b"mpvd")]
)
def test_a_motion_photo_opens_as_its_picture(
    tmp_path: Path, write: Callable[[Path], None], suffix: str, box: bytes
) -> None:
    clip = write_video(tmp_path / "clip.mp4", [picture(n) for n in range(6)]).read_bytes()
    path = tmp_path / f"MVIMG_1.{suffix}"
    write(path)
    held = struct.pack(">I4s", len(clip) + 8, box) if box else b""
    path.write_bytes(path.read_bytes() + held + clip)
    assert np.abs(shown(path) - picture(2)).mean() < 3


@pytest.mark.parametrize("kept", [0.02, 0.5, 0.95])
def test_a_photo_that_is_cut_short_is_refused(tmp_path: Path, kept: float) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (96, 128, 3), np.uint8)
    whole, path = tmp_path / "whole.heic", tmp_path / "cut.heic"
    Image.fromarray(noise).save(whole)
    path.write_bytes(whole.read_bytes()[: round(kept * whole.stat().st_size)])
    with pytest.raises(TweenError, match=r"“cut\.heic” is .*damaged"):
        probe(path)


def test_without_the_library_a_sentence_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "photo.heic"
    heic(path)
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    monkeypatch.delitem(Image.OPEN, "HEIF")
    with pytest.raises(
        TweenError, match=r"“photo.heic” is an HEIC photo, which needs pillow-heif; install it "
    ):
        probe(path)
