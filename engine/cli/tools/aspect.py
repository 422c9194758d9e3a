"""`tween aspect`: the film in another format."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from engine.cli.tools.apply import add_drawing, add_film, apply


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("aspect", "tools.aspect", "give the film another format, and draw around its pictures")
    add_film(sub)
    sub.add_argument(
        "format", metavar="W:H|WxH", help="16:9, 9:16, 1:1, 21:9 or any other, or its size in pixels"
    )
    empty = sub.add_mutually_exclusive_group()
    empty.add_argument(
        "--outpaint", action="store_true", help="draw what the footage leaves empty (default: bars)"
    )
    empty.add_argument("--crop", action="store_true", help="cut off what does not fit, instead of bars")
    sub.add_argument("--prompt", metavar="T", help="what is around the pictures (default: what cards say)")
    add_drawing(sub)


def aspect(args: Namespace) -> None:
    from engine.project.project import Project
    from engine.tools.aspect import aspect as tool
    from engine.tools.aspect import size_of
    from engine.tools.edited import Edited

    def edit(project: Project) -> Edited:
        doc = project.document
        return tool(doc, size_of(doc, args.format), args.outpaint, args.prompt, args.crop)

    apply(args, f"Format {args.format}", edit)
