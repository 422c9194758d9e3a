"""Expansion: a short prompt made dense by rules. All that a person wrote stays; what is left open is chosen.

    before   “a fox runs through the snow at night”
    after    the same, and: wide shot · follow · cool moonlight with soft shadows · fine natural texture

Models were taught on long captions and draw a short prompt in whatever shot and light come to them. The same
seed and words give the same choice, another seed another one. The choice goes into the card's own fields,
where it can be changed, and every family hears them in its own order (`engine.families.wording`).
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from engine.document.card_edits import CardFields
from engine.document.edits import set_card
from engine.document.model import Card, Document
from engine.document.queries import card_by_id, card_label
from engine.errors import TweenError
from engine.families.catalog import BUILT_IN
from engine.families.wording import family_of
from engine.tools.edited import Edited
from engine.tools.prompts import Fields, joined, parts_of

LIGHT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("night moon moonlight stars midnight",
     ("cool moonlight with soft shadows", "pools of warm lamplight in the dark", "low blue night light")),
    ("dusk sunset dawn sunrise evening",
     ("low golden light from the side", "warm backlight with long shadows", "last soft light of the sky")),
    ("room kitchen indoors interior studio office bar cellar bedroom hall train",
     ("soft window light from one side", "warm lamplight with gentle shadows", "even light from above")),
    ("snow fog mist rain winter storm clouds cloudy",
     ("soft overcast light", "pale diffuse light with a little haze", "cool light from a grey sky")),
    ("", ("soft daylight from one side", "bright sunlight with clear shadows", "light with long shadows")),
)  # fmt: skip
"""The first whose words a prompt has; the last for any other."""
PERSON = "man woman girl boy child person people face he she they somebody dancer singer worker"
TRAVELS = (
    "walks runs drives flies rolls sails rides swims moves goes travels walking running driving flying riding"
)
MOVEMENT = ("slow natural movement", "small natural movement throughout", "calm continuous movement")
TEXTURE = (
    "fine natural texture", "rich surface texture and fine detail", "soft film grain and natural colours",
    "crisp texture with a shallow depth of field",
)  # fmt: skip


def expand(doc: Document, cards: Sequence[str], model: str, seed: int | None = None) -> Edited:
    """Fill in what `cards` (ids) leave open, as the model that draws each understands it.

    `seed` None: the card's own. Raises `TweenError` for a card without words, or a locked one.
    """
    notes: list[str] = []
    changed: list[str] = []
    for each in cards:
        card = card_by_id(doc, each)
        if not card.words:
            raise TweenError(f"{card_label(doc, card)} has no prompt; describe what happens there first.")
        more = additions(card, family_of(card.model or model), card.seed if seed is None else seed)
        if more:
            doc = set_card(doc, each, **more)
            changed.append(each)
        else:
            notes.append(f"{card_label(doc, card)} leaves nothing open; it stays as it is.")
    return Edited(doc, tuple(changed), tuple(notes))


def additions(card: Card, family: str, seed: int) -> CardFields:
    """What is set on `card` so that it says shot, camera, light, movement and texture; empty when it does."""
    parts = parts_of(card)
    choice = random.Random(f"{seed} {joined(parts)}")
    # Drawn in any case, so that one part given more does not change the choice of the others.
    light, shot, camera = (choice.choice(of) for of in (_lights(parts), _shots(parts), _moves(parts)))
    movement, texture = choice.choice(MOVEMENT), choice.choice(TEXTURE)
    more: CardFields = {}
    if family == BUILT_IN:  # it was taught places and camera moves, and none of the rest
        if not parts.setting:
            more["setting"] = choice.choice(("in a meadow", "by the sea", "in the desert", "in the city"))
        if not parts.camera:
            more["camera"] = "static"
        return more
    if not parts.shot:
        more["shot"] = shot
    if not parts.camera:
        more["camera"] = camera
    if not parts.lighting:
        more["lighting"] = light
    added = [] if parts.action or "movement" in parts.style else [movement]
    if not parts.style and not card.style:
        added.append(texture)
    if added:
        more["prompt"] = ", ".join([part for part in (card.prompt.rstrip().rstrip(",.;"),) if part] + added)
    return more


def _lights(parts: Fields) -> tuple[str, ...]:
    return next(lights for words, lights in LIGHT if not words or _has(parts, words))


def _shots(parts: Fields) -> tuple[str, ...]:
    if _has(parts, PERSON):
        return "medium shot", "medium close-up", "full shot"
    return ("wide shot", "full shot") if parts.setting else ("wide shot", "medium shot", "close-up")


def _moves(parts: Fields) -> tuple[str, ...]:
    if _has(parts, TRAVELS):
        side = next((f"pan {side}" for side in ("left", "right") if _has(parts, side)), "static")
        return "follow", side
    return "static", "dolly in"


def _has(parts: Fields, words: str) -> bool:
    return not set(words.split()).isdisjoint(re.findall(r"[\w'-]+", joined(parts).casefold()))
