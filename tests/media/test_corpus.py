"""Every real clip opens with its true frame count, or is refused with one sentence."""

from __future__ import annotations

import os
import random
from fractions import Fraction
from pathlib import Path

import pytest

from engine.media.open import open_reader
from engine.media.probe import MediaInfo, probe
from engine.media.reader import VideoReader
from engine.media.scan import scan
from tests.conftest import REPO
from tests.media.clips import decoded_times, digest
from tests.media.judging import judge
from tests.media.truth import available

FOLDER = REPO.parent / "shared" / "media"
REFUSED = {"invalid-bitstream.webm"}
# Too long to decode twice; ffprobe's packets are enough.
LONG = {"long_1080p_videoonly_lowbitrate.mp4", "big_buck_bunny_0_30.webm", "smpte-2997.mp4", "chroma2.mp4"}
# One of each kind of trouble: B-frames, open GOP, edit lists, MPEG-TS, damage, interlacing, alpha, …
SHUFFLED = [
    "bbb_176x144_192kbps_15fps_mpeg4.mp4",
    "bbb_642x642_768kbps_30fps_vp9.webm",
    "bikes.mp4",
    "corrupted.mp4",
    "displaymatrix.mp4",
    "dolbyVision-hdr.MOV",
    "empty_edit_5s.mp4",
    "fire2.mp4",
    "frag_overlap.mp4",
    "fragmented_captions_h265.mp4",
    "h264_10bits.mp4",
    "iibbibb_editlist_videoonly.mp4",
    "interlaced_crop.mp4",
    "mov_neg_first_pts_discard.mp4",
    "mpeg2_field_encoding.mp4",
    "nasa_13013.mp4",
    "sample.avi",
    "sample_fragmented_sgpd_v2.mp4",
    "sample_vvc.mp4",
    "sintel-captions.ts",
    "test-segment.ts",
    "test1.mp4",
    "transparent.webm",
    "trim_optimization_failure.mp4",
    "video_90.mov",
    "vp8_video_with_alpha.mp4",
]


def names() -> list[str]:
    index = Path(os.environ.get("TWEENBOARD_MEDIA") or FOLDER) / "INDEX.tsv"
    if not index.is_file():
        return []
    return sorted({line.split("\t")[0] for line in index.read_text("utf-8").splitlines()[1:]})


def found(media: Path, name: str) -> Path:
    path = media / name
    if not path.is_file():
        pytest.skip(f"{name} is not in the corpus at {media}")
    return path


@pytest.mark.parametrize("name", names())
def test_a_real_clip_is_what_ffprobe_says_it_is(media: Path, name: str) -> None:
    path = found(media, name)
    (verdict,) = judge([str(path)])
    assert (verdict.state, verdict.why) == ("refused" if name in REFUSED else "right", verdict.why)


@pytest.mark.skipif(available(), reason="ffprobe is here and has listed the frames")
@pytest.mark.parametrize("name", names())
def test_a_real_clip_opens_with_every_frame_it_holds(media: Path, name: str) -> None:
    path = found(media, name)
    if name in REFUSED or name in LONG or path.suffix == ".png":
        return
    video = scan(str(path)).video
    assert video is not None
    assert list(video.index.pts) == decoded_times(path, video.stream)


@pytest.mark.parametrize("name", SHUFFLED)
def test_frames_in_any_order_equal_sequential_decoding(media: Path, name: str) -> None:
    path = found(media, name)
    with VideoReader(path, size=(96, 64)) as reader:
        expected = [digest(frame) for frame in reader.frames_at(range(reader.frames))]
    count = len(expected)
    shuffled = random.Random(7)
    order = [count - 1, 0, *(shuffled.randrange(count) for _ in range(8))]
    middle = count // 2
    order += [i for i in (middle, middle - 1, middle - 2, middle + 1, middle - 40) if 0 <= i < count]
    with VideoReader(path, size=(96, 64), cache_bytes=1 << 18) as reader:
        assert [i for i in order if digest(reader.frame(i)) != expected[i]] == []


