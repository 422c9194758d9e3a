"""`tween prompt`: make a card's prompt dense, take it apart into its fields, see whether it is too long."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.cli.tools.apply import add_drawing, add_film, apply

if TYPE_CHECKING:
    from engine.document.model import Card
    from engine.project.project import Project
    from engine.tools.edited import Edited


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("prompt", "tools.prompt", "make a card's prompt dense, take it apart, check its length")
    actions = sub.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str, summary: str) -> ArgumentParser:
        made = actions.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        add_film(made)
        made.add_argument("card", metavar="CARD", type=int, help="a card's number")
        return made

    more = action("expand", "say what the prompt leaves open: shot, camera, light, movement, texture")
    more.add_argument("--with", dest="language", metavar="NAME|DIR", help="a local language model writes it")
    more.add_argument("--seed", metavar="N", type=int, help="another choice of words (default: the card's)")
    add_drawing(more)
    parts = action("fields", "show the prompt in parts: subject, action, setting, shot …")
    parts.add_argument("--write", action="store_true", help="put them into the card's own fields")
    check = action("check", "say whether the prompt is too long for the model's text encoder")
    check.add_argument("--model", metavar="NAME|DIR", help="for cards that name none (default: sketch)")


def prompt(args: Namespace) -> None:
    {"expand": _expand, "fields": _fields, "check": _check}[args.action](args)


def _expand(args: Namespace) -> None:
    from engine.cli.batch import DEFAULT_MODEL
    from engine.tools.expand import expand

    model = args.model or DEFAULT_MODEL

    def tool(project: Project) -> Edited:
        from dataclasses import replace

        from engine.document.queries import card_by_id
        from engine.tools.prompts import length_note, words_note

        card = _card(project, args)
        if args.language:
            edited = _written(project, card, args.language, model, args.seed)
        else:
            edited = expand(project.document, (card.id,), model, args.seed)
        now = card_by_id(edited.document, card.id)
        if not args.json:
            print(now.words, flush=True)
        told = (length_note(edited.document, now, model), words_note(edited.document, now, model))
        return replace(edited, notes=(*edited.notes, *(note for note in told if note)))

    apply(args, "Expand the prompt", tool)


def _written(project: Project, card: Card, language: str, model: str, seed: int | None) -> Edited:
    """The card with the words of a language model."""
    from engine.cli.interrupt import stop_on_interrupt
    from engine.document.locks import unlocked_card
    from engine.document.queries import card_label
    from engine.errors import TweenError
    from engine.families.language import dense
    from engine.families.wording import family_of
    from engine.tools.prompts import rewrite

    unlocked_card(project.document, card.id)  # before a model is loaded
    if not card.words:
        label = card_label(project.document, card)
        raise TweenError(f"{label} has no prompt; describe what happens there first.")
    with stop_on_interrupt() as stopped:
        text = dense(language, card.words, family_of(card.model or model), seed, stopped)
    return rewrite(project.document, card.id, text)


def _fields(args: Namespace) -> None:
    from dataclasses import asdict

    from engine.cli.text import print_json
    from engine.document.queries import card_by_id, card_label
    from engine.project.project import Project
    from engine.tools.prompts import fill, parts_of

    with Project.open(args.film, read_only=not args.write) as project:
        card = _card(project, args)
        if args.write:
            edited = fill(project.document, card.id)
            project.commit(edited.document, f"{card_label(project.document, card)}: prompt in fields")
            card = card_by_id(project.document, card.id)
        parts: dict[str, Any] = asdict(parts_of(card))
    if args.json:
        print_json(parts)
    else:
        print(
            "\n".join(f"{name:<9} {text}" for name, text in parts.items() if text) or "The card says nothing."
        )


def _check(args: Namespace) -> None:
    from engine.cli.batch import DEFAULT_MODEL
    from engine.cli.text import print_json
    from engine.families.tokens import measure, unread
    from engine.families.wording import worded
    from engine.project.project import Project
    from engine.tools.prompts import length_note, words_note

    with Project.open(args.film, read_only=True) as project:
        card = _card(project, args)
        name = card.model or args.model or DEFAULT_MODEL
        length = measure(name, worded(card, name))
        note = length_note(project.document, card, name)
        unknown, words = unread(name, worded(card, name)), words_note(project.document, card, name)
    if args.json:
        told = {"model": name, "tokens": length.tokens, "most": length.most, "exact": length.exact}
        print_json(told | {"note": note, "unread": list(unknown)})
    else:
        about = "" if length.exact else "about "
        print(note or f"{about}{length.tokens} of the {length.most} tokens that {name} reads.".capitalize())
        if words:
            print(words)


def _card(project: Project, args: Namespace) -> Card:
    from engine.document.queries import card_by_index

    return card_by_index(project.document, args.card)
