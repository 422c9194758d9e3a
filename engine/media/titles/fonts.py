"""Which fonts this computer has, and which of them have the letters of a text.

fontconfig, which knows that on Linux and wherever else it is installed, is asked through its own programs.
Without it there is the font that Pillow brings along, which has the letters of Western languages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from engine.errors import TweenError
from engine.media.titles.recipe import Weight

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

PATIENCE = 10.0
"""Seconds; the first question of all may make fontconfig list every font anew."""
WEIGHTS: dict[Weight, int] = {"light": 50, "regular": 80, "bold": 200, "black": 210}
"""fontconfig's own numbers."""
USABLE = ":scalable=true:color=false:variable=false"
"""Coloured pictures of emoji come in one size only."""
RIGHT_TO_LEFT = ("R", "AL")


@dataclass(frozen=True)
class Face:
    """One font of a file; "" is the one that Pillow brings along. `ranges`: first and last of the code points
    that it has, in order."""

    path: str
    index: int
    family: str
    ranges: tuple[tuple[int, int], ...] = field(compare=False, repr=False)

    def has(self, sign: str) -> bool:
        at = bisect_right(self.ranges, (ord(sign), 0x110000)) - 1
        return at >= 0 and self.ranges[at][0] <= ord(sign) <= self.ranges[at][1]

    def lacks(self, text: Iterable[str]) -> str:
        """The signs of `text` that have a shape, and none here; each once."""
        return "".join(dict.fromkeys(sign for sign in text if shaped(sign) and not self.has(sign)))

    def font(self, pixels: int) -> FreeTypeFont:
        """Ready to draw letters of that size. Raises `TweenError`."""
        return _font(self, pixels)


@dataclass(frozen=True)
class Run:
    """A part of a line in one font."""

    text: str
    face: Face


def shaped(sign: str) -> bool:
    """Whether the sign is one that is seen."""
    return not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Cc", "Zs") and not _selects(sign)


def _selects(sign: str) -> bool:
    return "\ufe00" <= sign <= "\ufe0f"  # which of two shapes a sign has


def is_right_to_left(text: str) -> bool:
    """By the first letter that has a direction, as Unicode's rule has it (UAX 9, P2 and P3)."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("L", *RIGHT_TO_LEFT):
            return kind in RIGHT_TO_LEFT
    return False


def families() -> tuple[str, ...]:
    """Names of the families that there are; () where only Pillow's own font is known."""
    told = _ask("fc-list", f"{USABLE}", "family")
    names = {line.split(",")[0].replace("\\", "").strip() for line in told.splitlines()}
    return tuple(sorted(names - {""}, key=str.casefold))


def faces_for(text: str, family: str, weight: Weight) -> tuple[Face, ...]:
    """The fonts that have all of a title's letters between them: the family asked for in front, as far as it
    is there, and others for what it lacks.

    Raises `TweenError` for a letter that no font has.
    """
    language = language_of(text)
    first = _match(family, weight, language, "")
    faces, missing = [first], first.lacks(text)
    if missing and any(unicodedata.bidirectional(sign) in RIGHT_TO_LEFT for sign in text):
        # Both directions in one line are put in order by the shaper, which sees one font at a time.
        whole = _match(family, weight, language, _seen(text))
        if not whole.lacks(text):
            return (whole,)
    while missing:
        other = _other(missing, weight, language, family)
        left = other.lacks(missing)
        if left == missing:
            code = f"U+{ord(missing[0]):04X}"
            raise TweenError(
                f"No font on this computer has the sign “{missing[0]}” ({code}); install one, such as Noto, "
                "or leave it out."
            )
        faces.append(other)
        missing = left
    return tuple(faces)


def runs(line: str, faces: tuple[Face, ...]) -> tuple[Run, ...]:
    """A line of text in those fonts, the earlier where several have a letter; in the text's own order."""
    return tuple(_split(line, faces))


def _other(missing: str, weight: Weight, language: str, family: str) -> Face:
    """A font for signs that the family lacks: the language's usual one, so that typing on asks nothing new,
    else the one that has them all, else one for the first."""
    usual = _match("", weight, language, "")
    if not usual.lacks(missing):
        return usual
    every = _match(family, weight, language, missing)
    return every if every.lacks(missing) != missing else _match(family, weight, language, missing[0])


