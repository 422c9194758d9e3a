"""Edits of footage, one by one: what they do and what they refuse."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.document.edits import (
    add_asset,
    append_clip,
    lift,
    remove_clip,
    ripple_delete,
    set_card,
    set_format,
    set_prompt,
    set_track,
    split,
    trim_clip,
)
from engine.document.invariants import check
from engine.document.model import Document
from engine.document.time import FrameRange, SourceRange
from engine.errors import TweenError
from tests.document.boards import IMAGE, SILENT, SOUND, VIDEO, film


def places(doc: Document, kind: str = "video") -> list[str]:
    return [str(clip.place) for track in doc.tracks if track.kind == kind for clip in track.clips]


def cards(doc: Document) -> list[str]:
    return [str(card.range) for card in doc.cards]


def test_the_main_job_has_the_ranges_of_the_issue() -> None:
    doc = film(200, cuts=(114,))
    assert places(doc) == places(doc, "audio") == cards(doc) == ["0–114", "114–200"]
    left, right = doc.cards
    assert (right.lineage, right.origin) == (left.lineage, left.origin)
    assert right.id != left.id


def test_append_puts_clip_sound_and_card_at_the_end_of_the_film() -> None:
    doc = append_clip(add_asset(film(50), SILENT), SILENT.id)
    check(doc)
    assert places(doc) == ["0–50", "50–122"]  # 90 frames at 29.97 are 72 at 24
    assert places(doc, "audio") == ["0–50"]
    assert cards(doc) == ["0–50", "50–122"]


def test_an_image_is_shown_for_48_frames_or_as_long_as_asked() -> None:
    doc = add_asset(Document(), IMAGE)
    assert places(append_clip(doc, IMAGE.id)) == ["0–48"]
    assert places(append_clip(doc, IMAGE.id, SourceRange(0, 500))) == ["0–500"]


def test_sound_alone_goes_below_the_film_and_stops_with_it() -> None:
    doc = append_clip(add_asset(append_clip(add_asset(Document(), SILENT), SILENT.id), SOUND), SOUND.id)
    check(doc)
    assert places(doc, "audio") == ["0–72"]
    alone = append_clip(add_asset(Document(), SOUND), SOUND.id)
    check(alone)
    assert places(alone, "audio") == cards(alone) == ["0–240"]


def test_the_same_file_again_only_moves_its_path() -> None:
    doc = add_asset(film(), replace(VIDEO, path="/elsewhere/a.webm"))
    assert [asset.path for asset in doc.assets] == ["/elsewhere/a.webm"]


@pytest.mark.parametrize("source", [SourceRange(0, 201), SourceRange(5, 5), SourceRange(-3, 4)])
def test_footage_that_is_not_there_cannot_be_appended(source: SourceRange) -> None:
    with pytest.raises(TweenError, match=r"^The range .* (outside|empty)"):
        append_clip(add_asset(Document(), VIDEO), VIDEO.id, source)


@pytest.mark.parametrize("frame", [0, 100, 400, -1])
def test_split_outside_the_film_is_refused(frame: int) -> None:
    with pytest.raises(
        TweenError, match=rf"^Frame {frame} is not inside the film, which runs 0–100; .*1 to 99"
    ):
        split(film(), frame)


def test_split_twice_and_split_under_locks() -> None:
    doc = film(cuts=(40,))
    with pytest.raises(TweenError, match="already a cut at frame 40"):
        split(doc, 40)
    locked_track = split(set_track(doc, doc.tracks[0].id, locked=True), 60)
    assert places(locked_track) == ["0–40", "40–100"]
    assert places(locked_track, "audio") == ["0–40", "40–60", "60–100"]
    with pytest.raises(TweenError, match=r"Card 2 \(40–100\) is locked"):
        split(set_card(doc, doc.cards[1].id, locked=True), 60)


def test_trim_moves_picture_sound_and_a_keeping_last_card() -> None:
    doc = film(cuts=(40,))
    clip = doc.tracks[0].clips[1]
    short = trim_clip(doc, clip.id, FrameRange(45, 90))
    check(short)
    assert places(short) == places(short, "audio") == ["0–40", "45–90"]
    assert short.tracks[0].clips[1].source_start == 45
    assert cards(short) == ["0–40", "40–90"]
    again = trim_clip(short, clip.id, FrameRange(40, 130))
    check(again)
    assert cards(again) == ["0–40", "40–130"]


def test_trim_leaves_a_card_with_a_prompt_as_long_as_it_is() -> None:
    doc = film()
    doc = set_prompt(doc, doc.cards[0].id, "a ball")
    short = trim_clip(doc, doc.tracks[0].clips[0].id, FrameRange(0, 60))
    assert cards(short) == ["0–100"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (FrameRange(30, 100), "in the way"),
        (FrameRange(40, 201), "no more frames"),
        (FrameRange(50, 50), "at least one frame"),
    ],
)
def test_trim_refuses(place: FrameRange, words: str) -> None:
    doc = film(cuts=(40,))
    with pytest.raises(TweenError, match=words):
        trim_clip(doc, doc.tracks[0].clips[1].id, place)


def test_lift_remove_and_ripple() -> None:
    doc = film(cuts=(40,))
    lifted = lift(doc, FrameRange(30, 50))
    check(lifted)
    assert places(lifted) == places(lifted, "audio") == ["0–30", "50–100"]
    assert cards(lifted) == ["0–40", "40–100"]
    removed = remove_clip(doc, doc.tracks[1].clips[0].id)
    assert places(removed) == places(removed, "audio") == ["40–100"]
    closed = ripple_delete(doc, FrameRange(30, 50))
    check(closed)
    assert places(closed) == cards(closed) == ["0–30", "30–80"]
    assert closed.cards[1].origin == -20
    with pytest.raises(TweenError, match="nothing to lift"):
        lift(lifted, FrameRange(30, 50))
    with pytest.raises(TweenError, match="not inside the film"):
        lift(doc, FrameRange(90, 101))


def test_a_lift_inside_a_clip_leaves_linked_pairs_on_both_sides() -> None:
    doc = lift(film(), FrameRange(30, 50))
    left, right = doc.tracks[0].clips
    assert left.link != right.link
    trimmed = trim_clip(doc, right.id, FrameRange(60, 100))
    assert places(trimmed) == places(trimmed, "audio") == ["0–30", "60–100"]


def test_locked_tracks_and_cards_refuse() -> None:
    doc = film(cuts=(40,))
    locked = set_track(doc, doc.tracks[0].id, locked=True)
    clip = doc.tracks[0].clips[1].id
    for edit in (
        lambda: ripple_delete(locked, FrameRange(10, 20)),
        lambda: trim_clip(locked, clip, FrameRange(40, 60)),
        lambda: remove_clip(locked, clip),
        lambda: append_clip(locked, VIDEO.id),
        lambda: set_format(locked, Fraction(30), 640, 480),
    ):
        with pytest.raises(TweenError, match="Track V1 is locked"):
            edit()
    with pytest.raises(TweenError, match="is locked; unlock it"):
        ripple_delete(set_card(doc, doc.cards[0].id, locked=True), FrameRange(10, 20))


def test_a_new_rate_moves_cuts_and_parts_with_takes() -> None:
    doc = film(cuts=(40,))
    half = set_format(doc, Fraction(12), 640, 360)
    check(half)
    assert places(half) == cards(half) == ["0–20", "20–50"]
    assert half.tracks[0].clips[1].source_start == 20
    assert (half.width, half.height) == (640, 360)
    assert {card.lineage for card in half.cards}.isdisjoint({card.lineage for card in doc.cards})
    with pytest.raises(TweenError, match="too short for that rate"):
        set_format(film(cuts=(1,)), Fraction(1), 640, 360)
    for width, height in ((8, 720), (1280, 100_000)):
        with pytest.raises(TweenError, match="A film cannot be"):
            set_format(doc, doc.rate, width, height)
