"""Random edit programs: whatever a person does in whatever order, the document stays sound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.document import edits
from engine.document.edits import lift, merge_cards, ripple_delete, split
from engine.document.history import History
from engine.document.invariants import broken
from engine.document.model import Document
from engine.document.parts import value_at
from engine.document.time import FrameRange
from engine.errors import TweenError
from tests.document.boards import footage, storyboard
from tests.document.programs import ACTS, Step, long_steps, plain_steps, programs, span, steps


def test_programs_know_every_edit() -> None:
    assert set(edits.__all__) <= set(ACTS)


def test_programs_make_every_edit_change_something() -> None:
    """A program that every edit refused would prove nothing of it."""
    dice, did = Random(1), set[str]()
    for _ in range(50):
        numbers = [[dice.randrange(401) for _ in range(200)] for _ in range(3)]
        program: list[Step] = list(zip(dice.choices([*ACTS], k=200), *numbers, strict=True))
        docs = programs(program)
        did |= {step[0] for step, before, doc in zip(program, docs, docs[1:], strict=False) if doc != before}
    assert did == set(ACTS)


@given(long_steps)
@settings(max_examples=60)
def test_every_edit_keeps_every_invariant_and_everything_locked(program: list[Step]) -> None:
    docs = programs(program)
    for before, doc, step in zip(docs, docs[1:], program, strict=False):
        assert list(broken(doc)) == [], step
        if step[0] == "unlock_clip":
            assert locked(before, clips=False) <= locked(doc), step
        elif step[0] not in ("lock", "set_track"):
            assert locked(before) <= locked(doc), step


def locked(doc: Document, *, clips: bool = True) -> set[str]:
    """All that is locked, as it is; without `clips`, tracks and cards alone."""
    tracks = {repr(replace(track, muted=False)) for track in doc.tracks if track.locked}
    alone = {f"{track.id} {clip}" for track in doc.tracks for clip in track.clips if clip.locked and clips}
    return tracks | alone | {repr(card) for card in doc.cards if card.locked}


@given(steps)
@settings(max_examples=50)
def test_a_program_is_repeatable_and_changes_no_version_behind_it(program: list[Step]) -> None:
    first = programs(program)
    texts = [repr(doc) for doc in first]
    assert programs(program) == first
    assert [repr(doc) for doc in first] == texts


@given(long_steps)
@settings(max_examples=20)
def test_undo_of_all_returns_the_first_document_and_redo_the_last(program: list[Step]) -> None:
    docs = programs(program)
    history = History(docs[0])
    for doc in docs[1:]:
        history.push(doc, "Edit")
    for doc in reversed(docs[:-1]):
        assert history.undo() == doc
    for doc in docs[1:]:
        assert history.redo() == doc


@given(plain_steps, st.integers(1, 399))
@settings(max_examples=50)
def test_split_changes_no_picture_and_no_take(program: list[Step], frame: int) -> None:
    doc = programs(program)[-1]
    try:
        cut = split(doc, frame)
    except TweenError:
        return
    assert footage(cut) == footage(doc)
    assert storyboard(cut) == storyboard(doc)


@given(plain_steps, st.integers(0, 300), st.integers(1, 100))
@settings(max_examples=50)
@example([("overwrite", 12, 326, 1), ("set_speed", 1, 2, 0)], 230, 100)
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
        after = view(left)
        expected = before[: gone.start] + before[gone.stop :]
        assert after == expected[: left.frames]
        assert not any(expected[left.frames :])  # a gap with nothing behind it any more


@given(plain_steps, st.integers(0, 300), st.integers(0, 300))
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
@example([("set_prompt", 0, 1, 5), ("attach_keyframe", 0, 7, 0), ("attach_keyframe", 0, 20, 0)], 15)
@example([("manner", 0, 1, 0)], 1)
def test_merging_what_was_split_gives_the_card_back(program: list[Step], frame: int) -> None:
    doc = programs(program)[-1]
    try:
        cut = split(doc, frame)
    except TweenError:
        return
    if len(cut.cards) == len(doc.cards):
        return
    i = next(i for i, card in enumerate(cut.cards) if card.range.start == frame)
    merged = merge_cards(cut, cut.cards[i - 1].id, cut.cards[i].id).cards
    assert [replace(card, blend=()) for card in merged] == [replace(card, blend=()) for card in doc.cards]
    for one, other in zip(merged, doc.cards, strict=True):  # where it was cut, a curve has one point more
        assert bool(one.blend) == bool(other.blend)
        times = sorted({0.0, 1.0, *(point[0] for point in (*one.blend, *other.blend))})
        for start, stop in pairwise(times) if one.blend else ():
            if stop - start > 1e-6:  # at a step itself, rounding decides on which side of it a time lies
                at = (start + stop) / 2
                assert value_at(one.blend, at) == pytest.approx(value_at(other.blend, at), abs=1e-6)


@given(long_steps)
@settings(max_examples=10)
def test_nothing_in_a_document_can_be_changed_in_place(program: list[Step]) -> None:
    assert set(kinds(programs(program)[-1])) <= {tuple, str, int, float, bool, type(None), Fraction}


def kinds(value: object) -> Iterator[type]:
    """The types of all that a document holds, but for its frozen dataclasses."""
    if is_dataclass(value) and not isinstance(value, type):
        assert value.__dataclass_params__.frozen  # type: ignore[attr-defined]
        for field in fields(value):
            yield from kinds(getattr(value, field.name))
        return
    yield type(value)
    if isinstance(value, tuple):
        for each in value:
            yield from kinds(each)


@pytest.mark.parametrize("name", edits.__all__)
def test_every_edit_has_its_diagram(name: str) -> None:
    words = getattr(edits, name).__doc__
    assert "    before " in words
    assert "after " in words
