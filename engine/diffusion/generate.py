"""One request, start to finish: known pictures in, a take out.

The same request gives the same take bit for bit on one machine with one number of torch threads (a different
number adds up in a different order, and differs in the last digits).
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from safetensors.torch import save
from torch import Tensor

from engine.diffusion import text
from engine.diffusion.canvas import Canvas, fill, read_pictures
from engine.diffusion.frames import to_bytes, write_frames
from engine.diffusion.guidance import guided
from engine.diffusion.layout import Layout, lay_out, working_size
from engine.diffusion.noise import place_noise
from engine.diffusion.progress import Progress, Watch
from engine.diffusion.sampler import EachStep, sample
from engine.diffusion.windows import windows
from engine.document.request import Request
from engine.document.take import Take
from engine.errors import TweenError
from engine.families.family import Family, TextCond
from engine.families.loading import load
from engine.project.takes import Draft, TakeLibrary

Report = Callable[[Progress], None]


def draw(
    request: Request,
    takes: TakeLibrary,
    report: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
    family: Family | None = None,
) -> Take:
    """Draw `request` and add the take to `takes`. `family` defaults to the model that the request names.

    `cancelled` is asked at every read, step and decoded chunk; `Cancelled` is raised then, nothing kept.
    Raises `TweenError` for a request, model or file that cannot be used.
    """
    watch = Watch(report, cancelled or (lambda: False))

    # 1. The model, and where the request lies on its time axis.
    watch.tell("load", 0, 1)
    family = family or load(request.model)
    spec, steps = family.spec, request.steps if request.steps is not None else family.spec.default_steps
    if steps < 1:
        raise TweenError(f"{steps} steps draw nothing; use at least 1.")
    layout = lay_out(request, spec.frame_stride)
    size = working_size(request.width, request.height, spec.native_size, spec.size_multiple())
    calls, seconds = family.meter.calls, family.meter.seconds

    # 2. Known pictures -> latents.
    with watch.timed("encode_seconds"):
        canvas = known_canvas(request, layout, family, size, watch)

    # 3. Prompts -> embeddings.
    watch.tell("text", 0, 1)
    with watch.timed("text_seconds"):
        scale = spec.default_guidance if request.guidance is None else request.guidance
        prompts = (request.negative, request.prompt) if scale > 1 else (request.prompt,)
        cond = text.encode(family, prompts)

    # 4. Noise -> latents, window after window.
    with watch.timed("sample_seconds"):
        latents = sample_windows(request, canvas, family, cond, scale, steps, watch)

    # 5. Latents -> disk, before anything else can fail; then frames; then the take.
    with drafted(takes, request) as draft:
        save_latents(draft, latents, layout, family)
        with watch.timed("decode_seconds"):
            size = write_frames(draft.frames_path, latents, request, layout, family, size, watch)
        watch.tell("write", 0, 1)
        stats = watch.seconds | {
            "total_seconds": watch.elapsed(),
            "model_seconds": family.meter.seconds - seconds,
            "model_calls": family.meter.calls - calls,
            "frames": len(request.draw),
            "steps": steps,
        }
        return draft.commit(width=size[0], height=size[1], stats=stats)


def known_canvas(
    request: Request, layout: Layout, family: Family, size: tuple[int, int], watch: Watch
) -> Canvas:
    """Read and encode what the request knows."""
    wanted = {picture for stretch in layout.stretches() for picture in stretch.pictures}
    count = 0

    def read_one() -> None:
        nonlocal count
        count += 1
        watch.tell("read", count, len(wanted))

    pictures = read_pictures(request, list(wanted), size, read_one)
    canvas = fill(layout, pictures, family, size, lambda done: watch.tell("encode", done, layout.latents))
    if watch.report:
        family.preview(canvas.x0[:, :, :1])  # the first call fits its colours; not in the middle of a step
    return canvas


def sample_windows(
    request: Request,
    canvas: Canvas,
    family: Family,
    cond: TextCond,
    scale: float,
    steps: int,
    watch: Watch,
) -> Tensor:
    """All latents `[1, C, t, h, w]`. What one window has drawn is kept, clean, by the next."""
    spec, layout = family.spec, canvas.layout
    x, m = canvas.x0.clone(), canvas.m.clone()
    c, t, h, w = x.shape[1:]
    plan = windows(t, spec.latent_frames(spec.longest_window))
    plan = [window for window in plan if m[:, :, window.start : window.stop].any()]
    stepping = Stepping(family, x, len(plan) * steps, watch)
    for n, window in enumerate(plan):
        here = slice(window.start, window.stop)
        eps = place_noise(request.seed, window.start - layout.home, (c, len(window), h, w)).to(x.device)
        fps, key = float(request.rate), f"w{n}"
        velocity = guided(family, cond, scale, first_latent=window.start, fps=fps, key=key)
        sigmas = family.sigmas(steps, len(window), h, w)
        x[:, :, here] = sample(
            velocity, x[:, :, here], m[:, :, here], eps, sigmas, stepping.in_window(window)
        )
        m[:, :, here] = 0
    return x


class Stepping:
    """What happens after every step: progress, a picture, the stop button, and a look for broken numbers."""

    def __init__(self, family: Family, x: Tensor, total: int, watch: Watch) -> None:
        self.family, self.x, self.total, self.watch = family, x, total, watch
        self.done = 0
        self.began = time.perf_counter()
        watch.tell("sample", 0, total)

    def in_window(self, window: range) -> EachStep:
        middle = len(window) // 2

        def after(step: int, x: Tensor, guess: Tensor) -> None:
            if not math.isfinite(guess.sum().item()):
                raise TweenError(
                    f"The model {self.family.spec.name} gave broken numbers (NaN) in step {step} and "
                    "was stopped; its files may be damaged, so get it again, or choose another model."
                )
            self.done += 1
            left = (time.perf_counter() - self.began) / self.done * (self.total - self.done)
            picture = None
            if self.watch.report:
                picture = to_bytes(self.family.preview(guess[:, :, middle : middle + 1]) * 2 - 1)[0]
            self.watch.tell("sample", self.done, self.total, left, picture)

        return after


@contextmanager
def drafted(takes: TakeLibrary, request: Request) -> Iterator[Draft]:
    """A draft that is dropped when anything goes wrong before it is committed."""
    draft = takes.begin(request)
    try:
        yield draft
    except BaseException:
        draft.discard()
        raise


def save_latents(draft: Draft, latents: Tensor, layout: Layout, family: Family) -> None:
    """With the frames they stand for, counted from the first drawn one: enough to go on from them later."""
    facts = {
        "model": family.spec.name,
        "frame_stride": layout.stride,
        "first_frame": layout.frames.start - layout.draw.start,
        "home": layout.home,
    }
    # One entry, since safetensors writes several in an order that changes from run to run.
    notes = {"tweenboard": json.dumps(facts)}
    draft.write_latents(save({"latents": latents.cpu().contiguous()}, metadata=notes))
