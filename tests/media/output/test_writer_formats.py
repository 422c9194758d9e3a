"""Every format: the colours that went in come out of ffmpeg, tagged, counted, with sound to the sample."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine.errors import TweenError
from engine.media.output import encoders
from engine.media.output.film_out import Output, open_output
from engine.media.output.film_writer import FilmWriter
from engine.media.output.formats import FORMATS, choose_format
from engine.media.output.remux import Chapter
from engine.media.output.settings import Settings
from tests.media.clips import picture

RATE = Fraction(24)
BAND = 16
pytestmark = pytest.mark.skipif(
    shutil.which("ffmpeg") is None or shutil.which("ffprobe") is None, reason="ffmpeg is the judge here"
)
# Format, ending, quality that is as good as lossy gets in practice.
PICTURES = [
    ("h264", ".mp4", 10),
    ("h265", ".mp4", 4),
    ("av1", ".mp4", 4),
    ("prores", ".mov", None),
    ("prores4444", ".mov", None),
    ("ffv1", ".mkv", None),
    ("ffv1-420", ".mkv", None),
    ("gif", ".gif", None),
    ("webp", ".webp", None),
    ("png", "", None),
]
FILMS = [p for p in PICTURES if p[0] not in ("gif", "webp", "png")]


def chart(size: tuple[int, int]) -> np.ndarray:
    """Bands of red, green, blue and a grey ramp from edge to edge, `BAND` lines each; grey below."""
    width, height = size
    chart = np.full((height, width, 3), 128, np.uint8)
    for band, color in enumerate([(255, 0, 0), (0, 255, 0), (0, 0, 255)]):
        chart[band * BAND : (band + 1) * BAND] = color
    ramp = np.linspace(0, 255, width).round().astype(np.uint8)
    chart[3 * BAND : 5 * BAND] = ramp[None, :, None]
    return chart


def write(
    path: Path, name: str, crf: int | None, frames: list[np.ndarray], rate: Fraction = RATE, **more: Any
) -> Output:
    size = (frames[0].shape[1], frames[0].shape[0])
    speed = {"h264": "ultrafast", "h265": "ultrafast", "av1": "12"}.get(name, "")
    settings = Settings(name, crf=crf, speed=speed)
    with open_output(path, size, rate, settings, overwrite=True, **more) as writer:
        for frame in frames:
            writer.write(frame)
    return writer


def decoded(path: Path, writer: Output, number: int) -> np.ndarray:
    """Frame `number` as ffmpeg shows it, `[H, W, 3]`, without the padding."""
    source = path / f"{path.name}_%06d.png" if path.is_dir() else path
    exact = "flags=accurate_rnd+full_chroma_int+bicubic"
    to_rgb = f"scale=in_color_matrix=bt709:in_range=tv:{exact}," if not writer.plan.format.rgb else ""
    chosen = f"{to_rgb}format=rgb24,select=eq(n\\,{number})"
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-i",
        str(source),
        "-vf",
        chosen,
        "-frames:v",
        "1",
        "-f",
        "rawvideo",
        "-",
    ]
    done = subprocess.run(command, check=True, capture_output=True)
    width, height = writer.plan.coded
    shown = np.frombuffer(done.stdout, np.uint8).reshape(height, width, 3)
    return shown[: writer.size[1], : writer.size[0]].astype(int)


@pytest.mark.parametrize("size", [(256, 96), (261, 97)])
@pytest.mark.parametrize(("name", "suffix", "crf"), PICTURES)
def test_primaries_and_greys_survive_within_two_levels(
    tmp_path: Path, name: str, suffix: str, crf: int | None, size: tuple[int, int]
) -> None:
    path, image = tmp_path / f"film{suffix}", chart(size)
    writer = write(path, name, crf, [image] * 3)
    if name == "webp":  # this ffmpeg cannot read animations
        shown = np.asarray(Image.open(path).convert("RGB")).astype(int)
    else:
        shown = decoded(path, writer, 2 if name != "gif" else 0)
    assert shown.shape == image.shape
    # Where two colours meet, 4:2:0 has one chroma for both.
    for first, stop in [(0, BAND), (BAND, 2 * BAND), (2 * BAND, 3 * BAND), (3 * BAND, 5 * BAND)]:
        inner = slice(first + 4, stop - 4)
        assert np.abs(shown[inner] - image[inner]).max() <= 2


def probed(path: Path) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", "-show_streams", "-show_chapters", "-count_packets", "-of", "json"]
    done = subprocess.run([*command, str(path)], check=True, capture_output=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize(("name", "suffix", "crf"), FILMS)
def test_a_film_is_tagged_counted_and_of_one_rate(
    tmp_path: Path, name: str, suffix: str, crf: int | None
) -> None:
    path = tmp_path / f"film{suffix}"
    chapters = [Chapter("Begin", Fraction(0), Fraction(1, 2)), Chapter("Größe", Fraction(1, 2), Fraction(1))]
    writer = write(path, name, crf, [picture(n, 96, 72) for n in range(24)], chapters=chapters)
    found = probed(path)
    video = found["streams"][0]
    assert int(video["nb_read_packets"]) == 24
    assert (video["r_frame_rate"], video["avg_frame_rate"]) == ("24/1", "24/1")
    assert float(video["start_time"]) == 0
    if not writer.plan.format.rgb:
        tags = [video[f"color_{tag}"] for tag in ("space", "range", "primaries", "transfer")]
        assert tags == ["bt709", "tv", "bt709", "bt709"]
    expected = {"h265": "hvc1", "h264": "avc1", "av1": "av01", "prores": "apch", "prores4444": "ap4h"}
    assert video["codec_tag_string"] == expected.get(name, video["codec_tag_string"])
    titles = [(c["tags"]["title"], float(c["start_time"]), float(c["end_time"])) for c in found["chapters"]]
    assert titles == [("Begin", 0.0, 0.5), ("Größe", 0.5, 1.0)]
    if suffix != ".mkv":
        data = path.read_bytes()
        assert data.index(b"moov") < data.index(b"mdat")


def test_an_encoder_with_a_layout_of_its_own_gets_the_same_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quick Sync takes nv12 only; x264 takes both, and codes them alike."""
    image = chart((128, 96))
    plain = decoded(tmp_path / "a.mp4", write(tmp_path / "a.mp4", "h264", 4, [image] * 2), 1)
    packed = replace(encoders.ENCODERS[0], pixels="nv12")
    monkeypatch.setattr(encoders, "ENCODERS", (packed,))
    again = decoded(tmp_path / "b.mp4", write(tmp_path / "b.mp4", "h264", 4, [image] * 2), 1)
    assert (plain == again).all()


