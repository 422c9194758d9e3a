"""Frames by number and by time: exact, upright, square, in the right colours."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.errors import TweenError
from engine.media.color import ColorPlan, to_bt709
from engine.media.decoder import Decoder
from engine.media.fingerprint import fingerprint
from engine.media.geometry import Geometry, matrix_from_side_data
from engine.media.open import open_reader
from engine.media.probe import probe
from engine.media.reader import VideoReader
from engine.media.scan import scan
from engine.media.thumbnails import thumbnails
from engine.media.timing import make_timing
from tests.media.clips import digest, picture, write_video

LONG_GOP = {"g": "250", "bf": "3", "preset": "veryfast", "sc_threshold": "0"}


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """90 frames, B-frames, an open GOP of 30."""
    options = {"g": "30", "bf": "3", "preset": "veryfast", "x264-params": "open-gop=1"}
    path = tmp_path_factory.mktemp("clip") / "a.mp4"
    return write_video(path, [picture(n) for n in range(90)], options=options)


def test_every_frame_equals_sequential_decoding_in_any_order(clip: Path) -> None:
    with VideoReader(clip) as reader:
        expected = [digest(frame) for frame in reader.frames_at(range(90))]
    assert len(set(expected)) == 90
    with VideoReader(clip, cache_bytes=1 << 14) as reader:
        assert [digest(reader.frame(i)) for i in range(89, -1, -1)] == expected[::-1]
        for i in (60, 61, 29, 30, 31, 88, 0, 59):
            assert digest(reader.frame(i)) == expected[i]


def test_a_frame_is_the_readers_gift(clip: Path) -> None:
    with VideoReader(clip) as reader:
        frame = reader.frame(5)
        kept = digest(frame)
        frame[:] = 0
        assert digest(reader.frame(5)) == kept
        assert frame.flags.c_contiguous


def test_reading_on_does_not_seek(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeks: list[int] = []
    original = Decoder._seek
    monkeypatch.setattr(
        Decoder, "_seek", lambda self, start, i, window: (seeks.append(i), original(self, start, i, window))
    )
    with VideoReader(clip) as reader:
        for _ in reader.frames_at(range(90)):
            pass
    assert seeks == [0]


def test_a_frame_outside_the_clip_is_an_error(clip: Path) -> None:
    with VideoReader(clip) as reader:
        for i in (-1, 90):
            with pytest.raises(IndexError):
                reader.frame(i)


def test_a_changed_file_is_looked_at_again(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.mp4", [picture(n) for n in range(5)])
    assert probe(path).frames == 5
    first = fingerprint(path)
    write_video(path, [picture(n) for n in range(9)])
    assert probe(path).frames == 9
    assert fingerprint(path) != first
    assert len(first) == 64


# Time


def test_a_clip_in_milliseconds_keeps_its_rate(tmp_path: Path) -> None:
    frames = [picture(n) for n in range(60)]
    path = write_video(tmp_path / "a.mkv", frames, Fraction(30_000, 1001))
    with VideoReader(path) as reader:
        assert reader.info.rate == Fraction(30_000, 1001)
        assert reader.info.constant
        assert [reader.source_index(i, reader.info.rate) for i in range(60)] == list(range(60))
        assert reader.conformed_length(reader.info.rate) == 60


def test_variable_rate_is_picked_by_timestamps(tmp_path: Path) -> None:
    steps = [40, 40, 20, 60, 120, 40, 33, 47, 40, 40] * 6
    times = [sum(steps[:n]) for n in range(len(steps))]
    path = write_video(
        tmp_path / "a.mkv",
        [picture(n) for n in range(60)],
        Fraction(25),
        times=times,
        time_base=Fraction(1, 1000),
    )
    with VideoReader(path) as reader:
        assert reader.frames == 60
        assert reader.info.rate == 25
        assert not reader.info.constant
        assert any("varies" in note for note in reader.info.notes)
        for i in range(0, reader.conformed_length(Fraction(25)), 7):
            moment = i * 40 + 20  # half a frame after frame i begins
            shown = max(n for n, t in enumerate(times) if t <= moment)
            assert reader.source_index(i, Fraction(25)) == shown
            assert digest(reader.frame_at_rate(i, Fraction(25))) == digest(reader.frame(shown))


@given(
    st.sampled_from(
        [Fraction(24), Fraction(24_000, 1001), Fraction(25), Fraction(30_000, 1001), Fraction(60)]
    ),
    st.sampled_from([Fraction(1, 1000), Fraction(1, 90_000), Fraction(1, 15_360)]),
    st.integers(2, 5000),
)
def test_rounded_timestamps_are_recognised_as_constant(rate: Fraction, base: Fraction, count: int) -> None:
    ticks = [round(i / rate / base) for i in range(count)]
    timing = make_timing(ticks, base, 0, (rate, rate, rate))
    assert (timing.rate, timing.constant) == (rate, True)
    assert timing.conformed_length(rate) == count
    assert timing.source_index(count - 1, rate) == count - 1


def test_doubling_and_halving_a_rate_never_stutters() -> None:
    fast = make_timing([round(i * 1000 / 60) for i in range(601)], Fraction(1, 1000), 17, (Fraction(60),) * 2)
    assert [fast.source_index(i, Fraction(30)) for i in range(300)] == list(range(0, 600, 2))
    slow = make_timing([round(i * 1000 / 30) for i in range(301)], Fraction(1, 1000), 33, (Fraction(30),) * 2)
    assert [slow.source_index(i, Fraction(60)) for i in range(600)] == [n // 2 for n in range(600)]


def test_an_hour_conforms_without_drift() -> None:
    ntsc = Fraction(30_000, 1001)
    count = int(3600 * ntsc)
    timing = make_timing(range(0, count * 1001, 1001), Fraction(1, 30_000), 1001, (ntsc, ntsc))
    length = timing.conformed_length(Fraction(25))
    assert length == round(timing.duration * 25)
    for i in (0, 1, length // 2, length - 1):
        shown = timing.source_index(i, Fraction(25)) / ntsc
        assert abs(shown - Fraction(i, 25)) <= 1 / ntsc


# Shape


def test_every_turn_lands_where_the_matrix_says() -> None:
    source = np.arange(2 * 3 * 1).reshape(2, 3, 1)
    for a, b, c, d in [
        (1, 0, 0, 1),
        (0, 1, -1, 0),
        (-1, 0, 0, -1),
        (0, -1, 1, 0),
        (-1, 0, 0, 1),
        (0, 1, 1, 0),
    ]:
        shown = Geometry(3, 2, (a, b, c, d)).turn(source)
        points = {(a * x + c * y, b * x + d * y): source[y, x, 0] for y in range(2) for x in range(3)}
        left, top = min(x for x, _ in points), min(y for _, y in points)
        for (x, y), value in points.items():
            assert shown[y - top, x - left, 0] == value


@pytest.mark.parametrize("swaps", [False, True])
@given(
    first=st.sampled_from([-1, 1]), second=st.sampled_from([-1, 1]), size=st.tuples(*[st.integers(1, 9)] * 2)
)
def test_a_turn_can_be_taken_back_and_told(
    swaps: bool, first: int, second: int, size: tuple[int, int]
) -> None:
    matrix = (0, first, second, 0) if swaps else (first, 0, 0, second)
    geometry = Geometry(*size, matrix)
    coded = np.arange(size[0] * size[1]).reshape(*size[::-1], 1)
    assert np.array_equal(geometry.turned_back(geometry.turn(coded)), coded)
    told = np.array(geometry.display_matrix, np.int64)
    assert matrix_from_side_data(told.astype(np.int32).tobytes()) == matrix
    corners = np.array([[x, y] for x in (0, size[0]) for y in (0, size[1])])
    shown = corners @ (told[[0, 1, 3, 4]].reshape(2, 2) >> 16) + (told[6:8] >> 16)
    assert shown.min(axis=0).tolist() == [0, 0]
    assert shown.max(axis=0).tolist() == list(geometry.shown)


def test_a_display_matrix_is_read_to_the_quarter() -> None:
    one = 1 << 16
    clockwise = np.array([0, one, 0, -one, 0, 0, 0, 0, 1 << 30], np.int32).tobytes()
    assert matrix_from_side_data(clockwise) == (0, 1, -1, 0)
    mirrored = np.array([-one, 0, 0, 0, one, 0, 0, 0, 1 << 30], np.int32).tobytes()
    assert matrix_from_side_data(mirrored) == (-1, 0, 0, 1)
    assert matrix_from_side_data(b"short") == (1, 0, 0, 1)


def test_pixels_are_shown_square(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.mp4", [picture(0, 72, 48)] * 3, sample_aspect_ratio=Fraction(8, 9))
    with VideoReader(path) as reader:
        assert (reader.info.width, reader.info.height) == (64, 48)
        assert reader.frame(0).shape == (48, 64, 3)


def test_a_small_size_is_scaled_while_reading(clip: Path) -> None:
    with open_reader(clip, (16, 12)) as reader:
        small = reader.frame(0)
    assert small.shape == (12, 16, 3)
    full = picture(0).reshape(12, 4, 16, 4, 3).mean(axis=(1, 3))
    assert np.abs(small - full).mean() < 8


# Colour

BT601, BT709, LIMITED, FULL = 5, 1, 1, 2
CODED = {  # pure red, by matrix and range, straight from the definitions
    (BT601, LIMITED): (81, 90, 240),
    (BT709, LIMITED): (63, 102, 240),
    (BT601, FULL): (76, 85, 255),
    (BT709, FULL): (54, 99, 255),
}


def yuv_clip(path: Path, coded: tuple[int, int, int], size: tuple[int, int], **tags: int) -> Path:
    """Three lossless frames of one coded colour."""
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=24, options={"qp": "0", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for name, value in tags.items():
            setattr(stream.codec_context, name, value)
        for n in range(3):
            frame = av.VideoFrame(*size, "yuv420p")
            for plane, value in zip(frame.planes, coded, strict=True):
                plane.update(bytes([value]) * plane.buffer_size)
            frame.pts = n
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(("matrix", "color_range"), CODED)
def test_range_and_matrix_are_honoured(tmp_path: Path, matrix: int, color_range: int) -> None:
    path = yuv_clip(
        tmp_path / "a.mp4", CODED[matrix, color_range], (64, 48), colorspace=matrix, color_range=color_range
    )
    with VideoReader(path) as reader:
        assert np.abs(reader.frame(1).reshape(-1, 3).astype(int) - (255, 0, 0)).max() <= 2
        assert reader.info.notes == ()


@pytest.mark.parametrize(("size", "matrix"), [((64, 48), BT601), ((1280, 720), BT709)])
def test_untagged_colour_is_guessed_by_size_and_said(
    tmp_path: Path, size: tuple[int, int], matrix: int
) -> None:
    path = yuv_clip(tmp_path / "a.mp4", CODED[matrix, LIMITED], size)
    with VideoReader(path) as reader:
        assert np.abs(reader.frame(0)[4, 4].astype(int) - (255, 0, 0)).max() <= 2
        assert "was assumed from its size" in reader.info.notes[0]


def test_tone_mapping_keeps_black_grey_and_order() -> None:
    plan = ColorPlan(False, 9, False, "pq", "2020")
    grey = np.repeat(np.linspace(0, 1, 200)[:, None], 3, axis=1)
    mapped = to_bt709(grey, plan)
    assert mapped[0].max() == 0
    assert mapped.max() <= 1
    assert np.ptp(mapped, axis=1).max() < 1e-3  # grey stays grey
    assert (np.diff(mapped[:, 0]) >= -1e-9).all()
    white = to_bt709(np.full((1, 3), 0.5807), plan)[0, 0]  # 203 cd/m², reference white
    assert 0.8 < white < 0.95


def test_ten_bits_and_interlacing_open(tmp_path: Path) -> None:
    ten = write_video(
        tmp_path / "ten.mkv", [picture(n) for n in range(4)], codec="ffv1", pixel_format="yuv420p10le"
    )
    options = {"x264-params": "tff=1"}
    field = write_video(tmp_path / "field.mp4", [picture(n) for n in range(8)], options=options)
    with VideoReader(ten) as reader:
        assert np.abs(reader.frame(2).astype(int) - picture(2)).mean() < 6
    with VideoReader(field) as reader:
        assert any("deinterlaced" in note for note in reader.info.notes)
        expected = [digest(frame) for frame in reader.frames_at(range(8))]
        assert [digest(reader.frame(i)) for i in (7, 3, 4, 0)] == [expected[i] for i in (7, 3, 4, 0)]


# Thumbnails


def test_thumbnails_come_quickly_then_exactly(clip: Path) -> None:
    with VideoReader(clip, (32, 24)) as reader:
        exact = {i: digest(reader.frame(i)) for i in (0, 10, 45, 89)}
    last: dict[int, str] = {}
    order: list[int] = []
    for i, small in thumbnails(clip, [0, 10, 45, 89], 24):
        assert small.shape == (24, 32, 3)
        last[i] = digest(small)
        order.append(i)
    assert order[:4] == [0, 10, 45, 89]
    assert last == exact


def test_a_transparent_picture_is_shown_on_squares_and_not_on_black(tmp_path: Path) -> None:
    picture = np.zeros((80, 120, 4), np.uint8)
    picture[:, :60] = (250, 240, 230, 255)
    path = tmp_path / "half.png"
    Image.fromarray(picture).save(path)
    ((_, small),) = thumbnails(path, [0], 40)
    assert small.shape == (40, 60, 3)
    assert (np.abs(small[:, :24].astype(int) - (250, 240, 230)) <= 1).all()
    greys = np.unique(small[:, 36:])
    assert len(greys) == 2
    assert 60 < greys.min() < greys.max() < 150
    assert np.ptp(small[0, 36:])
    assert np.ptp(small[:, -1])


def test_thumbnails_can_be_counted_and_stopped(clip: Path) -> None:
    assert {i for i, _ in thumbnails(clip, 6, 24)} == {7, 22, 37, 52, 67, 82}
    strip = thumbnails(clip, 6, 24)
    next(strip)
    strip.close()


def test_sound_alone_has_no_frames(tmp_path: Path) -> None:
    from tests.media.clips import ticks, write_sound

    path = write_sound(tmp_path / "a.wav", ticks(1, 8000), 8000, "pcm_s16le")
    assert probe(path).kind == "audio"
    assert list(thumbnails(path, 4, 24)) == []
    with pytest.raises(TweenError, match="no picture"):
        VideoReader(path)


def test_a_scan_is_remembered(clip: Path) -> None:
    assert scan(str(clip)) is scan(str(clip))
