"""Damaged files are opened or refused; nothing else happens. `tests/bench/fuzz.py` does thousands."""

from __future__ import annotations

import os
import random
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from tests.media.clips import picture, ticks, write_sound, write_video
from tests.media.fuzzing import fuzz, sources
from tests.media.mutating import mutate
from tests.media.sandbox import GIB, run

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="limits on a process are set as Linux has them"
)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("originals")
    frames = [picture(n) for n in range(30)]
    write_video(folder / "a.mp4", frames, options={"bf": "2", "g": "10"})
    write_video(folder / "b.mkv", frames, codec="ffv1")
    write_video(folder / "c.avi", frames, codec="mpeg4")
    write_sound(folder / "d.m4a", ticks(2, 48_000), 48_000, "aac")
    write_sound(folder / "e.mp3", ticks(2, 44_100), 44_100, "libmp3lame")
    stills = [Image.fromarray(frame) for frame in frames[:5]]
    for suffix in ("png", "gif", "webp"):
        path = folder / f"f.{suffix}"
        stills[0].save(path, save_all=True, append_images=stills[1:], duration=40)
    stills[0].save(folder / "g.jpg")
    return sources([folder])


def test_damaged_files_neither_crash_nor_hang(originals: list[Path]) -> None:
    *_, tally = fuzz(originals, first=1, count=60, jobs=2)
    assert tally.bad == []
    assert tally.counts.total() == 60
    assert min(tally.counts["opened"], tally.counts["refused"]) > 5  # damage that does something


def test_damage_is_repeatable_and_real() -> None:
    data = random.Random(0).randbytes(5000)
    damaged = [mutate(data, seed) for seed in range(200)]
    assert damaged == [mutate(data, seed) for seed in range(200)]
    assert sum(d != data for d in damaged) > 190
    assert all(mutate(b"", seed) == b"" for seed in range(50))


def misbehave(how: str) -> str:
    if how == "die":
        os.abort()
    if how == "spin":
        while True:
            pass
    if how == "wait":
        threading.Event().wait()
    if how == "swell":
        return str(len(b"x" * (GIB + 1)))
    return "fine"


def test_what_goes_wrong_in_a_child_is_told() -> None:
    ended = {o.path: o for o in run(misbehave, ["die", "swell", "live"], limit=30.0)}
    ended |= {o.path: o for o in run(misbehave, ["spin"], limit=1.0)}
    ended |= {o.path: o for o in run(misbehave, ["wait"], limit=0.1)}
    assert {path: outcome.state for path, outcome in ended.items()} == {
        "die": "crashed",
        "spin": "hung",
        "wait": "hung",
        "swell": "done",
        "live": "done",
    }
    assert ended["swell"].bytes > GIB
    assert ended["live"].value == "fine"