# Sound


def tone(count: int) -> np.ndarray:
    """`[count, 2]` float32: 440 Hz with a click in the middle."""
    sound = 0.1 * np.sin(np.arange(count) * 2 * np.pi * 440 / 48_000)
    sound[count // 2] = 0.9
    return np.repeat(sound.astype(np.float32)[:, None], 2, axis=1)


def heard(path: Path) -> np.ndarray:
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:a", "-f", "f32le", "-"]
    done = subprocess.run(command, check=True, capture_output=True)
    return np.frombuffer(done.stdout, np.float32).reshape(-1, 2)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("h264", ".mp4"), ("h264", ".mkv"), ("prores", ".mov"), ("ffv1", ".mkv"), ("wav", ".wav")],
)
def test_sound_is_as_long_as_it_was_to_the_sample(tmp_path: Path, name: str, suffix: str) -> None:
    path, sound = tmp_path / f"film{suffix}", tone(70_070)
    settings = Settings(name, speed="ultrafast" if name == "h264" else "")
    with FilmWriter(path, (64, 48), Fraction(30_000, 1001), settings, audio_rate=48_000) as writer:
        for n in range(44 if name != "wav" else 0):
            writer.write(picture(n))
        for start in range(0, len(sound), 1601):
            writer.write_audio(sound[start : start + 1601])
    out = heard(path)
    assert int(np.argmax(np.abs(out[:, 0]))) == len(sound) // 2
    if writer.plan.sound == "aac":
        # AAC comes in blocks of 1024, and ffmpeg plays the last one out. The file says how much of it counts.
        assert 0 <= len(out) - len(sound) < 1024
        audio = next(s for s in probed(path)["streams"] if s["codec_type"] == "audio")
        assert (audio["time_base"], audio["duration_ts"]) == ("1/48000", len(sound))
    else:
        assert len(out) == len(sound)
        assert np.abs(out - sound).max() <= 2**-22


def test_sound_too_loud_is_clipped_not_wrapped(tmp_path: Path) -> None:
    path = tmp_path / "film.wav"
    with FilmWriter(path, (64, 48), RATE, audio_rate=48_000) as writer:
        writer.write_audio(np.full((4800, 2), 1.5, np.float32))
    assert np.abs(heard(path) - 1).max() < 1e-6


# Transparency


@pytest.mark.parametrize(("name", "suffix"), [(f.name, f.suffix) for f in FORMATS if f.alpha_format])
def test_transparency_is_kept_where_a_format_has_it(tmp_path: Path, name: str, suffix: str) -> None:
    path = tmp_path / f"film{suffix}"
    rgba = np.zeros((48, 64, 4), np.uint8)
    rgba[:, :32] = (200, 40, 90, 255)
    write(path, name, None, [rgba] * 2, alpha=True)
    if name == "webp":
        shown = np.asarray(Image.open(path).convert("RGBA")).astype(int)
    else:
        source = path / "film_%06d.png" if path.is_dir() else path
        command = ["ffmpeg", "-v", "error", "-i", str(source), "-frames:v", "1"]
        command += ["-vf", "scale=in_color_matrix=bt709:flags=accurate_rnd+full_chroma_int,format=rgba"]
        done = subprocess.run([*command, "-f", "rawvideo", "-"], check=True, capture_output=True)
        shown = np.frombuffer(done.stdout, np.uint8).reshape(48, 64, 4).astype(int)
    assert np.abs(shown[:, 2:28] - (200, 40, 90, 255)).max() <= 2
    assert shown[:, 36:, 3].max() == 0


