"""A transformer divided among processes answers what it answers alone (here on the processor)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
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
from engine.families.parallel import leader
from engine.families.parallel.leader import LOST, Company, company, divisible, sharers
from engine.families.vace import Vace
from engine.families.wan import Wan
from tests.families.tiny_wan import tiny_experts, tiny_vace

CPU = torch.device("cpu")
WAIT = 240
"""Seconds after which a process that does not end is a failed test, on however busy a machine."""
SIGMAS = (0.95, 0.5)
"""Above and below the boundary between the two experts."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five heads: of three processes the last one has fewer than the others."""
    return tiny_experts(tmp_path_factory.mktemp("model") / "experts", heads=5)


@pytest.fixture(scope="module")
def alone(folder: Path) -> Wan:
    return Wan(Checkpoint.open(folder), CPU, torch.float32)


@pytest.fixture(scope="module")
def divided(folder: Path) -> Iterator[Wan]:
    """The same model, drawn by three processes."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    family = Wan(Checkpoint.open(folder), CPU, torch.float32)
    all_three = Company(folder, divisible(family), CPU, 3)
    yield family
    all_three.close()
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
def test_three_processes_answer_as_one(alone: Wan, divided: Wan, sigma: float, side: int) -> None:
    """Windows of 48 and 12 tokens. (Unequal shares of them need NCCL: gloo gathers equal ones only.)"""
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


def test_one_of_three_that_is_lost_while_it_loads_is_a_sentence_and_not_the_end(
    folder: Path, alone: Wan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another one has loaded the model by then, and ends because it is told to."""
    start, begun, left = leader._started, list[subprocess.Popen[str]](), list[bool]()

    def started() -> subprocess.Popen[str]:
        begun.append(start())
        if len(begun) == 2:
            begun[1].kill()
        return begun[-1]

    monkeypatch.setattr(leader, "_started", started)
    monkeypatch.setattr(leader, "_leave", lambda: left.append(True))
    before = set(threading.enumerate())
    with pytest.raises(TweenError, match="could not be loaded for a further graphics card"):
        Company(folder, divisible(alone), CPU, 3)
    for thread in set(threading.enumerate()) - before:
        if "_watch" in thread.name:
            thread.join()
    assert not left
    assert [process.returncode for process in begun] == [0, -signal.SIGKILL]


@pytest.mark.parametrize(
    ("heads", "most", "expected"),
    [([40, 40], 8, 8), ([12], 8, 6), ([24, 40], 7, 6), ([2], 3, 2), ([12], 0, 1)],
)
def test_no_more_processes_than_have_a_share_of_the_heads(heads: list[int], most: int, expected: int) -> None:
    assert sharers(heads, most) == expected


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
    first = subprocess.Popen(
        [sys.executable, "-c", LEADER, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert first.stdout is not None
    follower = int(first.stdout.readline())
    if who == "follower":
        os.kill(follower, signal.SIGKILL)
        assert first.wait(timeout=WAIT) == 1
        assert LOST in first.communicate()[1]
    else:
        first.kill()
        # The follower has its standard error from the leader: the pipe ends when both have ended.
        first.communicate(timeout=WAIT)
