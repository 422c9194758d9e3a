"""What diffusers' context parallelism does with the transformers that Tweenboard knows: one call on two
processes against the same call on one, on tiny random weights.

    .venv/bin/python tests/bench/context_parallel.py

The processes talk by gloo and reckon on the processor. diffusers divides by the number of accelerators, which
is none here: that number alone is replaced by 1. Goal: no call differs or fails. What is the same here
stands in `engine.families.parallel.group.DIVIDED`; with the others one graphics card draws a card.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
import tempfile
import warnings
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import torch.multiprocessing as processes
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.figure import conclude, table

TOKENS, FRAMES = 48, 3
HEADS: dict[str, Any] = {"num_attention_heads": 2, "num_layers": 2}
SILENCE = timedelta(seconds=300)


def wan(kind: str = "WanTransformer3DModel", **more: Any) -> tuple[nn.Module, dict[str, Any]]:
    import diffusers

    model = getattr(diffusers, kind)(
        **HEADS, attention_head_dim=12, in_channels=4, out_channels=4, text_dim=16, freq_dim=16, ffn_dim=32,
        rope_max_seq_len=32, **more,
    )  # fmt: skip
    x, words = torch.randn(1, 4, FRAMES, 8, 8), torch.randn(1, 6, 16)
    return model, {"hidden_states": x, "encoder_hidden_states": words, "return_dict": False}


def vace() -> tuple[nn.Module, dict[str, Any]]:
    model, given = wan("WanVACETransformer3DModel", vace_layers=[0, 1], vace_in_channels=24)
    return model, given | {"control_hidden_states": torch.randn(1, 24, FRAMES, 8, 8)}


def ltx() -> tuple[nn.Module, dict[str, Any]]:
    from diffusers import LTXVideoTransformer3DModel

    model = LTXVideoTransformer3DModel(
        **HEADS,
        in_channels=8,
        out_channels=8,
        attention_head_dim=16,
        cross_attention_dim=32,
        caption_channels=16,
    )
    return model, {
        "hidden_states": torch.randn(1, TOKENS, 8), "encoder_hidden_states": torch.randn(1, 6, 16),
        "encoder_attention_mask": torch.ones(1, 6), "num_frames": FRAMES, "height": 4, "width": 4,
        "return_dict": False,
    }  # fmt: skip


ONE, EACH = "one timestep", "a timestep for every token"
CASES: list[tuple[str, Callable[[], tuple[nn.Module, dict[str, Any]]], str]] = [
    ("Wan", wan, ONE),
    ("Wan", wan, EACH),
    ("Wan VACE", vace, ONE),
    ("SkyReels-V2", lambda: wan("SkyReelsV2Transformer3DModel"), ONE),
    ("LTX-Video", ltx, ONE),
    ("LTX-Video", ltx, EACH),
]


def told(make: Callable[[], tuple[nn.Module, dict[str, Any]]], kind: str) -> str:
    """ "the same", by how much it differs, or why it cannot be done."""
    from diffusers import ContextParallelConfig

    torch.manual_seed(0)
    model: Any
    model, given = make()
    model.eval()
    timestep = torch.tensor([500.0]) if kind == ONE else torch.rand(1, TOKENS) * 1000
    with torch.no_grad():
        alone = model(**given, timestep=timestep)[0]
        try:
            model.enable_parallelism(config=ContextParallelConfig(ulysses_degree=2))
            both = model(**given, timestep=timestep)[0]
        except (RuntimeError, ValueError, TypeError, AssertionError) as error:
            return f"fails: {str(error).splitlines()[0][:90]}"
    return "the same" if torch.equal(alone, both) else f"differs by {float((alone - both).abs().max()):.1e}"


def work(rank: int, port: int, place: str) -> None:
    os.environ |= {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port), "RANK": str(rank), "WORLD_SIZE": "2"}
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    torch.accelerator.device_count = lambda: 1
    dist.init_process_group("gloo", timeout=SILENCE)
    rows = [f"{name}\t{kind}\t{told(make, kind)}" for name, make, kind in CASES]
    if rank == 0:
        Path(place).write_text("\n".join(rows), encoding="utf-8")
    dist.barrier()
    dist.destroy_process_group()


def main() -> None:
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port, place = free.getsockname()[1], Path(folder) / "told"
        free.close()
        processes.spawn(work, (port, str(place)), nprocs=2)
        rows = [line.split("\t") for line in place.read_text(encoding="utf-8").splitlines()]
    table([("transformer", "with", "on two processes"), *rows])
    bad = sum(row[2] != "the same" for row in rows)
    conclude("context parallel", f"{bad} of {len(rows)} not the same", "0", bad, 0)


if __name__ == "__main__":
    main()
