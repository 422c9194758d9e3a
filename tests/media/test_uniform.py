"""Streams that change size or pixel format on the way: all frames are like the first, and a note says so."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.media import index
from engine.media.color import MATRIX_BT601, ColorPlan
from engine.media.probe import probe
from engine.media.reader import VideoReader
from engine.media.thumbnails import thumbnails
from engine.media.uniform import ALIKE, Uniform
from tests.media.clips import digest

RATE = Fraction(24)
LENGTH = 16
LEVELS = 6
"""Of 255, the mean: coding, and scaling of soft pictures."""

Part = tuple[int, int, str]


def scene(n: int, width: int, height: int) -> np.ndarray:
    """`[height, width, 3]` uint8: soft colours that wander, the same at any size."""
    y, x = np.mgrid[0:height, 0:width]
    x, y = (x + 0.5) / width, (y + 0.5) / height
    waves = [128 + 100 * np.sin(3 * x + 2 * y + n / 9 + k) for k in range(3)]
    return np.stack(waves, axis=2).astype(np.uint8)


def changing(path: Path, parts: Sequence[Part], codec: str) -> Path:
    """`LENGTH` frames of each (width, height, pixel format), one encoder after the other in one track."""
    with av.open(str(path), "w") as container:
        track: Any = None
        for number, (width, height, pixels) in enumerate(parts):
            encoder: Any = av.CodecContext.create(codec, "w")
            encoder.width, encoder.height, encoder.pix_fmt = width, height, pixels
            encoder.time_base, encoder.framerate = 1 / RATE, RATE
            encoder.options = OPTIONS[codec]
            if track is None:
                track = container.add_stream(codec, rate=RATE)
                track.width, track.height, track.pix_fmt = width, height, pixels
            frames = [scene(number * LENGTH + n, width, height) for n in range(LENGTH)]
            made = [av.VideoFrame.from_ndarray(rgb, "rgb24").reformat(format=pixels) for rgb in frames]
            for n, frame in enumerate([*made, None]):
                if frame is not None:
                    frame.pts, frame.time_base = number * LENGTH + n, 1 / RATE
                for packet in encoder.encode(frame):
                    packet.stream = track
                    container.mux_one(packet)
    return path


OPTIONS = {
    "libx264": {"g": "8", "crf": "10", "preset": "ultrafast"},
    "libvpx": {"g": "8", "b": "3M", "deadline": "realtime", "cpu-used": "8"},
}
FILES: dict[str, tuple[str, str, list[Part]]] = {
    "broadcast": ("libx264", "ts", [(160, 120, "yuv420p"), (80, 60, "yuv420p"), (160, 120, "yuv420p")]),
    "a phone that was turned": ("libx264", "ts", [(160, 90, "yuv420p"), (90, 160, "yuv420p")]),
    "a call": ("libvpx", "webm", [(160, 120, "yuv420p"), (120, 90, "yuv420p")]),
    "other pixels": ("libx264", "ts", [(160, 120, "yuv420p"), (160, 120, "yuv422p10le")]),
}


@pytest.fixture(scope="module", params=FILES)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Part]]:
    codec, suffix, parts = FILES[request.param]
    return changing(tmp_path_factory.mktemp("changing") / f"clip.{suffix}", parts, codec), parts


def test_every_frame_is_like_the_first(file: tuple[Path, list[Part]]) -> None:
    path, parts = file
    width, height, _ = parts[0]
    with VideoReader(path) as reader:
        assert (reader.frames, reader.info.width, reader.info.height) == (len(parts) * LENGTH, width, height)
        formats = set()
        for n in range(reader.frames):
            own_width, own_height, _ = parts[n // LENGTH]
            shown = reader.frame(n).astype(int)
            assert shown.shape == (height, width, 3)
            coded = reader.coded(n)
            formats.add((coded.width, coded.height, coded.format.name))
            if own_width / own_height > 1:
                assert np.abs(shown - scene(n, width, height)).mean() < LEVELS
            else:  # upright in a wide one: between black bars, with its own shape
                inner = round(height * own_width / own_height / 2) * 2
                left = (width - inner) // 4 * 2
                assert np.abs(shown[:, left : left + inner] - scene(n, inner, height)).mean() < LEVELS
                assert shown[:, : left - 2].max() < 4
                assert shown[:, left + inner + 2 :].max() < 4
        assert len(formats) == 1


def test_any_order_gives_the_same_frames(file: tuple[Path, list[Part]]) -> None:
    path, _ = file
    with VideoReader(path) as reader:
        expected = [digest(frame) for frame in reader.frames_at(range(reader.frames))]
    order = [LENGTH, 0, LENGTH - 1, len(expected) - 1, LENGTH + 7, 3, LENGTH + 1]
    with VideoReader(path, cache_bytes=1 << 18) as reader:
        assert [i for i in order if digest(reader.frame(i)) != expected[i]] == []


@pytest.mark.parametrize("long", [False, True])
def test_a_note_says_so(
    file: tuple[Path, list[Part]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long: bool
) -> None:
    """`long`: as for a file that takes too long to decode, by its headers; and again by what was kept."""
    path, parts = file
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(index, "VERIFY_PIXELS", 0 if long else 1 << 40)
    for _ in range(2):
        (note,) = [note for note in probe(copy).notes if "on the way" in note]
        if parts[0][2] != parts[1][2]:
            assert "its pixel format on the way (yuv420p, yuv422p10le)" in note
        else:
            assert f"({parts[0][0]} × {parts[0][1]}, {parts[1][0]} × {parts[1][1]})" in note
        copy.rename(copy.with_name(f"again-{copy.name}"))
        copy = copy.with_name(f"again-{copy.name}")


def test_thumbnails_are_fitted_too(file: tuple[Path, list[Part]]) -> None:
    path, parts = file
    pictures = dict(thumbnails(str(path), [2, LENGTH + 2], 60))
    with VideoReader(path, size=(round(60 * parts[0][0] / parts[0][1]), 60)) as reader:
        for n, shown in pictures.items():
            assert np.abs(shown.astype(int) - reader.frame(n)).mean() < 4


@given(
    st.tuples(st.integers(8, 60), st.integers(8, 60)), st.tuples(st.integers(8, 60), st.integers(8, 60)),
    st.sampled_from(["yuv420p", "yuv422p10le", "yuva420p", "rgb24", "gray", "gbrp"]),
)  # fmt: skip
def test_any_size_is_fitted_whole(first: tuple[int, int], other: tuple[int, int], pixels: str) -> None:
    width, height = (2 * side for side in first)
    uniform = Uniform((width, height, pixels), ColorPlan(False, MATRIX_BT601, False))
    white = np.full((2 * other[1], 2 * other[0], 3), 255, np.uint8)
    frame = av.VideoFrame.from_ndarray(white, "rgb24").reformat(format="yuv420p")
    frame.pts = 77
    made = uniform(frame)
    assert (made.width, made.height, made.format.name, made.pts) == (width, height, pixels, 77)
    lit = made.reformat(format="gray").to_ndarray() > 128
    rows, columns = lit.any(axis=1).sum(), lit.any(axis=0).sum()
    wider = frame.width / frame.height / (width / height)
    if 1 / ALIKE < wider < ALIKE:
        assert (rows, columns) == (height, width)
    else:
        assert columns == pytest.approx(width * min(1, wider), abs=3)
        assert rows == pytest.approx(height / max(1, wider), abs=3)
