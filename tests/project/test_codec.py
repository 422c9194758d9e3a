"""Documents as JSON: nothing is lost, and what a newer version wrote stays."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from engine.document.edits import (
    add_asset,
    attach_keyframe,
    set_card,
    set_format,
    set_grade,
    set_prompt,
    split,
)
from engine.document.grade import Grade, Lut
from engine.document.model import Document, Start
from engine.project.codec import Codec
from tests.document.boards import IMAGE, VIDEO, counter, film
from tests.document.programs import Step, long_steps, run, steps

CODEC = Codec(Path("/films"))


def again(data: object) -> dict:
    return json.loads(json.dumps(data))


@given(long_steps)
@settings(max_examples=40)
def test_saving_and_loading_is_identity_whole_and_by_changes(program: list[Step]) -> None:
    new_id = counter("p")
    doc = loaded = film()
    for step in program:
        after = run(doc, step, new_id)
        loaded = CODEC.apply_change(loaded, again(CODEC.pack_change(doc, after)))
        doc = after
        assert loaded == doc
    assert CODEC.unpack(again(CODEC.pack(doc))) == doc


@given(steps)
@settings(max_examples=50)
def test_a_change_leads_between_any_two_versions(program: list[Step]) -> None:
    docs = [Document(), film()]
    for step in program:
        docs.append(run(docs[-1], step, counter("p")))
    for before, after in ((docs[0], docs[-1]), (docs[-1], docs[0]), (docs[1], docs[-1])):
        assert CODEC.apply_change(before, again(CODEC.pack_change(before, after))) == after


def test_a_film_that_is_filled_says_so_and_others_are_as_before() -> None:
    doc = film()
    filled = set_format(doc, doc.rate, 720, 1280, fill=True)
    assert "fill" not in CODEC.pack(doc)
    assert CODEC.unpack(again(CODEC.pack(filled))) == filled
    for before, after in ((doc, filled), (filled, doc)):
        assert CODEC.apply_change(before, again(CODEC.pack_change(before, after))) == after
    assert set_format(filled, doc.rate, 1280, 720).fill
    assert not set_format(filled, doc.rate, 1280, 720, fill=False).fill


def test_a_start_is_kept_with_what_a_newer_version_says_of_it() -> None:
    doc = film(cuts=(40,))
    plain = CODEC.pack(doc)
    doc = set_card(doc, doc.cards[1].id, start=Start("take", 0.5), scale=0.5)
    data = CODEC.pack(doc)
    assert "start" not in plain["cards"][1]
    assert data["cards"][1]["start"] == {"take": "take", "strength": 0.5}
    data["cards"][1]["start"]["newer"] = True
    newer = CODEC.unpack(again(data))
    assert CODEC.pack(newer) == data
    assert newer.cards[1].start == Start("take", 0.5, extra='{"newer": true}')


def test_fields_of_a_newer_version_survive_every_edit() -> None:
    doc = add_asset(film(cuts=(40,)), IMAGE)
    doc = attach_keyframe(doc, doc.cards[1].id, IMAGE.id)
    data = CODEC.pack(doc)
    data["look"] = {"lut": "warm"}
    for item in (data["assets"][0], data["tracks"][0], data["tracks"][0]["clips"][0], data["cards"][1]):
        item["newer"] = [1, {"a": None}]
    data["cards"][1]["keyframes"][0]["ease"] = 0.5
    newer = CODEC.unpack(again(data))
    assert CODEC.pack(newer) == data
    edited = CODEC.pack(split(set_prompt(newer, newer.cards[1].id, "a ball"), 60))
    assert edited["look"] == {"lut": "warm"}
    assert [card.get("newer") for card in edited["cards"]] == [None, [1, {"a": None}], [1, {"a": None}]]
    assert edited["cards"][1]["keyframes"][0]["ease"] == 0.5


def test_boards_of_before_there_were_keyframe_clips_load_as_they_were() -> None:
    doc = add_asset(film(cuts=(40,)), IMAGE)
    doc = attach_keyframe(doc, doc.cards[1].id, IMAGE.id, 5)
    data = CODEC.pack(doc)
    assert data["cards"][1]["keyframes"] == [{"asset": "image", "offset": 5}]
    assert CODEC.unpack(again(data)) == doc
    long = attach_keyframe(doc, doc.cards[1].id, IMAGE.id, 5, frames=9)
    assert CODEC.pack(long)["cards"][1]["keyframes"] == [{"asset": "image", "offset": 5, "frames": 9}]


def test_paths_inside_the_folder_of_the_film_move_with_it() -> None:
    doc = add_asset(
        add_asset(Document(), replace(VIDEO, path="/films/shots/a.webm")),
        replace(IMAGE, path="/elsewhere/c.png"),
    )
    data = CODEC.pack(doc)
    assert [asset["path"] for asset in data["assets"]] == ["shots/a.webm", "/elsewhere/c.png"]
    moved = Codec(Path("/moved")).unpack(data)
    assert [asset.path for asset in moved.assets] == ["/moved/shots/a.webm", "/elsewhere/c.png"]


def test_look_up_tables_inside_the_folder_of_the_film_move_with_it() -> None:
    doc = film()
    clip = doc.tracks[0].clips[0].id
    for path, told in (("/films/film.media/a.cube", "film.media/a.cube"), ("/looks/a.cube", "/looks/a.cube")):
        graded = set_grade(doc, [clip], Grade(exposure=1, lut=Lut(path, "f" * 64)))
        data, change = CODEC.pack(graded), CODEC.pack_change(doc, graded)
        assert data["tracks"][0]["clips"][0]["grade"]["lut"]["path"] == told
        assert CODEC.unpack(data) == graded
        assert CODEC.apply_change(doc, change) == graded
        moved = Codec(Path("/moved")).unpack(json.loads(json.dumps(data)))
        lut = moved.tracks[0].clips[0].grade.lut  # pyright: ignore[reportOptionalMemberAccess]
        assert lut is not None
        assert lut.path == path.replace("/films", "/moved")


@pytest.mark.parametrize(
    "damage",
    [
        {"rate": "0/0"}, {"width": "wide"}, {"cards": [{"id": "x"}]}, {"cards": {}}, {"tracks": None},
        {"assets": [{"id": 3}]}, {"cards": [{"id": "x", "range": [5, 2], "lineage": "x", "origin": 0}]},
    ],
)  # fmt: skip
def test_damaged_json_raises_what_the_store_translates(damage: dict) -> None:
    with pytest.raises((ArithmeticError, KeyError, TypeError, ValueError)):
        CODEC.unpack({**CODEC.pack(film()), **damage})
