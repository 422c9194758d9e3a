"""`tween animate` and `tween keyframes`: pictures that a card begins with, ends with, or passes through."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.tools.apply import add_drawing, add_film, apply
from engine.errors import TweenError

if TYPE_CHECKING:
    from engine.document.model import Document
    from engine.tools.edited import Edited
    from engine.tools.keyframes import Shown


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("animate", "tools.animate", "let a picture come to life: image to video")
    add_film(sub)
    sub.add_argument("image", metavar="IMAGE", help="the first frame")
    sub.add_argument("--last", metavar="IMAGE", help="the last frame")
    sub.add_argument("--card", metavar="N", type=int, help="in this card (default: a new one at the end)")
    sub.add_argument(
        "--seconds",
        metavar="S",
        type=float,
        help="of a new card (default: what the model draws at once)",
    )
    sub.add_argument("--prompt", metavar="T", help="what happens there")
    _add_references(sub)
    add_drawing(sub)

    keys = command("keyframes", "tools.animate", "put pictures into a card, to be passed on the way")
    add_film(keys)
    keys.add_argument("card", metavar="CARD", type=int, help="a card's number")
    keys.add_argument(
        "images",
        metavar="IMAGE[@FRAME]",
        nargs="*",
        help="at that frame of the card; without one evenly from its first to its last frame",
    )
    _add_references(keys)
    add_drawing(keys)


def _add_references(sub: ArgumentParser) -> None:
    sub.add_argument(
        "--reference",
        metavar="IMAGE",
        action="append",
        default=[],
        help="how somebody or something looks, without a frame of its own; may be repeated",
    )


def animate(args: Namespace) -> None:
    from engine.cli.batch import DEFAULT_MODEL
    from engine.document.queries import card_by_index
    from engine.tools.keyframes import animate as tool
    from engine.tools.spacing import new_card_frames

    seconds = args.seconds
    if seconds is not None and not 0 < seconds <= 3600:
        raise TweenError(f"--seconds {seconds:g} is no length for a card; use more than 0, at most 3600.")
    if args.card is not None and args.seconds is not None:
        raise TweenError("The card on the board has its length already; leave --seconds out, or --card.")
    first, last = _shown(args.image), _shown(args.last) if args.last else None
    references = [_shown(file) for file in args.reference]

    def put(doc: Document) -> Edited:
        card = card_by_index(doc, args.card).id if args.card is not None else None
        usual = new_card_frames(args.model or DEFAULT_MODEL)
        frames = usual if seconds is None else max(1, round(seconds * doc.rate))
        edited = tool(doc, first, last, card, frames, args.prompt)
        return _with_references(edited, references, args)

    apply(args, f"Animate {Path(args.image).name}", lambda project: put(project.document))


def keyframes(args: Namespace) -> None:
    from engine.document.queries import card_by_index
    from engine.tools.edited import Edited
    from engine.tools.keyframes import keyframes as tool

    if not args.images and not args.reference:
        raise TweenError("No picture was given; name one or more, or a --reference.")
    pictures = [_placed(text) for text in args.images]
    references = [_shown(file) for file in args.reference]

    def put(doc: Document) -> Edited:
        card = card_by_index(doc, args.card).id
        edited = tool(doc, card, pictures) if pictures else Edited(doc, (card,))
        return _with_references(edited, references, args)

    apply(args, f"Pictures in card {args.card}", lambda project: put(project.document))


def _with_references(edited: Edited, references: Sequence[Shown], args: Namespace) -> Edited:
    from dataclasses import replace

    from engine.cli.batch import DEFAULT_MODEL
    from engine.tools.keyframes import refer

    if not references:
        return edited
    more = refer(edited.document, edited.cards[0], references, args.model or DEFAULT_MODEL)
    return replace(more, notes=(*edited.notes, *more.notes))


def _shown(file: str, frame: int | None = None) -> Shown:
    from engine.project.importing import asset_from_file
    from engine.tools.keyframes import Shown

    return Shown(asset_from_file(file), frame)


def _placed(text: str) -> Shown:
    """`IMAGE[@FRAME]`; a file whose own name ends like that is meant when it is there."""
    found = None if Path(text).exists() else re.fullmatch(r"(.+)@(\d{1,9})", text, re.DOTALL)
    return _shown(found[1], int(found[2])) if found else _shown(text)
