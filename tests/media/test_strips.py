"""Thumbnails and waveforms come in pieces, can be stopped, and are kept by content."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.errors import Cancelled
from engine.media import cache
from engine.media import thumbnails as strips
from engine.media import waveform as waves
from engine.media.proxy import make_proxy
from engine.media.reader import VideoReader
from engine.media.thumbnails import THUMBNAILS, thumbnails
from engine.media.waveform import PEAKS, peaks, peaks_so_far
from tests.media.clips import digest, picture, ticks, write_sound, write_video


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    options = {"g": "20", "preset": "veryfast", "sc_threshold": "0"}
    return write_video(tmp_path / "a.mp4", [picture(n) for n in range(60)], options=options)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "a.wav", ticks(4, 8000), 8000, "pcm_s16le")


def last(strip) -> dict[int, str]:
    return {i: digest(rgb) for i, rgb in strip}


def test_a_later_strip_decodes_nothing(clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [0, 7, 20, 33, 59]
    first = last(thumbnails(clip, wanted, 24))
    assert len(set(first.values())) == 5
    moved = clip.rename(tmp_path / "moved.mp4")
    monkeypatch.setattr(strips, "VideoReader", None)
    monkeypatch.setattr(strips, "_decode_key", None)
    again = list(thumbnails(moved, wanted, 24))
    assert [i for i, _ in again] == wanted  # once each, exact at once
    assert last(again) == first


def test_another_size_is_another_strip(clip: Path) -> None:
    last(thumbnails(clip, [7], 24))
    assert next(thumbnails(clip, [7], 12))[1].shape == (12, 16, 3)


def test_damaged_thumbnails_are_made_again(clip: Path, folder: Path) -> None:
    first = last(thumbnails(clip, 3, 24))
    kept = [path for path in (folder / THUMBNAILS.name).rglob("*") if path.is_file()]
    assert len(kept) == 3
    for path, harm in zip(kept, (b"", b"noise", kept[0].read_bytes()[:-4]), strict=True):
        path.write_bytes(harm)
    assert last(thumbnails(clip, 3, 24)) == first


def test_large_footage_takes_its_own_pictures_from_a_proxy(
    clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strips, "LARGE", 1)
    wanted = [7, 33]
    assert [i for i, _ in thumbnails(clip, wanted, 24)] == wanted  # key frames, and no more
    make_proxy(clip, 2)
    again = list(thumbnails(clip, wanted, 24))
    assert [i for i, _ in again] == wanted + wanted
    with VideoReader(clip, (32, 24)) as reader:
        for i, rgb in again[2:]:
            assert np.abs(rgb.astype(int) - reader.frame(i)).mean() < 8


def test_a_strip_can_be_stopped(clip: Path) -> None:
    looks = iter([False, True, True])
    assert len(list(thumbnails(clip, [0, 7, 33], 24, lambda: next(looks)))) == 2


def test_a_waveform_grows(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waves, "CHUNK", 8000)
    filled = [int(np.count_nonzero(level[:, 1] > 0.2)) for level in peaks_so_far(sound, 40)]
    assert filled == sorted(filled)
    assert len(filled) == 4
    assert filled[-1] == 4


def test_a_later_waveform_reads_nothing(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = peaks(sound, 100)
    monkeypatch.setattr(waves, "AudioReader", None)
    assert np.array_equal(peaks(sound, 100), first)
    assert first[:, 1].max() > 0.5
    with pytest.raises(TypeError):
        peaks(sound, 50)  # another resolution has to be read


def test_a_damaged_waveform_is_read_again(sound: Path, folder: Path) -> None:
    first = peaks(sound, 100)
    for path in (folder / PEAKS.name).rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-3])
    assert np.array_equal(peaks(sound, 100), first)


def test_what_was_stopped_is_not_kept(sound: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waves, "CHUNK", 8000)
    looks = iter([False, False, True])
    with pytest.raises(Cancelled):
        peaks(sound, 40, cancelled=lambda: next(looks))
    assert not (folder / PEAKS.name).exists()
