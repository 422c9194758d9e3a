"""Regions on the latent grid: what a token draws decides its cap, whatever range, stride, size and shape."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.diffusion import canvas
from engine.diffusion.canvas import caps, fill, pixel_mask, read_pictures
from engine.diffusion.frames import beside
from engine.diffusion.generate import draw
from engine.diffusion.layout import Picture, lay_out
from engine.diffusion.masks import pool
from engine.diffusion.progress import Watch
from engine.document.edits import add_asset, append_clip
from engine.document.model import Document
from engine.document.request import Known, RegionMask
from engine.document.time import FrameRange
from engine.families.family import Spec
from engine.families.ltx import LTX
from engine.media.open import open_reader
from engine.media.output.writer import TakeWriter
from engine.media.region_mask import mask_at
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.render.compose import Composer
from tests.diffusion.wishes import FILM, HEIGHT, RATE, WIDTH, footage, request


def spec(frame_stride: int, space_stride: int) -> Spec:
    return Spec("f", "F", frame_stride, space_stride, 1, 4, 24.0, (64, 32), 97, "token", 20, 2.0)


@st.composite
def painted(dice: st.DrawFn) -> tuple[RegionMask, ...]:
    regions = []
    for _ in range(dice(st.integers(1, 3))):
        start = dice(st.integers(15, 45))
        place = FrameRange(start, start + dice(st.integers(1, 30)))
        points = dice(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=3, max_size=6))
        regions.append(RegionMask(place, "polygon", tuple(points), dice(st.sampled_from([0.0, 0.1, 0.3]))))
    return tuple(regions)


@given(
    painted(), st.integers(20, 30), st.integers(1, 30), st.integers(1, 8), st.sampled_from([4, 8, 16]),
    st.sampled_from([1.0, 0.4]), st.booleans(),
)  # fmt: skip
def test_a_tokens_cap_is_the_highest_of_the_pixels_that_it_draws(
    regions: tuple[RegionMask, ...], start: int, length: int, stride: int, space: int, cap: float, after: bool
) -> None:
    stop = start + length
    known = [
        Known(FrameRange(0, 80 if after else stop), "clip", "f"),
        Known(FrameRange(start, stop), "clip", "f", start, cap),
    ]
    wish = request(start, stop, *known, regions=regions)
    layout = lay_out(wish, stride)
    m = caps(wish, layout, (WIDTH, HEIGHT), spec(stride, space))
    pixels = np.stack([pixel_mask(wish, layout, i, (WIDTH, HEIGHT)) for i in range(len(layout.frames))])
    assert torch.equal(m, pool(torch.from_numpy(pixels)[None, None], stride, space))
    for i, frame in enumerate(layout.frames):
        mask = mask_at(regions, frame, (WIDTH, HEIGHT))
        if frame in wish.draw:
            expected = np.zeros_like(pixels[i]) if mask is None else mask * np.float32(cap)
            assert np.array_equal(pixels[i], expected)
        elif stop > frame or after:
            assert not pixels[i].any()


def test_frames_without_footage_are_drawn_wholly() -> None:
    region = RegionMask(FrameRange(0, 20), "box", ((0, 0), (0.5, 0.5)))
    wish = request(10, 20, Known(FrameRange(0, 10), "clip", "f"), regions=(region,))
    layout = lay_out(wish, 4)
    m = caps(wish, layout, (WIDTH, HEIGHT), spec(4, 8))
    assert (m[:, :, : layout.home] == 0).all()
    assert (m[:, :, layout.home :] == 1).all()


def test_what_a_region_leaves_out_comes_back_bit_for_bit_in_the_latents(
    takes: TakeLibrary, clip: Path, family: LTX
) -> None:
    region = RegionMask(FrameRange(10, 22), "box", ((0, 0), (0.5, 1)))
    wish = request(10, 22, footage(clip, 0, 40), footage(clip, 10, 22, cap=1.0), regions=(region,))
    layout = lay_out(wish, 4)
    filled = fill(wish, layout, family, (WIDTH, HEIGHT), Watch(None, lambda: False))
    take = draw(wish, takes, family=family)
    from safetensors import safe_open

    latents = safe_open(take.latents_path or "", framework="pt").get_tensor("latents")
    kept = (filled.m == 0).expand_as(latents)
    assert kept.any()
    assert torch.equal(latents[kept], filled.x0[kept])
    assert not torch.equal(latents[~kept], filled.x0[~kept])


def test_a_region_at_the_end_of_a_film_leaves_its_last_latent_known(clip: Path) -> None:
    """The frames drawn past the end to meet the frame rule hold the last one on."""
    region = RegionMask(FrameRange(10, 40), "box", ((0, 0), (0.25, 1)))
    wish = request(10, 40, footage(clip, 0, 40), footage(clip, 10, 40, cap=1.0), regions=(region,))
    layout = lay_out(wish, 4)
    assert len(layout.frames) > 40 - layout.frames.start
    m = caps(wish, layout, (WIDTH, HEIGHT), spec(4, 8))
    assert (m[0, 0, -1, :, :2] == 1).all()
    assert (m[0, 0, -1, :, 2:] == 0).all()


def test_a_long_stretch_is_encoded_in_pieces_that_equal_the_whole(
    clip: Path, family: LTX, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = replace(request(0, 40, footage(clip, 0, 40, cap=0.5)))
    layout, watch = lay_out(wish, 4), Watch(None, lambda: False)
    whole = fill(wish, layout, family, (WIDTH, HEIGHT), watch).x0
    monkeypatch.setattr(canvas, "PIECE", 5)
    monkeypatch.setattr(canvas, "PIECE_PIXELS", 1)
    monkeypatch.setattr(canvas, "REACH", 9)  # the tiny encoder looks 12 back, the last few faintly
    sizes: list[int] = []
    real = family.encode

    def noted(pixels: torch.Tensor, mid_clip: bool = False) -> torch.Tensor:
        sizes.append(pixels.shape[2])
        return real(pixels, mid_clip)

    monkeypatch.setattr(family, "encode", noted)
    pieces = fill(wish, layout, family, (WIDTH, HEIGHT), watch).x0
    assert sizes == [17, 37, 40]
    assert (pieces - whole).abs().max() < 0.02


TALL = (64, 128)
"""A picture of half the film's shape, turned: it lies in the middle fifth of it."""


