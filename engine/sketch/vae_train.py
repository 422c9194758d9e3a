"""Trains the autoencoder: first onto the linear codec's latents, then end to end on pixels."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from diffusers import AutoencoderKLLTXVideo
from torch import Tensor

from engine.sketch import together
from engine.sketch.crops import CropSource, check_crops
from engine.sketch.device import Session, average_into, check_finite
from engine.sketch.feed import feed
from engine.sketch.footage import real_clips, scene_pool
from engine.sketch.plans import CropPlan, VaePlan
from engine.sketch.vae import LinearCodec, blocks_of, build_vae, decoded, keep, posterior, to_unit
from engine.sketch.world import PICTURE_SIZES

#: Encoded means scatter so little that sampling a latent instead of taking its mode changes nothing visible.
LOG_VARIANCE = -9.0


def fit_codec(batches: Iterator[Tensor], count: int, session: Session) -> LinearCodec:
    """The linear codec of the blocks of so many batches of crops."""
    samples = [blocks_of(to_unit(session.here(next(batches)))).flatten(0, 3) for _ in range(count)]
    return LinearCodec.fit(torch.cat(samples))


def pixel_loss(made: Tensor, true: Tensor) -> Tensor:
    """L1 and a little L2, plus L1 of the differences between neighbours, which keeps edges sharp."""
    error = made - true
    edges = sum((error.diff(dim=d)).abs().mean() for d in (2, 3, 4))
    return error.abs().mean() + 2 * error.square().mean() + 0.5 * edges


class VaeRun:
    """The state of a run, resumable from its folder."""

    def __init__(self, plan: VaePlan, folder: Path, session: Session | None = None) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.folder, self.session = plan, folder, session or Session()
        folder.mkdir(parents=True, exist_ok=True)
        self.average = build_vae()
        self.vae = build_vae()
        self.vae.load_state_dict(self.average.state_dict())
        self.session.place(self.average)
        self.session.place(self.vae, plan.channels_last)
        self.optimizer = self.session.adamw(self.vae.parameters(), plan.rate)
        self.step, self.spent = 0, 0.0
        if (folder / "vae.pt").exists():
            self.codec = self._load()
        self.batches = feed(CropSource(plan, self.step), plan.renderers, self.session.cuda)
        if not self.step:
            self._begin()
        if plan.compiled:
            self.vae.encoder.compile()
            self.vae.decoder.compile()

    def _begin(self) -> None:
        self.codec = fit_codec(self.batches, max(1, 600 // self.plan.batch), self.session)
        with torch.no_grad():
            bias = self.vae.encoder.conv_out.conv.bias
            assert bias is not None
            bias[-1] = LOG_VARIANCE

    def _load(self) -> LinearCodec:
        state = torch.load(self.folder / "vae.pt", weights_only=True, map_location="cpu")
        self.vae.load_state_dict(state["vae"])
        self.average.load_state_dict(state["average"])
        self.session.adopt(self.optimizer, state["optimizer"])
        self.step, self.spent = state["step"], state["spent"]
        torch.manual_seed(self.plan.seed + self.step + 1_000_003 * together.rank())
        return LinearCodec(**state["codec"]).to(self.session.device)

    def save(self) -> None:
        """Write the whole state, so that the run can go on from it."""
        state = {
            "vae": self.vae.state_dict(), "average": self.average.state_dict(), "codec": self.codec.state(),
            "optimizer": self.optimizer.state_dict(), "step": self.step, "spent": self.spent,
        }  # fmt: skip
        torch.save(state, self.folder / "vae.tmp")
        (self.folder / "vae.tmp").rename(self.folder / "vae.pt")

    def loss(self, pixels: Tensor, done: float) -> Tensor:
        """Of crops float [B, 3, F, H, W] when the share `done` of the run is over."""
        wanted = self.codec.encode(pixels)
        with self.session.autocast():
            found = posterior(self.vae, pixels)
            mode = found.mode()
            apart = done < self.plan.apart
            source = wanted if apart else mode
            # The transformer's latents are never exact, so the decoder learns to bear a little noise.
            source = source + 0.03 * torch.randn_like(source)
            made = decoded(self.vae, source).float()
        tether = ((mode.float() - wanted) * self.codec.spread[:, None, None, None]).square().mean()
        loss = pixel_loss(made, pixels) + (4.0 if apart else 0.02) * tether
        return loss + 1e-3 * (found.logvar.float() - LOG_VARIANCE).square().mean()

    def learn(self) -> Tensor:
        """One step; gives the loss."""
        done = self.spent / (self.plan.minutes * 60)
        for group in self.optimizer.param_groups:
            group["lr"] = self.plan.rate * min(1.0, (self.step + 1) / 50) * max(0.02, 1 - done) ** 0.7
        loss = self.loss(to_unit(self.session.here(next(self.batches))), done)
        self.optimizer.zero_grad()
        loss.backward()
        together.share_gradients(self.vae.parameters())
        torch.nn.utils.clip_grad_norm_(self.vae.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        average_into(self.average, self.vae, min(self.plan.average, self.step / (self.step + 20)))
        return together.mean(loss.detach())

    def finish(self) -> None:
        """Save, and write the averaged autoencoder with its latents' statistics to folder/vae."""
        self.save()
        set_statistics(self.average, self.plan.statistics)
        keep(self.average, self.folder / "vae")


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
        pixels = to_unit(clip[None]).to(vae.device)
        made = decoded(vae, posterior(vae, pixels).mode()).clamp(-1, 1)
        scores.append(float(10 * torch.log10(4 / (made - pixels).square().mean())))
    return float(np.mean(scores))


