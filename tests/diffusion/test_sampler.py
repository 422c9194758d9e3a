"""The loop by itself, on a velocity that can be worked out by hand."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from engine.diffusion.sampler import sample
from engine.diffusion.schedule import limit
from engine.families.ltx import linear_quadratic

SHIFTED = torch.tensor([3 * s / (1 + 2 * s) for s in torch.linspace(1, 1 / 12, 12).tolist()] + [0.0])


def toward(target: Tensor):
    """The exact velocity of a model that knows only one clip: v = (x - x0) / sigma."""

    def velocity(x: Tensor, sigma: Tensor, step: int) -> Tensor:
        return (x - target) / sigma.clamp(min=1e-9)

    return velocity


def random(seed: int, t: int = 6) -> Tensor:
    return torch.randn((1, 4, t, 3, 5), generator=torch.Generator().manual_seed(seed))


def flat(*caps: float) -> Tensor:
    return torch.tensor(caps).view(1, 1, -1, 1, 1).expand(-1, -1, -1, 3, 5)


@given(st.lists(st.sampled_from([0.0, 0.2, 0.5, 1.0]), min_size=1, max_size=6))
def test_kept_tokens_come_back_bit_for_bit(caps: list[float]) -> None:
    x0, m = random(1, len(caps)), flat(*caps)
    x0[0, 0, :, 0, 0] = -0.0
    got = sample(toward(random(2, len(caps))), x0, m, random(3, len(caps)), SHIFTED)
    kept = (m == 0).expand_as(x0)
    assert torch.equal(got[kept].view(torch.int32), x0[kept].view(torch.int32))


def test_cap_one_is_the_plain_sampler() -> None:
    x, target = random(3), random(2)
    for s, s_next in pairwise(SHIFTED):
        x = x + (s_next - s) * ((x - target) / s)
    nowhere = torch.full_like(x, math.nan)  # what is not known is not looked at
    got = sample(toward(target), nowhere, flat(1, 1, 1, 1, 1, 1), random(3), SHIFTED)
    assert torch.equal(got, x)


def test_the_further_the_cap_the_further_from_the_source() -> None:
    def gaussian(x: Tensor, sigma: Tensor, step: int) -> Tensor:
        """The exact velocity where clips are white noise."""
        x0 = x * (1 - sigma) / ((1 - sigma) ** 2 + sigma**2)
        return (x - x0) / sigma.clamp(min=1e-9)

    source, eps = torch.randn((2, 1, 4, 6, 32, 32), generator=torch.Generator().manual_seed(4))
    m = torch.tensor([0, 0.2, 0.4, 0.6, 0.8, 1]).view(1, 1, -1, 1, 1).expand(-1, -1, -1, 32, 32)
    got = sample(gaussian, source, m, eps, SHIFTED)
    distance = (got - source).square().mean(dim=(0, 1, 3, 4)).tolist()
    assert distance[0] == 0
    assert distance == sorted(distance)


@pytest.mark.parametrize("m", [0.25, 0.5, 0.75])
def test_a_cap_is_a_fraction_of_the_steps_on_the_shifted_schedule(m: float) -> None:
    calls = 0

    def counting(x: Tensor, sigma: Tensor, step: int) -> Tensor:
        nonlocal calls
        calls += 1
        assert torch.allclose(sigma, sigma.flatten()[0].expand_as(sigma))
        return torch.zeros_like(x)

    x0, eps = random(1), random(3)
    got = sample(counting, x0, flat(*[m] * 6), eps, SHIFTED)
    assert calls == m * 12
    s = SHIFTED[round(12 * (1 - m))]
    torch.testing.assert_close(got, (1 - s) * x0 + s * eps)


@given(st.integers(1, 60), st.floats(0, 1), st.floats(0, 1))
def test_limits_rise_with_the_cap(steps: int, a: float, b: float) -> None:
    sigmas = torch.cat([torch.from_numpy(linear_quadratic(steps)).float(), torch.zeros(1)])
    low, high = limit(sigmas, torch.tensor(sorted([a, b]))).tolist()
    assert 0 <= low <= high <= 1
    assert limit(sigmas, torch.tensor([0.0, 1.0])).tolist() == [0.0, 1.0]


def test_every_step_tells_a_guess_and_the_last_one_is_the_result() -> None:
    guesses: list[Tensor] = []
    target = random(2)
    got = sample(
        toward(target),
        random(1),
        flat(0, 1, 1, 1, 1, 1),
        random(3),
        SHIFTED,
        lambda i, x, x0: guesses.append(x0),
    )
    assert len(guesses) == 12
    torch.testing.assert_close(guesses[0][:, :, 1:], target[:, :, 1:])
    torch.testing.assert_close(guesses[-1], got)


@given(st.integers(0, 12))
def test_going_on_from_a_step_gives_the_same_bits(done: int) -> None:
    kept: list[Tensor] = []
    arguments = toward(random(2)), random(1), flat(0, 1, 0.3, 1, 0.8, 1), random(3), SHIFTED
    whole = sample(*arguments, lambda i, x, x0: kept.append(x) if i == done else None)
    rest = sample(*arguments, done=done, x=kept[0] if kept else None)
    assert torch.equal(whole, rest)
