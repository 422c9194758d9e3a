"""`tween cinemagraph`: the painted parts of a stretch move, the rest of it stands still."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.cli.tools.apply import add_drawing, add_film, apply
from engine.cli.tools.painting import add_painting, painted_regions

if TYPE_CHECKING:
    from engine.document.model import Asset, Region
    from engine.document.time import FrameRange
    from engine.project.project import Project
    from engine.tools.edited import Edited


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("cinemagraph", "tools.cinemagraph", "a part of the picture moves, the rest stands still")
    add_film(sub)
    sub.add_argument(
        "range", metavar="A-B|CARD|end-Ss", help="frames, a card's number, or the last S seconds"
    )
    sub.add_argument("--still", metavar="FRAME", help="the frame that stands still (default: the first)")
    sub.add_argument("--loop", action="store_true", help="let the end lead back to the beginning")
    sub.add_argument(
        "--prompt", metavar="T", help="let the model draw what moves (default: as the footage does)"
    )
    sub.add_argument("--seed", metavar="N", type=int, help="of what is drawn (default: the card's own)")
    add_painting(sub, "what moves")
    add_drawing(sub)


def cinemagraph(args: Namespace) -> None:
    apply(args, f"Cinemagraph {args.range}", lambda project: _edited(project, args))


def _edited(project: Project, args: Namespace) -> Edited:
    from dataclasses import replace

    from engine.cli.tools.making import still
    from engine.document.typed_time import parse_time
    from engine.errors import TweenError
    from engine.tools.between import UNWRITTEN
    from engine.tools.cinemagraph import drawn, kept, leading, refuse, standing
    from engine.tools.redo import span_of

    doc, drawing = project.document, args.prompt is not None
    span = span_of(doc, args.range)
    at = span.start if args.still is None else parse_time(args.still, doc.rate, digits="frames")
    refuse(doc, span, at, drawing, project.takes.shown)
    if not drawing and args.seed is not None:
        raise TweenError("A seed is for what is drawn; give --prompt, or leave --seed out.")
    # Once without regions and frames: what is refused is refused before any are read or written.
    if drawing:
        drawn(doc, span, UNWRITTEN, (), args.prompt, args.loop, args.seed)
    else:
        kept(doc, span, UNWRITTEN)
    lead = leading(span, doc.rate) if args.loop and not drawing else 0
    found, notes = painted_regions(project, span, args)
    regions = standing(found or (), span, (doc.width, doc.height))
    if drawing:
        edited = drawn(doc, span, still(project, at), regions, args.prompt, args.loop, args.seed)
    else:
        edited = kept(doc, span, _made(project, span, at, regions, lead))
    return replace(edited, notes=(*edited.notes, *notes))


def _made(project: Project, span: FrameRange, at: int, regions: tuple[Region, ...], lead: int) -> Asset:
    """The stretch as footage of its own."""
    from engine.cli.tools.making import folder, made_key, pictures, working
    from engine.tools.between import write_footage
    from engine.tools.cinemagraph import moving

    key = made_key(project, span, at, regions, lead)
    path = folder(project) / f"cinemagraph {span.start}-{span.stop} {key}.mp4"
    with pictures(project) as composer, working("cinemagraph", len(span)) as (report, stopped):
        frames = moving(composer.frame, span, at, regions, lead)
        return write_footage(frames, path, composer.size, project.document.rate, report, stopped)
