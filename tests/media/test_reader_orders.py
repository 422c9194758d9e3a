"""Whatever the order in which frames are asked for, they are those of decoding from the start.

`TWEENBOARD_FULL=1` asks for every frame of every real clip, in long orders; else the first seconds of each.
"""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import TweenError
from engine.media import frame_cache
from engine.media.decoder import Decoder
from engine.media.frame_cache import FrameCache
from engine.media.images import is_image
from engine.media.reader import VideoReader
from engine.media.scan import scan
from tests.media.clips import picture, write_video
from tests.media.test_corpus import found, names

FULL = os.environ.get("TWEENBOARD_FULL") == "1"
FRAMES = 40
"""Of each clip that are compared unless all are."""
PIXELS = 10_000_000


def planes(frame: av.VideoFrame) -> str:
    """The coded picture itself, without the padding of its rows; converted where numpy has no such shape."""
    try:
        array = frame.to_ndarray()
    except (ValueError, AssertionError):
        array = frame.reformat(format="rgba64le").to_ndarray()
    return hashlib.blake2b(array.tobytes()).hexdigest()


def decoded(path: Path, count: int | None) -> list[str]:
    """The first frames as plain PyAV gives them, by one thread, nothing skipped."""
    video = scan(str(path)).video
    assert video is not None
    if video.interlaced or video.decoder is not None or not video.index.timed or video.index.damaged:
        # What is expected is itself something made: by the reader, from the start.
        with VideoReader(path) as reader:
            return [planes(reader.coded(i)) for i in range(min(count or reader.frames, reader.frames))]
    by_time: dict[int, str] = {}
    wanted = set(video.index.pts[:count])
    with av.open(str(path)) as container:
        stream: Any = container.streams[video.stream]
        stream.thread_type, stream.codec_context.thread_count = "SLICE", 1
        for packet in container.demux(stream):
            for frame in packet.decode():
                if frame.pts in wanted:
                    by_time.setdefault(frame.pts, planes(frame))
            if len(by_time) == len(wanted):
                break
    return [by_time[pts] for pts in video.index.pts[:count]]


KINDS = {
    "open GOP": {"options": {"g": "20", "bf": "3", "preset": "veryfast", "x264-params": "open-gop=1"}},
    "long GOP": {"options": {"g": "250", "bf": "3", "preset": "veryfast", "sc_threshold": "0"}},
    "mpeg4": {"codec": "mpeg4", "options": {"g": "12", "bf": "2"}},
    "vp9": {"codec": "libvpx-vp9", "options": {"g": "30", "deadline": "realtime", "cpu-used": "8"}},
    "intra": {"codec": "mjpeg", "pixel_format": "yuvj420p"},
    "fields": {"options": {"g": "20", "preset": "veryfast", "x264-params": "tff=1"}},
    "uneven": {"times": [n * 40 + n % 3 * 9 for n in range(60)], "time_base": Fraction(1, 1000)},
}


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, list[str]]]:
    folder = tmp_path_factory.mktemp("kinds")
    made = {}
    for name, how in KINDS.items():
        path = write_video(folder / f"{name}.mkv", [picture(n) for n in range(60)], **how)
        made[name] = path, decoded(path, None)
    return made


frames = st.integers(0, 59)
runs = st.one_of(
    frames.map(lambda n: [n]),
    st.tuples(frames, st.integers(1, 30), st.integers(-3, 3)).map(
        lambda run: [n for n in (run[0] + run[2] * k for k in range(run[1])) if 0 <= n < 60]
    ),
)


@settings(max_examples=15)
@given(
    orders=st.lists(st.tuples(runs, st.integers(0, 12), st.sampled_from([-1, 1])), max_size=6),
    kind=st.sampled_from(sorted(KINDS)),
    room=st.sampled_from([2, 5, 12, 100]),
)
def test_any_order_gives_the_frames_of_decoding_from_the_start(
    clips: dict[str, tuple[Path, list[str]]],
    orders: list[tuple[list[int], int, int]],
    kind: str,
    room: int,
) -> None:
    """Runs in both directions, jumps, and neighbours decoded in idle moments between them."""
    path, expected = clips[kind]
    with VideoReader(path, cache_bytes=room * 4700) as reader:
        for wanted, idle, step in orders:
            neighbours: Iterator[None] = iter(())
            for i in wanted:
                assert planes(reader.coded(i)) == expected[i]
                neighbours = reader.warm(i, step) if idle else neighbours
                for _ in islice(neighbours, idle):
                    pass


