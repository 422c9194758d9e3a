"""`tween title`: words over the film, as a picture that remembers them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.cli.tools.apply import add_film

if TYPE_CHECKING:
    from engine.document.model import Asset, Clip, Document
    from engine.media.titles.recipe import Recipe
    from engine.project.project import Project

KINDS = ("title", "lower-third", "subtitle", "credits")
PLACES = (
    "top-left", "top", "top-right", "left", "center", "right", "bottom-left", "bottom", "bottom-right",
)  # fmt: skip


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("title", "tools.title", "put words over the film")
    add_film(sub)
    sub.add_argument("words", metavar="WORDS", nargs="*", help="what it says; each is a line of its own")
    sub.add_argument("--at", metavar="FRAME|TIMECODE", help="where it begins (default: the in point, or 0)")
    sub.add_argument("--frames", metavar="N|Ss", help="how long: 96, or 4s (default: in to out, or 4s)")
    sub.add_argument("--change", action="store_true", help="change the title at that frame instead")
    _add_look(sub)


def _add_look(sub: ArgumentParser) -> None:
    sub.add_argument("--kind", choices=KINDS, help="how it looks before anything else is said")
    sub.add_argument(
        "--place",
        choices=(*KINDS, *PLACES),
        metavar="KIND|PLACE",
        help=f"as that kind has it, or {', '.join(PLACES)}",
    )
    sub.add_argument("--font", metavar="FAMILY", help="such as Noto Sans (default: the system's)")
    sub.add_argument("--weight", choices=("light", "regular", "bold", "black"))
    sub.add_argument("--size", metavar="P", type=_percent, help="of a letter, in %% of the picture's height")
    sub.add_argument("--rest", metavar="P", type=_percent, help="of the lines after the first, in %% of it")
    sub.add_argument("--colour", metavar="#RRGGBB", type=str.lower)
    sub.add_argument("--align", choices=("left", "center", "right"))
    sub.add_argument("--outline", metavar="P", type=_percent, help="its width in %% of a letter; 0 for none")
    sub.add_argument("--outline-colour", metavar="#RRGGBB", type=str.lower)
    sub.add_argument("--shadow", metavar="P", type=_percent, help="how dark, in %%; 0 for none")
    sub.add_argument("--box", metavar="P", type=_percent, help="how solid a box behind it, in %%; 0 for none")
    sub.add_argument("--box-colour", metavar="#RRGGBB", type=str.lower)
    sub.add_argument("--right", metavar="P", type=_percent, help="moved by %% of the picture's width")
    sub.add_argument("--down", metavar="P", type=_percent, help="moved by %% of the picture's height")


def _percent(text: str) -> float:
    try:
        return float(text.removesuffix("%")) / 100
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a number of percent, such as 8") from None


def title(args: Namespace) -> None:
    from engine.project.project import Project

    with Project.open(args.film) as project:
        if args.change:
            _change(project, args)
        else:
            _lay(project, args)


def _lay(project: Project, args: Namespace) -> None:
    from engine.errors import TweenError
    from engine.media.titles.recipe import preset
    from engine.tools.between import UNWRITTEN
    from engine.tools.title import lay, named, place_for

    doc = project.document
    if not args.words:
        raise TweenError("A title without words shows nothing; say what it says.")
    at = None if args.at is None else _frame(doc, args.at)
    place = place_for(doc, at, None if args.frames is None else _frame(doc, args.frames))
    shown_as = args.place if args.place in KINDS else "title"
    recipe = _with(preset(args.kind or shown_as, _text(args.words), doc.width, doc.height), doc, args)
    lay(doc, UNWRITTEN, place)  # what it refuses is refused before a picture is written
    asset = _made(project, recipe)
    known = {clip.id for track in doc.tracks for clip in track.clips}
    project.commit(lay(doc, asset, place), f"Title {named(recipe)}")
    (new,) = (c for track in project.document.tracks for c in track.clips if c.id not in known)
    _tell(project, args, new, recipe, asset)


def _change(project: Project, args: Namespace) -> None:
    from engine.errors import TweenError
    from engine.tools.between import UNWRITTEN
    from engine.tools.title import change, named, title_at

    doc = project.document
    if args.frames is not None:
        raise TweenError("A title that is changed keeps its length; leave --frames out.")
    frame = _frame(doc, args.at or "0")
    found = title_at(doc, frame)
    if found is None:
        raise TweenError(f"There is no title at frame {frame}; tween show lists the clips.")
    clip, recipe = found
    if args.kind:
        from engine.media.titles.recipe import preset

        recipe = replace(preset(args.kind, recipe.text, doc.width, doc.height), font=recipe.font)
    if args.words:
        recipe = replace(recipe, text=_text(args.words))
    recipe = _with(recipe, doc, args)
    change(doc, {clip.id}, UNWRITTEN)  # a locked one is refused before a picture is written
    asset = _made(project, recipe)
    project.commit(change(doc, {clip.id}, asset), f"Change title {named(recipe)}")
    _tell(project, args, clip, recipe, asset)


def _frame(doc: Document, text: str) -> int:
    from engine.document.typed_time import parse_time

    return parse_time(text, doc.rate, digits="frames")


def _text(words: list[str]) -> str:
    from engine.media.titles.recipe import clean

    return clean("\n".join(words))


def _with(recipe: Recipe, doc: Document, args: Namespace) -> Recipe:
    """The title with all that was said of its look."""
    from engine.media.titles.recipe import preset

    names = (
        "font", "weight", "size", "rest", "colour", "align", "outline", "outline_colour", "shadow", "box",
        "box_colour", "right", "down",
    )  # fmt: skip
    fields: dict[str, Any] = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    if args.place in KINDS:
        kind = preset(args.place, recipe.text, doc.width, doc.height)
        fields = {"place": kind.place, "align": kind.align, **fields}
    elif args.place is not None:
        side = args.place.rpartition("-")[2]
        fields = {"place": args.place, "align": side if side in ("left", "right") else "center", **fields}
    return replace(recipe, **fields)


def _made(project: Project, recipe: Recipe) -> Asset:
    from engine.cli.tools.making import folder
    from engine.tools.title import made

    doc = project.document
    return made(recipe, (doc.width, doc.height), folder(project))


def _tell(project: Project, args: Namespace, clip: Clip, recipe: Recipe, asset: Asset) -> None:
    from engine.cli.text import plain, print_json
    from engine.document.queries import clip_by_id
    from engine.tools.title import advice

    doc = project.document
    track, clip = clip_by_id(doc, clip.id)
    notes = list(advice(recipe, (doc.width, doc.height)))
    for note in notes:
        print(note, file=sys.stderr)
    if args.json:
        place = [clip.place.start, clip.place.stop]
        told = {"clip": clip.id, "track": track.name, "range": place, "path": asset.path, "notes": notes}
        print_json(told)
    else:
        print(plain(f"{recipe.words} · {track.name}, {clip.place}"))
