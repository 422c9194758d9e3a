"""Trains the autoencoder: first onto the linear codec's latents, then end to end on pixels."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKLLTXVideo
from torch import Tensor

from engine.sketch import together
from engine.sketch.footage import real_clips, scene_pool
from engine.sketch.vae import SPACE_STRIDE, LinearCodec, blocks_of, build_vae, decoded, posterior, to_unit
from engine.sketch.world import PICTURE_SIZES

#: Encoded means scatter so little that sampling a latent instead of taking its mode changes nothing visible.
LOG_VARIANCE = -9.0


@dataclass(frozen=True)
class VaePlan:
    """One training run. minutes bounds the wall clock, of which the share `apart` regresses the two halves
    apart."""

    minutes: float = 30.0
    apart: float = 0.35
    batch: int = 4
    frames: int = 9
    crop: int = 96
    rate: float = 1.2e-3
    real_share: float = 0.25
    clips: int = 500
    seed: int = 1
    save_every: float = 120.0


class Crops:
    """Random crops of drawn and real clips; every sixth begins with a still, as a picture card's footage
    does."""

    def __init__(self, plan: VaePlan) -> None:
        self.plan = plan
        self.rng = np.random.default_rng((plan.seed, together.rank()))
        each = [plan.clips // 2, plan.clips // 4, plan.clips // 4]
        pools = zip(PICTURE_SIZES, each, strict=True)
        self.drawn = [
            scene_pool(plan.seed * 100 + k, count, 17, size) for k, (size, count) in enumerate(pools)
        ]
        self.real = list(real_clips(224, 128, 33).values())

    def batch(self) -> Tensor:
        """float32 [batch, 3, frames, crop, crop] in [-1, 1]."""
        return to_unit(np.stack([self._crop() for _ in range(self.plan.batch)]))

    def _crop(self) -> np.ndarray:
        rng, plan = self.rng, self.plan
        if self.real and rng.random() < plan.real_share:
            clip = self.real[rng.integers(len(self.real))]
        else:
            pool = self.drawn[rng.integers(len(self.drawn))]
            clip = pool[rng.integers(len(pool))]
        f, y, x = (int(rng.integers(size - want + 1)) for size, want in
                   zip(clip.shape[:3], (plan.frames, plan.crop, plan.crop), strict=True))  # fmt: skip
        crop = clip[f : f + plan.frames, y : y + plan.crop, x : x + plan.crop]
        return crop[:, :, ::-1] if rng.random() < 0.5 else crop


def fit_codec(crops: Crops, batches: int = 150) -> LinearCodec:
    """The linear codec of a few thousand blocks."""
    samples = [blocks_of(crops.batch()).flatten(0, 3) for _ in range(batches)]
    return LinearCodec.fit(torch.cat(samples))


def pixel_loss(made: Tensor, true: Tensor) -> Tensor:
    """L1 and a little L2, plus L1 of the differences between neighbours, which keeps edges sharp."""
    error = made - true
    edges = sum((error.diff(dim=d)).abs().mean() for d in (2, 3, 4))
    return error.abs().mean() + 2 * error.square().mean() + 0.5 * edges


class VaeRun:
    """The state of a run, resumable from its folder."""

    def __init__(self, plan: VaePlan, folder: Path) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.folder = plan, folder
        folder.mkdir(parents=True, exist_ok=True)
        self.crops = Crops(plan)
        self.vae = build_vae()
        self.codec: LinearCodec | None = None
        self.average = build_vae()
        self.average.load_state_dict(self.vae.state_dict())
        self.optimizer = torch.optim.AdamW(
            self.vae.parameters(), lr=plan.rate, betas=(0.9, 0.98), weight_decay=1e-4
        )
        self.step, self.spent = 0, 0.0
        if (folder / "vae.pt").exists():
            self._load()
        else:
            self.codec = fit_codec(self.crops)
            with torch.no_grad():
                bias = self.vae.encoder.conv_out.conv.bias
                assert bias is not None
                bias[-1] = LOG_VARIANCE

    def _load(self) -> None:
        state = torch.load(self.folder / "vae.pt", weights_only=True)
        self.vae.load_state_dict(state["vae"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.codec = LinearCodec(**state["codec"])
        self.step, self.spent = state["step"], state["spent"]
        self.crops.rng = np.random.default_rng((self.plan.seed, self.step, together.rank()))
        torch.manual_seed(self.plan.seed + self.step + 1_000_003 * together.rank())

    def save(self) -> None:
        assert self.codec is not None
        state = {
            "vae": self.vae.state_dict(), "average": self.average.state_dict(), "codec": self.codec.state(),
            "optimizer": self.optimizer.state_dict(), "step": self.step, "spent": self.spent,
        }  # fmt: skip
        torch.save(state, self.folder / "vae.tmp")
        (self.folder / "vae.tmp").rename(self.folder / "vae.pt")

    def learn(self) -> float:
        """One step; gives the loss."""
        assert self.codec is not None
        done = self.spent / (self.plan.minutes * 60)
        for group in self.optimizer.param_groups:
            group["lr"] = self.plan.rate * min(1.0, (self.step + 1) / 50) * max(0.02, 1 - done) ** 0.7
        pixels = self.crops.batch()
        wanted = self.codec.encode(pixels)
        with torch.autocast("cpu", torch.bfloat16):
            found = posterior(self.vae, pixels)
            mode = found.mode()
            apart = done < self.plan.apart
            source = wanted if apart else mode
            # The transformer's latents are never exact, so the decoder learns to bear a little noise.
            source = source + 0.03 * torch.randn_like(source)
            made = decoded(self.vae, source).float()
        tether = ((mode.float() - wanted) * self.codec.spread[:, None, None, None]).square().mean()
        loss = pixel_loss(made, pixels) + (4.0 if apart else 0.02) * tether
        loss = loss + 1e-3 * (found.logvar.float() - LOG_VARIANCE).square().mean()
        self.optimizer.zero_grad()
        loss.backward()
        together.share_gradients(self.vae.parameters())
        torch.nn.utils.clip_grad_norm_(self.vae.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        decay = min(0.998, self.step / (self.step + 20))
        with torch.no_grad():
            for kept, new in zip(self.average.parameters(), self.vae.parameters(), strict=True):
                kept.lerp_(new, 1 - decay)
        return together.agree(float(loss.detach()))


def held_out() -> tuple[np.ndarray, np.ndarray | None]:
    """Drawn and real clips that training never saw: uint8 [N, 17, 128, 224, 3] each."""
    drawn = scene_pool(987_654, 6, 17, PICTURE_SIZES[0])
    real = [clip[-17:] for clip in real_clips(224, 128, 72).values() if len(clip) >= 60]
    return drawn, np.stack(real[:6]) if real else None


@torch.no_grad()
def psnr(vae: AutoencoderKLLTXVideo, clips: np.ndarray) -> float:
    """Mean over clips of the peak signal-to-noise ratio of decode(encode(x)), dB."""
    scores = []
    for clip in clips:
        pixels = to_unit(clip[None])
        made = decoded(vae, posterior(vae, pixels).mode()).clamp(-1, 1)
        scores.append(float(10 * torch.log10(4 / (made - pixels).square().mean())))
    return float(np.mean(scores))


@torch.no_grad()
def set_statistics(vae: AutoencoderKLLTXVideo, clips: int = 48) -> None:
    """Give the autoencoder its latents' mean and deviation, taken over drawn clips of every shape."""
    found = []
    for k, size in enumerate(PICTURE_SIZES):
        for clip in scene_pool(4_000 + k, clips // 3, 17, size):
            latents = posterior(vae, to_unit(clip[None])).mode()
            found.append(latents.movedim(1, -1).flatten(0, -2))
    every = torch.cat(found)
    vae.latents_mean.copy_(every.mean(0))
    vae.latents_std.copy_(every.std(0).clamp_min(1e-3))


def train_vae(plan: VaePlan, folder: Path) -> None:
    """Train until the plan's minutes are spent, saving as it goes; the finished half goes to folder/vae."""
    assert plan.crop % SPACE_STRIDE == 0
    run = VaeRun(plan, folder)
    drawn, real = held_out()
    last = time.monotonic()
    saved, losses = run.spent, []
    while run.spent < plan.minutes * 60:
        losses.append(run.learn())
        now = time.monotonic()
        run.spent, last = together.agree(run.spent + now - last), now
        if run.spent - saved >= plan.save_every:
            saved = run.spent
            if together.rank():
                continue
            run.save()
            note = {"step": run.step, "seconds": round(run.spent), "loss": round(float(np.mean(losses)), 4),
                    "scenes": round(psnr(run.average, drawn), 2),
                    "real": round(psnr(run.average, real), 2) if real is not None else None}  # fmt: skip
            losses = []
            with (folder / "vae.jsonl").open("a") as log:
                log.write(json.dumps(note) + "\n")
            print(note, flush=True)
            last = time.monotonic()
    if together.rank():
        return
    run.save()
    set_statistics(run.average)
    run.average.save_pretrained(folder / "vae")
