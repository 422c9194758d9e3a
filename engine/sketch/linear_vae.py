"""Writes the linear codec into an LTX autoencoder's weights, in closed form.

Trained from random weights for an hour, an autoencoder of this size came to 27 dB; principal components of
the same blocks give 32 dB. So the network begins as the linear codec, exactly but for what its norms and
activations bend, and its decoder's residual blocks, which begin at nothing, learn from there.

How a linear map passes through RMS norm and SiLU: every channel carries a constant beside its small signal,
so that the norm divides by almost the same number everywhere and SiLU works on an almost straight piece of
its curve. A least-squares fit of the last layer on what really arrives there takes the bending that is left
into account.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderKLLTXVideo
from diffusers.models.autoencoders.autoencoder_kl_ltx import LTXVideoCausalConv3d
from torch import Tensor
from torch.nn import functional

from engine.sketch.codec import CHANNELS, LinearCodec, blocks_of, components
from engine.sketch.vae import decoded, posterior

#: A cell is 4×4 pixels of one frame, a sub-block 2×8×8 pixels, a block 4×16×16; so many values each.
CELL, SUB, PHASES = 48, 384, 8
#: Encoder: what a signal's channels carry besides, how much the others, and the signal's own size.
LIFT, ANCHOR, SIGNAL = 0.6, 7.9, 0.1
#: Decoder's last layer: the size of the picture beside the constant one.
FAINT = 0.2
#: Encoded means scatter so little that sampling a latent instead of taking its mode changes nothing visible.
LOG_VARIANCE = -9.0
#: Of the cells one in so many is fitted on.
FEW = 17


def sub_index() -> Tensor:
    """int64 [8, 384]: which value of a block (colour, time, row, column) is which channel of its sub-blocks,
    as the two halvings of time, height and width lay them: cell channel times eight plus phase."""
    block = torch.arange(3 * 4 * 16 * 16).view(3, 4, 16, 16)
    x = block.view(3, 2, 2, 2, 2, 4, 2, 2, 4)  # colour, T t, H h row, W w column
    x = x.permute(1, 3, 6, 0, 8, 5, 2, 4, 7)  # T H W, colour column row, t h w
    return x.reshape(PHASES, SUB)


def rotation(size: int, rng: np.random.Generator) -> Tensor:
    """A random orthonormal matrix whose last column is the same for all rows."""
    start = rng.standard_normal((size, size))
    start[:, 0] = 1
    q = np.linalg.qr(start)[0]
    q[:, 0] = size**-0.5
    return torch.from_numpy(np.roll(q, -1, axis=1)).float()


def centre(conv: torch.nn.Conv3d, weight: Tensor, bias: Tensor, causal: bool) -> None:
    """Make a 3×3×3 convolution a map [out, in] of the present cell alone."""
    assert conv.bias is not None
    conv.weight.zero_()
    conv.weight[:, :, 2 if causal else 1, 1, 1] = weight
    conv.bias.copy_(bias)


class Fit:
    """Ridge regression, gathered batch by batch: targets [N, out] from features [N, in] and a constant."""

    def __init__(self, ridge: float = 1e-7) -> None:
        self.gram, self.cross, self.ridge = torch.zeros(()), torch.zeros(()), ridge

    def add(self, features: Tensor, targets: Tensor) -> None:
        x = torch.cat([features, torch.ones(len(features), 1)], 1).double()
        self.gram, self.cross = self.gram + x.T @ x, self.cross + x.T @ targets.double()

    def solve(self) -> tuple[Tensor, Tensor]:
        """(weight [out, in], bias [out])."""
        lift = self.ridge * self.gram.diagonal().mean() * torch.eye(len(self.gram), dtype=torch.float64)
        lift[-1, -1] = 0
        found = torch.linalg.solve(self.gram + lift, self.cross).float()
        return found[:-1].T.contiguous(), found[-1].contiguous()


def _cells(x: Tensor) -> Tensor:
    """[B, C, …] as rows [N, C]."""
    return x.movedim(1, -1).flatten(0, -2)


@contextmanager
def arriving(layer: torch.nn.Module) -> Iterator[list[Tensor]]:
    """What reaches a layer by each call, as it is called."""
    caught: list[Tensor] = []
    hook = layer.register_forward_pre_hook(lambda _, given: caught.append(given[0]))
    try:
        yield caught
    finally:
        hook.remove()


def _of_subs(covariance: Tensor) -> Tensor:
    """The covariance [384, 384] of sub-blocks, all phases together, of that of blocks."""
    return torch.stack([covariance[i][:, i] for i in sub_index()]).mean(0)


@torch.no_grad()
def write_encoder(vae: AutoencoderKLLTXVideo, codec: LinearCodec, clips: list[Tensor], seed: int = 0) -> None:
    """Make the encoder give the codec's latents. clips: pixels [B, 3, F, H, W] that the last layer is fitted
    on."""
    encoder, kept = vae.encoder, CELL * 2 - 1
    first, second = (_sampler(block.downsamplers) for block in encoder.down_blocks)
    turn = rotation(CELL, np.random.default_rng(seed))
    centre(encoder.conv_in.conv, SIGNAL * turn, torch.zeros(CELL), causal=True)
    # The first halving passes all values on by its residual.
    centre(first, torch.zeros(CELL, CELL), torch.zeros(CELL), causal=True)
    basis, _ = components(_of_subs(codec.covariance), kept)
    spun = rotation(kept, np.random.default_rng(seed + 1)) @ basis.T
    weight, bias = torch.zeros(kept + 1, SUB), torch.full((kept + 1,), ANCHOR)
    # Undo the first layer's turn, which mixed the cell's channels of each phase alike.
    weight[:kept] = torch.einsum("kcp,dc->kdp", spun.view(kept, CELL, PHASES), turn).reshape(kept, SUB)
    bias[:kept] = LIFT - SIGNAL * spun @ codec.mean[sub_index()].mean(0)
    centre(second, weight, bias, causal=True)
    fit = Fit()
    with arriving(encoder.conv_out) as caught:
        for pixels in clips:
            posterior(vae, pixels)
            fit.add(_cells(caught.pop()), _cells(codec.encode(pixels)))
    weight, bias = fit.solve()
    unsure = torch.zeros(1, weight.shape[1]), torch.full((1,), LOG_VARIANCE)
    centre(encoder.conv_out.conv, torch.cat([weight, unsure[0]]), torch.cat([bias, unsure[1]]), causal=True)


def _sampler(samplers: Any) -> torch.nn.Conv3d:
    """The convolution of a block's only halving or doubling."""
    (sampler,) = samplers
    return sampler.conv.conv


