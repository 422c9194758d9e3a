"""What people type to go somewhere, as the viewer's fields take it."""

from __future__ import annotations

from fractions import Fraction

from engine.document.typed_time import Digits, parse_time
from engine.errors import TweenError


def parse_place(text: str, rate: Fraction, now: int, *, digits: Digits = "timecode") -> int | None:
    """The frame that `text` means (`parse_time`), or None when it means nothing."""
    try:
        return parse_time(text, rate, at=now, digits=digits)
    except TweenError:
        return None
