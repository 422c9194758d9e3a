"""Blended clips on the time axis: caps open where the curve crosses; at either end is one clip alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.diffusion.blend import mixed, nearer, opening, second, shares
from engine.diffusion.canvas import fill
from engine.diffusion.generate import draw
from engine.diffusion.layout import Picture, lay_out
from engine.diffusion.progress import Watch
from engine.document.request import BlendPart, Known, Request
from engine.document.time import FrameRange
from engine.families.family import Family
from engine.families.loading import open_folder
from engine.families.ltx import LTX
from engine.media.output.writer import TakeWriter
from engine.project.takes import TakeLibrary
from tests.diffusion.test_families import kept_latents
from tests.diffusion.test_resume import cut_off
from tests.diffusion.wishes import HEIGHT, NOTES, RATE, WIDTH, footage, frames_of, request
from tests.families.cases import CASES

RAMP = ((0.0, 0.0), (1.0, 1.0))
SPAN = FrameRange(9, 25)


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """40 frames, frame i of grey 255 - 6·i."""
    path = tmp_path_factory.mktemp("footage") / "other.mkv"
    with TakeWriter(path, (WIDTH, HEIGHT), RATE) as writer:
        for i in range(40):
            writer.write(np.full((HEIGHT, WIDTH, 3), 255 - 6 * i, np.uint8))
    return path


def wish(first: Path, then: Path, points: tuple[tuple[float, float], ...], strength: float = 1.0) -> Request:
    """`first` turns into `then` in SPAN, both with their own frames beside it."""
    blends = (BlendPart(SPAN, str(then), "g", SPAN.start, points),)
    after = Known(FrameRange(SPAN.stop, 40), str(then), "g", SPAN.stop)
    under = replace(footage(first, SPAN.start, SPAN.stop), cap=strength)
    return request(SPAN.start, SPAN.stop, footage(first, 0, SPAN.start), after, under, blends=blends)


@given(
    st.lists(st.floats(0, 1), min_size=2, max_size=5).map(sorted),
    st.sampled_from([1.0, 0.6]),
    st.sampled_from([4, 8]),
)
def test_a_rising_curve_opens_the_cap_once_and_closes_it(
    values: list[float], strength: float, stride: int
) -> None:
    points = tuple((i / (len(values) - 1), value) for i, value in enumerate(values))
    asked = wish(Path("a"), Path("b"), points, strength)
    layout = lay_out(asked, stride)
    inside = [cap for cap, frame in zip(layout.caps, layout.frames, strict=True) if frame in SPAN]
    top = inside.index(max(inside))
    assert inside == sorted(inside[:top]) + sorted(inside[top:], reverse=True)
    assert max(inside) <= strength
    assert not any(cap for cap, frame in zip(layout.caps, layout.frames, strict=True) if frame not in SPAN)
    whole = [k for k in range(layout.latents) if all(layout.frames.start + i in SPAN for i in layout.span(k))]
    share = np.array(shares(asked, layout))[whole]
    assert (np.diff(share) > -1e-9).all()
    assert ((share >= 0) & (share <= 1)).all()
    assert set(shares(asked, layout)[: layout.home]) <= (
        # Half-way there, the first frame may already be nearer to the other clip.
        {0.0, 1.0} if abs(values[0] - 0.5) < 0.1 else {float(round(values[0]))}
    )


def test_the_cap_is_shut_where_one_clip_is_all_there_is() -> None:
    assert [opening(at) for at in (0.0, 0.5, 1.0)] == [0, 1, 0]


def test_each_frame_is_shown_by_the_clip_that_it_has_more_of() -> None:
    asked = wish(Path("a"), Path("b"), RAMP)
    layout = lay_out(asked, 4)
    both = second(asked, layout)
    assert both is not None
    number = len(asked.known)
    upper = [picture for picture in both[1].pictures if picture and picture.frame in SPAN]
    assert upper == [Picture(number, frame) for frame in SPAN]
    _, shown = nearer(asked, layout)
    halves = [picture.known for picture in shown.pictures if picture and picture.frame in SPAN]
    assert halves == [2] * 8 + [number] * 8
    assert nearer(replace(asked, blends=()), layout) == (replace(asked, blends=()), layout)


def test_a_keyframe_in_a_blend_stays_as_it_is() -> None:
    asked = wish(Path("a"), Path("b"), RAMP)
    key = Known(FrameRange(13, 17), "key.png", "k")
    asked = replace(asked, known=(*asked.known, key))
    layout = lay_out(asked, 4)
    both = second(asked, layout)
    assert both is not None
    for each in (layout, both[1]):
        held = [i for i, frame in enumerate(layout.frames) if frame in key.place]
        assert all(each.pictures[i] == Picture(3, layout.frames.start + i) for i in held)
        assert not any(layout.caps[i] for i in held)


def test_a_mixture_of_the_same_is_the_same() -> None:
    latents = torch.randn(1, 4, 5, 2, 2)
    assert torch.equal(mixed(latents, latents, [0, 0.3, 0.5, 0.9, 1]), latents)


@pytest.fixture(scope="module", params=CASES)
def any_family(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Family:
    return open_folder(CASES[request.param].make(tmp_path_factory.mktemp("family") / "tiny", **NOTES))


def test_every_family_keeps_the_ends_and_draws_the_middle(
    takes: TakeLibrary, clip: Path, other: Path, any_family: Family
) -> None:
    """A curve that is level at both ends: there the clips' own latents come back bit for bit."""
    points = ((0.0, 0.0), (0.25, 0.0), (0.25, 0.5), (0.75, 0.5), (0.75, 1.0), (1.0, 1.0))
    asked = wish(clip, other, points)
    layout = lay_out(asked, any_family.spec.frame_stride)
    canvas = fill(asked, layout, any_family, (WIDTH, HEIGHT), Watch(None, lambda: False))
    latents, _ = kept_latents(draw(asked, takes, family=any_family))
    kept = (canvas.m == 0).expand_as(latents)
    drawn = (canvas.m[0, 0] == 1).flatten(1).all(1)
    home = layout.home
    assert drawn.tolist()[home : home + 4] == [False, True, True, False]
    assert torch.equal(latents[kept], canvas.x0[kept])
    assert not torch.isclose(latents[:, :, drawn], canvas.x0[:, :, drawn]).all()


