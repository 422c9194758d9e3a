"""Pixel masks and caps -> latent ones. A mask is 1 where pixels are redrawn, a cap anything from 0 to 1."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def pool(mask: Tensor, frame_stride: int, space_stride: int = 1) -> Tensor:
    """Pixel mask `[B, 1, stride·k + 1, H, W]` -> latent mask `[B, 1, k + 1, h, w]`.

    The highest value of all pixels that a latent draws: a latent that touches one redrawn pixel is redrawn.
    Latent 0 draws frame 0 alone (the VAE being causal), so frame 0 is repeated to fill its block.
    """
    lead = mask[:, :, :1].expand(-1, -1, frame_stride - 1, -1, -1)
    whole = torch.cat([lead, mask], dim=2)
    return F.max_pool3d(whole, (frame_stride, space_stride, space_stride), ceil_mode=True)
