"""Noise -> latents: the windows of a job, each step of which can be the last before a power cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from torch import Tensor

from engine.diffusion.blend import nearer
from engine.diffusion.canvas import pixel_mask, read_pictures, to_pixels
from engine.diffusion.guidance import Branches, Refined, guided
from engine.diffusion.layout import Layout
from engine.diffusion.noise import place_noise
from engine.diffusion.options import Options
from engine.diffusion.prompts import Words
from engine.diffusion.resume import State, StateFile
from engine.diffusion.sampler import Velocity, sample, with_lead
from engine.diffusion.sharing import Answer, Ask, Share, in_turn
from engine.diffusion.steady import drawn_first, given_way, own
from engine.diffusion.stepping import Stepping
from engine.diffusion.windows import fused_windows, windows
from engine.document.request import Request
from engine.errors import TweenError
from engine.families.family import Control, Family, Spec, TextCond
from engine.families.speed import AGAIN, cached
from engine.media.open import open_reader

LEAD_PLACE = -1_000_000
"""Where the noise of reference latents is counted from: far from every latent of a film."""


def windows_to_draw(m: Tensor, spec: Spec, options: Options) -> tuple[range, ...]:
    """The windows of an axis with caps `m` in which there is something to draw, in order."""
    t, longest = m.shape[2], spec.latent_frames(spec.longest_window)
    whole = [range(t)] if options.long_axis == "fuse" else windows(t, longest)
    return tuple(window for window in whole if m[:, :, window.start : window.stop].any())


def within_window(state: State, spec: Spec, options: Options) -> State:
    """`state`, or what it has finished with the rest in new windows, where memory no longer allows the ones
    that it was begun with: the steps of a window that was cut off are done again."""
    longest = spec.latent_frames(spec.longest_window)
    if options.long_axis == "fuse" or all(len(window) <= longest for window in state.plan[state.window :]):
        return state
    return State(state.x0, state.m, windows_to_draw(state.m, spec, options), first=state.first)


@dataclass
class Drawing:
    """One job on its way. `words` and `conds` go together: what is said where, and its embeddings (with the
    negative prompt's in front for a `scale` above 1)."""

    request: Request
    layout: Layout
    family: Family
    size: tuple[int, int]
    steps: int
    scale: float
    words: list[Words]
    conds: list[TextCond]
    options: Options
    share: Share = in_turn
    first: int = field(default=0, init=False)
    branches: Branches = field(init=False)
    cached: bool = field(init=False)
    """Steps are kept only where the step cache begins anew: it is not kept itself."""

    def __post_init__(self) -> None:
        self.branches = Branches(self.family.device, self.options.at_once)
        self.cached = cached(self.family.denoisers()) is not None

    def latents(self, state: State, stepping: Stepping, file: StateFile) -> Tensor:
        """All latents `[1, C, t, h, w]` from `state` on. What one window has drawn is kept by the next.

        They are drawn into `state.x0` itself: a long film's latents are worth having only once.
        """
        x0, m = state.x0, state.m
        self.first = state.first
        for n in range(state.window, len(state.plan)):
            window = state.plan[n]
            here = slice(window.start, window.stop)
            begun = state if n == state.window else replace(state, step=0, x=None)

            def keep(step: int, x: Tensor, n: int = n) -> None:
                if self.cached:
                    if step % AGAIN:
                        return
                    self.family.fresh(step)
                file.offer(lambda: replace(state, x0=x0, m=m, window=n, step=step, x=x))

            scale = self._scale(state.plan, n, x0, m[:, :, here])
            x0[:, :, here] = self._window(
                window, n, x0[:, :, here], m[:, :, here], begun, stepping.each(keep), scale
            )
            m[:, :, here] = 0
            file.offer(lambda n=n: replace(state, x0=x0, m=m, window=n + 1, step=0, x=None))
        file.keep(replace(state, x0=x0, m=m, window=len(state.plan), step=0, x=None))
        return x0

    @property
    def _longest(self) -> int:
        return self.family.spec.latent_frames(self.family.spec.longest_window)

    def _scale(self, plan: Sequence[range], n: int, x0: Tensor, m: Tensor) -> float:
        """The guidance of window `n`, whose caps are `m`, with the windows before it drawn in `x0`."""
        said = [
            frozenset(i for i, words in enumerate(self.words) if any(words.within(window))) for window in plan
        ]
        shot = drawn_first(plan, n, said)
        first, last = (self._drawn(own(plan, k)) for k in (shot, max(n - 1, 0)))
        if shot == n or not first or not last or ((m > 0) & (m < 1)).any():
            return self.scale
        return given_way(self.scale, x0[:, :, first], x0[:, :, last])

    def _drawn(self, latents: range) -> list[int]:
        """Those of `latents` that are not kept as a whole."""
        return [k for k in latents if any(self.layout.caps[i] > 0 for i in self.layout.span(k))]

    def _window(
        self,
        window: range,
        n: int,
        x0: Tensor,
        m: Tensor,
        begun: State,
        each: Callable[..., None],
        scale: float,
    ) -> Tensor:
        c, t, h, w = x0.shape[1:]
        seed, spec = self.request.seed, self.family.spec
        self.family.fresh(begun.step)
        eps = place_noise(seed, window.start - self.layout.home, (c, t, h, w)).to(x0.device)
        sigmas = self.family.sigmas(self.steps, min(t, self._longest), h, w)
        if t > self._longest:
            velocity = self._fused(len(window))
            return sample(velocity, x0, m, eps, sigmas, each, spec.sigma, done=begun.step, x=begun.x)
        control = self._control(window, n, x0, m)
        velocity = self._velocity(window, f"w{n}", control, scale)
        if control is None or control.lead == 0:
            return sample(velocity, x0, m, eps, sigmas, each, spec.sigma, done=begun.step, x=begun.x)
        lead = place_noise(seed, LEAD_PLACE, (c, control.lead, h, w)).to(x0.device)
        return with_lead(velocity, lead, x0, m, eps, sigmas, each, spec.sigma, done=begun.step, x=begun.x)

    def _velocity(
        self, window: range, key: str, control: Control | None = None, scale: float | None = None
    ) -> Velocity:
        """Every prompt that counts in the window, each latent led by its own share of them. `scale`: of
        guidance, the job's if None."""
        parts: list[tuple[Tensor, Velocity]] = []
        family, options = self.family, self.options
        refined = Refined(bool(options.cfg_zero), options.rescale or 0.0, self.steps)
        for i, (words, cond) in enumerate(zip(self.words, self.conds, strict=True)):
            weights = torch.tensor(words.within(window), dtype=torch.float32, device=family.device)
            if weights.any():
                velocity = guided(
                    family,
                    cond.controlled(control or family.looked_up(words.prompt, self.size[1], self.size[0])),
                    self.scale if scale is None else scale,
                    first_latent=window.start + self.first,
                    fps=float(self.request.rate),
                    key=f"{key}/p{i}",
                    at_once=self.branches,
                    refined=refined,
                )
                parts.append((weights.view(1, 1, -1, 1, 1), velocity))
        return parts[0][1] if len(parts) == 1 else _blended(parts)

    def _fused(self, latents: int) -> Velocity:
        """The whole axis at once, through windows whose grid moves on with every step.

        One denoising path over many windows is MultiDiffusion's idea (arXiv 2302.08113), along time as in
        Gen-L-Video (arXiv 2305.18264); here they are not averaged (`engine.diffusion.windows`).
        """
        if self.cached:  # what it kept of a window would be of many steps ago
            raise TweenError(
                f"{self.family.spec.name} cannot be drawn with a step cache in fused windows, which are "
                "others in every step; take TWEENBOARD_STEP_CACHE away, or choose carry."
            )
        answer = self.answers()

        def velocity(x: Tensor, sigma: Tensor, step: int) -> Tensor:
            v = torch.zeros_like(x)
            parts = [
                (part, counts)
                for part, counts in fused_windows(latents, self._longest, step)
                if (sigma[:, :, counts.start : counts.stop] > 0).any()
            ]
            asks = [Ask(part, step, self.first, _within(x, part), _within(sigma, part)) for part, _ in parts]
            for (part, counts), answered in zip(parts, self.share(asks, answer), strict=True):
                inside = slice(counts.start - part.start, counts.stop - part.start)
                v[:, :, counts.start : counts.stop] = answered[:, :, inside]
            return v

        return velocity

    def answers(self) -> Answer:
        """What this model says to windows of fused steps, each by itself."""
        control = self._pictures()
        seen: dict[range, Velocity] = {}

        def answer(ask: Ask) -> Tensor:
            self.first = ask.first  # for a card that another machine draws, it is not known before
            if ask.window not in seen:
                seen[ask.window] = self._velocity(ask.window, f"f{ask.window.start}", control)
            return seen[ask.window](ask.x, ask.sigma, ask.step)

        return answer

    def _control(self, window: range, n: int, x0: Tensor, m: Tensor) -> Control | None:
        """What a model with a native mask is shown: known pixels, which of them are redrawn, references. Any
        other is shown references alone."""
        if not self.family.spec.native_mask:
            return self._pictures()
        request, layout = nearer(self.request, self.layout)
        size = self.size
        frames = range(window.start * layout.stride, (window.stop - 1) * layout.stride + 1)
        known = [layout.pictures[i] for i in frames]
        pictures = read_pictures(request, [p for p in known if p is not None], size, lambda: None)
        blank = np.zeros((size[1], size[0], 3), np.uint8)
        clip = np.stack([blank if p is None else pictures[p] for p in known])
        masks = np.stack([pixel_mask(request, layout, i, size) for i in frames])
        mask = torch.from_numpy(masks)[None, None].to(self.family.device)
        drawn = 0 if n == 0 else int((m.flatten(2).amax(2)[0, 0] == 0).long().cumprod(0).sum())
        references = [to_pixels(picture[None], self.family.device)[0, :, 0] for picture in self._references()]
        return self.family.condition(
            to_pixels(clip, self.family.device), mask, references, x0[:, :, :drawn] if drawn else None
        )

    def _pictures(self) -> Control | None:
        references = [to_pixels(picture[None], self.family.device)[0, :, 0] for picture in self._references()]
        blank = torch.zeros(1, 3, 1, self.size[1], self.size[0], device=self.family.device)
        return self.family.condition(blank, torch.ones_like(blank[:, :1]), references)

    def _references(self) -> list[np.ndarray]:
        found: list[np.ndarray] = []
        for reference in self.request.references:
            with open_reader(reference.path) as reader:
                still = reader.frames == 1
                found.append(
                    reader.frame(0)
                    if still
                    else reader.frame_at_rate(reference.source_frame, self.request.rate)
                )
        return found


def _within(x: Tensor, window: range) -> Tensor:
    """Laid out as it is when it was sent: sums over it have the same bits anywhere."""
    return x[:, :, window.start : window.stop].contiguous()


def _blended(parts: list[tuple[Tensor, Velocity]]) -> Velocity:
    def velocity(x: Tensor, sigma: Tensor, step: int) -> Tensor:
        return sum((weight * each(x, sigma, step) for weight, each in parts), torch.zeros_like(x))

    return velocity