def _seen(text: str) -> str:
    return "".join(dict.fromkeys(filter(shaped, text)))


def _split(text: str, faces: tuple[Face, ...]) -> Iterable[Run]:
    start, now = 0, faces[0] if len(faces) == 1 else _face_for(text[:1], faces, faces[0])
    for at, sign in enumerate(text):
        wanted = _face_for(sign, faces, now)
        if wanted is not now:
            if at > start:
                yield Run(text[start:at], now)
            start, now = at, wanted
    if start < len(text):
        yield Run(text[start:], now)


def _face_for(sign: str, faces: tuple[Face, ...], now: Face) -> Face:
    """Marks and signs between words stay in the font of what is before them, where that has them."""
    if not sign or not shaped(sign) or (not sign.isalnum() and now.has(sign)):
        return now
    return next((face for face in faces if face.has(sign)), now)


def language_of(text: str) -> str:
    """Which of the languages that share the Han signs writes like this; "" where that is no question."""
    names = {unicodedata.name(sign, "").split(" ")[0] for sign in text}
    if names & {"HIRAGANA", "KATAKANA"}:
        return "ja"
    if "HANGUL" in names:
        return "ko"
    return "zh-cn" if "CJK" in names else ""


@lru_cache(maxsize=256)
def _match(family: str, weight: Weight, language: str, signs: str) -> Face:
    """The font that fontconfig puts first for that, Pillow's own without it."""
    pattern = (f":family={_quoted(family)}" if family else ":family=sans\\-serif") + USABLE
    pattern += f":weight={WEIGHTS[weight]}" + (f":lang={language}" if language else "")
    if signs:
        pattern += ":charset=" + " ".join(f"{ord(sign):x}" for sign in signs[:400])
    told = _ask("fc-match", "-f", "%{file}\n%{index}\n%{family[0]}\n%{charset}\n", pattern).split("\n")
    if len(told) < 4 or not told[0]:
        return _built_in()
    ranges = tuple(_range(part) for part in told[3].split())
    return Face(told[0], int(told[1] or 0), told[2], ranges)


def _range(part: str) -> tuple[int, int]:
    first, _, last = part.partition("-")
    return int(first, 16), int(last or first, 16)


def _quoted(family: str) -> str:
    """As a value of a fontconfig pattern, where some signs have a meaning."""
    return "".join(f"\\{sign}" if sign in "\\-:,=" else sign for sign in family)


def _ask(program: str, *words: str) -> str:
    """What a program of fontconfig answers; "" where it is not there."""
    found = shutil.which(program)
    if found is None:
        return ""
    try:
        done = subprocess.run(
            [found, *words], capture_output=True, timeout=PATIENCE, check=False, env=_environment(),
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _environment() -> dict[str, str]:
    """The system's own: its programs must not load the libraries that the installed program brings along."""
    own = dict(os.environ)
    own.pop("LD_LIBRARY_PATH", None)
    if "LD_LIBRARY_PATH_ORIG" in os.environ:
        own["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH_ORIG"]
    return own


@cache
def _built_in() -> Face:
    """Pillow's own font. It names no letters, so each is drawn and compared with what stands for none."""
    from PIL import ImageFont

    font = ImageFont.load_default(24)
    none = _drawn(font, "\uffff")
    tried = (*range(0x21, 0x250), *range(0x2010, 0x2040))
    has = [code for code in tried if _drawn(font, chr(code)) not in (none, b"")]
    return Face("", 0, "", tuple((code, code) for code in has))


def _drawn(font: object, sign: str) -> bytes:
    mask = font.getmask(sign)  # type: ignore[attr-defined]
    return bytes(mask) if mask.size[0] and mask.size[1] else b""


@lru_cache(maxsize=64)
def _font(face: Face, pixels: int) -> FreeTypeFont:
    from PIL import ImageFont

    try:
        if not face.path:
            font = ImageFont.load_default(pixels)
            assert isinstance(font, ImageFont.FreeTypeFont)
            return font
        return ImageFont.truetype(face.path, pixels, face.index)
    except OSError:
        raise TweenError(f"The font {face.family} cannot be opened; choose another one.") from None