def test_big_buck_bunny_jumps_exactly(media: Path) -> None:
    with VideoReader(found(media, "big_buck_bunny_0_30.webm"), size=(128, 72)) as reader:
        assert reader.info.rate == 24
        assert reader.frames == 720
        first = [digest(frame) for frame in reader.frames_at(range(300, 330))]
        assert digest(reader.frame(10)) != first[0]
        assert [digest(reader.frame(i)) for i in range(329, 299, -1)] == first[::-1]


SHOWN = {
    "video_0.mov": (568, 320),
    "video_90.mov": (320, 568),
    "video_180.mov": (568, 320),
    "sample_rotate_and_reflect.mp4": (720, 1080),
    "displaymatrix.mp4": (480, 160),  # 160 × 240 with pixels half as wide as high, turned a quarter
    "test1.mp4": (660, 480),
    "bbb_800x640_768kbps_30fps_avc_non_reference_3b.mp4": (1138, 640),
    "mpeg2_field_encoding.mp4": (768, 576),
    "bear-vp9-odd-dimensions.webm": (161, 121),
}


@pytest.mark.parametrize(("name", "size"), SHOWN.items())
def test_size_is_as_shown(media: Path, name: str, size: tuple[int, int]) -> None:
    with open_reader(found(media, name)) as reader:
        assert (reader.info.width, reader.info.height) == size
        assert reader.frame(0).shape == (size[1], size[0], 3)


NOTED = {
    "hdr10-av1.mp4": "tone-mapped",
    "hlg10-color-test.mp4": "HLG",
    "fire2.mp4": "varies",
    "transparent.webm": "transparency",
    "interlaced_crop.mp4": "deinterlaced",
    "corrupted.mp4": "damaged",
    "bikes.mp4": "BT.601 was assumed",
    "video_90.mov": "turned 90° clockwise",
    "test1.mp4": "not square",
}


@pytest.mark.parametrize(("name", "word"), NOTED.items())
def test_what_was_done_to_a_clip_is_said(media: Path, name: str, word: str) -> None:
    assert any(word in note for note in probe(found(media, name)).notes)


def test_the_clip_of_the_main_job(media: Path) -> None:
    info = probe(found(media, "big_buck_bunny_0_30.webm"))
    assert isinstance(info, MediaInfo)
    assert info.to_json() == {
        "kind": "video",
        "frames": 720,
        "width": 1280,
        "height": 720,
        "rate": "24/1",
        "duration": 30.0,
        "audio": {"rate": 44100, "channels": 2, "duration": 30.022},
        "notes": [],
        "constant": True,
        "alpha": False,
    }


def test_a_clip_with_a_false_duration_is_measured(media: Path) -> None:
    info = probe(found(media, "sample_fragmented.mp4"))  # claims 39 hours
    assert (info.frames, info.duration) == (30, Fraction(1001, 1000))
    assert info.audio is not None
    assert info.audio.duration < 2


def test_alpha_is_kept(media: Path) -> None:
    for name in ("transparent.webm", "vp8_video_with_alpha.mp4", "prores4444_with_transparency.mp4"):
        with VideoReader(found(media, name)) as reader:
            assert reader.info.alpha
            rgba = reader.frame_rgba(0)
            assert rgba.shape[2] == 4
            assert rgba[..., 3].min() < 255
            hidden = rgba[..., 3] == 0
            assert not reader.frame(0)[hidden].any()


def test_hdr_is_neither_washed_out_nor_blown(media: Path) -> None:
    with VideoReader(found(media, "hlg10-color-test.mp4"), size=(320, 180)) as reader:
        frame = reader.frame(0).astype(int)
    spread = frame.max(axis=2) - frame.min(axis=2)
    assert spread.max() > 190  # the chart's saturated patches
    assert frame.min() < 40
    assert (frame.min(axis=2) >= 255).mean() < 0.01
