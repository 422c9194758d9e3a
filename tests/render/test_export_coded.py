"""Footage goes to the encoder as it was decoded; what is composed goes there as near as coding allows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from engine.document.edits import add_asset, add_marker, append_clip
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.errors import Cancelled, TweenError
from engine.media.open import open_reader
from engine.media.output.coded import FrameCoder
from engine.media.output.film_writer import FilmWriter
from engine.media.output.settings import Settings, make_plan
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.render.coded import CodedComposer, placed
from engine.render.compose import Composer
from engine.render.estimate import estimate, pieces
from engine.render.export import chapters_of, export
from tests.media.clips import write_video
from tests.render.films import RATE, SIZE, add_take, film, footage


def none(card: object) -> None:
    return None


exact = partial(open_reader, exact=True)


def soft(n: int, size: tuple[int, int] = SIZE) -> np.ndarray:
    """Frame n of footage that 4:2:0 can hold: colours change by about a level a pixel."""
    w, h = size
    x, y = np.arange(w)[None, :] / w, np.arange(h)[:, None] / h
    wave = [128 + 50 * np.sin(np.pi * (a * x + b * y) + n / 9) for a, b in ((1, 0.5), (0.5, 1), (0.7, 0.7))]
    return np.stack(wave, axis=-1).round().astype(np.uint8)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("footage") / "soft.mp4"
    with FilmWriter(path, SIZE, RATE, Settings(crf=6)) as writer:
        for n in range(48):
            writer.write(soft(n))
    return path


def planes(path: Path) -> Iterator[str]:
    """A hash of the luma and chroma of every frame, padding left out."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            yield hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest()


@pytest.mark.parametrize(
    ("name", "settings"), [("out.mkv", Settings("ffv1-420")), ("out.mp4", Settings(crf=0, speed="ultrafast"))]
)
def test_kept_footage_keeps_its_planes_bit_for_bit(
    clip: Path, tmp_path: Path, name: str, settings: Settings
) -> None:
    out = tmp_path / name
    document = film(clip)
    library = TakeLibrary(tmp_path / "film.takes")
    add_take(library, document, soft)
    export(document, library.shown, out, settings=settings)
    before, after = list(planes(clip)), list(planes(out))
    assert len(after) == 48
    assert after[:20] == before[:20]
    assert after[20:] != before[20:]


def coder(size: tuple[int, int] = SIZE, settings: Settings | None = None, name: str = "a.mp4") -> FrameCoder:
    return FrameCoder(make_plan(name, settings or Settings(), size))


def difference(a: av.VideoFrame, b: av.VideoFrame) -> int:
    assert a.format.name == b.format.name
    return int(np.abs(a.to_ndarray().astype(int) - b.to_ndarray()).max())


@pytest.mark.parametrize("size", [SIZE, (320, 192), (80, 48), (200, 96)])
def test_both_ways_agree_within_one_level(clip: Path, size: tuple[int, int]) -> None:
    document = film(clip, cut=None)
    target = coder(SIZE, Settings(size=size))
    with (
        CodedComposer(document, none, target) as direct,
        Composer(document, none, size, exact) as composer,
    ):
        for n in (0, 13, 47):
            straight = direct.frame(n)
            # The bars around a picture of another shape meet it with a hard edge, which chroma smears.
            through_rgb = target.from_array(composer.frame(n))
            inner = slice(None) if size[0] * SIZE[1] == size[1] * SIZE[0] else slice(26, size[0] - 26)
            a, b = (f.to_ndarray()[: size[1], inner].astype(int) for f in (straight, through_rgb))
            assert np.abs(a - b).max() <= 1
            if size[0] * SIZE[1] == size[1] * SIZE[0]:
                assert difference(straight, through_rgb) <= 1
        assert direct.direct == 3


def test_what_needs_rgb_goes_through_it(clip: Path, tmp_path: Path) -> None:
    full = write_video(
        tmp_path / "full.mp4", [soft(n) for n in range(4)], RATE, pixel_format="yuvj420p", color_range=2
    )
    clear = write_video(
        tmp_path / "clear.mov", [soft(n) for n in range(4)], RATE, "prores_ks", "yuva444p10le"
    )
    for path, direct in ((clip, 4), (full, 0), (clear, 0)):
        with CodedComposer(film(path, cut=None), none, coder()) as composer:
            assert [composer.frame(n).format.name for n in range(4)] == ["yuv420p"] * 4
            assert composer.direct == direct
    for name in ("a.mkv", "a.gif"):  # these hold RGB
        with CodedComposer(film(clip, cut=None), none, coder(name=name)) as composer:
            composer.frame(0)
            assert composer.direct == 0


