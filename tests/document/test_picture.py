"""What the film shows: takes over footage, tracks over tracks, gaps."""

from __future__ import annotations

from dataclasses import replace

from engine.document.edits import (
    add_asset,
    append_clip,
    lift,
    mute_clip,
    ripple_delete,
    set_prompt,
    set_track,
    split,
)
from engine.document.model import Document, Track
from engine.document.picture import ClipPicture, TakePicture, picture_at, runs, shown_frames
from engine.document.queries import asset_length, clips_in, gaps
from engine.document.time import FrameRange, TakeRange
from tests.document.boards import IMAGE, SILENT, VIDEO, film, footage, take_of


def board() -> Document:
    doc = film(cuts=(40,))
    return set_prompt(doc, doc.cards[1].id, "a ball")


def test_a_take_is_shown_over_its_own_frames_only() -> None:
    doc = board()
    take = replace(take_of(doc, 2), range=TakeRange(40, 70))
    shown = {doc.cards[1].id: take}
    pictures = [picture_at(doc, n, lambda card: shown.get(card.id)) for n in (39, 40, 69, 70)]
    assert [type(p) for p in pictures] == [ClipPicture, TakePicture, TakePicture, ClipPicture]
    assert pictures[2] == TakePicture(take, 29)
    assert shown_frames(doc.cards[1], lambda _: take) == FrameRange(40, 70)


def test_a_take_of_an_emptied_card_is_not_shown() -> None:
    doc = board()
    take = take_of(doc, 2)
    doc = set_prompt(doc, doc.cards[1].id, "  ")
    assert isinstance(picture_at(doc, 50, lambda _: take), ClipPicture)
    assert not shown_frames(doc.cards[1], lambda _: take)


def test_a_take_stays_with_its_frames_through_split_and_ripple() -> None:
    doc = board()
    take = take_of(doc, 2)
    moved = ripple_delete(split(doc, 60), FrameRange(10, 20))

    def shown(card):
        return take if card.prompt else None

    assert picture_at(moved, 50, shown) == picture_at(doc, 60, shown) == TakePicture(take, 20)
    assert picture_at(moved, 30, shown) == TakePicture(take, 0)


def test_the_highest_unmuted_track_is_seen() -> None:
    doc = add_asset(film(), IMAGE)
    clip = replace(doc.tracks[0].clips[0], id="over", asset=IMAGE.id, place=FrameRange(10, 20), link="")
    doc = replace(doc, tracks=(*doc.tracks, Track("v2", "video", "V2", (clip,))))

    def seen(n: int) -> str:
        picture = picture_at(doc, n, lambda _: None)
        assert isinstance(picture, ClipPicture)
        return f"{picture.asset.id} {picture.source_frame}"

    assert [seen(n) for n in (9, 10, 19, 20)] == ["video 9", "image 0", "image 0", "video 20"]
    assert seen(15) == "image 0"
    hidden = mute_clip(doc, "over")
    assert footage(hidden) == footage(set_track(doc, "v2", muted=True)) == footage(film())
    assert mute_clip(hidden, "over", False) == doc
    doc = mute_clip(doc, film().tracks[0].clips[0].id)
    assert footage(doc) == [None] * 10 + [("image", 0)] * 10 + [None] * 80
    assert not any(clip.muted for clip in doc.tracks[1].clips)  # its sound is heard still


def test_runs_are_as_long_as_the_source_runs_on() -> None:
    doc = lift(split(film(cuts=(40,)), 60), FrameRange(80, 90))
    assert [(str(place), picture is None) for place, picture in runs(doc, FrameRange(0, 100))] == [
        ("0–80", False), ("80–90", True), ("90–100", False),
    ]  # fmt: skip
    doc = board()
    take = take_of(doc, 2)
    found = list(runs(doc, FrameRange(30, 100), lambda card: take if card.prompt else None))
    assert [(str(place), type(picture)) for place, picture in found] == [
        ("30–40", ClipPicture), ("40–100", TakePicture),
    ]  # fmt: skip
    assert list(runs(doc, FrameRange(5, 5))) == []


def test_lengths_gaps_and_clips() -> None:
    assert asset_length(SILENT, SILENT.rate) == 90
    assert asset_length(SILENT, VIDEO.rate) == 72
    doc = lift(append_clip(add_asset(film(), IMAGE), IMAGE.id), FrameRange(20, 30))
    assert [str(gap) for gap in gaps(doc)] == ["20–30"]
    assert [str(gap) for gap in gaps(doc, "audio")] == ["20–30", "100–148"]
    assert [str(clip.place) for clip in clips_in(doc, FrameRange(15, 31))] == ["0–20", "30–100"]
