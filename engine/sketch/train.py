"""Command line of the school: `python -m engine.sketch.train vae|latents|transformer|export|begin --folder
STATE`."""

from __future__ import annotations

import argparse
from dataclasses import fields
from pathlib import Path
from typing import Any

import torch

from engine.sketch import together
from engine.sketch.checkpoint import BUILT_IN, export


def _plan(kind: type, given: list[str]) -> Any:
    """A plan from name=value words; the fields' defaults say their types."""
    known = {f.name: f for f in fields(kind)}
    values = {}
    for word in given:
        name, _, value = word.partition("=")
        if name not in known:
            raise SystemExit(f"{kind.__name__} has no setting called {name}. It has: {', '.join(known)}.")
        default = known[name].default
        values[name] = value == "true" if isinstance(default, bool) else type(default)(value)
    return kind(**values)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=("begin", "vae", "latents", "transformer", "export"))
    parser.add_argument("--folder", type=Path, required=True, help="where the training state is kept")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--workers", type=int, default=1, help="processes of one thread each, instead of threads"
    )
    parser.add_argument("--checkpoint", type=Path, default=BUILT_IN, help="begin: what to go on from")
    parser.add_argument("settings", nargs="*", help="name=value, as in the stage's plan")
    given = parser.parse_intermixed_args()
    torch.set_num_threads(given.threads)
    if given.stage == "vae":
        from engine.sketch.vae_train import VaePlan, train_vae

        together.run(given.workers, train_vae, _plan(VaePlan, given.settings), given.folder)
    elif given.stage == "latents":
        from engine.sketch.pool import PoolPlan, fill_pool

        fill_pool(_plan(PoolPlan, given.settings), given.folder)
    elif given.stage == "transformer":
        from engine.sketch.transformer_train import TransformerPlan, train_transformer

        together.run(given.workers, train_transformer, _plan(TransformerPlan, given.settings), given.folder)
    elif given.stage == "begin":
        from engine.sketch.transformer_train import begin_from

        begin_from(given.checkpoint, given.folder)
    else:
        export(given.folder)


if __name__ == "__main__":
    main()
