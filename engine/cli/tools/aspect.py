"""`tween aspect`: the film in another format, or at another rate."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.cli.tools.apply import add_drawing, add_film, apply
from engine.errors import TweenError

if TYPE_CHECKING:
    from engine.project.project import Project
    from engine.tools.edited import Edited


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("aspect", "tools.aspect", "give the film another format or rate, draw around its pictures")
    add_film(sub)
    sub.add_argument(
        "format",
        metavar="W:H|WxH",
        nargs="?",
        help="16:9, 9:16, 1:1, 21:9 or any other, or its size in pixels (default: as it is)",
    )
    sub.add_argument("--rate", metavar="N/D", help="frames a second, such as 24; everything keeps its time")
    empty = sub.add_mutually_exclusive_group()
    empty.add_argument(
        "--outpaint", action="store_true", help="draw what the footage leaves empty (default: bars)"
    )
    empty.add_argument("--crop", action="store_true", help="cut off what does not fit, instead of bars")
    sub.add_argument("--prompt", metavar="T", help="what is around the pictures (default: what cards say)")
    add_drawing(sub)


def aspect(args: Namespace) -> None:
    if args.format is None and args.rate is None:
        raise TweenError("Nothing says what the film is to become; give a format such as 9:16, or --rate 24.")
    if args.format is None and (args.outpaint or args.crop or args.prompt is not None):
        raise TweenError("A rate leaves the pictures as they are; give the format too, such as 16:9.")
    rate = "" if args.rate is None else f"{args.rate} frames a second"
    apply(args, f"Format {' '.join(filter(None, (args.format, rate)))}", lambda each: _edited(each, args))


def _edited(project: Project, args: Namespace) -> Edited:
    from engine.cli.tools.making import folder
    from engine.document.time import parse_rate
    from engine.tools.aspect import aspect as tool
    from engine.tools.aspect import size_of
    from engine.tools.edited import Edited
    from engine.tools.rate import at_rate
    from engine.tools.title import fitted

    begun = Edited(project.document, ())
    if args.rate is not None:
        begun = at_rate(begun.document, parse_rate(args.rate))
    if args.format is None:
        return begun
    doc = begun.document
    shaped = tool(doc, size_of(doc, args.format), args.outpaint, args.prompt, args.crop)
    titled, notes = fitted(shaped.document, (doc.width, doc.height), folder(project))
    return Edited(titled, shaped.cards, (*begun.notes, *shaped.notes, *notes))
