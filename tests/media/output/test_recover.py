"""A killed export leaves what had been written, and `recover` makes it play."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from engine.errors import TweenError
from engine.media.output.recover import find_partial, recover
from engine.media.reader import VideoReader
from tests.conftest import REPO
from tests.media.clips import picture

CHILD = """
import signal, sys
from fractions import Fraction
from pathlib import Path
import numpy as np
from engine.media.output.film_out import open_output
from engine.media.output.settings import Settings
from tests.media.clips import picture
path, name, speed = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
settings = Settings(format=name, speed=speed)
with open_output(path, (64, 48), Fraction(24), settings, audio_rate=48_000) as writer:
    tone = 0.3 * np.sin(np.arange(2000) * 2 * np.pi * 440 / 48_000)
    sound = np.repeat(tone.astype(np.float32)[:, None], 2, axis=1)
    for n in range(600):
        if name != "wav":
            writer.write(picture(n))
        if writer.audio_rate:
            writer.write_audio(sound)
        if n == 300:
            print("writing", flush=True)
    signal.pause()  # whoever kills it has much else to do
"""


def killed(path: Path, name: str, speed: str = "") -> Path:
    """An export to `path` that is killed after 300 frames, 12.5 s; the file it leaves."""
    command = [sys.executable, "-c", CHILD, str(path), name, speed]
    environment = os.environ | {"PYTHONPATH": str(REPO)}
    process = subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() == "writing\n"
        process.send_signal(signal.SIGKILL)
    assert not path.exists()
    return find_partial(path)


def decoded_by_ffmpeg(path: Path, *options: str) -> bytes:
    done = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(path), *options, "-"], check=True, capture_output=True
    )
    assert done.stderr == b""
    return done.stdout


posix = pytest.mark.skipif(os.name != "posix", reason="kills by signal")


@posix
@pytest.mark.parametrize(
    ("name", "suffix", "speed"),
    [
        ("h264", ".mp4", "ultrafast"),
        ("h265", ".mov", "ultrafast"),
        ("ffv1", ".mkv", ""),
    ],
)
def test_a_killed_film_is_recovered_to_within_seconds(
    tmp_path: Path, name: str, suffix: str, speed: str
) -> None:
    partial = killed(tmp_path / f"film{suffix}", name, speed)
    before = partial.read_bytes()
    found = recover(tmp_path / f"film{suffix}")
    assert found.path == tmp_path / f"film recovered{suffix}"
    assert partial.read_bytes() == before
    # What the encoder held back and the last unfinished fragment are lost, no more.
    assert found.frames > 200
    with VideoReader(found.path) as reader:
        assert reader.frames == found.frames
        for n in (0, 100, found.frames - 2, found.frames - 1):
            assert np.abs(reader.frame(n).astype(int) - picture(n)).mean() < 4
    data = found.path.read_bytes()
    if suffix != ".mkv":
        assert data.index(b"moov") < data.index(b"mdat")
    decoded_by_ffmpeg(found.path, "-f", "null")
    with av.open(str(found.path)) as container:
        sound = sum(frame.samples for frame in container.decode(audio=0)) / 48_000
    assert abs(sound - found.frames / 24) < 2.5


@posix
def test_a_killed_sound_export_is_recovered(tmp_path: Path) -> None:
    killed(tmp_path / "film.wav", "wav")
    found = recover(tmp_path / "film.wav")
    assert len(decoded_by_ffmpeg(found.path, "-f", "s16le")) // 4 > 48_000 * 10


@posix
def test_killed_pictures_are_recovered(tmp_path: Path) -> None:
    partial = killed(tmp_path / "film", "png")
    torn = partial / "film_999999.png"
    torn.write_bytes(next(partial.iterdir()).read_bytes()[:50])
    found = recover(tmp_path / "film")
    names = sorted(p.name for p in found.path.iterdir())
    assert found.frames == len(names) > 200
    assert names[0] == "film_000000.png"
    assert torn.name not in names


@posix
def test_a_fragment_cut_in_the_middle_is_left_out(tmp_path: Path) -> None:
    partial = killed(tmp_path / "film.mp4", "h264", "ultrafast")
    whole = recover(partial, tmp_path / "whole.mp4").frames
    partial.write_bytes(partial.read_bytes()[: partial.stat().st_size * 3 // 5])
    cut = recover(partial, tmp_path / "cut.mp4")
    assert 0 < cut.frames < whole
    decoded_by_ffmpeg(cut.path, "-f", "null")


def test_what_cannot_be_recovered_is_said(tmp_path: Path) -> None:
    with pytest.raises(TweenError, match=r"No export to “film\.mp4” was left unfinished"):
        recover(tmp_path / "film.mp4")
    with pytest.raises(TweenError, match="not found"):
        recover(tmp_path / ".film-12345678.part")
    junk = tmp_path / ".film-12345678.part"
    junk.write_bytes(b"ffconcat version 1.0\nfile secret.mp4\n")
    with pytest.raises(TweenError, match=r"\.film-12345678\.part"):
        recover(junk)
    assert sorted(p.name for p in tmp_path.iterdir()) == [junk.name]
