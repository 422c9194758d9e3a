"""Transparent footage over other footage: what the viewer shows and the exports write, to the level."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from engine.document.edits import add_asset, add_track, overwrite
from engine.document.model import Document
from engine.document.take import ShownTake
from engine.document.time import FrameRange, SourceRange
from engine.media.open import open_reader
from engine.media.output.settings import Settings
from engine.media.reader import VideoReader
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.render.compose import Composer
from engine.render.export import export
from engine.render.provenance.claim import claim_for
from engine.render.smart import smart_export
from engine.render.verify import verify_kept
from tests.media.clips import write_video
from tests.render.films import SIZE, add_take, film, footage
from tests.render.joined import packets

NOTHING: ShownTake = lambda card: None  # noqa: E731
BOX = np.s_[20:60, 30:110]
"""Where the logo is, in rows and columns."""


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return footage(tmp_path_factory.mktemp("footage") / "clip.mp4", sound=False)


@pytest.fixture(scope="module")
def logo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An orange box that gets solid from left to right, in a picture of the film's size."""
    path = tmp_path_factory.mktemp("pictures") / "logo.png"
    Image.fromarray(logo_pixels()).save(path)
    return path


def logo_pixels() -> np.ndarray:
    rgba = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
    rgba[BOX] = (255, 120, 10, 0)
    rgba[*BOX, 3] = np.linspace(1, 255, 80).astype(np.uint8)
    return rgba


def laid(document: Document, path: Path, place: FrameRange) -> Document:
    """The file on a new video track of its own."""
    asset = asset_from_file(path)
    document = add_track(add_asset(document, asset), "video")
    track = document.tracks[-1].id
    return overwrite(document, asset.id, place.start, SourceRange(0, len(place)), track=track)


def over(below: np.ndarray, rgba: np.ndarray) -> np.ndarray:
    """The mix as one would write it down, in floating point."""
    alpha = rgba[..., 3:].astype(np.float64) / 255
    return below * (1 - alpha) + rgba[..., :3] * alpha


def worst(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(np.float64) - b).max())


def test_a_logo_is_mixed_to_the_level_and_leaves_all_else_alone(clip: Path, logo: Path) -> None:
    document = laid(film(clip, None), logo, FrameRange(10, 20))
    with Composer(document, NOTHING) as composer, VideoReader(clip) as reader:
        for n in (10, 11, 19):
            shown = composer.frame(n)
            assert worst(shown, over(reader.frame(n), logo_pixels())) <= 1
            outside = np.ones(shown.shape[:2], bool)
            outside[BOX] = False
            assert np.array_equal(shown[outside], reader.frame(n)[outside])
            assert np.array_equal(composer.rgba(n)[..., 3], np.full(shown.shape[:2], 255))
            assert worst(composer.rgba(n)[..., :3], shown) <= 1
        for n in (9, 20):
            assert np.array_equal(composer.frame(n), reader.frame(n))
    assert verify_kept(document, NOTHING).frames == 38


def test_a_logo_of_another_shape_has_no_bars(clip: Path, tmp_path: Path) -> None:
    Image.new("RGBA", (48, 48), (255, 120, 10, 128)).save(tmp_path / "square.png")
    document = laid(film(clip, None), tmp_path / "square.png", FrameRange(0, 48))
    with Composer(document, NOTHING) as composer, VideoReader(clip) as reader:
        shown, below = composer.frame(5), reader.frame(5)
    assert np.array_equal(shown[:, :32], below[:, :32])
    assert np.array_equal(shown[:, 128:], below[:, 128:])
    square = np.full((SIZE[1], 92, 4), (255, 120, 10, 128), np.uint8)
    assert worst(shown[:, 34:126], over(below[:, 34:126], square)) <= 1


def test_moving_footage_with_transparency_lets_through_what_lies_below(clip: Path, tmp_path: Path) -> None:
    frames = [np.full((SIZE[1], SIZE[0], 4), (10, 200, 30, 20 * n), np.uint8) for n in range(12)]
    path = tmp_path / "wipe.mov"
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("prores_ks", rate=24, options={"profile": "4444"})
        stream.height, stream.width, stream.pix_fmt = SIZE[1], SIZE[0], "yuva444p10le"
        for rgba in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(rgba, "rgba")))
        container.mux(stream.encode(None))
    document = laid(film(clip, None), path, FrameRange(24, 36))
    assert document.assets[-1].alpha
    with Composer(document, NOTHING) as composer, VideoReader(clip) as reader:
        for n in range(12):
            assert worst(composer.frame(24 + n), over(reader.frame(24 + n), frames[n])) <= 2


