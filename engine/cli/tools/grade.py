"""`tween grade`: the colours of clips corrected, given a look, or matched to another clip's."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.tools.apply import add_film
from engine.cli.tools.fade import clip_meant

if TYPE_CHECKING:
    from engine.document.grade import Grade
    from engine.document.model import Clip, Document
    from engine.project.project import Project

NUMBERS = {
    "exposure": ("STOPS", "light: 1 is twice as much, -1 half of it"),
    "contrast": ("F", "about middle grey; 1 as it is"),
    "saturation": ("F", "0 for no colour, 1 as it is"),
    "temperature": ("T", "-100 cold … 100 warm"),
    "tint": ("T", "-100 green … 100 magenta"),
}
COLOURS = {
    "lift": "where black lies; 0 as it is",
    "gamma": "what lies between black and white; above 1 brighter",
    "gain": "where white lies; 1 as it is",
}


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("grade", "tools.grade", "correct the colours of clips, or give them a look")
    add_film(sub)
    sub.add_argument(
        "clips", metavar="CLIP", nargs="+",
        help="its id, a frame (the clip seen there) or a track and a frame: V2:120",
    )  # fmt: skip
    for name, (metavar, words) in NUMBERS.items():
        sub.add_argument(f"--{name}", metavar=metavar, type=float, help=words)
    for name, words in COLOURS.items():
        sub.add_argument(f"--{name}", metavar="N|R,G,B", type=_rgb, help=words)
    sub.add_argument("--lut", metavar="FILE", type=Path, help="a .cube look-up table, laid over all else")
    sub.add_argument("--strength", metavar="P", type=float, help="how much of the table, in %%")
    sub.add_argument("--no-lut", action="store_true", help="without a look-up table")
    sub.add_argument("--match", metavar="CLIP", help="the colours of that clip, as near as they come")
    sub.add_argument("--like", metavar="CLIP", help="the grade that clip has")
    sub.add_argument("--reset", action="store_true", help="the footage's own colours, first of all")


def _rgb(text: str) -> tuple[float, float, float]:
    try:
        parts = tuple(float(part) for part in text.split(","))
    except ValueError:
        parts = ()
    if len(parts) == 1:
        parts *= 3
    if len(parts) != 3:
        raise ArgumentTypeError(f"“{text}” is no colour; write a number, or three like 1.1,1,0.9")
    return parts


def grade(args: Namespace) -> None:
    from engine.document.edits import set_grade
    from engine.errors import TweenError
    from engine.project.project import Project

    with Project.open(args.film) as project:
        doc = project.document
        clips = [clip_meant(doc, text) for text in args.clips]
        if not (_asked(args) or args.reset):
            raise TweenError("Nothing is asked of the clip; say --exposure, --lut, --match or another.")
        if args.lut is not None:
            project.check_writable()
        for clip in clips:
            doc = set_grade(doc, [clip.id], _wanted(project, doc, clip, args))
        project.commit(doc, f"Grade {clips[0].place}" if len(clips) == 1 else "Grade clips")
        _tell(project, args, [clip.id for clip in clips])


def _asked(args: Namespace) -> bool:
    values = (getattr(args, name) for name in (*NUMBERS, *COLOURS, "lut", "strength", "match", "like"))
    return args.no_lut or any(value is not None for value in values)


def _wanted(project: Project, doc: Document, clip: Clip, args: Namespace) -> Grade:
    from dataclasses import replace

    from engine.document.grade import Grade
    from engine.errors import TweenError
    from engine.project.luts import kept_lut
    from engine.tools.match_colours import matched

    base = Grade() if args.reset else clip.grade or Grade()
    if args.like is not None:
        base = clip_meant(doc, args.like).grade or Grade()
    if args.match is not None:
        base = matched(doc, clip.id, clip_meant(doc, args.match).id)
    values: dict[str, Any] = {
        name: value for name in (*NUMBERS, *COLOURS) if (value := getattr(args, name)) is not None
    }
    lut = None if args.no_lut else base.lut
    if args.lut is not None:
        lut = kept_lut(project.path, args.lut)
    if args.strength is not None:
        if lut is None:
            raise TweenError("There is no look-up table whose strength could be set; name one with --lut.")
        lut = replace(lut, strength=args.strength / 100)
    return replace(base, **values, lut=lut)


def _tell(project: Project, args: Namespace, clip_ids: list[str]) -> None:
    from engine.cli.text import plain, print_json
    from engine.document.queries import clip_by_id

    found = [clip_by_id(project.document, clip_id) for clip_id in dict.fromkeys(clip_ids)]
    told = [
        {"clip": clip.id, "track": track.name, "range": [clip.place.start, clip.place.stop],
         "grade": grade_json(clip)}
        for track, clip in found
    ]  # fmt: skip
    if args.json:
        print_json({"clips": told})
        return
    for track, clip in found:
        print(plain(f"{track.name} {clip.place}: {_said(clip)}"))


def grade_json(clip: Clip) -> dict[str, Any] | None:
    """What of a clip's grade is not neutral; None for a clip without."""
    from engine.document.grade import to_json

    return to_json(clip.grade) if clip.grade else None


def _said(clip: Clip) -> str:
    told = grade_json(clip)
    if told is None:
        return "the footage's own colours"
    lut = told.pop("lut", None)
    parts = [
        f"{name} {', '.join(f'{part:g}' for part in value) if isinstance(value, list) else f'{value:g}'}"
        for name, value in told.items()
    ]
    if lut:
        parts.append(f"table {Path(lut['path']).name} by {100 * lut['strength']:g} %")
    return "; ".join(parts)
