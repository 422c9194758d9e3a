"""`tween storyboard`: draw the board, or neighbouring cards of it, as one film."""

from __future__ import annotations

import argparse
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.cli.tools.apply import add_drawing, add_film, apply
from engine.errors import TweenError

if TYPE_CHECKING:
    from engine.document.model import Document
    from engine.project.project import Project
    from engine.tools.edited import Edited


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("storyboard", "tools.storyboard", "draw neighbouring cards as one film, gaps and all")
    add_film(sub)
    sub.add_argument(
        "--cards",
        metavar="A-B|all",
        type=side_by_side,
        default=(1, None),
        help="card numbers side by side (default: all)",
    )
    sub.add_argument(
        "--transition",
        metavar="N",
        type=_frames,
        help="frames over which words cross over (default: a second)",
    )
    sub.add_argument("--by-card", action="store_true", help="draw each card by itself, one after the other")
    add_drawing(sub)


def storyboard(args: Namespace) -> None:
    if args.by_card and args.transition is not None:
        raise TweenError(
            "Words cross over where cards are drawn as one film; leave --transition or --by-card out."
        )
    apply(args, "Storyboard", lambda project: _edited(project, args))


def _edited(project: Project, args: Namespace) -> Edited:
    from engine.cli.batch import DEFAULT_MODEL
    from engine.document.queries import card_by_id
    from engine.families.catalog import resolve
    from engine.tools.spacing import advice
    from engine.tools.storyboard import storyboard as tool

    chosen = chosen_cards(project.document, *args.cards)
    edited = tool(project.document, chosen, args.transition, by_card=args.by_card, drawing=args.draw)
    model = args.model or DEFAULT_MODEL
    for card_id in edited.cards:  # every refusal before the film is changed
        card = card_by_id(edited.document, card_id)
        resolve(edited.wish(edited.document, card, project.takes.shown, model).model)
    told = advice(project.document, model)
    return replace(edited, notes=(*(told[card] for card in chosen if card in told), *edited.notes))


def chosen_cards(doc: Document, first: int, last: int | None) -> list[str]:
    """Ids of cards number `first` to `last` (None: the last of all). Raises `TweenError`."""
    from engine.document.queries import card_by_index

    last = len(doc.cards) if last is None else last
    return [card_by_index(doc, n).id for n in range(first, max(first, last) + 1)]


def side_by_side(text: str) -> tuple[int, int | None]:
    """`2-4`, `2` or `all`, for argparse."""
    if text == "all":
        return 1, None
    found = re.fullmatch(r"\s*(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?\s*", text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last:
        raise argparse.ArgumentTypeError(f"“{text}” names no cards side by side; write 1-4 or all")
    return first, last


def _frames(text: str) -> int:
    if not text.isdecimal() or len(text) > 6:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of frames")
    return int(text)
