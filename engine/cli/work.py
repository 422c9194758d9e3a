"""Commands that draw, and say how it went: generate, seams."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.cli.batch import Batch, Drawn, drawn_label, wanted_cards
from engine.cli.interrupt import stop_on_interrupt
from engine.cli.text import Meter, print_json, table
from engine.document.model import Card
from engine.document.request import Request
from engine.document.take import Take
from engine.errors import TweenError
from engine.jobs.seats import CLUSTER
from engine.project.project import Project

if TYPE_CHECKING:
    from engine.diffusion.progress import Progress
    from engine.project.takes import TakeLibrary
    from engine.tools.edited import Wish


def generate(args: Namespace) -> None:
    if args.best and args.variations < 2:
        raise TweenError("The best of one is that one; ask for more with --variations.")
    # Takes lie outside the document, so a film that the editor has open can be drawn from here too.
    with Project.open(args.film, read_only=not args.best) as project:
        drawn = draw_cards(project, wanted_cards(project, args.cards), args)
        if args.json:
            print_json(drawn)
        elif not drawn:
            print("Every card is up to date.")
        elif args.variations > 1:
            rows = [(take["card"], take["take"], take["seed"], take["score"] or "–") for take in drawn]
            print(table(("CARD", "TAKE", "SEED", "SEAM"), rows))


def draw_cards(
    project: Project, cards: list[Card], args: Namespace, wish: Wish | None = None
) -> list[dict[str, Any]]:
    """Draw `cards` in order, each as often as `args.variations` says, and tell of every take.

    `wish`: what to draw for a card (`engine.tools.edited`); the card by itself unless given.
    """
    batch = Batch(project, args, wish)
    with stop_on_interrupt() as stopped:
        if address := args.cluster or os.environ.get(CLUSTER, ""):
            from engine.cli.cluster import ClusterRun

            ClusterRun(batch, address).draw(cards, stopped)
        else:
            planned = [batch.requests(card) for card in cards]  # every refusal before the first step
            for n, card in enumerate(cards):
                # Made again: cards drawn just before this one are its context now.
                requests = batch.requests(card) if n else planned[n]
                batch.finished(card, [_drawn(batch, card, request, stopped) for request in requests])
    return [take for card in cards for take in batch.told[card.id]]


def _drawn(batch: Batch, card: Card, request: Request, stopped: Callable[[], bool]) -> Drawn:
    label, started = drawn_label(batch.project.document, card, request), time.perf_counter()
    take = draw_request(batch.project.takes, request, label, stopped)
    drawn = Drawn(take, time.perf_counter() - started)
    batch.drew(card, drawn)
    return drawn


def draw_request(takes: TakeLibrary, request: Request, label: str, stopped: Callable[[], bool]) -> Take:
    """Draw `request` into `takes`, with a bar that `label` stands before."""
    os.environ.setdefault("TQDM_DISABLE", "1")  # the model libraries' own bars would run into ours
    # Before torch is loaded: threads that wait by spinning slow a busy machine down tenfold.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from engine.diffusion.generate import draw

    meter = Meter()
    try:
        return draw(
            request,
            takes,
            report=lambda p: _show(meter, label, p),
            cancelled=stopped,
        )
    finally:
        meter.clear()
        takes.refresh()


def _show(meter: Meter, label: str, progress: Progress) -> None:
    if progress.note:
        meter.clear()
        print(f"{label}: {progress.note}", file=sys.stderr)
    meter.show(f"{label} {progress.stage}", progress.done, progress.total, progress.seconds_left)


def seams(args: Namespace) -> None:
    from engine.render.seams import seams as measure

    with Project.open(args.film, read_only=True) as project:
        found = measure(project.document, project.takes.shown)
    if args.json:
        print_json(
            [
                {
                    "frame": seam.frame,
                    "score": seam.score,
                    "colour": seam.colour,
                    "texture": seam.texture,
                    "motion": seam.motion,
                    "still": seam.still,
                    "ghost": seam.ghost,
                }
                for seam in found
            ]
        )
    elif found:
        rows = [
            (seam.frame, seam.score, seam.colour, seam.texture, seam.motion, seam.still, seam.ghost)
            for seam in found
        ]
        print(table(("FRAME", "SCORE", "COLOUR", "TEXTURE", "MOTION", "STILL", "GHOST"), rows))
    else:
        print("There are no joins: nothing was drawn yet.")
