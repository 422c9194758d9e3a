"""Smart export: copied frames are the footage's own, packet and picture; the rest is close; none is lost."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.document.edits import add_asset, append_clip, set_speed
from engine.document.model import Document
from engine.document.take import ShownTake
from engine.document.time import FrameRange, SourceRange
from engine.errors import Cancelled, TweenError
from engine.media.audio import read_audio
from engine.media.copying.packets import Kind
from engine.media.copying.parameter_sets import AvcConfig
from engine.media.output.settings import Settings
from engine.media.reader import VideoReader
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.render.export import ExportReport, export
from engine.render.smart import smart_export
from engine.render.smart_plan import make_smart_plan
from tests.media.clips import write_video
from tests.render.films import footage as with_sound
from tests.render.films import picture
from tests.render.joined import encoded, packets, pictures, take_over, worst_frame

FRAMES, GROUP = 96, 24
SIZE = (192, 112)
X265 = "keyint=24:min-keyint=24:log-level=none"
# codec, FFmpeg's encoder, pixel format, options, suffix
SOURCES = {
    "h264": ("libx264", "yuv420p", {"g": "24", "bf": "3", "crf": "18", "preset": "veryfast"}, ".mp4"),
    "h264 full range": ("libx264", "yuvj420p", {"g": "24", "preset": "veryfast"}, ".mp4"),
    "h264 10 bit": ("libx264", "yuv420p10le", {"g": "24", "preset": "veryfast"}, ".mp4"),
    "h264 baseline": ("libx264", "yuv420p", {"g": "24", "profile": "baseline"}, ".mov"),
    "hevc open": ("libx265", "yuv420p", {"x265-params": X265, "preset": "ultrafast"}, ".mp4"),
    "hevc closed": ("libx265", "yuv420p", {"x265-params": X265 + ":open-gop=0", "preset": "fast"}, ".mp4"),
    "h264 mkv": ("libx264", "yuv420p", {"g": "24", "bf": "3", "preset": "veryfast"}, ".mkv"),
    "hevc mkv": ("libx265", "yuv420p", {"x265-params": X265, "preset": "ultrafast"}, ".mkv"),
    "h264 ts": ("libx264", "yuv420p", {"g": "24", "bf": "3", "preset": "veryfast"}, ".ts"),
    "h264 10 bit ts": ("libx264", "yuv420p10le", {"g": "24", "preset": "veryfast"}, ".m2ts"),
    "hevc ts": ("libx265", "yuv420p", {"x265-params": X265, "preset": "ultrafast"}, ".ts"),
    "av1": ("libsvtav1", "yuv420p", {"g": "24", "preset": "12"}, ".mp4"),
    "prores": ("prores_ks", "yuv422p10le", {"profile": "3", "vendor": "apl0"}, ".mov"),
}
NOTHING: ShownTake = lambda card: None  # noqa: E731
Make = Callable[[str], Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Make:
    folder, ready = tmp_path_factory.mktemp("footage"), {}

    def make(name: str) -> Path:
        if name not in ready:
            codec, pixels, options, suffix = SOURCES[name]
            path = folder / (name.replace(" ", "-") + suffix)
            frames = [picture(n, SIZE) for n in range(FRAMES)]
            ready[name] = write_video(path, frames, codec=codec, pixel_format=pixels, options=options)
        return ready[name]

    return make


def film(path: Path, *cuts: tuple[int, int]) -> Document:
    """The footage at its own rate and size; only frames `cuts` (first, stop) of it, one after the other."""
    asset = asset_from_file(path)
    document = add_asset(Document(rate=asset.rate, width=asset.width, height=asset.height), asset)
    for cut in cuts or [(0, asset.frames)]:
        document = append_clip(document, asset.id, SourceRange(*cut))
    return document


def redrawn(document: Document, span: FrameRange, folder: Path) -> tuple[Document, ShownTake]:
    library = TakeLibrary(folder)
    h, w = document.height, document.width
    x, y = np.meshgrid(np.linspace(0, 1, w), np.linspace(0, 1, h))

    def draw(n: int) -> np.ndarray:
        """Soft light that wanders: nothing that coding colour at half size would lose."""
        light = 128 + 90 * np.sin(3 * x + 2 * y + n / 5)
        return np.stack([light, 0.9 * light, 0.8 * light + 20], axis=2).astype(np.uint8)

    return take_over(library, document, span, draw), library.shown


def source_frame(document: Document, n: int) -> int:
    clip = next(c for track in document.tracks if track.kind == "video" for c in track.clips if n in c.place)
    return clip.source_frame(n)


def judge(
    document: Document, shown: ShownTake, source: Path, report: ExportReport, quality: float = 38
) -> None:
    """Everything that must hold of the file that was written."""
    out = report.path
    assert report.frames == document.frames
    stamps = packets(out)
    step = stamps[0][1] - stamps[1][1]
    assert [dts for _, dts, _ in stamps] == [stamps[0][1] - n * step for n in range(document.frames)]
    assert sorted(pts for pts, _, _ in stamps) == [-n * step for n in range(document.frames)]
    assert all(pts >= dts for pts, dts, _ in stamps)
    theirs, ours = (sorted((pts, digest) for pts, _, digest in packets(file)) for file in (source, out))
    joins = [span.start for span in report.copied]
    with VideoReader(source) as before, VideoReader(out) as after:
        assert after.frames == document.frames
        for n in (n for span in report.copied for n in span):
            at = source_frame(document, n)
            same = np.array_equal(before.coded(at).to_ndarray(), after.coded(n).to_ndarray())
            assert same, f"frame {n} is not frame {at} of the footage"
            if n not in joins:  # where an open group begins, its packet says so in another way
                assert ours[n][1] == theirs[at][1], n
    rest = encoded(document.frames, report.copied)
    assert worst_frame(document, shown, out, rest, lambda reader, n: reader.frame(n)) > quality
    if shutil.which("ffmpeg"):
        decoded, original = pictures(out), pictures(source)
        assert len(decoded) == document.frames
        for n in (n for span in report.copied for n in span):
            assert decoded[n] == original[source_frame(document, n)], n


@pytest.mark.parametrize("name", SOURCES)
def test_a_change_in_the_middle(made: Make, tmp_path: Path, name: str) -> None:
    source = made(name)
    document, shown = redrawn(film(source), FrameRange(30, 40), tmp_path / "film.takes")
    out = tmp_path / f"out{source.suffix if source.suffix == '.mov' else '.mp4'}"
    report = smart_export(document, shown, out, settings=Settings(crf=12))
    copied = sum(map(len, report.copied))
    assert copied >= (86 if name == "prores" else 70)
    assert [span.stop for span in report.copied][-1] == FRAMES
    judge(document, shown, source, report)
    assert f"{copied} of {FRAMES} frames were copied" in report.notes[-1]
    with av.open(str(report.path)) as container:
        assert container.streams.video[0].codec_context.codec.canonical_name == name.split()[0]


@pytest.mark.parametrize("name", ["h264", "hevc open"])
def test_packets_are_the_footages_own(made: Make, tmp_path: Path, name: str) -> None:
    """Byte for byte; but where an open group begins behind something else, a unit's kind is another one."""
    source = made(name)
    document, shown = redrawn(film(source), FrameRange(50, 52), tmp_path / "film.takes")
    plan = make_smart_plan(document, shown, FrameRange(0, FRAMES), tmp_path / "x.mp4", Settings())
    report = smart_export(document, shown, tmp_path / "x.mp4")
    theirs, ours = (
        sorted((pts, digest) for pts, _, digest in packets(file)) for file in (source, report.path)
    )
    other = {n for span in report.copied for n in span if theirs[n][1] != ours[n][1]}
    opened = {part.span.start for part in plan.parts[1:] if part.joins_open_group}
    assert other == opened
    assert len(opened) == (1 if name == "hevc open" else 0)


