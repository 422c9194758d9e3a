"""Edits of edges: what they do, what they leave alone, what they refuse."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.edits import (
    add_asset,
    append_clip,
    attach_keyframe,
    insert,
    join,
    lift,
    overwrite,
    ripple_delete,
    ripple_trim,
    roll,
    set_format,
    set_prompt,
    set_speed,
    slide,
    slip,
    split,
)
from engine.document.invariants import check
from engine.document.model import Clip, Document
from engine.document.picture import runs
from engine.document.time import FrameRange, SourceRange
from engine.errors import TweenError
from tests.document.boards import IMAGE, SILENT, SOUND, VIDEO, counter, film, footage, storyboard
from tests.document.programs import Step, plain_steps, programs, steps


def shots(doc: Document, track: int = 0) -> list[str]:
    """`place@source` of every clip on a track."""
    return [f"{clip.place}@{clip.source_start}" for clip in doc.tracks[track].clips]


def clip(doc: Document, index: int) -> Clip:
    return doc.tracks[0].clips[index]


def cards(doc: Document) -> list[str]:
    return [str(card.range) for card in doc.cards]


def unlocked(doc: Document) -> Document:
    tracks = tuple(
        replace(track, locked=False, clips=tuple(replace(c, locked=False) for c in track.clips))
        for track in doc.tracks
    )
    return replace(doc, tracks=tracks, cards=tuple(replace(card, locked=False) for card in doc.cards))


def test_insert_makes_room_on_every_track_and_keeps_takes_with_their_frames() -> None:
    doc = set_prompt(add_asset(film(), SILENT), film().cards[0].id, "a ball")
    wide = insert(doc, SILENT.id, 40, SourceRange(10, 30), new_id=counter("n"))
    check(wide)
    assert shots(wide) == ["0–40@0", "40–60@10", "60–120@40"]
    assert shots(wide, 1) == ["0–40@0", "60–120@40"]
    assert cards(wide) == ["0–40", "40–60", "60–120"]
    assert [card.prompt for card in wide.cards] == ["a ball", "", "a ball"]
    assert (wide.cards[2].lineage, wide.cards[2].origin) == (doc.cards[0].lineage, 20)
    # The halves of a cut pair are pairs again.
    assert wide.tracks[0].clips[2].link == wide.tracks[1].clips[1].link
    with pytest.raises(TweenError, match="Frame 101 is not inside the film"):
        insert(doc, SILENT.id, 101)


@given(plain_steps, st.integers(0, 300), st.integers(1, 40))
@settings(max_examples=40)
def test_extracting_what_was_inserted_gives_the_film_back(program: list[Step], at: int, frames: int) -> None:
    doc = add_asset(programs(program)[-1], VIDEO)
    try:
        wide = insert(doc, VIDEO.id, at, SourceRange(0, frames))
    except TweenError:
        return
    back = ripple_delete(wide, FrameRange(at, at + frames))
    assert footage(back) == footage(doc)
    assert storyboard(back) == storyboard(doc)


@given(plain_steps, st.integers(0, 300), st.integers(1, 40))
@settings(max_examples=40)
def test_overwriting_changes_its_own_frames_and_no_others(program: list[Step], at: int, frames: int) -> None:
    doc = add_asset(programs(program)[-1], VIDEO)
    try:
        over = overwrite(doc, VIDEO.id, at, SourceRange(7, 7 + frames))
    except TweenError:
        return
    place = FrameRange(at, at + frames)
    before, after = footage(doc), footage(over)
    for n in range(doc.frames):
        if n not in place:
            assert after[n] == before[n]
    assert any(FrameRange(at, at + frames) == c.place for t in over.tracks for c in t.clips)


def test_overwrite_cuts_what_is_there_and_goes_where_it_is_told() -> None:
    doc = add_asset(add_asset(film(), IMAGE), SOUND)
    over = overwrite(doc, IMAGE.id, 20, SourceRange(0, 10))
    assert shots(over) == ["0–20@0", "20–30@0", "30–100@30"]
    assert shots(over, 1) == ["0–100@0"]
    assert cards(overwrite(doc, IMAGE.id, 150, SourceRange(0, 10))) == ["0–100", "150–160"]
    with pytest.raises(TweenError, match=r"d.wav is audio; it cannot lie on V1"):
        overwrite(doc, SOUND.id, 0, track=doc.tracks[0].id)
    with pytest.raises(TweenError, match="before the film"):
        overwrite(doc, IMAGE.id, -1)


@given(plain_steps, st.integers(1, 399))
@settings(max_examples=40)
def test_joining_what_was_split_gives_the_tracks_back(program: list[Step], frame: int) -> None:
    doc = unlocked(programs(program)[-1])
    try:
        cut = split(doc, frame)
    except TweenError:
        return
    for was in [c for track in doc.tracks for c in track.clips if c.place.start < frame < c.place.stop]:
        now = next(c for track in cut.tracks for c in track.clips if c.id == was.id)
        if now.place != was.place:
            cut = join(cut, was.id)
    assert cut.tracks == doc.tracks


def test_only_footage_that_goes_on_is_joined() -> None:
    doc = film(cuts=(40,))
    assert shots(join(doc, clip(doc, 0).id)) == ["0–100@0"]
    for changed in (
        lift(doc, FrameRange(35, 40)),
        slip(doc, clip(doc, 1).id, 1),
        set_speed(doc, clip(doc, 1).id, Fraction(2)),
        film(),
    ):
        with pytest.raises(TweenError, match="does not go on in a clip right behind it"):
            join(changed, clip(changed, 0).id)


def test_roll_moves_the_cut_of_picture_and_sound() -> None:
    doc = film(cuts=(40, 70))
    rolled = roll(doc, clip(doc, 0).id, 55)
    check(rolled)
    assert shots(rolled) == shots(rolled, 1) == ["0–55@0", "55–70@55", "70–100@70"]
    assert rolled.cards == doc.cards
    assert roll(rolled, clip(doc, 0).id, 40) == doc
    for to in (0, 70):
        with pytest.raises(TweenError, match="both clips need a frame"):
            roll(doc, clip(doc, 0).id, to)
    with pytest.raises(TweenError, match="no clip right behind"):
        roll(doc, clip(doc, 2).id, 90)
    with pytest.raises(TweenError, match="no more frames"):
        roll(slip(doc, clip(doc, 1).id, -40), clip(doc, 0).id, 39)


def test_ripple_trim_closes_up_and_makes_room() -> None:
    doc = set_prompt(film(cuts=(40,)), film(cuts=(40,)).cards[1].id, "a ball")
    short = ripple_trim(doc, clip(doc, 0).id, "out", -10)
    assert shots(short) == shots(short, 1) == ["0–30@0", "30–90@40"]
    assert cards(short) == ["0–30", "30–90"]
    assert short.cards[1].origin == doc.cards[1].origin - 10
    wide = ripple_trim(short, clip(doc, 0).id, "out", 10)
    check(wide)
    assert wide == doc
    start = ripple_trim(doc, clip(doc, 1).id, "in", 15)
    assert shots(start) == ["0–40@0", "40–85@55"]
    wide = ripple_trim(start, clip(doc, 1).id, "in", -15)
    check(wide)
    assert shots(wide) == shots(doc)
    assert cards(wide) == ["0–40", "40–55", "55–100"]  # new frames of a card with a wish are kept footage
    assert ripple_trim(doc, clip(doc, 0).id, "in", 0) == doc
    with pytest.raises(TweenError, match="at least one frame"):
        ripple_trim(doc, clip(doc, 0).id, "in", 40)
    with pytest.raises(TweenError, match="no more frames"):
        ripple_trim(doc, clip(doc, 0).id, "in", -1)


@given(steps, st.integers(0, 20), st.sampled_from(("in", "out")), st.integers(-30, 30))
@settings(max_examples=60)
def test_ripple_trim_moves_the_rest_of_the_film_and_changes_nothing_in_it(
    program: list[Step], which: int, edge: str, by: int
) -> None:
    doc = programs(program)[-1]
    clips = [c for track in doc.tracks for c in track.clips]
    if not clips:
        return
    was = clips[which % len(clips)]
    try:
        after = ripple_trim(doc, was.id, "in" if edge == "in" else "out", by)
    except TweenError:
        return
    longer = by if edge == "out" else -by
    at = was.place.stop if edge == "out" else was.place.start
    cut = FrameRange(at, at) if longer >= 0 else FrameRange(min(at, at + by), max(at, at + by))
    for view in (footage, storyboard):
        before, now = view(doc), view(after)
        assert now[: cut.start] == before[: cut.start]
        assert now[cut.start + max(0, longer) :] == before[cut.stop :]


def test_slip_shows_other_frames_in_the_same_place() -> None:
    doc = film(cuts=(40,))
    slipped = slip(doc, clip(doc, 1).id, 60)
    check(slipped)
    assert shots(slipped) == shots(slipped, 1) == ["0–40@0", "40–100@100"]
    assert slip(slipped, clip(doc, 1).id, -60) == doc
    with pytest.raises(TweenError, match="no more frames"):
        slip(doc, clip(doc, 1).id, 101)
    pictures = append_clip(add_asset(Document(), IMAGE), IMAGE.id)
    with pytest.raises(TweenError, match="is a picture"):
        slip(pictures, clip(pictures, 0).id, 1)


def test_slide_takes_the_clip_along_and_its_neighbours_edges_follow() -> None:
    doc = film(cuts=(40, 60))
    moved = slide(doc, clip(doc, 1).id, 10)
    check(moved)
    assert shots(moved) == shots(moved, 1) == ["0–50@0", "50–70@40", "70–100@70"]
    assert slide(moved, clip(doc, 1).id, -10) == doc
    with pytest.raises(TweenError, match="too short to slide over"):
        slide(doc, clip(doc, 1).id, 40)
    gap = lift(doc, FrameRange(35, 40))
    assert shots(slide(gap, clip(doc, 1).id, -5)) == ["0–35@0", "35–55@40", "55–100@55"]
    with pytest.raises(TweenError, match="in the way"):
        slide(gap, clip(doc, 1).id, -6)


def test_speed_changes_length_and_source_together() -> None:
    doc = film(cuts=(40,))
    fast = set_speed(doc, clip(doc, 1).id, Fraction(2))
    check(fast)
    assert shots(fast) == shots(fast, 1) == ["0–40@0", "40–70@40"]
    assert [clip(fast, 1).source_frame(n) for n in (40, 41, 69)] == [40, 42, 98]
    assert clip(fast, 1).source == SourceRange(40, 99)
    assert cards(fast) == ["0–40", "40–70"]
    back = set_speed(fast, clip(doc, 1).id, Fraction(1))
    assert back.tracks == doc.tracks
    # Cut between two frames of the source, and at its own speed again: it begins with a whole frame.
    third = set_speed(film(), film().tracks[0].clips[0].id, Fraction(4, 3))
    third = split(third, 20)
    assert (clip(third, 1).source_start, clip(third, 1).phase) == (26, Fraction(2, 3))
    whole = clip(set_speed(third, clip(third, 1).id, Fraction(1)), 1)
    assert (whole.source_start, whole.phase) == (26, 0)
    slow = set_speed(doc, clip(doc, 1).id, Fraction(1, 2))
    check(slow)
    assert (slow.frames, cards(slow)) == (160, ["0–40", "40–160"])
    with pytest.raises(TweenError, match="in the way"):
        set_speed(doc, clip(doc, 0).id, Fraction(1, 2))
    for wrong in (Fraction(0), Fraction(-1), Fraction(101), Fraction(1, 101)):
        with pytest.raises(TweenError, match="times as fast"):
            set_speed(doc, clip(doc, 0).id, wrong)


@given(plain_steps, st.integers(1, 399))
@settings(max_examples=40)
def test_sped_footage_is_cut_between_frames_of_its_source(program: list[Step], frame: int) -> None:
    doc = unlocked(programs([*program, ("set_speed", 3, 2, 1), ("set_speed", 0, 4, 2)])[-1])
    try:
        cut = split(doc, frame)
    except TweenError:
        return
    assert footage(cut) == footage(doc)
    for span, picture in runs(doc, FrameRange(0, doc.frames)):
        for n in (span.start, span.stop - 1):
            shown = footage(doc)[n]
            assert (shown is None) == (picture is None)


def test_runs_of_sped_footage_say_every_picture() -> None:
    doc = set_speed(film(), film().tracks[0].clips[0].id, Fraction(1, 2))
    seen: list[tuple[str, int] | None] = []
    for span, picture in runs(doc, FrameRange(0, doc.frames)):
        assert picture is not None
        start = getattr(picture, "source_frame", -1)
        seen += [(VIDEO.id, start + i) for i in range(len(span))]
    assert seen == footage(doc)


def test_a_new_rate_keeps_speed_and_the_place_of_keyframes() -> None:
    doc = set_speed(film(), film().tracks[0].clips[0].id, Fraction(2))
    doc = attach_keyframe(doc, doc.cards[0].id, VIDEO.id, 24, 48)
    half = set_format(doc, Fraction(12), 640, 360)
    check(half)
    assert (half.frames, clip(half, 0).speed) == (25, 2)
    assert [(key.offset, key.source_frame) for key in half.cards[0].keyframes] == [(12, 24)]
