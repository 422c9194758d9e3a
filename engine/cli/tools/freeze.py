"""`tween freeze` and `tween unfreeze`: a frame stands still; what stands still starts to move."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.cli.tools.apply import add_drawing, add_film, apply

if TYPE_CHECKING:
    from engine.document.time import FrameRange
    from engine.project.project import Project
    from engine.tools.edited import Edited


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("freeze", "tools.freeze", "hold a frame")
    add_film(sub)
    sub.add_argument(
        "place",
        metavar="FRAME|A-B",
        help="the frame to hold, for which the rest makes room; or a range that shows its first frame, where "
        "nothing moves and the sound goes on",
    )
    sub.add_argument("--for", dest="length", metavar="N|Ss", help="how long: 48, or 2s (default 2s)")
    add_drawing(sub)

    more = command("unfreeze", "tools.freeze", "let a frozen stretch, or a picture, start to move")
    add_film(more)
    more.add_argument("range", metavar="A-B|CARD|end-Ss", help="the stretch that stands still")
    more.add_argument("--prompt", metavar="T", help="what happens there (default: what the card there says)")
    more.add_argument("--back", action="store_true", help="end in the same picture again")
    more.add_argument("--alone", action="store_true", help="do not look at the frames before and after")
    more.add_argument("--seed", metavar="N", type=int, help="(default: the card's own)")
    add_drawing(more)


def freeze(args: Namespace) -> None:
    apply(args, f"Freeze {args.place}", lambda project: _frozen(project, args))


def unfreeze(args: Namespace) -> None:
    from engine.tools.freeze import unfreeze as tool
    from engine.tools.redo import span_of

    def edit(project: Project) -> Edited:
        doc, shown = project.document, project.takes.shown
        return tool(
            doc, span_of(doc, args.range), args.prompt, args.seed, args.back, args.alone, shown,
            lambda span: _same(project, span),
        )  # fmt: skip

    apply(args, f"Un-freeze {args.range}", edit)


def _frozen(project: Project, args: Namespace) -> Edited:
    from engine.cli.tools.making import still
    from engine.document.time import FrameRange, parse_range
    from engine.document.typed_time import parse_time
    from engine.errors import TweenError
    from engine.tools.between import UNWRITTEN
    from engine.tools.freeze import freeze as tool
    from engine.tools.freeze import freeze_over, refuse_still

    doc, shown = project.document, project.takes.shown
    if "-" in args.place:
        span = parse_range(args.place)
        if args.length:
            raise TweenError("A range says how long the frame is held; leave --for out.")
        refuse_still(doc, span, shown)
        freeze_over(doc, span, UNWRITTEN)  # what it refuses is refused before a picture is written
        return freeze_over(doc, span, still(project, span.start))
    at = parse_time(args.place, doc.rate, digits="frames")
    frames = parse_time(args.length or "2s", doc.rate, digits="frames")
    refuse_still(doc, FrameRange(max(at, 0), max(at, 0) + 1), shown)
    tool(doc, at, frames, UNWRITTEN)
    return tool(doc, at, frames, still(project, at))


def _same(project: Project, span: FrameRange) -> bool:
    """Whether the film's frames look alike in `span`, but for what coding does to them."""
    from engine.cli.tools.making import pictures
    from engine.media.looks import is_still
    from engine.media.painting import opencv

    cv2 = opencv("Telling whether pictures move needs")
    with pictures(project) as composer:
        first = cv2.cvtColor(composer.frame(span.start), cv2.COLOR_RGB2GRAY)
        return all(is_still(first, cv2.cvtColor(composer.frame(n), cv2.COLOR_RGB2GRAY)) for n in span)
