"""Undo, redo, merging of keystrokes, jumps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import set_prompt
from engine.document.history import History, State
from engine.errors import TweenError
from tests.document.boards import film

DOC = film()


def typed(text: str):
    return set_prompt(DOC, DOC.cards[0].id, text)


def test_keystrokes_in_one_place_within_half_a_second_are_one_edit() -> None:
    history = History(DOC)
    for i, text in enumerate(("a", "a b", "a ba", "a bal")):
        history.push(typed(text), "Prompt", "card1.prompt", at=10 + 0.4 * i)
    history.push(typed("a ball"), "Prompt", "card1.prompt", at=20)
    history.push(typed("b"), "Prompt", "card2.prompt", at=20.1)
    history.push(typed("c"), "Prompt", at=20.2)
    history.push(typed("d"), "Prompt", at=20.2)
    assert len(history.names()) == 6
    assert [history.undo() for _ in range(5)] == [typed(t) for t in ("c", "b", "a ball", "a bal")] + [DOC]


def test_a_clock_set_back_merges_nothing() -> None:
    history = History(DOC)
    history.push(typed("a"), "Prompt", "p", at=100)
    history.push(typed("b"), "Prompt", "p", at=3)
    assert history.undo() == typed("a")


def test_an_edit_after_undo_drops_what_was_undone_and_never_merges_into_it() -> None:
    history = History(DOC)
    history.push(typed("a"), "First", "p", at=1)
    history.push(typed("b"), "Second", "p", at=9)
    history.undo()
    assert (history.undo_name, history.redo_name) == ("First", "Second")
    history.push(typed("c"), "Third", "p", at=1.1)
    assert history.names() == ("New film", "First", "Third")
    assert history.redo_name == ""


def test_jumps_and_the_ends() -> None:
    history = History(DOC)
    history.push(typed("a"), "First")
    assert history.jump(0) == DOC
    with pytest.raises(TweenError, match="nothing to undo"):
        history.undo()
    assert history.jump(1) == typed("a")
    with pytest.raises(TweenError, match="nothing to redo"):
        history.redo()
    with pytest.raises(TweenError, match="no state 2"):
        history.jump(2)
    assert history.position == 1


def test_states_of_an_earlier_run_are_fetched_once_and_only_when_asked_for() -> None:
    asked: list[int] = []

    def load(index: int):
        asked.append(index)
        return typed(str(index))

    history = History.resume([State(str(i), "", 0, None) for i in range(4)], 2, load)
    assert history.document == typed("2")
    assert history.undo() == history.jump(1) == typed("1")
    assert asked == [2, 1]


moves = st.lists(
    st.one_of(
        st.tuples(st.just("push"), st.sampled_from(("", "a", "b")), st.sampled_from((0.0, 0.3, 0.5, 0.6))),
        st.tuples(st.sampled_from(("undo", "redo")), st.just(""), st.just(0.0)),
        st.tuples(st.just("jump"), st.just(""), st.integers(0, 20)),
    ),
    max_size=60,
)


@given(moves)
def test_history_is_a_list_with_a_place_in_it(program: list[tuple[str, str, float]]) -> None:
    history, now = History(DOC), 0.0
    states: list[tuple[str, str, float, str]] = [("New film", "", 0.0, "")]
    at = 0
    for n, (move, place, number) in enumerate(program):
        if move == "push":
            now += number
            top = states[at]
            if place and at == len(states) - 1 and top[1] == place and now - top[2] <= 0.5:
                del states[at:]
            else:
                del states[at + 1 :]
            states.append((f"Edit {n}", place, now, str(n)))
            at = len(states) - 1
            history.push(typed(str(n)), f"Edit {n}", place, now)
        else:
            to = {"undo": at - 1, "redo": at + 1, "jump": int(number)}[move]
            act = {"undo": history.undo, "redo": history.redo, "jump": lambda to=to: history.jump(to)}[move]
            if 0 <= to < len(states):
                assert act() == typed(states[to][3])
                at = to
            else:
                with pytest.raises(TweenError):
                    act()
        assert (history.position, history.document) == (at, typed(states[at][3]))
        assert history.names() == tuple(state[0] for state in states)
        assert history.undo_name == (states[at][0] if at else "")
        assert history.redo_name == (states[at + 1][0] if at + 1 < len(states) else "")
