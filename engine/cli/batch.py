"""What is drawn in one go: which cards, as which requests, and what is told of the takes."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from engine.document.card_edits import MAX_SEED, pin_take
from engine.document.model import Card, Document
from engine.document.queries import card_by_index, card_index, card_label, cards_in
from engine.document.request import Request
from engine.document.take import Take
from engine.errors import TweenError
from engine.project.project import Project

if TYPE_CHECKING:
    from engine.tools.edited import Wish

DEFAULT_MODEL = "sketch"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A take that was drawn just now. `where`: the machine of a cluster, "" for this one."""

    take: Take
    seconds: float
    where: str = ""


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
