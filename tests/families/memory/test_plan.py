"""Plans as arithmetic: what fits is chosen, less memory never takes more, and peaks are as measured."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import TweenError
from engine.families.memory.plan import GB, SPARE, Correction, Job, Machine, choose, duration, plans
from engine.families.memory.sizes import Sizes, sizes
from engine.paths import RESOURCES

BILLION = 10**9
SKETCH = RESOURCES / "models" / "sketch"
#: Real architectures: parameters from their published configs.
LTX = Sizes(
    1_923_000_000, 4_762_000_000, 419_000_000, width=2048, ffn=8192, layers=28, patch=1, frame_stride=8,
    space_stride=32, decoder=16.0, streams=False,
)  # fmt: skip
WAN_SMALL = Sizes(
    1_419_000_000, 5_681_000_000, 127_000_000, width=1536, ffn=8960, layers=30, patch=2, frame_stride=4,
    space_stride=8, decoder=774.0, streams=True,
)  # fmt: skip
WAN_LARGE = Sizes(
    14_288_000_000, 5_681_000_000, 127_000_000, width=5120, ffn=13824, layers=40, patch=2, frame_stride=4,
    space_stride=8, decoder=774.0, streams=True, experts=2,
)  # fmt: skip
MODELS = {
    "ltx": (LTX, Job(704, 512, 161, 161, 30)),
    "wan 1.3B": (WAN_SMALL, Job(832, 480, 81, 81, 40)),
    "wan A14B": (WAN_LARGE, Job(832, 480, 81, 81, 40)),
}
HOST = 96 * GB


@pytest.mark.parametrize("model", list(MODELS))
@pytest.mark.parametrize("gigabytes", [6, 8, 12, 16, 24, 80])
def test_every_card_gets_a_plan_that_fits_it(model: str, gigabytes: int) -> None:
    parts, job = MODELS[model]
    plan = choose(parts, job, Machine(HOST, gigabytes * GB, 5e13))
    assert plan.peak <= gigabytes * GB * SPARE
    assert plan.host_peak <= HOST * SPARE


def test_what_gives_way_first_is_what_costs_least() -> None:
    parts, job = MODELS["ltx"]

    def plan(gigabytes: int):
        return choose(parts, job, Machine(HOST, gigabytes * GB, 5e13))

    assert (plan(80).text, plan(80).transformer, plan(80).together) == ("resident", "resident", True)
    assert (plan(16).text, plan(16).transformer) == ("in turn", "resident")
    assert plan(12).transformer == "in turn"
    assert plan(6).transformer == "by blocks"
    assert plan(6).dtype in ("bfloat16", "float8")


def test_a_processor_needs_no_graphics_memory() -> None:
    plan = choose(sizes(SKETCH), Job(224, 128, 49, 49, 20), Machine(4 * GB))
    assert plan.dtype == "float32"
    assert plan.host_peak == 0
    assert plan.peak < GB


def test_too_little_of_everything_is_a_sentence_with_numbers() -> None:
    parts, job = MODELS["wan A14B"]
    with pytest.raises(
        TweenError, match=r"needs at least .* GB of graphics memory .* choose a smaller model"
    ):
        choose(parts, job, Machine(16 * GB, 3 * GB))
    with pytest.raises(TweenError, match=r"needs at least .* GB of memory for .* GB are free"):
        choose(parts, job, Machine(8 * GB))


def test_a_model_is_not_loaded_anew_for_a_second_saved() -> None:
    parts, job = MODELS["ltx"]
    machine = Machine(HOST, 80 * GB, 5e13)
    small = choose(parts, job, Machine(HOST, 12 * GB, 5e13))
    quick = choose(parts, job, machine)
    assert small.placement != quick.placement
    assert choose(parts, job, machine, loaded=small).placement == small.placement
    pulling = Machine(HOST, 80 * GB, 5e16)
    by_blocks = choose(parts, job, Machine(HOST, 5 * GB, 5e13))
    assert by_blocks.transformer == "by blocks"
    far = replace(job, steps=2000)
    assert choose(parts, far, pulling, loaded=by_blocks).placement == quick.placement
    assert choose(parts, job, machine, Correction(1.0, 8.0)).placement != quick.placement


JOBS = st.builds(
    lambda w, h, frames, window, steps, branches: Job(
        w * 32, h * 32, frames * 8 + 1, window * 8 + 1, steps, branches
    ),
    st.integers(4, 40), st.integers(4, 40), st.integers(1, 60), st.integers(1, 20), st.integers(1, 50),
    st.integers(1, 2),
)  # fmt: skip


@given(st.sampled_from([LTX, WAN_SMALL, WAN_LARGE]), JOBS, st.integers(4, 100))
def test_each_next_plan_needs_less(parts: Sizes, job: Job, gigabytes: int) -> None:
    for machine in (Machine(HOST, gigabytes * GB), Machine(gigabytes * GB)):
        found = plans(parts, job, machine)
        peaks = [plan.peak for plan in found]
        assert peaks == sorted(set(peaks), reverse=True)
        for before, after in pairwise(found):
            roomy = Machine(1 << 50, machine.device and (1 << 50))
            assert choose(parts, job, roomy, after=before) == next(
                plan for plan in plans(parts, job, roomy) if plan.peak < before.peak
            )
            assert after.window <= before.window


@given(st.sampled_from([LTX, WAN_SMALL]), JOBS)
def test_more_frames_and_more_steps_never_cost_less(parts: Sizes, job: Job) -> None:
    machine = Machine(HOST, 1 << 50, 1e13)
    plan = choose(parts, job, machine)
    assert choose(parts, replace(job, frames=job.frames + 8), machine).seconds >= plan.seconds
    assert choose(parts, replace(job, steps=job.steps + 1), machine).seconds > plan.seconds
    assert choose(parts, replace(job, branches=2), machine).peak >= plan.peak or job.branches == 2


def test_sizes_are_counted_from_the_heads_of_the_files() -> None:
    found = sizes(SKETCH)
    from safetensors import safe_open

    count = 0
    for file in (SKETCH / "transformer").glob("*.safetensors"):
        with safe_open(file, "pt") as weights:
            count += sum(weights.get_tensor(name).numel() for name in weights.keys())  # noqa: SIM118
    assert found.transformer == count
    assert (found.frame_stride, found.space_stride, found.patch) == (4, 16, 1)


@pytest.mark.parametrize("damage", ["no weights", "not safetensors", "no config"])
def test_a_damaged_folder_is_one_sentence(tmp_path: Path, damage: str) -> None:
    for part in ("transformer", "text_encoder", "vae"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "config.json").write_bytes((SKETCH / part / "config.json").read_bytes())
        (tmp_path / part / "model.safetensors").write_bytes(b"\xff" * 64)
    (tmp_path / "model_index.json").write_bytes((SKETCH / "model_index.json").read_bytes())
    if damage == "no weights":
        (tmp_path / "vae" / "model.safetensors").unlink()
    if damage == "no config":
        (tmp_path / "transformer" / "config.json").unlink()
    with pytest.raises(TweenError, match="cannot be told"):
        sizes(tmp_path)


MEASURE = """
import re, sys
import torch
from engine.families.loading import load
torch.set_num_threads(1)
family = load("sketch")
frames, height, width = map(int, sys.argv[1:])
cond = family.encode_text(["a red ball"])
t, h, w = (frames - 1) // 4 + 1, height // 16, width // 16
x = torch.randn(1, 64, t, h, w)
family.velocity(x, torch.rand(1, 1, t, h, w), cond, first_latent=0, fps=24, key="k")
for _ in family.decode(x, frames):
    pass
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) * 1024)
"""


def _peak(*shape: int) -> int:
    """Bytes at most held by a process that draws one step of ``shape`` and decodes it.

    A process of its own, not a fork: memory once taken is not given back, and torch's threads do not outlive
    a fork ("Invalid thread pool").
    """
    command = [sys.executable, "-c", MEASURE, *map(str, shape)]
    child = subprocess.run(command, capture_output=True, text=True)
    assert child.returncode == 0, child.stderr
    return int(child.stdout)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads Linux's own count of memory")
@pytest.mark.parametrize("shape", [(49, 256, 448), (49, 128, 224)])
def test_the_estimate_is_within_a_fifth_of_the_measured_peak(shape: tuple[int, int, int]) -> None:
    frames, height, width = shape
    measured = _peak(*shape)
    plan = choose(sizes(SKETCH), Job(width, height, frames, frames, 20), Machine(24 * GB))
    told = f"estimated {plan.peak / GB:.3f} GB, measured {measured / GB:.3f}"
    print(f"{width}x{height}, {frames} frames: {told}")
    assert 0.8 <= plan.peak / measured <= 1.2


def test_durations_as_people_say_them() -> None:
    assert [duration(s) for s in (0.2, 40, 89, 720, 3 * 3600 + 1800)] == [
        "1 s",
        "40 s",
        "89 s",
        "12 min",
        "3.5 h",
    ]
