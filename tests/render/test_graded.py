"""Graded clips in the composer, in files that were written, and before a model's eyes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.diffusion.stitched import KnownPictures
from engine.document.edits import (
    add_asset,
    add_card,
    append_clip,
    dissolve,
    set_grade,
    set_opacity,
    set_prompt,
    split,
)
from engine.document.grade import Grade, Lut
from engine.document.model import Document
from engine.document.request import Request
from engine.document.take import ShownTake
from engine.document.time import FrameRange, SourceRange
from engine.errors import TweenError
from engine.media.fingerprint import fingerprint
from engine.media.grading import Grader
from engine.media.output.settings import Settings
from engine.media.reader import VideoReader
from engine.project.importing import asset_from_file
from engine.render.compose import Composer
from engine.render.export import export
from engine.render.smart import smart_export
from engine.render.verify import verify_kept
from engine.tools.match_colours import towards
from engine.tools.regenerate import request_for
from tests.media.clips import write_video
from tests.media.cubes import solid, write_solid
from tests.render.films import RATE, SIZE, footage
from tests.render.films import film as films_film

NOTHING: ShownTake = lambda card: None  # noqa: E731
FRAMES, CUT = 96, 40
LOOK = Grade(exposure=0.4, saturation=1.3, temperature=-20.0)


def colour(n: int) -> tuple[int, int, int]:
    return (60 + n, 100, 180 - n)


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shot without edges, every frame a colour of its own, so that packets are copied."""
    frames = [np.full((SIZE[1], SIZE[0], 3), colour(n), np.uint8) for n in range(FRAMES)]
    options = {"g": "16", "crf": "10", "preset": "veryfast"}
    path = tmp_path_factory.mktemp("shot") / "shot.mp4"
    return write_video(path, frames, codec="libx264", pixel_format="yuv420p", options=options)


def film(shot: Path) -> Document:
    doc = add_asset(Document(rate=RATE, width=SIZE[0], height=SIZE[1]), asset_from_file(shot))
    return split(append_clip(doc, doc.assets[0].id, SourceRange(0, FRAMES)), CUT)


def graded(shot: Path, grade: Grade = LOOK) -> Document:
    """The first 40 frames have other colours."""
    doc = film(shot)
    return set_grade(doc, [doc.tracks[0].clips[0].id], grade)


def worst(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(np.float64) - b).max())


def test_only_the_graded_clip_has_other_colours_and_the_proof_holds(shot: Path) -> None:
    doc = graded(shot)
    with Composer(doc, NOTHING) as composer, VideoReader(shot) as plain:
        assert np.array_equal(composer.frame(3), Grader().graded(plain.frame(3), LOOK))
        assert np.array_equal(composer.rgba(3)[..., :3], composer.frame(3))
        assert np.array_equal(composer.frame(CUT), plain.frame(CUT))
        assert np.array_equal(composer.source(3), plain.frame(3))
    proof = verify_kept(doc, NOTHING)
    assert (proof.exact, proof.frames, proof.graded) == (True, FRAMES, CUT)
    assert "40 of them in their grade" in proof.sentence()
    ungraded = verify_kept(film(shot), NOTHING)
    assert (ungraded.graded, "grade" in ungraded.sentence()) == (0, False)
    with VideoReader(shot) as plain:
        cheated = verify_kept(doc, NOTHING, picture_of=plain.frame)
    assert cheated.changed == tuple(range(CUT))


def test_a_neutral_grade_in_a_document_changes_nothing_and_costs_nothing(shot: Path) -> None:
    doc = film(shot)
    clips = (replace(doc.tracks[0].clips[0], grade=Grade()), *doc.tracks[0].clips[1:])
    neutral = replace(doc, tracks=(replace(doc.tracks[0], clips=clips), *doc.tracks[1:]))
    with Composer(neutral, NOTHING) as composer, VideoReader(shot) as plain:
        assert np.array_equal(composer.frame(3), plain.frame(3))
    cards = [request_for(each, each.cards[0], NOTHING, "sketch").digest() for each in (doc, neutral)]
    assert cards[0] == cards[1]


def test_only_footage_as_it_was_filed_goes_to_the_encoder_as_it_is(tmp_path: Path) -> None:
    reel = footage(tmp_path / "reel.mp4", sound=False)
    doc = films_film(reel, cut=20)
    doc = set_grade(doc, [doc.tracks[0].clips[0].id], LOOK)
    with Composer(doc, NOTHING) as composer:
        assert composer.coded(3) is None
        assert composer.coded(30) is not None


