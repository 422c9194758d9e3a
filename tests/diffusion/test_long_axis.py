"""Long axes by both ways, where the right answer is known: clips that are Gaussian, each frame like the last.

Every value follows its neighbour with a correlation of .95, so a clip's variance is 1 and the step from one
latent to the next deviates by √(2 · .05), everywhere: in a window, between windows, in the first and the
last. The model is the exact one of a window, which knows nothing outside it. Euler steps lose some of both,
so a window drawn alone is the measure.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from engine.diffusion.denoise import Drawing, windows_to_draw
from engine.diffusion.layout import lay_out
from engine.diffusion.options import LongAxis, Options
from engine.diffusion.progress import Watch
from engine.diffusion.resume import State, StateFile
from engine.diffusion.sampler import Velocity
from engine.diffusion.stepping import Stepping
from engine.diffusion.windows import fused_windows
from engine.errors import TweenError
from engine.families.ltx import LTX
from tests.diffusion.wishes import HEIGHT, WIDTH, request

ALIKE, STEPS = 0.95, 24


def gaussian(window: range, key: str, control: object = None, scale: float = 1.0) -> Velocity:
    """The exact velocity of the clips in one window: E[x0 | x] is linear in x."""
    place = torch.arange(len(window))
    like = ALIKE ** (place[:, None] - place).abs().double()

    def velocity(x: Tensor, sigma: Tensor, step: int) -> Tensor:
        s = sigma[0, 0, :, 0, 0].double()  # the same for all tokens of a latent here
        clean, noise = torch.diag(1 - s), torch.diag(s**2)
        guess = like @ clean @ torch.linalg.inv(clean @ like @ clean + noise)
        x0 = torch.einsum("ij,bcjhw->bcihw", guess.float(), x)
        return torch.where(sigma > 0, (x - x0) / sigma.clamp(min=1e-6), 0)

    return velocity


def drawn(family: LTX, folder: Path, axis: LongAxis, frames: int, monkeypatch: pytest.MonkeyPatch) -> Tensor:
    """`[t, n]`: n independent sequences along the latents."""
    wish = request(0, frames)
    layout, options = lay_out(wish, 4), Options(axis).settled(family.spec)
    drawing = Drawing(wish, layout, family, (WIDTH, HEIGHT), STEPS, 1.0, [], [], options)
    monkeypatch.setattr(drawing, "_velocity", gaussian)
    x0 = torch.zeros(1, 4, layout.latents, HEIGHT // 8, WIDTH // 8)
    m = torch.ones_like(x0[:, :1])
    state = State(x0, m, windows_to_draw(m, family.spec, options))
    stepping = Stepping(family, Watch(None, lambda: False), 1)
    return drawing.latents(state, stepping, StateFile(folder / "s", "a"))[0].transpose(0, 1).flatten(1)


@pytest.mark.parametrize(("axis", "rough", "most"), [("carry", 0.12, 1.3), ("fuse", 0.3, 1.6)])
def test_nothing_fades_and_nothing_jumps(
    family: LTX, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, axis: LongAxis, rough: float, most: float
) -> None:
    alone = drawn(family, tmp_path, axis, 25, monkeypatch)
    x = drawn(family, tmp_path, axis, 241, monkeypatch)
    assert (len(alone), len(x)) == (7, 61)
    ideal = alone.diff(dim=0).std(dim=1).mean()
    steps = x.diff(dim=0).std(dim=1)
    assert float(steps.mean() / ideal) == pytest.approx(1, abs=rough)
    assert float(steps.max() / ideal) < most
    assert float(x.square().mean() / alone.square().mean()) > 0.75
    assert float(x[-7:].square().mean() / x[:7].square().mean()) == pytest.approx(1, abs=0.3)


@given(st.integers(1, 200), st.integers(1, 40), st.integers(0, 60), st.integers(0, 8))
def test_fused_windows_cover_the_axis_once_whatever_the_step(
    latents: int, longest: int, step: int, overlap: int
) -> None:
    plan = fused_windows(latents, longest, step, overlap)
    assert [k for _, part in plan for k in part] == list(range(latents))
    for window, part in plan:
        assert len(window) == min(latents, longest)
        assert 0 <= window.start <= part.start
        assert part.stop <= window.stop <= latents


def test_no_latent_is_always_beside_a_border() -> None:
    borders = [{part.start for _, part in fused_windows(100, 13, step)} - {0} for step in range(20)]
    assert max(sum(k in each for each in borders) for k in range(1, 100)) <= 4


def test_the_way_is_the_familys_or_whoever_knows_better(family: LTX, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Options.from_environment().settled(family.spec).long_axis == family.spec.long_axis == "carry"
    monkeypatch.setenv("TWEENBOARD_LONG_AXIS", "fuse")
    monkeypatch.setenv("TWEENBOARD_CFG_ZERO", "1")
    monkeypatch.setenv("TWEENBOARD_RESCALE", "0.7")
    assert Options.from_environment().settled(family.spec) == Options("fuse", True, 0.7)
    monkeypatch.setenv("TWEENBOARD_LONG_AXIS", "sideways")
    with pytest.raises(TweenError, match="say carry or fuse"):
        Options.from_environment()
