"""Wan 2.1 VACE (Alibaba): Wan with a second input that shows it what to keep and what to look like.

The control video has three parts, latent by latent: what is kept, what may change, and the mask, with each
latent's pixels as channels. Where something is redrawn both videos are grey, or the old object leaks through;
so the second one is always grey. Reference pictures go in front as latents of their own.

    kept      [references | z(kept pixels, grey elsewhere)]
    changing  [     0     | z(grey)                       ]
    mask      [     0     | 1 = redraw                    ]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F
from diffusers import WanVACETransformer3DModel
from torch import Tensor, nn

from engine.errors import TweenError
from engine.families.family import Control, TextCond
from engine.families.wan import Wan
from engine.families.wan_vae import pooled

WHITE = 1.0


class Vace(Wan):
    """The protocol of `family.Family` over one VACE checkpoint folder."""

    kind: type[nn.Module] = WanVACETransformer3DModel
    _grey: Tensor | None = None

    def _fits(self) -> bool:
        shown = 2 * self.vae.channels + self.vae.space_stride**2
        return super()._fits() and self.transformer.config.vace_in_channels == shown

    @torch.inference_mode()
    def condition(
        self, pixels: Tensor, mask: Tensor, references: Sequence[Tensor] = (), drawn: Tensor | None = None
    ) -> Control:
        if len(references) > self.spec.references:
            raise TweenError(
                f"{self.spec.name} follows at most {self.spec.references} reference pictures, not "
                f"{len(references)}; take some of them away."
            )
        pixels, mask = pixels.to(self.device), mask.to(self.device)
        _, _, frames, height, width = pixels.shape
        redraw = mask > 0.5
        changing = self._of_grey(frames, height, width)
        kept = changing if redraw.all() else self.vae.encode(torch.where(redraw, 0.0, pixels))
        shape = pooled(mask, self.spec.frame_stride, self.spec.space_stride)
        if drawn is not None:
            n = drawn.shape[2]
            kept = torch.cat([drawn.to(kept), kept[:, :, n:]], dim=2)
            shape = torch.cat([torch.zeros_like(shape[:, :, :n]), shape[:, :, n:]], dim=2)
        video = torch.cat([kept, changing, shape], dim=1)
        for picture in references:
            shown = self.vae.encode(_letterboxed(picture.to(self.device), height, width))
            rest = shown.new_zeros(1, video.shape[1] - shown.shape[1], *shown.shape[2:])
            video = torch.cat([torch.cat([shown, rest], dim=1), video], dim=2)
        return Control(video, len(references))

    def _arguments(self, x: Tensor, cond: TextCond, fps: float) -> dict[str, Any]:
        video = cond.control.video if cond.control else self._blank(*x.shape[2:])
        return {"control_hidden_states": video.to(self.device, self.dtype).expand(len(x), -1, -1, -1, -1)}

    def _blank(self, t: int, h: int, w: int) -> Tensor:
        """The control video of a clip of which nothing is known."""
        stride = self.spec.space_stride
        grey = self._of_grey(self.spec.pixel_frames(t), h * stride, w * stride)
        return torch.cat([grey, grey, grey.new_ones(1, stride**2, t, h, w)], dim=1)

    def _of_grey(self, frames: int, height: int, width: int) -> Tensor:
        stride = self.spec.space_stride
        size = (self.spec.latent_frames(frames), height // stride, width // stride)
        if self._grey is None or self._grey.shape[2:] != size:
            self._grey = self.vae.grey(frames, height, width)
        return self._grey


def _letterboxed(picture: Tensor, height: int, width: int) -> Tensor:
    """`[3, H', W']` fitted into `[1, 3, 1, height, width]` with white around it, as the model was trained."""
    scale = min(height / picture.shape[1], width / picture.shape[2])
    size = (int(picture.shape[1] * scale), int(picture.shape[2] * scale))
    fitted = F.interpolate(picture[None].float(), size, mode="bilinear", align_corners=False)
    top, left = (height - size[0]) // 2, (width - size[1]) // 2
    around = (left, width - size[1] - left, top, height - size[0] - top)
    return F.pad(fitted, around, value=WHITE)[:, :, None]
