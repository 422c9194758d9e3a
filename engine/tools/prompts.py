"""Prompts in parts and as one text: subject, action, setting, style, shot, camera, lighting, mood.

`parse` takes a text apart by rules: it is cut at its commas and sentence ends, and each phrase is told by the
words in it (`engine.tools.phrases`); what no rule knows is the subject with its action, or stays as it is. No
word is lost on the way or back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from engine.document.card_edits import CardFields
from engine.document.edits import set_card
from engine.document.model import Card, Document
from engine.document.queries import card_by_id, card_label
from engine.errors import TweenError
from engine.families.catalog import describe, resolve
from engine.families.tokens import measure, unread
from engine.families.wording import named_move, worded
from engine.tools.edited import Edited
from engine.tools.phrases import SHOT_OF, Kind, kind_of, tail_of, verb_of

_ENDS = re.compile(r"[,;.!?…]+(?=\s|$)|[\r\n]+")

FEW_WORDS = 5
"""Words that a sentence names; more make it no clearer."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The parts of a prompt, each some phrases with commas between. `prompt` is what no rule could place."""

    prompt: str = ""
    subject: str = ""
    action: str = ""
    setting: str = ""
    style: str = ""
    shot: str = ""
    camera: str = ""
    lighting: str = ""
    mood: str = ""


def parse(text: str, acting: bool = True) -> Fields:
    """The parts of a text. `joined(parse(text))` has the same words, and parses to the same parts.

    Without `acting`, what happens is said elsewhere: phrases of that kind stay whole, as `prompt`.
    """
    found: dict[Kind, list[str]] = {}
    main: list[str] = []
    for phrase in _phrases(text):
        kind = kind_of(phrase)
        if kind != "main" or main or not acting:
            found.setdefault("prompt" if kind == "main" else kind, []).append(phrase)
            continue
        thing, tail = tail_of(phrase)
        main.append(thing)
        if tail:
            found.setdefault(kind_of(tail), []).append(tail)
    parts = {kind: ", ".join(phrases) for kind, phrases in found.items()}
    subject, action = _acting(main[0]) if main else ("", "")
    return replace(Fields(subject=subject, action=action), **parts)


def joined(parts: Fields) -> str:
    """The parts as one text, what happens first."""
    happens = f"{parts.subject} {parts.action}".strip()
    order = (happens, parts.prompt, parts.setting, parts.shot, parts.camera, parts.lighting, parts.mood)
    return ", ".join(part for part in (*order, parts.style) if part.strip())


def _phrases(text: str) -> list[str]:
    found: list[str] = []
    for phrase in _ENDS.split(text):
        rest = " ".join(phrase.split())
        while inside := SHOT_OF.fullmatch(rest):
            found.append(inside["shot"])
            rest = inside["rest"]
        if rest:
            found.append(rest)
    return found


def _acting(phrase: str) -> tuple[str, str]:
    """Subject and action of a phrase, cut before its verb."""
    words = phrase.split()
    at = verb_of(words)
    return (phrase, "") if at is None else (" ".join(words[:at]), " ".join(words[at:]))


def parts_of(card: Card) -> Fields:
    """What a card says, part by part: its own parts, and those in its prompt behind them."""
    subject, action = card.subject.strip(), card.action.strip()
    # A card that names them speaks of something else in its prompt.
    said = parse(card.prompt, acting=not (subject or action))
    if subject or action:
        said = replace(said, subject=subject, action=action)
    both: dict[str, str] = {}
    for name in ("setting", "shot", "camera", "lighting", "mood"):
        own = getattr(card, name).strip()
        both[name] = ", ".join(part for part in (own, getattr(said, name)) if part)
    return replace(said, **both)


def fill(doc: Document, card_id: str) -> Edited:
    """Take a card's prompt apart into its fields; what no field is for stays in the prompt.

    before   prompt “a red ball rolls in a meadow, the camera pans left, film noir”
    after    subject “a red ball”, action “rolls”, setting “in a meadow”, camera “pan left”,
             prompt “film noir”
    """
    card = card_by_id(doc, card_id)
    if not card.words:
        raise TweenError(f"{card_label(doc, card)} has no prompt; describe what happens there first.")
    return Edited(set_card(doc, card_id, **as_fields(parts_of(card))), (card_id,))


def as_fields(parts: Fields) -> CardFields:
    """What a card stores of `parts`: a camera move by its name, so that each model hears it in its own words;
    words on the style with the rest of the prompt, since a card's `style` names a preset."""
    return {
        "prompt": ", ".join(part for part in (parts.prompt, parts.style) if part),
        "subject": parts.subject,
        "action": parts.action,
        "setting": parts.setting,
        "shot": parts.shot,
        "camera": named_move(parts.camera),
        "lighting": parts.lighting,
        "mood": parts.mood,
    }


def rewrite(doc: Document, card_id: str, text: str) -> Edited:
    """Let `text` be all that the card says."""
    nothing = as_fields(Fields())
    nothing["prompt"] = text
    return Edited(set_card(doc, card_id, **nothing), (card_id,))


def length_note(doc: Document, card: Card, model: str) -> str:
    """A sentence when the card says more than the text encoder of its model reads; else ""."""
    name = card.model or model
    length = measure(name, worded(card, name))
    if length.fits:
        return ""
    about = "" if length.exact else "about "
    return (
        f"{card_label(doc, card)} says more than {name} reads: {about}{length.tokens} tokens of "
        f"{length.most}; what comes last is not seen, so shorten it."
    )


def words_note(doc: Document, card: Card, model: str) -> str:
    """A sentence when the card says words that the text encoder of its model never met; else ""."""
    name = card.model or model
    unknown = unread(name, worded(card, name))
    if not unknown:
        return ""
    words = ", ".join(f"“{word}”" for word in unknown[:FEW_WORDS])
    more = " …" if len(unknown) > FEW_WORDS else ""
    label, title = card_label(doc, card), describe(resolve(name)).title
    return f"{title} does not know {words}{more} of {label}: such words count for nothing."


NAMES = tuple(field.name for field in fields(Fields))
