"""`tween dissolve`: two clips that meet turn into each other."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from engine.cli.tools.apply import add_film
from engine.cli.tools.fade import clip_meant, frames_meant, tell


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("dissolve", "tools.dissolve", "let two clips that meet turn into each other")
    add_film(sub)
    sub.add_argument(
        "cut", metavar="FRAME", help="where they meet: a frame or time, or a track and one: A1:120"
    )
    sub.add_argument(
        "--frames", metavar="N|Ss", help="over so many frames (default: half a second); 0 for none"
    )


def dissolve(args: Namespace) -> None:
    from engine.document import edits
    from engine.document.fade_edits import dissolved_at, usual_dissolve
    from engine.document.typed_time import parse_time
    from engine.project.project import Project

    with Project.open(args.film) as project:
        doc = project.document
        if any(args.cut.startswith(f"{track.name}:") for track in doc.tracks):
            clip = clip_meant(doc, args.cut)
        else:
            clip = dissolved_at(doc, parse_time(args.cut, doc.rate, digits="frames"))
        frames, usual = frames_meant(doc, args.frames), max(1, round(doc.rate / 2))
        if frames is None:
            # Where nothing can be mixed, the edit says why.
            frames = usual_dissolve(doc, clip.id) or usual
            if frames < usual:
                print(f"The dissolve has {frames} frames; there are no more to mix.", file=sys.stderr)
        name = f"Dissolve at {clip.place.start}" if frames else f"No dissolve at {clip.place.start}"
        project.commit(edits.dissolve(doc, clip.id, frames), name)
        tell(project, args, clip.id)
