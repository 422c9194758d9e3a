"""Commands for other programs' films and for scripts: import-otio, export-otio, export-edl, script."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from engine.cli.film import board_json
from engine.cli.text import plain, print_json
from engine.document.time import rate_text
from engine.errors import TweenError
from engine.project.interchange.imported import Imported
from engine.project.interchange.into_film import make_film
from engine.project.project import Project


def import_otio(args: Namespace) -> None:
    from engine.project.interchange.otio import import_otio as read
    from engine.project.interchange.otio_zip import unpacked
    from engine.project.places import made_folder

    _refuse_taken(args.film)
    file = Path(args.file)
    if file.suffix.lower() != ".otioz":
        _create(args, read(file))
        return
    with unpacked(file, made_folder(Path(args.film))) as folder:
        _create(args, read(folder))


def script(args: Namespace) -> None:
    from engine.project.interchange.script import SECONDS, import_script

    _refuse_taken(args.film)
    seconds = SECONDS if args.seconds is None else args.seconds
    rate, size = args.rate or Fraction(24), args.size or (1280, 720)
    _create(args, import_script(Path(args.file), rate, size, seconds))


def _refuse_taken(film: str) -> None:
    if Path(film).exists():  # before anything is read or decoded
        raise TweenError(f"{film} exists already; choose another name.")


def _create(args: Namespace, made: Imported) -> None:
    made_film, report = make_film(Path(args.film), made)
    with made_film as project:
        if args.json:
            print_json({**board_json(project), "report": list(report)})
            return
        doc = project.document
        clips = sum(len(track.clips) for track in doc.tracks)
        print(
            f"{project.path.name}: {doc.frames} frames at {rate_text(doc.rate)}, "
            f"{doc.width}×{doc.height}; {_count(clips, 'clip')}, {_count(len(doc.cards), 'card')}"
        )
    _say(report)


def export_otio(args: Namespace) -> None:
    from engine.project.interchange.otio import export_otio as write

    with Project.open(args.film, read_only=True) as project:
        write(project.document, Path(args.out), project.takes.shown, overwrite=args.overwrite)
        _written(args, project, ())


def export_edl(args: Namespace) -> None:
    from engine.project.interchange.edl import export_edl as write

    with Project.open(args.film, read_only=True) as project:
        report = write(project.document, Path(args.out), project.takes.shown, overwrite=args.overwrite)
        _written(args, project, report)


def _written(args: Namespace, project: Project, report: Sequence[str]) -> None:
    doc = project.document
    if args.json:
        print_json(
            {
                "path": str(Path(args.out).absolute()),
                "frames": doc.frames,
                "rate": rate_text(doc.rate),
                "cards": len(doc.cards),
                "report": list(report),
            }
        )
        return
    print(f"{args.out}: {doc.frames} frames at {rate_text(doc.rate)}, {_count(len(doc.cards), 'card')}")
    _say(report)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _say(report: Sequence[str]) -> None:
    for sentence in report:
        print(plain(sentence))
