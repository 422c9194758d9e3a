"""`tween remix`: what is there, drawn anew in part, in other words or where it was painted."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.cli.tools.apply import add_drawing, add_film, apply
from engine.cli.tools.painting import add_painting, is_painted, painted_regions

if TYPE_CHECKING:
    from engine.document.model import Region
    from engine.document.time import FrameRange
    from engine.project.project import Project
    from engine.tools.edited import Edited
    from engine.tools.words_of_change import Change


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("remix", "tools.remix", "draw what is there anew in part: change, replace, remove, add")
    add_film(sub)
    sub.add_argument(
        "range", metavar="A-B|CARD|end-Ss", help="frames, a card's number, or the last S seconds"
    )
    sub.add_argument(
        "--strength",
        metavar="subtle|mild|strong|S",
        help="how much is drawn anew, up to 1 (default: mild; strong for a change; 1 to remove)",
    )
    sub.add_argument("--prompt", metavar="T", help="what happens there, or a change: “remove the man”")
    sub.add_argument("--replace", metavar=("A", "B"), nargs=2, action="append", help="B in place of A")
    sub.add_argument("--remove", metavar="A", action="append", help="without A")
    sub.add_argument("--add", dest="added", metavar="B", action="append", help="with B")
    sub.add_argument("--seed", metavar="N", type=int, help="(default: the card's own)")
    where = add_painting(sub, "where (default: the card's regions, else everywhere)")
    where.add_argument("--whole", action="store_true", help="everywhere, though the card has regions")
    add_drawing(sub)


def remix(args: Namespace) -> None:
    apply(args, f"Remix {args.range}", lambda project: _edited(project, args))


def _edited(project: Project, args: Namespace) -> Edited:
    from dataclasses import replace

    from engine.tools.redo import span_of
    from engine.tools.remix import remix as tool
    from engine.tools.remix import strength_of, usual_strength

    doc, shown = project.document, project.takes.shown
    span = span_of(doc, args.range)
    prompt, changes = _words(args)
    strength = usual_strength(changes) if args.strength is None else strength_of(args.strength)
    # Once without regions: what is refused is refused before frames are read.
    tool(doc, span, strength, prompt, changes, None, args.seed, shown)
    regions, notes = _regions(project, span, args)
    edited = tool(doc, span, strength, prompt, changes, regions, args.seed, shown)
    return replace(edited, notes=(*edited.notes, *notes))


def _words(args: Namespace) -> tuple[str | None, tuple[Change, ...]]:
    """A new prompt, or changes: those that are spelt out, and a prompt that reads like one."""
    from engine.tools.words_of_change import Change, changes_in

    changes = [Change(old, new) for old, new in args.replace or ()]
    changes += [Change(old) for old in args.remove or ()]
    changes += [Change(new=new) for new in args.added or ()]
    asked = () if args.prompt is None else changes_in(args.prompt)
    return (None if asked else args.prompt), (*changes, *asked)


def _regions(
    project: Project, span: FrameRange, args: Namespace
) -> tuple[tuple[Region, ...] | None, tuple[str, ...]]:
    from engine.errors import TweenError

    if not args.whole:
        return painted_regions(project, span, args)
    if is_painted(args):
        raise TweenError("--whole draws everywhere; leave it out, or what was painted.")
    return (), ()
