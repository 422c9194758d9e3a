"""How well typed words fit a title: every word must be in it, whole, begun or in its order of letters."""

from __future__ import annotations

WHOLE, BEGUN, INSIDE, SPREAD = 8.0, 6.0, 3.0, 1.0
LONG = 24
"""Letters from which on a title counts as long."""
WIDEST = 3
"""Letters that stand in a title in their order may lie this many times their number apart, at most."""


def fit(query: str, title: str) -> float | None:
    """Higher is better, None when a word of `query` is not in `title`; an empty one fits all, at 0."""
    title = title.casefold()
    words = _words(title)
    total = 0.0
    for wanted in query.casefold().split():
        best = _best(wanted, title, words)
        if best is None:
            return None
        total += best
    # Of two titles with the same words the shorter one is meant; long ones stay in their order.
    return total - min(len(title), LONG) / 1000 if total else 0.0


def _words(title: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in title).split()


def _best(wanted: str, title: str, words: list[str]) -> float | None:
    if wanted in words:
        return WHOLE
    if any(word.startswith(wanted) for word in words):
        return BEGUN
    if wanted in title:
        return INSIDE
    initials = "".join(word[0] for word in words)
    if len(wanted) > 1 and wanted in initials:
        return INSIDE
    return _spread(wanted, title)


def _spread(wanted: str, title: str) -> float | None:
    """The letters in their order, near each other; the tightest place counts."""
    best: int | None = None
    for start, letter in enumerate(title):
        if letter != wanted[0]:
            continue
        at = start
        for each in wanted[1:]:
            at = title.find(each, at + 1)
            if at < 0:
                break
        else:
            width = at - start + 1
            best = width if best is None else min(best, width)
    if best is None or best > WIDEST * len(wanted):
        return None
    return SPREAD * len(wanted) / best
