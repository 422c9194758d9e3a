"""`tween template`: begin a board from a template, and keep a board as one."""

from __future__ import annotations

import argparse
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from engine.cli.text import print_json, shortened, table
from engine.cli.tools.storyboard import chosen_cards, side_by_side


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("template", "tools.template", "begin a board from a template, or keep one as a template")
    what = sub.add_subparsers(dest="what", required=True, metavar="list|use|save")

    def way(name: str, summary: str) -> ArgumentParser:
        each = what.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        # Not to be set back to False where it was given before the word.
        each.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        return each

    way("list", "list the templates, and what each lets you fill in")

    use = way("use", "put a template's cards at the end of a film, or into an empty one")
    use.add_argument("film", metavar="FILM.tween")
    use.add_argument("name", metavar="NAME")
    use.add_argument(
        "--set",
        metavar="WORD=TEXT",
        type=_pair,
        action="append",
        default=[],
        help="fill in a word of the template's; may be repeated",
    )
    use.add_argument(
        "--model",
        metavar="NAME|DIR",
        help="what will draw the cards: they are made no longer than it draws at once (default: sketch)",
    )

    save = way("save", "keep a film's cards as a template of your own")
    save.add_argument("film", metavar="FILM.tween")
    save.add_argument("name", metavar="NAME")
    save.add_argument(
        "--cards", metavar="A-B|all", type=side_by_side, default=(1, None), help="which (default: all)"
    )
    save.add_argument("--about", metavar="T", default="", help="what it is for")


def template(args: Namespace) -> None:
    {"list": _list, "use": _use, "save": _save}[args.what](args)


def _list(args: Namespace) -> None:
    from engine.tools.templates import templates

    found = templates().values()
    if args.json:
        print_json(
            [
                {
                    "name": each.name,
                    "key": each.key,
                    "about": each.about,
                    "seconds": each.seconds,
                    "cards": len(each.shots),
                    "fill": dict(each.fill),
                    "own": each.own,
                }
                for each in found
            ]
        )
        return
    rows = [
        (each.key, len(each.shots), each.seconds, ", ".join(each.fill) or "–", shortened(each.about))
        for each in found
    ]
    print(table(("NAME", "CARDS", "SECONDS", "WORDS", "ABOUT"), rows))


def _use(args: Namespace) -> None:
    from engine.cli.batch import DEFAULT_MODEL
    from engine.cli.film import report
    from engine.families.catalog import resolve
    from engine.project.project import Project
    from engine.tools.templates import fitted, template, use_template

    model = args.model or DEFAULT_MODEL
    resolve(model)
    with Project.open(args.film) as project:
        kept = template(args.name)
        chosen = fitted(kept, model, project.document.rate)
        edited = use_template(project.document, chosen, dict(args.set))
        project.commit(edited.document, f"Template “{chosen.name}”")
        if chosen is not kept:
            print(f"Its cards are shorter here: as long as “{model}” draws at once.", file=sys.stderr)
        for note in edited.notes:
            print(note, file=sys.stderr)
        report(project, args.json)


def _save(args: Namespace) -> None:
    from engine.document.queries import card_by_id
    from engine.project.project import Project
    from engine.tools.templates import own_folder, save_template

    with Project.open(args.film, read_only=True) as project:
        doc = project.document
        cards = [card_by_id(doc, each) for each in chosen_cards(doc, *args.cards)]
        made = save_template(doc, cards, args.name, args.about)
    path = own_folder() / f"{made.key}.toml"
    if args.json:
        print_json({"key": made.key, "path": str(path), "cards": len(made.shots)})
    else:
        print(f"{len(made.shots)} cards are kept as the template “{made.name}” in {path}.")


def _pair(text: str) -> tuple[str, str]:
    word, sign, value = text.partition("=")
    if not sign or not word.strip():
        raise argparse.ArgumentTypeError(f"“{text}” fills in nothing; write WORD=TEXT")
    return word.strip(), value
