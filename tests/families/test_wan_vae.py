"""Wan's VAE a latent at a time: folding of pixels, masks of what a latent really draws, grey, memory."""

from __future__ import annotations

from itertools import pairwise

import pytest
import torch
from diffusers.models.autoencoders.autoencoder_kl_wan import patchify, unpatchify
from hypothesis import given
from hypothesis import strategies as st

from engine.families.wan_vae import WanVae, _patched, _spans, _unpatched, pooled
from tests.families.tiny_wan import tiny_wan_vae


@pytest.fixture(scope="module")
def vae() -> WanVae:
    return WanVae(tiny_wan_vae().eval().requires_grad_(False), torch.device("cpu"))


@pytest.mark.parametrize("p", [1, 2, 4])
def test_pixels_are_folded_as_diffusers_does(p: int) -> None:
    x = torch.randn(2, 3, 3, 8, 12)
    folded = _patched(x, p)
    assert torch.equal(folded, patchify(x, p))
    assert torch.equal(_unpatched(folded, p), unpatchify(folded, p))
    assert torch.equal(_unpatched(folded, p), x)


def test_a_known_first_frame_alone_is_shown_as_known() -> None:
    mask = torch.ones(1, 1, 9, 4, 4)
    mask[:, :, 0] = 0
    assert pooled(mask, 4, 4)[0].amax((0, 2, 3)).tolist() == [0, 1, 1]


def test_a_latent_that_draws_one_masked_pixel_is_masked_there_and_only_there() -> None:
    mask = torch.zeros(1, 1, 9, 8, 8)
    mask[0, 0, 3, 5, 6] = 1  # frame 3 is drawn by latent 1; row 5 and column 6 lie in the last latent
    found = pooled(mask, 4, 4)
    assert found.shape == (1, 16, 3, 2, 2)
    assert found.nonzero().tolist() == [[0, 4 * 1 + 2, 1, 1, 1]]


@pytest.mark.parametrize("frames", [1, 5, 41])
def test_grey_is_what_the_encoder_makes_of_grey(vae: WanVae, frames: int) -> None:
    with torch.inference_mode():
        whole = vae.encode(torch.zeros(1, 3, frames, 8, 8))
        assert (vae.grey(frames, 8, 8) - whole).abs().max() < 1e-5


@given(st.integers(1, 200), st.integers(2, 64))
def test_tiles_cover_everything_and_overlap(length: int, side: int) -> None:
    spans = _spans(length, side)
    assert spans[0][0] == 0
    assert spans[-1][1] == length
    assert all(stop - start == min(side, length) for start, stop in spans)
    assert all(b <= y for (_, y), (b, _) in pairwise(spans))
