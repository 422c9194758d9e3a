"""Stretches that can be copied: decoded alone they give the footage's own frames, and none is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import TweenError
from engine.media.copying.nal import split_lengths
from engine.media.copying.packets import (
    NEVER,
    Kind,
    PacketList,
    PacketReader,
    broken_link,
    has_sequence_header,
    list_packets,
)  # fmt: skip
from engine.media.reader import VideoReader
from engine.media.scan import scan
from tests.media.clips import picture, write_video

FRAMES = 72
CODERS = {
    "h264": ("libx264", {"g": "24", "bf": "3", "preset": "veryfast"}),
    "h264 open": ("libx264", {"g": "24", "bf": "3", "x264-params": "open-gop=1"}),
    "hevc": ("libx265", {"x265-params": "keyint=24:min-keyint=24:log-level=none", "preset": "ultrafast"}),
    "hevc closed": ("libx265", {"x265-params": "keyint=24:open-gop=0:log-level=none", "preset": "ultrafast"}),
    "av1": ("libsvtav1", {"g": "24", "preset": "12"}),
}


@pytest.fixture(scope="module", params=CODERS)
def clip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    codec, options = CODERS[request.param]
    path = tmp_path_factory.mktemp("packets") / "clip.mp4"
    return request.param, write_video(
        path, [picture(n, 96, 64) for n in range(FRAMES)], codec=codec, options=options
    )


def listed(path: Path, name: str) -> PacketList:
    video = scan(str(path)).video
    assert video is not None
    return list_packets(str(path), video, name.split()[0], 4)


def decoded(path: Path, packets: list[bytes]) -> list[np.ndarray]:
    """What a fresh decoder makes of these packets."""
    with av.open(str(path)) as container:
        stream: Any = container.streams.video[0]
        context: Any = av.CodecContext.create(stream.codec_context.codec.name, "r")
        context.extradata = stream.codec_context.extradata
        frames = [frame for data in packets for frame in context.decode(av.Packet(data))]
        return [frame.to_ndarray() for frame in [*frames, *context.decode(None)]]


@pytest.mark.parametrize(("start", "stop"), [(0, 72), (0, 31), (5, 60), (24, 50), (30, 72)])
def test_a_stretch_stands_on_its_own(clip: tuple[str, Path], start: int, stop: int) -> None:
    name, path = clip
    packets = listed(path, name)
    stretch = packets.stretch(start, stop)
    if stretch is None:
        assert name == "h264 open"  # key pictures that older frames refer past are no start in H.264
        return
    assert start <= stretch.start <= (24 if start else 0) + (24 if start > 24 else 0)
    assert stretch.stop > stop - 5
    with PacketReader(str(path), scan(str(path)).video.stream, packets) as reader:  # type: ignore[union-attr]
        read = list(reader.read(stretch))
    assert sorted(frame for frame, _ in read) == list(range(stretch.start, stretch.stop))
    frames = decoded(path, [data for _, data in read])
    assert len(frames) == len(read)
    with VideoReader(path) as source:
        for n, frame in enumerate(frames, stretch.start):
            assert np.array_equal(frame, source.coded(n).to_ndarray()), n


def test_reordering_is_told_exactly(clip: tuple[str, Path]) -> None:
    name, path = clip
    packets = listed(path, name)
    stretch = packets.stretch(0, FRAMES)
    assert stretch is not None
    places = [place - packets.frames[n] for place, n in enumerate(packets.members(stretch))]
    assert packets.reorder(stretch) == max(places)
    assert (max(places) > 0) == (name != "av1")


def test_open_groups_are_known(clip: tuple[str, Path]) -> None:
    name, path = clip
    kinds = listed(path, name).kinds
    keys = sum(kind in (Kind.CLOSED, Kind.OPEN) for kind in kinds)
    assert keys == (1 if name == "h264 open" else 3)
    assert (Kind.OPEN in kinds) == (Kind.LEADING in kinds) == (name == "hevc")


def test_a_broken_link_changes_kinds_alone(tmp_path: Path) -> None:
    codec, options = CODERS["hevc"]
    path = write_video(
        tmp_path / "open.mp4", [picture(n, 96, 64) for n in range(FRAMES)], codec=codec, options=options
    )
    packets = listed(path, "hevc")
    stretch = packets.stretch(10, FRAMES)
    assert stretch is not None
    assert packets.kinds[stretch.first] is Kind.OPEN
    with PacketReader(str(path), 0, packets) as reader:
        _, data = next(reader.read(stretch))
    changed = broken_link(data)
    assert len(changed) == len(data)
    for before, after in zip(split_lengths(data, 4), split_lengths(changed, 4), strict=True):
        assert bytes(before)[1:] == bytes(after)[1:]
        kinds = before[0] >> 1 & 63, after[0] >> 1 & 63
        assert kinds == (21, 18) or kinds[0] == kinds[1] != 21


def test_a_file_that_changed_is_noticed(clip: tuple[str, Path], tmp_path: Path) -> None:
    name, path = clip
    packets = listed(path, name)
    packets.pts[10] = 999_999
    stretch = packets.stretch(0, FRAMES)
    assert stretch is not None
    with PacketReader(str(path), 0, packets) as reader, pytest.raises(TweenError, match="changed"):
        list(reader.read(stretch))


@given(st.permutations(range(12)), st.integers(0, 11), st.integers(1, 12), st.sets(st.integers(0, 11)))
def test_any_stretch_holds_exactly_its_frames(
    order: list[int], start: int, length: int, keys: set[int]
) -> None:
    """Whatever order packets come in, and though some are never shown."""
    kinds = [Kind.CLOSED if n in keys else Kind.INNER for n in range(12)]
    frames = [frame if frame != 11 else NEVER for frame in order]
    packets = PacketList(frames, kinds, [None] * 12, [None] * 12)
    stretch = packets.stretch(start, start + length)
    if stretch is None:
        return
    held = [frames[n] for n in packets.members(stretch)]
    assert sorted(held) == list(range(stretch.start, stretch.stop))
    assert start <= stretch.start < stretch.stop <= start + length
    assert kinds[stretch.first] is Kind.CLOSED


def test_av1_packets_that_bring_their_header_are_known() -> None:
    assert has_sequence_header(bytes([0x12, 0, 0x0A, 2, 0, 0]))  # a delimiter, then the header
    assert not has_sequence_header(bytes([0x12, 0, 0x32, 1, 0]))  # a delimiter, then a picture
    assert not has_sequence_header(b"")
