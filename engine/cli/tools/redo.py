"""`tween redo`: draw a range of frames again."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from engine.cli.tools.apply import add_drawing, add_film, apply


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("redo", "tools.redo", "draw a range again, as its card says or in other words")
    add_film(sub)
    sub.add_argument(
        "range", metavar="A-B|CARD|end-Ss", help="frames, a card's number, or the last S seconds"
    )
    sub.add_argument("--prompt", metavar="T", help="what happens there (default: what the card there says)")
    sub.add_argument(
        "--strength", metavar="S", type=float, help="1 draws anew (default), less starts from what is there"
    )
    sub.add_argument("--seed", metavar="N", type=int, help="(default: another one than before)")
    add_drawing(sub)


def redo(args: Namespace) -> None:
    from engine.tools.redo import redo as tool
    from engine.tools.redo import span_of

    apply(
        args,
        f"Redo {args.range}",
        lambda project: tool(
            project.document, span_of(project.document, args.range), args.prompt, args.strength, args.seed
        ),
    )
