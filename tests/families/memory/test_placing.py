"""Plans carried out on tiny checkpoints of every family: the same pictures wherever the parts lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from engine.diffusion.sampler import sample
from engine.families import loading
from engine.families.family import Family
from engine.families.memory.plan import Plan
from engine.families.tiles import apart
from tests.families.cases import CASES

PLAIN = Plan("resident", "resident", "resident", "float32", 17, tiled=False, together=False)
IN_TURN = replace(PLAIN, text="in turn", transformer="in turn", vae="in turn")
BY_BLOCKS = replace(IN_TURN, text="by blocks", transformer="by blocks")
EIGHT_BITS = replace(PLAIN, dtype="float8")
SMALLEST = replace(BY_BLOCKS, dtype="float8")
NEAR = 0.2
"""Of the plain answer's deviation: what three bits of mantissa cost a network of two layers."""


@pytest.fixture(scope="module", params=CASES)
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Plan], Family]:
    """The same checkpoint loaded by any plan."""
    folder: Path = CASES[request.param].make(tmp_path_factory.mktemp(request.param) / "model")
    return lambda plan: loading.open_folder(folder, plan=plan)


@pytest.fixture(scope="module")
def plain(place: Callable[[Plan], Family]) -> tuple[Tensor, Tensor]:
    return drawn(place(PLAIN))


def drawn(family: Family) -> tuple[Tensor, Tensor]:
    """Latents of a few steps between kept ones, at both experts' noise levels, and their pixels."""
    cond = family.encode_text(["a red ball"])
    family.free_text()
    side = 4 * family.spec.size_multiple()
    pixels = torch.rand(1, 3, 9, side, side, generator=torch.Generator().manual_seed(1)) * 2 - 1
    x0 = family.encode(pixels)
    eps = torch.randn(x0.shape, generator=torch.Generator().manual_seed(2))
    m = torch.ones(1, 1, *x0.shape[2:])
    m[:, :, 0] = 0

    def velocity(x: Tensor, sigma: Tensor, step: int) -> Tensor:
        return family.velocity(x, sigma, cond, first_latent=0, fps=24, key="w0/prompt")

    z = sample(velocity, x0, m, eps, family.sigmas(4, *x0.shape[2:]), level=family.spec.sigma)
    return z, torch.cat(list(family.decode(z, 9)), dim=2)


@pytest.mark.parametrize("plan", [IN_TURN, BY_BLOCKS], ids=["in turn", "by blocks"])
def test_wherever_the_parts_lie_the_answer_is_the_same_bit_for_bit(
    place: Callable[[Plan], Family], plain: tuple[Tensor, Tensor], plan: Plan
) -> None:
    latents, pixels = drawn(place(plan))
    assert torch.equal(latents, plain[0])
    assert torch.equal(pixels, plain[1])


@pytest.mark.parametrize("plan", [EIGHT_BITS, SMALLEST], ids=["resident", "by blocks"])
def test_eight_bit_weights_give_nearly_the_same(
    place: Callable[[Plan], Family], plain: tuple[Tensor, Tensor], plan: Plan
) -> None:
    family = place(plan)
    latents, pixels = drawn(family)
    stored = {p.dtype for part in family.denoisers() for p in part.parameters()}
    assert torch.float8_e4m3fn in stored
    assert latents.isfinite().all()
    assert pixels.isfinite().all()
    away = (latents - plain[0]).norm() / plain[0].norm()
    assert 0 < away < NEAR
    again, _ = drawn(family)
    assert torch.equal(again, latents), "weights are widened for a call, and lose nothing by it"


def test_tiles_as_large_as_the_picture_change_nothing_and_smaller_ones_little(
    place: Callable[[Plan], Family],
) -> None:
    family: Any = place(PLAIN)
    side = 8 * family.spec.patch
    z = torch.randn(1, family.spec.channels, 2, side, side, generator=torch.Generator().manual_seed(3))
    whole = torch.cat(list(family.decode(z, 5)), dim=2)
    family.tile(True)
    assert torch.equal(torch.cat(list(family.decode(z, 5)), dim=2), whole)
    shrink_tiles(family, 3 * whole.shape[-1] // 4)
    tiled = torch.cat(list(family.decode(z, 5)), dim=2)
    assert tiled.shape == whole.shape
    # Random weights look far over a tile's edge; the picture stays the same one all the same.
    assert 0 < (tiled - whole).abs().mean() < 0.4 * whole.std()
    family.tile(False)
    assert torch.equal(torch.cat(list(family.decode(z, 5)), dim=2), whole)


def shrink_tiles(family: Any, side: int) -> None:
    if hasattr(family.vae, "tile"):
        family.vae.tile = side
        return
    family.vae.tile_sample_min_height = family.vae.tile_sample_min_width = side


def test_parts_in_turn_come_one_after_the_other(place: Callable[[Plan], Family]) -> None:
    family: Any = place(IN_TURN)
    vae = getattr(family.vae, "module", family.vae)
    cond = family.encode_text(["a red ball"])
    assert family.placing.has_turn(family.text.encoder) or hasattr(family, "connectors")
    side = 4 * family.spec.size_multiple()
    z = family.encode(torch.zeros(1, 3, 1, side, side))
    assert family.placing.has_turn(vae)
    sigma = torch.ones(1, 1, *z.shape[2:])
    for level in (1.0, 0.1) if len(family.denoisers()) == 2 else (1.0,):
        family.velocity(z, sigma * level, cond, first_latent=0, fps=24, key="w0/prompt")
        part = family.denoisers()[0 if level == 1 else 1]
        assert family.placing.has_turn(part)
        assert not family.placing.has_turn(vae)
    list(family.decode(z, 1))
    assert family.placing.has_turn(vae)


def test_layers_by_blocks_are_handed_to_the_library(place: Callable[[Plan], Family]) -> None:
    family: Any = place(BY_BLOCKS)

    def handed(module: Any) -> int:
        hooked = [m for m in module.modules() if hasattr(m, "_diffusers_hook")]
        return sum(m._diffusers_hook.get_hook("group_offloading") is not None for m in hooked)

    assert handed(family.transformer) >= 3, "two blocks, and what is around them"
    assert handed(family.text.encoder) > 2


@given(st.integers(2, 200), st.integers(8, 32))
def test_no_tile_is_a_single_latent_wide(length: int, tile: int) -> None:
    stride = apart(length, tile)
    assert 2 <= stride <= tile
    widths = [min(tile, length - start) for start in range(0, length, stride)]
    assert min(widths) >= 2
