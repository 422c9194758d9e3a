"""`tween extend`: new frames after the film, before it, or beside a stretch of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from engine.cli.tools.apply import add_drawing, add_film, apply


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("extend", "tools.extend", "add new frames to the film, or beside a card of it")
    add_film(sub)
    sub.add_argument("length", metavar="N|Ss", help="how much: 48 frames, or 2s")
    sub.add_argument(
        "--of",
        metavar="A-B|CARD",
        help="what to extend inside the film; what comes later moves along (default: the film)",
    )
    add_direction(sub)
    sub.add_argument("--prompt", metavar="T", help="what happens there (default: as in the card beside)")
    sub.add_argument("--seed", metavar="N", type=int, help="(default: another one than beside)")
    add_drawing(sub)


def add_direction(sub: ArgumentParser) -> None:
    ends = sub.add_mutually_exclusive_group()
    ends.add_argument(
        "--back", dest="direction", action="store_const", const="backward", help="in front, not behind"
    )
    ends.add_argument(
        "--both", dest="direction", action="store_const", const="both", help="as much on both ends"
    )
    sub.set_defaults(direction="forward")


def extend(args: Namespace) -> None:
    from engine.document.typed_time import parse_time
    from engine.project.project import Project
    from engine.tools.edited import Edited
    from engine.tools.extend import extend as tool
    from engine.tools.redo import span_of

    def edit(project: Project) -> Edited:
        doc = project.document
        frames = parse_time(args.length, doc.rate, digits="frames")
        span = span_of(doc, args.of) if args.of else None
        return tool(doc, frames, args.direction, span, args.prompt, args.seed, project.takes.shown)

    apply(args, f"Extend by {args.length}", edit)
