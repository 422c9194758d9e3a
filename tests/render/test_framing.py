"""Framed clips pixel by pixel: against a slow drawing of the same geometry, in previews and files."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.diffusion.stitched import KnownPictures
from engine.document.edits import add_card, set_card, set_framing, set_prompt, split
from engine.document.framing import Framing, placement
from engine.document.model import Asset, Clip, Document, Track
from engine.document.request import Request
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.media.framed import decode_size, framed
from engine.media.open import open_reader
from engine.media.output.settings import Settings
from engine.media.reader import VideoReader
from engine.render.compose import Composer
from engine.render.export import export
from engine.render.smart import smart_export
from engine.render.verify import verify_kept
from engine.tools.regenerate import regenerate, request_for
from tests.media.clips import write_video
from tests.render.films import RATE, SIZE, film, footage

NOTHING: ShownTake = lambda card: None  # noqa: E731
FILM = (96, 54)
FINE = 4
"""Points a pixel and side that the slow drawing looks at."""


def smooth(width: int, height: int) -> np.ndarray:
    """Slow waves, another in each colour: what is a pixel off is seen, what is filtered otherwise is not."""
    y, x = np.mgrid[0:height, 0:width]
    waves = np.sin(x * 9 / width), np.cos(y * 7 / height), np.sin((x / width + y / height) * 8)
    return np.dstack([np.rint(127 + 100 * wave) for wave in waves]).astype(np.uint8)


def slow(source: np.ndarray, framing: Framing, below: np.ndarray, film: tuple[int, int]) -> np.ndarray:
    """`source` framed over `below`, point by point; float."""
    height, width = source.shape[:2]
    place = placement(framing, (width, height), film)
    total = np.zeros((*below.shape[:2], 3))
    for n in range(FINE * FINE):
        dx, dy = (n % FINE + 0.5) / FINE, (n // FINE + 0.5) / FINE
        y, x = np.mgrid[0 : film[1], 0 : film[0]]
        u, v = map(np.asarray, place.to_source(x + dx, y + dy))  # type: ignore[arg-type]
        seen = (u >= framing.left) & (u < 1 - framing.right) & (v >= framing.top) & (v < 1 - framing.bottom)
        row, column = (v * height).astype(int).clip(0, height - 1), (u * width).astype(int).clip(0, width - 1)
        total += np.where(seen[..., None], source[row, column], below)
    return total / FINE**2


def drawn(source: np.ndarray, framing: Framing, below: np.ndarray, film: tuple[int, int]) -> np.ndarray:
    place = placement(framing, source.shape[1::-1], film)  # type: ignore[arg-type]
    patch = framed(source, place, film)
    if patch is None:
        return below
    whole = patch.whole(film).astype(float)
    return below + (whole[..., :3] - below) * whole[..., 3:] / 255


crops = st.floats(0, 0.3)
framings = st.builds(
    Framing,
    x=st.floats(0.1, 0.9), y=st.floats(0.1, 0.9), scale=st.floats(0.3, 2.5), rotation=st.floats(-180, 180),
    left=crops, top=crops, right=crops, bottom=crops,
    flip_x=st.booleans(), flip_y=st.booleans(), fit=st.sampled_from(("inside", "fill", "stretch")),
)  # fmt: skip


@given(framings, st.booleans())
@settings(max_examples=30, deadline=None)
def test_pixels_lie_where_the_geometry_says(framing: Framing, level: bool) -> None:
    framing = replace(framing, rotation=0.0) if level else framing
    source, below = smooth(160, 120), np.full((FILM[1], FILM[0], 3), 40.0)
    upright = placement(framing, (160, 120), FILM).upright
    off = np.abs(drawn(source, framing, below, FILM) - slow(source, framing, below, FILM)).max(2)
    # An upright picture's edges lie on whole pixels: theirs may be off by half a pixel of the picture.
    assert off.mean() < (5.0 if upright else 1.5)
    assert np.median(off) < 4


@given(st.floats(0.05, 8), st.tuples(st.integers(16, 4000), st.integers(16, 4000)))
@settings(deadline=None)
def test_no_more_is_decoded_than_a_file_has_nor_less_than_is_seen(scale: float, native) -> None:
    base = (640, 360)
    size = decode_size((base[0] * scale, base[1] * scale), Framing(scale=scale), native)
    assert size in (base, native) or all(a <= max(n, b) for a, n, b in zip(size, native, base, strict=True))
    if scale <= 1:
        assert all(side >= b * scale - 1 for side, b in zip(size, base, strict=True))


def asset(path: Path, size: tuple[int, int], alpha: bool = False) -> Asset:
    name = path.stem
    return Asset(name, "image", str(path), name * 8, 1, *size, Fraction(1), has_audio=False, alpha=alpha)


def stack(tmp_path: Path, top: np.ndarray, framing: Framing | None, **values: float) -> Document:
    """`top` on V2 over a grey film."""
    below = np.full((FILM[1], FILM[0], 3), 90, np.uint8)
    tracks: list[Track] = []
    assets: list[Asset] = []
    for name, picture in (("low", below), ("top", top)):
        path = tmp_path / f"{name}.png"
        PIL.Image.fromarray(picture).save(path)
        assets.append(asset(path, (picture.shape[1], picture.shape[0]), picture.shape[2] == 4))
        own = {"framing": framing, **values} if name == "top" else {}
        tracks.append(Track(name, "video", name, (Clip(name, name, FrameRange(0, 4), **own),)))  # type: ignore[arg-type]
    return Document(RATE, *FILM, tuple(assets), tuple(tracks))


def frame(doc: Document, n: int = 1, size: tuple[int, int] | None = None) -> np.ndarray:
    with Composer(doc, NOTHING, size) as composer:
        return composer.frame(n)


def test_whole_pixels_are_copied_not_resampled(tmp_path: Path) -> None:
    top = smooth(*FILM)
    assert np.array_equal(frame(stack(tmp_path, top, None)), top)
    cropped = frame(stack(tmp_path, top, Framing(left=0.25, bottom=0.5)))
    assert np.array_equal(cropped[:27, 24:], top[:27, 24:])
    assert (cropped[:, :24] == 90).all()
    assert (cropped[27:] == 90).all()
    assert np.array_equal(frame(stack(tmp_path, top, Framing(flip_x=True, flip_y=True))), top[::-1, ::-1])
    moved = frame(stack(tmp_path, top, Framing(x=0.75, y=0.5)))
    assert np.array_equal(moved[:, 24:], top[:, :72])
    assert np.abs(frame(stack(tmp_path, top, Framing(rotation=180))).astype(int) - top[::-1, ::-1]).max() <= 1


def test_below_shows_through_beside_it_and_through_its_opacity_and_its_own_holes(tmp_path: Path) -> None:
    red = np.zeros((54, 96, 3), np.uint8)
    red[...] = 200, 0, 0
    half = frame(stack(tmp_path, red, Framing(scale=0.5), opacity=0.5))
    assert (half[27, 10] == 90).all()
    assert np.abs(half[27, 48].astype(int) - (145, 45, 45)).max() <= 1
    holes = np.dstack([red, np.full((54, 96), 255, np.uint8)])
    holes[:, :48, 3] = 0
    turned = frame(stack(tmp_path, holes, Framing(scale=0.5, rotation=90)))
    assert (turned[20, 48] == 90).all()
    assert (turned[34, 48] == (200, 0, 0)).all()
    assert np.unique(turned[:, :, 1]).max() == 90  # no dark seam between the hole and what is left
    with Composer(stack(tmp_path, red, Framing(0.25, 0.5, 0.5)), NOTHING) as composer:
        rgba = composer.rgba(1)
        assert (rgba[27, 24] == (200, 0, 0, 255)).all()
        assert (rgba[27, 90] == (90, 90, 90, 255)).all()


@pytest.mark.parametrize("framing", [Framing(0.3, 0.6, 0.5), Framing(0.6, 0.4, 0.7, 25.0, 0.1, flip_x=True)])
def test_a_preview_shows_the_same_at_any_size(tmp_path: Path, framing: Framing) -> None:
    doc = replace(stack(tmp_path, smooth(384, 216), framing), width=384, height=216)
    large, small = frame(doc), frame(doc, size=(96, 54))
    reduced = large.reshape(54, 4, 96, 4, 3).mean((1, 3))
    assert np.abs(reduced - small).mean() < 3


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return footage(tmp_path_factory.mktemp("shot") / "shot.mp4", sound=False)


def with_framing(path: Path, framing: Framing | None) -> Document:
    """48 frames of footage, cut at 20; the second clip is framed."""
    doc = film(path)
    return set_framing(doc, doc.tracks[0].clips[1].id, framing)


def test_footage_without_framing_goes_the_short_way_and_framed_footage_does_not(shot: Path) -> None:
    doc = with_framing(shot, Framing(0.25, 0.25, 0.5))
    with Composer(doc, NOTHING) as composer, VideoReader(shot) as reader:
        assert composer.coded(5) is not None
        assert composer.coded(25) is None
        assert np.array_equal(composer.frame(5), reader.frame(5))
        assert not composer.frame(25)[SIZE[1] // 2 :].any()
    proof = verify_kept(doc, NOTHING)
    assert proof.exact
    assert proof.frames == 20


def test_a_file_shows_what_the_viewer_shows(shot: Path, tmp_path: Path) -> None:
    doc, out = with_framing(shot, Framing(0.4, 0.6, 0.7, 10)), tmp_path / "film.mkv"
    export(doc, NOTHING, out, settings=Settings(format="ffv1"))
    with Composer(doc, NOTHING) as composer, VideoReader(out, exact=True) as written:
        for n in (19, 20, 33):
            assert np.abs(written.frame(n).astype(int) - composer.frame(n)).mean() < 2, n


def test_smart_export_encodes_the_framed_frames_and_copies_the_others(tmp_path: Path) -> None:
    frames = [np.full((SIZE[1], SIZE[0], 3), (60 + n, 100, 180 - n), np.uint8) for n in range(60)]
    options = {"g": "10", "crf": "10", "preset": "veryfast"}
    path = write_video(
        tmp_path / "shot.mp4", frames, codec="libx264", pixel_format="yuv420p", options=options
    )
    doc = film(path)
    doc = set_framing(split(doc, 40), doc.tracks[0].clips[1].id, Framing(0.5, 0.5, 0.5))
    report = smart_export(doc, NOTHING, tmp_path / "film.mp4")
    copied = {n for span in report.copied for n in span}
    assert copied.isdisjoint(range(20, 40))
    assert len(copied) >= 20
    with VideoReader(path, exact=True) as source, VideoReader(tmp_path / "film.mp4", exact=True) as written:
        for n in copied:
            assert np.array_equal(written.coded(n).to_ndarray(), source.coded(n).to_ndarray()), n
        for n in (20, 30, 39):
            assert written.frame(n)[: SIZE[1] // 5].max() <= 12
            middle = written.frame(n)[SIZE[1] // 2, SIZE[0] // 2].astype(int)
            assert np.abs(middle - (60 + n, 100, 180 - n)).max() <= 4


@pytest.mark.parametrize("framing", [Framing(0.25, 0.25, 0.5), Framing(0.5, 0.5, 1.4, 12.0, 0.1)])
def test_a_card_beside_framed_footage_sees_it_as_it_is_shown(shot: Path, framing: Framing) -> None:
    requests: list[Request] = []
    for each in (None, framing):
        doc = add_card(with_framing(shot, each), FrameRange(48, 60))
        doc = set_prompt(doc, doc.cards[-1].id, "rain")
        requests.append(request_for(doc, doc.cards[-1], NOTHING, "sketch"))
    assert requests[0].digest() != requests[1].digest()
    assert "framing" not in str(requests[0].to_json())
    assert Request.from_json(requests[1].to_json()) == requests[1]
    exact = partial(open_reader, exact=True)
    with Composer(with_framing(shot, framing), NOTHING, None, exact) as composer, KnownPictures() as reading:
        for n in (25, 10):
            known = next(known for known in requests[1].known if n in known.place)
            seen = reading.read(requests[1], known, n, SIZE).astype(int)
            assert np.abs(seen - composer.frame(n)).max() <= 2


def test_a_card_does_not_draw_around_a_framed_clip(shot: Path) -> None:
    doc = with_framing(shot, Framing(scale=0.5))
    doc = set_card(doc, doc.cards[-1].id, prompt="a wall", outpaint=True)
    with pytest.raises(TweenError, match="has a framed clip below it"):
        regenerate(doc, doc.cards[-1], NOTHING, "sketch")
