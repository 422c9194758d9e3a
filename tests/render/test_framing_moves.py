"""Clips that move in the picture, pixel by pixel: smooth, alike in the viewer, in files and for models."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.diffusion.stitched import KnownPictures
from engine.document.edits import add_card, set_framing, set_grade, set_move, set_prompt, split
from engine.document.framing import Framing, Moment
from engine.document.framing_keys import FramingKey
from engine.document.grade import Grade
from engine.document.model import Document
from engine.document.request import Request
from engine.document.time import FrameRange
from engine.media.framed import decode_size, largest
from engine.media.open import open_reader
from engine.media.output.settings import Settings
from engine.media.reader import VideoReader
from engine.render import compose
from engine.render.compose import Composer
from engine.render.export import export
from engine.render.smart import smart_export
from engine.render.verify import verify_kept
from engine.tools.regenerate import request_for
from tests.media.clips import write_video
from tests.render.films import SIZE, film, footage
from tests.render.test_framing import FILM, NOTHING, asset, frame, slow, smooth, stack

KEYS = (
    FramingKey(0, 0.4, 0.6, 0.7, ease="linear"),
    FramingKey(12, 0.6, 0.5, 1.3, 15.0, 0.1),
    FramingKey(27, 0.5, 0.5, 1.1),
)


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return footage(tmp_path_factory.mktemp("shot") / "shot.mp4", sound=False)


def moving(path: Path, framing: Framing | None = Framing(keys=KEYS)) -> Document:  # noqa: B008
    """48 frames of footage, cut at 20; the second clip moves."""
    doc = film(path)
    return set_framing(doc, doc.tracks[0].clips[1].id, framing)


def test_every_frame_lies_where_the_geometry_of_its_own_moment_says(tmp_path: Path) -> None:
    keys = FramingKey(0, 0.31, 0.52, 0.5, ease="linear"), FramingKey(3, 0.62, 0.55, 1.6)
    doc = stack(tmp_path, smooth(160, 120), Framing(keys=keys))
    below = np.full((FILM[1], FILM[0], 3), 90.0)
    with Composer(doc, NOTHING) as composer:
        for n in range(4):
            at = Framing(keys=keys).at(n)
            off = np.abs(composer.frame(n) - slow(smooth(160, 120), at, below, FILM)).max(2)
            assert off.mean() < 1.5, n  # edges, too: they lie on fractions of a pixel
            assert np.median(off) < 4


def test_a_slow_move_goes_on_by_fractions_of_a_pixel_and_does_not_tremble(tmp_path: Path) -> None:
    """By a quarter of a pixel a frame: whole pixels would stand still for three frames and jump in one."""
    waves = np.rint(127 + 100 * np.sin(np.arange(192) * 2 * np.pi / 16)).astype(np.uint8)
    doc = stack(tmp_path, np.broadcast_to(waves[:, None], (54, 192, 3)).copy(), None)
    clip = doc.tracks[1].clips[0]
    keys = FramingKey(0, 0.6, ease="linear"), FramingKey(40, 0.6 - 10 / FILM[0])
    clip = replace(clip, place=FrameRange(0, 41), framing=Framing(fit="fill", keys=keys))
    doc = replace(doc, tracks=(doc.tracks[0], replace(doc.tracks[1], clips=(clip,))))
    with Composer(doc, NOTHING) as composer:
        frames = [composer.frame(n).astype(float) for n in range(41)]
    steps = np.array([np.abs(after - before).mean() for before, after in pairwise(frames)])
    assert steps.min() > 0.5 * steps.max()
    assert np.abs(frames[0][:, 10:] - frames[40][:, :-10]).max() <= 1


def test_all_of_a_move_is_decoded_at_one_size() -> None:
    framing = Framing(keys=(FramingKey(0, scale=0.3), FramingKey(50, scale=1.7)))
    base, native = (641, 361), (4000, 3000)
    sizes = set()
    for n in range(51):
        at = framing.at(n)
        sizes.add(decode_size((base[0] * at.scale, base[1] * at.scale), at, native))
    assert len(sizes) == 1
    (size,) = sizes
    assert size[0] >= 1.7 * base[0]


@given(st.integers(21, 47))
@settings(max_examples=5, deadline=None)
def test_the_parts_of_a_cut_clip_show_the_very_pixels_of_the_whole(shot: Path, cut: int) -> None:
    doc = moving(shot)
    with Composer(doc, NOTHING) as whole, Composer(split(doc, cut), NOTHING) as parts:
        for n in (20, cut - 1, cut, 47):
            assert np.array_equal(whole.frame(n), parts.frame(n)), n


def test_stills_that_move_are_made_ready_once_and_anew_after_an_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []

    def counted(*values: object) -> np.ndarray:
        made.append(values)
        return largest(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(compose, "largest", counted)
    doc = set_move(stack(tmp_path, smooth(400, 300), None), "top", "zoom-in")
    with Composer(doc, NOTHING) as composer:
        frames = [composer.frame(n) for n in range(4)]
        assert len(made) == 1
        graded = set_grade(doc, ["top"], Grade(exposure=1.0))
        composer.update(graded, NOTHING)
        assert composer.frame(2).mean() > frames[2].mean() + 10
        assert len(made) == 2
    assert np.array_equal(frame(doc, 3), frames[3])


@pytest.mark.parametrize("scale", [1.2, 3.0])
def test_a_move_is_as_sharp_and_as_calm_as_the_same_picture_that_stands_still(
    tmp_path: Path, scale: float
) -> None:
    """A fine pattern, shrunk: what shimmers in it is far brighter and darker than its mean."""
    lines = np.zeros((432, 768, 3), np.uint8)
    lines[::3] = 210
    doc = stack(tmp_path, lines, Framing(keys=(FramingKey(0, ease="linear"), FramingKey(3, scale=scale))))
    still_ = frame(stack(tmp_path, lines, Framing(scale=1.0)), 0)
    with Composer(doc, NOTHING) as composer:
        first = composer.frame(0).astype(int)
    assert abs(first.mean() - still_.mean()) < 3
    assert first.std() < 25


def test_a_picture_that_moves_over_another_is_drawn_anew_in_every_frame(tmp_path: Path) -> None:
    red = np.zeros((54, 96, 4), np.uint8)
    red[...] = 200, 0, 0, 255
    keys = FramingKey(0, 0.25, scale=0.25, ease="linear"), FramingKey(3, 0.75, scale=0.25)
    doc = stack(tmp_path, red, Framing(keys=keys), opacity=0.5)
    middles = [frame(doc, n)[27] for n in range(4)]
    reds = [np.flatnonzero(row[:, 0] > 120).mean() for row in middles]
    assert reds == pytest.approx([23.5, 39.5, 55.5, 71.5], abs=0.6)
    with Composer(doc, NOTHING) as composer:
        assert np.abs(composer.rgba(0)[27, 24].astype(int) - (145, 45, 45, 255)).max() <= 1


def test_a_file_shows_what_the_viewer_shows_and_kept_frames_stay_exact(shot: Path, tmp_path: Path) -> None:
    doc, out = moving(shot), tmp_path / "film.mkv"
    export(doc, NOTHING, out, settings=Settings(format="ffv1"))
    with Composer(doc, NOTHING) as composer, VideoReader(out, exact=True) as written:
        for n in (19, 20, 26, 33, 47):
            assert np.abs(written.frame(n).astype(int) - composer.frame(n)).mean() < 2, n
        assert composer.coded(5) is not None
        assert composer.coded(25) is None
    proof = verify_kept(doc, NOTHING)
    assert proof.exact
    assert proof.frames == 20


def test_smart_export_encodes_every_moving_frame_and_copies_the_others(tmp_path: Path) -> None:
    frames = [np.full((SIZE[1], SIZE[0], 3), (60 + n, 100, 180 - n), np.uint8) for n in range(60)]
    options = {"g": "10", "crf": "10", "preset": "veryfast"}
    path = write_video(
        tmp_path / "shot.mp4", frames, codec="libx264", pixel_format="yuv420p", options=options
    )
    # At rest over the whole picture for its first half: even so it is no packet of its file.
    keys = FramingKey(10), FramingKey(19, scale=0.5)
    doc = film(path)
    doc = set_framing(split(doc, 40), doc.tracks[0].clips[1].id, Framing(keys=keys))
    report = smart_export(doc, NOTHING, tmp_path / "film.mp4")
    copied = {n for span in report.copied for n in span}
    assert copied.isdisjoint(range(20, 40))
    assert len(copied) >= 20
    with VideoReader(tmp_path / "film.mp4", exact=True) as written:
        assert np.abs(written.frame(22)[0, 0].astype(int) - (82, 100, 158)).max() <= 4
        assert written.frame(39)[: SIZE[1] // 5].max() <= 12


def test_a_card_beside_moving_footage_sees_each_frame_as_it_is_shown(shot: Path) -> None:
    doc = add_card(moving(shot), FrameRange(48, 60))
    doc = set_prompt(doc, doc.cards[-1].id, "rain")
    request = request_for(doc, doc.cards[-1], NOTHING, "sketch")
    assert Request.from_json(request.to_json()) == request
    assert "keys" not in str(request.to_json())
    known = [each for each in request.known if 20 <= each.place.start < 48]
    assert [each.place for each in known] == [FrameRange(n, n + 1) for n in range(20, 48)]
    assert all(isinstance(part.framing, Moment) for each in known for part in each.parts)
    with Composer(doc, NOTHING, None, partial(open_reader, exact=True)) as film_, KnownPictures() as reading:
        for n in (20, 25, 40):
            seen = reading.read(request, known[n - 20], n, SIZE).astype(int)
            assert np.abs(seen - film_.frame(n)).max() <= 2, n
    # Another way between the same two ends draws something else beside it.
    other = set_framing(doc, doc.tracks[0].clips[1].id, Framing(keys=(KEYS[0], KEYS[2])))
    assert request_for(other, other.cards[-1], NOTHING, "sketch").digest() != request.digest()


def test_a_named_move_over_a_picture_leaves_no_bars(tmp_path: Path) -> None:
    doc = stack(tmp_path, smooth(60, 120), None)
    doc = replace(doc, tracks=(doc.tracks[1],), assets=(asset(tmp_path / "top.png", (60, 120)),))
    for name in ("zoom-in", "pan-up"):
        made = set_move(doc, "top", name)
        assert all(frame(made, n).min() > 0 for n in range(4)), name
        assert np.abs(frame(made, 0).astype(int) - frame(made, 3)).mean() > 3
