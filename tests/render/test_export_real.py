"""Exports of real clips show what the viewer shows, whatever the footage is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.document.edits import add_asset, append_clip
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.media.open import open_reader
from engine.media.output.settings import Settings
from engine.project.importing import asset_from_file
from engine.render.compose import Composer
from engine.render.export import export

FRAMES = 3
CLIPS = [
    "bt601.mov",
    "bt709_full_range.mp4",
    "carphone_distorted.mp4",  # an odd width
    "displaymatrix.mp4",
    "dolbyVision-hdr.MOV",
    "h264_10bits.mp4",
    "h264_intra_first-small.flv",
    "hdr10-av1.mp4",
    "hlg10-color-test.mp4",
    "mpeg2_field_encoding.mp4",  # interlaced, pixels not square
    "prores4444_with_transparency.mp4",
    "sample_rotate_and_reflect.mp4",
    "video_90.mov",
    "vp8_video_with_alpha.mp4",
]


@pytest.mark.parametrize("name", CLIPS)
def test_a_real_clip_is_exported_as_it_is_shown(media: Path, tmp_path: Path, name: str) -> None:
    path = media / name
    if not path.is_file():
        pytest.skip(f"{name} is not in the corpus at {media}")
    asset = asset_from_file(path)
    document = add_asset(Document(rate=asset.rate, width=asset.width, height=asset.height), asset)
    document = append_clip(document, asset.id)
    span = FrameRange(0, min(FRAMES, document.frames))
    export(document, lambda card: None, tmp_path / "out.mp4", span, Settings(crf=10, speed="ultrafast"))
    with open_reader(tmp_path / "out.mp4") as out, Composer(document, lambda card: None) as composer:
        assert out.frames == len(span)
        for n in span:
            shown = composer.frame(n).astype(int)
            assert np.abs(out.frame(n)[: asset.height, : asset.width] - shown).mean() < 4
