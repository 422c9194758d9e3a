"""What cannot be written leaves nothing, whatever it was to be: no room, a file too large, a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.errors import TweenError
from engine.media.output.film_out import Output, open_output
from engine.media.output.film_writer import FilmWriter
from engine.media.output.settings import Settings
from engine.media.output.writer import TakeWriter
from tests.conftest import REPO

FILM = Fraction(24)
# Format, file name, and how many frames of noise are well above a mebibyte of it.
KINDS = [
    ("h264", "film.mp4", 40),
    ("h264", "film.mov", 40),
    ("h264", "film.mkv", 40),
    ("prores", "film.mov", 12),
    ("ffv1", "film.mkv", 12),
    ("gif", "film.gif", 16),
    ("webp", "film.webp", 12),
    ("png", "film", 12),
    ("wav", "film.wav", 120),
    ("take", "film.mkv", 12),
]
SECOND = 48_000


def open_kind(name: str, path: Path) -> Output | TakeWriter:
    if name == "take":
        return TakeWriter(path, (320, 240), FILM, overwrite=True)
    settings = Settings(name, speed="ultrafast" if name == "h264" else "")
    return open_output(path, (320, 240), FILM, settings, audio_rate=SECOND, overwrite=True)


def write_noise(writer: Output | TakeWriter, frames: int) -> None:
    """Nothing that could be made small."""
    noise = np.random.default_rng(0)
    with writer:
        for n in range(frames):
            if isinstance(writer, TakeWriter) or writer.plan.format.codec:
                writer.write(noise.integers(0, 256, (240, 320, 3), np.uint8))
            if isinstance(writer, FilmWriter) and writer.audio_rate:
                writer.write_audio(noise.uniform(-0.5, 0.5, (2_000, 2)).astype(np.float32))
            if n == 10:
                print("writing", flush=True)


def only(folder: Path, *names: str) -> bool:
    """True when nothing else, hidden or not, lies in the folder."""
    return sorted(entry.name for entry in folder.iterdir()) == sorted(names)


CHILD = """
import resource, signal, sys
from pathlib import Path
from engine.errors import TweenError
from tests.media.output.test_writer_faults import open_kind, write_noise
path, kind, limit = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
if limit:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    write_noise(open_kind(kind, path), int(sys.argv[4]))
except TweenError as error:
    print(error)
    sys.exit(3)
"""


@pytest.mark.skipif(os.name != "posix", reason="file size limits are POSIX")
@pytest.mark.parametrize(("name", "file", "frames"), [k for k in KINDS if k[1] != "film"])
def test_a_file_too_large_leaves_no_file(tmp_path: Path, name: str, file: str, frames: int) -> None:
    command = [sys.executable, "-c", CHILD, str(tmp_path / file), name, "300000", str(frames)]
    environment = os.environ | {"PYTHONPATH": str(REPO)}
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 3, done.stderr
    assert f"“{file}”" in done.stdout
    assert only(tmp_path)


@pytest.fixture(scope="module")
def full_disk(tmp_path_factory: pytest.TempPathFactory):
    """A file system of one mebibyte."""
    folder = tmp_path_factory.mktemp("small")
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("mounting a small disk takes root")
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize(("name", "file", "frames"), KINDS)
def test_a_full_disk_is_one_sentence_and_no_file(full_disk: Path, name: str, file: str, frames: int) -> None:
    with pytest.raises(TweenError, match="no room left"):
        write_noise(open_kind(name, full_disk / file), frames)
    assert only(full_disk)


def test_a_disk_that_fills_up_while_the_film_is_completed_keeps_the_old_one(
    full_disk: Path, tmp_path: Path
) -> None:
    """Completing takes the room of a second file: what fits once does not fit twice."""
    old, elsewhere = full_disk / "film.mp4", tmp_path / "film.mp4"
    write_noise(open_kind("h264", elsewhere), 12)
    assert 2 * elsewhere.stat().st_size > 1 << 20 > elsewhere.stat().st_size + 100_000
    old.write_text("the old one")
    with pytest.raises(TweenError, match="no room left"):
        write_noise(open_kind("h264", old), 12)
    assert old.read_text() == "the old one"
    assert only(full_disk, "film.mp4")
    old.unlink()


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_kill_while_replacing_keeps_the_old_file(tmp_path: Path) -> None:
    old = tmp_path / "film.mp4"
    old.write_text("the old one")
    command = [sys.executable, "-c", CHILD, str(old), "h264", "0", "1000000"]
    process = subprocess.Popen(
        command, cwd=REPO, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(REPO)}
    )
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() == "writing\n"
        process.send_signal(signal.SIGKILL)
    assert old.read_text() == "the old one"
    assert len(list(tmp_path.glob(".film-*.part"))) == 1
