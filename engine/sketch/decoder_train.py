"""Trains the decoder alone, on pixels from the latents that its encoder gives.

The encoder and the latents' statistics stay bit for bit as they are, so a transformer that learned those
latents stays valid.
"""

from __future__ import annotations

import copy
import hashlib
import json
import time
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKLLTXVideo
from torch import Tensor
from torch.nn import functional

from engine.errors import TweenError
from engine.sketch import fidelity, together
from engine.sketch.crops import CropSource, check_crops
from engine.sketch.device import Session, average_into, check_finite
from engine.sketch.feed import feed
from engine.sketch.fidelity import psnr
from engine.sketch.plans import DecoderPlan
from engine.sketch.vae import decoded, denormalise, keep, normalise, posterior, to_unit

#: A step between neighbours, in units of [-1, 1], from which on an edge counts in full.
SHARP = 0.25


def edge_weight(true: Tensor, most: float) -> Tensor:
    """How much each pixel of [B, 3, F, H, W] counts, [B, 1, F, H, W]: 1 in flat areas, 1 + most on sharp
    edges and their neighbours."""
    across = functional.pad(true.diff(dim=4).abs().mean(1, keepdim=True), (0, 1))
    down = functional.pad(true.diff(dim=3).abs().mean(1, keepdim=True), (0, 0, 0, 1))
    edge = (torch.maximum(across, down) / SHARP).clamp(max=1)
    return 1 + most * functional.max_pool3d(edge, (1, 3, 3), stride=1, padding=(0, 1, 1))


def sharp_loss(made: Tensor, true: Tensor, most: float) -> Tensor:
    """Weighted L1 and L2, plus L1 of the differences between neighbours."""
    weight = edge_weight(true, most)
    weight = weight / weight.mean()
    error = made - true
    steps = sum(error.diff(dim=d).abs().mean() for d in (2, 3, 4))
    return ((error.abs() + 3 * error.square()) * weight).mean() + 0.5 * steps


def _digest(vae: AutoencoderKLLTXVideo) -> str:
    """Of all that the latents depend on."""
    parts = [*vae.encoder.state_dict().values(), vae.latents_mean, vae.latents_std]
    found = hashlib.sha256()
    for part in parts:
        found.update(part.detach().cpu().contiguous().numpy().tobytes())
    return found.hexdigest()


class DecoderRun:
    """The state of a run over folder/vae, resumable from folder/decoder.pt."""

    def __init__(self, plan: DecoderPlan, folder: Path, session: Session | None = None) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.folder, self.session = plan, folder, session or Session()
        if not (folder / "vae").is_dir():
            raise TweenError(
                f"{folder} holds no autoencoder; train one with the vae stage, or take a checkpoint's with "
                "begin."
            )
        self.average = AutoencoderKLLTXVideo.from_pretrained(folder / "vae").float().eval()
        self.encoder_is = _digest(self.average)
        self.vae = copy.deepcopy(self.average)
        self.vae.encoder.requires_grad_(False)
        self.session.place(self.average)
        self.session.place(self.vae, plan.channels_last)
        self.optimizer = self.session.adamw(self.vae.decoder.parameters(), plan.rate)
        self.step, self.spent = 0, 0.0
        if (folder / "decoder.pt").exists():
            self._load()
        self.batches = feed(CropSource(plan, self.step), plan.renderers, self.session.cuda)
        if plan.compiled:
            self.vae.encoder.compile()
            self.vae.decoder.compile()

    def _load(self) -> None:
        """Go on, unless the state belongs to another encoder's latents."""
        state = torch.load(self.folder / "decoder.pt", weights_only=True, map_location="cpu")
        if state["encoder_is"] != self.encoder_is:
            return
        self.vae.decoder.load_state_dict(state["decoder"])
        self.average.decoder.load_state_dict(state["average"])
        self.session.adopt(self.optimizer, state["optimizer"])
        self.step, self.spent = state["step"], state["spent"]
        torch.manual_seed(self.plan.seed + self.step + 1_000_003 * together.rank())

    def save(self) -> None:
        """Write the whole state, so that the run can go on from it."""
        state = {
            "decoder": self.vae.decoder.state_dict(), "average": self.average.decoder.state_dict(),
            "optimizer": self.optimizer.state_dict(), "encoder_is": self.encoder_is,
            "step": self.step, "spent": self.spent,
        }  # fmt: skip
        torch.save(state, self.folder / "decoder.tmp")
        (self.folder / "decoder.tmp").rename(self.folder / "decoder.pt")

    def _latents(self, pixels: Tensor) -> Tensor:
        """Raw latents with as much noise as the transformer may leave in them, another amount each clip."""
        with torch.no_grad():
            with self.session.autocast():
                mode = posterior(self.vae, pixels).mode()
            z = normalise(self.vae, mode.float())
            level = self.plan.noise * torch.rand(len(z), 1, 1, 1, 1, device=z.device)
            return denormalise(self.vae, z + level * torch.randn_like(z))

    def learn(self) -> Tensor:
        """One step; gives the loss."""
        done = self.spent / (self.plan.minutes * 60)
        for group in self.optimizer.param_groups:
            group["lr"] = self.plan.rate * min(1.0, (self.step + 1) / 100) * max(0.02, 1 - done) ** 0.7
        pixels = to_unit(self.session.here(next(self.batches)))
        latents = self._latents(pixels)
        with self.session.autocast():
            made = decoded(self.vae, latents).float()
        loss = sharp_loss(made, pixels, self.plan.edges)
        self.optimizer.zero_grad()
        loss.backward()
        together.share_gradients(self.vae.decoder.parameters())
        torch.nn.utils.clip_grad_norm_(self.vae.decoder.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        decay = min(self.plan.average, (self.step + 20) / (self.step + 40))
        average_into(self.average.decoder, self.vae.decoder, decay)
        return together.mean(loss.detach())

    def note(self, losses: list[Tensor], drawn: np.ndarray, real: np.ndarray | None) -> None:
        """Save, and put a line into the curve."""
        loss = float(torch.stack(losses).double().mean())
        check_finite(loss, self.step, self.folder / "decoder.pt")
        self.save()
        scores = (None if clips is None else round(psnr(self.average, clips), 2) for clips in (drawn, real))
        line = {"step": self.step, "seconds": round(self.spent), "loss": round(loss, 4)}
        line |= dict(zip(("scenes", "real"), scores, strict=True))
        with (self.folder / "decoder.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")
        print(line, flush=True)

    def finish(self) -> None:
        """Save, and write the averaged decoder with the encoder as it was to folder/vae."""
        self.save()
        keep(self.average, self.folder / "vae")


def train_decoder(plan: DecoderPlan, folder: Path, session: Session | None = None) -> None:
    """Train folder/vae's decoder until the plan's minutes are spent or the session ends, saving as it goes,
    with a curve in folder/decoder.jsonl, and put it in its place."""
    check_crops(plan)
    run = DecoderRun(plan, folder, session)
    torch.backends.cudnn.benchmark = run.session.cuda  # all crops have one shape
    clips = fidelity.held_out()
    last = time.monotonic()
    saved = run.spent
    losses: list[Tensor] = []
    while run.spent < plan.minutes * 60 and not together.agree(float(run.session.late)):
        losses.append(run.learn())
        now = time.monotonic()
        run.spent, last = together.agree(run.spent + now - last), now
        if run.spent - saved >= plan.save_every:
            saved = run.spent
            if not together.rank():
                run.note(losses, *clips)
                losses, last = [], time.monotonic()
    if together.rank():
        return
    if losses:
        check_finite(float(losses[-1]), run.step, folder / "decoder.pt")
    run.finish()
