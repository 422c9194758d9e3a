"""Commands that draw, and say how it went: generate, seams."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from engine.cli.interrupt import stop_on_interrupt
from engine.cli.text import Meter, print_json, table
from engine.document.card_edits import MAX_SEED, pin_take
from engine.document.model import Card, Document
from engine.document.queries import card_by_index, card_index, card_label, cards_in
from engine.document.request import Request
from engine.document.take import Take
from engine.errors import TweenError
from engine.jobs.seats import CLUSTER
from engine.project.project import Project

if TYPE_CHECKING:
    from engine.diffusion.progress import Progress
    from engine.project.takes import TakeLibrary
    from engine.tools.edited import Wish

DEFAULT_MODEL = "sketch"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A take that was drawn just now. `where`: the machine of a cluster, "" for this one."""

    take: Take
    seconds: float
    where: str = ""


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


@dataclass
class Batch:
    """What is drawn in one go, and what is told of it."""

    project: Project
    args: Namespace
    wish: Wish | None
    told: dict[str, list[dict[str, Any]]] = field(default_factory=dict, init=False)
    """By card."""

    def requests(self, card: Card) -> list[Request]:
        """What drawing the card comes to now, its own seed last."""
        return requests_for(self.project, card, self.args, self.wish)

    def drew(self, card: Card, drawn: Drawn) -> None:
        """Say so."""
        if self.args.json:
            return
        take, where = drawn.take, f", on {drawn.where}" if drawn.where else ""
        label = drawn_label(self.project.document, card, take.request)
        seed, frames = take.request.seed, len(take.range)
        print(f"{label}: take {take.id}, seed {seed}, {frames} frames, {drawn.seconds:.1f} s{where}")

    def finished(self, card: Card, drawn: list[Drawn]) -> None:
        """All takes of a card are there: rank them, and pin the best where it is wanted."""
        takes = [_drawn_json(self.project.document, card, each) for each in drawn]
        takes.sort(key=lambda take: (_seam(take), take["seed"]))
        self.told[card.id] = takes
        if self.args.best:
            best = self.project.takes.get(takes[0]["take"])
            assert best is not None
            self.project.commit(_pinned(self.project.document, card, best), "Pin the best take")


def _pinned(doc: Document, card: Card, take: Take) -> Document:
    """The take on every card that it was drawn for."""
    for each in doc.cards:
        home = (each.lineage, each.origin) == (card.lineage, card.origin)
        if home and not each.locked and take.range.overlaps(each.local(each.range)):
            doc = pin_take(doc, each.id, take.id)
    return doc


def _seam(take: dict[str, Any]) -> float:
    """What variations are ranked by; a take beside nothing has no join that could be bad."""
    return take["score"] or 0.0


def _drawn(batch: Batch, card: Card, request: Request, stopped: Callable[[], bool]) -> Drawn:
    label, started = drawn_label(batch.project.document, card, request), time.perf_counter()
    take = draw_request(batch.project.takes, request, label, stopped)
    drawn = Drawn(take, time.perf_counter() - started)
    batch.drew(card, drawn)
    return drawn


def wanted_cards(project: Project, which: str | list[int]) -> list[Card]:
    """In board order. `stale`: cards with a prompt whose take is missing or no longer what they say."""
    from engine.tools.board import card_state

    doc = project.document
    if isinstance(which, list):
        return [card_by_index(doc, index) for index in which]
    cards = [card for card in doc.cards if card.words and not card.locked]
    if not cards:
        raise TweenError(f"No card of {project.path.name} has a prompt to draw; give one with: tween card.")
    if which == "all":
        return cards
    return [card for card in cards if card_state(doc, card, project.takes.shown) in ("ready", "stale")]


def drawn_label(doc: Document, card: Card, request: Request) -> str:
    """The card, or the cards from it on, that `request` draws."""
    cards = cards_in(doc, request.draw)
    if len(cards) < 2:
        return card_label(doc, card)
    return f"Cards {card_index(doc, cards[0])}–{card_index(doc, cards[-1])} ({request.draw})"


def requests_for(project: Project, card: Card, args: Namespace, wish: Wish | None = None) -> list[Request]:
    """One for each variation: seeds `seed`, `seed` + 1 …, the card's own last: it is the one shown."""
    from engine.families.catalog import resolve
    from engine.tools.regenerate import regenerate

    wish = wish or regenerate
    request = wish(project.document, card, project.takes.shown, args.model or DEFAULT_MODEL)
    resolve(request.model)
    if request.seed + args.variations - 1 > MAX_SEED:
        raise TweenError(f"{card_label(project.document, card)} runs out of seeds; choose a smaller one.")
    request = replace(request, steps=args.steps or request.steps)
    return [replace(request, seed=request.seed + n) for n in reversed(range(args.variations))]


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


def _drawn_json(doc: Document, card: Card, drawn: Drawn) -> dict[str, Any]:
    take = drawn.take
    return {
        "card": card_index(doc, card),
        "range": [take.request.draw.start, take.request.draw.stop],
        "take": take.id,
        "seed": take.request.seed,
        "model": take.request.model,
        "frames": len(take.range),
        "path": take.frames_path,
        "score": take.score,
        "seconds": round(drawn.seconds, 3),
    } | ({"where": drawn.where} if drawn.where else {})


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
