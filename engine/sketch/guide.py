"""What the middle of the transformer is asked on the side, to learn sooner where things are.

Two linear heads read the blocks' hidden states while the transformer learns and are thrown away afterwards:
after the second block every cell says which row, column and latent it is, counted from both ends (rotary
positions only tell distances, so a network of this size finds its own place slowly), and after the fourth it
says which quarters of itself the subject covers (the renderer knows). The idea of teaching hidden states
beside the output is that of REPA (Yu et al., 2024); here the truth is drawn, so no other network is needed.
"""

from __future__ import annotations

from typing import Any

import torch
from diffusers import LTXVideoTransformer3DModel
from torch import Tensor, nn
from torch.nn import functional

from engine.sketch.scenes import silhouette
from engine.sketch.world import TIME_STRIDE, Scene

#: Cells are counted up to this many from an end.
MOST = 14
#: Each cell says what covers it in so many rows and columns of its own.
FINE = 4
PLACE_AFTER, SHAPE_AFTER = 1, 3
#: How much the two answers count beside the velocity's error.
PLACE_WEIGHT, SHAPE_WEIGHT = 0.05, 0.5


class Ear:
    """Keeps what a block gave last."""

    def __init__(self, block: nn.Module) -> None:
        self.heard: Tensor | None = None
        block.register_forward_hook(self)

    def __call__(self, _block: nn.Module, _given: Any, hidden: Tensor) -> None:
        self.heard = hidden


class Guide(nn.Module):
    """The two heads, listening to a transformer."""

    def __init__(self, transformer: LTXVideoTransformer3DModel) -> None:
        super().__init__()
        width = transformer.proj_in.out_features
        self.place, self.shape = nn.Linear(width, 6 * MOST), nn.Linear(width, FINE * FINE)
        blocks = list(transformer.transformer_blocks)  # of a very shallow network the last one answers
        self.ears = [Ear(blocks[min(after, len(blocks) - 1)]) for after in (PLACE_AFTER, SHAPE_AFTER)]

    def loss(self, cover: Tensor) -> Tensor:
        """What the heads' answers of the last call of the transformer cost. cover: what share of each fine
        cell the subject covers, [B, t, h·FINE, w·FINE]."""
        places, shapes = (ear.heard for ear in self.ears)
        if places is None or shapes is None:
            raise RuntimeError("the transformer has not been called since the guide began to listen")
        t, h, w = cover.shape[1], cover.shape[2] // FINE, cover.shape[3] // FINE
        asked = torch.stack(_counted(t, h, w)).to(cover.device)
        cells = t * h * w  # a reference picture's come after them
        answers = self.place(places[:, :cells]).float().unflatten(-1, (6, MOST)).permute(0, 3, 2, 1)
        where = functional.cross_entropy(answers, asked.expand(len(cover), -1, -1))
        truth = cover.unflatten(2, (h, FINE)).unflatten(4, (w, FINE)).permute(0, 1, 2, 4, 3, 5)
        what = functional.binary_cross_entropy_with_logits(
            self.shape(shapes[:, :cells]).float(), truth.reshape(len(cover), cells, -1)
        )
        return PLACE_WEIGHT * where + SHAPE_WEIGHT * what


def _counted(t: int, h: int, w: int) -> list[Tensor]:
    """Latent, row and column of every cell [t·h·w], from the first and from the last."""
    at = torch.meshgrid(*(torch.arange(n) for n in (t, h, w)), indexing="ij")
    ways = [way for k, n in zip(at, (t, h, w), strict=True) for way in (k, n - 1 - k)]
    return [way.flatten().clamp_max(MOST - 1) for way in ways]


def cover(scene: Scene, t: int, fps: float) -> Tensor:
    """What share of each fine cell the subject covers over a latent's frames, float16
    [t, height/4, width/4]."""
    frames = torch.from_numpy(silhouette(scene, (t - 1) * TIME_STRIDE + 1, fps, FINE)).float()
    later = frames[1:].unflatten(0, (t - 1, TIME_STRIDE)).mean(1) if t > 1 else frames[:0]
    return torch.cat([frames[:1], later]).half() / 255
