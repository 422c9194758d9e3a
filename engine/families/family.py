"""The protocol that every video model family follows (DESIGN §4).

The engine owns the Euler loop, guidance, noise, windows and caps; a family wraps diffusers' transformer,
VAE and text encoder. Shapes: pixels `[B, 3, F, H, W]` float32 in [-1, 1]; latents `[B, C, t, h, w]` float32,
normalised by the VAE's own statistics; masks `[B, 1, …]` float32 with 1 = redraw.

What the loop does for a family, by its Spec:

`sigma`        handed to `sample(…, level=spec.sigma)`: with "token" every token has a noise level of its own,
               with "frame" each latent frame has one, with "scalar" the whole window has one. Where a token
               must stand at a higher level than its cap allows, the loop blends its known x0 in at each step.
`native_mask`  before a window is drawn, `Control` is asked for: `condition(pixels, mask, …)` of the window's
               pixel frames, and the text goes on as `cond.controlled(control)`. The window is then drawn with
               `control.lead` latents more in front (cap 1, noise of their own), which are dropped afterwards:
               `engine.diffusion.sampler.with_lead` does both.
`references`   how many reference pictures `condition` takes.
`distilled`    trained to need no guidance: the loop asks for the prompt alone, whatever the scale.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.families.memory.placing import Placing


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
    """What has a noise level of its own."""
    default_steps: int
    default_guidance: float
    native_mask: bool = False
    """The model itself is told what to keep: see `Family.condition`."""
    references: int = 0
    """Reference pictures that it can follow, at most."""
    distilled: bool = False
    """It needs no guidance, and takes no negative prompt."""
    lora: bool = True
    caches: tuple[str, ...] = ()
    """Names of the step caches that are safe for it (`engine.families.speed`), the best first."""
    notes: str = ""
    """What a person should know of it, in a sentence; empty where there is nothing to say."""
    long_axis: Literal["carry", "fuse"] = "carry"
    """How an axis longer than a window is drawn (`engine.diffusion.windows`)."""
    cfg_zero: bool = False
    """Whether guidance is CFG-Zero* (`engine.diffusion.guidance`)."""
    rescale: float = 0.0
    """How far guidance keeps the prompted branch's deviation, 0 … 1 (`engine.diffusion.guidance`)."""

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
class Control:
    """What a family with a native mask is shown of one window: `video [1, K, lead + t, h, w]`, of which the
    first `lead` latents are reference pictures. A family without one that follows references gets nothing but
    their latents, `video [1, C, n, h, w]`, and lead 0."""

    video: Tensor
    lead: int = 0


@dataclass(frozen=True, slots=True)
class TextCond:
    """Encoded prompts: `embeds [B, L, D]`, zero where `mask [B, L]` is 0 (1 = a real token); and what a
    family with a native mask is shown beside them."""

    embeds: Tensor
    mask: Tensor
    control: Control | None = None

    def one(self, i: int) -> TextCond:
        """Prompt `i` alone, without the padding that it has beside longer ones."""
        length = int(self.mask[i].sum())
        return TextCond(self.embeds[i : i + 1, :length], self.mask[i : i + 1, :length], self.control)

    def controlled(self, control: Control | None) -> TextCond:
        return replace(self, control=control)

    @classmethod
    def join(cls, conds: Sequence[TextCond]) -> TextCond:
        """One batch of several, the shorter ones padded with masked zeros."""
        longest = max(cond.embeds.shape[1] for cond in conds)
        embeds = [F.pad(c.embeds, (0, 0, 0, longest - c.embeds.shape[1])) for c in conds]
        masks = [F.pad(c.mask, (0, longest - c.mask.shape[1])) for c in conds]
        return cls(torch.cat(embeds), torch.cat(masks))


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
    placing: Placing
    meter: Meter
    fingerprint: str
    """Of the checkpoint's content (`Checkpoint.fingerprint`): whether text embeddings, latents and the state
    of a stopped job come from this very model."""

    def denoisers(self) -> Sequence[nn.Module]:
        """The transformers that draw, for what is laid over their weights."""
        ...

    def fresh(self, step: int = 0) -> None:
        """Forget what step caches hold, before step `step` of a window. The loop calls this before it draws a
        window (another window's last steps, or another job's, are no beginning for this one's) and where a
        job that was cut off could go on (`engine.families.speed.AGAIN`)."""
        ...

    def encode_text(self, prompts: list[str]) -> TextCond:
        """Embeddings, one batch entry a prompt. The text encoder is loaded by the first call: known words
        come from a cache (`engine.diffusion.text`), so that most jobs never need it."""
        ...

    def free_text(self) -> None:
        """Give the text encoder's memory back; the next new words load it again."""
        ...

    def tile(self, on: bool) -> None:
        """Whether the VAE works on large pictures in tiles, which takes less memory and more time."""
        ...

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

    def condition(
        self,
        pixels: Tensor,
        mask: Tensor,
        references: Sequence[Tensor] = (),
        drawn: Tensor | None = None,
    ) -> Control | None:
        """What the model is to see of a window, or None for a family without a native mask.

        `pixels [1, 3, F, H, W]` (F by the frame rule; anything where nothing is known),
        `mask [1, 1, F, H, W]` with more than .5 where pixels are redrawn, `references`: at most
        `spec.references` pictures `[3, H', W']` in [-1, 1] of any size. `drawn [1, C, n, h, w]`: the window's
        first n latents where an earlier window drew them; they are shown as known without going through the
        VAE again.
        """
        ...

    def looked_up(self, prompt: str, height: int, width: int) -> Control | None:
        """What the model's own picture book (`engine.families.book`) shows for these words, for pictures of
        this size in pixels; None where it has no book or the book has no such picture."""
        ...

    def velocity(
        self, x: Tensor, sigma: Tensor, cond: TextCond, *, first_latent: int, fps: float, key: str
    ) -> Tensor:
        """The model's v = eps - x0 at `x [B, C, t, h, w]`; `sigma [B, 1, t, h, w]` is each token's own.

        `first_latent`: where the window starts on the time axis (positions are relative to it, but latent 0
        of the axis is one frame long); `key` names the window and guidance branch for caches. With
        `cond.control`, x has its `lead` latents more in front.
        """
        ...

    def free(self) -> None:
        """Give the memory back."""
        ...
