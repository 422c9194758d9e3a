"""A few words burnt into the picture that say that a model drew in it: only where a person asks for them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from PIL import Image, ImageDraw, ImageFont

from engine.media.output.coded import FrameCoder
from engine.media.output.settings import Plan
from engine.render.provenance.claim import ALL_DRAWN, Claim
from engine.render.provenance.labels import MarkTime

SECONDS = 2
GRID = 4
"""Its place and size are multiples of it, so that it lies on whole chroma samples of every format."""
LEAST = 8  # pixels: smaller letters cannot be read
DARK, LIGHT = (16, 16, 16), (235, 235, 235)


class Mark:
    """Dark, with light letters, in the lower left corner: a twenty-fifth of the picture's height.

    `plan` is that of the file; its frames are as a `FrameCoder` makes them.
    """

    def __init__(self, claim: Claim, plan: Plan, time: MarkTime) -> None:
        self.text = "AI-generated" if claim.source_type == ALL_DRAWN else "Made in part with AI"
        self._frames = math.ceil(SECONDS * claim.rate) if time == "2s" else claim.frames
        width, height = plan.size
        margin = -(-height // 40 // GRID) * GRID
        words = _drawn(self.text, height // 25, (width - margin, height - margin))
        self._place = margin, (height - margin - words.shape[0]) // GRID * GRID
        size = words.shape[1], words.shape[0]
        self._patch = FrameCoder(replace(plan, size=size, coded=size)).from_array(words)
        planar = len(self._patch.planes) > 1
        deep = self._patch.format.components[0].bits > 8
        self._sample = (2 if deep else 1) if planar else self._patch.format.padded_bits_per_pixel // 8

    def on(self, frame: VideoFrame, n: int) -> VideoFrame:
        """Frame `n` of the file with the mark, where it is to have one: a copy, since frames are shared."""
        if n >= self._frames:
            return frame
        marked = VideoFrame(frame.width, frame.height, frame.format.name)
        marked.colorspace, marked.color_range = frame.colorspace, frame.color_range
        x, y = self._place
        for whole, under, words in zip(marked.planes, frame.planes, self._patch.planes, strict=True):
            to = _bytes(whole, self._sample)
            to[:] = _bytes(under, self._sample)
            left = x * whole.width // frame.width * self._sample
            top = y * whole.height // frame.height
            patch = _bytes(words, self._sample)
            to[top : top + patch.shape[0], left : left + patch.shape[1]] = patch
        return marked


def _drawn(text: str, size: int, room: tuple[int, int]) -> np.ndarray:
    """The words as a picture `[H, W, 3]` uint8, as large as asked for or as fits into `room`."""
    letters = max(size, LEAST)
    while True:
        font = ImageFont.load_default(letters)
        left, top, right, bottom = font.getbbox(text)
        pad = max(2, letters // 3)
        width, height = (math.ceil(side) + 2 * pad for side in (right - left, bottom - top))
        if letters == 1 or (width + GRID <= room[0] and height + GRID <= room[1]):
            break
        letters -= 1
    box = tuple(
        max(1, min(-(-side // GRID) * GRID, most)) for side, most in zip((width, height), room, strict=True)
    )
    picture = Image.new("RGB", (box[0], box[1]), DARK)
    ImageDraw.Draw(picture).text((pad - left, pad - top), text, LIGHT, font)
    return np.asarray(picture)


def _bytes(plane: VideoPlane, sample: int) -> np.ndarray:
    """`[H, W · sample]` uint8: the plane's own memory, without what pads its lines."""
    lines = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, abs(plane.line_size))
    return lines[: plane.height, : plane.width * sample]
