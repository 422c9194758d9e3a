"""Where a person paints on the command line: shapes, masks and subjects, as a card's regions."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.document.model import Region
    from engine.document.time import FrameRange
    from engine.project.project import Project
    from engine.tools.painted import Kind

PAINTED: tuple[tuple[Kind, str, str], ...] = (
    (
        "box",
        "X0,Y0,X1,Y1[@F]",
        "only in a box, in 0 to 1 of the picture; each of these can be repeated",
    ),
    ("polygon", "X,Y X,Y …[@F]", "only in a polygon"),
    ("brush", "W:X,Y X,Y …[@F]", "only under brush strokes W wide"),
    ("mask", "FILE[@F]", "only where a picture is white, or opaque"),
    ("subject", "X0,Y0,X1,Y1[@F]", "only what stands out in a box in frame F, followed over the frames"),
)


def add_painting(sub: ArgumentParser, title: str) -> argparse._ArgumentGroup:
    where = sub.add_argument_group(title)
    for kind, metavar, text in PAINTED:
        where.add_argument(f"--{kind}", metavar=metavar, action="append", default=[], help=text)
    where.add_argument("--track", action="store_true", help="follow what was painted over the frames")
    where.add_argument("--feather", metavar="W", type=float, default=0.0, help="soft edge, in picture widths")
    where.add_argument("--grow", metavar="W", type=float, help="how much wider than what is followed (0.02)")
    return where


def is_painted(args: Namespace) -> bool:
    return any(getattr(args, kind) for kind, _, _ in PAINTED)


def painted_regions(
    project: Project, span: FrameRange, args: Namespace
) -> tuple[tuple[Region, ...] | None, tuple[str, ...]]:
    """What was painted as regions over `span`, and what there is to say of it; None where nothing was."""
    from engine.errors import TweenError
    from engine.tools.painted import GROW, read_painted, regions_of

    painted = [read_painted(kind, text) for kind, _, _ in PAINTED for text in getattr(args, kind)]
    if not painted:
        given = {"track": args.track, "feather": args.feather, "grow": args.grow is not None}
        for name in (name for name, there in given.items() if there):
            raise TweenError(f"--{name} is for what was painted; say where by --box, --mask or --subject.")
        return None, ()
    if not 0 <= args.feather <= 1 or not 0 <= (args.grow or 0) <= 1:
        raise TweenError("--feather and --grow are parts of the picture's width, from 0 to 1.")
    from engine.cli.text import Meter
    from engine.media.tracking import WIDTH
    from engine.render.compose import Composer

    doc = project.document
    size = (WIDTH, max(8, round(WIDTH * doc.height / doc.width)))
    meter = Meter()
    with Composer(doc, project.takes.shown, size) as composer:
        try:
            return regions_of(
                painted, span, (doc.width, doc.height), composer.frame,
                track=args.track, feather=args.feather, grow=GROW if args.grow is None else args.grow,
                report=lambda done: meter.show("following", done, len(span)),
            )  # fmt: skip
        finally:
            meter.clear()
