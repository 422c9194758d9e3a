"""Edit decision lists: every event's timecodes, reels, names and notes, read back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings

from engine.document.edits import (
    add_asset,
    add_card,
    add_marker,
    append_clip,
    lift,
    mute_clip,
    set_card,
    set_format,
    set_speed,
    set_track,
)
from engine.document.model import Card, Document
from engine.document.picture import ClipPicture, picture_at
from engine.document.take import Take
from engine.document.time import FrameRange, SourceRange, frames_of_timecode
from engine.errors import TweenError
from engine.project.interchange.edl import edl_text, export_edl
from tests.document.boards import ASSETS, IMAGE, SILENT, VIDEO, counter, film, take_of
from tests.document.programs import Step, run, steps

CODE = r"(\d\d):(\d\d):(\d\d)[:;](\d\d)"
EVENT = re.compile(rf"(\d{{3,}})  (\S{{1,8}}) +(V|A2?) +C +{CODE} {CODE} {CODE} {CODE}")


@dataclass(frozen=True)
class Event:
    reel: str
    channel: str
    source: tuple[int, int]
    record: tuple[int, int]


def no_take(card: Card) -> Take | None:
    return None


def listed(doc: Document, shown=no_take) -> str:
    return edl_text(doc, "film", shown, lambda sentence: None)


def events(text: str, rate: Fraction = Fraction(24)) -> list[Event]:
    found = []
    for line in text.splitlines():
        if match := EVENT.fullmatch(line):
            numbers = list(map(int, match.groups()[3:]))
            a, b, c, d = (frames_of_timecode(numbers[i : i + 4], rate) for i in (0, 4, 8, 12))
            found.append(Event(match[2], match[3], (a, b), (c, d)))
        else:
            assert line[:1] in ("", "*", "T", "F", "M"), line
    return found


def test_a_film_with_cuts_cards_and_markers_word_for_word() -> None:
    doc = add_marker(film(cuts=(40,)), 50, "look\nhere", "red")
    doc = set_card(doc, doc.cards[1].id, prompt="a boat\nleaves")
    assert listed(doc).splitlines() == [
        "TITLE: film",
        "FCM: NON-DROP FRAME",
        "",
        "001  A        V     C        00:00:00:00 00:00:01:16 00:00:00:00 00:00:01:16",
        "* FROM CLIP NAME: a.webm",
        "* LOC: 00:00:00:00 WHITE   Card 1",
        "002  A        A     C        00:00:00:00 00:00:01:16 00:00:00:00 00:00:01:16",
        "* FROM CLIP NAME: a.webm",
        "003  A        V     C        00:00:01:16 00:00:04:04 00:00:01:16 00:00:04:04",
        "* FROM CLIP NAME: a.webm",
        "* LOC: 00:00:01:16 MAGENTA Card 2: a boat leaves",
        "* LOC: 00:00:02:02 RED     look here",
        "004  A        A     C        00:00:01:16 00:00:04:04 00:00:01:16 00:00:04:04",
        "* FROM CLIP NAME: a.webm",
    ]


def test_drop_frame_where_the_rate_calls_for_it() -> None:
    doc = set_format(Document(), Fraction(30000, 1001), 640, 360)
    doc = add_card(add_card(doc, FrameRange(0, 1800)), FrameRange(1800, 3600))
    lines = listed(doc).splitlines()
    assert lines[1] == "FCM: DROP FRAME"
    assert lines[3].endswith("00:00:00;00 00:02:00;04 00:00:00;00 00:02:00;04")
    assert "* LOC: 00:01:00;02 WHITE   Card 2" in lines


def test_takes_are_sources_where_cards_show_them() -> None:
    doc = set_card(film(cuts=(40, 70)), film(cuts=(40, 70)).cards[1].id, prompt="a boat")
    take = take_of(doc, 2, "0f3e9a2b77c1")
    found = events(listed(doc, lambda card: take if card.lineage == take.lineage and card.words else None))
    assert [e for e in found if e.channel == "V"] == [
        Event("A", "V", (0, 40), (0, 40)),
        Event("T0F3E9A2", "V", (0, 30), (40, 70)),
        Event("A", "V", (70, 100), (70, 100)),
    ]


def test_gaps_are_black_and_speeds_have_their_line() -> None:
    doc = lift(film(cuts=(40, 70)), FrameRange(40, 70))
    doc = set_speed(doc, doc.tracks[0].clips[1].id, Fraction(3, 2))
    text = listed(doc)
    assert [e for e in events(text) if e.channel == "V"] == [
        Event("A", "V", (0, 40), (0, 40)),
        Event("BL", "V", (0, 30), (40, 70)),
        Event("A", "V", (70, 100), (70, 90)),
        *([Event("BL", "V", (0, 10), (90, 100))] if doc.frames == 100 else []),
    ]
    assert "M2   A              036.0                00:00:02:22" in text.splitlines()


def test_reels_are_short_and_their_own() -> None:
    doc = Document()
    for n, name in enumerate(["a boat.mov", "A Boat.mp4", "ein sehr langer Name.mov", "舟.mov", "bl.mov"]):
        asset = replace(SILENT, id=f"s{n}", path=f"/media/{name}")
        doc = append_clip(add_asset(doc, asset), asset.id, SourceRange(0, 10))
    reels = [event.reel for event in events(listed(doc))]
    assert reels == ["ABOAT", "ABOAT2", "EINSEHRL", "REEL", "BL2"]


def test_what_an_edl_cannot_say_is_said(tmp_path: Path) -> None:
    doc = film(frames=24)
    for name in ("A2", "A3"):
        doc = replace(doc, tracks=(*doc.tracks, replace(doc.tracks[1], id=name, name=name, clips=tuple(
            replace(clip, id=name + clip.id) for clip in doc.tracks[1].clips
        ))))  # fmt: skip
    report = export_edl(doc, tmp_path / "film.edl", no_take)
    assert report == ("The sound track “A3” was left out; an EDL has 2.",)
    assert {event.channel for event in events((tmp_path / "film.edl").read_text())} == {"V", "A", "A2"}
    assert export_edl(set_track(doc, "A3", muted=True), tmp_path / "two.edl", no_take) == ()
    quiet = mute_clip(mute_clip(doc, doc.tracks[1].clips[0].id), doc.tracks[0].clips[0].id)
    assert export_edl(quiet, tmp_path / "quiet.edl", no_take) == ()
    assert [(e.reel, e.channel) for e in events((tmp_path / "quiet.edl").read_text())] == [
        ("BL", "V"), ("A", "A"), ("A", "A2"),
    ]  # fmt: skip
    odd = set_speed(film(), film().tracks[0].clips[0].id, Fraction(2, 7))
    odd = set_card(odd, odd.cards[0].id, prompt="word " * 50)
    assert export_edl(odd, tmp_path / "odd.edl", no_take) == (
        "Words of cards and markers were cut to 200 signs.",
        "The speed of “a.webm” was rounded; an EDL gives tenths of a frame a second.",
    )
    assert "006.9" in (tmp_path / "odd.edl").read_text()
    long = Document(cards=tuple(
        Card(f"c{n}", FrameRange(n, n + 1), f"c{n}", n) for n in range(3)
    ))  # fmt: skip
    assert len(events(listed(long))) == 1


def test_refusals_are_sentences_and_write_nothing(tmp_path: Path) -> None:
    (tmp_path / "film.edl").write_text("mine")
    for doc, name, word in (
        (film(), "film.edl", "already exists"), (film(), "film.txt", "end in .edl"),
        (Document(), "empty.edl", "nothing to list"), (film(), "no/film.edl", "folder"),
        (set_format(film(), Fraction(240), 640, 360), "fast.edl", "240 frames a second"),
    ):  # fmt: skip
        with pytest.raises(TweenError, match=word):
            export_edl(doc, tmp_path / name, no_take)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("film.edl", "mine")]


@given(steps)
@settings(max_examples=100, deadline=None)
def test_every_frame_of_any_film_is_listed_with_its_source(program: list[Step]) -> None:
    doc, new_id = film(), counter("p")
    for each in (*ASSETS, IMAGE, VIDEO):
        doc = add_asset(doc, each)
    for step in program:
        doc = run(doc, step, new_id)
    if not doc.frames or round(doc.rate) > 99:
        return
    pictures = [e for e in events(listed(doc), doc.rate) if e.channel == "V"]
    assert [e.record[0] for e in pictures] == [0, *(e.record[1] for e in pictures[:-1])]
    assert pictures[-1].record[1] == doc.frames
    for event in pictures:
        picture = picture_at(doc, event.record[0], no_take)
        assert (event.reel == "BL") == (picture is None)
        if isinstance(picture, ClipPicture):
            assert event.source[0] == picture.source_frame
            if picture.clip.speed == 1:
                assert event.source[1] - event.source[0] == event.record[1] - event.record[0]
