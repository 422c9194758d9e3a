"""Names for new things: short, random, never reused. Tests hand in their own maker."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

NewId = Callable[[], str]


def random_id() -> str:
    """Twelve hex digits: 48 bits keep a board of ten thousand things clear of collisions."""
    return uuid4().hex[:12]
