"""Framing of clips: points there and back, what covers the film, what edits keep and refuse."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import (
    append_clip,
    duplicate,
    join,
    lock_clip,
    set_format,
    set_framing,
    split,
)
from engine.document.fit import fit_box
from engine.document.framing import FITS, NEUTRAL, SCALE, Framing, Placement, broken, placement, settled
from engine.document.framing_presets import PRESETS, preset
from engine.document.history import History
from engine.document.invariants import broken as broken_rules
from engine.document.model import Clip, Document
from engine.document.picture import ClipPicture, LayeredPicture, footage_at, runs
from engine.document.time import FrameRange
from engine.errors import TweenError
from tests.document.boards import IMAGE, VIDEO, counter, film

FILM = (1280, 720)
sides = st.integers(2, 4000)
crops = st.floats(0, 0.49)
framings = st.builds(
    Framing,
    x=st.floats(-2, 3), y=st.floats(-2, 3), scale=st.floats(*SCALE), rotation=st.floats(-180, 180),
    left=crops, top=crops, right=crops, bottom=crops,
    flip_x=st.booleans(), flip_y=st.booleans(), fit=st.sampled_from(FITS),
)  # fmt: skip
shares = st.tuples(st.floats(0, 1), st.floats(0, 1))


def close(one: tuple[float, float], other: tuple[float, float], by: float) -> bool:
    return math.dist(one, other) <= by


@given(framings, st.tuples(sides, sides), st.booleans(), shares)
def test_a_point_of_the_film_is_found_again_in_the_source(framing: Framing, source, fill: bool, at) -> None:
    assert not list(broken(framing))
    place = placement(framing, source, FILM, fill)
    assert close(place.to_source(*place.to_film(*at)), at, 1e-6)
    assert close(place.to_film(0.5, 0.5), (framing.x * FILM[0], framing.y * FILM[1]), 1e-6 * max(place.size))


@given(framings, st.tuples(sides, sides), st.booleans())
def test_nothing_but_its_scale_changes_how_large_a_picture_is(
    framing: Framing, source: tuple[int, int], fill: bool
) -> None:
    size = placement(framing, source, FILM, fill).size
    plain = placement(Framing(fit=framing.fit), source, FILM, fill).size
    assert size == pytest.approx([side * framing.scale for side in plain])
    if framing.fit == "film":
        assert plain == pytest.approx(fit_box(source[0], source[1], FILM, fill)[2:])


@given(framings, st.tuples(sides, sides), st.tuples(st.integers(16, 400), st.integers(16, 400)), shares)
def test_a_smaller_preview_shows_the_same_geometry(framing: Framing, source, size, at) -> None:
    large = placement(framing, source, FILM)
    x, y = large.on(FILM, size).to_film(*at)
    there = large.to_film(*at)
    assert close((x / size[0] * FILM[0], y / size[1] * FILM[1]), there, 1e-6 * (1 + math.hypot(*there)))


@given(framings, st.tuples(sides, sides))
def test_a_picture_covers_the_film_when_every_corner_of_it_shows_the_picture(framing, source) -> None:
    place = placement(framing, source, FILM)
    corners = [(x, y) for x in (0, FILM[0]) for y in (0, FILM[1])]
    assert place.covers(FILM) == all(place.shows(*corner) for corner in corners)
    left, top, right, bottom = place.bounds()
    if place.covers(FILM):
        assert max(left, top) <= 0.01
        assert right >= FILM[0] - 0.01
        assert bottom >= FILM[1] - 0.01


def test_corners_go_round_with_the_clock_and_mirrors_turn_them_back() -> None:
    place = placement(Framing(scale=0.5), (1280, 720), FILM)
    assert place.corners() == ((320, 180), (960, 180), (960, 540), (320, 540))
    assert place.upright
    turned = placement(Framing(scale=0.5, rotation=90), (1280, 720), FILM)
    assert turned.corners() == ((820, 40), (820, 680), (460, 680), (460, 40))
    assert not turned.upright
    assert placement(Framing(scale=0.5, flip_x=True, left=0.25), FILM, FILM).bounds() == (320, 180, 800, 540)


@given(st.sampled_from(PRESETS), framings, st.tuples(sides, sides), st.booleans())
def test_presets_lie_where_their_name_says_and_are_framings_that_can_be_shown(
    name: str, framing: Framing, source: tuple[int, int], fill: bool
) -> None:
    made = preset(name, framing, source, FILM, fill)
    if (
        not SCALE[0] < made.scale < SCALE[1]
    ):  # a thread of a picture cannot be drawn as large as it would take
        return
    assert (made.flip_x, made.flip_y, made.fit) == (framing.flip_x, framing.flip_y, framing.fit)
    box = placement(made, source, FILM, fill).bounds()
    width, height = FILM
    wanted = {
        "left": (0, 0, width / 2, height), "right": (width / 2, 0, width, height),
        "top": (0, 0, width, height / 2), "bottom": (0, height / 2, width, height),
        "upright": (437.5, 0, 842.5, 720),
    }  # fmt: skip
    if name in wanted:
        assert box == pytest.approx(wanted[name], abs=0.01)
    elif name == "fill":
        assert placement(made, source, FILM, fill).covers(FILM)
    else:
        assert min(box) >= -0.01
        assert box[2] <= width + 0.01
        assert box[3] <= height + 0.01
    if "-" in name:
        assert box[0] - 28.8 == pytest.approx(0, abs=0.01) or not name.endswith("left")
        assert box[3] + 28.8 == pytest.approx(height, abs=0.01) or not name.startswith("bottom")
        assert max((box[2] - box[0]) / width, (box[3] - box[1]) / height) == pytest.approx(1 / 3)


def framed(framing: Framing | None = NEUTRAL) -> Document:
    doc = film(60)
    return set_framing(doc, doc.tracks[0].clips[0].id, framing)


def clips(doc: Document) -> tuple[Clip, ...]:
    return doc.tracks[0].clips


def test_what_changes_nothing_is_no_framing() -> None:
    assert framed() == framed(None) == film(60)
    assert framed(Framing(rotation=360)) == film(60)
    assert settled(Framing(rotation=-180)) == Framing(rotation=180)
    assert clips(framed(Framing(rotation=350)))[0].framing == Framing(rotation=-10)


def test_cuts_copies_and_a_new_format_keep_it_and_undo_takes_it_back() -> None:
    small = Framing(0.2, 0.8, 0.25)
    doc = framed(small)
    history = History(film(60))
    history.push(doc, "Frame clip")
    cut = split(doc, 20, new_id=counter("s"))
    assert [clip.framing for clip in clips(cut)] == [small, small]
    assert clips(join(cut, clips(cut)[0].id))[0].framing == small
    other = set_framing(cut, clips(cut)[1].id, None)
    with pytest.raises(TweenError, match="does not go on"):
        join(other, clips(other)[0].id)
    assert clips(duplicate(doc, [clips(doc)[0].id], 60, new_id=counter("d")))[1].framing == small
    assert clips(set_format(doc, doc.rate, 720, 1280))[0].framing == small
    history.undo()
    assert history.document == film(60)


@pytest.mark.parametrize(
    ("framing", "said"),
    [
        (Framing(x=12), "has its centre at 12 across, far outside the film; use 0 to 1 for inside it"),
        (Framing(y=math.nan), "has its centre at nan down"),
        (Framing(scale=0), "is scaled to 0 %; use 1 to 2000"),
        (Framing(scale=math.inf), "is scaled to inf %"),
        (Framing(rotation=math.inf), "is turned by inf degrees"),
        (Framing(left=-0.1), "is cropped by a share that is not between 0 and 1"),
        (Framing(left=0.5, right=0.5), "is cropped away whole"),
        (Framing(fit="round"), "is fitted by “round”"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_sentence(framing: Framing, said: str) -> None:
    with pytest.raises(TweenError, match="The clip at 0–60 on V1 ") as error:
        framed(framing)
    assert f" cannot be shown so: it {said}" in str(error.value)
    doc = film(60)
    bad = replace(doc.tracks[0], clips=(replace(clips(doc)[0], framing=framing),))
    assert any(said in line for line in broken_rules(replace(doc, tracks=(bad, *doc.tracks[1:]))))


def test_a_sound_and_a_locked_clip_are_not_framed() -> None:
    doc = film(60)
    with pytest.raises(TweenError, match="has no picture that could be framed"):
        set_framing(doc, doc.tracks[1].clips[0].id, Framing(scale=0.5))
    with pytest.raises(TweenError, match="is locked"):
        set_framing(lock_clip(doc, clips(doc)[0].id), clips(doc)[0].id, Framing(scale=0.5))


def layered(framing: Framing | None, opacity: float = 1.0) -> Document:
    """A picture over footage."""
    doc = film(20)
    place = FrameRange(0, 20)
    top = Clip("top", IMAGE.id, place, framing=framing, opacity=opacity)
    track = replace(doc.tracks[0], id="v2", name="V2", clips=(top,))
    return replace(doc, assets=(*doc.assets, IMAGE), tracks=(doc.tracks[0], track, *doc.tracks[1:]))


def pictures(doc: Document) -> list[str]:
    found = footage_at(doc, 3)
    if isinstance(found, ClipPicture):
        return [f"only {found.asset.id}"]
    assert isinstance(found, LayeredPicture)
    return [part.picture.asset.id for layer in found.layers for part in layer]  # type: ignore[union-attr]


def test_what_lies_below_is_seen_around_a_framed_clip_unless_it_covers_the_film() -> None:
    assert pictures(layered(None)) == ["only image"]
    assert pictures(layered(Framing(scale=0.5))) == ["video", "image"]
    assert pictures(layered(Framing(fit="fill", scale=1.2))) == ["image"]
    assert pictures(layered(Framing(fit="fill", rotation=45))) == ["video", "image"]
    assert pictures(layered(Framing(fit="fill"), opacity=0.5)) == ["video", "image"]


def test_a_framed_clip_is_never_taken_for_its_footage_as_it_is() -> None:
    doc = framed(Framing(x=0.4))
    assert pictures(doc) == ["video"]
    found = [picture for _, picture in runs(doc, FrameRange(0, 20))]
    assert len(found) == 20
    assert all(isinstance(picture, LayeredPicture) for picture in found)
    assert isinstance(append_clip(doc, VIDEO.id, new_id=counter("a")).tracks[0].clips[1].framing, type(None))


def test_a_placement_knows_its_middle() -> None:
    place = Placement((10, 20), (30, 0), (0, 40))
    assert place.to_film(0.5, 0.5) == (25, 40)
    assert place.size == (30, 40)
