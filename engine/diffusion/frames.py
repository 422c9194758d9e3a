"""Latents -> the frames of a take: decoded chunk by chunk, joined to the footage beside them, written."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.diffusion.canvas import read_pictures
from engine.diffusion.drift import PLATE, FirstWindow, Opening
from engine.diffusion.handover import Edge, hand_over
from engine.diffusion.joins import Joins
from engine.diffusion.layout import Layout, Picture
from engine.diffusion.progress import Watch
from engine.diffusion.prompts import words_along
from engine.diffusion.stitched import KnownPictures
from engine.document.request import Request
from engine.families.family import Family, Spec
from engine.media.output.writer import TakeWriter

LARGEST = 1920 * 1088
"""Pixels of a frame that a take is written at, at most: takes are lossless, and a model draws less anyway."""


def write_frames(
    path: Path,
    latents: Tensor,
    request: Request,
    layout: Layout,
    family: Family,
    size: tuple[int, int],
    watch: Watch,
) -> tuple[tuple[int, int], float | None]:
    """Decode and write the frames of the range, and no others: (width, height) written, worst seam score.

    Beside kept frames they are written at the film's size, so that the kept frames which are carried into
    them (`engine.diffusion.handover`) lose nothing; else at `size`, which they were drawn at.
    """
    skip, count = layout.draw.start - layout.frames.start, len(request.draw)
    sides = beside(request, layout) if request.match_colour else (None, None)
    written = film_size(request) if any(sides) else size
    footage = read_pictures(request, [side for side in sides if side], written, lambda: None)
    decoded = pictures(family, latents, skip + count + (sides[1] is not None))
    before = list(islice(decoded, skip))[-1:]
    left = Edge(footage[sides[0]], before[0]) if sides[0] else None
    began = time.perf_counter()

    def right() -> Edge | None:
        return Edge(footage[sides[1]], next(decoded)) if sides[1] else None

    joins = Joins(request, layout, written)
    opening = _opening(request, size) if any(sides) else first_window(request, layout, family.spec)
    with TakeWriter(path, written, request.rate) as writer:
        for done, rgb in enumerate(hand_over(islice(decoded, count), written, left, right, opening), 1):
            writer.write(rgb)
            joins.add(rgb)
            watch.tell("decode", done, count, (time.perf_counter() - began) / done * (count - done))
    return written, joins.worst()


def beside(request: Request, layout: Layout) -> tuple[Picture | None, Picture | None]:
    """The kept frames right before and right after the range, where the axis has them. One whose bars are
    not to be seen in the range is none."""
    first, stop = layout.draw.start - layout.frames.start, layout.draw.stop - layout.frames.start
    left = layout.pictures[first - 1] if first > 0 else None
    right = layout.pictures[stop] if stop < len(layout.pictures) else None
    # Frames that are drawn and dropped may show one of the range itself, held on.
    left, right = (None if side is None or side.frame in layout.draw else side for side in (left, right))
    left, right = (
        None if side and request.leaves_bars(request.known[side.known]) else side for side in (left, right)
    )
    return left, right


def _opening(request: Request, size: tuple[int, int]) -> Opening | None:
    """What the shot began with, at the `size` that is drawn: some of its pictures, evenly spread."""
    there = [(known, frame) for known in request.colours for frame in known.place]
    some = there[:: max(1, -(-len(there) // PLATE))]
    with KnownPictures() as reading:
        return Opening([reading.read(request, *each, size) for each in some]) if some else None


def first_window(request: Request, layout: Layout, spec: Spec) -> FirstWindow | None:
    """What a shot begins with that is drawn from one prompt alone, in more windows than one."""
    alone = not any(layout.pictures) and len(words_along(request, layout)) == 1
    long = len(layout.frames) > spec.longest_window
    return FirstWindow(spec.longest_window) if request.match_colour and alone and long else None


def film_size(request: Request) -> tuple[int, int]:
    """The film's (width, height), or the same shape with `LARGEST` pixels when that is less."""
    width, height = request.width, request.height
    scale = min(1.0, math.sqrt(LARGEST / (width * height)))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def pictures(family: Family, latents: Tensor, frames: int) -> Iterator[np.ndarray]:
    """The first `frames` decoded frames, uint8 `[H, W, 3]`, one after the other."""
    for chunk in family.decode(latents, frames):
        yield from to_bytes(chunk)


def to_bytes(pixels: Tensor) -> np.ndarray:
    """Pixels `[1, 3, F, H, W]` in [-1, 1] -> uint8 `[F, H, W, 3]`."""
    scaled = (pixels[0].clamp(-1, 1) + 1) * 127.5
    return scaled.round().to(torch.uint8).permute(1, 2, 3, 0).cpu().numpy()
