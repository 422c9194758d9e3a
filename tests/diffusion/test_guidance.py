"""Guidance and its two refinements, by their definitions."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from engine.diffusion.guidance import PLAIN, Branches, Refined

SIGMA = torch.ones(1, 1, 3, 4, 5)


def random(seed: int) -> Tensor:
    return torch.randn((1, 4, 3, 4, 5), generator=torch.Generator().manual_seed(seed))


@given(st.floats(0, 20))
def test_plain_guidance_goes_past_the_prompt(scale: float) -> None:
    without, prompted = random(1), random(2)
    expected = without + scale * (prompted - without)
    assert torch.equal(PLAIN.combine(without, prompted, scale, SIGMA, 0), expected)


def test_zero_star_fits_the_unprompted_branch_first() -> None:
    """An unprompted branch that is the prompted one at another size adds nothing, whatever the scale."""
    prompted = random(2)
    got = Refined(cfg_zero=True).combine(0.4 * prompted, prompted, 7.0, SIGMA, 0)
    torch.testing.assert_close(got, prompted)
    without = random(1)
    got = Refined(cfg_zero=True).combine(without, prompted, 1.0, SIGMA, 0)
    torch.testing.assert_close(got, prompted)
    fit = (without * prompted).sum() / without.square().sum()
    expected = fit * without + 3 * (prompted - fit * without)
    torch.testing.assert_close(Refined(cfg_zero=True).combine(without, prompted, 3.0, SIGMA, 0), expected)


@pytest.mark.parametrize(("steps", "still"), [(20, 0), (25, 1), (60, 2)])
def test_zero_star_stands_still_at_first(steps: int, still: int) -> None:
    refined = Refined(cfg_zero=True, steps=steps)
    moves = [bool(refined.combine(random(1), random(2), 3.0, SIGMA, step).any()) for step in range(4)]
    assert moves == [False] * still + [True] * (4 - still)


def test_rescaling_gives_the_prompted_branchs_deviation_back() -> None:
    without, prompted = random(1), random(2)
    v = Refined(rescale=1.0).combine(without, prompted, 8.0, SIGMA, 0)
    assert v.std(correction=0) == pytest.approx(float(prompted.std(correction=0)), rel=1e-5)
    half = Refined(rescale=0.5).combine(without, prompted, 8.0, SIGMA, 0)
    plain = PLAIN.combine(without, prompted, 8.0, SIGMA, 0)
    torch.testing.assert_close(half, (v + plain) / 2)


@pytest.mark.parametrize("refined", [Refined(cfg_zero=True), Refined(rescale=0.7)])
def test_kept_tokens_have_no_say(refined: Refined) -> None:
    """What the model answers at sigma 0 does not change what it draws elsewhere."""
    sigma = SIGMA.clone()
    sigma[:, :, 0] = 0
    without, prompted = random(1), random(2)
    loud = without.clone()
    loud[:, :, 0] *= 100
    one = refined.combine(without, prompted, 5.0, sigma, 3)[:, :, 1:]
    other = refined.combine(loud, prompted, 5.0, sigma, 3)[:, :, 1:]
    torch.testing.assert_close(one, other)


def test_a_processor_takes_the_branches_in_turn() -> None:
    branches = Branches(torch.device("cpu"))
    branches.before()
    branches.after()
    assert branches.at_once is False
    assert Branches(torch.device("cpu"), at_once=True).at_once is True
