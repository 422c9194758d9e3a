"""Templates: boards to begin with, one TOML file each in `resources/templates` and in a person's own folder.

name = "Product spot"
about = "Four shots of one thing, from its outline to its name"

[fill]                                  words in braces, and what stands for them unless a person says
product = "a matte black steel bottle"

[[card]]
seconds = 3
subject = "{product}"
action = "turns slowly into the light"
camera = "dolly in"
cut = true                              begins with a cut
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from engine.document.edits import add_card, set_card
from engine.document.ids import NewId, random_id
from engine.document.model import Card, Document
from engine.document.queries import card_at, card_label
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.paths import resource, user_folder
from engine.tools.edited import Edited
from engine.tools.own_files import file_key, quoted, write_new
from engine.tools.spacing import LEAST, at_once

TEXTS = (
    "prompt", "subject", "action", "setting", "shot", "camera", "lighting", "mood", "negative", "style",
)  # fmt: skip
SWITCHES = ("cut", "loop")
LARGEST, LONGEST = 1 << 20, 3600
"""Bytes of a file, and seconds of a card, at most."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A card to be: how long it lasts, and its fields (`TEXTS` and `SWITCHES`) as far as it has them."""

    seconds: float
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Template:
    """`key` is the file's name; `fill`: the words in braces that a person may choose; `own`: theirs."""

    key: str
    name: str
    about: str
    shots: tuple[Shot, ...]
    fill: Mapping[str, str] = field(default_factory=dict[str, str])
    own: bool = False

    @property
    def seconds(self) -> float:
        return sum(shot.seconds for shot in self.shots)


def own_folder() -> Path:
    return user_folder("templates")


def templates() -> dict[str, Template]:
    """Every template by its key: the program's, then the person's own. `TweenError` for another file."""
    found = {path.stem: _read(path, own=False) for path in sorted(resource("templates").glob("*.toml"))}
    own = {path.stem: _read(path, own=True) for path in sorted(own_folder().glob("*.toml"))}
    return found | own


def template(name: str) -> Template:
    """The one that a person names, by key or name in any case; `TweenError` with the known ones otherwise."""
    known = templates()
    for each in known.values():
        if name.strip().casefold() in (each.key.casefold(), each.name.casefold()):
            return each
    raise TweenError(f"There is no template “{name}”; templates at hand: {', '.join(known) or 'none'}.")


def fitted(chosen: Template, model: str, rate: Fraction) -> Template:
    """The template for a film at `rate` that `model` draws: where one of its cards is longer than the model
    draws at once, all are shorter in proportion, as far as a card can be. A person's own stays as it is."""
    most = at_once(model)
    longest = max(round(shot.seconds * rate) for shot in chosen.shots)
    if chosen.own or not most or longest <= most:
        return chosen
    return replace(
        chosen,
        shots=tuple(
            replace(shot, seconds=max(LEAST, shot.seconds * most / longest)) for shot in chosen.shots
        ),
    )


def use_template(
    doc: Document, chosen: Template, words: Mapping[str, str] | None = None, *, new_id: NewId = random_id
) -> Edited:
    """The template's cards at the end of the film, `words` in their braces.

    before   [1 a ]
    after    [1 a ][2|b ][3 c ]     (| begins with a cut)

    Raises `TweenError` for a word that the template does not have.
    """
    words = {name: text.strip() for name, text in (words or {}).items()}
    for name, text in words.items():
        if name not in chosen.fill:
            known = ", ".join(chosen.fill) or "no words to fill in"
            raise TweenError(f"“{chosen.name}” has no word “{name}”; it has {known}.")
        if not text:
            raise TweenError(f"The word “{name}” of “{chosen.name}” needs a text.")
    filled = {**chosen.fill, **words}
    cards: list[str] = []
    for shot in chosen.shots:
        said: dict[str, Any] = {name: _filled(value, filled) for name, value in shot.fields.items()}
        if doc.frames and not cards:
            said["cut"] = True
        span = FrameRange(doc.frames, doc.frames + max(1, round(shot.seconds * doc.rate)))
        doc = add_card(doc, span, new_id=new_id)
        card = card_at(doc, span.start)
        assert card is not None
        doc = set_card(doc, card.id, **said)
        cards.append(card.id)
    notes = [
        f"{name} is “{chosen.fill[name]}”; fill in another." for name in chosen.fill if name not in words
    ]
    return Edited(doc, tuple(cards), tuple(notes))


def save_template(doc: Document, cards: Sequence[Card], name: str, about: str = "") -> Template:
    """Keep what `cards` say, and how long they last, as a template of the person's own.

    Cards that only keep footage are left out. Raises `TweenError` when no card says anything, or the name is
    taken.
    """
    shots = tuple(_shot(doc, card) for card in cards if card.words)
    if not shots:
        raise TweenError("No card says what happens, so there is nothing to keep as a template.")
    name = " ".join(name.split())
    made = Template(file_key(name, "template"), name, " ".join(about.split()), shots, own=True)
    for each in templates().values():
        if made.key == each.key or name.casefold() == each.name.casefold():
            raise TweenError(f"There is a template “{each.name}” already; choose another name.")
    write_new(own_folder() / f"{made.key}.toml", as_toml(made))
    return made


def as_toml(each: Template) -> str:
    """The file's text; `templates` reads the same template from it."""
    lines = [f"name = {quoted(each.name)}", f"about = {quoted(each.about)}"]
    if each.fill:
        lines += ["", "[fill]", *(f"{quoted(word)} = {quoted(text)}" for word, text in each.fill.items())]
    for shot in each.shots:
        lines += ["", "[[card]]", f"seconds = {float(shot.seconds)}"]
        lines += [
            f"{name} = {quoted(value) if isinstance(value, str) else str(bool(value)).lower()}"
            for name, value in shot.fields.items()
        ]
    return "\n".join(lines) + "\n"


def _shot(doc: Document, card: Card) -> Shot:
    if len(card.range) > LONGEST * doc.rate:
        raise TweenError(f"{card_label(doc, card)} is too long for a template; an hour is the most.")
    fields = {name: getattr(card, name) for name in (*TEXTS, *SWITCHES) if getattr(card, name)}
    return Shot(round(float(len(card.range) / doc.rate), 6), fields)


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    if not isinstance(value, str):
        return value
    return re.sub(r"{([^{}]*)}", lambda found: words.get(found[1], found[0]), value)


def _read(path: Path, own: bool) -> Template:
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("it is too large")
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return _template(path.stem, data, own)
    except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        why = str(error).rstrip(".")
        raise TweenError(f"The template {path} cannot be read ({why}); mend or remove it.") from None


def _template(key: str, data: Mapping[str, Any], own: bool) -> Template:
    """Raises KeyError, TypeError or ValueError for what is none."""
    shots: list[Shot] = []
    for card in data["card"]:
        seconds = float(card["seconds"])
        if not 0 < seconds <= LONGEST:
            raise ValueError(f"a card of {seconds} seconds")
        for name in TEXTS:
            if not isinstance(card.get(name, ""), str):
                raise TypeError(f"{name} is no text")
        fields = {name: card[name] for name in TEXTS if card.get(name)}
        shots.append(Shot(seconds, fields | {name: True for name in SWITCHES if card.get(name) is True}))
    if not shots:
        raise ValueError("it has no card")
    fill = {str(word): str(text) for word, text in dict(data.get("fill", {})).items()}
    return Template(key, str(data["name"]), str(data.get("about", "")), tuple(shots), fill, own)
