"""Trains the transformer and the text encoder together on encoded clips."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from diffusers import AutoencoderKLLTXVideo
from torch import Tensor, nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from engine.errors import TweenError
from engine.sketch import flow, together
from engine.sketch.device import Session, average_into, check_finite
from engine.sketch.feed import feed
from engine.sketch.guide import Guide
from engine.sketch.lessons import Lesson, Lessons, LessonSource
from engine.sketch.plans import TransformerPlan
from engine.sketch.sampling import Sketch
from engine.sketch.text import WIDTH, build_text_encoder


class Student(nn.Module):
    """The two networks that learn together, for latents of so many channels."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.transformer = flow.build_transformer(channels, WIDTH)
        self.text = build_text_encoder()

    def optimizers(self, rate: float, session: Session) -> list[torch.optim.Optimizer]:
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
            session.adamw(others, rate),
        ]


class TransformerRun:
    """The state of a run, resumable from its folder."""

    def __init__(self, plan: TransformerPlan, folder: Path, session: Session | None = None) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.folder, self.session = plan, folder, session or Session()
        device = self.session.device
        vae = AutoencoderKLLTXVideo.from_pretrained(folder / "vae")
        self.student, self.average = (Student(len(vae.latents_std)).to(device) for _ in range(2))
        self.guide = Guide(self.student.transformer).to(device)
        self.optimizers = self.student.optimizers(plan.rate, self.session)
        self.aside = self.session.adamw(self.guide.parameters(), plan.rate)
        self.step, self.spent = 0, 0.0
        if (folder / "transformer.pt").exists():
            self._load()
        else:
            self.average.load_state_dict(self.student.state_dict())
        self.since = self.step
        self._open_school()
        # A latent channel counts by how much of the picture hangs on it.
        self.channel_weight = (
            (vae.latents_std / vae.latents_std.mean()).clamp(0.25, 4).view(1, -1, 1, 1, 1).to(device)
        )
        if plan.compiled:
            self.student.transformer.compile_repeated_blocks(dynamic=True)

    def _load(self) -> None:
        state = torch.load(self.folder / "transformer.pt", weights_only=True, map_location="cpu")
        self.student.load_state_dict(state["student"])
        self.average.load_state_dict(state["average"])
        for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=True):
            self.session.adopt(optimizer, kept)
        self.step, self.spent = state["step"], state["spent"]
        if "guide" in state:
            self.guide.load_state_dict(state["guide"])
            self.session.adopt(self.aside, state["aside"])

    def _open_school(self) -> None:
        """Lessons from feeders, or drawn here when they are asked for, and then by the noise's generator."""
        if not any((self.folder / "latents").glob("*.pt")):
            raise TweenError(f"{self.folder} holds no encoded clips; make some with the latents stage.")
        self.generator = torch.Generator(self.session.device).manual_seed(self.plan.seed + self.step)
        if self.plan.feeders:
            source = LessonSource(self.plan, self.folder, self.step, self.spent)
            self.lessons = feed(source, self.plan.feeders, self.session.cuda)
            return
        here = Lessons(self.plan, self.folder, self.step, together.rank())
        self.lessons = (here.draw(self.done) for _ in itertools.count())
        if not self.session.cuda:
            self.generator = here.generator

    @property
    def done(self) -> float:
        """The share of the plan's minutes that is spent."""
        return self.spent / (self.plan.minutes * 60)

    def save(self) -> None:
        """Write the whole state, so that the run can go on from it."""
        state = {
            "student": self.student.state_dict(), "average": self.average.state_dict(),
            "optimizers": [o.state_dict() for o in self.optimizers], "step": self.step, "spent": self.spent,
            "guide": self.guide.state_dict(), "aside": self.aside.state_dict(),
        }  # fmt: skip
        torch.save(state, self.folder / "transformer.tmp")
        (self.folder / "transformer.tmp").rename(self.folder / "transformer.pt")

    def _kernels(self, tokens: int) -> list[SDPBackend]:
        """Ways to compute attention. cuDNN's would plan anew for every new shape, and flash attention's
        backward pass is slow on short sequences on a CPU."""
        if self.session.cuda:
            return [SDPBackend.FLASH_ATTENTION, SDPBackend.EFFICIENT_ATTENTION, SDPBackend.MATH]
        return [SDPBackend.MATH] if tokens < 300 else [SDPBackend.FLASH_ATTENTION, SDPBackend.MATH]

    def loss(self, lesson: Lesson) -> tuple[Tensor, Tensor]:
        """Mean weighted error of the velocity over one batch of one shape, and what the guide adds to it."""
        here = self.session.here
        x0, sigma, mask = here(lesson.x0).float(), here(lesson.sigma), here(lesson.mask)
        noise = torch.randn(x0.shape, generator=self.generator, device=x0.device)
        x = (1 - sigma) * x0 + sigma * noise
        with self.session.autocast(), sdpa_kernel(self._kernels(lesson.where.shape[-1])):
            seen = mask if lesson.hidden else None
            embeds = self.student.text(here(lesson.tokens), attention_mask=seen)[0]
            reference = here(lesson.reference).float() if len(lesson.reference) else None
            where = here(lesson.where)
            v = flow.velocity(self.student.transformer, x, sigma, embeds, mask, where, reference).float()
            aside = self.guide.loss(here(lesson.cover).float())
        weight = (sigma > 0) * (1 + self.plan.subject_weight * here(lesson.subject))
        error = ((v - (noise - x0)).square() * self.channel_weight).mean(1, keepdim=True)
        return (error * weight).sum() / weight.sum().clamp_min(1), aside

    def learn(self) -> Tensor:
        """One step; gives the velocity's loss."""
        # Warmed up anew after a pause: an optimizer may have begun without its averages (see `begin_from`).
        warm = min(1.0, (self.step - self.since + 1) / 100)
        optimizers = [*self.optimizers, self.aside]
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = self.plan.rate * warm * max(0.02, 1 - self.done) ** 0.8
        loss, aside = self.loss(next(self.lessons))
        (loss + aside).backward()
        together.share_gradients([*self.student.parameters(), *self.guide.parameters()])
        nn.utils.clip_grad_norm_(self.student.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad()
        self.step += 1
        average_into(self.average, self.student, min(self.plan.average, self.step / (self.step + 30)))
        return together.mean(loss.detach())

    def steps(self) -> Iterator[Tensor]:
        """Learn until the minutes are spent or the session ends, counting only time spent here."""
        while self.done < 1 and not together.agree(float(self.session.late)):
            began = time.monotonic()
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
    vae = AutoencoderKLLTXVideo.from_pretrained(checkpoint / "vae")
    vae.save_pretrained(folder / "vae")
    student = Student(len(vae.latents_std))
    sketch = Sketch.load(checkpoint)
    student.transformer.load_state_dict(sketch.transformer.state_dict())
    student.text.load_state_dict(sketch.text.state_dict())
    past = checkpoint / "training.json"
    come = json.loads(past.read_text()) if past.exists() else {"step": 0, "seconds": 0.0, "curve": []}
    weights, fresh = (
        student.state_dict(),
        [o.state_dict() for o in student.optimizers(TransformerPlan.rate, Session())],
    )
    state = {
        "student": weights, "average": weights, "optimizers": fresh,
        "step": come["step"], "spent": come["seconds"],
    }  # fmt: skip
    torch.save(state, folder / "transformer.pt")
    (folder / "transformer.jsonl").write_text("".join(json.dumps(note) + "\n" for note in come["curve"]))


def train_transformer(plan: TransformerPlan, folder: Path, session: Session | None = None) -> None:
    """Train until the plan's minutes are spent or the session ends, saving as it goes, with a curve in
    folder/transformer.jsonl."""
    run = TransformerRun(plan, folder, session)
    saved = run.spent
    losses: list[Tensor] = []
    for loss in run.steps():
        losses.append(loss)
        if together.rank():
            losses.clear()
            continue
        if run.step % 20 == 0:
            mean = float(torch.stack(losses).double().mean())
            check_finite(mean, run.step, folder / "transformer.pt")
            note = {"step": run.step, "seconds": round(run.spent), "loss": round(mean, 4)}
            losses = []
            with (folder / "transformer.jsonl").open("a") as log:
                log.write(json.dumps(note) + "\n")
            print(note, flush=True)
        if run.spent - saved >= plan.save_every:
            saved = run.spent
            run.save()
    if not together.rank():
        run.save()