@torch.no_grad()
def set_statistics(vae: AutoencoderKLLTXVideo, clips: int) -> None:
    """Give the autoencoder its latents' mean and deviation, taken over drawn clips of every shape."""
    found = []
    for k, size in enumerate(PICTURE_SIZES):
        for clip in scene_pool(4_000 + k, clips // 3, 17, size):
            latents = posterior(vae, to_unit(clip[None]).to(vae.device)).mode()
            found.append(latents.movedim(1, -1).flatten(0, -2))
    every = torch.cat(found)
    vae.latents_mean.copy_(every.mean(0))
    vae.latents_std.copy_(every.std(0).clamp_min(1e-3))


class Run(Protocol):
    """What `teach` takes through its plan: the whole autoencoder's run or the decoder's."""

    folder: Path
    session: Session
    average: AutoencoderKLLTXVideo
    step: int
    spent: float

    @property
    def plan(self) -> CropPlan: ...

    def learn(self) -> Tensor: ...
    def save(self) -> None: ...
    def finish(self) -> None: ...


def teach(run: Run, name: str) -> None:
    """Learn until the plan's minutes are spent or the session ends, saving as it goes, with a curve in
    folder/NAME.jsonl."""
    torch.backends.cudnn.benchmark = run.session.cuda  # all crops have one shape
    drawn, real = held_out()
    last = time.monotonic()
    saved = run.spent
    losses: list[Tensor] = []
    while run.spent < run.plan.minutes * 60 and not together.agree(float(run.session.late)):
        losses.append(run.learn())
        now = time.monotonic()
        run.spent, last = together.agree(run.spent + now - last), now
        if run.spent - saved >= run.plan.save_every:
            saved = run.spent
            if together.rank():
                continue
            loss = float(torch.stack(losses).double().mean())
            check_finite(loss, run.step, run.folder / f"{name}.pt")
            run.save()
            note = {"step": run.step, "seconds": round(run.spent), "loss": round(loss, 4),
                    "scenes": round(psnr(run.average, drawn), 2),
                    "real": round(psnr(run.average, real), 2) if real is not None else None}  # fmt: skip
            losses = []
            with (run.folder / f"{name}.jsonl").open("a") as log:
                log.write(json.dumps(note) + "\n")
            print(note, flush=True)
            last = time.monotonic()
    if together.rank():
        return
    if losses:
        check_finite(float(losses[-1]), run.step, run.folder / f"{name}.pt")
    run.finish()


def train_vae(plan: VaePlan, folder: Path, session: Session | None = None) -> None:
    """Train the autoencoder by its plan; what it has come to goes to folder/vae."""
    check_crops(plan)
    teach(VaeRun(plan, folder, session), "vae")
