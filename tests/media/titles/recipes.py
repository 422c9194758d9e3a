"""Titles of every kind, for the tests."""

from __future__ import annotations

from hypothesis import strategies as st

from engine.media.titles.recipe import (
    ALIGNS,
    KINDS,
    OFFSETS,
    OUTLINES,
    PLACES,
    RESTS,
    SIZES,
    WEIGHTS,
    Recipe,
    clean,
)

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
shares = st.floats(0, 1, allow_nan=False)
texts = st.text(max_size=200).map(clean).filter(str.strip)


def within(range_: tuple[float, float]) -> st.SearchStrategy[float]:
    return st.floats(*range_, allow_nan=False)


def recipes(words: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Recipe]:
    return st.builds(
        Recipe, words, st.sampled_from(KINDS), st.sampled_from(("", "Noto Sans", "No Such-Font: x,y=1")),
        st.sampled_from(WEIGHTS), within(SIZES), within(RESTS), colours, within(OUTLINES), colours, shares,
        shares, shares, colours, st.sampled_from(ALIGNS), st.sampled_from(PLACES), within(OFFSETS),
        within(OFFSETS),
    )  # fmt: skip
