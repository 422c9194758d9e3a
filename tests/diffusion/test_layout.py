"""Planning over any ranges, strides and context: the cut never moves; only what is wholly known is kept."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.diffusion.layout import Layout, Picture, lay_out, working_size
from engine.diffusion.masks import pool
from engine.diffusion.noise import place_noise
from engine.diffusion.windows import windows
from engine.document.request import Known, Request
from engine.document.time import FrameRange
from engine.errors import TweenError


def known(start: int, stop: int, cap: float = 0.0) -> Known:
    return Known(FrameRange(start, stop), "clip.mp4", "f", source_start=start, cap=cap)


def request(start: int, stop: int, *entries: Known) -> Request:
    return Request(
        card="c", lineage="l", origin=0, draw=FrameRange(start, stop), rate=Fraction(24), width=1280,
        height=720, model="m", prompt="p", known=entries,
    )  # fmt: skip


def latent_caps(layout: Layout) -> list[float]:
    frames = torch.tensor(layout.caps).view(1, 1, -1, 1, 1)
    return pool(frames, layout.stride).flatten().tolist()


@st.composite
def requests(dice: st.DrawFn) -> Request:
    start = dice(st.integers(0, 60))
    stop = start + dice(st.integers(1, 120))
    entries = []
    if before := dice(st.integers(0, 40)):
        entries.append(known(start - before, start))
    if after := dice(st.integers(0, 40)):
        entries.append(known(stop, stop + after))
    if dice(st.booleans()):
        entries.append(known(start, stop, cap=0.4))
    stills = dice(st.lists(st.tuples(st.integers(start, stop - 1), st.integers(1, 9)), max_size=3))
    entries += [known(frame, frame + length) for frame, length in stills]
    return request(start, stop, *entries)


@given(requests(), st.integers(1, 8), st.integers(0, 4))
def test_any_request_is_laid_out_by_the_rules(wish: Request, stride: int, context: int) -> None:
    layout = lay_out(wish, stride, context)
    assert layout.frames.covers(wish.draw)
    assert (len(layout.frames) - 1) % stride == 0
    assert len(layout.pictures) == len(layout.caps) == len(layout.frames)
    assert layout.frames.start >= wish.draw.start - context * stride - 1
    for k, cap in enumerate(latent_caps(layout)):
        span = [layout.pictures[i] for i in layout.span(k)]
        if cap < 1:
            assert all(picture is not None for picture in span)
        if all(p is None or p.frame not in wish.draw for p in span) and None not in span:
            assert cap == 0
    for frame in wish.draw:  # what is drawn of the range is what no cap-0 picture keeps
        assert 0 <= frame - layout.frames.start < len(layout.frames)
    covered = [k for stretch in layout.stretches() for k in range(stretch.first, stretch.stop)]
    assert covered == sorted(set(covered))
    for stretch in layout.stretches():
        assert len(stretch.pictures) == sum(len(layout.span(k)) for k in range(stretch.first, stretch.stop))


@given(st.integers(30, 60), st.integers(1, 120), st.integers(1, 8))
def test_with_kept_frames_before_it_a_latent_begins_at_the_cut(start: int, length: int, stride: int) -> None:
    layout = lay_out(request(start, start + length, known(0, start)), stride)
    assert layout.span(layout.home).start == start - layout.frames.start
    assert latent_caps(layout)[: layout.home] == [0.0] * layout.home
    assert all(cap == 1 for cap in latent_caps(layout)[layout.home :])


@given(st.integers(1, 120), st.integers(1, 8))
def test_with_kept_frames_only_after_it_a_latent_ends_at_the_cut(length: int, stride: int) -> None:
    layout = lay_out(request(50, 50 + length, known(50 + length, 200)), stride)
    caps = latent_caps(layout)
    assert layout.span(caps.index(0.0)).start == 50 + length - layout.frames.start


def test_the_end_of_the_film_is_overshot_and_dropped() -> None:
    layout = lay_out(request(114, 324, known(0, 114)), 4)
    assert layout.frames == FrameRange(105, 326)
    assert layout.latents == 56
    assert layout.home == 3


def test_a_keyframe_is_held_over_its_latent() -> None:
    layout = lay_out(request(10, 30, known(0, 10), known(17, 18)), 4)
    (k,) = layout.held
    assert 17 - layout.frames.start in layout.span(k)
    assert {layout.pictures[i] for i in layout.span(k)} == {Picture(1, 17)}
    assert latent_caps(layout)[k] == 0
    assert [s.first for s in layout.stretches()] == [0, k]


def test_a_keyframe_at_the_start_of_a_film_is_its_first_frame_alone() -> None:
    layout = lay_out(request(0, 20, known(0, 1)), 4)
    assert not layout.held
    assert latent_caps(layout) == [0, 1, 1, 1, 1, 1]


def test_a_remix_is_one_clip_with_its_context() -> None:
    layout = lay_out(request(10, 22, known(0, 40), known(10, 22, 0.35)), 4)
    assert [s.stop - s.first for s in layout.stretches()] == [layout.latents]
    assert latent_caps(layout) == pytest.approx([0, 0, 0, 0.35, 0.35, 0.35, 0, 0])


def test_an_empty_range_is_refused() -> None:
    with pytest.raises(TweenError, match="nothing to draw"):
        lay_out(request(5, 5), 4)


@pytest.mark.parametrize(
    ("film", "native", "multiple", "size"),
    [
        ((1280, 720), (224, 128), 16, (224, 128)),
        ((1280, 720), (704, 512), 32, (800, 448)),
        ((720, 1280), (704, 512), 32, (448, 800)),
        ((1000, 1000), (224, 128), 16, (176, 176)),
        ((4000, 100), (224, 128), 16, (1280, 32)),
    ],
)
def test_the_working_size_has_the_films_aspect_and_the_native_area(
    film: tuple[int, int], native: tuple[int, int], multiple: int, size: tuple[int, int]
) -> None:
    got = working_size(film[0], film[1], native, multiple)
    assert got[0] % multiple == got[1] % multiple == 0
    assert got == size


@pytest.mark.parametrize(
    ("film", "scale", "size"),
    [((1280, 720), 1.0, (224, 128)), ((1280, 720), 0.5, (112, 64)), ((720, 1280), 0.25, (32, 64))],
)
def test_a_draft_has_a_part_of_the_models_width_and_height(
    film: tuple[int, int], scale: float, size: tuple[int, int]
) -> None:
    assert working_size(*film, (224, 128), 16, scale) == size


@given(st.integers(1, 200), st.integers(1, 40), st.integers(0, 8))
def test_windows_cover_everything_and_begin_with_context(latents: int, longest: int, overlap: int) -> None:
    plan = windows(latents, longest, overlap)
    assert plan[0].start == 0
    assert plan[-1].stop == latents
    assert {len(window) for window in plan} == {min(latents, longest)}
    for before, after in pairwise(plan):
        assert before.start < after.start
        assert before.stop - after.start >= min(overlap, longest - 1)


@given(st.integers(-5, 40), st.integers(0, 2**31), st.integers(1, 6))
def test_windows_agree_on_their_noise(first: int, seed: int, shift: int) -> None:
    one = place_noise(seed, first, (2, 8, 3, 3))
    other = place_noise(seed, first + shift, (2, 8, 3, 3))
    assert torch.equal(one[:, :, shift:], other[:, :, : 8 - shift])
    assert not torch.equal(one[:, :, 0], other[:, :, 0])


def test_a_mask_is_pooled_over_what_a_latent_draws() -> None:
    mask = torch.zeros(1, 1, 9, 8, 8)
    mask[:, :, 4, 3, 5] = 1  # the last frame of latent 1
    mask[:, :, 5, 0, 0] = 0.5  # the first frame of latent 2
    pooled = pool(mask, 4, 4)
    assert pooled.shape == (1, 1, 3, 2, 2)
    assert pooled[0, 0].flatten(1).tolist() == [[0, 0, 0, 0], [0, 1, 0, 0], [0.5, 0, 0, 0]]
