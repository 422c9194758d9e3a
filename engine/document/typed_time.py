"""What people type to name a frame, whatever keyboard and language they have."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Literal

from engine.document.time import frames_of_timecode
from engine.errors import TweenError

Digits = Literal["timecode", "frames"]

_SIGNS = str.maketrans({"−": "-", "–": "-", "－": "-", "＋": "+", "：": ":", "；": ";", "．": ".", "，": ","})
_CODE = re.compile(r"[0-9]{1,9}(?:[:;.,][0-9]{1,4}){1,3}")
_DIGITS = re.compile(r"[0-9]{1,9}")
_FRAMES = re.compile(r"([0-9]{1,9})f")
_SPAN = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,9})?)(h|min|m|s)")
_SECONDS = {"h": 3600, "min": 60, "m": 60, "s": 1}


def parse_time(text: str, rate: Fraction, *, at: int = 0, digits: Digits = "timecode") -> int:
    """The film frame that `text` means. Raises `TweenError` with the right forms for anything else.

    `01:02:03:04`, `4;18`     timecode, its fields filled from the right
    `418`                     timecode 4:18 where `digits` is "timecode", else frame 418
    `114f`                    frame 114
    `2s`, `1.5s`, `1m`, `1h`  real seconds, minutes or hours from the film's start
    `+20`, `-20`              frames from `at`; a sign before any other form counts it from `at`, too

    Digits of every script, full-width signs and the decimal comma are understood; the system's language makes
    no difference. The result may be negative.
    """
    typed = _plain(text)
    sign = {"+": 1, "-": -1}.get(typed[:1], 0)
    body = typed[1:] if sign else typed
    if sign and _DIGITS.fullmatch(body):
        return at + sign * int(body)
    frame = _absolute(body, rate, digits)
    if frame is None:
        raise TweenError(f"“{text}” is no place in the film; write 00:00:04:18, 114f, 2.5s, or +20 frames.")
    return at + sign * frame if sign else frame


def _plain(text: str) -> str:
    """ASCII digits and signs, no spaces, lower case."""
    letters = (letter for letter in text if not letter.isspace())
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter.lower() for letter in letters
    ).translate(_SIGNS)


def _absolute(text: str, rate: Fraction, digits: Digits) -> int | None:
    if found := _FRAMES.fullmatch(text):
        return int(found[1])
    if found := _SPAN.fullmatch(text):
        return round(Fraction(found[1].replace(",", ".")) * _SECONDS[found[2]] * rate)
    if _DIGITS.fullmatch(text):
        return int(text) if digits == "frames" else frames_of_timecode(_pairs(text), rate)
    if _CODE.fullmatch(text):
        return frames_of_timecode([int(part) for part in re.split("[:;.,]", text)], rate)
    return None


def _pairs(digits: str) -> list[int]:
    """`10418` -> [1, 4, 18]: two digits a field from the right, the rest are hours."""
    fields: list[int] = []
    while digits and len(fields) < 3:
        fields.insert(0, int(digits[-2:]))
        digits = digits[:-2]
    return [int(digits), *fields] if digits else fields
