"""What a title says and how it looks: plain values, and the JSON that its picture carries."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, get_args

from engine.errors import TweenError

Kind = Literal["title", "lower-third", "subtitle", "credits"]
Weight = Literal["light", "regular", "bold", "black"]
Align = Literal["left", "center", "right"]
Place = Literal[
    "top-left", "top", "top-right", "left", "center", "right", "bottom-left", "bottom", "bottom-right"
]

KINDS: tuple[Kind, ...] = get_args(Kind)
WEIGHTS: tuple[Weight, ...] = get_args(Weight)
ALIGNS: tuple[Align, ...] = get_args(Align)
PLACES: tuple[Place, ...] = get_args(Place)
"""Row by row."""

VERSION = 1
LETTERS, LINES = 2000, 60
"""The most that one title holds."""
SIZES = (0.01, 0.5)
"""Of a letter, as a share of the picture's height."""
OUTLINES = (0.0, 0.2)
"""Widths of an outline, as a share of the letters' size."""
RESTS = (0.3, 1.0)
OFFSETS = (-1.0, 1.0)
CHUNK = 1 << 16
"""Bytes of a recipe as text; ours take a few hundred, and ten thousand where every sign is escaped."""
WIDE = 16 / 9
"""The shape that the presets' sizes are made for; narrower pictures get smaller letters."""

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_STEERING = frozenset("\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Signs without a shape that joining and the direction of writing need."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A title. Raises `TweenError` for what cannot be drawn.

    `text` may have several lines. `font` is a family's name, "" for the system's own. `size` is the letters'
    share of the picture's height, `rest` that of the lines after the first as a share of it. `outline` is a
    width as a share of the letters' size. `shadow`, `box` and `outline_opacity` are opacities, 0 (none) … 1.
    `place` is where the words lie within the title-safe area, `right` and `down` move them from there by a
    share of the picture's width and height.
    """

    text: str
    kind: Kind = "title"
    font: str = ""
    weight: Weight = "bold"
    size: float = 0.1
    rest: float = 1.0
    colour: str = "#ffffff"
    outline: float = 0.0
    outline_colour: str = "#000000"
    outline_opacity: float = 1.0
    shadow: float = 0.0
    box: float = 0.0
    box_colour: str = "#000000"
    align: Align = "center"
    place: Place = "center"
    right: float = 0.0
    down: float = 0.0

    def __post_init__(self) -> None:
        _check_text(self.text)
        for name, known in (("kind", KINDS), ("weight", WEIGHTS), ("align", ALIGNS), ("place", PLACES)):
            if getattr(self, name) not in known:
                raise TweenError(f"A title's {name} is one of {', '.join(known)}.")
        for name, (least, most) in _RANGES.items():
            value = getattr(self, name)
            number = isinstance(value, int | float) and not isinstance(value, bool)
            if not number or not math.isfinite(value) or not least <= value <= most:
                raise TweenError(f"A title's {name.replace('_', ' ')} goes from {least:g} to {most:g}.")
            object.__setattr__(self, name, float(value))
        for name in ("colour", "outline_colour", "box_colour"):
            value = getattr(self, name)
            if not isinstance(value, str) or not _COLOUR.fullmatch(value):
                raise TweenError(f"A title's {name.replace('_', ' ')} is six hex digits, such as #ffcc00.")
        if not isinstance(self.font, str) or len(self.font) > 200 or not self.font.isprintable():
            raise TweenError("A title's font is the name of a family, such as Noto Sans.")

    @property
    def words(self) -> str:
        """All that it says, in one line."""
        return " / ".join(line.strip() for line in self.text.split("\n") if line.strip())

    def to_json(self) -> str:
        return json.dumps({"version": VERSION, **asdict(self)}, ensure_ascii=False, sort_keys=True)


_RANGES: dict[str, tuple[float, float]] = {
    "size": SIZES,
    "rest": RESTS,
    "outline": OUTLINES,
    "outline_opacity": (0.0, 1.0),
    "shadow": (0.0, 1.0),
    "box": (0.0, 1.0),
    "right": OFFSETS,
    "down": OFFSETS,
}

_LOOKS: dict[Kind, dict[str, Any]] = {
    "title": {"size": 0.12, "rest": 0.5, "shadow": 0.6},
    "lower-third": {
        "size": 0.06, "rest": 0.7, "box": 0.6, "align": "left", "place": "bottom-left",
    },
    "subtitle": {
        "size": 0.05, "weight": "regular", "outline": 0.06, "shadow": 0.4, "place": "bottom",
    },
    "credits": {"size": 0.045, "weight": "regular", "shadow": 0.4},
}  # fmt: skip


def preset(kind: Kind, text: str, width: int, height: int) -> Recipe:
    """A title of that kind for a picture of this shape."""
    look = _LOOKS[kind]
    return Recipe(text, kind, **{**look, "size": _fitting(look["size"], width / height)})


def reshaped(recipe: Recipe, before: tuple[int, int], after: tuple[int, int]) -> Recipe:
    """The title for a film of another size: its letters keep their share of a narrower picture too."""
    old, new = (min(1.0, width / height / WIDE) for width, height in (before, after))
    return replace(recipe, size=min(max(recipe.size * new / old, SIZES[0]), SIZES[1]))


def _fitting(size: float, shape: float) -> float:
    return max(SIZES[0], round(size * min(1.0, shape / WIDE), 4))


def clean(text: str) -> str:
    """Typed or pasted text as a title can have it: plain line ends, no signs that steer a terminal."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in lines if sign == "\n" or _allowed(sign)).strip("\n")


def _allowed(sign: str) -> bool:
    return sign in _STEERING or unicodedata.category(sign) not in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


def _check_text(text: object) -> None:
    if not isinstance(text, str) or not text.strip():
        raise TweenError("A title without words shows nothing; type what it says.")
    if len(text) > LETTERS or text.count("\n") >= LINES:
        raise TweenError(f"A title holds up to {LETTERS} letters in {LINES} lines; make two of it.")
    if any(sign != "\n" and not _allowed(sign) for sign in text):
        raise TweenError("The title has a control character in it; type its words anew.")


def from_json(text: str) -> Recipe:
    """The recipe that `to_json` wrote; raises `TweenError` for any other text. Fields that are not known are
    passed over."""
    if len(text) > CHUNK:
        raise TweenError("What it says of its title is too long to be one.")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise TweenError("What it says of its title cannot be read.") from None
    version = told.get("version") if isinstance(told, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise TweenError("What it says of its title cannot be read.")
    if version > VERSION:
        raise TweenError("Its title was made by a newer Tweenboard; update this one to change it.")
    known = {field.name for field in fields(Recipe)}
    if "text" not in told:
        raise TweenError("A title without words shows nothing; type what it says.")
    return Recipe(**{name: value for name, value in told.items() if name in known})
