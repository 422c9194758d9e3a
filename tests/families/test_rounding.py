"""Weights rounded to 8 bits by torchao as a model is loaded: nearly the same answers, a quarter as large."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import WanTransformer3DModel
from safetensors.torch import load_file, save_file
from torch import Tensor
from torchao.quantization import Int8Tensor

from engine.document.request import LoraUse
from engine.errors import TweenError
from engine.families import loading
from engine.families.family import Family
from engine.families.lora import laid_over
from engine.families.memory.accelerator import can_round, look
from engine.families.memory.machine import machine
from engine.families.memory.plan import Job, Machine, Plan, choose, estimated, plans
from engine.families.memory.sizes import sizes
from engine.families.packed import numbers
from tests.families.cases import CASES
from tests.families.models.originals import WEIGHTS, gguf_file, lora_file, wan_weights
from tests.families.tiny_wan import SHAPE, tiny_wan

PLAIN = Plan("in turn", "resident", "resident", "float32", 17, tiled=False, together=False)
ROUNDED = replace(PLAIN, quantised="int8")
BY_BLOCKS = replace(ROUNDED, text="by blocks", transformer="by blocks", vae="in turn")
NEAR = 0.02
"""Of the plain answer: a rounded weight is off by at most 1/254 of the largest in its row."""


def answer(family: Family, seed: int = 1) -> Tensor:
    """The velocity of two latent frames in noise."""
    spec, cond = family.spec, family.encode_text(["a red ball"])
    size = 4 * spec.patch
    x = torch.randn(1, spec.channels, 2, size, size, generator=torch.Generator().manual_seed(seed))
    sigma, side = torch.full((1, 1, 2, size, size), 0.6), size * spec.space_stride
    control = family.condition(torch.zeros(1, 3, 5, side, side), torch.ones(1, 1, 5, side, side))
    return family.velocity(x, sigma, cond.controlled(control), first_latent=0, fps=24, key="w0/prompt")


def away(got: Tensor, expected: Tensor) -> float:
    return float((got - expected).norm() / expected.norm())


@pytest.mark.parametrize("case", ["ltx", "ltx2", "wan-experts", "vace", "skyreels"])
def test_rounded_weights_answer_nearly_the_same_wherever_they_lie(tmp_path: Path, case: str) -> None:
    folder = CASES[case].make(tmp_path / "model")
    plain = answer(loading.open_folder(folder, plan=PLAIN))
    family: Any = loading.open_folder(folder, plan=ROUNDED)
    for part in family.denoisers():
        assert sum(isinstance(weight, Int8Tensor) for weight in part.parameters()) > 10
    rounded = answer(family)
    assert 0 < away(rounded, plain) < NEAR
    assert torch.equal(answer(loading.open_folder(folder, plan=BY_BLOCKS)), rounded)


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Layers wide enough that their scales and all that is never rounded count for little."""
    folder = tiny_wan(tmp_path_factory.mktemp("larger") / "larger")
    torch.manual_seed(0)
    shape: dict[str, Any] = SHAPE | {"attention_head_dim": 128, "ffn_dim": 1024}
    WanTransformer3DModel(**shape).save_pretrained(folder / "transformer")
    return folder


def test_memory_falls_as_the_plan_says(larger: Path) -> None:
    held = []
    for plan in (PLAIN, ROUNDED):
        family: Any = loading.open_folder(larger, plan=plan)
        weights = family.transformer.parameters()
        held.append(sum(part.nbytes for weight in weights for part in numbers(weight)))
    model, here = sizes(larger), Machine(8 << 30, int8=True)
    job = Job(32, 32, 9, 9, 4)
    plain, rounded = (estimated(plan, model, job, here) for plan in (PLAIN, ROUNDED))
    # So small a model takes most while its VAE works, when nothing is widened.
    assert plain.peak - rounded.peak == pytest.approx(held[0] - held[1], rel=0.05)
    assert held[1] < 0.3 * held[0]


