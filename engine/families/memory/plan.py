"""Before a job runs: where every part of the model will lie, what it will take at its peak, and how long.

Arithmetic alone, without torch, so that the window can tell before anything is loaded. Plans come in order
from the fastest to the smallest; the first that fits is taken, and when memory runs out after all, the next.

    part          resident   in turn                          by blocks
    text encoder  stays      only while words are encoded     a few layers at a time on the device
    transformer   stays      only while latents are drawn     a few blocks at a time on the device
    VAE           stays      only while it works              –

A processor has one memory: there the parts are loaded for their turn and let go of.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from engine.errors import TweenError
from engine.families.memory.sizes import Sizes

GB = 1 << 30
Residence = Literal["resident", "in turn", "by blocks"]
Dtype = Literal["float32", "bfloat16", "float8"]
Quantised = Literal["", "int8", "file"]
"""The transformer's weights: as they are, rounded to 8 bits when they are loaded, packed as in its file."""
BYTES: dict[Dtype, int] = {"float32": 4, "bfloat16": 2, "float8": 1}

SPARE = 0.92
"""The share of a memory that is planned with: allocators leave gaps, and a screen needs some."""
DEVICE_BASE, HOST_BASE = int(0.6 * GB), int(0.44 * GB)
"""What a driver's context takes on an accelerator, and Python with torch and diffusers on the host."""
HIDDEN, INNER = 27, 2
"""Numbers held for a token while a block works, measured on an LTX transformer with a timestep for every
token: in widths (residual, norms, modulation, queries, keys, values, attention), and in inner widths."""
UNPACKING = 12
"""Bytes for each weight of a layer while a GGUF file's blocks are unpacked: measured, 6 to 10, and 14 for
the kinds that look values up (IQ4)."""
TEXT_TOKENS = 512
TILE, SMALL_TILE = 512 * 512, 256 * 256
"""Pixels of a tile when the VAE works in tiles, as diffusers has them; the small one is Wan's."""
TEXT_PARTS = 5
"""The share of a text encoder that its largest layer takes, its table of words (UMT5's: 1 of 5.4)."""
BLOCKS_AT_ONCE = 2
"""Blocks on the device when the others wait on the host: the one that works and the next one coming."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What there is to draw on. `device` is the accelerator's memory in bytes, 0 for a processor alone;
    `flops` is what its transformer calls reach a second; `name` is what draws, for what was measured;
    `int8` says whether weights can be rounded to 8 bits here."""

    host: int
    device: int = 0
    flops: float = 5e10
    name: str = "cpu"
    int8: bool = False

    @property
    def memory(self) -> int:
        """What limits a job: the accelerator's memory where there is one."""
        return self.device or self.host


@dataclass(frozen=True, slots=True)
class Job:
    """`frames` of `width` × `height` pixels in windows of at most `window` frames; `branches` are the prompts
    that guidance asks for in every step."""

    width: int
    height: int
    frames: int
    window: int
    steps: int
    branches: int = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """How to run a job. `peak` and `host_peak` are bytes on the device and on the host; `seconds` is all."""

    text: Residence
    transformer: Residence
    vae: Residence
    dtype: Dtype
    window: int
    tiled: bool
    together: bool
    """Whether the branches of guidance go through the model as one batch."""
    peak: int = 0
    host_peak: int = 0
    seconds: float = 0.0
    quantised: Quantised = ""

    @property
    def placement(self) -> tuple[Residence, Residence, Residence, Dtype, Quantised]:
        """What can only be changed by loading the model anew."""
        return (self.text, self.transformer, self.vae, self.dtype, self.quantised)

    def sentence(self) -> str:
        """What a person is told of it."""
        said = [f"about {self.peak / GB:.1f} GB of memory and {duration(self.seconds)}"]
        if self.transformer == "by blocks":
            said.append("the model goes through the graphics card block by block")
        elif self.transformer == "in turn" and self.host_peak:
            said.append("parts of the model wait in main memory")
        if self.dtype == "float8":
            said.append("its weights are kept in 8 bits")
        elif self.quantised == "int8":
            said.append("its weights are rounded to 8 bits")
        elif self.quantised == "file":
            said.append("its weights stay quantised as in its file")
        if self.tiled:
            said.append("pictures are decoded in tiles")
        return "; ".join(said)


@dataclass(frozen=True, slots=True)
class Correction:
    """What jobs took here before, over what was expected of them (`engine.families.memory.history`)."""

    seconds: float = 1.0
    peak: float = 1.0


AS_EXPECTED = Correction()
LOADING_SECONDS = 30.0
"""What it costs to load a model anew, where its parts are to lie elsewhere than they do."""


