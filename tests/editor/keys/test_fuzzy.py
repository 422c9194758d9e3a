"""Typed words and the titles they find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.keys.fuzzy import fit

WORDS = st.text("abcdefgh ", max_size=12)


def score(query: str, title: str) -> float:
    found = fit(query, title)
    assert found is not None
    return found


def test_a_whole_word_beats_a_beginning_beats_an_inside_beats_scattered_letters() -> None:
    titles = ["Split", "Splitting a clip", "Unsplit clips", "Snap a list"]
    scores = [score("split" if n < 3 else "splt", title) for n, title in enumerate(titles)]
    assert scores == sorted(scores, reverse=True)
    assert score("rd", "Ripple delete") > score("rd", "Redo the grid")


def test_words_may_come_in_any_order_and_each_must_be_there() -> None:
    assert fit("delete ripple", "Ripple delete") is not None
    assert fit("ripple paste", "Ripple delete") is None
    assert fit("card 12 rain", "Go to card 12: rain on a roof") is not None


def test_letters_far_apart_find_nothing() -> None:
    assert fit("zq", "zoom in on everything until the queue") is None


@given(WORDS, WORDS)
def test_what_is_in_a_title_finds_it(before: str, title: str) -> None:
    for word in title.split():
        assert fit(word, before + " " + title) is not None
    assert fit("", title) == 0


@given(st.text(max_size=8), st.text(max_size=20))
def test_any_text_can_be_typed(query: str, title: str) -> None:
    found = fit(query, title)
    letters = set(query.casefold()) - set(" \t\n") - set(title.casefold())
    if any(not c.isspace() for c in letters):
        assert found is None
