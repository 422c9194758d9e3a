"""Trains the transformer and the text encoder together on encoded clips."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKLLTXVideo
from torch import Tensor, nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from engine.errors import TweenError
from engine.sketch import flow, together
from engine.sketch.captions import caption
from engine.sketch.pool import Example, Pool
from engine.sketch.sampling import Sketch
from engine.sketch.text import WIDTH, build_text_encoder, build_tokenizer


@dataclass(frozen=True)
class TransformerPlan:
    """One training run.

    minutes bounds the wall clock. half_share of the batches are of half size until `half_until` of it is
    spent, and `stills` of all batches are one or two latents long.
    """

    minutes: float = 60.0
    tokens: int = 1200
    rate: float = 1.5e-3
    half_share: float = 0.3
    half_until: float = 0.6
    stills: float = 0.65
    drop_prompt: float = 0.1
    subject_weight: float = 2.0
    seed: int = 3
    save_every: float = 240.0


class Student(nn.Module):
    """The two networks that learn together."""

    def __init__(self) -> None:
        super().__init__()
        self.transformer = flow.build_transformer(WIDTH)
        self.text = build_text_encoder()

    def optimizers(self, rate: float) -> list[torch.optim.Optimizer]:
        """Muon for the blocks' matrices, AdamW for tables, norms and the layers at either end."""
        matrices, others = [], []
        for name, weight in self.named_parameters():
            inner = weight.ndim == 2 and ("transformer_blocks" in name or ".block." in name)
            tables = "scale_shift_table" in name or "relative_attention_bias" in name
            (matrices if inner and not tables else others).append(weight)
        return [
            torch.optim.Muon(
                matrices, lr=rate, weight_decay=0.01, ns_steps=3, adjust_lr_fn="match_rms_adamw"
            ),
            torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.98), weight_decay=1e-4),
        ]