def _less_residual(weight: Tensor, inner: int) -> Tensor:
    """A map [out · 8, in] less what the upsampler adds by itself: to channel j of phase p, the input's
    channel (j mod in/8) · 8 + p."""
    weight = weight.clone()
    for j, p in itertools.product(range(len(weight) // PHASES), range(PHASES)):
        weight[j * PHASES + p, j % (inner // PHASES) * PHASES + p] -= 1
    return weight


@torch.no_grad()
def write_decoder(vae: AutoencoderKLLTXVideo, codec: LinearCodec, clips: list[Tensor], seed: int = 0) -> None:
    """Make the decoder the linear map that fits its encoder's latents of the clips best; its residual blocks
    begin at nothing."""
    decoder, subs = vae.decoder, sub_index()
    for name, weight in decoder.named_parameters():
        if ".conv2." in name:
            torch.nn.init.zeros_(weight)
    blocks, at_rest = _to_blocks(vae, clips)
    wide = decoder.conv_in.conv.out_channels
    half = wide // 2
    centre(decoder.conv_in.conv, torch.eye(wide, CHANNELS), torch.zeros(wide), causal=False)
    up1, up2 = (_sampler(block.upsamplers) for block in decoder.up_blocks)
    # One code for the sub-blocks of all eight phases, each value over the root of its deviation.
    basis, spread = components(_of_subs(blocks @ codec.deviation.square().diag() @ blocks.T), half)
    size = spread.sqrt().clamp_min(0.03)
    middle = at_rest[subs].mean(0)
    code = torch.stack([basis.T @ blocks[i] / size[:, None] for i in subs], 1).reshape(-1, CHANNELS)
    bias = torch.stack([basis.T @ (at_rest[i] - middle) / size for i in subs], 1).flatten()
    code = torch.cat([code, torch.zeros(len(code), wide - CHANNELS)], 1)
    centre(up1, _less_residual(code, wide), bias, causal=False)
    # Cells, turned so that the picture's weakest component is the one that would change the channels' mean.
    cells = basis.view(CELL, PHASES, half)
    weakest_last = components(torch.einsum("cpk,dpk->cd", cells * spread, cells * spread), CELL)[0].T
    turn = FAINT * rotation(CELL, np.random.default_rng(seed + 2)) @ weakest_last
    weight = torch.einsum("dc,cpk->dpk", turn, cells * size).reshape(-1, half)
    bias = 1 + torch.einsum("dc,cp->dp", turn, middle.view(CELL, PHASES)).flatten()
    centre(up2, _less_residual(weight, half), bias, causal=False)
    _fit_pixels(vae, clips)


def _to_blocks(vae: AutoencoderKLLTXVideo, clips: list[Tensor]) -> tuple[Tensor, Tensor]:
    """The linear map [D, C] from the encoder's latents to blocks, and its constant [D]."""
    fit = Fit()
    for pixels in clips:
        fit.add(_cells(posterior(vae, pixels).mode()), blocks_of(pixels).flatten(0, 3))
    return fit.solve()


def _fit_pixels(vae: AutoencoderKLLTXVideo, clips: list[Tensor]) -> None:
    """The last layer: a cell's pixels from itself and its neighbours, which takes the blocks' edges away."""
    conv, fit = vae.decoder.conv_out.conv, Fit(1e-5)
    with arriving(vae.decoder.conv_out) as caught:
        for pixels in clips:
            decoded(vae, posterior(vae, pixels).mode())
            fit.add(_near(caught.pop())[::FEW], _cells(patched(pixels))[::FEW])
    weight, bias = fit.solve()
    conv.weight.copy_(weight.view_as(conv.weight))
    assert conv.bias is not None
    conv.bias.copy_(bias)


def _near(x: Tensor) -> Tensor:
    """What a convolution that is not causal sees at each place of [B, C, f, h, w]: [N, C·3·3·3]."""
    x = torch.cat([x[:, :, :1], x, x[:, :, -1:]], 2)
    windows = functional.pad(x, (1, 1, 1, 1)).unfold(2, 3, 1).unfold(3, 3, 1).unfold(4, 3, 1)
    return windows.permute(0, 2, 3, 4, 1, 5, 6, 7).flatten(4).flatten(0, 3)


def patched(pixels: Tensor) -> Tensor:
    """Pixels [B, 3, F, H, W] as cells [B, 48, F, H/4, W/4] in the order of the decoder's last layer."""
    b, c, f, h, w = pixels.shape
    x = pixels.reshape(b, c, f, h // 4, 4, w // 4, 4).permute(0, 1, 6, 4, 2, 3, 5)
    return x.reshape(b, CELL, f, h // 4, w // 4)


def lean(vae: AutoencoderKLLTXVideo) -> AutoencoderKLLTXVideo:
    """The same encoder, whose convolutions that look at the present cell alone look at nothing else: a
    twentieth of the time, while it is as `write_encoder` left it."""
    for module in vae.encoder.modules():
        if not isinstance(module, LTXVideoCausalConv3d) or module.conv.kernel_size != (3, 3, 3):
            continue
        conv = module.conv
        there = conv.weight.detach()[:, :, 2:, 1:2, 1:2]
        if conv.bias is None or conv.weight.count_nonzero() > there.count_nonzero():
            continue
        small = torch.nn.Conv3d(conv.in_channels, conv.out_channels, 1)
        small.load_state_dict({"weight": there, "bias": conv.bias.detach()})
        module.conv, module.kernel_size = small, (1, 1, 1)
    return vae
