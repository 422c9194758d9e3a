"""A smart export plays through in other programs: every frame, the right picture around every join."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.document.time import FrameRange
from engine.media.output.settings import Settings
from engine.render.compose import Composer
from engine.render.smart import smart_export
from tests.media.clips import write_video
from tests.render.films import picture
from tests.render.joined import pictures
from tests.render.players import in_chromium, in_mpv
from tests.render.test_smart import SIZE, SOURCES, film, redrawn

FRAMES = 72


def joined(folder: Path, name: str):
    """(document, shown, report) of a film whose middle was redrawn, copied on both sides of it."""
    codec, pixels, options, suffix = SOURCES[name]
    frames = [picture(n, SIZE) for n in range(FRAMES)]
    path = folder / f"source{suffix}"
    source = write_video(path, frames, codec=codec, pixel_format=pixels, options=options)
    document, shown = redrawn(film(source), FrameRange(28, 34), folder / "film.takes")
    report = smart_export(document, shown, folder / f"film{suffix}", settings=Settings(crf=12))
    assert len(report.copied) == 2
    return document, shown, report


@pytest.mark.parametrize("name", ["h264", "hevc open", "av1"])
def test_mpv_shows_every_frame(tmp_path: Path, name: str) -> None:
    mpv = shutil.which("mpv")
    if mpv is None:
        pytest.skip("mpv is not installed here")
    _, _, report = joined(tmp_path, name)
    frames, complaints = in_mpv(mpv, report.path)
    assert complaints == []
    assert len(frames) == FRAMES
    if shutil.which("ffmpeg"):
        assert frames == pictures(report.path)


@pytest.mark.parametrize("name", ["h264", "av1"])
def test_chromium_shows_the_right_pictures(tmp_path: Path, name: str) -> None:
    """Around every join, by seeking; then from the beginning to the end. (It has no H.265 decoder.)"""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("neither Chromium nor Chrome is installed here")
    document, shown, report = joined(tmp_path, name)
    edges = {edge + step for span in report.copied for edge in (span.start, span.stop) for step in (-1, 0, 1)}
    numbers = sorted(n for n in edges if 0 <= n < FRAMES)
    answer = in_chromium(chromium, report.path, [(n + 0.5) / 24 for n in numbers])
    assert "error" not in answer
    with Composer(document, shown) as composer:
        for n, rgba in zip(numbers, answer["looks"], strict=True):
            look = np.array(rgba, np.uint8).reshape(18, 32, 4)[..., :3]
            small = cv2.resize(composer.frame(n), (32, 18), interpolation=cv2.INTER_AREA)
            assert np.abs(look.astype(int) - small).mean() < 12, f"frame {n}"
    assert answer["ended"]
    assert answer["corrupted"] == 0
    assert answer["frames"] >= FRAMES - 1
    assert answer["duration"] == pytest.approx(FRAMES / 24, abs=0.01)
