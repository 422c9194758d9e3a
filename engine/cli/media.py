"""Commands about where a film's footage lies: collect, relink."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from engine.cli.text import Meter, print_json
from engine.errors import TweenError
from engine.project.project import Project


def collect(args: Namespace) -> None:
    from engine.project.collect import collect as gather

    meter = Meter()
    with Project.open(args.film, read_only=True) as project:
        done = gather(project, Path(args.folder), lambda n, total: meter.show("Collecting", n, total))
    meter.clear()
    missing = [asset.path for asset in done.missing]
    if args.json:
        print_json({"film": str(done.film), "files": done.files, "missing": missing})
        return
    print(f"{done.film}: {done.files} files")
    for path in missing:
        print(f"{path} is missing and was not collected")


def relink(args: Namespace) -> None:
    from engine.project.relink import missing_media, relink_by_hand
    from engine.project.relink import relink as search

    with Project.open(args.film) as project:
        where = Path(args.folder) if args.folder else project.path.parent
        if args.asset is not None:
            if not args.folder:
                raise TweenError(
                    "--asset needs the file to use; write tween relink FILM.tween FILE --asset NAME."
                )
            document = relink_by_hand(project.document, args.asset, where)
            found = ((args.asset, str(where.absolute())),)
        else:
            if not where.is_dir():
                raise TweenError(f"{where} is no folder; name the folder to search, or add --asset NAME.")
            answer = search(project.document, [where.absolute()])
            document, found = answer.document, answer.found
        project.commit(document, "Relink")
        missing = [asset.path for asset in missing_media(project.document)]
    if args.json:
        print_json({"found": [list(pair) for pair in found], "missing": missing})
        return
    for old, new in found:
        print(f"{old} → {new}")
    for path in missing:
        print(f"{path} is missing")
    if not found and not missing:
        print("No footage is missing.")
