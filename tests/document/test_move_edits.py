"""Moving, copying and grouping clips and cards; tracks, markers and marks."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.edits import (
    add_asset,
    add_card,
    add_marker,
    add_track,
    append_clip,
    clear_marks,
    duplicate,
    group,
    insert,
    move,
    move_marker,
    move_track,
    overwrite,
    paste,
    remove_marker,
    remove_track,
    reorder_card,
    ripple_delete,
    set_card,
    set_format,
    set_in,
    set_marker,
    set_out,
    set_prompt,
    set_track,
    ungroup,
)
from engine.document.invariants import broken, check
from engine.document.model import Card, Document, Start
from engine.document.picture import TakePicture, picture_at
from engine.document.take import Take
from engine.document.time import FrameRange, SourceRange
from engine.errors import TweenError
from tests.document.boards import IMAGE, SILENT, VIDEO, counter, film, footage, storyboard, take_of
from tests.document.programs import Step, plain_steps, programs, some, steps


def shots(doc: Document, track: int = 0) -> list[str]:
    return [f"{clip.place}@{clip.source_start}" for clip in doc.tracks[track].clips]


def cards(doc: Document) -> list[str]:
    return [f"{card.range} {card.prompt}".strip() for card in doc.cards]


def clip(doc: Document, index: int) -> str:
    return doc.tracks[0].clips[index].id


def test_a_moved_clip_takes_its_sound_along_and_lies_over_what_is_there() -> None:
    doc = film(cuts=(40, 60))
    moved = move(doc, [clip(doc, 0)], 50)
    check(moved)
    assert shots(moved) == shots(moved, 1) == ["40–50@40", "50–90@0", "90–100@90"]
    assert moved.cards == doc.cards
    away = move(doc, [clip(doc, 2)], 40)
    assert shots(away) == ["0–40@0", "40–60@40", "100–140@60"]
    assert cards(away) == ["0–40", "40–60", "60–140"]
    assert move(away, [clip(doc, 2)], -40).tracks == doc.tracks
    with pytest.raises(TweenError, match="begin 1 frames before the film"):
        move(doc, [clip(doc, 0)], -1)
    with pytest.raises(TweenError, match="no clip or card “x”"):
        move(doc, ["x"], 5)
    with pytest.raises(TweenError, match="Nothing is selected"):
        move(doc, [], 5)


def test_a_clip_moves_to_another_track_of_its_kind() -> None:
    doc = add_track(film(cuts=(40,)), "video", new_id=counter("t"))
    moved = move(doc, [clip(doc, 1)], -20, track="t1")
    check(moved)
    assert (shots(moved), shots(moved, 2)) == (["0–40@0"], ["20–80@40"])
    assert shots(moved, 1) == ["0–20@0", "20–80@40"]  # the sound stays on its own track
    assert footage(moved)[30] == (VIDEO.id, 50)
    with pytest.raises(TweenError, match="cannot lie on A1"):
        move(doc, [clip(doc, 1)], 0, track=doc.tracks[1].id)
    twice = overwrite(doc, VIDEO.id, 10, SourceRange(0, 20), track="t1")
    with pytest.raises(TweenError, match="over each other on V2"):
        move(twice, [clip(twice, 0), twice.tracks[2].clips[0].id], 0, track="t1")


def test_a_card_moved_with_its_clip_keeps_its_take() -> None:
    doc = film(cuts=(40, 60))
    doc = set_prompt(doc, doc.cards[1].id, "a ball")
    take = take_of(doc, 2)

    def shown(card: Card) -> Take | None:
        return take if card.lineage == take.lineage and card.prompt else None

    tied = group(doc, [clip(doc, 1), doc.cards[1].id])
    moved = move(tied, [tied.cards[1].id], 70)
    check(moved)
    assert cards(moved) == ["0–40", "60–100", "110–130 a ball"]
    assert shots(moved)[-1] == "110–130@40"
    for n in range(20):
        assert picture_at(moved, 110 + n, shown) == picture_at(doc, 40 + n, shown) == TakePicture(take, n)
    assert storyboard(moved)[110:] == storyboard(doc)[40:60]
    back = move(moved, [clip(moved, len(shots(moved)) - 1)], -70)
    assert [card.range for card in back.cards] == [card.range for card in doc.cards]
    assert footage(back) == footage(doc)


def test_a_card_moves_over_gaps_and_keeping_cards_only() -> None:
    doc = film(cuts=(40, 60))
    doc = set_prompt(doc, doc.cards[0].id, "a boat")
    moved = move(doc, [doc.cards[0].id], 55)
    check(moved)
    assert cards(moved) == ["0–40", "40–55", "55–95 a boat", "95–100"]
    doc = set_prompt(doc, doc.cards[2].id, "a ball")
    with pytest.raises(TweenError, match=r"Card 3 \(60–100\) is in the way"):
        move(doc, [doc.cards[0].id], 55)


@given(steps, st.integers(0, 400), st.integers(0, 400), st.integers(-60, 60))
@settings(max_examples=60)
def test_what_is_moved_shows_what_it_showed(program: list[Step], x: int, y: int, by: int) -> None:
    doc = programs(program)[-1]
    try:
        ids = some(doc, x, y)
        moved = move(doc, ids, by)
    except TweenError:
        return
    assert list(broken(moved)) == []
    for track, now in zip(doc.tracks, moved.tracks, strict=True):
        for clip in track.clips:
            if clip.id in ids:
                there = next(other for other in now.clips if other.id == clip.id)
                assert there.place == clip.place.shift(by)
                assert there.source == clip.source
    for card in doc.cards:
        if card.id in ids:
            there = next(other for other in moved.cards if other.id == card.id)
            assert there.local(there.range) == card.local(card.range)


def test_a_copy_has_names_of_its_own_and_no_takes() -> None:
    doc = film(cuts=(40,))
    doc = set_card(
        set_prompt(doc, doc.cards[0].id, "a ball"), doc.cards[0].id, pinned="take", start=Start("t")
    )
    tied = group(doc, [clip(doc, 0), doc.cards[0].id])
    twice = duplicate(tied, [clip(tied, 0)], 120)
    check(twice)
    assert (shots(twice), cards(twice)) == (
        ["0–40@0", "40–100@40", "120–160@0"],
        ["0–40 a ball", "40–100", "120–160 a ball"],
    )
    first, copy = twice.cards[0], twice.cards[2]
    assert first == tied.cards[0]
    assert copy.lineage not in {card.lineage for card in tied.cards}
    assert copy.start is None  # a take of the other's lineage
    assert (copy.pinned, copy.group != first.group, bool(copy.group)) == (None, True, True)
    # The copies travel together, without the first ones.
    assert cards(move(twice, [copy.id], 40))[2] == "160–200 a ball"


def test_what_is_moved_can_make_room_for_itself() -> None:
    doc = film(cuts=(40, 60))
    moved = move(doc, [clip(doc, 0)], 60, making_room=True)
    check(moved)
    assert shots(moved) == shots(moved, 1) == ["40–60@40", "60–100@0", "100–140@60"]
    assert cards(moved) == ["0–40", "40–60", "60–100", "100–140"]
    copied = duplicate(doc, [clip(doc, 1)], 10, making_room=True)
    check(copied)
    assert shots(copied) == ["0–10@0", "10–30@40", "30–60@10", "60–80@40", "80–120@60"]
    doc = set_prompt(doc, doc.cards[2].id, "in the way")
    with pytest.raises(TweenError, match="in the way"):
        move(doc, [doc.cards[0].id], 60)
    assert cards(move(doc, [doc.cards[0].id], 60, making_room=True))[2:] == ["60–100", "100–140 in the way"]


def test_clips_go_on_the_tracks_that_are_said_for_each() -> None:
    doc = add_track(film(cuts=(40,)), "video", new_id=counter("t"))
    first, second = clip(doc, 0), clip(doc, 1)
    moved = move(doc, [first, second], 10, track={first: "t1"})
    check(moved)
    assert (shots(moved), shots(moved, 2)) == (["50–110@40"], ["10–50@0"])
    copied = duplicate(doc, [first], 100, track={first: "t1"})
    assert (shots(copied), shots(copied, 2)) == (["0–40@0", "40–100@40"], ["100–140@0"])


def test_what_was_copied_is_pasted_after_it_is_gone_and_into_another_film() -> None:
    doc = film(cuts=(40,))
    card, shot = doc.cards[0].id, clip(doc, 0)
    doc = set_prompt(doc, card, "a ball")
    left = ripple_delete(doc, FrameRange(0, 40))
    back = paste(left, doc, [shot, card], 60)
    check(back)
    assert (shots(back), cards(back)) == (["0–60@40", "60–100@0"], ["0–60", "60–100 a ball"])
    other = append_clip(add_asset(Document(), SILENT), SILENT.id)
    with pytest.raises(TweenError, match="no audio track"):
        paste(other, doc, [shot], 0)
    both = paste(add_track(other, "audio"), doc, [shot], 0)
    check(both)
    assert [asset.id for asset in both.assets] == [SILENT.id, VIDEO.id]
    with pytest.raises(TweenError, match="copied at 24 frames a second, this film has 25"):
        paste(set_format(Document(), Fraction(25), 640, 360), doc, [card], 0)


def test_groups_join_and_fall_apart() -> None:
    doc = film(cuts=(40, 60))
    tied = group(doc, [clip(doc, 0), clip(doc, 2)])
    assert shots(move(tied, [clip(doc, 0)], 5)) == ["5–45@0", "45–60@45", "65–105@60"]
    loose = ungroup(tied, [clip(doc, 2)])
    assert loose == doc
    with pytest.raises(TweenError, match="Nothing of this is in a group"):
        ungroup(loose, [clip(doc, 2)])
    with pytest.raises(TweenError, match="two clips or cards or more"):
        group(doc, [doc.cards[0].id])


@given(plain_steps, st.integers(0, 20), st.integers(0, 20))
@settings(max_examples=60)
def test_reordering_shows_the_same_frames_in_another_order(program: list[Step], a: int, b: int) -> None:
    doc = programs(program)[-1]
    if not doc.cards or any(track.locked for track in doc.tracks):
        return
    one, other = doc.cards[a % len(doc.cards)], doc.cards[b % len(doc.cards)]
    try:
        after = reorder_card(doc, one.id, other.id)
    except TweenError:
        return
    for view in (footage, storyboard):
        assert Counter(filter(None, view(after))) == Counter(filter(None, view(doc)))


def test_cards_are_told_in_another_order_with_the_film_under_them() -> None:
    doc = film(cuts=(40, 60))
    for i, words in enumerate(("one", "two", "three")):
        doc = set_prompt(doc, doc.cards[i].id, words)
    doc = add_marker(doc, 65, "here")
    after = reorder_card(doc, doc.cards[2].id, doc.cards[0].id)
    check(after)
    assert cards(after) == ["0–40 three", "40–80 one", "80–100 two"]
    assert shots(after) == shots(after, 1) == ["0–40@60", "40–80@0", "80–100@40"]
    assert after.markers[0].frame == 5
    again = reorder_card(after, after.cards[0].id)
    assert (again.cards, again.tracks, again.markers) == (doc.cards, doc.tracks, doc.markers)
    assert reorder_card(doc, doc.cards[0].id, doc.cards[1].id) is doc
    music = set_track(doc, doc.tracks[1].id, locked=True)
    assert reorder_card(music, doc.cards[2].id, doc.cards[0].id).tracks[1] == music.tracks[1]


def test_tracks_come_go_and_change_places() -> None:
    doc = add_track(film(), "video", new_id=counter("t"))
    doc = add_track(doc, "audio", "Voice", new_id=counter("u"))
    assert [track.name for track in doc.tracks] == ["V1", "A1", "V2", "Voice"]
    doc = overwrite(add_asset(doc, IMAGE), IMAGE.id, 10, SourceRange(0, 10), track="t1")
    assert footage(doc)[15] == (IMAGE.id, 0)
    below = move_track(doc, "t1", 0)
    check(below)
    assert [track.name for track in below.tracks] == ["V2", "A1", "V1", "Voice"]
    assert footage(below)[15] == (VIDEO.id, 15)
    assert remove_track(below, "t1").tracks == (doc.tracks[1], doc.tracks[0], doc.tracks[3])
    assert set_track(doc, "u1", name=" Speech ").tracks[3].name == "Speech"
    with pytest.raises(TweenError, match="places go from 0 to 1"):
        move_track(doc, "t1", 2)
    with pytest.raises(TweenError, match="needs a name"):
        set_track(doc, "t1", name=" ")
    locked = set_track(doc, "t1", locked=True)
    for edit in (
        lambda: remove_track(locked, "t1"),
        lambda: move_track(locked, "t1", 0),
        lambda: set_track(locked, "t1", name="x"),
        lambda: insert(locked, IMAGE.id, 5),
    ):
        with pytest.raises(TweenError, match="Track V2 is locked; unlock it"):
            edit()


def test_markers_go_with_their_frames() -> None:
    doc = film()
    for frame, name in ((80, "c"), (20, "a"), (50, "b")):
        doc = add_marker(doc, frame, name, "Red")
    assert [(m.frame, m.name, m.colour) for m in doc.markers] == [
        (20, "a", "red"), (50, "b", "red"), (80, "c", "red"),
    ]  # fmt: skip
    cut = ripple_delete(doc, FrameRange(45, 60))
    assert [(m.frame, m.name) for m in cut.markers] == [(20, "a"), (65, "c")]
    wide = insert(add_asset(doc, SILENT), SILENT.id, 50, SourceRange(0, 10))
    assert [m.frame for m in wide.markers] == [20, 60, 90]
    assert [m.frame for m in set_format(doc, doc.rate / 2, 640, 360).markers] == [10, 25, 40]
    first = doc.markers[0].id
    doc = set_marker(move_marker(doc, first, 70), first, name="later", colour="#00FF7f")
    assert [(m.frame, m.name) for m in doc.markers] == [(50, "b"), (70, "later"), (80, "c")]
    assert doc.markers[1].colour == "#00ff7f"
    assert len(remove_marker(doc, first).markers) == 2
    with pytest.raises(TweenError, match="no marker"):
        remove_marker(remove_marker(doc, first), first)
    with pytest.raises(TweenError, match="before the film"):
        add_marker(doc, -1)
    with pytest.raises(TweenError, match="is not a colour"):
        set_marker(doc, first, colour="#12")


def test_the_in_point_comes_before_the_out_point() -> None:
    doc = set_out(set_in(film(), 20), 60)
    assert (doc.mark_in, doc.mark_out) == (20, 60)
    assert (set_in(doc, 60).mark_in, set_in(doc, 60).mark_out) == (60, None)
    assert (set_out(doc, 20).mark_in, set_out(doc, 20).mark_out) == (None, 20)
    assert clear_marks(doc) == film()
    for gone, marks in (
        ((0, 10), (10, 50)),
        ((30, 40), (20, 50)),
        ((10, 30), (10, 40)),
        ((10, 70), (None, None)),
    ):
        cut = ripple_delete(doc, FrameRange(*gone))
        assert (cut.mark_in, cut.mark_out) == marks
    with pytest.raises(TweenError):
        set_out(doc, 0)
    with pytest.raises(TweenError):
        set_in(doc, -1)


def test_a_gap_on_the_board_is_filled_by_a_card() -> None:
    doc = overwrite(add_asset(film(), SILENT), SILENT.id, 150, SourceRange(0, 20))
    assert cards(doc) == ["0–100", "150–170"]
    filled = add_card(doc, FrameRange(100, 150))
    check(filled)
    assert cards(filled) == ["0–100", "100–150", "150–170"]
    assert cards(append_clip(doc, SILENT.id, SourceRange(0, 5)))[-1] == "170–175"
