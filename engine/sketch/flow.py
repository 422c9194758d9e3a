"""Flow matching with a noise level per token: positions, levels, and the transformer call.

x_sigma = (1 - sigma)·x0 + sigma·eps, v = eps - x0, timestep = 1000·sigma for every token on its own.
"""

from __future__ import annotations

import torch
from diffusers import LTXVideoTransformer3DModel
from torch import Tensor

from engine.sketch.world import SPACE_STRIDE, TIME_STRIDE

#: How many seconds before the first latent a reference picture stands in the rotary positions.
REFERENCE_BEFORE = 1.0


def build_transformer(
    channels: int, text_width: int, layers: int = 6, heads: int = 4
) -> LTXVideoTransformer3DModel:
    """A small LTX transformer for latents of so many channels, random weights, heads of width 64; it begins
    by predicting zero."""
    width = heads * 64
    model = LTXVideoTransformer3DModel(
        in_channels=channels, out_channels=channels, num_attention_heads=heads, attention_head_dim=64,
        cross_attention_dim=width, num_layers=layers, caption_channels=text_width,
    )  # fmt: skip
    torch.nn.init.zeros_(model.proj_out.weight)
    torch.nn.init.zeros_(model.proj_out.bias)
    return model


def positions(t: int, h: int, w: int, fps: float, space_scale: float = 1.0, first: int = 0) -> Tensor:
    """Rotary positions [1, 3, t·h·w] as LTXConditionPipeline gives them: seconds, then rows and columns in
    pixels.

    Latent 0 of a clip is one frame, so latent k begins at frame 4k - 3; a window that starts at latent
    `first` counts its seconds from there. space_scale 2 lays a half-size picture out over the positions of a
    full one, which lets training at half size teach the layout of the full size.
    """
    k, y, x = torch.meshgrid(torch.arange(first, first + t), torch.arange(h), torch.arange(w), indexing="ij")
    start = (k * TIME_STRIDE + 1 - TIME_STRIDE).clamp_min(0)
    step = SPACE_STRIDE * space_scale
    return torch.stack([(start - start[0, 0, 0]) / fps, y * step, x * step]).float().flatten(1)[None]


def pack(latents: Tensor) -> Tensor:
    """[B, C, t, h, w] to tokens [B, t·h·w, C]."""
    return latents.flatten(2).transpose(1, 2)


def velocity(
    model: LTXVideoTransformer3DModel,
    x: Tensor,
    sigma: Tensor,
    embeds: Tensor,
    mask: Tensor,
    where: Tensor,
    reference: Tensor | None = None,
) -> Tensor:
    """v at x [B, C, t, h, w] with every token's sigma [B, 1, t, h, w]; where is `positions` [1, 3, S].
    reference: the latent of a picture [B, C, 1, h, w] whose subject is to appear."""
    b, _, t, h, w = x.shape
    tokens, times = pack(x), pack(sigma)[..., 0]
    if reference is not None:
        tokens, where = torch.cat([tokens, pack(reference)], 1), torch.cat([where, before(where, h * w)], 2)
        times = torch.cat([times, times.new_zeros(b, h * w)], 1)
    v = model(
        hidden_states=tokens, encoder_hidden_states=embeds, timestep=times * 1000,
        encoder_attention_mask=mask, num_frames=t, height=h, width=w, video_coords=where.expand(b, -1, -1),
        return_dict=False,
    )[0]  # fmt: skip
    return v[:, : t * h * w].transpose(1, 2).unflatten(2, (t, h, w))


def before(where: Tensor, cells: int) -> Tensor:
    """Positions [1, 3, cells] of a reference picture: those of the first latent, a second before it."""
    return where[:, :, :cells] - where.new_tensor((REFERENCE_BEFORE, 0, 0))[None, :, None]


def _ends(m: Tensor, generator: torch.Generator, first: bool, last: bool) -> None:
    t = m.shape[1]
    if first:
        m[:, : int(torch.randint(1, max(2, t // 2), (1,), generator=generator))] = 0
    if last:
        m[:, t - int(torch.randint(1, max(2, t // 2), (1,), generator=generator)) :] = 0


def _box(m: Tensor, generator: torch.Generator) -> None:
    """Keep all but one box of places, through all or the later frames."""
    _, t, h, w = m.shape
    u = torch.rand(5, generator=generator)
    high, wide = max(2, int(h * (0.3 + 0.5 * u[0]))), max(2, int(w * (0.3 + 0.5 * u[1])))
    y, x = int(u[2] * (h - high + 1)), int(u[3] * (w - wide + 1))
    inside = torch.zeros_like(m)
    inside[:, (0 if u[4] < 0.7 else t // 2) :, y : y + high, x : x + wide] = 1
    m.mul_(inside)


def random_caps(told: list[bool], t: int, h: int, w: int, generator: torch.Generator) -> Tensor:
    """Noise caps m [B, 1, t, h, w] of the kinds that the editor's tools make: 0 kept, 1 drawn from noise.

    Clips that are `told` by their words are all noise half of the time; of the others something always shows.
    """
    caps = torch.ones(len(told), 1, t, h, w)
    for m, alone in zip(caps, told, strict=True):
        kind = float(torch.rand(1, generator=generator))
        if not alone:  # kept ends need three latents
            kind = 0.5 + 0.5 * kind if t > 2 else 0.82 + 0.18 * kind
        if kind < 0.50:
            continue
        if kind < 0.66:
            _ends(m, generator, first=True, last=False)
        elif kind < 0.78:
            _ends(m, generator, first=True, last=True)
        elif kind < 0.82:
            _ends(m, generator, first=False, last=True)
        elif kind < 0.90:
            _box(m, generator)
        elif kind < 0.95:
            m.copy_(torch.rand(1, t, 1, 1, generator=generator).expand_as(m))
        else:
            m.fill_(float(torch.rand(1, generator=generator)))
        if m.max() == 0:  # nothing would be left to learn
            m.fill_(1)
    return caps


def random_sigma(batch: int, generator: torch.Generator) -> Tensor:
    """Global noise levels [B, 1, 1, 1, 1], mostly high, where layout and colour are decided.

    A fifth are above .9: LTX's schedule takes half its steps there.
    """
    bell = torch.sigmoid(torch.randn(batch, generator=generator) + 0.8)
    flat = torch.rand(batch, generator=generator)
    kind = torch.rand(batch, generator=generator)
    sigma = torch.where(kind < 0.5, bell, torch.where(kind < 0.8, flat, 0.9 + 0.1 * flat))
    return sigma.clamp(1e-3, 1).view(-1, 1, 1, 1, 1)
