"""`tween loop`: the film's end leads back to its beginning."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from engine.cli.tools.apply import add_drawing, add_film, apply


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("loop", "tools.loop", "make the film a loop, or its last stretch, or a loop of words alone")
    add_film(sub)
    sub.add_argument(
        "--length",
        metavar="N|Ss|NAME",
        help="of the whole loop: 96 frames, 4s, or short, normal, long: 2, 4, 6 s (default: all of the film)",
    )
    sub.add_argument(
        "--redraw", action="store_true", help="draw the film's own last frames anew (default: add new ones)"
    )
    sub.add_argument("--join", metavar="N|Ss", help="in how many frames it leads back (default: 1s)")
    sub.add_argument("--prompt", metavar="T", help="what happens there (default: as in the card before)")
    sub.add_argument("--seed", metavar="N", type=int, help="(default: another one than before)")
    add_drawing(sub)


def loop(args: Namespace) -> None:
    from engine.document.typed_time import parse_time
    from engine.project.project import Project
    from engine.tools.edited import Edited
    from engine.tools.loop import LENGTHS
    from engine.tools.loop import loop as tool

    def frames(project: Project, text: str | None) -> int | None:
        if text is None:
            return None
        rate = project.document.rate
        return parse_time(f"{LENGTHS[text]}s" if text in LENGTHS else text, rate, digits="frames")

    def edit(project: Project) -> Edited:
        length, join = frames(project, args.length), frames(project, args.join)
        way = "redraw" if args.redraw else "bridge"
        return tool(project.document, length, way, join, args.prompt, args.seed, project.takes.shown)

    apply(args, "Loop", edit)
