"""SkyReels-V2 Diffusion Forcing (Skywork): a Wan transformer with a timestep for every latent frame.

A kept frame runs at sigma 0. Inside a frame that is partly kept, the loop blends what is kept in. Timesteps
are whole numbers, as the checkpoints were trained on them.
"""

from __future__ import annotations

from typing import Any

from diffusers import SkyReelsV2Transformer3DModel
from torch import Tensor, nn

from engine.families.family import TextCond
from engine.families.wan import Wan


class SkyReels(Wan):
    """The protocol of `family.Family` over one SkyReels-V2 DF checkpoint folder."""

    kind: type[nn.Module] = SkyReelsV2Transformer3DModel

    def _timestep(self, sigma: Tensor) -> Tensor:
        return (1000 * sigma).amax((1, 3, 4)).floor()

    def _arguments(self, x: Tensor, cond: TextCond, fps: float) -> dict[str, Any]:
        # It was shown clips at 16 frames a second and at 24, and told which of the two; once for the batch.
        return {"enable_diffusion_forcing": True, "fps": [int(fps > 20)]}

    def _shift(self, area: int) -> float:
        return float(self.options.get("shift") or self.scheduler.get("flow_shift") or 8.0)
