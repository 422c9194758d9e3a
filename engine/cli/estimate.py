"""What drawing would take, told without loading a model: `tween estimate`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from engine.cli.batch import drawn_label, requests_for, wanted_cards
from engine.cli.text import print_json
from engine.document.model import Card, Document
from engine.document.queries import card_index, card_label
from engine.document.request import Request
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.families.memory.plan import GB, Plan, duration
from engine.project.project import Project

if TYPE_CHECKING:
    from engine.tools.edited import Wish


def estimate(args: Namespace) -> None:
    """A line a card; one that cannot be drawn here says why, and the others are told all the same."""
    with Project.open(args.film, read_only=True) as project:
        found = [
            (card, _look(request))
            for card in wanted_cards(project, args.cards)
            for request in requests_for(project, card, args)
        ]
        document = project.document
    if args.json:
        print_json([_as_json(document, card, card.range, plan) for card, plan in found])
        return
    for card, plan in found:
        said = plan if isinstance(plan, str) else f"{len(card.range)} frames, {plan.sentence()}"
        print(f"{card_label(document, card)}: {said}")
    plans = [plan for _, plan in found if isinstance(plan, Plan)]
    if len(plans) > 1:
        print(f"Together about {duration(sum(plan.seconds for plan in plans))}.")
    if not found:
        print("Every card is up to date.")


def estimate_json(project: Project, card: Card, args: Namespace, wish: Wish | None = None) -> dict[str, Any]:
    """What drawing `card`, or `wish` of it, takes, or why it cannot be drawn here."""
    (request, *_) = requests_for(project, card, args, wish)
    told = _as_json(project.document, card, request.draw, _look(request))
    return {"label": drawn_label(project.document, card, request), "id": card.id} | told


def _look(request: Request) -> Plan | str:
    """The plan, or a sentence why there is none."""
    from engine.diffusion.forecast import expected

    try:
        return expected(request)
    except TweenError as error:
        return str(error)


def _as_json(document: Document, card: Card, span: FrameRange, plan: Plan | str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "card": card_index(document, card),
        "range": [span.start, span.stop],
        "frames": len(span),
        "fits": isinstance(plan, Plan),
    }
    if isinstance(plan, str):
        return told | {"problem": plan}
    return told | {
        "seconds": round(plan.seconds, 1),
        "memory_gb": round(plan.peak / GB, 2),
        "main_memory_gb": round((plan.host_peak or plan.peak) / GB, 2),
        "window": plan.window,
        "plan": plan.sentence(),
    }
