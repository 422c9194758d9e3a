"""What the transformer is taught in one step: clips of one shape, their noise levels and their words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from engine.errors import TweenError
from engine.sketch import flow, guide
from engine.sketch.captions import caption
from engine.sketch.picture_book import Encoded
from engine.sketch.plans import TransformerPlan
from engine.sketch.pool import Example, Pool
from engine.sketch.text import build_tokenizer
from engine.sketch.world import Scene, settled

#: How many lessons are drawn between two looks for new shards.
LOOK_EVERY = 25


class Lesson(NamedTuple):
    """x0: latents float16 [B, C, t, h, w]; subject bool and sigma float [B, 1, t, h, w]; tokens and mask
    [B, L], hidden where the text encoder sees no padding; where: `flow.positions` [1, 3, S]; cover:
    `guide.cover` of every clip [B, t, fine rows, fine columns]; reference: pictures of the clips' subjects
    elsewhere [B, C, 1, h, w], or nothing [0]."""

    x0: Tensor
    subject: Tensor
    sigma: Tensor
    tokens: Tensor
    mask: Tensor
    hidden: bool
    where: Tensor
    cover: Tensor
    reference: Tensor


class Lessons:
    """Draws lessons from the encoded clips of a training folder, by a seed of its own for every member."""

    def __init__(self, plan: TransformerPlan, folder: Path, step: int, member: int) -> None:
        self.plan, self.pool = plan, Pool(folder)
        self.rng = np.random.default_rng((plan.seed, step, member))
        self.generator = torch.Generator().manual_seed(plan.seed + step + 1_000_003 * member)
        self.tokenizer = build_tokenizer()
        self.drawn = 0
        self.covers: dict[int, Tensor] = {}
        book = folder / "book.pt"
        self.book: Encoded = torch.load(book, weights_only=True, mmap=True) if book.exists() else {}

    def draw(self, done: float) -> Lesson:
        """The next lesson when the share `done` of the run is over. TweenError while the pool is empty."""
        if self.drawn % LOOK_EVERY == 0 and not self.pool.refresh():
            raise TweenError(f"{self.pool.folder} holds no clips yet; make some with the latents stage.")
        self.drawn += 1
        half_share = self.plan.half_share if done < self.plan.half_until else 0.05
        examples, span, whole = self._examples(self.rng.random() < half_share)
        x0 = torch.stack([e.latents[:, span] for e in examples])
        subject = torch.stack([e.subject[span] for e in examples])[:, None]
        cover = torch.stack([self._cover(e)[span] for e in examples])
        drop = self.plan.drop_prompt
        reference, told_apart = self._reference(examples)
        prompts = ["" if self.rng.random() < drop else self._prompt(e.scene, told_apart) for e in examples]
        t, h, w = x0.shape[2:]
        told = [whole and e.scene == settled(e.scene) for e in examples]
        caps = flow.random_caps(told, t, h, w, self.generator)
        sigma = torch.minimum(flow.random_sigma(len(told), self.generator), caps)
        scale = 2.0 if min(h, w) * 16 < 100 else 1.0
        where = flow.positions(t, h, w, examples[0].fps, scale, span.start)
        return Lesson(x0, subject, sigma, *self._words(prompts), where, cover, reference)

    def _prompt(self, scene: Scene, seen: bool) -> str:
        """The scene in words. What its subject is may be left to a reference picture."""
        return caption(scene, self.rng, named=not seen or self.rng.random() < 0.5)

    def _reference(self, examples: list[Example]) -> tuple[Tensor, bool]:
        """Pictures of the clips' subjects [B, C, 1, h, w], mostly none [0], and whether they may stand for
        words: those of the picture book come only with words that name the subject."""
        if self.rng.random() >= self.plan.references:
            return torch.empty(0), False
        if self.book and self.rng.random() < self.plan.book_share:
            shape = tuple(examples[0].latents.shape[2:])
            keys: list[tuple[str | int, ...]] = [
                (e.scene.look, e.scene.subject, e.scene.colour, *shape) for e in examples
            ]
            if all(key in self.book for key in keys):
                return torch.stack([self.book[key] for key in keys]), False
        found = [self.pool.alike(example, self.rng) for example in examples]
        # The first latent of a clip stands for one frame, so it is what a picture is encoded to.
        others = [other.latents[:, :1] for other in found if other]
        return (torch.stack(others), True) if len(others) == len(examples) else (torch.empty(0), False)

    def _cover(self, example: Example) -> Tensor:
        """The clip's `guide.cover`, drawn the first time. Clips stay in the pool, so they are known by
        identity."""
        if id(example) not in self.covers:
            self.covers[id(example)] = guide.cover(example.scene, example.latents.shape[1], example.fps)
        return self.covers[id(example)]

    def _words(self, prompts: list[str]) -> tuple[Tensor, Tensor, bool]:
        """Tokens and mask. LTXConditionPipeline hides the padding from T5 and LTXPipeline does not: learn
        both."""
        hide = bool(self.rng.random() < 0.6)
        length = 24 if hide else int(self.rng.choice((24, 48, 128), p=(0.4, 0.3, 0.3)))
        tokens = self.tokenizer(
            prompts, padding="max_length", max_length=length, truncation=True, return_tensors="pt"
        )
        return tokens.input_ids, tokens.attention_mask, hide

    def _examples(self, half: bool) -> tuple[list[Example], slice, bool]:
        """Clips of one shape, which of their latents are taught, and whether the words tell where in the shot
        those are.

        Many batches are one or two latents long, from mid-shot: words, colours and layout are learned from
        stills, of which a batch holds many more than of clips. A third of the others are windows from inside
        the clips, of which no word says when they begin.
        """
        still = self.rng.random() < self.plan.stills
        most = int(self.rng.integers(1, 3)) if still else 99
        examples = self.pool.batch(self.rng, half, self.plan.tokens, most)
        t = examples[0].latents.shape[1]
        first, whole = 0, True
        if still:
            first = (t - most) // 2
        elif self.rng.random() < 0.3:
            first, whole = int(self.rng.integers(1, t - 1)), False
        return examples, slice(first, min(first + most, t)), whole


@dataclass(frozen=True)
class LessonSource:
    """Endless lessons of a run that has come to `step` and spent so many seconds, for `feed`."""

    plan: TransformerPlan
    folder: Path
    step: int
    spent: float

    def __call__(self, number: int, of: int) -> Iterator[Lesson]:
        lessons = Lessons(self.plan, self.folder, self.step, number)
        began = time.monotonic()
        while True:
            yield lessons.draw((self.spent + time.monotonic() - began) / (self.plan.minutes * 60))
