"""What every tool does on the command line: edit the film, say what drawing takes, and draw if asked."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.cli.text import print_json
from engine.errors import TweenError

if TYPE_CHECKING:
    from engine.document.model import Card
    from engine.project.project import Project
    from engine.tools.edited import Edited, Wish


def add_film(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("film", metavar="FILM.tween")


def add_drawing(sub: argparse.ArgumentParser) -> None:
    """The options that every tool has."""
    sub.add_argument("--draw", action="store_true", help="draw at once, not only write it on the board")
    sub.add_argument("--model", metavar="NAME|DIR", help="for cards that name none (default: sketch)")
    sub.add_argument("--steps", metavar="N", type=int, help="denoising steps")
    sub.add_argument(
        "--variations", metavar="N", type=int, default=1, help="takes a card, ranked by their seams"
    )
    sub.add_argument("--best", action="store_true", help="pin the variation whose seams show least")
    add_cluster(sub)


def add_cluster(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="draw on the machines of a Ray cluster: HOST:6379, or auto for the one this machine is part of",
    )


def apply(args: Namespace, title: str, tool: Callable[[Project], Edited]) -> None:
    """Commit what `tool` makes of the film as one edit called `title`; then draw, or say what that takes."""
    from engine.cli.work import draw_cards
    from engine.project.project import Project

    refuse(args)
    with Project.open(args.film) as project:
        edited = tool(project)
        project.commit(edited.document, title)
        for note in edited.notes:
            print(note, file=sys.stderr)
        cards = [card for card in project.document.cards if card.id in edited.cards]
        cards.sort(key=lambda card: edited.cards.index(card.id))
        estimates = _estimates(project, cards, args, edited.wish)
        drawn = draw_cards(project, cards, args, edited.wish) if args.draw else []
        _tell(args, cards, estimates, list(edited.notes), drawn)


def refuse(args: Namespace) -> None:
    for name in ("steps", "variations"):
        value = getattr(args, name)
        if value is not None and value < 1:
            raise TweenError(f"--{name} {value} draws nothing; use at least 1.")
    if args.best and args.variations < 2:
        raise TweenError("The best of one is that one; ask for more with --variations.")
    if args.cluster:
        from engine.jobs.cluster.address import check_address

        check_address(args.cluster)
    if args.model is not None:
        from engine.families.catalog import resolve

        resolve(args.model)


def _estimates(project: Project, cards: list[Card], args: Namespace, wish: Wish) -> list[dict[str, Any]]:
    from engine.cli.estimate import estimate_json

    told = [estimate_json(project, card, args, wish) for card in cards]
    for each in told if not args.json else ():
        print(f"{each['label']}: {each.get('problem') or each['plan']}", flush=True)
    return told


def _tell(
    args: Namespace,
    cards: list[Card],
    estimates: list[dict[str, Any]],
    notes: list[str],
    drawn: list[dict[str, Any]],
) -> None:
    if args.json:
        print_json({"cards": estimates, "notes": notes, "takes": drawn})
    elif not args.draw and cards:
        print("Draw with: --draw; or card by card with: tween generate.")
