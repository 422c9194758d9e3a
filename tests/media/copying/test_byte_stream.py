"""Byte streams in MP4's form: the configuration is the one FFmpeg's muxer writes, units stay as they are."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Any

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.media.copying.byte_stream import announced, as_sample, is_byte_stream, units
from engine.media.copying.nal import split_lengths
from tests.media.clips import picture, write_video

X265 = {"x265-params": "keyint=8:log-level=none", "preset": "ultrafast"}
STREAMS = {
    "high": ("libx264", "yuv420p", {"g": "8", "bf": "2"}),
    "baseline": ("libx264", "yuv420p", {"g": "8", "profile": "baseline"}),
    "10 bit 4:2:2": ("libx264", "yuv422p10le", {"g": "8"}),
    "4:4:4": ("libx264", "yuv444p", {"g": "8"}),
    "main": ("libx265", "yuv420p", X265),
    "main 10": ("libx265", "yuv420p10le", X265),
}


@pytest.mark.parametrize("name", STREAMS)
def test_the_configuration_is_what_a_muxer_writes(tmp_path: Path, name: str) -> None:
    codec, pixels, options = STREAMS[name]
    path = write_video(
        tmp_path / "clip.ts",
        [picture(n) for n in range(16)],
        codec=codec,
        pixel_format=pixels,
        options=options,
    )
    buffer = io.BytesIO()
    with av.open(str(path)) as container:
        stream: Any = container.streams.video[0]
        coding, config = stream.codec_context.codec.canonical_name, bytes(stream.codec_context.extradata)
        assert is_byte_stream(coding, config)
        ours = announced(coding, config, pixels)
        with av.open(buffer, "w", format="mp4") as out:
            copy: Any = out.add_stream_from_template(stream, opaque=True)
            for packet in container.demux(stream):
                if packet.size:
                    packet.stream = copy
                    out.mux(packet)
    buffer.seek(0)
    with av.open(buffer) as container:
        theirs = bytes(container.streams.video[0].codec_context.extradata or b"")
    assert not is_byte_stream(coding, theirs)
    if coding == "hevc":
        # Besides the sets, the muxer keeps the encoder's greeting and counts the frame rate.
        assert ours[:22] == theirs[:19] + b"\0\0" + theirs[21:22]
    else:
        assert ours == theirs


@given(
    st.sampled_from(["h264", "hevc"]),
    st.lists(st.tuples(st.integers(0, 31), st.binary(min_size=1, max_size=40)), min_size=1, max_size=6),
    st.lists(st.sampled_from([b"\0\0\1", b"\0\0\0\1"]), min_size=6, max_size=6),
)
def test_units_stay_as_they_are(codec: str, wanted: list[tuple[int, bytes]], codes: list[bytes]) -> None:
    """Whatever start codes stand before them."""
    made = [
        (kind, bytes([kind if codec == "h264" else kind << 1]) + body.replace(b"\0", b"\2") + b"\x80")
        for kind, body in wanted
    ]
    data = b"".join(code + unit for code, (_, unit) in zip(codes, made, strict=False))
    assert units(codec, data) == made
    between = (7, 8, 9, 12) if codec == "h264" else (32, 33, 34, 35, 38)
    kept = [unit for kind, unit in made if kind not in between]
    assert list(split_lengths(as_sample(codec, data), 4)) == kept


@pytest.mark.parametrize("codec", ["h264", "hevc"])
@given(st.binary(max_size=80))
def test_what_announces_nothing_is_refused_or_parsed(codec: str, data: bytes) -> None:
    """Never anything but a `ValueError`."""
    with contextlib.suppress(ValueError):
        assert announced(codec, data, "yuv420p")[0] == 1


def test_sets_that_are_missing_are_told() -> None:
    with pytest.raises(ValueError, match="not announced"):
        announced("h264", b"\0\0\1\x67\x42\0\x1e\x80", "yuv420p")
    with pytest.raises(ValueError, match="not announced"):
        announced("hevc", b"", "yuv420p")
