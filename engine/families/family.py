"""The protocol that every video model family follows (DESIGN §4).

The engine owns the Euler loop, guidance, noise, windows and caps; a family wraps diffusers' transformer,
VAE and text encoder. Shapes: pixels `[B, 3, F, H, W]` float32 in [-1, 1]; latents `[B, C, t, h, w]` float32,
normalised by the VAE's own statistics; masks `[B, 1, …]` float32 with 1 = redraw.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, Protocol

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Spec:
    """What a loaded checkpoint can do. Strides are pixels a latent; `frame_stride` k means k·n + 1 frames."""

    family: str
    name: str
    frame_stride: int
    space_stride: int
    patch: int
    channels: int
    native_fps: float
    native_size: tuple[int, int]
    """(width, height) that the checkpoint was trained at."""
    longest_window: int
    """Longest window, in pixel frames (of the form frame_stride·n + 1)."""
    sigma: Literal["token", "frame", "scalar"]
    default_steps: int
    default_guidance: float

    def size_multiple(self) -> int:
        """Width and height must be multiples of this many pixels."""
        return self.space_stride * self.patch

    def latent_frames(self, frames: int) -> int:
        """Latent frames of `frames` pixel frames, which must follow the rule."""
        if (frames - 1) % self.frame_stride:
            raise ValueError(f"{frames} frames do not follow {self.frame_stride}k+1")
        return (frames - 1) // self.frame_stride + 1

    def pixel_frames(self, latents: int) -> int:
        """Pixel frames of `latents` latent frames from the start of a clip."""
        return (latents - 1) * self.frame_stride + 1

    def pixel_span(self, k: int) -> tuple[int, int]:
        """(first, last) pixel frame that latent k draws; latent 0 is one frame, the VAE being causal."""
        if k == 0:
            return (0, 0)
        return ((k - 1) * self.frame_stride + 1, k * self.frame_stride)


@dataclass(frozen=True, slots=True)
class TextCond:
    """Encoded prompts: `embeds [B, L, D]`, `mask [B, L]` (1 = a real token)."""

    embeds: Tensor
    mask: Tensor

    def one(self, i: int) -> TextCond:
        """Prompt `i` alone, without the padding that it has beside longer ones."""
        length = int(self.mask[i].sum())
        return TextCond(self.embeds[i : i + 1, :length], self.mask[i : i + 1, :length])


@dataclass(slots=True)
class Meter:
    """How often the bare transformer was called, and the seconds spent inside it."""

    calls: int = 0
    seconds: float = 0.0

    @contextmanager
    def running(self, device: torch.device) -> Iterator[None]:
        began = time.perf_counter()
        yield
        if device.type != "cpu":
            torch.accelerator.synchronize(
                device
            )  # kernels are queued; without this only the queueing is timed
        self.seconds += time.perf_counter() - began
        self.calls += 1


class Family(Protocol):
    """A loaded model. Not thread-safe: one generation at a time (the VAE's cache is instance state)."""

    spec: Spec
    device: torch.device
    meter: Meter

    def encode_text(self, prompts: list[str]) -> TextCond: ...

    def encode(self, pixels: Tensor, mid_clip: bool = False) -> Tensor:
        """Pixels that follow the frame rule -> latents, the distribution's mode.

        `mid_clip`: the pixels go on from an earlier frame. Then their count is a multiple of the stride, and
        latents come back without the one-frame latent that a causal encoder begins with.
        """
        ...

    def decode(self, latents: Tensor, frames: int) -> Iterator[Tensor]:
        """Chunks `[B, 3, n, H, W]` in order, `frames` in all; memory does not grow with the length."""
        ...

    def preview(self, latents: Tensor) -> Tensor:
        """A cheap small picture of each latent frame: `[B, 3, t, h, w]` in [0, 1]."""
        ...

    def sigmas(self, steps: int, t: int, h: int, w: int) -> Tensor:
        """The schedule, `[steps + 1]` float32 on the CPU, falling from ≤ 1 to exactly 0."""
        ...

    def velocity(
        self, x: Tensor, sigma: Tensor, cond: TextCond, *, first_latent: int, fps: float, key: str
    ) -> Tensor:
        """The model's v = eps - x0 at `x [B, C, t, h, w]`; `sigma [B, 1, t, h, w]` is each token's own.

        `first_latent`: where the window starts on the time axis (positions are relative to it, but latent 0
        of the axis is one frame long); `key` names the window and guidance branch for caches.
        """
        ...

    def free(self) -> None:
        """Give the memory back."""
        ...
