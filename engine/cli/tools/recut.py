"""`tween recut`: the film, or a new one beside it, with only some of its ranges left."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from engine.cli.tools.apply import add_drawing, add_film, apply, refuse
from engine.cli.tools.extend import add_direction
from engine.errors import TweenError


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("recut", "tools.recut", "keep only some ranges of a film, then extend it if asked")
    add_film(sub)
    sub.add_argument(
        "new", metavar="NEW.tween", nargs="?", help="a new film for the result (default: an edit of FILM)"
    )
    sub.add_argument(
        "--keep", metavar="A-B", nargs="+", required=True, help="ranges, or cards' numbers, in the new order"
    )
    sub.add_argument("--extend", metavar="N|Ss", help="add new frames to what is left: 48, or 2s")
    add_direction(sub)
    sub.add_argument("--prompt", metavar="T", help="what happens there (default: as in the card beside)")
    sub.add_argument("--seed", metavar="N", type=int, help="(default: another one than beside)")
    add_drawing(sub)


def recut(args: Namespace) -> None:
    from pathlib import Path

    from engine.document.typed_time import parse_time
    from engine.project.copying import save_copy
    from engine.project.project import Project
    from engine.tools.edited import Edited
    from engine.tools.recut import recut as tool
    from engine.tools.redo import span_of

    new = args.prompt is not None or args.seed is not None or args.direction != "forward"
    if new and not args.extend:
        raise TweenError("--prompt, --seed, --back and --both say how to go on; say how far by --extend 2s.")

    def edit(project: Project) -> Edited:
        doc = project.document
        spans = [span_of(doc, text) for text in args.keep]
        frames = parse_time(args.extend, doc.rate, digits="frames") if args.extend else 0
        return tool(doc, spans, frames, args.direction, args.prompt, args.seed, project.takes.shown)

    if args.new:
        refuse(args)
        with Project.open(args.film, read_only=True) as project:
            edit(project)  # what it refuses is refused before anything is copied
            save_copy(project, Path(args.new))
        args.film = args.new
    apply(args, f"Recut to {', '.join(args.keep)}", edit)
