"""A transformer divided among processes answers what it answers alone (here on the processor)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from engine.document.request import LoraUse
from engine.errors import TweenError
from engine.families.checkpoint import Checkpoint
from engine.families.lora import laid_over
from engine.families.parallel.leader import LOST, Company, company, divisible
from engine.families.vace import Vace
from engine.families.wan import Wan
from tests.families.tiny_wan import tiny_experts, tiny_vace

CPU = torch.device("cpu")
SIGMAS = (0.95, 0.5)
"""Above and below the boundary between the two experts."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_experts(tmp_path_factory.mktemp("model") / "experts")


@pytest.fixture(scope="module")
def alone(folder: Path) -> Wan:
    return Wan(Checkpoint.open(folder), CPU, torch.float32)


@pytest.fixture(scope="module")
def divided(folder: Path) -> Iterator[Wan]:
    """The same model, drawn by two processes."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    family = Wan(Checkpoint.open(folder), CPU, torch.float32)
    both = Company(folder, divisible(family), CPU, 2)
    yield family
    both.close()
    torch.set_num_threads(threads)


def answer(family: Wan, sigma: float, side: int) -> Tensor:
    """What `family` says of three noisy latents."""
    made = torch.Generator().manual_seed(5)
    x = torch.randn(1, 4, 3, side, side, generator=made)
    cond = family.encode_text(["a boat"])
    levels = torch.full((1, 1, 3, side, side), sigma)
    return family.velocity(x, levels, cond, first_latent=0, fps=16.0, key="one")


@pytest.mark.parametrize("side", [8, 4])
@pytest.mark.parametrize("sigma", SIGMAS)
def test_two_processes_answer_as_one(alone: Wan, divided: Wan, sigma: float, side: int) -> None:
    """Windows of 48 and 12 tokens. (An odd number needs NCCL: gloo gathers equal shares only.)"""
    expected = answer(alone, sigma, side)
    torch.testing.assert_close(answer(divided, sigma, side), expected, atol=1e-6, rtol=1e-5)
    assert expected.abs().max() > 0.01


def test_a_lora_reaches_every_process_and_goes_again(
    alone: Wan, divided: Wan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = torch.Generator().manual_seed(7)
    layer = dict(alone.transformer.named_modules())["blocks.0.attn1.to_q"]
    weights = {
        "transformer.blocks.0.attn1.to_q.lora_A.weight": torch.randn(2, layer.in_features, generator=made),
        "transformer.blocks.0.attn1.to_q.lora_B.weight": torch.randn(layer.out_features, 2, generator=made),
    }
    save_file(weights, tmp_path / "bold.safetensors")
    plain, loras = answer(alone, 0.95, 8), [LoraUse(str(tmp_path / "bold.safetensors"), 1.0)]
    with laid_over(alone, loras):
        bold = answer(alone, 0.95, 8)
    with laid_over(divided, loras):
        torch.testing.assert_close(answer(divided, 0.95, 8), bold, atol=1e-6, rtol=1e-5)
    assert not torch.allclose(plain, bold, atol=1e-3)
    torch.testing.assert_close(answer(divided, 0.95, 8), plain, atol=1e-6, rtol=1e-5)


def test_only_what_answers_alike_is_divided(folder: Path, alone: Wan, tmp_path: Path) -> None:
    vace = Vace(Checkpoint.open(tiny_vace(tmp_path / "vace")), CPU, torch.float32)
    assert set(divisible(alone)) == {"transformer", "transformer_2"}
    assert divisible(vace) == {}
    assert company(alone, folder, None) is None  # the processor's cores all draw already


def test_a_model_that_others_cannot_load_is_a_sentence(alone: Wan, tmp_path: Path) -> None:
    with pytest.raises(TweenError, match="could not be loaded for a further graphics card"):
        Company(tmp_path, {"transformer": alone.transformer}, CPU, 2)


LEADER = """
import sys, torch
from engine.families.checkpoint import Checkpoint
from engine.families.parallel.leader import Company, divisible
from engine.families.wan import Wan
cpu = torch.device("cpu")
family = Wan(Checkpoint.open(sys.argv[1]), cpu, torch.float32)
both = Company(sys.argv[1], divisible(family), cpu, 2)
print(both._followers[0].pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("who", ["follower", "leader"])
def test_whoever_is_killed_the_other_ends(folder: Path, who: str) -> None:
    leader = subprocess.Popen(
        [sys.executable, "-c", LEADER, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert leader.stdout is not None
    follower = int(leader.stdout.readline())
    if who == "follower":
        os.kill(follower, signal.SIGKILL)
        assert leader.wait(timeout=60) == 1
        assert LOST in leader.communicate()[1]
    else:
        leader.kill()
        # The follower has its standard error from the leader: the pipe ends when both have ended.
        leader.communicate(timeout=60)
