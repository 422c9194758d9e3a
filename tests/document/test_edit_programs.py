"""Random edit programs: whatever a person does in whatever order, the document stays sound."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.document.edits import lift, merge_cards, ripple_delete, split
from engine.document.history import History
from engine.document.invariants import broken
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.errors import TweenError
from tests.document.boards import Step, counter, film, footage, run, span, steps, storyboard


def programs(program: list[Step], start: Document | None = None) -> list[Document]:
    """Every version that the program leads through."""
    new_id = counter("p")
    docs = [start or film()]
    for step in program:
        docs.append(run(docs[-1], step, new_id))
    return docs


@given(steps)
@settings(max_examples=150)
def test_every_edit_keeps_every_invariant(program: list[Step]) -> None:
    for doc, step in zip(programs(program)[1:], program, strict=True):
        assert list(broken(doc)) == [], step


@given(steps)
@settings(max_examples=50)
def test_a_program_is_repeatable_and_changes_no_version_behind_it(program: list[Step]) -> None:
    first = programs(program)
    texts = [repr(doc) for doc in first]
    assert programs(program) == first
    assert [repr(doc) for doc in first] == texts


@given(steps)
@settings(max_examples=50)
def test_undo_of_all_returns_the_first_document_and_redo_the_last(program: list[Step]) -> None:
    docs = programs(program)
    history = History(docs[0])
    for doc in docs[1:]:
        history.push(doc, "Edit")
    for doc in reversed(docs[:-1]):
        assert history.undo() == doc
    for doc in docs[1:]:
        assert history.redo() == doc


@given(steps, st.integers(1, 399))
@settings(max_examples=50)
def test_split_changes_no_picture_and_no_take(program: list[Step], frame: int) -> None:
    doc = programs(program)[-1]
    try:
        cut = split(doc, frame)
    except TweenError:
        return
    assert footage(cut) == footage(doc)
    assert storyboard(cut) == storyboard(doc)


@given(steps, st.integers(0, 300), st.integers(1, 100))
@settings(max_examples=50)
def test_ripple_delete_takes_out_its_frames_and_no_others(
    program: list[Step], start: int, length: int
) -> None:
    doc = programs(program)[-1]
    gone = FrameRange(start, start + length)
    try:
        left = ripple_delete(doc, gone)
    except TweenError:
        return
    assert list(broken(left)) == []
    for view in (footage, storyboard):
        before = view(doc)
        assert view(left) == before[: gone.start] + before[gone.stop :]


@given(steps, st.integers(0, 300), st.integers(0, 300))
@settings(max_examples=50)
def test_lift_leaves_a_gap_and_nothing_else_changes(program: list[Step], a: int, b: int) -> None:
    doc = programs(program)[-1]
    doc = replace(doc, tracks=tuple(replace(track, locked=False) for track in doc.tracks))
    try:
        lifted = lift(doc, span(a, b))
    except TweenError:
        return
    after = footage(lifted)
    for n, picture in enumerate(footage(doc)):
        assert (after[n] if n < len(after) else None) == (None if n in span(a, b) else picture)
    assert lifted.cards == doc.cards


@given(steps, st.integers(1, 399))
@settings(max_examples=50)
@example([("prompt", 0, 1, 5), ("key", 0, 7, 0), ("key", 0, 20, 0)], 15)
def test_merging_what_was_split_gives_the_card_back(program: list[Step], frame: int) -> None:
    doc = programs(program)[-1]
    try:
        cut = split(doc, frame)
    except TweenError:
        return
    if len(cut.cards) == len(doc.cards):
        return
    i = next(i for i, card in enumerate(cut.cards) if card.range.start == frame)
    assert merge_cards(cut, cut.cards[i - 1].id, cut.cards[i].id).cards == doc.cards
