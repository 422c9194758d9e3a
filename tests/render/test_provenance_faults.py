"""Signing keeps an export's promises: complete or not there, through kills, full disks and broken keys."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine.errors import TweenError
from engine.media.output.recover import recover
from engine.media.reader import VideoReader
from engine.paths import DATA
from engine.render.export import export
from engine.render.provenance.identity import CHAIN, KEY, identity_folder, own_identity
from engine.render.provenance.labelling import label_again
from engine.render.provenance.labels import Labels
from engine.render.provenance.reading import read_credentials
from tests.conftest import REPO
from tests.render.films import film, footage

posix = pytest.mark.skipif(os.name != "posix", reason="kills by signal, modes of files")

NOISE = """
import os, signal, sys, threading
from fractions import Fraction
from pathlib import Path
import numpy as np
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.media.output.film_out import open_output
from engine.media.output.label import Label
from engine.media.output.settings import Settings
from engine.render.provenance.claim import Claim, Drawn
from engine.render.provenance.identity import own_identity
from engine.render.provenance.signing import Signing
from engine.render.provenance.tags import tags_for
path, name, frames, kill = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "kill"
claim = Claim(frames, Fraction(24), (Drawn(FrameRange(0, frames), ("sketch",)),))
signing = Signing(own_identity())
def watch(target):
    pause = threading.Event()
    while not target.exists() or target.stat().st_size < (1 << 20):
        pause.wait(0.002)  # spinning would keep the lock that signing needs
    os.kill(os.getpid(), signal.SIGKILL)
def sign(source, target, title, picture):
    print("signing", source.stat().st_size, flush=True)
    target.unlink(missing_ok=True)
    killer = threading.Thread(target=watch, args=(target,), daemon=True)
    if kill:
        killer.start()
    signing.sign(source, target, title, claim)
    if kill:
        killer.join()  # on a busy machine signing may be done first; it dies before anything else is
    return ""
settings = Settings(name, crf=1, speed="ultrafast") if name == "h264" else Settings(name)
noise = np.random.default_rng(0)
try:
    label = Label(tags_for(claim), sign)
    with open_output(path, (320, 240), Fraction(24), settings, overwrite=True, label=label) as out:
        for _ in range(frames):
            out.write(noise.integers(0, 256, (240, 320, 3), np.uint8))
except TweenError as error:
    print(error)
    sys.exit(3)
"""


LIMIT = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))
"""


def child(*words: object, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """Writes noise and signs it, in a process of its own; no file may exceed `limit` bytes."""
    code = LIMIT.format(limit) + NOISE if limit else NOISE
    environment = os.environ | {"PYTHONPATH": str(REPO)}
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, cwd=REPO, capture_output=True, text=True, env=environment, check=False)


@posix
def test_a_kill_while_signing_keeps_the_old_file_and_what_was_drawn(tmp_path: Path) -> None:
    own_identity()
    out = tmp_path / "film.mp4"
    out.write_text("the old one")
    done = child(out, "h264", 150, "kill")
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert "signing" in done.stdout
    assert out.read_text() == "the old one"
    assert {p.suffix for p in tmp_path.iterdir()} == {".mp4", ".part", ".whole"}
    found = recover(out, tmp_path / "again.mp4", label_again=label_again)
    assert found.frames == 150
    credentials = read_credentials(found.path)
    assert credentials.state == "valid"
    assert [part.frames for part in credentials.drawn] == [(0, 150)]
    assert "AIGC" in dict(credentials.tags)
    with VideoReader(found.path) as reader:
        assert reader.frames == 150


@pytest.fixture
def small_disk(tmp_path: Path):
    """A file system of four mebibytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("mounting a small disk takes root")
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_while_signing_leaves_nothing(small_disk: Path) -> None:
    """A format that is written in one go: the disk is full only while the film is signed."""
    file = "film.webp"
    (small_disk / file).write_text("the old one")
    done = child(small_disk / file, "webp", 17, "go on")
    assert done.stdout.startswith("signing"), done.stdout
    assert int(done.stdout.split()[1]) > 2 << 20
    assert "no room left on the disk" in done.stdout
    assert done.returncode == 3, done.stderr
    assert done.stderr == ""
    assert [p.name for p in small_disk.iterdir()] == [file]
    assert (small_disk / file).read_text() == "the old one"


@posix
def test_a_file_too_large_while_signing_leaves_nothing(tmp_path: Path) -> None:
    """The limit falls between the film and the film with its credentials."""
    out = tmp_path / "film.mov"
    whole = child(out, "prores", 2, "go on")
    size = int(whole.stdout.split()[1])
    out.unlink()
    done = child(out, "prores", 2, "go on", limit=size + 500)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "“film.mov” grew larger than this disk or account allows" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without a key."""
    monkeypatch.setenv(DATA, str(tmp_path / "data"))
    return tmp_path / "data"


