"""Commands about where a film's footage lies, and its copies: collect, relink, copy, backups."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.text import Meter, plain, print_json, table
from engine.errors import TweenError
from engine.project.project import Project

if TYPE_CHECKING:
    from engine.project.backups import Backup


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
        print(plain(f"{path} is missing and was not collected"))


def copy(args: Namespace) -> None:
    from engine.project.copying import save_copy

    meter = Meter()
    with Project.open(args.film, read_only=True) as project:
        path = save_copy(project, Path(args.copy), lambda n, total: meter.show("Copying", n, total))
    meter.clear()
    print_json({"film": str(path)}) if args.json else print(path)


def relink(args: Namespace) -> None:
    from engine.project.relink import ANY_DEPTH, accept, likely_places, missing_media, named, stand_in
    from engine.project.relink import relink as search

    with Project.open(args.film) as project:
        pairs = [_pair(text) for text in args.file]
        news = [(named(project.document, name), Path(file)) for name, file in pairs]
        stand_ins = [stand_in(project.document, old, file, args.force) for old, file in news]
        accept(project, {}, stand_ins)
        found = [(old.path, new.path) for (old, _), new in zip(news, stand_ins, strict=True)]
        if args.search is not None or not pairs:
            folders = [(Path(folder).absolute(), ANY_DEPTH) for folder in args.search or ()]
            for folder, _ in folders:
                if not folder.is_dir():
                    raise TweenError(f"{folder} is no folder; name the folder to search.")
            places = folders or likely_places(project.path, project.document)
            answer = search(project.document, places, by_name=bool(folders))
            accept(project, answer.places, answer.stand_ins)
            found += answer.found
        missing = [asset.path for asset in missing_media(project.document)]
    if args.json:
        print_json({"found": [list(pair) for pair in found], "missing": missing})
        return
    for old, new in found:
        print(plain(f"{old} → {new}"))
    for path in missing:
        print(plain(f"{path} is missing"))
    if not found and not missing:
        print("No footage is missing.")


def _pair(text: str) -> tuple[str, str]:
    name, equals, file = text.partition("=")
    if not equals or not name or not file:
        raise TweenError(f"“{text}” does not name a file; write --file NAME=PATH.")
    return name, file


def backups(args: Namespace) -> None:
    from engine.project.backups import backups as copies

    film = Path(args.film).absolute()
    found = copies(film)
    if args.restore is not None:
        _restore(film, args.restore, found, args.json)
        return
    if not found and not film.is_file():
        raise TweenError(f"There is no film at {film}.")
    _list(film, found, args.json)


def _restore(film: Path, wanted: str, found: Sequence[Backup], as_json: bool) -> None:
    from engine.project.backups import restore

    chosen = [each for each in found if wanted in (str(each.number), each.path.name, each.path.stem)]
    if not chosen:
        raise TweenError(f"{film.name} has no backup “{wanted}”; list them with: tween backups {film.name}")
    backup = chosen[0]
    kept = restore(backup.path)
    if as_json:
        print_json({"restored": str(backup.path), "kept": str(kept) if kept else None})
        return
    print(f"{film} is again what it was on {backup.at:%Y-%m-%d at %H:%M:%S} (UTC).")
    if kept is not None:
        print(f"What it was until now is {kept}.")


def _list(film: Path, found: Sequence[Backup], as_json: bool) -> None:
    from engine.project.backups import look_into

    contents = [(backup, look_into(backup)) for backup in found]
    if as_json:
        print_json(
            [
                {"number": b.number, "made": b.at.isoformat(), "path": str(b.path), **asdict(c)}
                for b, c in contents
            ]
        )
    elif not found:
        print(f"{film.name} has no backups yet; one is made every hour of work.")
    else:
        rows = [
            (b.number, f"{b.at:%Y-%m-%d %H:%M:%S}", c.bytes >> 10, c.frames, c.cards, c.problem or c.edit)
            for b, c in contents
        ]
        print(table(("BACKUP", "MADE (UTC)", "KIB", "FRAMES", "CARDS", "LAST EDIT"), rows))
