"""A picture can be shown before a file has been listed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.errors import TweenError
from engine.media import cache
from engine.media import scan as scanning
from engine.media.early import EarlyReader
from engine.media.reader import VideoReader
from engine.media.scan import is_known, scan
from tests.media.clips import picture, ticks, write_sound, write_video


def test_it_shows_key_frames_by_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = {"g": "20", "preset": "veryfast", "sc_threshold": "0"}
    path = write_video(tmp_path / "a.mp4", [picture(n) for n in range(60)], options=options)
    with VideoReader(path, (32, 24)) as reader:
        expected = {n: reader.frame(n) for n in (0, 20, 40)}
    monkeypatch.setattr(scanning, "list_packets", None)  # nothing may list the file
    early = EarlyReader(str(path), (32, 24))
    for i, key in ((0, 0), (5, 0), (59, 40), (21, 20), (20, 20), (900, 40)):
        assert np.array_equal(early.frame(early.source_index(i, Fraction(24))), expected[key])
    early.close()


def test_it_is_told_whether_a_file_was_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    path = write_video(tmp_path / "a.mp4", [picture(n) for n in range(5)])
    assert not is_known(str(path))
    scan(str(path))
    assert is_known(str(path))
    with scanning._lock:
        scanning._known.clear()
    assert is_known(str(path))
    write_video(path, [picture(n) for n in range(6)])
    assert not is_known(str(path))


def test_sound_alone_is_refused(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "a.wav", ticks(1, 8000), 8000, "pcm_s16le")
    with pytest.raises(TweenError, match="no picture"):
        EarlyReader(str(path), (32, 24))