@pytest.mark.parametrize("name", names())
def test_a_real_clip_in_any_order(media: Path, name: str) -> None:
    path = found(media, name)
    try:
        known = scan(str(path))
    except TweenError:
        return  # what is refused, and how, is another test's
    if known.video is None or is_image(str(path)):
        return
    pixels = known.video.geometry.width * known.video.geometry.height
    count = None if FULL else max(6, min(FRAMES, PIXELS // pixels))
    expected = decoded(path, count)
    count = len(expected)
    shuffled = random.Random(name)
    order = [count - 1, 0, *(shuffled.randrange(count) for _ in range(200 if FULL else 5))]
    order += [i for i in range(count // 2 + 3, count // 2 - (60 if FULL else 6), -1) if 0 <= i < count]
    with VideoReader(path, cache_bytes=pixels * 8) as reader:
        assert [i for i in order if planes(reader.coded(i)) != expected[i]] == []


def test_going_back_decodes_a_group_of_pictures_once(
    clips: dict[str, tuple[Path, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, expected = clips["long GOP"]
    seeks: list[int] = []
    seek = Decoder._seek
    monkeypatch.setattr(Decoder, "_seek", lambda self, *args: (seeks.append(args[1]), seek(self, *args)))
    with VideoReader(path) as reader:
        assert [planes(reader.coded(i)) for i in range(59, -1, -1)] == expected[::-1]
    assert len(seeks) <= 3  # to the end, back to what led there, and the first time back


def test_idle_moments_decode_what_lies_back(clips: dict[str, tuple[Path, list[str]]]) -> None:
    path, expected = clips["long GOP"]
    with VideoReader(path, cache_bytes=300_000) as reader:
        reader.coded(40)
        for _ in reader.warm(40, -1):
            pass
        reader._decoder._run_to = None  # pyright: ignore[reportAttributeAccessIssue]
        assert [planes(reader.coded(i)) for i in range(40, 26, -1)] == expected[40:26:-1]


@pytest.mark.parametrize("step", [-1, 1])
@pytest.mark.parametrize("begun", [0, 1, 3])
def test_closing_ends_what_idle_moments_began(
    clips: dict[str, tuple[Path, list[str]]], step: int, begun: int
) -> None:
    reader = VideoReader(clips["long GOP"][0])
    reader.coded(40)
    neighbours = reader.warm(40, step)
    for _ in islice(neighbours, begun):
        pass
    reader.close()
    assert list(neighbours) == []


def test_idle_moments_decode_what_comes_next(clips: dict[str, tuple[Path, list[str]]]) -> None:
    path, expected = clips["long GOP"]
    with VideoReader(path) as reader:
        reader.coded(10)
        assert len(list(reader.warm(10, 1))) == 8
        reader._decoder._run_to = None  # pyright: ignore[reportAttributeAccessIssue]
        assert [planes(reader.coded(i)) for i in range(10, 19)] == expected[10:19]


def test_all_readers_share_one_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_cache, "_caches", type(frame_cache._caches)())
    frame = av.VideoFrame(64, 64, "gray")
    size = frame_cache.frame_bytes(frame)
    monkeypatch.setattr(frame_cache, "POOL_BYTES", 6 * size)
    one, other = FrameCache(100 * size), FrameCache(4 * size)
    for n in range(6):
        one.put(n, frame)
    one.get(0)
    for n in range(5):
        other.put(n, frame)
    assert [n for n in range(6) if n in one] == [0, 5]
    assert [n for n in range(5) if n in other] == [1, 2, 3, 4]
    assert other.room() == 4
    one.put(9, frame)
    assert sum(n in one for n in range(10)) + sum(n in other for n in range(5)) == 6
