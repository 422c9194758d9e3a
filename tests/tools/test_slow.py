"""Slow motion: which frames are shown when, sound in step, takes first made footage, what is refused."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import (
    add_asset,
    add_marker,
    add_track,
    append_clip,
    lock_clip,
    mute_clip,
    overwrite,
    set_card,
    set_format,
    set_speed,
    set_track,
)
from engine.document.invariants import check
from engine.document.model import Asset, Card, Document
from engine.document.queries import linked
from engine.document.time import FrameRange, SourceRange
from engine.errors import Cancelled, TweenError
from engine.tools.between import laid, make, seconds_for, wanting, write_footage, write_still
from engine.tools.slow import redrawn, refuse, settled, slow, speed_of, words_in
from tests.document.boards import IMAGE, SILENT, VIDEO, counter, film, footage, take_of

DOC = film(100, cuts=(40, 60))
HALF = Fraction(1, 2)


def nothing(_: Card) -> None:
    return None


def drawn_as(frames: int) -> Asset:
    return Asset("drawn", "video", "/made/drawn.mp4", "9" * 64, frames, 1280, 720, Fraction(24), False)


@given(
    cuts=st.sets(st.integers(1, 99), max_size=4),
    start=st.integers(0, 97),
    length=st.integers(2, 60),
    speed=st.sampled_from([HALF, Fraction(1, 4), Fraction(1, 3), Fraction(2, 3), Fraction(9, 10)]),
)
def test_a_stretch_runs_slower_and_the_rest_stays(
    cuts: set[int], start: int, length: int, speed: Fraction
) -> None:
    before = film(100, tuple(sorted(cuts)))
    span = FrameRange(start, min(100, start + length))
    if len(span) < 2:
        return
    after = slow(before, span, speed)
    check(after)
    wide = round(len(span) / speed)
    was, now = footage(before), footage(after)
    assert now[:start] == was[:start]
    assert now[start + wide :] == was[span.stop :]
    exact = (1 / speed).denominator == 1
    for i, shown in enumerate(now[start : start + wide]):
        if shown is None:  # rounding leaves at most one frame at a cut
            assert not exact
            continue
        assert abs(shown[1] - (span.start + i * speed)) <= (1 if exact else 3)
    for clip in (each for track in after.tracks if track.kind == "video" for each in track.clips):
        partner = [each for each in linked(after, clip) if each.id != clip.id]
        assert [(each.place, each.speed) for each in partner] == [(clip.place, clip.speed)]
    assert [str(card.range) for card in after.cards if card.range.start == start] == [
        f"{start}–{start + wide}"
    ]


def test_every_frame_is_there_as_often_and_its_sound_as_slow() -> None:
    after = slow(DOC, FrameRange(45, 50), Fraction(1, 4))
    assert [shown and shown[1] for shown in footage(after)[45:65]] == [n // 4 for n in range(180, 200)]
    assert after.frames == 115
    (sound,) = [clip for clip in after.tracks[1].clips if clip.place.start == 45]
    assert (sound.speed, sound.place) == (Fraction(1, 4), FrameRange(45, 65))


def test_markers_and_pictures_in_it_move_along() -> None:
    doc = append_clip(add_asset(DOC, IMAGE), IMAGE.id, SourceRange(0, 10))
    for frame in (44, 48, 60):
        doc = add_marker(doc, frame, str(frame))
    after = slow(doc, FrameRange(44, 110), HALF)
    check(after)
    assert [marker.frame for marker in after.markers] == [44, 52, 76]
    still = after.tracks[0].clips[-1]
    assert (still.asset, still.place, still.speed) == (IMAGE.id, FrameRange(156, 176), 1)


def test_what_is_locked_refuses() -> None:
    for locked, why in (
        (lock_clip(DOC, DOC.tracks[0].clips[2].id), "The clip at 60–100 on V1 is locked"),
        (set_track(DOC, DOC.tracks[1].id, locked=True), "Track A1 is locked"),
        (set_card(DOC, DOC.cards[1].id, locked=True), "Card 2 .40–60. is locked"),
    ):
        with pytest.raises(TweenError, match=why):
            slow(locked, FrameRange(45, 50), HALF)


def test_what_cannot_be_slowed_is_refused_in_a_sentence() -> None:
    worded = set_card(DOC, DOC.cards[1].id, prompt="a ball")
    still = append_clip(add_asset(Document(), IMAGE), IMAGE.id)
    for doc, span, why in (
        (DOC, FrameRange(90, 101), "not inside the film, which runs 0–100"),
        (DOC, FrameRange(4, 5), "too short for slow motion"),
        (worded, FrameRange(50, 70), r"Card 2 \(40–60\) is not drawn yet"),
        (still, FrameRange(0, 20), "Nothing moves in 0–20"),
    ):
        with pytest.raises(TweenError, match=why):
            refuse(doc, span, nothing)
    refuse(DOC, FrameRange(0, 100), nothing)
    with pytest.raises(TweenError, match="1/100 is the slowest"):
        slow(slow(DOC, FrameRange(0, 4), Fraction(1, 50)), FrameRange(0, 4), Fraction(1, 4))


@pytest.mark.parametrize(
    ("text", "speed"), [("1/4", (1, 4)), ("0.25", (1, 4)), ("25%", (1, 4)), ("2/3", (2, 3))]
)
def test_speeds_as_they_are_written(text: str, speed: tuple[int, int]) -> None:
    assert speed_of(text) == Fraction(*speed)


@pytest.mark.parametrize("text", ["1", "2", "3/2", "100%", "fast", "1/0", "", "-1/2", "1e-3"])
def test_what_is_not_slower_is_refused(text: str) -> None:
    with pytest.raises(TweenError, match=r"needs a speed below 1|is no speed"):
        speed_of(text)


def test_what_was_drawn_becomes_footage_above_all_that_is_seen() -> None:
    doc = set_card(DOC, DOC.cards[1].id, prompt="a ball", cut=True)
    take = take_of(doc, 2)
    asked: list[FrameRange] = []

    def settle(span: FrameRange) -> Asset:
        asked.append(span)
        return drawn_as(len(span))

    after = settled(doc, FrameRange(50, 80), lambda card: take if card.prompt else None, settle)
    check(after)
    assert asked == [FrameRange(50, 60)]
    assert footage(after)[50:60] == [("drawn", n) for n in range(10)]
    assert footage(after)[:50] + footage(after)[60:] == footage(doc)[:50] + footage(doc)[60:]
    assert [(str(card.range), card.words) for card in after.cards] == [
        ("0–40", ""), ("40–50", "a ball"), ("50–60", ""), ("60–100", ""),
    ]  # fmt: skip
    slowed = slow(after, FrameRange(50, 80), HALF)
    check(slowed)
    assert [clip.asset for clip in slowed.tracks[0].clips if clip.speed == HALF] == ["drawn", VIDEO.id]
    assert settled(DOC, FrameRange(0, 100), nothing, settle) == DOC


def test_the_model_may_redraw_it_in_the_words_that_were_there() -> None:
    doc = set_card(DOC, DOC.cards[1].id, prompt="a ball")
    assert words_in(doc, FrameRange(30, 45)) == "a ball"
    assert words_in(doc, FrameRange(0, 40)) == ""
    after, card_id = redrawn(slow(DOC, FrameRange(45, 50), HALF), FrameRange(45, 55), 0.3, "a ball")
    (card,) = [card for card in after.cards if card.id == card_id]
    assert (str(card.range), card.strength, card.prompt) == ("45–55", 0.3, "a ball")


def test_clips_with_too_few_frames_are_found_and_get_their_own() -> None:
    doc = slow(DOC, FrameRange(45, 50), HALF)
    (found,) = wanting(doc, FrameRange(0, doc.frames))
    assert (found.clip.place, found.frames, found.size) == (FrameRange(45, 55), 10, (1280, 720))
    assert list(found.seconds) == [Fraction(90 + n, 48) for n in range(10)]
    after = laid(doc, found.clip.id, drawn_as(10))
    check(after)
    assert footage(after)[45:55] == [("drawn", n) for n in range(10)]
    assert linked(after, after.tracks[0].clips[2])[1].speed == HALF
    assert wanting(after, FrameRange(0, doc.frames)) == ()


def test_a_higher_rate_of_the_film_asks_for_frames_and_a_lower_one_does_not() -> None:
    whole = FrameRange(0, 10**6)
    assert wanting(DOC, whole) == ()
    assert len(wanting(set_format(DOC, Fraction(48), 1280, 720), whole)) == 3
    assert wanting(set_format(DOC, Fraction(12), 1280, 720), whole) == ()
    faster = set_speed(film(), film().tracks[0].clips[0].id, Fraction(2))
    assert wanting(set_format(faster, Fraction(48), 1280, 720), whole) == ()


def test_hidden_clips_get_none_and_large_ones_no_more_than_is_seen() -> None:
    doc = slow(DOC, FrameRange(40, 60), HALF)
    muted = mute_clip(doc, next(clip.id for clip in doc.tracks[0].clips if clip.speed == HALF))
    assert wanting(muted, FrameRange(0, 120)) == ()
    assert wanting(set_track(doc, doc.tracks[0].id, muted=True), FrameRange(0, 120)) == ()
    (small,) = wanting(set_format(doc, doc.rate, 640, 360), FrameRange(0, 120))
    (large,) = wanting(set_format(doc, doc.rate, 3840, 2160), FrameRange(0, 120))
    assert (small.size, large.size) == ((640, 360), (1280, 720))


def test_the_estimate_grows_with_what_has_to_be_found() -> None:
    assert seconds_for(()) == 0
    short, long = (
        wanting(slow(DOC, FrameRange(0, frames), Fraction(1, 4)), FrameRange(0, 400)) for frames in (2, 40)
    )
    assert 0 < 3 * seconds_for(short) < seconds_for(long)


def test_another_piece_of_the_same_file_has_another_name() -> None:
    doc = slow(slow(DOC, FrameRange(70, 80), HALF), FrameRange(10, 20), HALF)
    names = [each.name for each in wanting(doc, FrameRange(0, doc.frames))]
    assert len(set(names)) == 2
    assert names == [each.name for each in wanting(doc, FrameRange(0, doc.frames))]


def test_a_stretch_laid_over_several_tracks_is_seen() -> None:
    doc = add_asset(DOC, SILENT)
    doc = add_track(doc, "video", new_id=counter("t"))
    top = [track for track in doc.tracks if track.kind == "video"][-1]
    doc = overwrite(doc, SILENT.id, 50, SourceRange(0, 10), track=top.id)
    take_doc = set_card(doc, doc.cards[1].id, prompt="a ball")
    take = take_of(take_doc, 2)
    after = settled(
        take_doc, FrameRange(45, 58), lambda card: take if card.prompt else None, lambda s: drawn_as(len(s))
    )
    check(after)
    assert {shown and shown[0] for shown in footage(after)[45:58]} == {"drawn"}


def test_writing_stops_when_told_and_leaves_nothing(tmp_path: Path) -> None:
    frames = (np.full((32, 32, 3), n, np.uint8) for n in range(9))
    told: list[int] = []
    with pytest.raises(Cancelled):
        write_footage(
            frames, tmp_path / "made" / "a.mp4", (32, 32), Fraction(24), told.append, lambda: len(told) > 3
        )
    assert told == [1, 2, 3, 4]
    assert list((tmp_path / "made").iterdir()) == []


def test_a_failure_while_frames_are_made_leaves_nothing(tmp_path: Path) -> None:
    def broken():
        yield np.zeros((32, 32, 3), np.uint8)
        raise TweenError("The footage is damaged.")

    with pytest.raises(TweenError, match="damaged"):
        write_footage(broken(), tmp_path / "a.mp4", (32, 32), Fraction(24))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "film.media").write_text("")
    with pytest.raises(TweenError, match=r"The folder “?film\.media”? for made footage cannot be made"):
        write_still(np.zeros((8, 8, 3), np.uint8), "frame 1", tmp_path / "film.media")


def test_footage_that_is_gone_is_said(tmp_path: Path) -> None:
    (found,) = wanting(slow(DOC, FrameRange(45, 50), HALF), FrameRange(0, 200))
    with pytest.raises(TweenError, match=r"a\.webm"):
        make(found, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_same_still_is_written_once(tmp_path: Path) -> None:
    rgb = np.random.default_rng(1).integers(0, 255, (24, 32, 3), np.uint8)
    first, again = (write_still(rgb, "frame 7", tmp_path) for _ in range(2))
    assert first == again
    assert (first.kind, first.width, first.height) == ("image", 32, 24)
    assert len(list(tmp_path.iterdir())) == 1
