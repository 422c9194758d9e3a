"""Footage whose frames say which they are: sixteen bright or dark blocks along the top spell the number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

BITS = 16
SIZES = {"720p": (1280, 720), "1080p": (1920, 1080), "4k": (3840, 2160)}


def coded_frames(size: tuple[int, int], count: int, still: bool = False) -> Iterator[np.ndarray]:
    """yuv420p as `[H * 3 / 2, W]` uint8: a texture that drifts, some grain, the number on top.

    `still`: neither drift nor grain, for footage that is to be small.
    """
    width, height = size
    random = np.random.default_rng(3)
    coarse = random.normal(0, 40, (height // 16, width // 16))
    texture = np.kron(coarse, np.ones((16, 16))) + random.normal(
        0, 0 if still else 5, (height // 16 * 16, width // 16 * 16)
    )
    texture = np.pad(texture, ((0, height - len(texture)), (0, 0)), "edge")
    luma = np.clip(texture + 120, 16, 235).astype(np.uint8)
    chroma = np.clip(128 + texture[::2, ::2] / 3, 16, 240).astype(np.uint8).reshape(-1, width)
    step, tall = width // BITS, height // 12
    for n in range(count):
        frame = np.concatenate(
            [luma if still else np.roll(luma, (n * 2, n * 5), (0, 1)), chroma, chroma[::-1]]
        )
        for bit in range(BITS):
            frame[:tall, bit * step : (bit + 1) * step] = 235 if n >> bit & 1 else 16
        yield frame


def number_of(rgb: np.ndarray) -> int:
    """The number that a picture `[H, W, 3]` shows."""
    height, width, _ = rgb.shape
    return sum(1 << bit for bit, (x, y) in enumerate(block_centres(width, height)) if rgb[y, x, 1] > 128)


def block_centres(width: int, height: int) -> list[tuple[int, int]]:
    """(x, y) in the middle of each block."""
    return [((2 * bit + 1) * width // (2 * BITS), height // 24) for bit in range(BITS)]


def make(path: Path, size: tuple[int, int], frames: int, gop: int, still: bool = False) -> None:
    """H.264 at 30 frames a second with B-frames, four references and a key frame every `gop` frames."""
    with av.open(str(path), "w") as container:
        options = {"preset": "veryfast", "crf": "23", "bf": "3", "sc_threshold": "0", "refs": "4"}
        options["keyint_min"] = str(gop)
        stream: Any = container.add_stream("libx264", rate=30, options=options)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.codec_context.gop_size = gop
        stream.codec_context.colorspace = stream.codec_context.color_primaries = 1
        stream.codec_context.color_trc = stream.codec_context.color_range = 1
        for n, coded in enumerate(coded_frames(size, frames, still)):
            frame = av.VideoFrame.from_ndarray(coded, "yuv420p")
            frame.pts, frame.time_base = n, Fraction(1, 30)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def repeat(source: Path, target: Path, times: int) -> int:
    """`source`, a file of whole groups of pictures, copied `times` times one after the other: packets only.

    Returns the number of frames.
    """
    count = 0
    with av.open(str(target), "w") as out:
        written: Any = None
        for turn in range(times):
            with av.open(str(source)) as container:
                stream = container.streams.video[0]
                if written is None:
                    written = out.add_stream_from_template(stream)
                length = int(stream.duration or 0)
                for packet in container.demux(stream):
                    if packet.pts is None or packet.dts is None or not packet.size:
                        continue
                    packet.pts, packet.dts = packet.pts + turn * length, packet.dts + turn * length
                    packet.stream = written
                    out.mux(packet)
                    count += 1
    return count
