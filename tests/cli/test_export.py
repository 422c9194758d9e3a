"""tween export and tween recover: every format by its ending, presets, wishes; what they refuse."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

from engine.media.probe import probe
from tests.cli.tween import ask, tree, tween
from tests.media.output.test_recover import killed, posix
from tests.render.films import footage


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("film")
    clip = footage(folder / "clip.mp4", 24)
    ask("new", folder / "film.tween", clip)
    ask("marker", folder / "film.tween", 12, "--name", "Half")
    return folder / "film.tween"


def codecs(path: Path) -> list[str]:
    with av.open(str(path)) as container:
        streams = (*container.streams.video, *container.streams.audio)
        return [stream.codec_context.codec.canonical_name for stream in streams]


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("out.mp4", "--speed ultrafast --crf 20", ["h264", "aac"]),
        ("out.mp4", "--format h265 --speed ultrafast --bitrate 500k", ["hevc", "aac"]),
        ("out.mp4", "--format av1 --speed 12 --no-sound", ["av1"]),
        ("out.mov", "", ["prores", "pcm_s24le"]),
        ("out.mov", "--preset youtube --speed ultrafast", ["h264", "aac"]),
        ("out.mkv", "--preset archive", ["ffv1", "flac"]),
        ("out.gif", "--range 0-4", ["gif"]),
        ("out.wav", "", ["pcm_s24le"]),
    ],
)
def test_the_ending_and_the_options_say_what_is_written(
    film: Path, tmp_path: Path, name: str, options: str, expected: list[str]
) -> None:
    done = ask("export", film, tmp_path / name, *options.split())
    assert done["path"] == str(tmp_path / name)
    assert codecs(tmp_path / name) == expected


def test_a_preset_gives_way_to_what_is_said(film: Path, tmp_path: Path) -> None:
    quick = ("--speed", "ultrafast", "--range", "0-2")
    ask("export", film, tmp_path / "reel.mp4", "--preset", "instagram-reel", *quick)
    ask("export", film, tmp_path / "own.mp4", "--preset", "instagram-reel", "--size", "64x48", *quick)
    other = ("--format", "prores", "--range", "0-2")
    ask("export", film, tmp_path / "other.mov", "--preset", "instagram-reel", *other)
    sizes = [probe(tmp_path / name) for name in ("reel.mp4", "own.mp4", "other.mov")]
    assert [(info.width, info.height) for info in sizes] == [(1080, 1920), (64, 48), (1080, 1920)]


def test_pictures_go_to_a_folder(film: Path, tmp_path: Path) -> None:
    ask("export", film, tmp_path / "frames", "--format", "png", "--range", "3-9")
    assert len(list((tmp_path / "frames").iterdir())) == 6


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["out.xyz"], "end its name with"),
        (["out"], "does not say what to write"),
        (["out.mp4", "--format", "vhs"], "no format"),
        (["out.mp4", "--format", "prores"], "“.mov”"),
        (["out.mp4", "--preset", "cinema"], "no preset"),
        (["out.mp4", "--crf", "18", "--bitrate", "2M"], "both given"),
        (["out.mp4", "--bitrate", "2k"], "out of reach"),
        (["out.mp4", "--speed", "warp"], "no speed"),
        (["out.mp4", "--encoder", "abacus"], "no encoder"),
        (["out.mov", "--encoder", "nvenc"], "not encoded by nvenc"),
        (["out.wav", "--no-sound"], "no sound to write"),
        (["out.mp4", "--size", "0x0"], "takes sides of"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(film: Path, options: list[str], said: str) -> None:
    before = tree(film.parent)
    answer = tween("export", film, film.parent / options[0], *options[1:])
    assert (answer.status, answer.out) == (1, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert tree(film.parent) == before


def test_a_bit_rate_is_a_number_with_a_unit(film: Path, tmp_path: Path) -> None:
    answer = tween("export", film, tmp_path / "out.mp4", "--bitrate", "fast")
    assert answer.status == 2
    assert "write it like 8M or 800k" in answer.err


@posix
def test_recover_says_where_the_film_is(tmp_path: Path) -> None:
    partial = killed(tmp_path / "film.mp4", "h264", "ultrafast")
    answer = tween("recover", tmp_path / "film.mp4")
    assert answer.status == 0
    assert "film recovered.mp4" in answer.out
    assert f"{partial} was left as it is" in answer.out
    done = ask("recover", partial, tmp_path / "again.mp4")
    assert done["frames"] == probe(tmp_path / "again.mp4").frames > 200
    answer = tween("recover", tmp_path / "other.mp4")
    assert (answer.status, answer.err.count("\n")) == (1, 1)
