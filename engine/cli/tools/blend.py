"""`tween blend`: one clip turns into the next."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from engine.cli.tools.apply import add_drawing, add_film, apply
from engine.errors import TweenError


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("blend", "tools.blend", "let one clip turn into the next, drawn under an influence curve")
    add_film(sub)
    sub.add_argument("--at", metavar="FRAME", help="the cut between the two clips")
    sub.add_argument(
        "--with",
        dest="other",
        metavar="FILE",
        help="what the film's end turns into; or, with --mode sample, what appears in the film at FRAME",
    )
    sub.add_argument("--frames", metavar="N|Ss", default="1s", help="how long the blend is (default: 1s)")
    sub.add_argument(
        "--mode",
        metavar="transition|mix|sample",
        default="transition",
        help="from one to the other (default); through a stretch that is both; the second only appears",
    )
    sub.add_argument("--curve", metavar="T:I,…", help="influence of the second over time, as 0:0,.5:.2,1:1")
    room = sub.add_mutually_exclusive_group()
    room.add_argument(
        "--ripple", dest="overlap", action="store_const", const="ripple", help="the film gets N shorter"
    )
    room.add_argument(
        "--handles",
        dest="overlap",
        action="store_const",
        const="handles",
        help="footage beyond the cut; the film keeps its length (default where there is enough)",
    )
    sub.add_argument("--prompt", metavar="T", help="what happens there (default: made of the cards beside)")
    sub.add_argument("--strength", metavar="S", type=float, help="how far the middle is drawn anew, 0 … 1")
    sub.add_argument("--seed", metavar="N", type=int, default=0)
    add_drawing(sub)


def blend(args: Namespace) -> None:
    from engine.document.edits import add_asset
    from engine.document.typed_time import parse_time
    from engine.project.importing import asset_from_file
    from engine.project.project import Project
    from engine.tools.blend import blend as tool
    from engine.tools.blend import blend_in, mode_of, parse_curve
    from engine.tools.edited import Edited

    if args.other is not None and args.overlap:
        raise TweenError(f"--{args.overlap} is for a cut that is there; leave it out with --with.")

    def edit(project: Project) -> Edited:
        doc = project.document
        points = parse_curve(args.curve) if args.curve else None
        mode = mode_of(args.mode, points, args.strength)
        frames = parse_time(args.frames, doc.rate, digits="frames")
        at = None if args.at is None else parse_time(args.at, doc.rate, digits="frames")
        shown = project.takes.shown
        if args.other is not None:
            asset = asset_from_file(args.other)
            doc = add_asset(doc, asset)
            return blend_in(doc, asset.id, at, frames, mode, args.prompt, seed=args.seed, shown=shown)
        if at is None:
            raise TweenError("Give the cut to blend over with --at, or the file to blend with by --with.")
        return tool(doc, at, frames, mode, args.prompt, overlap=args.overlap, seed=args.seed, shown=shown)

    apply(args, f"Blend at {args.at or 'the end'}", edit)