@pytest.mark.parametrize("name", ["h264", "hevc open", "hevc closed"])
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 70), st.integers(6, 60)), min_size=1, max_size=4))
def test_any_cut(made: Make, tmp_path: Path, name: str, cuts: list[tuple[int, int]]) -> None:
    """Stretches of the same footage in any order, joined to each other and to what is encoded."""
    source = made(name)
    document = film(source, *((first, min(first + length, FRAMES)) for first, length in cuts))
    wish = Settings(format=name_of(name), crf=12, speed="ultrafast")
    report = smart_export(document, NOTHING, tmp_path / "out.mp4", settings=wish, overwrite=True)
    judge(document, NOTHING, source, report, quality=36)  # the encoder's quickest way is not its best


def name_of(name: str) -> str:
    return {"h264": "h264", "hevc": "h265"}[name.split()[0]]


def test_part_of_a_film_begins_at_its_own_zero(made: Make, tmp_path: Path) -> None:
    source = made("hevc open")
    document = film(source)
    report = smart_export(document, NOTHING, tmp_path / "part.mp4", FrameRange(20, 80))
    assert report.frames == 60
    assert report.copied == (FrameRange(24, 80),) or report.copied[0].start == 24
    with VideoReader(source) as before, VideoReader(report.path) as after:
        assert after.frames == 60
        for n in (n for span in report.copied for n in span):
            assert np.array_equal(before.coded(n).to_ndarray(), after.coded(n - 20).to_ndarray()), n