def test_a_level_curve_is_one_clip_throughout(
    takes: TakeLibrary, clip: Path, other: Path, family: LTX
) -> None:
    for level, path in ((0.0, clip), (1.0, other)):
        take = draw(wish(clip, other, ((0.0, level), (1.0, level))), takes, family=family)
        under = replace(footage(path, SPAN.start, SPAN.stop), cap=0.0)
        plain = wish(clip, other, RAMP)
        plain = replace(plain, blends=(), known=(*plain.known[:2], under))
        assert np.array_equal(frames_of(take), frames_of(draw(plain, takes, family=family)))


def test_a_blend_longer_than_a_window_goes_on_after_a_stop(
    takes: TakeLibrary, clip: Path, other: Path, family: LTX, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWEENBOARD_STATE_SECONDS", "0")
    long = FrameRange(2, 38)
    asked = request(
        2, 38, footage(clip, 0, 2), replace(footage(clip, 2, 38), cap=1.0), Known(FrameRange(38, 40),
        str(other), "g", 38), blends=(BlendPart(long, str(other), "g", 2, RAMP),),
    )  # fmt: skip
    whole = draw(asked, TakeLibrary(tmp_path / "calm.takes"), family=family)
    cut_off(asked, takes, family, "sample", 3)
    again = draw(asked, takes, family=family)
    assert again.stats["model_calls"] < whole.stats["model_calls"]
    assert np.array_equal(frames_of(again), frames_of(whole))
