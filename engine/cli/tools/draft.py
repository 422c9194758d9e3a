"""`tween draft`: draw cards small first."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from engine.cli.tools.apply import add_drawing, add_film, apply
from engine.errors import TweenError


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("draft", "tools.draft", "draw cards at a quarter of their pixels first")
    add_film(sub)
    sub.add_argument("cards", metavar="CARD", nargs="*", type=int, help="their numbers (default: all)")
    sub.add_argument(
        "--scale", metavar="S", type=float, help="of the model's width and height, .25 to 1 (default .5)"
    )
    add_drawing(sub)


def draft(args: Namespace) -> None:
    from engine.document.queries import card_by_index
    from engine.project.project import Project
    from engine.tools.draft import SCALE
    from engine.tools.draft import draft as tool
    from engine.tools.edited import Edited

    def edit(project: Project) -> Edited:
        doc = project.document
        cards = [card_by_index(doc, number) for number in args.cards]
        cards = cards or [card for card in doc.cards if card.words and not card.locked]
        if not cards:
            raise TweenError("No card says what happens, so there is nothing to draft; write a prompt first.")
        return tool(doc, [card.id for card in cards], SCALE if args.scale is None else args.scale)

    apply(args, "Draft", edit)
