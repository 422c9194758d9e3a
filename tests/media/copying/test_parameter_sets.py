"""Units, parameter sets and decoder configurations: taken apart and put together again."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import av
import numpy as np
import pytest
from av.codec.context import Flags
from hypothesis import given
from hypothesis import strategies as st

from engine.media.copying.avc_sps import dpb_frames
from engine.media.copying.nal import (
    Bits,
    golomb,
    join_lengths,
    payload,
    protected,
    split_lengths,
    split_start_codes,
)  # fmt: skip
from engine.media.copying.parameter_sets import SLICE_PPS, AvcConfig, HevcConfig, HevcIds, completed
from engine.media.copying.patch import x264_dpb
from tests.media.clips import picture

# Many zeros and small numbers: what emulation prevention is there for.
raw_units = st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 4, 255]), max_size=40).map(bytes)


@given(raw_units)
def test_protection_hides_start_codes_and_comes_off_again(raw: bytes) -> None:
    unit = protected(raw)
    assert b"\0\0\0" not in unit
    assert b"\0\0\1" not in unit
    assert b"\0\0\2" not in unit
    if not raw.endswith(b"\0\0"):
        assert payload(unit) == raw


@given(st.integers(0, 2**16), st.text("01", max_size=20))
def test_numbers_are_read_as_they_are_written(number: int, rest: str) -> None:
    code = golomb(number) + rest
    code += "0" * (-len(code) % 8)
    bits = Bits(int(code, 2).to_bytes(len(code) // 8, "big"))
    assert bits.ue() == number
    assert bits.left == len(code) - len(golomb(number))


@given(st.lists(st.binary(min_size=1, max_size=300), max_size=5), st.sampled_from([2, 4]))
def test_samples_are_split_as_they_were_joined(units: list[bytes], size: int) -> None:
    assert list(split_lengths(join_lengths(units, size), size)) == units


def test_a_length_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError):
        list(split_lengths(b"\0\0\0\5abc", 4))


def encoded(codec: str, options: dict[str, str], header: bool = True) -> tuple[Any, list[bytes]]:
    context: Any = av.CodecContext.create(codec, "w")
    context.width, context.height, context.pix_fmt = 96, 64, "yuv420p"
    context.time_base, context.framerate = Fraction(1, 24), Fraction(24)
    if header:
        context.flags |= int(Flags.global_header)
    context.options = options
    packets: list[bytes] = []
    for n in range(20):
        frame = av.VideoFrame.from_ndarray(picture(n, 96, 64), "rgb24").reformat(format="yuv420p")
        frame.pts = n
        packets += [bytes(packet) for packet in context.encode(frame)]
    return context, packets + [bytes(packet) for packet in context.encode(None)]


def decoded(codec: str, packets: list[bytes]) -> list[np.ndarray]:
    context: Any = av.CodecContext.create(codec, "r")
    frames = [frame for data in packets for frame in context.decode(av.Packet(data))]
    return [frame.to_ndarray() for frame in [*frames, *context.decode(None)]]


@pytest.fixture(scope="module")
def x265() -> tuple[list[bytes], list[bytes]]:
    """(parameter sets, packets with start codes) of x265, all its sets numbered 0."""
    context, packets = encoded(
        "libx265", {"x265-params": "log-level=none:keyint=8:slices=2:repeat-headers=0"}
    )
    return split_start_codes(bytes(context.extradata)), packets


def start_coded(units: list[bytes]) -> bytes:
    return b"".join(b"\0\0\0\1" + unit for unit in units)


@pytest.mark.parametrize("pps", [SLICE_PPS[0], SLICE_PPS[-1]])
def test_renumbered_pictures_decode_to_the_same(x265: tuple[list[bytes], list[bytes]], pps: int) -> None:
    sets, packets = x265
    ids = HevcIds(vps=3, sps=9, pps=pps)
    mine = [ids.renumbered(unit) for unit in sets if unit[0] >> 1 & 63 in (32, 33, 34)]
    assert mine != sets
    moved = [start_coded([ids.renumbered(unit) for unit in split_start_codes(data)]) for data in packets]
    before = decoded("hevc", [start_coded(sets) + packets[0], *packets[1:]])
    after = decoded("hevc", [start_coded(mine) + moved[0], *moved[1:]])
    assert len(before) == len(after) == 20
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


def test_an_hvcc_lists_both_encoders(x265: tuple[list[bytes], list[bytes]]) -> None:
    sets = [unit for unit in x265[0] if unit[0] >> 1 & 63 in (32, 33, 34)]
    head = bytes([1]) + bytes(11) + bytes([30]) + bytes(8) + bytes([0xF])
    config = HevcConfig(head, tuple((unit[0] >> 1 & 63, True, (unit,)) for unit in sets))
    assert HevcConfig.parse(config.to_bytes()) == config
    assert config.length_size == 4
    ids = config.free_ids()
    assert ids == HevcIds(1, 1, SLICE_PPS[0])
    both = HevcConfig.parse(config.with_units([ids.renumbered(unit) for unit in sets]).to_bytes())
    assert [len(both.units(kind)) for kind in (32, 33, 34)] == [2, 2, 2]
    assert both.free_ids() == HevcIds(2, 2, SLICE_PPS[1])


def test_an_avcc_lists_both_encoders() -> None:
    context, _ = encoded("libx264", {})
    units = split_start_codes(bytes(context.extradata))
    sps, pps = (next(unit for unit in units if unit[0] & 31 == kind) for kind in (7, 8))
    config = AvcConfig(sps[1], sps[2], sps[3], 4, (sps,), (pps,), b"\xfd\xf8\xf8\0")
    assert AvcConfig.parse(config.to_bytes()) == config
    assert config.free_id() == 1
    other, _ = encoded("libx264", {"x264-params": "sps-id=1"})
    both = AvcConfig.parse(config.with_units(split_start_codes(bytes(other.extradata))).to_bytes())
    assert (len(both.sps), len(both.pps)) == (2, 2)
    assert both.tail == config.tail
    assert both.free_id() == 2


@given(st.binary(max_size=60))
def test_damaged_configurations_are_refused_not_misread(data: bytes) -> None:
    for kind in (AvcConfig, HevcConfig):
        try:
            assert kind.parse(data).to_bytes()
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("options", "frames"),
    [
        ({"preset": "medium"}, 4),
        ({"preset": "slower"}, 8),
        ({"x264-params": "ref=1:bframes=0"}, 1),
        ({"x264-params": "ref=2:b-pyramid=none"}, 2),
        ({"x264-params": "dpb-size=11"}, 11),
        ({"profile": "baseline"}, 3),
        ({"x264-params": "nal-hrd=vbr:vbv-maxrate=2000:vbv-bufsize=2000:cqm=jvt:sar=4/3:ref=6"}, 6),
    ],
)
def test_frames_held_back_are_read_and_matched(options: dict[str, str], frames: int) -> None:
    """As x264 states them, whatever stands before them; and what is encoded to follow says the same."""
    context, _ = encoded("libx264", options)
    assert dpb_frames(split_start_codes(bytes(context.extradata))[0]) == frames
    for preset in ("veryfast", "medium", "veryslow"):
        follower, _ = encoded("libx264", {"preset": preset, "x264-params": x264_dpb(frames, preset)})
        assert dpb_frames(split_start_codes(bytes(follower.extradata))[0]) == frames


def test_frames_held_back_go_by_the_level_where_nothing_is_said() -> None:
    """A set without usability information: baseline, level 3.1, 1280 × 720."""
    code = f"{66:08b}{0:08b}{31:08b}" + golomb(0) + golomb(0) + golomb(0) + golomb(0) + golomb(1) + "0"
    code += golomb(79) + golomb(44) + "1" + "1" + "0" + "0" + "1"
    code += "0" * (-len(code) % 8)
    unit = bytes([0x67]) + int(code, 2).to_bytes(len(code) // 8, "big")
    assert dpb_frames(protected(unit)) == 5


def test_sets_that_lie_in_packets_are_announced_or_refused() -> None:
    context, _ = encoded("libx264", {})
    sps, pps = (unit for unit in split_start_codes(bytes(context.extradata)) if unit[0] & 31 in (7, 8))
    other, _ = encoded("libx264", {"preset": "veryslow"})
    changed = {unit for unit in split_start_codes(bytes(other.extradata)) if unit[0] & 31 in (7, 8)}
    announced = AvcConfig(sps[1], sps[2], sps[3], 4, (sps,), (pps,)).to_bytes()
    empty = AvcConfig(sps[1], sps[2], sps[3], 4, (), ()).to_bytes()
    assert completed("h264", announced, {sps, pps}) == announced
    assert completed("h264", empty, {sps, pps}) == announced
    for config, found in ((announced, changed), (empty, {sps, pps} | changed)):
        with pytest.raises(ValueError, match="change"):
            completed("h264", config, found)
    assert completed("av1", b"anything", set()) == b"anything"
