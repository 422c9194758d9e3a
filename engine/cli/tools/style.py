"""`tween style`: list the styles, draw cards in one, and keep styles of one's own."""

from __future__ import annotations

import argparse
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.tools.apply import add_drawing, add_film, apply

if TYPE_CHECKING:
    from engine.tools.styles import Style


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("style", "tools.style", "list styles, draw cards in one, keep your own")
    actions = sub.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str, summary: str) -> ArgumentParser:
        made = actions.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        return made

    action("list", "every style, the program's and your own")
    laid = action("apply", "draw cards, or the whole film, in a style")
    add_film(laid)
    laid.add_argument("style", metavar="STYLE", help="its name, or none to take a style away")
    laid.add_argument("--cards", metavar="1,2|all", type=_cards, default=None, help="(default: all)")
    laid.add_argument("--strength", metavar="S", type=float, help="of every card (default: as it is)")
    add_drawing(laid)
    save = action("save", "keep how a card looks as a style of your own")
    add_film(save)
    save.add_argument("card", metavar="CARD", type=int, help="a card's number")
    save.add_argument("style", metavar="NAME")
    save.add_argument("--words", metavar="T", default="", help="how it looks (default: what the card says)")
    save.add_argument("--palette", metavar="T", default="", help="a note on its colours")
    taken = action("add", "take a style from a file that somebody shared")
    taken.add_argument("file", metavar="FILE.toml", type=Path)
    taken.add_argument("--name", metavar="N", default="", help="under another name")
    share = action("share", "write a style to a file for somebody else")
    share.add_argument("style", metavar="STYLE")
    share.add_argument("file", metavar="FILE.toml", type=Path)
    gone = action("remove", "remove a style of your own")
    gone.add_argument("style", metavar="STYLE")


def style(args: Namespace) -> None:
    {
        "list": _list, "apply": _apply, "save": _save, "add": _add, "share": _share, "remove": _remove,
    }[args.action](args)  # fmt: skip


def _list(args: Namespace) -> None:
    from engine.cli.text import print_json, shortened, table
    from engine.tools.styles import problems, styles

    wrong = problems()
    if args.json:
        print_json({"styles": [_as_json(each) for each in styles().values()], "problems": wrong})
        return
    rows = [
        (each.key, each.name, each.strength, "yes" if each.own else "", shortened(each.prompt, 50))
        for each in styles().values()
    ]
    print(table(("STYLE", "NAME", "STRENGTH", "YOUR OWN", "WORDS"), rows))
    for sentence in wrong:
        print(sentence, file=sys.stderr)


def _apply(args: Namespace) -> None:
    from engine.cli.batch import DEFAULT_MODEL
    from engine.document.queries import card_by_index
    from engine.project.project import Project
    from engine.tools.edited import Edited
    from engine.tools.restyle import restyle

    def tool(project: Project) -> Edited:
        doc = project.document
        cards = None if args.cards is None else [card_by_index(doc, n).id for n in args.cards]
        key = None if args.style == "none" else args.style
        return restyle(doc, key, args.model or DEFAULT_MODEL, cards, args.strength)

    apply(args, f"Style: {args.style}", tool)


def _save(args: Namespace) -> None:
    from engine.document.queries import card_by_index
    from engine.project.project import Project
    from engine.tools.own_styles import save_style

    with Project.open(args.film, read_only=True) as project:
        doc = project.document
        made = save_style(doc, card_by_index(doc, args.card), args.style, args.words, args.palette)
    _tell(args, made, "Kept")


def _add(args: Namespace) -> None:
    from engine.tools.own_styles import add_style

    _tell(args, add_style(args.file, args.name), "Added")


def _share(args: Namespace) -> None:
    from engine.tools.own_styles import share_style

    _tell(args, share_style(args.style, args.file), "Shared")


def _remove(args: Namespace) -> None:
    from engine.tools.own_styles import remove_style

    _tell(args, remove_style(args.style), "Removed")


def _tell(args: Namespace, each: Style, done: str) -> None:
    from engine.cli.text import print_json

    if args.json:
        print_json(_as_json(each))
    else:
        print(f"{done} {each.key} ({each.name}): {each.prompt}")


def _as_json(each: Style) -> dict[str, Any]:
    return {
        "key": each.key,
        "name": each.name,
        "own": each.own,
        "prompt": each.prompt,
        "negative": each.negative,
        "strength": each.strength,
        "palette": each.palette,
        "sketch": each.sketch,
        "picture": str(each.picture) if each.picture else None,
        "loras": [{"name": lora.name, "weight": lora.weight} for lora in each.loras],
    }


def _cards(text: str) -> list[int] | None:
    """None for all of them."""
    if text == "all":
        return None
    parts = text.split(",")
    if not all(part.strip().isdecimal() for part in parts):
        raise argparse.ArgumentTypeError(f"“{text}” names no cards; write 1,2 or all")
    return sorted({int(part) for part in parts})