def duration(seconds: float) -> str:
    """ "40 s", "12 min" or "3.5 h", as people say it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def plans(model: Sizes, job: Job, machine: Machine, measured: Correction = AS_EXPECTED) -> list[Plan]:
    """Every plan worth trying, fastest first, each with its estimate; each needs less than the one before."""
    found: list[Plan] = []
    for plan in _packed(model, machine, _ladder(model, job, machine)):
        plan = estimated(plan, model, job, machine, measured)
        if not found or plan.peak < found[-1].peak:
            found.append(plan)
    return found


def choose(
    model: Sizes,
    job: Job,
    machine: Machine,
    measured: Correction = AS_EXPECTED,
    after: Plan | None = None,
    loaded: Plan | None = None,
) -> Plan:
    """The first plan that fits, or the first that fits and needs less than `after`, which did not do.

    A plan under which the parts lie as they do in `loaded` is taken before a quicker one when loading them
    anew would take longer than it saves. Raises `TweenError` when nothing fits, saying what the smallest
    would need.
    """
    tried = plans(model, job, machine, measured)
    found = [plan for plan in tried if fits(plan, machine) and (after is None or plan.peak < after.peak)]
    if not found:
        raise _refusal(tried, job, machine, after)
    stays = [plan for plan in found if loaded is not None and plan.placement == loaded.placement]
    quickest = found[0]
    return stays[0] if stays and stays[0].seconds < quickest.seconds + LOADING_SECONDS else quickest


def _refusal(tried: list[Plan], job: Job, machine: Machine, after: Plan | None) -> TweenError:
    size = f"{job.frames} frames of {job.width}×{job.height}"
    advice = "choose a smaller model or a smaller picture"
    if after is not None:
        return TweenError(
            f"Memory ran out for {size}, also in the smallest way there is (about {after.peak / GB:.1f} GB); "
            f"close other programs, or {advice}."
        )
    least = min(tried, key=lambda plan: (plan.peak, plan.host_peak))
    needs = f"at least {least.peak / GB:.1f} GB of {'graphics ' if machine.device else ''}memory"
    there = f"{machine.memory / GB:.1f} GB are free"
    if machine.device:
        needs += f" and {least.host_peak / GB:.1f} GB of main memory"
        there = f"{machine.memory / GB:.1f} and {machine.host / GB:.1f} GB are free"
    return TweenError(f"This model needs {needs} for {size}, and {there}; {advice}.")


def fits(plan: Plan, machine: Machine) -> bool:
    """Whether both memories have room for it, some of each left to others."""
    return plan.peak <= machine.memory * SPARE and plan.host_peak <= machine.host * SPARE


def _ladder(model: Sizes, job: Job, machine: Machine) -> Iterator[Plan]:
    """From everything at hand to as little as can be, one thing given up at a time."""
    if not machine.device:
        plain = Plan("in turn", "resident", "resident", "float32", job.window, tiled=False, together=False)
        yield plain
        yield replace(plain, tiled=True)
        # Before shorter windows: rounding shows less than they do.
        small = replace(plain, quantised="int8") if machine.int8 else plain
        for window, tiled in product(_windows(model, job), (False, True)):
            yield replace(small, window=window, tiled=tiled)
        return
    full = Plan("resident", "resident", "resident", "bfloat16", job.window, tiled=False, together=True)
    yield full
    full = replace(full, text="in turn")
    yield full
    yield replace(full, together=False)
    full = replace(full, transformer="in turn", vae="in turn", together=False)
    yield full
    full = replace(full, tiled=True)
    yield full
    yield replace(full, dtype="float8")
    full = replace(full, text="by blocks", transformer="by blocks")
    yield full
    for window in _windows(model, job):
        yield replace(full, dtype="float8", window=window)


def _packed(model: Sizes, machine: Machine, ladder: Iterator[Plan]) -> Iterator[Plan]:
    """The ladder for weights that are quantised in their file, which cannot be cast or rounded once more; and
    with rounding, where the machine can, instead of casting: it takes as little, and comes nearer to them.

    Not by blocks: rounded weights on their way to the device are still trouble (diffusers issue 14433).
    """
    for plan in ladder:
        if model.packed:
            if plan.dtype == "float8":
                plan = replace(plan, dtype="bfloat16")
            yield replace(plan, quantised="file")
        elif machine.int8 and plan.dtype == "float8" and plan.transformer != "by blocks":
            yield replace(plan, dtype="bfloat16", quantised="int8")
        else:
            yield plan


def _windows(model: Sizes, job: Job) -> list[int]:
    """The window, and shorter ones down to five latents, each by the model's frame rule."""
    found = [job.window]
    while (latents := (found[-1] - 1) // model.frame_stride + 1) > 5:
        found.append((max(5, latents * 2 // 3) - 1) * model.frame_stride + 1)
    return found


def estimated(
    plan: Plan, model: Sizes, job: Job, machine: Machine, measured: Correction = AS_EXPECTED
) -> Plan:
    """`plan` with its peaks in bytes and its seconds."""
    compute = 4 if plan.dtype == "float32" else 2
    text, vae = model.text * compute, model.vae * 4
    denoiser = _weights(plan, model) * model.experts
    resident = {"text": text, "transformer": denoiser, "vae": vae}
    kept = sum(size for name, size in resident.items() if getattr(plan, name) == "resident")

    def with_part(name: str, size: int) -> int:
        return kept if getattr(plan, name) == "resident" else kept + size

    if plan.text == "by blocks":
        text //= TEXT_PARTS
    working = denoiser
    if plan.transformer == "by blocks":
        working = denoiser // (model.layers * model.experts) * BLOCKS_AT_ONCE
    elif plan.transformer == "in turn":
        working = denoiser // model.experts
    stages = (
        with_part("text", text) + TEXT_TOKENS * 64 * model.width,
        with_part("transformer", working) + _drawing(plan, model, job, compute),
        with_part("vae", vae) + _decoding(plan, model, job),
    )
    latents = 4 * _latents(job.frames, model) * _area(model, job) * 48 * 4  # x, x0, m, eps, float32
    seconds = _seconds(plan, model, job, machine) * measured.seconds
    peak = int((max(stages) + latents + (DEVICE_BASE if machine.device else HOST_BASE)) * measured.peak)
    if not machine.device:
        return replace(plan, peak=peak, host_peak=0, seconds=seconds)
    waiting = sum(size for name, size in resident.items() if getattr(plan, name) != "resident")
    return replace(plan, peak=peak, host_peak=waiting + HOST_BASE, seconds=seconds)


def _weights(plan: Plan, model: Sizes) -> int:
    """Bytes that one expert's weights take."""
    if plan.quantised == "file":
        return model.packed
    return model.transformer * (1 if plan.quantised == "int8" else BYTES[plan.dtype])


def _unpacking(plan: Plan, model: Sizes, compute: int) -> int:
    """Bytes that the largest layer's weights take beside the packed ones, for the call that needs them: that
    of the modulation or the inner one."""
    largest = max(6 * model.width, model.ffn) * model.width
    return largest * {"": 0, "int8": compute, "file": UNPACKING}[plan.quantised]


def _latents(frames: int, model: Sizes) -> int:
    return (frames - 1) // model.frame_stride + 1


def _area(model: Sizes, job: Job) -> int:
    """Latents of one frame."""
    return math.ceil(job.width / model.space_stride) * math.ceil(job.height / model.space_stride)


def _tokens(plan: Plan, model: Sizes, job: Job) -> int:
    frames = min(plan.window, job.frames)
    return _latents(frames, model) * _area(model, job) // model.patch**2


def _drawing(plan: Plan, model: Sizes, job: Job, compute: int) -> int:
    """Bytes that one call of the transformer holds besides its weights."""
    rows = _tokens(plan, model, job) * (job.branches if plan.together else 1)
    held = rows * (HIDDEN * model.width + INNER * model.ffn) * compute
    return held + _unpacking(plan, model, compute)


def _decoding(plan: Plan, model: Sizes, job: Job) -> int:
    """Bytes that the VAE holds besides its weights: it works chunk by chunk, in float32."""
    tile = SMALL_TILE if model.streams else TILE
    frame = min(job.width * job.height, tile) if plan.tiled else job.width * job.height
    frames = model.frame_stride if model.streams else min(job.frames, max(9, CHUNK // max(1, frame)))
    return int(frame * frames * model.decoder * 4) + (job.width * job.height * 3 * 4 * 9 if plan.tiled else 0)


CHUNK = 1 << 24
"""Pixels that a VAE which does not stream works on at a time (`engine.families.ltx.CHUNK_PIXELS`)."""
TURN_SECONDS = 2.0
"""What it costs to bring a part over, a second of it for every 8 GB."""


def _seconds(plan: Plan, model: Sizes, job: Job, machine: Machine) -> float:
    """Two operations a parameter and token, and the attention's own, in every step, window and branch."""
    tokens = _tokens(plan, model, job)
    call = 2 * model.transformer * tokens + 4 * model.layers * model.width * tokens**2
    over = min(plan.window, job.frames)
    fresh = max(1, over - 3 * model.frame_stride)
    windows = 1 if job.frames <= plan.window else math.ceil((job.frames - over) / fresh) + 1
    seconds = call * job.steps * job.branches * windows / machine.flops
    if plan.transformer == "by blocks":  # every step pulls all weights over a bus of some 12 GB a second
        pulled = _weights(plan, model) / (12 * GB)
        seconds += max(0.0, pulled * job.steps * job.branches * windows - 0.5 * seconds)
    if "in turn" in (plan.text, plan.transformer, plan.vae):
        seconds += TURN_SECONDS * (machine.device > 0)
    pixels = job.width * job.height * job.frames
    return seconds + pixels * model.decoder * 400 / machine.flops
