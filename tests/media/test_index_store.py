"""What was found in a file is kept for later runs, and never believed when it is not whole or not its own."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import subprocess
import sys
from array import array
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.media import cache, index_store
from engine.media import scan as scanning
from engine.media.cache import Shelf, trim
from engine.media.index import FrameIndex
from engine.media.index_store import INDEXES, Listing, key_of
from engine.media.reader import VideoReader
from engine.media.scan import Scan, scan
from tests.conftest import REPO
from tests.media.clips import digest, picture, ticks, write_sound, write_video


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of the test's own."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    options = {"g": "10", "bf": "3", "preset": "veryfast"}
    return write_video(tmp_path / "a.mp4", [picture(n) for n in range(40)], options=options)


def again(path: Path) -> Scan:
    """Scan as a new run of the program does: nothing in memory."""
    with scanning._lock:
        scanning._known.clear()
    return scan(str(path))


def entry(path: Path) -> Path:
    return INDEXES.path(key_of(str(path)))


def no_listing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the file was listed again")

    monkeypatch.setattr(scanning, "list_packets", refuse)
    monkeypatch.setattr(scanning, "build_index", refuse)


def test_a_later_run_lists_nothing(folder: Path, clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = again(clip)
    with VideoReader(clip) as reader:
        expected = [digest(reader.frame(i)) for i in range(40)]
    no_listing(monkeypatch)
    second = again(clip)
    assert second is not first
    assert second == first
    with VideoReader(clip) as reader:
        assert [digest(reader.frame(i)) for i in range(39, -1, -1)] == expected[::-1]


def test_sound_alone_is_kept_too(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_sound(tmp_path / "a.wav", ticks(1, 8000), 8000, "pcm_s16le")
    first = again(path)
    no_listing(monkeypatch)
    assert again(path) == first


def test_a_moved_file_keeps_its_listing(
    folder: Path, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again(clip)
    moved = clip.rename(tmp_path / "moved.mp4")
    no_listing(monkeypatch)
    assert again(moved).info.frames == 40


def test_a_changed_file_is_listed_again(folder: Path, clip: Path) -> None:
    assert again(clip).info.frames == 40
    write_video(clip, [picture(n) for n in range(9)])
    assert again(clip).info.frames == 9


@pytest.mark.parametrize(
    "harm", ["empty", "cut", "flipped", "foreign", "other version", "other key", "folder"]
)
def test_a_damaged_entry_is_made_again(
    folder: Path, clip: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = again(clip)
    path = entry(clip)
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[-5] ^= 4
    harmed = {
        "empty": b"",
        "cut": whole[:-7],
        "flipped": bytes(flipped),
        "foreign": b"#!/bin/sh\nrm -rf /\n",
        "other version": whole.replace(b"indexes 1 ", b"indexes 0 ", 1),
        "other key": whole.replace(path.name.encode(), path.name[::-1].encode(), 1),
    }
    path.unlink()
    if harm == "folder":
        path.mkdir()
    else:
        path.write_bytes(harmed[harm])
    assert again(clip) == first
    if harm != "folder":
        assert path.read_bytes() == whole
        no_listing(monkeypatch)
        assert again(clip) == first


@given(cut=st.floats(0, 1, exclude_max=True), at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_damage_gets_through(
    tmp_path_factory: pytest.TempPathFactory, cut: float, at: float, bit: int
) -> None:
    shelf = Shelf(f"damage-{tmp_path_factory.getbasetemp().name}", 3, 1 << 20)
    payload = bytes(range(200))
    shelf.put("key", payload)
    whole = shelf.path("key").read_bytes()
    shelf.path("key").write_bytes(whole[: int(cut * len(whole))])
    assert shelf.get("key") is None
    flipped = bytearray(whole)
    flipped[int(at * len(whole))] ^= 1 << bit
    shelf.path("key").parent.mkdir(parents=True, exist_ok=True)
    shelf.path("key").write_bytes(flipped)
    assert shelf.get("key") is None


numbers = st.integers(-(1 << 40), 1 << 40)


@given(
    start=numbers,
    steps=st.lists(st.integers(1, 1 << 20), max_size=50),
    keys=st.lists(st.tuples(numbers, st.integers(0, 1000)), max_size=8),
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    sound=st.tuples(st.none() | numbers, st.none() | numbers),
    shapes=st.lists(
        st.tuples(st.integers(1, 9999), st.integers(1, 9999), st.text(max_size=9), st.integers(0, 3)),
        max_size=3,
    ),
)
def test_a_listing_survives_the_disk(
    start: int,
    steps: list[int],
    keys: list[tuple[int, int]],
    flags: tuple[bool, bool, bool, bool],
    sound: tuple[int | None, int | None],
    shapes: list[tuple[int, int, str, int]],
) -> None:
    timed, seekable, damaged, interlaced = flags
    pts = array("q", accumulate(steps, initial=start)) if timed else range(len(steps) + 1)
    starts = [(pts, pts - lead) for pts, lead in sorted(keys)]
    index = FrameIndex(pts, starts, 7, timed, seekable, "SLICE", damaged)
    listing = Listing(2, "libvpx-vp9", index, interlaced, *sound, tuple(shapes))
    assert index_store._unpack(index_store._pack(listing)) == listing


@given(st.binary(max_size=400))
def test_what_is_no_listing_is_none(noise: bytes) -> None:
    assert index_store._unpack(noise) is None


WRITER = """
import sys
from engine.media.cache import Shelf
shelf = Shelf("killed", 1, 1 << 30)
payload = bytes(4 << 20)
print("writing", flush=True)
while True:
    shelf.put("key", payload)
