"""What is written is whole, tagged and exact; what cannot be written leaves nothing."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import TweenError
from engine.media.output.film_writer import FilmWriter
from engine.media.output.settings import Settings
from engine.media.output.writer import TakeWriter
from engine.media.probe import probe
from engine.media.reader import VideoReader
from tests.media.clips import picture

FILM = Fraction(24)
QUICK = Settings(speed="ultrafast")
COLORS = [
    (255, 0, 0),
    (0, 255, 0),
    (0, 0, 255),
    (0, 0, 0),
    (255, 255, 255),
    *((g, g, g) for g in range(8, 255, 41)),
]


def write(path: Path, frames: int = 12, size: tuple[int, int] = (64, 48), **options: object) -> FilmWriter:
    with FilmWriter(path, size, FILM, QUICK, **options) as writer:  # pyright: ignore[reportArgumentType]
        for n in range(frames):
            writer.write(picture(n, *size))
    return writer


def only(folder: Path, *names: str) -> bool:
    """True when nothing else, hidden or not, lies in the folder."""
    return sorted(entry.name for entry in folder.iterdir()) == sorted(names)


def test_a_film_is_tagged_counted_and_ready_to_stream(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write(path, 50)
    assert only(tmp_path, "film.mp4")
    info = probe(path)
    assert (info.frames, info.rate, info.duration) == (50, 24, Fraction(50, 24))
    assert info.notes == ()
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        context = video.codec_context
        tags = (context.colorspace, context.color_range, context.color_primaries, context.color_trc)
        assert (context.codec.canonical_name, context.pix_fmt, tags) == ("h264", "yuv420p", (1, 1, 1, 1))
        assert video.start_time == 0
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("color", COLORS)
def test_colours_survive_within_two_levels(tmp_path: Path, color: tuple[int, int, int]) -> None:
    path = tmp_path / "color.mp4"
    with FilmWriter(path, (64, 48), FILM, QUICK) as writer:
        for _ in range(2):
            writer.write(np.full((48, 64, 3), color, np.uint8))
    with VideoReader(path) as reader:
        worst = np.abs(reader.frame(1).reshape(-1, 3).astype(int) - color).max()
    assert worst <= 2


def test_red_comes_back_red(tmp_path: Path) -> None:
    path = tmp_path / "red.mp4"
    with FilmWriter(path, (64, 48), FILM) as writer:
        writer.write(np.full((48, 64, 3), (255, 0, 0), np.uint8))
    with VideoReader(path) as reader:
        assert reader.frame(0)[20, 20].tolist() == [254, 0, 0]


def test_an_odd_size_is_padded_and_said(tmp_path: Path) -> None:
    path = tmp_path / "odd.mp4"
    writer = write(path, 3, (65, 47))
    assert writer.notes == ["H.264 needs even sizes: 65 × 47 was padded to 66 × 48."]
    with VideoReader(path) as reader:
        assert (reader.info.width, reader.info.height) == (66, 48)
        assert np.abs(reader.frame(1)[:47, :65].astype(int) - picture(1, 65, 47)).mean() < 6


def test_sound_is_as_long_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "sound.mp4"
    with FilmWriter(path, (64, 48), Fraction(30_000, 1001), QUICK, audio_rate=44_100) as writer:
        for n in range(31):
            writer.write(picture(n))
        writer.write_audio(np.zeros((44_100, 2), np.float32))
    audio = probe(path).audio
    assert audio is not None
    assert (audio.rate, audio.channels) == (44_100, 2)
    assert abs(audio.duration - 1) < Fraction(1, 1000)


def test_a_sound_track_that_got_no_samples_is_silent(tmp_path: Path) -> None:
    write(tmp_path / "quiet.mp4", 24, audio_rate=48_000)
    audio = probe(tmp_path / "quiet.mp4").audio
    assert audio is not None
    assert abs(audio.duration - 1) < Fraction(1, 1000)


def test_finished_yuv_frames_pass_through(tmp_path: Path) -> None:
    first = tmp_path / "first.mp4"
    write(first, 6)
    with (
        av.open(str(first)) as container,
        FilmWriter(tmp_path / "copy.mp4", (64, 48), FILM, Settings(crf=0)) as writer,
    ):
        for frame in container.decode(video=0):
            writer.write_frame(frame)
    with VideoReader(first) as a, VideoReader(tmp_path / "copy.mp4") as b:
        assert all((a.frame(i) == b.frame(i)).all() for i in range(6))


def test_an_existing_file_is_kept_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_text("someone's")
    with pytest.raises(TweenError, match="already exists"):
        write(path)
    assert path.read_text() == "someone's"
    write(path, 5, overwrite=True)
    assert probe(path).frames == 5
    assert only(tmp_path, "film.mp4")


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    writer = FilmWriter(path, (64, 48), FILM)
    writer.write(picture(0))
    path.write_text("someone's")
    with pytest.raises(TweenError, match="already exists"):
        writer.__exit__(None, None, None)
    assert path.read_text() == "someone's"
    assert only(tmp_path, "film.mp4")


class _Stop(Exception):
    pass


def stopped(writer: FilmWriter | TakeWriter) -> None:
    with writer:
        for n in range(9):
            writer.write(picture(n))
        raise _Stop


@pytest.mark.parametrize("kind", [FilmWriter, TakeWriter])
def test_stopping_leaves_nothing(tmp_path: Path, kind: type[FilmWriter | TakeWriter]) -> None:
    with pytest.raises(_Stop):
        stopped(kind(tmp_path / "film.mp4", (64, 48), FILM))
    assert only(tmp_path)


def test_a_film_without_frames_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(TweenError, match="no frames"), FilmWriter(tmp_path / "film.mp4", (64, 48), FILM):
        pass
    assert only(tmp_path)


@pytest.mark.parametrize("kind", [FilmWriter, TakeWriter])
def test_impossible_places_are_refused(tmp_path: Path, kind: type[FilmWriter | TakeWriter]) -> None:
    with pytest.raises(TweenError, match="does not exist"):
        kind(tmp_path / "gone" / "film.mp4", (64, 48), FILM)
    (tmp_path / "film.mp4").mkdir()
    with pytest.raises(TweenError, match="is a folder"):
        kind(tmp_path / "film.mp4", (64, 48), FILM, overwrite=True)


# Takes


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 2**32 - 1),
    size=st.tuples(st.integers(2, 70), st.integers(2, 50)),
    count=st.integers(1, 20),
    rate=st.sampled_from([Fraction(24), Fraction(25), Fraction(30_000, 1001), Fraction(8)]),
    suffix=st.sampled_from(["mkv", "mp4"]),
)
def test_takes_come_back_bit_for_bit(
    tmp_path: Path, seed: int, size: tuple[int, int], count: int, rate: Fraction, suffix: str
) -> None:
    noise = np.random.default_rng(seed)
    frames = [noise.integers(0, 256, (size[1], size[0], 3), np.uint8) for _ in range(count)]
    path = tmp_path / f"take.{suffix}"
    with TakeWriter(path, size, rate, overwrite=True) as writer:
        for frame in frames:
            writer.write(frame)
    with VideoReader(path) as reader:
        assert (reader.frames, reader.info.rate, reader.info.notes) == (count, rate, ())
        order = noise.permutation(count)
        assert all((reader.frame(int(i)) == frames[i]).all() for i in order)
