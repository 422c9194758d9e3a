"""`tween refine`: draw a card at full size from its draft."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from engine.cli.tools.apply import add_drawing, add_film, apply
from engine.errors import TweenError


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("refine", "tools.refine", "draw a card at full size from its draft, with the same seed")
    add_film(sub)
    sub.add_argument("card", metavar="CARD", type=int, help="its number")
    sub.add_argument(
        "--take", metavar="TAKE", help="which draft, by its id or the beginning of it (default: the newest)"
    )
    sub.add_argument(
        "--strength",
        metavar="S",
        type=float,
        help="how much of the drawing is done anew, 0 … 1 (default .25)",
    )
    add_drawing(sub)


def refine(args: Namespace) -> None:
    from engine.document.queries import card_by_index, card_label
    from engine.project.project import Project
    from engine.project.recipe import find_take
    from engine.tools.draft import STRENGTH, draft_of
    from engine.tools.draft import refine as tool
    from engine.tools.edited import Edited

    def edit(project: Project) -> Edited:
        doc = project.document
        card = card_by_index(doc, args.card)
        found = draft_of(card, project.takes.for_card(card))
        take = find_take(project.takes, args.take) if args.take else found
        if take is None:
            raise TweenError(f"{card_label(doc, card)} has no draft yet; draw one with: tween draft --draw.")
        return tool(doc, card.id, take, STRENGTH if args.strength is None else args.strength)

    apply(args, f"Refine card {args.card}", edit)
