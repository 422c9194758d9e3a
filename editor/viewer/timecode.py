"""What people type to go somewhere: timecode, digits filled from the right, a frame number, or ±frames."""

from __future__ import annotations

import re
from fractions import Fraction

_PARTS = re.compile(r"\d{1,9}(?:[:;.]\d{1,4}){0,3}")


def parse_place(text: str, rate: Fraction, now: int, *, digits: str = "timecode") -> int | None:
    """The frame that `text` means, or None when it means nothing.

    `00:00:04:18`, `4:18` (fields from the right), `+20` and `-20` (frames from `now`), `418` (as timecode
    4:18 where `digits` is "timecode", as frame 418 where it is "frames"), `418f` (always a frame).
    """
    text = text.strip().replace(" ", "")
    if re.fullmatch(r"[+-]\d{1,9}", text):
        return now + int(text)
    sign = 1
    if text[:1] in ("+", "-"):
        sign, text = (1 if text[0] == "+" else -1), text[1:]
        length = parse_place(text, rate, now, digits=digits)
        return None if length is None else now + sign * length
    if re.fullmatch(r"\d{1,9}f", text):
        return int(text[:-1])
    if not _PARTS.fullmatch(text):
        return None
    fields = [int(part) for part in re.split("[:;.]", text)]
    if len(fields) == 1:
        if digits == "frames":
            return fields[0]
        fields = _pairs(text)
    hours, minutes, seconds, frames = [0] * (4 - len(fields)) + fields
    return ((hours * 60 + minutes) * 60 + seconds) * max(1, round(rate)) + frames


def _pairs(digits: str) -> list[int]:
    """`10418` -> [1, 4, 18]: two digits a field from the right, the rest are hours."""
    fields: list[int] = []
    while digits and len(fields) < 3:
        fields.insert(0, int(digits[-2:]))
        digits = digits[:-2]
    return [int(digits), *fields] if digits else fields