@pytest.mark.parametrize(
    ("pixels", "tags"),
    [
        ("yuv420p10le", {"color_trc": 16, "color_primaries": 9, "colorspace": 9}),
        ("yuv420p10le", {"color_trc": 18, "color_primaries": 9, "colorspace": 9}),
        ("yuv420p10le", {"colorspace": 1}),
        ("yuv420p", {"colorspace": 5}),
        ("yuvj420p", {"color_range": 2}),
        ("yuv444p", {"colorspace": 1}),
    ],
)
def test_the_exact_way_to_rgb_shows_what_the_quick_one_does(
    tmp_path: Path, pixels: str, tags: dict[str, int]
) -> None:
    path = tmp_path / "clip.mp4"
    write_video(path, [soft(n) for n in range(3)], RATE, "libx264", pixels, None, None, None, **tags)  # pyright: ignore[reportArgumentType]
    for size in (None, (80, 48), (320, 192)):
        with open_reader(path, size) as quick, open_reader(path, size, exact=True) as slow:
            a, b = quick.frame(1).astype(int), slow.frame(1).astype(int)
            assert np.abs(a - b).mean() < 3


def test_a_still_is_converted_once(tmp_path: Path) -> None:
    Image.fromarray(soft(3)).save(tmp_path / "still.png")
    asset = asset_from_file(tmp_path / "still.png")
    document = append_clip(add_asset(Document(width=SIZE[0], height=SIZE[1]), asset), asset.id)
    with CodedComposer(document, none, coder()) as composer:
        assert composer.frame(0) is composer.frame(1)