def flat(path: Path) -> Path:
    """Footage without edges, which coding colour at half size would blur."""
    frames = [np.full((SIZE[1], SIZE[0], 3), (40 + n, 90, 200 - n), np.uint8) for n in range(96)]
    options = {"g": "16", "crf": "14", "preset": "veryfast"}
    return write_video(path, frames, codec="libx264", pixel_format="yuv420p", options=options)


def test_an_export_shows_the_mix(tmp_path: Path) -> None:
    rgba = logo_pixels()
    rgba[*BOX, 3] = 128
    Image.fromarray(rgba).save(tmp_path / "logo.png")
    document = laid(film(flat(tmp_path / "flat.mp4"), None), tmp_path / "logo.png", FrameRange(20, 24))
    export(document, NOTHING, tmp_path / "whole.mkv", settings=Settings(format="ffv1"))
    with (
        VideoReader(tmp_path / "flat.mp4", exact=True) as below,
        VideoReader(tmp_path / "whole.mkv", exact=True) as written,
    ):
        for n in (20, 23):
            assert worst(written.frame(n), over(below.frame(n), rgba)) <= 2
        for n in (19, 24):
            assert np.array_equal(written.frame(n), below.frame(n))


def test_smart_export_encodes_what_is_mixed_and_copies_the_rest(logo: Path, tmp_path: Path) -> None:
    source = flat(tmp_path / "source.mp4")
    asset = asset_from_file(source)
    document = add_asset(Document(rate=asset.rate, width=asset.width, height=asset.height), asset)
    document = overwrite(document, asset.id, 0)
    plain, mixed = tmp_path / "plain.mp4", tmp_path / "mixed.mp4"
    report = smart_export(document, NOTHING, plain)
    assert sum(map(len, report.copied)) == 96
    document = laid(document, logo, FrameRange(40, 50))
    report = smart_export(document, NOTHING, mixed)
    copied = {n for span in report.copied for n in span}
    assert copied.isdisjoint(range(40, 50))
    assert copied >= {*range(32), *range(64, 96)}
    with (
        Composer(document, NOTHING, None, partial(open_reader, exact=True)) as composer,
        VideoReader(mixed, exact=True) as written,
        VideoReader(source) as before,
    ):
        assert worst(written.frame(45)[BOX].mean((0, 1)), composer.frame(45)[BOX].mean((0, 1))) <= 2
        for n in copied:
            assert np.array_equal(written.coded(n).to_ndarray(), before.coded(n).to_ndarray())
    assert len(packets(mixed)) == 96


def test_a_logo_lies_over_what_was_drawn_and_is_part_of_the_claim(
    clip: Path, logo: Path, tmp_path: Path
) -> None:
    document = laid(film(clip), logo, FrameRange(30, 40))
    library = TakeLibrary(tmp_path / "film.takes")
    add_take(library, document, lambda n: np.full((SIZE[1], SIZE[0], 3), (9, 60, n), np.uint8))
    with Composer(document, library.shown) as composer:
        drawn = np.full((SIZE[1], SIZE[0], 3), (9, 60, 35), np.uint8)
        assert worst(composer.frame(35), over(drawn, logo_pixels())) <= 1
        assert np.array_equal(composer.frame(29), np.full_like(drawn, (9, 60, 29)))
    claim = claim_for(document, library.shown, FrameRange(0, 48))
    assert [str(each.place) for each in claim.drawn] == ["20–48"]
    assert {each.title for each in claim.footage} == {"clip.mp4", "logo.png"}


def test_an_older_films_picture_stays_over_black_until_it_is_brought_in_again(clip: Path, logo: Path) -> None:
    document = laid(film(clip, None), logo, FrameRange(10, 20))
    old = replace(document, assets=(*document.assets[:-1], replace(document.assets[-1], alpha=False)))
    with Composer(old, NOTHING) as composer:
        assert worst(composer.frame(12), over(np.zeros((SIZE[1], SIZE[0], 3)), logo_pixels())) <= 1
    assert add_asset(old, asset_from_file(logo)) == document