def test_sound_is_that_of_any_export(tmp_path: Path) -> None:
    """In step with the picture, to the sample, and as long."""
    source = with_sound(tmp_path / "ticks.mp4", frames=72)
    document = film(source)
    smart = smart_export(document, NOTHING, tmp_path / "smart.mp4")
    assert smart.copied == (FrameRange(0, 72),)
    plain = export(document, NOTHING, tmp_path / "plain.mp4")
    heard = [read_audio(report.path, 0, 3) for report in (smart, plain)]
    assert np.array_equal(heard[0], heard[1])
    assert np.abs(heard[0]).max() > 0.2
    with av.open(str(smart.path)) as container:
        stream = container.streams.audio[0]
        assert stream.duration is not None
        assert stream.time_base is not None
        assert stream.duration * stream.time_base == 3


@pytest.mark.parametrize("turn", [(-90, False), (90, False), (180, False), (90, True), (0, True)])
def test_footage_that_is_turned_stays_so(tmp_path: Path, turn: tuple[int, bool]) -> None:
    """Phones hold upright films lying, with a note how to turn them: packets and note are both kept."""
    frames = [picture(n, SIZE) for n in range(FRAMES)]
    source = write_video(tmp_path / "phone.mp4", frames, options={"g": "24", "bf": "3"}, turn=turn)
    document = film(source)
    assert (document.width, document.height) == (SIZE if turn[0] in (0, 180) else SIZE[::-1])
    document, shown = redrawn(document, FrameRange(30, 40), tmp_path / "film.takes")
    report = smart_export(document, shown, tmp_path / "out.mp4", settings=Settings(crf=12))
    assert sum(map(len, report.copied)) >= 70
    judge(document, shown, source, report)
    with VideoReader(report.path) as after, VideoReader(source) as before:
        assert after.info.width == document.width
        assert np.array_equal(after.frame(0), before.frame(0))
    with av.open(str(report.path)) as written, av.open(str(source)) as footage:
        turns = [next(file.decode(video=0)).rotation for file in (written, footage)]
    assert turns[0] == turns[1]