# Loops and pictures


@pytest.mark.parametrize(("rate", "step", "shown"), [(24, 1, 24), (50, 1, 50), (60, 2, 30)])
def test_a_gif_runs_at_the_films_speed(tmp_path: Path, rate: int, step: int, shown: int) -> None:
    path = tmp_path / "loop.gif"
    with FilmWriter(path, (64, 48), Fraction(rate)) as writer:
        for n in range(rate):
            writer.write(picture(n))
    assert bool(writer.notes) == (step > 1)
    with Image.open(path) as image:
        assert image.info["loop"] == 0
        durations = []
        for n in range(image.n_frames):  # pyright: ignore[reportAttributeAccessIssue]
            image.seek(n)
            durations.append(image.info["duration"])
            if n == 5:
                assert np.abs(np.asarray(image.convert("RGB")).astype(int) - picture(5 * step)).mean() < 6
    assert len(durations) == shown
    assert abs(sum(durations) - 1000) <= 20


def test_a_webp_runs_at_the_films_speed_and_for_ever(tmp_path: Path) -> None:
    write(tmp_path / "loop.webp", "webp", 0, [picture(n) for n in range(24)])
    with Image.open(tmp_path / "loop.webp") as image:
        assert (image.n_frames, image.info["loop"]) == (24, 0)  # pyright: ignore[reportAttributeAccessIssue]
        durations = []
        for n in range(24):
            image.seek(n)
            image.load()
            durations.append(image.info["duration"])
            assert (np.asarray(image.convert("RGB")) == picture(n)).all()
    assert abs(sum(durations) - 1000) <= 42


def test_a_long_loop_is_refused(tmp_path: Path) -> None:
    black = np.zeros((16, 16, 3), np.uint8)
    with pytest.raises(TweenError, match="longer than 60 s"):
        write(tmp_path / "loop.gif", "gif", None, [black] * 61, rate=Fraction(1))
    assert not list(tmp_path.iterdir())


def test_pictures_are_the_frames_bit_for_bit(tmp_path: Path) -> None:
    write(tmp_path / "frames", "png", None, [picture(n) for n in range(12)])
    names = sorted(p.name for p in (tmp_path / "frames").iterdir())
    assert names == [f"frames_{n:06d}.png" for n in range(12)]
    for n, name in enumerate(names):
        assert (np.asarray(Image.open(tmp_path / "frames" / name)) == picture(n)).all()


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    write(folder, "png", None, [picture(0)] * 3)
    write(folder, "png", None, [picture(1)] * 2)  # pictures of an export make way for others
    assert len(list(folder.iterdir())) == 2
    (folder / "holiday.jpg").write_text("mine")
    with pytest.raises(TweenError, match="other files"):
        write(folder, "png", None, [picture(2)])
    assert (folder / "holiday.jpg").read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["frames"]


def test_the_ending_chooses_the_format() -> None:
    chosen = {
        s: choose_format(Path(f"film{s}")).name for s in (".mp4", ".MOV", ".mkv", ".gif", ".webp", ".wav")
    }
    assert list(chosen.values()) == ["h264", "prores", "ffv1", "gif", "webp", "wav"]
    assert choose_format(Path("film.mov"), "h264").muxer(".mov") == "mov"
    for path, name, said in [
        ("film", "", "does not say what to write"),
        ("film.mp4", "prores", "end its name with “.mov”"),
        ("film.png", "png", "folder of pictures"),
        ("film.mp4", "vhs", "no format “vhs”"),
    ]:
        with pytest.raises(TweenError, match=said):
            choose_format(Path(path), name)


@pytest.mark.parametrize("name", ["h264", "h265", "av1"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_films_of_a_few_frames(tmp_path: Path, name: str, count: int) -> None:
    """Several of each: x265's times of two frames are only sometimes wrong."""
    frames = [np.full((64, 64, 3), 60 * n, np.uint8) for n in range(count)]
    for n in range(4):
        path = tmp_path / f"{n}.mp4"
        with open_output(
            path, (64, 64), RATE, Settings(name, speed="12" if name == "av1" else "veryfast")
        ) as out:
            for frame in frames:
                out.write(frame)
        asked = ["-count_packets", "-show_entries", "stream=nb_read_packets,duration_ts,start_pts"]
        shown = subprocess.run(
            ["ffprobe", "-v", "error", "-of", "json", *asked, path], capture_output=True, check=True
        )
        stream = json.loads(shown.stdout)["streams"][0]
        assert (int(stream["nb_read_packets"]), stream["start_pts"]) == (count, 0)
