"""Our own boards through OpenTimelineIO: nothing is lost, whatever its own reader and writer do to a file."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pytest
from hypothesis import given, settings

from engine.document.edits import (
    add_asset,
    add_marker,
    attach_keyframe,
    attach_reference,
    dissolve,
    paint_region,
    set_card,
    set_fades,
    set_format,
    set_framing,
    set_level_keys,
    set_lora,
    set_speed,
    split,
)
from engine.document.framing import Framing
from engine.document.framing_keys import FramingKey
from engine.document.invariants import check
from engine.document.levels import LevelKey
from engine.document.model import Document
from engine.document.time import CardRange
from engine.errors import TweenError
from engine.project.codec import Codec
from engine.project.interchange.imported import Imported
from engine.project.interchange.otio import export_otio, import_otio
from tests.document.boards import IMAGE, VIDEO, counter, film, take_of
from tests.document.programs import Step, long_steps, programs, run, steps

PROMPT = 'a "red" boat\n赤い舟 \0 \ud83d leaves'


def no_take(card: object) -> None:
    return None


def written(doc: Document, path: Path) -> Path:
    export_otio(doc, path, no_take, overwrite=True)
    return path


def edited(path: Path, change: object) -> Imported:
    """Import `path` after another program, `change`, has saved it."""
    timeline = otio.adapters.read_from_file(str(path))
    change(timeline)  # pyright: ignore[reportCallIssue]
    otio.adapters.write_to_file(timeline, str(path))
    made = import_otio(path, new_id=counter("new"))
    check(made.document)
    return made


@given(steps)
@settings(max_examples=150, deadline=None)
def test_export_and_import_is_identity(tmp_path_factory: pytest.TempPathFactory, program: list[Step]) -> None:
    path = tmp_path_factory.getbasetemp() / "board.otio"
    doc, new_id = film(), counter("p")
    for step in program:
        doc = run(doc, step, new_id)
    written(doc, path)
    assert import_otio(path) == Imported(doc)
    assert edited(path, lambda timeline: None) == Imported(doc)


def board() -> Document:
    doc = add_asset(film(cuts=(40, 70)), IMAGE)
    doc = set_card(doc, doc.cards[1].id, prompt=PROMPT, strength=0.1 + 0.2, seed=2**32 - 1, pinned="t")
    card = doc.cards[1].id
    doc = attach_keyframe(attach_keyframe(doc, card, IMAGE.id, 3), card, VIDEO.id, 10, 150, frames=12)
    doc = paint_region(doc, card, "box", [(0.1, 0.2), (0.3, 0.7)], CardRange(4, 9), feather=0.02)
    return set_lora(attach_reference(doc, card, IMAGE.id, weight=0.3), card, "ink", 0.8)


def test_odd_texts_numbers_and_unknown_fields_survive(tmp_path: Path) -> None:
    data = Codec(tmp_path).pack(board())
    data["look"] = {"z": 2**70, "a": 0.1 + 0.7, "OTIO_SCHEMA": "Clip.99"}
    data["cards"][0]["newer"] = {"z": [None, {}], "a": "\0x"}
    doc = Codec(tmp_path).unpack(data)
    path = written(doc, tmp_path / "film.otio")
    assert edited(path, lambda timeline: None) == Imported(doc)


def test_a_folder_moved_as_a_whole_keeps_its_paths(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    asset = replace(VIDEO, path=str(here / "a boat.webm"))
    doc = replace(film(), assets=(asset,))
    path = written(doc, here / "film.otio")
    assert "a%20boat.webm" in path.read_text()
    assert str(here) not in path.read_text()
    here.rename(there)
    moved = import_otio(there / "film.otio").document
    assert moved == replace(doc, assets=(replace(asset, path=str(there / "a boat.webm")),))


def test_dissolves_and_fades_are_transitions_that_other_programs_may_change(tmp_path: Path) -> None:
    doc = film(cuts=(40,))
    first, second = doc.tracks[0].clips
    doc = set_fades(dissolve(doc, second.id, 8), second.id, fade_out=12)
    path = written(set_fades(doc, first.id, fade_in=6), tmp_path / "film.otio")
    timeline = otio.adapters.read_from_file(str(path))
    told = [(type(e).__name__, e.in_offset.value, e.out_offset.value) for e in timeline.tracks[0][::2]]
    assert told == [("Transition", 0, 6), ("Transition", 0, 8), ("Transition", 12, 0)]

    def shorter(timeline: otio.schema.Timeline) -> None:
        timeline.tracks[0][2].out_offset = otio.opentime.RationalTime(5, 24)

    made = edited(path, shorter).document
    assert [(c.dissolve, c.fade_in, c.fade_out) for c in made.tracks[0].clips] == [(0, 6, 0), (5, 0, 12)]
    assert made.tracks[1].clips[1].dissolve == 8

    def parted(timeline: otio.schema.Timeline) -> None:
        for track in timeline.tracks:
            del track[2]
            track.insert(2, otio.schema.Gap(duration=otio.opentime.RationalTime(9, 24)))

    made = edited(path, parted).document
    assert [(str(c.place), c.dissolve) for c in made.tracks[0].clips] == [("0–40", 0), ("49–109", 0)]


def test_other_programs_find_clips_gaps_and_cards(tmp_path: Path) -> None:
    doc = board()
    doc = replace(doc, tracks=(replace(doc.tracks[0], clips=doc.tracks[0].clips[1:]), *doc.tracks[1:]))
    timeline = otio.adapters.read_from_file(str(written(doc, tmp_path / "film.otio")))
    video, sound = timeline.tracks
    assert (video.kind, sound.kind) == ("Video", "Audio")
    assert [(type(each).__name__, each.duration().value) for each in video] == [
        ("Gap", 40), ("Clip", 30), ("Clip", 30),
    ]  # fmt: skip
    assert video[1].source_range.start_time.value == 40
    assert video[1].media_reference.target_url == "file:///media/a.webm"
    assert video[1].media_reference.available_range.duration == otio.opentime.RationalTime(200, 24)
    first, second, _ = timeline.tracks.markers
    assert (first.name, first.color) == ("Card 1", "WHITE")
    assert second.name.startswith('Card 2: a "red" boat 赤い舟')
    assert second.marked_range.start_time.value == 40
    assert second.metadata["tweenboard"]["version"] == 1
    assert second.metadata["tweenboard"]["seed"] == 2**32 - 1


def test_shown_takes_are_a_track_of_their_own_and_no_footage_afterwards(tmp_path: Path) -> None:
    doc = board()
    take = take_of(doc, 2)
    path = tmp_path / "film.otio"
    export_otio(doc, path, lambda card: take if card.lineage == take.lineage else None)
    timeline = otio.adapters.read_from_file(str(path))
    *_, takes = timeline.tracks
    assert (takes.name, len(timeline.tracks)) == ("Takes", 3)
    shown = takes.find_clips()[0]
    assert shown.media_reference.target_url == "file:///takes/take/frames.mkv"
    assert shown.range_in_parent().start_time.value == 40
    assert shown.metadata["tweenboard"]["take"] == "take"
    assert timeline.tracks.markers[1].metadata["tweenboard"]["take"] == "take"
    assert import_otio(path) == Imported(doc)
    moved = edited(path, lambda timeline: timeline.tracks[0].pop(0))
    assert [track.id for track in moved.document.tracks] == [track.id for track in doc.tracks]


def test_tracks_changed_elsewhere_come_back_under_our_cards(tmp_path: Path) -> None:
    doc = board()
    path = written(doc, tmp_path / "film.otio")

    def cut(timeline: otio.schema.Timeline) -> None:
        timeline.tracks[0].pop(0)
        timeline.tracks[1].enabled = False

    made = edited(path, cut)
    assert made.report == ("The tracks were changed by another program; the cards are as they were.",)
    assert (made.document.cards, made.document.assets) == (doc.cards, doc.assets)
    video, sound = made.document.tracks
    assert [clip.id for clip in video.clips] == [clip.id for clip in doc.tracks[0].clips[1:]]
    assert [clip.place.start for clip in video.clips] == [0, 30]
    assert sound == replace(doc.tracks[1], muted=True)


@given(long_steps)
@settings(max_examples=15, deadline=None)
def test_a_track_switched_off_elsewhere_changes_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, program: list[Step]
) -> None:
    doc = programs(program)[-1]
    if not any(track.clips for track in doc.tracks):
        return
    switched(doc, tmp_path_factory.getbasetemp() / "board.otio")


def switched(doc: Document, path: Path) -> None:
    def switch(timeline: otio.schema.Timeline) -> None:
        timeline.tracks[0].enabled = not timeline.tracks[0].enabled

    first = doc.tracks[0]
    made = edited(written(doc, path), switch)
    assert made.report == ("The tracks were changed by another program; the cards are as they were.",)
    assert made.document == replace(doc, tracks=(replace(first, muted=not first.muted), *doc.tracks[1:]))


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(24000, 1001), Fraction(30000, 1001)])
@pytest.mark.parametrize("speed", ["1250/1001", "1001/1000", "12345/6789", "1/3", "99991/1009", "1/100"])
def test_odd_speeds_come_back_exactly_from_other_programs(tmp_path: Path, speed: str, rate: Fraction) -> None:
    doc = set_format(film(), rate, 640, 360)
    doc = set_speed(doc, doc.tracks[0].clips[0].id, Fraction(speed))
    if doc.frames > 2:
        doc = split(doc, doc.frames // 3 + 1)
    switched(doc, tmp_path / "film.otio")


MOVING = Framing(keys=(FramingKey(10, 0.2), FramingKey(80, 0.7, scale=2.0)))


@pytest.mark.parametrize("framing", [Framing(0.2, 0.3, 0.4, 5.0), MOVING])
def test_a_clip_cut_in_two_elsewhere_is_two_clips_framed_and_heard_alike(
    tmp_path: Path, framing: Framing
) -> None:
    doc = film()
    clip_id = doc.tracks[0].clips[0].id
    doc = set_framing(doc, clip_id, framing)
    doc = set_level_keys(doc, clip_id, "gain", (LevelKey(20, -6.0, ease="smooth"), LevelKey(70, 3.0)))
    doc = set_level_keys(doc, clip_id, "opacity", (LevelKey(40, 1.0), LevelKey(60, 0.0)))
    path = written(doc, tmp_path / "film.otio")

    def cut(timeline: otio.schema.Timeline) -> None:
        for track in timeline.tracks:
            clip = track[0]
            second = clip.deepcopy()
            half = otio.opentime.RationalTime(50, 24)
            clip.source_range = otio.opentime.TimeRange(clip.source_range.start_time, half)
            second.source_range = otio.opentime.TimeRange(half, half)
            track.append(second)

    made, halves = edited(path, cut).document, split(doc, 50, new_id=counter("x"))
    for track, expected in zip(made.tracks, halves.tracks, strict=True):
        left, right = track.clips
        assert left.id != right.id
        names = {"id": right.id, "link": right.link}
        assert (replace(left, link=""), right) == (
            replace(expected.clips[0], link=""), replace(expected.clips[1], **names),
        )  # fmt: skip


def test_a_clip_that_moves_comes_back_as_it_was_and_stretched_where_it_was_slowed(tmp_path: Path) -> None:
    doc = film()
    doc = set_framing(doc, doc.tracks[0].clips[0].id, MOVING)
    switched(doc, tmp_path / "film.otio")
    slow = set_speed(split(doc, 30), doc.tracks[0].clips[0].id, Fraction(3, 2))
    switched(slow, tmp_path / "slow.otio")

    def slowed(timeline: otio.schema.Timeline) -> None:
        clip = timeline.tracks[0][0]
        clip.effects.append(otio.schema.LinearTimeWarp("Speed", time_scalar=0.5))

    (clip,) = edited(written(doc, tmp_path / "other.otio"), slowed).document.tracks[0].clips
    assert clip.framing is not None
    assert [key.frame for key in clip.framing.keys] == [20, 160]


def test_speeds_and_markers_are_there_for_others(tmp_path: Path) -> None:
    doc = add_marker(add_marker(board(), 50, "look", "red"), 7, "#", "#123456")
    doc = set_speed(doc, doc.tracks[0].clips[2].id, Fraction(3, 2))
    path = written(doc, tmp_path / "film.otio")
    timeline = otio.adapters.read_from_file(str(path))
    [warp] = timeline.tracks[0][2].effects
    assert (warp.time_scalar, timeline.tracks[0][2].duration().value) == (1.5, 20)
    assert [(m.name, m.color) for m in timeline.tracks.markers[3:]] == [("#", "GREEN"), ("look", "RED")]
    made = edited(path, lambda timeline: timeline.tracks[1].pop(0))
    assert made.document.tracks[0] == doc.tracks[0]
    assert made.document.markers == doc.markers


def test_a_newer_or_damaged_board_still_gives_its_tracks(tmp_path: Path) -> None:
    path = written(board(), tmp_path / "film.otio")
    text = path.read_text()
    for key, value, word in (
        ("version", 2, "newer"),
        ("version", "x", "damaged"),
        ("document", "{", "damaged"),
    ):
        data = json.loads(text)
        data["metadata"]["tweenboard"][key] = value
        path.write_text(json.dumps(data))
        made = import_otio(path)
        assert word in made.report[0]
        assert [len(track.clips) for track in made.document.tracks] == [3, 3]
        assert len(made.document.cards) == 1


def test_export_never_replaces_unasked_and_wants_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "film.otio"
    path.write_text("mine")
    with pytest.raises(TweenError, match="already exists"):
        export_otio(film(), path, no_take)
    assert path.read_text() == "mine"
    with pytest.raises(TweenError, match="end in"):
        export_otio(film(), tmp_path / "film.xml", no_take)
    with pytest.raises(TweenError, match="folder"):
        export_otio(film(), tmp_path / "no" / "film.otio", no_take)
    assert [each.name for each in tmp_path.iterdir()] == ["film.otio"]