class TransformerRun:
    """The state of a run, resumable from its folder."""

    def __init__(self, plan: TransformerPlan, folder: Path) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.folder = plan, folder
        self.pool = Pool(folder)
        self.student, self.average = Student(), Student()
        self.optimizers = self.student.optimizers(plan.rate)
        self.step, self.spent = 0, 0.0
        if (folder / "transformer.pt").exists():
            state = torch.load(folder / "transformer.pt", weights_only=True)
            self.student.load_state_dict(state["student"])
            self.average.load_state_dict(state["average"])
            for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=True):
                optimizer.load_state_dict(kept)
            self.step, self.spent = state["step"], state["spent"]
        else:
            self.average.load_state_dict(self.student.state_dict())
        self.since = self.step
        self.rng = np.random.default_rng((plan.seed, self.step, together.rank()))
        self.generator = torch.Generator().manual_seed(plan.seed + self.step + 1_000_003 * together.rank())
        self.tokenizer = build_tokenizer()
        spread = AutoencoderKLLTXVideo.from_pretrained(folder / "vae").latents_std
        # A latent channel counts by how much of the picture hangs on it.
        self.channel_weight = (spread / spread.mean()).clamp(0.25, 4).view(1, -1, 1, 1, 1)

    def save(self) -> None:
        state = {
            "student": self.student.state_dict(), "average": self.average.state_dict(),
            "optimizers": [o.state_dict() for o in self.optimizers], "step": self.step, "spent": self.spent,
        }  # fmt: skip
        torch.save(state, self.folder / "transformer.tmp")
        (self.folder / "transformer.tmp").rename(self.folder / "transformer.pt")

    def _words(self, prompts: list[str]) -> tuple[Tensor, Tensor]:
        """Embeddings and mask. LTXConditionPipeline hides the padding from T5 and LTXPipeline does not:
        learn both."""
        hide = self.rng.random() < 0.6
        length = 24 if hide else int(self.rng.choice((24, 48, 128), p=(0.4, 0.3, 0.3)))
        tokens = self.tokenizer(
            prompts, padding="max_length", max_length=length, truncation=True, return_tensors="pt"
        )
        seen = tokens.attention_mask if hide else None
        return self.student.text(tokens.input_ids, attention_mask=seen)[0], tokens.attention_mask

    def _examples(self, half: bool) -> tuple[list[Example], Tensor, Tensor, int]:
        """Clips of one shape, their latents and subject cells, and the place of the first latent.

        Many batches are one or two latents long: words, colours and layout are learned from stills, of which
        a batch holds many more than of clips. A third of the others are windows from inside the clips.
        """
        still = self.rng.random() < self.plan.stills
        most = int(self.rng.integers(1, 3)) if still else 99
        examples = self.pool.batch(self.rng, half, self.plan.tokens, most)
        x0 = torch.stack([e.latents for e in examples]).float()
        subject = torch.stack([e.subject for e in examples])[:, None]
        t = x0.shape[2]
        first = 0
        if still:
            first = int(self.rng.integers(0, t - most + 1))
        elif self.rng.random() < 0.3:
            first = int(self.rng.integers(1, t - 1))
        span = slice(first, first + most)
        return examples, x0[:, :, span], subject[:, :, span], first

    def loss(self, half: bool) -> Tensor:
        """Mean weighted error of the velocity over one batch of one shape."""
        examples, x0, subject, first = self._examples(half)
        prompts = [
            "" if self.rng.random() < self.plan.drop_prompt else caption(e.scene, self.rng) for e in examples
        ]
        b, _, t, h, w = x0.shape
        caps = flow.random_caps(b, t, h, w, self.generator)
        sigma = torch.minimum(flow.random_sigma(b, self.generator), caps)
        noise = torch.randn(x0.shape, generator=self.generator)
        x = (1 - sigma) * x0 + sigma * noise
        small = min(h, w) * 16 < 100
        where = flow.positions(t, h, w, examples[0].fps, 2.0 if small else 1.0, first)
        # Flash attention's backward pass is slow on short sequences on a CPU.
        kernels = [SDPBackend.MATH] if t * h * w < 300 else [SDPBackend.FLASH_ATTENTION, SDPBackend.MATH]
        with torch.autocast("cpu", torch.bfloat16), sdpa_kernel(kernels):
            embeds, mask = self._words(prompts)
            v = flow.velocity(self.student.transformer, x, sigma, embeds, mask, where).float()
        weight = (sigma > 0) * (1 + self.plan.subject_weight * subject)
        error = ((v - (noise - x0)).square() * self.channel_weight).mean(1, keepdim=True)
        return (error * weight).sum() / weight.sum().clamp_min(1)

    def learn(self) -> float:
        """One step; gives the loss."""
        done = self.spent / (self.plan.minutes * 60)
        # Warmed up anew after a pause: an optimizer may have begun without its averages (see `begin_from`).
        rate = self.plan.rate * min(1.0, (self.step - self.since + 1) / 100) * max(0.02, 1 - done) ** 0.8
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
        half_share = self.plan.half_share if done < self.plan.half_until else 0.05
        loss = self.loss(self.rng.random() < half_share)
        loss.backward()
        together.share_gradients(self.student.parameters())
        nn.utils.clip_grad_norm_(self.student.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        self.step += 1
        decay = min(0.998, self.step / (self.step + 30))
        with torch.no_grad():
            for kept, new in zip(self.average.parameters(), self.student.parameters(), strict=True):
                kept.lerp_(new, 1 - decay)
        return together.agree(float(loss.detach()))

    def steps(self) -> Iterator[float]:
        """Learn until the minutes are spent, counting only time spent here."""
        while self.spent < self.plan.minutes * 60:
            began = time.monotonic()
            if self.step % 25 == 0:
                self.pool.refresh()
            loss = self.learn()
            self.spent = together.agree(self.spent + time.monotonic() - began)
            yield loss


def begin_from(checkpoint: Path, folder: Path) -> None:
    """Make a training state that goes on from an exported checkpoint, whose optimizers are not kept.

    Its curve goes on too where `checkpoint/training.json` says how far it had come.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "transformer.pt").exists():
        raise TweenError(f"{folder} already holds a training state; go on with it, or name an empty folder.")
    AutoencoderKLLTXVideo.from_pretrained(checkpoint / "vae").save_pretrained(folder / "vae")
    student = Student()
    sketch = Sketch.load(checkpoint)
    student.transformer.load_state_dict(sketch.transformer.state_dict())
    student.text.load_state_dict(sketch.text.state_dict())
    past = checkpoint / "training.json"
    come = json.loads(past.read_text()) if past.exists() else {"step": 0, "seconds": 0.0, "curve": []}
    weights, fresh = student.state_dict(), [o.state_dict() for o in student.optimizers(TransformerPlan.rate)]
    state = {
        "student": weights, "average": weights, "optimizers": fresh,
        "step": come["step"], "spent": come["seconds"],
    }  # fmt: skip
    torch.save(state, folder / "transformer.pt")
    (folder / "transformer.jsonl").write_text("".join(json.dumps(note) + "\n" for note in come["curve"]))


def train_transformer(plan: TransformerPlan, folder: Path) -> None:
    """Train until the plan's minutes are spent, saving as it goes, with a curve in
    folder/transformer.jsonl."""
    run = TransformerRun(plan, folder)
    run.pool.refresh()
    saved, losses = run.spent, []
    for loss in run.steps():
        losses.append(loss)
        if together.rank():
            continue
        if run.step % 20 == 0:
            note = {"step": run.step, "seconds": round(run.spent), "loss": round(float(np.mean(losses)), 4)}
            losses = []
            with (folder / "transformer.jsonl").open("a") as log:
                log.write(json.dumps(note) + "\n")
            print(note, flush=True)
        if run.spent - saved >= plan.save_every:
            saved = run.spent
            run.save()
    if not together.rank():
        run.save()