def test_a_machine_that_can_round_does_so_where_memory_is_short(larger: Path) -> None:
    model = replace(sizes(larger), transformer=10**10, width=4096, ffn=16384, layers=48)
    job = Job(176, 128, 97, 97, 30)
    for device, before in ((0, "float32"), (12 << 30, "float8")):
        roomy, short = Machine(96 << 30, 80 << 30 if device else 0), Machine(24 << 30, device)
        assert choose(model, job, replace(roomy, int8=True)).quantised == ""
        told = {plan.dtype for plan in plans(model, job, short) if not plan.quantised}
        assert before in told
        rounding = [plan for plan in plans(model, job, replace(short, int8=True)) if plan.quantised]
        assert {plan.quantised for plan in rounding} == {"int8"}
        assert "its weights are rounded to 8 bits" in rounding[0].sentence()
        assert "by blocks" not in {plan.transformer for plan in rounding}
        assert rounding[0].placement != replace(rounding[0], quantised="").placement
    assert choose(model, job, Machine(24 << 30, int8=True)).quantised == "int8"
    with pytest.raises(TweenError, match="needs at least"):
        choose(model, job, Machine(24 << 30))


def test_the_machine_is_told_what_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = look()
    assert facts.int8
    assert machine(facts, 1 << 30).int8
    assert can_round(torch.device("cpu"))
    assert not can_round(torch.device("meta"))


def test_broken_numbers_are_seen_before_and_after_rounding(tmp_path: Path) -> None:
    folder = CASES["wan"].make(tmp_path / "model")
    weights = load_file(folder / WEIGHTS)
    weights["blocks.0.attn1.to_q.weight"][3, 5] = torch.nan
    save_file(weights, folder / WEIGHTS)
    with pytest.raises(TweenError, match=r"holds broken numbers \(NaN\), first in blocks.0.attn1.to_q"):
        loading.open_folder(folder, plan=ROUNDED)


def test_a_folder_that_was_saved_quantised_is_refused(tmp_path: Path) -> None:
    """Its library would be asked to read it, whichever that is."""
    folder = CASES["wan"].make(tmp_path / "model")
    config = folder / "transformer" / "config.json"
    said = json.loads(config.read_text()) | {"quantization_config": {"quant_method": "torchao"}}
    config.write_text(json.dumps(said))
    with pytest.raises(TweenError, match=r"cannot be read \(it was saved quantised; use its unquantised"):
        loading.open_folder(folder)


def gguf_of_wan(folder: Path) -> Path:
    """Its transformer packed, as `tween models add` leaves it."""
    weights = folder / "transformer" / "diffusion_pytorch_model.safetensors"
    gguf_file(wan_weights(folder), folder / "transformer" / "wan.gguf")
    weights.unlink()
    return folder


@pytest.mark.parametrize("pack", [lambda folder: folder, gguf_of_wan], ids=["int8", "GGUF"])
def test_a_lora_is_laid_over_quantised_weights_and_taken_off(
    larger: Path, tmp_path: Path, pack: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As over plain ones, as nearly as quantising allows."""
    folder = tmp_path / "model"
    shutil.copytree(larger, folder)
    down, up = torch.randn(4, 256), 5 * torch.randn(256, 4)
    name = "transformer.blocks.0.attn1.to_v"
    (tmp_path / "loras").mkdir()
    save_file(
        {f"{name}.lora_A.weight": down, f"{name}.lora_B.weight": up, f"{name}.alpha": torch.tensor(2.0)},
        tmp_path / "loras" / "ink.safetensors",
    )
    lora_file(tmp_path / "loras" / "foreign.safetensors")
    monkeypatch.setenv("TWEENBOARD_MODELS", str(tmp_path))
    plain = loading.open_folder(folder, plan=PLAIN)
    without = answer(plain)
    with laid_over(plain, [LoraUse("ink", 0.7)]):
        expected = answer(plain)
    family = loading.open_folder(pack(folder), plan=ROUNDED)
    before = answer(family)
    with laid_over(family, [LoraUse("ink", 0.7)]):
        got = answer(family)
    assert away(got, expected) < NEAR < away(without, expected)
    assert torch.equal(answer(family), before)
    foreign = [LoraUse("foreign", 1)]
    with pytest.raises(TweenError, match="was made for another model"), laid_over(family, foreign):
        pass
    assert torch.equal(answer(family), before)
