"""A film of footage whose rate varies, as phones and screen recorders write it: its length and pace."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.document.edits import add_asset, append_clip
from engine.document.model import Document
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.media.output.settings import Settings
from engine.media.reader import VideoReader
from engine.media.thumbnails import thumbnails
from engine.project.importing import asset_from_file
from engine.render.export import export
from engine.render.smart import smart_export
from tests.media.clips import picture, write_video

# Milliseconds at which frames begin: a steady start, dim light with long frames, a hold, quick frames again.
TIMES = [*range(0, 400, 40), *range(400, 1600, 120), *range(2600, 3000, 40)]
LAST = 40  # the last frame's length
RATE = Fraction(25)
NOTHING: ShownTake = lambda card: None  # noqa: E731


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_video(
        tmp_path_factory.mktemp("phone") / "phone.mp4",
        [picture(n) for n in range(len(TIMES))],
        rate=RATE,
        times=TIMES,
        time_base=Fraction(1, 1000),
        options={"crf": "12", "g": "10"},
    )


def at(moment: int) -> int:
    """The frame on screen at so many milliseconds."""
    return max(n for n, begins in enumerate(TIMES) if begins <= moment)


def film(clip: Path, rate: Fraction | None = None) -> Document:
    asset = asset_from_file(clip)
    document = Document(rate=rate or asset.rate, width=asset.width, height=asset.height)
    return append_clip(add_asset(document, asset), asset.id)


@pytest.mark.parametrize("rate", [RATE, Fraction(24), Fraction(30_000, 1001), Fraction(50)])
def test_the_film_is_as_long_as_the_clip(clip: Path, rate: Fraction) -> None:
    document = film(clip, rate)
    assert abs(document.frames / rate - Fraction(TIMES[-1] + LAST, 1000)) <= max(1 / rate, 1 / RATE) / 2


def test_the_export_keeps_the_pace(clip: Path, tmp_path: Path) -> None:
    """At a constant rate; each frame is what was on screen at its moment."""
    document = film(clip)
    assert document.rate == RATE
    report = export(document, NOTHING, tmp_path / "out.mp4", settings=Settings(crf=8, speed="ultrafast"))
    with VideoReader(report.path) as out, VideoReader(clip) as source:
        assert out.info.constant
        assert out.frames == report.frames == 75
        sources = [source.frame(n).astype(int) for n in range(source.frames)]
        for n in range(out.frames):
            shown = out.frame(n).astype(int)
            nearest = min(range(len(sources)), key=lambda k: np.abs(sources[k] - shown).sum())
            assert nearest == at(40 * n + 20), n


def test_smart_export_says_why_it_encodes(clip: Path, tmp_path: Path) -> None:
    report = smart_export(film(clip), NOTHING, tmp_path / "out.mp4", settings=Settings(speed="ultrafast"))
    assert report.copied == ()
    assert report.kept == (FrameRange(0, 75),)
    assert report.notes[-1].endswith("its frame rate varies.")


def test_a_strip_shows_each_moment(clip: Path) -> None:
    """Its numbers are the film's, as are those of the pictures on the timeline."""
    wanted = [0, 12, 30, 45, 64, 74]
    strip = dict(thumbnails(clip, wanted, 48))
    with VideoReader(clip) as source:
        for n in wanted:
            assert np.array_equal(strip[n], source.frame(at(40 * n + 20))), n
    assert [i for i, _ in thumbnails(clip, [500], 48)] in ([500], [500, 500])
