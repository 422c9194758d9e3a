"""Framings over time: what is shown at every frame, what cuts keep of it, moves that fill the film."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.document import edits
from engine.document.edits import dissolve, join, set_framing, set_move, set_speed, slip, split, trim_clip
from engine.document.fit import Size
from engine.document.framing import NEUTRAL, NUMBERS, SCALE, Framing, Moment, placement, settled
from engine.document.framing_keys import FramingKey
from engine.document.framing_moves import (
    MOVES,
    eased,
    keyed,
    move,
    still,
    with_key,
    without_key,
)
from engine.document.history import History
from engine.document.keys import EASES, key_after, key_at, key_before, shifted, stretched
from engine.document.model import Clip, Document
from engine.document.picture import ClipPicture, as_filed, footage_at, parts_of, runs
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.project.codec import Codec
from tests.document.boards import IMAGE, counter, film
from tests.document.programs import ACTS, plain_step, programs, step

FILM = (1280, 720)
CODEC = Codec(Path("/films"))
crops = st.floats(0, 0.4)
keys = st.builds(
    FramingKey,
    frame=st.integers(-30, 90),
    x=st.floats(-1, 2), y=st.floats(-1, 2), scale=st.floats(0.05, 10), rotation=st.floats(-720, 720),
    left=crops, top=crops, right=crops, bottom=crops, ease=st.sampled_from(EASES),
)  # fmt: skip
several = st.lists(keys, min_size=1, max_size=5, unique_by=lambda key: key.frame)
moving = st.builds(
    lambda keys, flip: Framing(keys=tuple(sorted(keys, key=lambda key: key.frame)), flip_x=flip),
    several, st.booleans(),
)  # fmt: skip
sides = st.integers(90, 4000)
sizes = st.tuples(sides, sides)


def clips(doc: Document) -> tuple[Clip, ...]:
    return doc.tracks[0].clips


def framed(framing: Framing | None, frames: int = 60) -> Document:
    doc = film(frames)
    return set_framing(doc, clips(doc)[0].id, framing)


def seen(doc: Document) -> list[list[tuple[str, int, Framing | None]]]:
    """What lies over each other at every frame of the film: asset, frame of it, framing."""

    def parts(frame: int) -> list[ClipPicture]:
        return [part for part in parts_of(footage_at(doc, frame)) if isinstance(part, ClipPicture)]

    return [[(p.asset.id, p.source_frame, p.framing) for p in parts(n)] for n in range(doc.frames)]


@given(moving, st.integers(-60, 120))
def test_at_a_key_frame_it_is_that_pose_and_between_two_it_lies_between(framing: Framing, frame: int) -> None:
    now = framing.at(frame)
    before, after = key_before(framing.keys, frame + 1), key_after(framing.keys, frame)
    ends = [key.pose for key in (before, after) if key is not None]
    if key_at(framing.keys, frame) or len(ends) == 1 or (before is not None and before.ease == "hold"):
        assert now.pose == ends[0]
    for name, value in zip(NUMBERS, now.pose, strict=True):
        values = [pose[NUMBERS.index(name)] for pose in ends]
        assert min(values) - 1e-9 <= value <= max(values) + 1e-9, name
    assert (now.flip_x, now.fit) == (framing.flip_x, framing.fit)
    assert isinstance(now, Moment)
    assert now.detail == max(key.scale for key in framing.keys)


def test_a_framing_that_stands_still_is_itself_at_every_frame() -> None:
    framing = Framing(0.2, 0.3, 0.5)
    assert all(framing.at(n) is framing for n in (-5, 0, 100))


def test_a_zoom_grows_by_equal_factors_around_one_point_and_softly_only_where_asked() -> None:
    keys = FramingKey(0, 0.5, 0.5, 1.0, ease="linear"), FramingKey(40, 0.0, 0.5, 4.0)
    moments = [Framing(keys=keys).at(n) for n in range(41)]
    factors = [after.scale / before.scale for before, after in pairwise(moments)]
    assert factors == pytest.approx([4 ** (1 / 40)] * 40)
    places = [placement(moment, FILM, FILM) for moment in moments]
    # Two points of the picture that lie on one place of the film at both ends lie there all the time.
    fixed = (0.5 * 4 - 0.0) / 3
    there = [place.to_source(fixed * FILM[0], 360)[0] for place in places]
    assert there == pytest.approx([there[0]] * 41)
    soft = [Framing(keys=(replace(keys[0], ease="smooth"), keys[1])).at(n).scale for n in range(41)]
    steps = [math.log(after / before) for before, after in pairwise(soft)]
    assert steps[0] < steps[10] < steps[19]
    assert steps == pytest.approx(steps[::-1])


ends = st.tuples(st.floats(1, 6), st.floats(-1, 1), st.floats(-1, 1))


@given(sizes, st.tuples(ends, ends), st.floats(-180, 180), crops, st.sampled_from(EASES))
def test_what_covers_the_film_at_both_ends_covers_it_in_between(
    source: Size, ends: tuple[tuple[float, float, float], ...], turn: float, left: float, ease
) -> None:
    def key(frame: int, times: float, across: float, down: float) -> FramingKey:
        return FramingKey(frame, 0.5 + across, 0.5 + down, times, turn, left, ease=ease)

    framing = Framing(fit="fill", keys=(key(0, *ends[0]), key(24, *ends[1])))
    places = [placement(framing.at(n), source, FILM) for n in range(25)]
    assume(places[0].covers(FILM) and places[-1].covers(FILM))
    assert all(place.covers(FILM) for place in places)


@given(moving, st.integers(1, 59), st.integers(1, 59))
def test_cutting_a_clip_and_playing_its_parts_shows_the_whole(framing: Framing, a: int, b: int) -> None:
    doc = framed(framing)
    cut = split(doc, a, new_id=counter("s"))
    if a != b:
        cut = split(cut, b, new_id=counter("t"))
    assert seen(cut) == seen(doc)
    while len(clips(cut)) > 1:
        cut = join(cut, clips(cut)[0].id)
    assert clips(cut) == clips(doc)


framing_step = step.filter(lambda each: each[0] in ("set_framing", "set_move"))


@given(st.lists(st.one_of(plain_step, framing_step), max_size=30), st.integers(1, 399))
def test_a_cut_moves_no_picture_whatever_was_done_before(program, frame: int) -> None:
    doc = programs(program)[-1]
    try:
        cut = split(doc, frame)
    except TweenError:
        return
    assert seen(cut) == seen(doc)


@given(moving, st.integers(0, 50), st.integers(1, 60))
def test_a_trimmed_clip_is_framed_as_it_was_on_the_frames_that_are_left(
    framing: Framing, start: int, stop: int
) -> None:
    assume(start < stop)
    doc = framed(framing)
    cut = trim_clip(doc, clips(doc)[0].id, FrameRange(start, stop))
    assert seen(cut)[start:stop] == seen(doc)[start:stop]
    back = trim_clip(cut, clips(cut)[0].id, FrameRange(0, 60))
    assert clips(back) == clips(doc)


def test_joining_is_refused_where_the_second_does_not_go_on_as_the_first() -> None:
    cut = split(framed(Framing(keys=(FramingKey(0), FramingKey(59, scale=2)))), 20, new_id=counter("s"))
    left, right = clips(cut)
    assert left.framing is not None
    assert right.framing == replace(left.framing, keys=shifted(left.framing.keys, -20))
    other = set_framing(cut, right.id, left.framing)
    with pytest.raises(TweenError, match="does not go on"):
        join(other, left.id)


def test_a_picture_is_cut_and_trimmed_as_footage_is() -> None:
    doc = edits.append_clip(edits.add_asset(Document(), IMAGE), IMAGE.id, new_id=counter())
    doc = set_move(doc, clips(doc)[0].id, "pan-right")
    assert seen(split(doc, 10, new_id=counter("s"))) == seen(doc)
    shorter = trim_clip(doc, clips(doc)[0].id, FrameRange(7, 30))
    assert seen(shorter)[7:30] == seen(doc)[7:30]


def test_slipping_and_replacing_footage_leave_the_move_and_speeds_and_rates_stretch_it() -> None:
    keys = FramingKey(0), FramingKey(59, scale=2)
    doc = framed(Framing(keys=keys))
    clip_id = clips(doc)[0].id
    assert clips(slip(doc, clip_id, 20))[0].framing == clips(doc)[0].framing
    (slower,) = clips(set_speed(doc, clip_id, Fraction(1, 2)))
    assert [key.frame for key in slower.framing.keys] == [0, 118]  # type: ignore[union-attr]
    (other,) = clips(edits.set_format(doc, Fraction(12), *FILM))
    assert [key.frame for key in other.framing.keys] == [0, 30]  # type: ignore[union-attr]


@given(moving, st.fractions(Fraction(1, 20), 20))
def test_stretching_keeps_key_frames_in_order_and_poses_as_they_are(
    framing: Framing, times: Fraction
) -> None:
    found = stretched(framing.keys, times)
    frames = [key.frame for key in found]
    assert frames == sorted(set(frames))
    poses = [key.pose for key in framing.keys]
    assert all(key.pose in poses for key in found)
    if times >= 1:
        assert len(frames) == len(poses)


@given(moving, st.integers(-20, 80), st.floats(0.1, 5))
def test_a_change_at_a_frame_is_a_key_frame_there_and_taking_it_away_undoes_it(
    framing: Framing, frame: int, scale: float
) -> None:
    wanted = replace(still(framing, frame), scale=scale, flip_y=True)
    changed = keyed(framing, frame, wanted)
    assert changed.at(frame).scale == scale
    assert changed.flip_y
    there = key_at(framing.keys, frame)
    if there is None:
        assert without_key(replace(changed, flip_y=False), frame) == framing
    assert len(changed.keys) == len(framing.keys) + (there is None)
    held = with_key(framing, frame)
    assert held.at(frame).pose == framing.at(frame).pose


def test_the_first_key_frame_makes_a_move_and_without_the_last_one_it_stands_still() -> None:
    small = Framing(0.25, 0.25, 0.5, flip_x=True, fit="fill")
    one = with_key(small, 12)
    assert one.keys == (FramingKey(12, 0.25, 0.25, 0.5),)
    assert keyed(small, 12, replace(small, x=0.5)) == replace(small, x=0.5)
    assert without_key(one, 12) == small
    spun = keyed(with_key(one, 40), 40, replace(small, rotation=720.0))
    assert still(spun, 40) == small  # two whole rounds on
    assert eased(one, "hold", 30).keys[0].ease == "hold"
    assert eased(one, "linear", 3).keys[0].ease == "linear"
    assert (key_before(one.keys, 12), key_after(one.keys, 11), key_at((), 0)) == (None, one.keys[0], None)


@given(
    st.sampled_from(MOVES),
    st.builds(Framing, x=st.floats(-1, 2), scale=st.floats(0.1, 3), rotation=st.floats(-90, 90), left=crops,
              bottom=crops, flip_x=st.booleans(), fit=st.sampled_from(("film", "inside", "fill", "stretch"))),
    sizes, st.booleans(), st.integers(1, 60),
)  # fmt: skip
def test_a_named_move_goes_where_it_says_and_fills_the_film_at_every_moment(
    name: str, framing: Framing, source: Size, fill: bool, frames: int
) -> None:
    made = move(name, framing, frames, source, FILM, fill)
    assume(all(SCALE[0] < key.scale < SCALE[1] for key in made.keys))
    places = [placement(made.at(n), source, FILM, fill) for n in range(max(2, frames))]
    assert all(place.covers(FILM) for place in places)
    assert [key.frame for key in made.keys] == [0, max(1, frames - 1)]
    first, last = places[0], places[-1]
    if name == "zoom-in":
        assert last.size[0] > first.size[0]
        assert placement(made.at(0), source, FILM, fill).bounds()[0] <= 0.01
    elif name == "zoom-out":
        assert last.size[0] < first.size[0]
    else:
        axis = 0 if name in ("pan-left", "pan-right") else 1
        moved = last.bounds()[axis] - first.bounds()[axis]
        assert moved > 0 if name in ("pan-left", "pan-up") else moved < 0
        assert last.bounds()[1 - axis] == pytest.approx(first.bounds()[1 - axis], abs=0.01)
        edge = axis if name in ("pan-left", "pan-up") else axis + 2
        assert last.bounds()[edge] == pytest.approx((0, 0, *FILM)[edge], abs=0.01)
    assert (made.crop, made.flip_x, made.fit) == (framing.crop, framing.flip_x, framing.fit)


def test_a_move_lasts_until_the_next_clip_has_dissolved_in_and_undo_takes_it_back_at_once() -> None:
    doc = dissolve(film(100, cuts=(40,)), film(100, cuts=(40,)).tracks[0].clips[1].id, 8)
    history = History(doc)
    history.push(set_move(doc, clips(doc)[0].id, "zoom-in"), "Slow zoom in")
    assert [key.frame for key in clips(history.document)[0].framing.keys] == [0, 47]  # type: ignore[union-attr]
    history.undo()
    assert history.document == doc
    with pytest.raises(TweenError, match="“spin” is no move of a picture; there are zoom-in"):
        set_move(doc, clips(doc)[0].id, "spin")
    with pytest.raises(TweenError, match="no picture that could move"):
        set_move(doc, doc.tracks[1].clips[0].id, "zoom-in")


def test_footage_that_moves_is_never_taken_for_its_file_and_is_known_frame_by_frame() -> None:
    doc = framed(Framing(keys=(FramingKey(0), FramingKey(59))))
    assert not any(as_filed(footage_at(doc, n)) for n in range(60))
    assert len(list(runs(doc, FrameRange(0, 60)))) == 60


def test_what_covers_the_film_in_some_frames_hides_what_lies_below_in_these() -> None:
    doc = framed(Framing(keys=(FramingKey(0, scale=0.5), FramingKey(10, scale=1.0))), 20)
    below = replace(doc.tracks[0], id="low", clips=(replace(clips(film(20))[0], id="low"),))
    doc = replace(doc, tracks=(below, *doc.tracks))
    assert [len(layers) for layers in seen(doc)] == [2] * 10 + [1] * 10


@given(moving)
def test_a_file_keeps_it_and_shows_its_beginning_to_programs_that_know_of_no_moves(framing: Framing) -> None:
    doc = framed(framing)
    data = json.loads(json.dumps(CODEC.pack(doc)))
    assert CODEC.unpack(data) == doc
    told = data["tracks"][0]["clips"][0]["framing"]
    first = framing.keys[0]
    assert told.get("scale", 1.0) == first.scale
    assert told.get("x", 0.5) == first.x
    told["keys"][0]["tension"] = 3  # a newer program's
    assert CODEC.pack(CODEC.unpack(data)) == data


def test_files_without_moves_are_written_as_before() -> None:
    assert "keys" not in str(CODEC.pack(framed(Framing(scale=0.5))))
    assert settled(Framing(keys=())) is None
    assert settled(Framing(keys=(FramingKey(0),))) == Framing(keys=(FramingKey(0),))


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ((FramingKey(5), FramingKey(5)), "has key frames that are not in order of time"),
        ((FramingKey(5), FramingKey(4)), "has key frames that are not in order of time"),
        ((FramingKey(5, scale=0),), "is scaled to 0 %"),
        ((FramingKey(5, rotation=4000),), "is turned by 4000 degrees; use -3600 to 3600"),
        ((FramingKey(5, left=0.6, right=0.5),), "is cropped away whole"),
        ((FramingKey(10**9),), "has a key frame 1000000000 frames after its first one"),
        ((FramingKey(0, ease="round"),), "goes on from a key frame by “round”"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_shown_is_refused(keys: tuple[FramingKey, ...], said: str) -> None:
    with pytest.raises(TweenError) as error:
        framed(replace(NEUTRAL, keys=keys))
    assert f"cannot be shown so: it {said}" in str(error.value)


def test_random_programs_know_moves() -> None:
    assert {"set_move", "set_framing"} <= set(ACTS)
