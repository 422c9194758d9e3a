"""What a phrase of a prompt speaks of, told by its words: camera, shot, light, mood, style, setting, or none.

Rules of thumb for English prompts as people and captions write them. A phrase that no rule knows is taken for
what happens.
"""

from __future__ import annotations

import re
from typing import Literal

from engine.families.wording import ALSO, MOVES
from engine.tools.phrase_words import (
    AIMED,
    ARTICLES,
    LIGHTS,
    MOODS,
    NOUNS,
    PLACES,
    SHOTS,
    STYLES,
    TIMES,
    VERBS,
    WORN,
)

Kind = Literal["prompt", "main", "setting", "style", "shot", "camera", "lighting", "mood"]

_ALL = frozenset(verb.removesuffix("s") for verb in VERBS if len(verb) > 4)
_MOST = 8
"""Words of a phrase that is told by a single one of them."""


def _either(phrases: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_either(phrases)})(?![\w-])", re.IGNORECASE)


SHOT_OF = re.compile(
    rf"(?P<shot>(?:(?:a|an|the)\s+)?(?:{_either(SHOTS)}))\s+of\s+(?P<rest>\S.*)", re.IGNORECASE
)
"""“Wide shot of a man who walks”: two phrases in one."""
_TOLD: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("shot", _any_of(SHOTS)),
    ("style", _any_of(STYLES)),
    ("lighting", _any_of(LIGHTS)),
    ("mood", _any_of(MOODS)),
)
_CAMERA = re.compile(
    r"(?:the\s+)?camera\b|(?:slow|fast|quick|gentle|steady)?\s*(?:pan|tilt|zoom|dolly|truck|crane|push)(?:s|ning|ing)?"
    r"\s+(?:shot|in|out|up|down|left|right|to\s+the)\b|(?:static|tracking|arc|crane|orbit|handheld)\s+shot\b",
    re.IGNORECASE,
)
_PHRASED = {*MOVES, *ALSO, "static shot", "fixed camera", "handheld camera", "hand-held camera"}


def kind_of(phrase: str) -> Kind:
    """What a phrase speaks of; `main` for what happens, and for all that no rule knows."""
    words = phrase.split()
    if phrase.casefold() in _PHRASED or _CAMERA.match(phrase):
        return "camera"
    if phrase.casefold() in TIMES:
        return "setting"
    placed = words[0].casefold() in PLACES
    verb = None if placed else verb_of(words)
    # “A man walks in the moonlight” speaks of a man; “moonlight falls on a man” of the light.
    before = phrase if verb is None else " ".join(words[:verb])
    if len(words) <= _MOST:
        for kind, pattern in _TOLD:
            if pattern.search(before) and (kind != "mood" or len(words) <= 4):
                return kind
    return "setting" if placed else "main"


def verb_of(words: list[str]) -> int | None:
    """Where the first verb of a phrase stands."""
    for at, word in enumerate(words):
        plain, earlier = _plain(word), _plain(words[at - 1]) if at else ""
        if plain in VERBS:
            return at
        if not at or earlier in ARTICLES:
            continue  # “a running horse”, “the walk”
        if plain in _ALL and earlier.endswith("s"):  # “two dogs run”
            return at
        if len(plain) > 4 and plain.endswith("ing") and plain not in NOUNS:
            return at
    return None


def tail_of(phrase: str) -> tuple[str, str]:
    """What happens, and the part behind it that says where, or how it looks; "" where there is none."""
    words = phrase.split()
    verb = verb_of(words)
    for at in range(1 if verb is None else verb + 1, len(words) - 1):
        if _plain(words[at]) not in PLACES or (_plain(words[at - 1]) in AIMED and _plain(words[at]) != "in"):
            continue
        if _plain(words[at]) == "in" and _plain(words[-1]) in WORN:
            continue
        head, tail = " ".join(words[:at]), " ".join(words[at:])
        if kind_of(head) == "main" and kind_of(tail) != "main" and not SHOT_OF.fullmatch(tail):
            return head, tail
    return phrase, ""


def _plain(word: str) -> str:
    return word.casefold().strip("\"'“”‘’()[]:")
