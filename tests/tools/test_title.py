"""Titles on any film: on a track above all that is seen, changed as one edit, and fitted to another size."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.document.edits import add_asset, lock_clip, set_format, set_track
from engine.document.invariants import broken
from engine.document.model import Asset, Document
from engine.document.queries import asset_by_id, clips_in, tracks_of, used_assets
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.media.titles.recipe import Recipe
from engine.tools.title import advice, change, fitted, has_titles, lay, made, place_for, recipe_of, title_at
from tests.document.boards import counter, film, footage, storyboard
from tests.document.programs import Step, programs, steps

WORDS = Asset(
    "words", "image", "/f.media/Title a.png", "9" * 64, 1, 1280, 720, Fraction(1), False, alpha=True
)
OTHERS = replace(WORDS, id="others", path="/f.media/Title b.png", fingerprint="8" * 64)
SIZE = (320, 180)


def small(doc: Document) -> Document:
    return set_format(doc, doc.rate, *SIZE)


@given(steps, st.integers(0, 200), st.integers(1, 60))
@settings(max_examples=25)
def test_on_any_film_a_title_lies_over_all_and_changes_nothing_else(
    program: list[Step], at: int, frames: int
) -> None:
    doc, place = programs(program)[-1], FrameRange(at, at + frames)
    after = lay(doc, WORDS, place, new_id=counter("t"))
    assert list(broken(after)) == []
    tracks = tracks_of(after, "video")
    (level,) = (n for n, track in enumerate(tracks) if any(c.asset == WORDS.id for c in track.clips))
    assert level > 0
    assert not tracks[level].muted
    assert all(not c.place.overlaps(place) for track in tracks[level + 1 :] for c in track.clips)
    assert footage(after)[: doc.frames] == footage(doc)
    assert all(was in (None, now) for was, now in zip(storyboard(doc), storyboard(after), strict=False))
    assert [each for each in clips_in(after, place) if each.asset != WORDS.id] == list(clips_in(doc, place))


def test_a_free_track_above_is_used_before_another_is_made() -> None:
    doc = lay(film(), WORDS, FrameRange(10, 20))
    doc = lay(doc, WORDS, FrameRange(20, 30))
    doc = lay(doc, OTHERS, FrameRange(15, 25))
    assert [[str(c.place) for c in track.clips] for track in tracks_of(doc, "video")] == [
        ["0–100"], ["10–20", "20–30"], ["15–25"],
    ]  # fmt: skip
    locked = set_track(doc, tracks_of(doc, "video")[1].id, locked=True)
    assert len(tracks_of(lay(locked, WORDS, FrameRange(60, 70)), "video")[2].clips) == 2
    hidden = set_track(doc, tracks_of(doc, "video")[2].id, muted=True)
    assert len(tracks_of(lay(hidden, WORDS, FrameRange(15, 25)), "video")) == 4


def test_where_a_title_goes() -> None:
    doc = film()
    assert place_for(doc) == FrameRange(0, 96)
    assert place_for(doc, 7, 3) == FrameRange(7, 10)
    marked = replace(doc, mark_in=20, mark_out=44)
    assert place_for(marked) == FrameRange(20, 44)
    assert place_for(marked, 7) == FrameRange(7, 103)
    assert place_for(marked, None, 5) == FrameRange(20, 25)
    assert place_for(replace(doc, mark_in=60)) == FrameRange(60, 100)
    for at, frames in ((-1, 5), (0, 0)):
        with pytest.raises(TweenError):
            place_for(doc, at, frames)


def test_a_change_is_the_same_clip_with_another_picture() -> None:
    doc = add_asset(lay(film(), WORDS, FrameRange(10, 20)), replace(OTHERS, id="last", fingerprint="7" * 64))
    (clip,) = tracks_of(doc, "video")[1].clips
    after = change(doc, {clip.id}, OTHERS)
    assert [each.id for each in after.assets] == ["video", "others", "last"]
    assert tracks_of(after, "video")[1].clips == (replace(clip, asset="others"),)
    assert change(after, {clip.id}, OTHERS) == after
    assert [each.id for each in change(after, {clip.id}, doc.assets[-1]).assets] == ["video", "last"]


def test_a_title_in_two_places_keeps_its_picture_in_the_other() -> None:
    doc = lay(lay(film(), WORDS, FrameRange(10, 20)), WORDS, FrameRange(30, 40))
    first, second = tracks_of(doc, "video")[1].clips
    after = change(doc, {first.id}, OTHERS)
    assert used_assets(after) >= {"words", "others"}
    both = change(doc, {first.id, second.id}, OTHERS)
    assert "words" not in {each.id for each in both.assets}


def test_a_locked_title_stays() -> None:
    doc = lay(film(), WORDS, FrameRange(10, 20))
    (clip,) = tracks_of(doc, "video")[1].clips
    with pytest.raises(TweenError, match="locked"):
        change(lock_clip(doc, clip.id), {clip.id}, OTHERS)


def test_a_title_is_known_by_its_picture(tmp_path: Path) -> None:
    asset = made(Recipe("Hello\nworld"), SIZE, tmp_path)
    assert (asset.kind, asset.width, asset.height, asset.alpha) == ("image", *SIZE, True)
    assert asset.notes == ("It says “Hello / world”.",)
    assert recipe_of(asset) == Recipe("Hello\nworld")
    doc = lay(small(film()), asset, FrameRange(10, 20))
    found = title_at(doc, 15)
    assert found is not None
    assert found[1].words == "Hello / world"
    assert title_at(doc, 20) is None
    hidden = set_track(doc, tracks_of(doc, "video")[1].id, muted=True)
    assert title_at(hidden, 15) is None
    Path(asset.path).unlink()
    assert title_at(doc, 15) is None


def test_another_size_draws_the_titles_anew_in_one_edit(tmp_path: Path) -> None:
    asset = made(Recipe("Hello", size=0.2), SIZE, tmp_path)
    doc = lay(small(film()), asset, FrameRange(10, 20))
    assert has_titles(doc)
    wide, notes = fitted(set_format(doc, doc.rate, 640, 360), SIZE, tmp_path)
    assert notes == ()
    (clip,) = tracks_of(wide, "video")[1].clips
    new = asset_by_id(wide, clip.asset)
    assert (new.width, new.height, recipe_of(new)) == (640, 360, Recipe("Hello", size=0.2))
    assert Path(asset.path).is_file()  # for undo
    tall, _ = fitted(set_format(doc, doc.rate, 180, 320), SIZE, tmp_path)
    with Image.open(asset_by_id(tall, tracks_of(tall, "video")[1].clips[0].asset).path) as image:
        assert image.size == (180, 320)
    assert fitted(doc, SIZE, tmp_path) == (doc, ())


def test_pictures_that_are_no_titles_stay_and_damaged_ones_are_told(tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    from engine.media.titles.file import KEY
    from engine.project.importing import asset_from_file

    told = PngInfo()
    told.add_itxt(KEY, '{"version": 1}')
    Image.new("RGBA", SIZE, (9, 9, 9, 99)).save(tmp_path / "damaged.png", pnginfo=told)
    Image.new("RGBA", SIZE, (7, 7, 7, 77)).save(tmp_path / "logo.png")
    doc = small(film())
    for name in ("damaged.png", "logo.png"):
        doc = lay(doc, asset_from_file(tmp_path / name), FrameRange(0, 9))
    after, notes = fitted(set_format(doc, doc.rate, 640, 360), SIZE, tmp_path)
    assert after.assets == doc.assets
    assert len(notes) == 1
    assert "“damaged.png” is used as a plain picture" in notes[0]


def test_what_a_person_is_told_of_a_title() -> None:
    assert advice(Recipe("Hello"), SIZE) == ()
    assert "drawn at" in advice(Recipe("Hello " * 60, size=0.2), SIZE)[0]
    assert "outside the area" in advice(Recipe("Hello", right=0.4), SIZE)[0]
