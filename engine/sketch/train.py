"""Command line of the school: `python -m engine.sketch.train begin|vae|latents|transformer|decoder|export
--folder STATE`. README.md beside it has the commands of a whole run."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import torch

from engine.errors import TweenError
from engine.sketch import device, plans, together

# What else a stage needs is imported where it begins: every process that draws imports this module too.


def _vae(given: argparse.Namespace, session: device.Session) -> None:
    from engine.sketch.vae_fit import fit_vae

    fit_vae(plans.read(plans.VaePlan, given.settings), given.folder)


def _latents(given: argparse.Namespace, session: device.Session) -> None:
    from engine.sketch.pool import fill_pool

    fill_pool(plans.read(plans.PoolPlan, given.settings), given.folder, session)


def _transformer(given: argparse.Namespace, session: device.Session) -> None:
    from engine.sketch.transformer_train import train_transformer

    plan = plans.read(plans.TransformerPlan, given.settings)
    together.run(given.workers, train_transformer, plan, given.folder, session)


def _decoder(given: argparse.Namespace, session: device.Session) -> None:
    from engine.sketch.decoder_train import train_decoder

    plan = plans.read(plans.DecoderPlan, given.settings)
    together.run(given.workers, train_decoder, plan, given.folder, session)


def _begin(given: argparse.Namespace, session: device.Session) -> None:
    from engine.sketch.checkpoint import BUILT_IN
    from engine.sketch.transformer_train import begin_from

    begin_from(given.checkpoint or BUILT_IN, given.folder)


def _export(given: argparse.Namespace, session: device.Session) -> None:
    from engine.sketch.checkpoint import BUILT_IN, export

    export(given.folder, given.checkpoint or BUILT_IN)


def _book(given: argparse.Namespace, session: device.Session) -> None:
    from engine.families.models.allowed import BOOK
    from engine.sketch.checkpoint import BUILT_IN
    from engine.sketch.picture_book import write

    write((given.checkpoint or BUILT_IN) / BOOK)


STAGES = {
    "begin": _begin, "vae": _vae, "latents": _latents, "transformer": _transformer, "decoder": _decoder,
    "export": _export, "book": _book,
}  # fmt: skip


def run(words: list[str] | None = None) -> None:
    """One stage as the words ask; TweenError for what cannot be done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--folder", type=Path, required=True, help="where the training state is kept")
    parser.add_argument(
        "--device", choices=("auto", "cpu", "cuda"), default="auto", help="auto: CUDA where there is any"
    )
    parser.add_argument(
        "--stop-after", type=float, default=math.inf, metavar="MINUTES",
        help="save and end after so long, even if minutes= are not spent; call again to go on",
    )  # fmt: skip
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--workers", type=int, default=1, help="CPU: processes of one thread each, instead of threads"
    )
    parser.add_argument(
        "--checkpoint",
        type=Path,
        help="begin: what to go on from; export, book: where to; else the built-in model",
    )
    parser.add_argument("settings", nargs="*", help="name=value, as in the stage's plan; preset=h100")
    given = parser.parse_intermixed_args(words)
    torch.set_num_threads(given.threads)
    session = device.choose(given.device, given.stop_after)
    if session.cuda and given.workers > 1:
        raise TweenError("--workers is for the CPU; leave it out, or train with --device cpu.")
    STAGES[given.stage](given, session)


def main() -> None:
    try:
        run()
    except TweenError as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