def test_two_recordings_of_one_camera_are_copied_into_one_film(tmp_path: Path) -> None:
    paths = [
        write_video(tmp_path / f"{n}.mp4", [picture(n + 9 * k, SIZE) for k in range(48)], options={"g": "24"})
        for n in (0, 7)
    ]
    document = film(paths[0])
    second = asset_from_file(paths[1])
    document = append_clip(add_asset(document, second), second.id)
    report = smart_export(document, NOTHING, tmp_path / "out.mp4")
    assert sum(map(len, report.copied)) == 96
    with VideoReader(report.path) as after:
        for n in range(96):
            with VideoReader(paths[n // 48]) as before:
                assert np.array_equal(before.coded(n % 48).to_ndarray(), after.coded(n).to_ndarray())


def refused(document: Document, shown: ShownTake, out: Path, **wish: object) -> str:
    report = smart_export(document, shown, out, settings=Settings(speed="ultrafast", **wish))  # type: ignore[arg-type]
    assert report.copied == ()
    assert report.frames == document.frames
    with VideoReader(out) as reader:
        assert reader.frames == document.frames
    return report.notes[-1]


def test_what_cannot_be_copied_is_said_and_encoded(made: Make, tmp_path: Path) -> None:
    frames = [picture(n, SIZE) for n in range(16)]
    plain = film(made("h264"))
    cases = [
        (Document(plain.rate, 96, 56, plain.assets, plain.tracks), {}, "its size is not the film's"),
        (Document(Fraction(25), *SIZE, plain.assets, plain.tracks), {}, "its frame rate is not the film's"),
        (plain, {"format": "h265"}, "it is H.264, and another format is asked for"),
        (plain, {"size": (96, 56)}, "another size"),
        (set_speed(plain, plain.tracks[0].clips[0].id, Fraction(2)), {}, "no group of pictures"),
        (film(write_video(tmp_path / "mpeg4.mp4", frames, codec="mpeg4")), {}, "mpeg4"),
        (film(made("h264"), (30, 44)), {}, "no group of pictures"),
    ]
    for number, (document, wish, reason) in enumerate(cases):
        note = refused(document, NOTHING, tmp_path / f"{number}.mp4", **wish)
        assert reason in note, note
        assert note.startswith("Nothing could be copied")
    assert "only in MP4 and MOV" in refused(plain, NOTHING, tmp_path / "film.mkv", format="h264")


def test_a_cancelled_export_leaves_nothing(made: Make, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    seen: list[int] = []
    with pytest.raises(Cancelled):
        smart_export(
            film(made("h264")), NOTHING, out / "film.mp4",
            report=lambda done, total: seen.append(done), cancelled=lambda: len(seen) > 20,
        )  # fmt: skip
    assert len(seen) == 21
    assert not list(out.iterdir())


@pytest.fixture
def no_room() -> Iterator[Callable[[int], None]]:
    """Call it with a number of bytes: no file may grow beyond them, as on a disk that fills up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("share", [0.2, 0.9])
def test_a_full_disk_leaves_no_file_and_a_sentence(
    made: Make, tmp_path: Path, no_room: Callable[[int], None], share: float
) -> None:
    source = made("h264")
    out = tmp_path / "out"
    out.mkdir()
    document, shown = redrawn(film(source), FrameRange(30, 40), tmp_path / "film.takes")
    no_room(round(share * source.stat().st_size))
    with pytest.raises(TweenError, match=r"film\.mp4"):
        smart_export(document, shown, out / "film.mp4")
    assert not list(out.iterdir())


def test_a_file_that_is_there_is_kept(made: Make, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    out.write_text("mine")
    with pytest.raises(TweenError, match="already exists"):
        smart_export(film(made("h264")), NOTHING, out)
    assert out.read_text() == "mine"
    smart_export(film(made("h264")), NOTHING, out, overwrite=True)
    assert out.stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_the_footage_itself_is_never_written_over(made: Make, tmp_path: Path) -> None:
    source = tmp_path / "clip.mp4"
    shutil.copyfile(made("h264"), source)
    before = source.read_bytes()
    with pytest.raises(TweenError, match="is footage of this film"):
        smart_export(film(source), NOTHING, source, overwrite=True)
    assert source.read_bytes() == before


def test_footage_of_the_corpus(media: Path, tmp_path: Path) -> None:
    """Scene cuts, B-frames, full range, an open start, captions: real recorders' and uploaders' files."""
    names = "nasa_13013.mp4 bikes.mp4 trim_optimization_failure.mp4 bt709_full_range.mp4 sintel-captions.ts"
    for name in names.split():
        source = media / name
        if not source.is_file():
            pytest.skip(f"{name} is not in the corpus at {media}")
        document = film(source)
        middle = document.frames // 3
        document, shown = redrawn(document, FrameRange(middle, middle + 3), tmp_path / f"{name}.takes")
        wish = Settings(crf=12, speed="ultrafast")
        report = smart_export(document, shown, (tmp_path / name).with_suffix(".mp4"), settings=wish)
        assert report.copied
        judge(document, shown, source, report, quality=36)


def test_what_was_drawn_and_what_only_follows_are_encoded_apart(made: Make, tmp_path: Path) -> None:
    """With parameter sets of their own, so that the file lists three encoders."""
    source = made("h264")
    document, shown = redrawn(film(source), FrameRange(24, 32), tmp_path / "film.takes")
    plan = make_smart_plan(document, shown, FrameRange(0, FRAMES), tmp_path / "x.mp4", Settings())
    assert [(part.span, part.stretch is None, part.plain) for part in plan.parts] == [
        (FrameRange(0, 24), False, False),
        (FrameRange(24, 32), True, False),
        (FrameRange(32, 48), True, True),
        (FrameRange(48, 96), False, False),
    ]
    report = smart_export(document, shown, tmp_path / "x.mp4")
    judge(document, shown, source, report)
    with av.open(str(report.path)) as container:
        config = AvcConfig.parse(bytes(container.streams.video[0].codec_context.extradata or b""))
    assert (len(config.sps), len(config.pps)) == (3, 3)


def test_kinds_are_what_the_tests_mean(made: Make, tmp_path: Path) -> None:
    """The open footage really has open groups, the closed has none."""
    for name, kind in (("hevc open", Kind.OPEN), ("hevc closed", Kind.CLOSED)):
        plan = make_smart_plan(
            film(made(name)), NOTHING, FrameRange(0, FRAMES), tmp_path / "x.mp4", Settings()
        )
        assert plan.template.packets.kinds.count(kind) >= 3
