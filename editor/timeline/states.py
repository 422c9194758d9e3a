"""Card states for painting: a paint works out a few new ones, the others show what was known and follow."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

BUDGET = 0.002
"""Seconds that one paint may spend on states that have to be worked out."""


class CardStates:
    """`ask` works a state out, at once for those that are `quick`; `later` is called when some were left."""

    def __init__(
        self, ask: Callable[[str], str], quick: Callable[[str], bool], later: Callable[[], None]
    ) -> None:
        self._ask = ask
        self._quick = quick
        self._later = later
        self._known: dict[str, str] = {}
        self._old: set[str] = set()
        self._until = 0.0

    def forget(self, card_id: str | None = None) -> None:
        """One card's state, or all of them, may have changed."""
        self._old.update(self._known if card_id is None else (card_id,))

    def begin_paint(self) -> None:
        self._until = monotonic() + BUDGET

    def of(self, card_id: str, guess: str = "keep") -> str:
        """The state; when there is no time to work it out, the one known before, else the guess."""
        if card_id in self._known and card_id not in self._old:
            return self._known[card_id]
        if monotonic() > self._until and not self._quick(card_id):
            self._later()
            return self._known.get(card_id, guess)
        self._old.discard(card_id)
        self._known[card_id] = self._ask(card_id)
        return self._known[card_id]