def test_a_written_file_has_the_graded_colours(shot: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mkv"
    export(graded(shot), NOTHING, out, settings=Settings(format="ffv1"))
    with VideoReader(shot, exact=True) as plain, VideoReader(out, exact=True) as written:
        for n in (0, 20, CUT - 1):
            assert worst(written.frame(n), Grader().graded(plain.frame(n), LOOK)) <= 2, n
        assert np.array_equal(written.frame(CUT), plain.frame(CUT))


def test_smart_export_encodes_graded_frames_and_copies_the_others(shot: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    report = smart_export(graded(shot), NOTHING, out)
    copied = {n for span in report.copied for n in span}
    assert copied.isdisjoint(range(CUT))
    assert len(copied) >= 32
    with VideoReader(shot, exact=True) as plain, VideoReader(out, exact=True) as written:
        for n in copied:
            assert np.array_equal(written.coded(n).to_ndarray(), plain.coded(n).to_ndarray()), n
        for n in (0, 20, CUT - 1):
            expected = Grader().graded(plain.frame(n), LOOK).mean((0, 1))
            assert worst(written.frame(n).mean((0, 1)), expected) <= 3, n


def test_it_is_graded_before_it_is_mixed(shot: Path) -> None:
    doc = graded(shot)
    first, second = (clip.id for clip in doc.tracks[0].clips)
    with VideoReader(shot) as plain:
        below = Grader().graded(plain.frame(3), LOOK)
        with Composer(set_opacity(doc, first, 0.5), NOTHING) as composer:
            assert worst(composer.frame(3), below * 0.5) <= 1
        with Composer(dissolve(doc, second, 3), NOTHING) as composer:
            share = 1 / 4
            going = Grader().graded(plain.frame(CUT), LOOK)
            expected = going * (1 - share) + plain.frame(CUT) * share
            assert worst(composer.frame(CUT), expected) <= 2


def test_a_card_beside_it_sees_the_graded_footage_and_is_out_of_date_when_it_changes(
    shot: Path, tmp_path: Path
) -> None:
    path = write_solid(tmp_path / "look.cube", solid(5))
    grade = Grade(contrast=1.2, lut=Lut(str(path), fingerprint(path), 0.5))
    requests: list[Request] = []
    docs = [film(shot), graded(shot, grade), graded(shot, Grade(contrast=1.3, lut=grade.lut))]
    for doc in docs:
        doc = add_card(doc, FrameRange(FRAMES, FRAMES + 24))
        doc = set_prompt(doc, doc.cards[-1].id, "rain")
        requests.append(request_for(doc, doc.cards[-1], NOTHING, "sketch", context=90))
    assert len({request.digest() for request in requests}) == 3
    assert "grade" not in str(requests[0].to_json())
    again = Request.from_json(requests[1].to_json())
    assert again == requests[1]
    assert again.digest() == requests[1].digest()
    known = next(known for known in again.known if 20 in known.place)
    with Composer(docs[1], NOTHING) as composer, KnownPictures() as reading:
        assert worst(reading.read(again, known, 20, SIZE), composer.frame(20)) <= 3
    moved = write_solid(tmp_path / "elsewhere.cube", solid(5))
    other = graded(shot, Grade(contrast=1.2, lut=Lut(str(moved), fingerprint(moved), 0.5)))
    other = add_card(other, FrameRange(FRAMES, FRAMES + 24))
    other = set_prompt(other, other.cards[-1].id, "rain")
    request = request_for(other, other.cards[-1], NOTHING, "sketch", context=90)
    assert request.digest() == requests[1].digest()


def test_a_film_whose_table_is_gone_says_so(shot: Path) -> None:
    doc = graded(shot, Grade(lut=Lut("/nowhere/look.cube", "f" * 64)))
    with (
        Composer(doc, NOTHING) as composer,
        pytest.raises(TweenError, match=r"“look\.cube” was not found; put it back at /nowhere"),
    ):
        composer.frame(3)


def test_matched_colours_come_close_also_where_they_clip() -> None:
    dice = np.random.default_rng(2)
    this = [np.clip(dice.normal((90, 120, 160), (20, 30, 25), (40, 60, 3)), 0, 255).astype(np.uint8)]
    for mean, spread in (((140, 110, 90), (30, 20, 20)), ((230, 120, 15), (30, 40, 20))):
        that = [np.clip(dice.normal(mean, spread, (40, 60, 3)), 0, 255).astype(np.uint8)]
        made = Grader().graded(this[0], towards(this, that))
        for measure in (np.mean, np.std):
            assert np.abs(measure(made, (0, 1)) - measure(that[0], (0, 1))).max() < 2.5