"""


def test_a_writer_killed_midway_leaves_the_old_or_the_new(folder: Path) -> None:
    shelf = Shelf("killed", 1, 1 << 30)
    shelf.put("key", b"old")
    for pause in range(3):
        child = subprocess.Popen([sys.executable, "-c", WRITER], cwd=REPO, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        child.stdout.readline()
        for _ in range(3 + pause):  # so many looks from outside while it writes
            assert shelf.get("key") in (b"old", bytes(4 << 20))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert shelf.get("key") in (b"old", bytes(4 << 20))
    trim(folder / "killed", 0)
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def _scan_with_limit(path: str, limit: int, folder: str, answer) -> None:
    os.environ["TWEENBOARD_CACHE"] = folder  # this process has one of its own since it loaded the tests
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    found = again(Path(path))
    answer.put((found.info.frames, list(found.video.index.pts) if found.video else []))


def _children(clip: Path, limits: list[int]) -> list[tuple[int, list[int]]]:
    spawn = multiprocessing.get_context("spawn")
    answer = spawn.Queue()
    folder = os.environ["TWEENBOARD_CACHE"]
    started = [
        spawn.Process(target=_scan_with_limit, args=(str(clip), limit, folder, answer)) for limit in limits
    ]
    for child in started:
        child.start()
    told = [answer.get(timeout=240) for _ in started]
    for child in started:
        child.join()
    return told


def test_a_full_disk_costs_nothing_but_time(folder: Path, clip: Path) -> None:
    expected = again(clip)
    entry(clip).unlink()
    assert _children(clip, [16])[0][0] == expected.info.frames
    assert not entry(clip).exists()
    assert list(folder.rglob("*.part")) == []


def test_two_processes_share_the_folder(folder: Path, clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = _children(clip, [0, 0])
    assert one == other
    no_listing(monkeypatch)
    assert again(clip).info.frames == one[0]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the root user may write anywhere")
def test_a_folder_that_cannot_be_written_is_done_without(folder: Path, clip: Path) -> None:
    folder.mkdir()
    folder.chmod(0o500)
    assert again(clip).info.frames == 40


def test_a_file_in_the_folders_place_is_done_without(folder: Path, clip: Path) -> None:
    folder.write_bytes(b"in the way")
    assert again(clip).info.frames == 40
    assert folder.read_bytes() == b"in the way"


def test_the_oldest_go_when_the_shelf_is_full(folder: Path) -> None:
    shelf = Shelf("small", 1, 3000)
    for n in range(10):
        shelf.put(f"{n}", bytes(900))
        os.utime(shelf.path(f"{n}"), (n, n))
    assert np.all([shelf.get(f"{n}") is not None for n in (0, 9)])  # 0 was used just now
    trim(folder / "small", 3000)
    kept = [n for n in range(10) if shelf.get(f"{n}") is not None]
    assert 0 in kept
    assert 9 in kept
    assert 1 not in kept
    assert len(kept) == 3


def test_the_places_of_caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(cache.VARIABLE)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.cache_folder() == tmp_path / "tweenboard"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative/is/ignored")
    assert cache.cache_folder() == Path.home() / ".cache" / "tweenboard"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache.cache_folder() == Path.home() / "Library" / "Caches" / "Tweenboard"
