"""One request, start to finish: known pictures in, a take out.

The same request gives the same take bit for bit on one machine with one number of torch threads (a different
number adds up in a different order, and differs in the last digits).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

from safetensors.torch import save
from torch import Tensor

from engine.diffusion import text
from engine.diffusion.canvas import fill
from engine.diffusion.denoise import Drawing, windows_to_draw, within_window
from engine.diffusion.frames import write_frames
from engine.diffusion.layout import Layout, lay_out, working_size
from engine.diffusion.memory import within_memory
from engine.diffusion.options import Options
from engine.diffusion.progress import Progress, Watch
from engine.diffusion.prompts import words_along
from engine.diffusion.resume import State, StateFile, key_of
from engine.diffusion.reuse import facts_of
from engine.diffusion.sharing import Share, in_turn
from engine.diffusion.stepping import BrokenNumbers, Stepping
from engine.document.request import Request
from engine.document.take import Take
from engine.errors import Cancelled, TweenError
from engine.families.capabilities import require
from engine.families.family import Family, Meter
from engine.families.lora import identity, laid_over
from engine.families.speed import cached
from engine.project.takes import Draft, TakeLibrary
from engine.tools.checks import Refused, check_frames, check_request

Report = Callable[[Progress], None]


def draw(
    request: Request,
    takes: TakeLibrary,
    report: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
    family: Family | None = None,
    options: Options | None = None,
    share: Share = in_turn,
) -> Take:
    """Draw `request` and add the take to `takes`. `options` default to what the environment says, `family`
    to the model that the request names, loaded as memory allows (`engine.diffusion.memory`). `share`: who
    answers for windows that can be drawn side by side.

    `cancelled` is asked at every read, step and decoded chunk; `Cancelled` is raised then, nothing kept.
    After any other end before the take is there, the same request goes on from its last kept step. Raises
    `TweenError` for a request, model or file that cannot be used.
    """
    watch, options = Watch(report, cancelled or (lambda: False)), options or Options.from_environment()
    check_request(request)
    watch.tell("load", 0, 1)
    if family is not None:
        return draw_with(family, request, takes, watch, options, share)
    return within_memory(
        request, watch, lambda loaded: draw_with(loaded, request, takes, watch, options, share)
    )


def draw_with(
    family: Family, request: Request, takes: TakeLibrary, watch: Watch, options: Options, share: Share
) -> Take:
    """`draw` by a model that is loaded."""
    # 1. Where the request lies on the model's time axis.
    spec, steps = family.spec, request.steps if request.steps is not None else family.spec.default_steps
    if steps < 1:
        raise TweenError(f"{steps} steps draw nothing; use at least 1.")
    require(spec, references=len(request.references), loras=len(request.loras))
    options = options.settled(spec)
    layout = lay_out(request, spec.frame_stride)
    size = working_size(request.width, request.height, spec.native_size, spec.size_multiple(), request.scale)
    before = replace(family.meter)
    file = takes_state(takes, request, family, options)

    with kept_until_drawn(file):
        # 2. Known pictures -> latents, or the state of a job that was cut off.
        with watch.timed("encode_seconds"):
            state = begun(request, layout, family, size, options, file, watch)

        # 3. Prompts -> embeddings.
        watch.tell("text", 0, 1)
        with watch.timed("text_seconds"):
            drawing = prepared(request, layout, family, size, steps, options, share)

        # 4. Noise -> latents.
        with watch.timed("sample_seconds"):
            stepping = Stepping(family, watch, len(state.plan) * steps, state.done(steps))
            with laid_over(family, request.loras):
                latents = drawing.latents(state, stepping, file)

        # 5. Latents -> disk, before anything else can fail; then frames; then the take.
        with drafted(takes, request) as draft:
            save_latents(draft, latents, facts_of(request, layout, family, state.first))
            with watch.timed("decode_seconds"):
                size, score = write_frames(draft.frames_path, latents, request, layout, family, size, watch)
            check_frames(request, draft.frames_path)
            watch.tell("write", 0, 1)
            stats = stats_of(watch, stepping, before) | {"frames": len(request.draw), "steps": steps}
            return draft.commit(width=size[0], height=size[1], stats=stats, score=score)


def begun(
    request: Request,
    layout: Layout,
    family: Family,
    size: tuple[int, int],
    options: Options,
    file: StateFile,
    watch: Watch,
) -> State:
    """What the drawing begins with, or goes on from."""
    state = file.load(family.device)
    if state is None:
        canvas = fill(request, layout, family, size, watch)
        plan = windows_to_draw(canvas.m, family.spec, options)
        state = State(canvas.x0, canvas.m, plan, first=canvas.first)
    if watch.report:
        family.preview(state.x0[:, :, :1])  # the first call fits its colours; not inside a step
    return within_window(state, family.spec, options)


def stats_of(watch: Watch, stepping: Stepping, before: Meter) -> dict[str, float]:
    """What the job took; `before` is the model's meter as it stood when it began."""
    meter = stepping.family.meter
    return watch.seconds | {
        "total_seconds": watch.elapsed(),
        "model_seconds": meter.seconds - before.seconds,
        "model_calls": meter.calls - before.calls,
        "preview_seconds": stepping.spent,
        "steps_before": stepping.before,
    }


def prepared(
    request: Request,
    layout: Layout,
    family: Family,
    size: tuple[int, int],
    steps: int,
    options: Options,
    share: Share = in_turn,
) -> Drawing:
    """The job with its prompts encoded."""
    spec = family.spec
    scale = spec.default_guidance if request.guidance is None else request.guidance
    if spec.distilled:
        scale = 1.0
    planned = family.placing.plan
    if planned is not None and options.at_once is None:
        options = replace(options, at_once=planned.together)
    words = words_along(request, layout)
    conds = [
        text.encode(family, (each.negative, each.prompt) if scale > 1 else (each.prompt,)) for each in words
    ]
    if family.device.type != "cpu":
        family.free_text()  # its memory is worth more to the transformer than the next new words' seconds
    if not family.placing.keeps_text:
        family.free_text()
    return Drawing(request, layout, family, size, steps, scale, words, conds, options, share)


def takes_state(takes: TakeLibrary, request: Request, family: Family, options: Options) -> StateFile:
    """Where a job like this one keeps its state: named after all that its latents depend on."""
    loras = identity(request.loras)
    # Not by the model's name: on another machine it may lie elsewhere, and its fingerprint says which it is.
    digest = replace(request, model="").digest()
    faster = [kind for kind in (cached(family.denoisers()),) if kind]
    key = key_of(digest, family.fingerprint, family.device.type, asdict(options), loras, *faster)
    return StateFile(takes.state_path(key), key)


@contextmanager
def kept_until_drawn(file: StateFile) -> Iterator[None]:
    """The state goes when the take is there, when a person gave up, and when it can only fail again or is not
    to be."""
    try:
        yield
    except (Cancelled, BrokenNumbers, Refused):
        file.drop()
        raise
    file.drop()


@contextmanager
def drafted(takes: TakeLibrary, request: Request) -> Iterator[Draft]:
    """A draft that is dropped when anything goes wrong before it is committed."""
    draft = takes.begin(request)
    try:
        yield draft
    except BaseException:
        draft.discard()
        raise


def save_latents(draft: Draft, latents: Tensor, facts: dict[str, Any]) -> None:
    """With what says which frames they stand for, so that they can be gone on from later."""
    # One entry, since safetensors writes several in an order that changes from run to run.
    notes = {"tweenboard": json.dumps(facts)}
    draft.write_latents(save({"latents": latents.cpu().contiguous()}, metadata=notes))
