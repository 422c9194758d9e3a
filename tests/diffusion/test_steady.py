"""Guidance gives way where what is carried on has hardened, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from engine.diffusion.denoise import Drawing, windows_to_draw
from engine.diffusion.layout import lay_out
from engine.diffusion.options import Options
from engine.diffusion.progress import Watch
from engine.diffusion.prompts import Words
from engine.diffusion.resume import State, StateFile
from engine.diffusion.sampler import Velocity
from engine.diffusion.steady import ROOM, detail, drawn_first, given_way, own
from engine.diffusion.stepping import Stepping
from engine.diffusion.windows import windows
from engine.families.ltx import LTX
from tests.diffusion.wishes import HEIGHT, WIDTH, request

PICTURE = torch.randn(1, 4, 1, HEIGHT // 8, WIDTH // 8, generator=torch.Generator().manual_seed(3))
FRAMES, SCALE = 161, 3.0
HARDENS, SOFTENS = 0.06, 0.05
"""By which a window's detail grows over that of its context, for 1 of guidance, and falls without any."""


@given(st.floats(1, 12), st.floats(0.2, 5), st.floats(0.2, 5))
def test_it_never_gives_more_than_was_asked_nor_less_than_none(scale: float, one: float, two: float) -> None:
    less, more = (given_way(scale, PICTURE, grown * PICTURE) for grown in sorted((one, two)))
    assert 1 <= more <= less <= scale


@pytest.mark.parametrize(("grown", "left"), [(0.5, 1), (1, 1), (1 + ROOM / 2, 0.5), (1 + ROOM, 0), (9, 0)])
def test_as_much_goes_as_the_detail_has_grown(grown: float, left: float) -> None:
    assert given_way(4.0, PICTURE, grown * PICTURE) == pytest.approx(1 + 3 * left, abs=1e-3)


def test_a_plain_picture_or_one_column_is_no_trouble() -> None:
    assert detail(PICTURE[..., :1, :1]) == 0
    assert given_way(4.0, torch.zeros_like(PICTURE), torch.zeros_like(PICTURE)) == 4
    assert given_way(1.0, PICTURE, 2 * PICTURE) == 1


@given(st.integers(1, 300), st.integers(2, 40), st.integers(1, 8))
def test_every_latent_is_of_one_window(latents: int, longest: int, overlap: int) -> None:
    plan = windows(latents, longest, overlap)
    assert [k for n in range(len(plan)) for k in own(plan, n)] == list(range(latents))


def test_a_shot_begins_with_its_words_and_where_nothing_is_carried() -> None:
    a, b, both = frozenset({0}), frozenset({1}), frozenset({0, 1})
    plan = [range(start, start + 7) for start in (0, 4, 8, 12, 16, 40, 44)]
    said = [a, a, both, b, b, b, b]
    assert [drawn_first(plan, n, said) for n in range(7)] == [0, 0, 2, 3, 3, 5, 5]
    assert drawn_first(plan, 4, [both] * 7) == 4  # two prompts at once need all the guidance there is


def hardening(asked: list[float]) -> Callable[..., Velocity]:
    """A model that draws each window's context on, with more detail the more it is guided."""

    def velocity(window: range, key: str, control: object = None, scale: float = 1.0) -> Velocity:
        asked.append(scale)

        def towards(x: Tensor, sigma: Tensor, step: int) -> Tensor:
            carried = bool((sigma[:, :, 0] == 0).all())
            gain = 1 + HARDENS * (scale - 1) - SOFTENS if carried else 1.0
            x0 = gain * x[:, :, :1] if carried else PICTURE
            return torch.where(sigma > 0, (x - x0) / sigma.clamp(min=1e-6), 0)

        return towards

    return velocity


def grown(
    family: LTX, folder: Path, monkeypatch: pytest.MonkeyPatch, asked: list[float], cap: float
) -> float:
    """The detail of the last latent over that of the first, many windows later."""
    wish = request(0, FRAMES)
    layout = lay_out(wish, 4)
    words = [Words("a", "", (1.0,) * layout.latents)]
    options = Options().settled(family.spec)
    drawing = Drawing(wish, layout, family, (WIDTH, HEIGHT), 4, SCALE, words, [], options)
    monkeypatch.setattr(drawing, "_velocity", hardening(asked))
    x0 = PICTURE.expand(-1, -1, layout.latents, -1, -1).clone()
    m = torch.ones_like(x0[:, :1])
    m[:, :, family.spec.latent_frames(family.spec.longest_window) :] = cap
    state = State(x0, m, windows_to_draw(m, family.spec, options))
    out = drawing.latents(
        state, Stepping(family, Watch(None, lambda: False), 1), StateFile(folder / "s", "a")
    )
    return detail(out[:, :, -1:]) / detail(out[:, :, :1])


def test_detail_stays_where_guidance_alone_would_harden_it(
    family: LTX, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    assert 1 <= grown(family, tmp_path, monkeypatch, asked, 1.0) < 1 + ROOM
    assert asked[:2] == [
        SCALE,
        SCALE,
    ]  # it can have grown from the second window on
    assert min(asked) < SCALE
    left = (1 + HARDENS * (SCALE - 1) - SOFTENS) ** (len(asked) - 1)
    assert left > 1.5  # what it would have come to


def test_footage_that_is_redrawn_in_part_has_its_whole_guidance(
    family: LTX, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    grown(family, tmp_path, monkeypatch, asked, 0.5)
    assert set(asked) == {SCALE}
