"""Streams that change size, pixel format or direction on the way: all frames are like the first.

A note says so.
"""

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

Part = tuple[int, int, str, int]
"""Width and height as shown, pixel format, quarter turns anticlockwise from what is coded to that."""


def scene(n: int, width: int, height: int) -> np.ndarray:
    """`[height, width, 3]` uint8: soft colours that wander, the same at any size."""
    y, x = np.mgrid[0:height, 0:width]
    x, y = (x + 0.5) / width, (y + 0.5) / height
    waves = [128 + 100 * np.sin(3 * x + 2 * y + n / 9 + k) for k in range(3)]
    return np.stack(waves, axis=2).astype(np.uint8)


def changing(
    path: Path, parts: Sequence[Part], codec: str, telling: Sequence[int] = range(0, 999, 8)
) -> Path:
    """`LENGTH` frames of each part, one encoder after the other in one track. Frames `telling` say how they
    are turned."""
    with av.open(str(path), "w") as container:
        track: Any = None
        for number, (shown_width, shown_height, pixels, turns) in enumerate(parts):
            frames = [scene(number * LENGTH + n, shown_width, shown_height) for n in range(LENGTH)]
            frames = [np.ascontiguousarray(np.rot90(frame, -turns)) for frame in frames]
            height, width, _ = frames[0].shape
            encoder: Any = av.CodecContext.create(codec, "w")
            encoder.width, encoder.height, encoder.pix_fmt = width, height, pixels
            encoder.time_base, encoder.framerate = 1 / RATE, RATE
            encoder.options = OPTIONS[codec]
            if track is None:
                track = container.add_stream(codec, rate=RATE)
                track.width, track.height, track.pix_fmt = width, height, pixels
            made = [av.VideoFrame.from_ndarray(rgb, "rgb24").reformat(format=pixels) for rgb in frames]
            for n, frame in enumerate([*made, None]):
                if frame is not None:
                    frame.pts, frame.time_base = number * LENGTH + n, 1 / RATE
                for packet in encoder.encode(frame):
                    if turns and packet.pts in telling:
                        packet = told(packet, turns)
                    packet.stream = track
                    container.mux_one(packet)
    return path


def told(packet: av.Packet, turns: int) -> av.Packet:
    """A frame of H.264 with a message before it: show this, and what follows, turned anticlockwise."""
    # Display orientation, three bytes: no flip, 16 bits of a full turn, "until another is told", the end.
    made = av.Packet(b"\0\0\0\1\x06\x2f\x03" + bytes([8 * turns, 0, 9]) + b"\x80" + bytes(packet))
    made.pts, made.dts, made.time_base = packet.pts, packet.dts, packet.time_base
    made.is_keyframe = packet.is_keyframe
    return made


OPTIONS = {
    "libx264": {"g": "8", "crf": "10", "preset": "ultrafast"},
    "libvpx": {"g": "8", "b": "3M", "deadline": "realtime", "cpu-used": "8"},
}
PLAIN = "yuv420p"
FILES: dict[str, tuple[str, str, list[Part]]] = {
    "broadcast": ("libx264", "ts", [(160, 120, PLAIN, 0), (80, 60, PLAIN, 0), (160, 120, PLAIN, 0)]),
    "a phone that was turned": ("libx264", "ts", [(160, 90, PLAIN, 0), (90, 160, PLAIN, 0)]),
    "a camera that tells": (
        "libx264",
        "ts",
        [(160, 90, PLAIN, t) if t % 2 == 0 else (90, 160, PLAIN, t) for t in range(4)],
    ),
    "a camera that was upright": ("libx264", "ts", [(90, 160, PLAIN, 3), (160, 90, PLAIN, 0)]),
    "a call": ("libvpx", "webm", [(160, 120, PLAIN, 0), (120, 90, PLAIN, 0)]),
    "other pixels": ("libx264", "ts", [(160, 120, PLAIN, 0), (160, 120, "yuv422p10le", 0)]),
}


@pytest.fixture(scope="module", params=FILES)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Part]]:
    codec, suffix, parts = FILES[request.param]
    return changing(tmp_path_factory.mktemp("changing") / f"clip.{suffix}", parts, codec), parts


def test_every_frame_is_like_the_first(file: tuple[Path, list[Part]]) -> None:
    path, parts = file
    width, height, *_ = parts[0]
    with VideoReader(path) as reader:
        assert (reader.frames, reader.info.width, reader.info.height) == (len(parts) * LENGTH, width, height)
        formats = set()
        for n in range(reader.frames):
            own_width, own_height, *_ = parts[n // LENGTH]
            shown = reader.frame(n).astype(int)
            assert shown.shape == (height, width, 3)
            coded = reader.coded(n)
            formats.add((coded.width, coded.height, coded.format.name))
            # One that is more upright, or less, lies between black bars, with its own shape.
            scale = min(width / own_width, height / own_height)
            inner = [round(side * scale / 2) * 2 for side in (own_width, own_height)]
            left, top = ((a - b) // 4 * 2 for a, b in zip((width, height), inner, strict=True))
            picture = shown[top : top + inner[1], left : left + inner[0]]
            assert np.abs(picture - scene(n, *inner)).mean() < LEVELS
            for turned, first, past in (
                (shown, left, left + inner[0]),
                (shown.swapaxes(0, 1), top, top + inner[1]),
            ):
                assert turned[:, : max(0, first - 2)].max(initial=0) < 4
                assert turned[:, past + 2 :].max(initial=0) < 4
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
        notes = [note for note in probe(copy).notes if "on the way" in note]
        if any(turns for *_, turns in parts):  # of which headers say nothing
            assert [note.split(",")[0] for note in notes] == ["The picture is turned on the way"] * (not long)
        elif parts[0][2] != parts[1][2]:
            assert "its pixel format on the way (yuv420p, yuv422p10le)" in notes[0]
        else:
            assert f"({parts[0][0]} × {parts[0][1]}, {parts[1][0]} × {parts[1][1]})" in notes[0]
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
    uniform = Uniform([(width, height, pixels, 0)], ColorPlan(False, MATRIX_BT601, False))
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


@pytest.mark.parametrize("where", [(0,), (0, 9, 17)])
def test_a_turn_that_is_told_once_or_late_is_one_of_all_frames(
    tmp_path: Path, where: tuple[int, ...]
) -> None:
    """Key frames are 0, 8, 16 and 24."""
    parts = [(90, 160, PLAIN, 1), (90, 160, PLAIN, 1)]
    path = changing(tmp_path / "clip.ts", parts, "libx264", where)
    with VideoReader(path) as reader:
        assert not any("on the way" in note for note in reader.info.notes)
        for n in (0, 7, 8, 9, 16, 17, 31):
            assert np.abs(reader.frame(n).astype(int) - scene(n, 90, 160)).mean() < LEVELS
