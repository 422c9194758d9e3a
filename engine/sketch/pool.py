"""Encoded clips on disk, made ahead so that the transformer never waits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderKLLTXVideo
from torch import Tensor

from engine.errors import TweenError
from engine.sketch.device import Session
from engine.sketch.examples import Drawn, ExampleSource
from engine.sketch.feed import feed
from engine.sketch.linear_vae import lean
from engine.sketch.picture_book import encoded
from engine.sketch.plans import PoolPlan
from engine.sketch.vae import normalise, posterior, to_unit
from engine.sketch.world import Scene


@dataclass(frozen=True)
class Example:
    """One encoded clip: latents [C, t, h, w] float16, subject [t, h, w] bool (which cells it touches)."""

    latents: Tensor
    subject: Tensor
    scene: Scene
    fps: float


class Encoder:
    """Encodes drawn clips, those of one shape together."""

    def __init__(self, vae: AutoencoderKLLTXVideo, together: int, session: Session) -> None:
        self.vae, self.together, self.session = lean(vae.eval()), together, session
        session.place(vae)
        self.waiting: dict[torch.Size, list[Drawn]] = {}

    def put(self, drawn: Drawn) -> list[tuple[Drawn, Tensor]]:
        """Take one more clip; gives the clips that are now encoded, latents float16 [C, t, h, w]."""
        same = self.waiting.setdefault(drawn.frames.shape, [])
        same.append(drawn)
        return self._encode(drawn.frames.shape) if len(same) >= self.together else []

    def rest(self) -> Iterator[tuple[Drawn, Tensor]]:
        """Encode what waits still."""
        for shape in list(self.waiting):
            yield from self._encode(shape)

    @torch.no_grad()
    def _encode(self, shape: torch.Size) -> list[tuple[Drawn, Tensor]]:
        same = self.waiting.pop(shape)
        pixels = to_unit(torch.stack([self.session.here(drawn.frames) for drawn in same]))
        with self.session.autocast():
            mode = posterior(self.vae, pixels).mode()
        return list(zip(same, normalise(self.vae, mode.float()).half().cpu(), strict=True))


class Shelf:
    """Encoded clips until their shard is whole, then on disk."""

    def __init__(self, plan: PoolPlan, folder: Path) -> None:
        self.plan, self.folder = plan, folder
        self.open: dict[int, list[tuple[Drawn, Tensor] | None]] = {}

    def path(self, shard: int) -> Path:
        kind = "half" if self.plan.half else "full"
        return self.folder / f"{kind}-{self.plan.seed}-{shard:04}.pt"

    def put(self, drawn: Drawn, latents: Tensor) -> None:
        """Put a clip in its place, and write its shard if that was the last one."""
        slots = self.open.setdefault(drawn.shard, [None] * self.plan.clips)
        slots[drawn.place] = (drawn, latents.clone())
        whole = [slot for slot in slots if slot]
        if len(whole) == len(slots):
            self._write(self.path(drawn.shard), whole)
            del self.open[drawn.shard]

    def _write(self, target: Path, whole: list[tuple[Drawn, Tensor]]) -> None:
        shard: dict[str, Any] = {
            "latents": [latents for _, latents in whole],
            "subjects": [drawn.subject for drawn, _ in whole],
            "notes": json.dumps([{"scene": asdict(drawn.scene), "fps": drawn.fps} for drawn, _ in whole]),
        }
        torch.save(shard, target.with_suffix(".tmp"))
        target.with_suffix(".tmp").rename(target)


def fill_pool(plan: PoolPlan, state: Path, session: Session | None = None) -> None:
    """Write shards that do not exist yet, until the plan's minutes or the session are over; a shard that is
    not whole by then is drawn again by the next call."""
    session = (session or Session()).at_most(plan.minutes)
    if not (state / "vae").is_dir():
        raise TweenError(f"{state} holds no autoencoder to encode with; train one with the vae stage.")
    shelf = Shelf(plan, state / "latents")
    shelf.folder.mkdir(parents=True, exist_ok=True)
    missing = tuple(k for k in range(plan.shards) if not shelf.path(k).exists())
    vae = AutoencoderKLLTXVideo.from_pretrained(state / "vae")
    if plan.book and not (state / "book.pt").exists():
        torch.save(encoded(vae.eval()), state / "book.pt")
    encoder = Encoder(vae, plan.encode, session)
    drawn_ahead = feed(ExampleSource(plan, missing), plan.renderers, session.cuda)
    for drawn in drawn_ahead:
        # A clip's subject is kept, so it must not stay in memory that is shared or pinned.
        own = drawn._replace(subject=drawn.subject.clone())
        for done, latents in encoder.put(own):
            shelf.put(done._replace(frames=done.frames[:0]), latents)
        if session.late:
            break
    for done, latents in encoder.rest():
        shelf.put(done._replace(frames=done.frames[:0]), latents)
    print({"shards": sum(shelf.path(k).exists() for k in range(plan.shards)), "clips a shard": plan.clips})


class Pool:
    """The shards of a folder in memory, grouped by shape. `refresh` takes in new ones."""

    def __init__(self, state: Path) -> None:
        self.folder = state / "latents"
        self.seen: set[str] = set()
        self.groups: dict[bool, dict[tuple[int, ...], list[Example]]] = {True: {}, False: {}}
        self.by_subject: dict[tuple[Any, ...], list[Example]] = {}

    def refresh(self) -> int:
        """Load shards not seen yet; gives the number of clips in all."""
        for path in sorted(self.folder.glob("*.pt")):
            if path.name not in self.seen:
                self._load(path)
        return sum(len(g) for kind in self.groups.values() for g in kind.values())

    def _load(self, path: Path) -> None:
        self.seen.add(path.name)
        # Mapped, so that all processes that read a shard share one copy of it.
        shard = torch.load(path, weights_only=True, mmap=True)
        groups = self.groups[path.name.startswith("half")]
        parts = zip(shard["latents"], shard["subjects"], json.loads(shard["notes"]), strict=True)
        for latents, subject, note in parts:
            scene = Scene.of(note["scene"])
            key = (*latents.shape[1:], int(note["fps"]))
            example = Example(latents, subject, scene, note["fps"])
            groups.setdefault(key, []).append(example)
            if not scene.beside:
                self.by_subject.setdefault(_subject(example), []).append(example)

    def alike(self, example: Example, rng: np.random.Generator) -> Example | None:
        """Another clip of the same picture size whose only subject is this one's, in the same look; None
        where there is none."""
        others = self.by_subject.get(_subject(example), [])
        chosen = others[rng.integers(len(others))] if others else example
        return None if chosen is example else chosen

    def batch(self, rng: np.random.Generator, half: bool, tokens: int, most: int) -> list[Example]:
        """Clips of one shape, so many that windows of at most `most` latents hold about `tokens` cells.

        Shapes come up as often as they are in the pool.
        """
        groups = self.groups[half] or self.groups[not half]
        keys = list(groups)
        weights = np.array([len(groups[k]) for k in keys], float)
        group = groups[keys[rng.choice(len(keys), p=weights / weights.sum())]]
        t, h, w = group[0].subject.shape
        count = max(2, round(tokens / (min(t, most) * h * w)))
        return [group[k] for k in rng.integers(len(group), size=count)]


def _subject(example: Example) -> tuple[Any, ...]:
    scene = example.scene
    return (*example.latents.shape[2:], scene.subject, scene.colour, scene.look)