@posix
def test_a_key_is_made_at_first_use_for_its_owner_alone(fresh: Path, tmp_path: Path) -> None:
    assert not identity_folder().exists()
    clip = footage(tmp_path / "clip.mp4", 4)
    export(film(clip, cut=None), lambda card: None, tmp_path / "out.mp4")
    assert stat.S_IMODE(identity_folder().stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in identity_folder().iterdir()} == {0o600}
    assert b"PRIVATE KEY" in (identity_folder() / KEY).read_bytes()
    assert b"PRIVATE" not in (tmp_path / "out.mp4").read_bytes()
    assert own_identity() == own_identity()
    assert own_identity().name in read_credentials(tmp_path / "out.mp4").key
    assert [p.name for p in fresh.iterdir()] == ["identity"]


def test_of_many_that_make_a_key_at_once_all_get_one(fresh: Path) -> None:
    found, ready = [], threading.Barrier(6)

    def make() -> None:
        ready.wait()
        found.append(own_identity())

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1
    assert [p.name for p in fresh.iterdir()] == ["identity"]


def test_another_user_has_another_key(fresh: Path) -> None:
    first = own_identity()
    shutil.rmtree(identity_folder())
    assert own_identity().name != first.name


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / KEY).write_text("nonsense"), "is damaged"),
        (lambda folder: (folder / KEY).unlink(), "cannot be made or read"),
        (lambda folder: (folder / CHAIN).write_bytes(b""), "is damaged"),
    ],
)
def test_a_damaged_key_is_said_before_anything_is_written(
    fresh: Path, tmp_path: Path, damage, said: str
) -> None:
    own_identity()
    damage(identity_folder())
    clip = footage(tmp_path / "clip.mp4", 4)
    with pytest.raises(TweenError, match=said):
        export(film(clip, cut=None), lambda card: None, tmp_path / "out.mp4")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["clip.mp4", "data"]


def test_a_key_of_another_certificate_is_refused(fresh: Path) -> None:
    own_identity()
    kept = (identity_folder() / KEY).read_bytes()
    shutil.rmtree(identity_folder())
    own_identity()
    (identity_folder() / KEY).write_bytes(kept)
    with pytest.raises(TweenError, match="does not belong to its certificate"):
        own_identity()


def test_a_library_that_cannot_be_loaded_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = footage(tmp_path / "clip.mp4", 4)
    monkeypatch.setitem(sys.modules, "c2pa", None)
    with pytest.raises(TweenError, match="reinstall the program, or export without credentials"):
        export(film(clip, cut=None), lambda card: None, tmp_path / "out.mp4")
    export(film(clip, cut=None), lambda card: None, tmp_path / "out.mp4", labels=Labels(credentials=False))
    with pytest.raises(TweenError, match="c2pa"):
        read_credentials(tmp_path / "out.mp4")


def test_no_place_for_a_key_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    monkeypatch.setenv(DATA, str(tmp_path / "data"))
    clip = footage(tmp_path / "clip.mp4", 4)
    with pytest.raises(TweenError, match="export without credentials"):
        export(film(clip, cut=None), lambda card: None, tmp_path / "out.mp4")
    assert not (tmp_path / "out.mp4").exists()


@posix
def test_pictures_that_a_kill_leaves_are_signed(tmp_path: Path) -> None:
    done = child(tmp_path / "film", "png", 12, "go on")
    assert done.returncode == 0, done.stderr
    pictures = sorted((tmp_path / "film").iterdir())
    partial = tmp_path / ".film-12345678.part"
    (tmp_path / "film").rename(partial)
    (partial / ".unsigned").write_bytes(b"half a picture")
    (partial / ".unfinished").write_bytes(b"half a picture")
    found = recover(tmp_path / "film")
    assert found.frames == len(pictures) == 12
    assert all(read_credentials(picture).state == "valid" for picture in found.path.iterdir())
