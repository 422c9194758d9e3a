"""Shot changes of footage become film frames of the clip that shows it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.document.edits import add_asset, append_clip, set_format, set_speed
from engine.document.model import Document
from engine.document.time import SourceRange
from engine.errors import TweenError
from engine.media.shots import shot_changes
from engine.project.importing import asset_from_file
from tests.media.clips import write_video
from tests.media.test_scenes import shot


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three shots of 30 frames, 30 a second."""
    frames = [shot(seed, 1)(n) for seed in (1, 2, 3) for n in range(30)]
    return write_video(tmp_path_factory.mktemp("shots") / "three.mp4", frames, rate=Fraction(30))


def film(path: Path, rate: int, source: SourceRange | None = None) -> Document:
    asset = asset_from_file(path)
    doc = set_format(Document(), Fraction(rate), asset.width, asset.height)
    return append_clip(add_asset(doc, asset), asset.id, source)


def changes(doc: Document) -> tuple[int, ...]:
    return shot_changes(doc, doc.tracks[0].clips[0].id)


def test_at_the_films_own_rate(footage: Path) -> None:
    assert changes(film(footage, 30)) == (30, 60)
    assert changes(film(footage, 30, SourceRange(10, 55))) == (20,)


def test_at_another_rate_the_new_shot_begins_with_its_first_frame_shown(footage: Path) -> None:
    doc = film(footage, 24)
    clip = doc.tracks[0].clips[0]
    assert changes(doc) == (24, 48)
    assert clip.place.start == 0


def test_of_a_sped_clip(footage: Path) -> None:
    doc = film(footage, 30)
    assert changes(set_speed(doc, doc.tracks[0].clips[0].id, Fraction(2))) == (15, 30)


def test_a_picture_has_no_shots(footage: Path, tmp_path: Path) -> None:
    from PIL import Image

    Image.fromarray(np.zeros((48, 64, 3), np.uint8)).save(tmp_path / "still.png")
    doc = film(tmp_path / "still.png", 24)
    with pytest.raises(TweenError, match="no video"):
        changes(doc)
    gone = replace(doc, assets=())
    with pytest.raises(TweenError):
        changes(gone)