def test_ten_bits_stay_ten_bits(tmp_path: Path) -> None:
    """ProRes from a 10-bit source has levels that 8 bits have not."""
    path = tmp_path / "ten.mov"
    ramp = np.linspace(0, 65_535, 256).astype(np.uint16)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("prores_ks", rate=24, options={"profile": "3"})
        stream.width, stream.height, stream.pix_fmt = 256, 64, "yuv422p10le"
        stream.codec_context.colorspace = stream.codec_context.color_range = 1
        rgb = np.repeat(np.repeat(ramp[None, :, None], 64, 0), 3, 2)
        frame = av.VideoFrame.from_ndarray(rgb, "rgb48le")
        coded = frame.reformat(format="yuv422p10le", dst_colorspace=1, dst_color_range=1)
        coded.colorspace = coded.color_range = 1
        container.mux([*stream.encode(coded), *stream.encode(None)])
    export(film(path, cut=None), none, tmp_path / "out.mov")
    with av.open(str(tmp_path / "out.mov")) as container:
        luma = next(container.decode(video=0)).to_ndarray(format="gray10le")
    assert len(np.unique(luma // 4)) < len(np.unique(luma))


# Other sizes


@pytest.mark.parametrize(
    ("size", "out", "fill", "result"),
    [
        ((1920, 1080), (1080, 1920), False, ((1080, 608), (0, 656))),
        ((1920, 1080), (1080, 1920), True, ((3414, 1920), (-1167, 0))),
        ((1920, 1080), (1280, 720), True, ((1280, 720), (0, 0))),
        ((640, 480), (640, 480), False, ((640, 480), (0, 0))),
    ],
)
def test_placed(
    size: tuple[int, int], out: tuple[int, int], fill: bool, result: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    assert placed(size, out, fill) == result


def test_another_shape_gets_bars_or_is_filled(clip: Path, tmp_path: Path) -> None:
    document = film(clip, cut=None)
    for fill in (False, True):
        out = tmp_path / f"tall{fill}.mp4"
        export(document, none, out, FrameRange(0, 3), Settings(crf=6, size=(108, 192), fill=fill))
        with open_reader(out) as reader:
            picture = reader.frame(1)
        assert picture.shape == (192, 108, 3)
        size, (x, y) = placed(SIZE, (108, 192), fill)
        whole = np.asarray(Image.fromarray(soft(1)).resize(size, Image.Resampling.BICUBIC)).astype(int)
        seen = picture if fill else picture[y : y + size[1]]
        part = whole[:, -x : 108 - x] if fill else whole
        assert np.abs(seen - part).mean() < 3
        assert fill or max(picture[: y - 4].max(), picture[y + size[1] + 4 :].max()) < 4


def test_a_take_keeps_its_shape_in_another_one(clip: Path, tmp_path: Path) -> None:
    document = film(clip)
    library = TakeLibrary(tmp_path / "film.takes")
    add_take(library, document, lambda n: np.full((SIZE[1], SIZE[0], 3), 200, np.uint8))
    with CodedComposer(document, library.shown, coder(SIZE, Settings(size=(96, 160)))) as composer:
        luma = composer.frame(30).to_ndarray()[:160]
    lit = np.flatnonzero(luma[:, 48] > 100)
    assert (lit[0], len(lit)) == (51, 58)


# The rest of an export


def test_markers_become_chapters(clip: Path, tmp_path: Path) -> None:
    document = add_marker(add_marker(film(clip, cut=None), 12, "Dog"), 36)
    names = [(c.title, c.start, c.stop) for c in chapters_of(document, FrameRange(0, 48))]
    half = Fraction(1, 2)
    assert names == [("00:00:00:00", 0, half), ("Dog", half, 3 * half), ("00:00:01:12", 3 * half, 2)]
    assert [c.title for c in chapters_of(document, FrameRange(12, 30))] == ["Dog"]
    assert chapters_of(document, FrameRange(13, 30)) == ()
    export(document, none, tmp_path / "out.mp4")
    with av.open(str(tmp_path / "out.mp4")) as container:
        assert [c["metadata"]["title"] for c in container.chapters()] == [n[0] for n in names]


def test_transparent_footage_stays_transparent_where_it_can(tmp_path: Path) -> None:
    rgba = np.zeros((48, 64, 4), np.uint8)
    rgba[8:40, 16:48] = (250, 120, 10, 255)
    Image.fromarray(rgba).save(tmp_path / "logo.png")
    asset = asset_from_file(tmp_path / "logo.png")
    document = append_clip(add_asset(Document(width=64, height=48), asset), asset.id)
    export(document, none, tmp_path / "out", FrameRange(0, 2), Settings("png"))
    assert (np.asarray(Image.open(tmp_path / "out" / "out_000001.png")) == rgba).all()
    export(document, none, tmp_path / "out.mp4", FrameRange(0, 2))
    with open_reader(tmp_path / "out.mp4") as reader:
        assert reader.frame(0)[2, 2].max() <= 2


def test_sound_alone_is_sample_exact(tmp_path: Path) -> None:
    document = film(footage(tmp_path / "loud.mp4"))
    export(document, none, tmp_path / "out.wav", FrameRange(5, 42))
    with av.open(str(tmp_path / "out.wav")) as container:
        assert container.streams.audio[0].duration == 37 * 2000
    silent = film(footage(tmp_path / "silent.mp4", sound=False))
    with pytest.raises(TweenError, match="no sound to write"):
        export(silent, none, tmp_path / "no.wav")
    assert not (tmp_path / "no.wav").exists()


@pytest.mark.parametrize("name", ["out.mp4", "out.mkv", "out.gif", "out", "out.wav"])
def test_cancel_halfway_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    document = film(footage(tmp_path / "source.mp4"))
    old = tmp_path / name
    if "." in name:
        old.write_text("the old one")
    seen: list[int] = []
    with pytest.raises(Cancelled):
        export(
            document,
            none,
            old,
            settings=Settings("" if "." in name else "png"),
            overwrite=True,
            report=lambda n, total: seen.append(n),
            cancelled=lambda: len(seen) == 20,
        )
    assert seen[-1] == 20
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        {"source.mp4"} | ({name} if "." in name else set())
    )
    assert "." not in name or old.read_text() == "the old one"


def test_footage_is_never_written_over(tmp_path: Path) -> None:
    source = footage(tmp_path / "source.mp4")
    before = source.read_bytes()
    (tmp_path / "other.mp4").symlink_to(source)
    for name in ("source.mp4", "other.mp4"):
        with pytest.raises(TweenError, match="is footage of this film"):
            export(film(source), none, tmp_path / name, overwrite=True)
    assert source.read_bytes() == before


# Estimates


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("out.mp4", Settings(speed="veryfast")),
        ("out.mp4", Settings(bit_rate=1_000_000)),
        ("out.mov", Settings()),
        ("out.gif", Settings()),
        ("out", Settings("png")),
        ("out.wav", Settings()),
    ],
)
def test_an_estimate_is_right_to_a_third(tmp_path: Path, name: str, settings: Settings) -> None:
    document = film(footage(tmp_path / "source.mp4", 96, sound=name.endswith(".wav")))
    said = estimate(document, none, tmp_path / name, settings=settings)
    out = tmp_path / name
    export(document, none, out, settings=settings)
    found = sum(f.stat().st_size for f in out.iterdir()) if out.is_dir() else out.stat().st_size
    if settings.bit_rate is None:  # a bit rate is kept on average, over longer films than this
        assert 0.66 < said / found < 1.5
    assert said > 0


def test_pieces_lie_inside_the_span() -> None:
    for span in (FrameRange(3, 5), FrameRange(0, 48), FrameRange(10, 60), FrameRange(0, 10_000)):
        found = pieces(span)
        assert all(span.covers(piece) and piece for piece in found)
        assert len(found) == 1 or (found[0].start, found[-1].stop) == (span.start, span.stop)


def test_an_estimate_of_lost_footage_is_refused(clip: Path, tmp_path: Path) -> None:
    document = film(clip, cut=None)
    gone = replace(document.assets[0], path=str(tmp_path / "gone.mp4"))
    with pytest.raises(TweenError, match=r"gone\.mp4"):
        estimate(replace(document, assets=(gone,)), none, tmp_path / "out.mp4")
