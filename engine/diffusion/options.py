"""How a request is drawn where its model leaves a choice: for measuring, and for whoever knows better."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

from engine.errors import TweenError
from engine.families.family import Spec

LongAxis = Literal["carry", "fuse"]


@dataclass(frozen=True, slots=True)
class Options:
    """None: as the family has it (`Spec`). `at_once`: both branches of guidance in one call of the model."""

    long_axis: LongAxis | None = None
    cfg_zero: bool | None = None
    rescale: float | None = None
    at_once: bool | None = None

    @classmethod
    def from_environment(cls) -> Options:
        """TWEENBOARD_LONG_AXIS (carry, fuse), TWEENBOARD_CFG_ZERO (0, 1), TWEENBOARD_RESCALE (0 … 1)."""
        long_axis = os.environ.get("TWEENBOARD_LONG_AXIS") or None
        if long_axis not in (None, "carry", "fuse"):
            raise TweenError(f"TWEENBOARD_LONG_AXIS is “{long_axis}”; say carry or fuse.")
        zero, rescale = os.environ.get("TWEENBOARD_CFG_ZERO"), os.environ.get("TWEENBOARD_RESCALE")
        try:
            return cls(
                long_axis,  # pyright: ignore[reportArgumentType]
                bool(int(zero)) if zero else None,
                float(rescale) if rescale else None,
            )
        except ValueError:
            raise TweenError(
                "TWEENBOARD_CFG_ZERO is 0 or 1, TWEENBOARD_RESCALE a number from 0 to 1."
            ) from None

    def settled(self, spec: Spec) -> Options:
        """With the family's own choice where none was made. Raises `TweenError` for what it cannot do."""
        long_axis = self.long_axis or spec.long_axis
        if long_axis == "fuse" and spec.native_mask:
            raise TweenError(
                f"{spec.name} is shown each window's mask, so windows cannot be fused; choose carry."
            )
        return Options(
            long_axis,
            spec.cfg_zero if self.cfg_zero is None else self.cfg_zero,
            spec.rescale if self.rescale is None else self.rescale,
            self.at_once,
        )
