"""What clips that lie over each other show: transparency, opacity, fades and dissolves, frame by frame."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.document.edits import add_asset, add_track, overwrite, set_card, set_track
from engine.document.layers import layers_at
from engine.document.model import Asset, Clip, Document
from engine.document.picture import (
    ClipPicture,
    LayeredPicture,
    TakePicture,
    footage_at,
    parts_of,
    picture_at,
    runs,
    scene_at,
)
from engine.document.time import FrameRange, SourceRange
from tests.document.boards import IMAGE, SILENT, VIDEO, counter, film, take_of

TITLE = replace(IMAGE, id="title", path="/media/title.png", fingerprint="a" * 64, alpha=True)


def no_takes(card: object) -> None:
    return None


def laid_over(doc: Document, asset: Asset, place: FrameRange, **fields: object) -> Document:
    """A clip of `asset` in `place` on a new video track, with `fields`."""
    new_id = counter(f"{asset.id}{len(doc.tracks)}-")
    doc = add_track(add_asset(doc, asset), "video", new_id=new_id)
    track = doc.tracks[-1].id
    doc = overwrite(doc, asset.id, place.start, SourceRange(0, len(place)), track=track, new_id=new_id)
    return with_fields(doc, len(doc.tracks) - 1, 0, **fields)


def with_fields(doc: Document, track: int, clip: int, **fields: object) -> Document:
    clips = list(doc.tracks[track].clips)
    clips[clip] = replace(clips[clip], **fields)  # pyright: ignore[reportArgumentType]
    tracks = list(doc.tracks)
    tracks[track] = replace(tracks[track], clips=tuple(clips))
    return replace(doc, tracks=tuple(tracks))


def shown(doc: Document, frame: int) -> list[list[tuple[str, int, float]]]:
    """Each layer's parts, the lowest first: (asset, source frame, weight to 4 places)."""
    picture = picture_at(doc, frame, no_takes)
    if isinstance(picture, LayeredPicture):
        return [[_told(part.picture, part.weight) for part in layer] for layer in picture.layers]
    return [[_told(picture, 1.0)]] if isinstance(picture, ClipPicture) else []


def _told(picture: object, weight: float) -> tuple[str, int, float]:
    assert isinstance(picture, ClipPicture)
    return picture.asset.id, picture.source_frame, round(weight, 4)


def clip_of(doc: Document, track: int, clip: int = 0) -> Clip:
    return doc.tracks[track].clips[clip]


def test_a_title_lies_over_the_footage_below_it() -> None:
    doc = laid_over(film(100), TITLE, FrameRange(20, 30))
    assert shown(doc, 19) == [[("video", 19, 1.0)]]
    assert shown(doc, 20) == [[("video", 20, 1.0)], [("title", 0, 1.0)]]
    assert shown(doc, 30) == [[("video", 30, 1.0)]]


def test_footage_without_transparency_hides_all_below_as_it_always_did() -> None:
    doc = laid_over(film(100), SILENT, FrameRange(20, 30))
    assert isinstance(picture_at(doc, 25, no_takes), ClipPicture)
    assert shown(doc, 25) == [[("silent", 5, 1.0)]]


def test_a_title_alone_is_its_own_picture() -> None:
    doc = laid_over(film(10), TITLE, FrameRange(20, 30))
    assert isinstance(picture_at(doc, 25, no_takes), ClipPicture)


def test_a_title_lies_over_what_was_drawn_and_no_model_sees_it() -> None:
    doc = set_card(laid_over(film(100), TITLE, FrameRange(20, 30)), film(100).cards[0].id, prompt="rain")
    take = take_of(doc, 1)
    picture = picture_at(doc, 25, lambda card: take)
    assert [type(part) for part in parts_of(picture)] == [TakePicture, ClipPicture]
    assert scene_at(doc, 25, lambda card: take) == TakePicture(take, 25)
    assert [type(picture) for _, picture in runs(doc, FrameRange(0, 100), lambda card: take)] == [TakePicture]
    assert [str(place) for place, _ in runs(doc, FrameRange(0, 100))] == ["0–100"]
    seen = list(runs(doc, FrameRange(0, 100), lambda card: take, overlays=True))
    assert [str(seen[0][0]), str(seen[-1][0]), len(seen)] == ["0–20", "30–100", 12]