@pytest.fixture
def tall(tmp_path: Path) -> Path:
    """White, 5 frames."""
    path = tmp_path / "tall.mkv"
    with TakeWriter(path, TALL, RATE) as writer:
        for _ in range(5):
            writer.write(np.full((*TALL[::-1], 3), 255, np.uint8))
    return path


@pytest.mark.parametrize("size", [(WIDTH, HEIGHT), (160, 80), (66, 30)])
@pytest.mark.parametrize("fill", [False, True])
def test_pictures_of_another_shape_lie_as_the_film_shows_them(
    tall: Path, size: tuple[int, int], fill: bool
) -> None:
    """At any size: a model's picture need not have quite the film's shape."""
    asset = asset_from_file(tall)
    document = append_clip(add_asset(Document(RATE, *FILM, fill=fill), asset), asset.id)
    wish = request(0, 5, Known(FrameRange(0, 5), str(tall), "f", shape=TALL), fill=fill)
    (read,) = read_pictures(wish, [Picture(0, 2)], size, lambda: None).values()
    with Composer(document, lambda card: None) as composer:
        shown = cv2.resize(composer.frame(2), size, interpolation=cv2.INTER_AREA)
    assert read.shape == shown.shape
    assert read[:, : size[0] * 3 // 10].any() == fill
    # The edge falls between two pixels of the smaller picture; everywhere else nothing differs.
    assert (np.abs(read.astype(int) - shown) > 4).any(axis=(0, 2)).sum() <= 2


def test_pictures_of_the_films_shape_are_read_as_ever(clip: Path) -> None:
    wish = request(0, 5, footage(clip, 0, 5))
    (read,) = read_pictures(wish, [Picture(0, 2)], (WIDTH, HEIGHT), lambda: None).values()
    with open_reader(clip, size=(WIDTH, HEIGHT), exact=True) as reader:
        assert np.array_equal(read, reader.frame(2))


def test_outpainting_draws_what_the_footage_leaves_empty_and_nothing_else() -> None:
    wish = request(
        10, 20,
        Known(FrameRange(0, 40), "clip", "f", shape=TALL),
        Known(FrameRange(10, 20), "clip", "f", 10, shape=TALL),
        outpaint=True,
    )  # fmt: skip
    layout = lay_out(wish, 4)
    x, y, w, h = wish.box(wish.known[1], (WIDTH, HEIGHT))
    assert (x, y, w, h) == (24, 0, 16, 32)
    m = caps(wish, layout, (WIDTH, HEIGHT), spec(4, 8))
    assert layout.frames.start < 10  # there is context, whose bars must not be taken for a picture either
    assert (m[..., 3:5] == 0).all()
    assert (m[..., :3] == 1).all()
    assert (m[..., 5:] == 1).all()
    assert (caps(replace(wish, outpaint=False), layout, (WIDTH, HEIGHT), spec(4, 8)) == 0).all()
    assert beside(wish, layout) == (None, None)
    left, right = beside(replace(wish, outpaint=False), layout)
    assert (left and left.frame, right and right.frame) == (9, 20)
    # A token that lies over the edge is drawn.
    m = caps(wish, layout, (WIDTH, HEIGHT), spec(4, 32))
    assert (m[:, :, layout.home] == 1).all()
