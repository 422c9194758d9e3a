"""Card states for painting: a paint works out a few new ones, the others show what was known and follow."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

BUDGET = 0.0005
"""Seconds that one paint may spend on states that have to be worked out."""


class CardStates:
    """`ask` works a state out, at once for those that are `quick`; `later` is called when some were left in a
    paint."""

    def __init__(self, ask: Callable[[str], str], later: Callable[[], None]) -> None:
        self._ask = ask
        self._later = later
        self._known: dict[str, str] = {}
        self._old: set[str] = set()
        self._until = 0.0
        self._left = False

    def forget(self, card_id: str | None = None) -> None:
        """One card's state, or all of them, may have changed."""
        self._old.update(self._known if card_id is None else (card_id,))

    def begin_paint(self) -> None:
        self._until = monotonic() + BUDGET
        self._left = False

    def of(self, card_id: str, guess: str = "keep", quick: bool = False) -> str:
        """The state; when there is no time to work it out, the one known before, else the guess."""
        known = self._known.get(card_id)
        if known is not None and card_id not in self._old:
            return known
        if not quick and (self._left or monotonic() > self._until):
            if not self._left:
                self._left = True
                self._later()
            return known or guess
        self._old.discard(card_id)
        self._known[card_id] = self._ask(card_id)
        return self._known[card_id]