def test_footage_over_a_title_hides_it_and_half_of_it_lets_half_through() -> None:
    doc = laid_over(laid_over(film(100), TITLE, FrameRange(20, 30)), SILENT, FrameRange(20, 25), opacity=0.5)
    assert shown(doc, 22) == [[("video", 22, 1.0)], [("title", 0, 1.0)], [("silent", 2, 0.5)]]
    assert shown(doc, 27) == [[("video", 27, 1.0)], [("title", 0, 1.0)]]


def test_a_blend_is_of_the_clips_below_a_title() -> None:
    doc = laid_over(laid_over(film(100), SILENT, FrameRange(20, 60)), TITLE, FrameRange(0, 100))
    assert [clip.asset for clip in layers_at(doc, 30)] == ["silent", "video"]
    assert [clip.asset for clip in layers_at(doc, 10)] == ["video"]


def test_a_hidden_title_and_one_on_a_hidden_track_are_not_there() -> None:
    doc = laid_over(film(100), TITLE, FrameRange(20, 30))
    assert shown(with_fields(doc, 2, 0, muted=True), 25) == [[("video", 25, 1.0)]]
    assert shown(set_track(doc, doc.tracks[2].id, muted=True), 25) == [[("video", 25, 1.0)]]


def test_transparent_footage_on_the_lowest_track_is_footage_like_any_other() -> None:
    doc = film(100)
    doc = replace(doc, assets=(replace(VIDEO, alpha=True),))
    take = take_of(set_card(doc, doc.cards[0].id, prompt="rain"), 1)
    assert isinstance(footage_at(doc, 5), ClipPicture)
    assert len(list(runs(doc, FrameRange(0, 100)))) == 1
    drawn = set_card(doc, doc.cards[0].id, prompt="rain")
    assert picture_at(drawn, 5, lambda card: take) == TakePicture(take, 5)


@pytest.mark.parametrize(("frame", "weight"), [(20, None), (21, 0.25), (22, 0.5), (23, 0.75), (24, 1.0)])
def test_a_fade_in_comes_out_of_what_lies_below(frame: int, weight: float | None) -> None:
    doc = laid_over(film(100), SILENT, FrameRange(20, 40), fade_in=4)
    below, above = [("video", frame, 1.0)], [("silent", frame - 20, weight)]
    layers = [below] if weight is None else [above] if weight == 1 else [below, above]
    assert shown(doc, frame) == layers


@pytest.mark.parametrize(("frame", "weight"), [(95, 1.0), (96, 0.75), (97, 0.5), (98, 0.25), (99, None)])
def test_a_fade_out_on_the_lowest_track_ends_in_black(frame: int, weight: float | None) -> None:
    doc = with_fields(film(100), 0, 0, fade_out=4)
    assert shown(doc, frame) == ([] if weight is None else [[("video", frame, weight)]])


def test_in_a_dissolve_the_clip_before_runs_on_beneath() -> None:
    doc = with_fields(film(100, (40,)), 0, 1, dissolve=3, source_start=100)
    assert shown(doc, 39) == [[("video", 39, 1.0)]]
    assert shown(doc, 40) == [[("video", 40, 0.75), ("video", 100, 0.25)]]
    assert shown(doc, 41) == [[("video", 41, 0.5), ("video", 101, 0.5)]]
    assert shown(doc, 42) == [[("video", 42, 0.25), ("video", 102, 0.75)]]
    assert shown(doc, 43) == [[("video", 103, 1.0)]]


def test_runs_are_single_frames_only_where_something_is_mixed() -> None:
    doc = with_fields(film(100, (40,)), 0, 1, dissolve=2, fade_out=2, source_start=100)
    assert [str(place) for place, _ in runs(doc, FrameRange(0, 100))] == [
        "0–40", "40–41", "41–42", "42–98", "98–99", "99–100",
    ]  # fmt: skip
