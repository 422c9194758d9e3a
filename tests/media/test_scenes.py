"""Shot changes at exactly the frames where they were put, and figures that follow what was drawn."""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Cancelled, TweenError
from engine.media.scenes import Scene, find_scenes, runs_of
from tests.cli.tween import ask, tween
from tests.media.clips import write_video
from tests.media.test_corpus import found

WIDTH, HEIGHT = 320, 180
Shot = Callable[[int], np.ndarray]


def shot(seed: int, speed: int = 2, blur: float = 6.0) -> Shot:
    """A textured plane that is panned `speed` pixels a frame."""
    rng = np.random.default_rng(seed)
    noise = cv2.GaussianBlur(rng.uniform(0, 1, (HEIGHT, WIDTH + 512, 3)), (0, 0), blur)
    noise = (noise - noise.min()) / (noise.max() - noise.min())
    tint = rng.uniform(60, 255, 3)
    plane = (noise * tint).astype(np.uint8)
    return lambda n: plane[:, speed * n : speed * n + WIDTH]


def dimmed(picture: np.ndarray, share: float) -> np.ndarray:
    return (picture * share).astype(np.uint8)


@pytest.fixture
def clip(tmp_path: Path) -> Callable[[list[np.ndarray]], Path]:
    return lambda frames: write_video(tmp_path / "clip.mp4", frames, options={"crf": "12"})


def starts(scenes: list[Scene]) -> list[int]:
    return [scene.start for scene in scenes]


def test_cuts_lie_where_they_were_made(clip: Callable[[list[np.ndarray]], Path]) -> None:
    shots = [shot(seed, speed) for seed, speed in ((1, 1), (2, 3), (3, 0), (4, 4))]
    frames = [shots[k](n) for k, length in enumerate((30, 17, 26, 24)) for n in range(length)]
    scenes = find_scenes(clip(frames))
    assert starts(scenes) == [0, 30, 47, 73]
    assert [scene.stop for scene in scenes] == [30, 47, 73, 97]
    assert all(scene.bars == (0, 0, 0, 0) and not scene.black for scene in scenes)


def test_a_fade_through_black_is_cut_in_the_middle(clip: Callable[[list[np.ndarray]], Path]) -> None:
    a, b = shot(5), shot(6)
    frames = [a(n) for n in range(20)] + [dimmed(a(20 + n), 1 - n / 12) for n in range(12)]
    frames += [np.zeros((HEIGHT, WIDTH, 3), np.uint8)] * 6
    frames += [dimmed(b(n), n / 12) for n in range(12)] + [b(12 + n) for n in range(20)]
    scenes = find_scenes(clip(frames))
    assert len(scenes) == 2
    assert abs(scenes[1].start - 35) <= 2
    (black,) = scenes[0].black
    assert 29 <= black[0] <= 32
    assert black[1] == scenes[1].start


def test_light_is_no_cut(clip: Callable[[list[np.ndarray]], Path]) -> None:
    """A flash, and light that goes on from one frame to the next."""
    a = shot(7, 1)
    frames = [dimmed(a(n), 0.3 if n < 15 else 1.0) for n in range(60)]
    frames[40] = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    assert starts(find_scenes(clip(frames))) == [0]


def test_frozen_and_repeated_frames_are_told_apart(clip: Callable[[list[np.ndarray]], Path]) -> None:
    a = shot(8, 3)
    frames = [a(0 if n < 10 else n) for n in range(10, 30)] + [a(29)] * 20 + [a(n) for n in range(30, 50)]
    frames[10] = frames[9]
    (scene,) = find_scenes(clip(frames))
    assert scene.frozen == ((19, 40),)
    assert scene.duplicates == 1


def test_bars_are_measured_in_pixels_of_the_file(tmp_path: Path) -> None:
    a, dark = shot(9), shot(10)
    frames = []
    for n in range(20):
        frame = np.zeros((720, 1280, 3), np.uint8)
        frame[92:628] = cv2.resize(a(n), (1280, 536))
        frames.append(frame)
    for n in range(20):  # one dark half is no bar
        frame = cv2.resize(dark(n), (1280, 720))
        frame[360:] = 0
        frames.append(frame)
    first, second = find_scenes(write_video(tmp_path / "wide.mp4", frames, options={"preset": "ultrafast"}))
    left, top, right, bottom = first.bars
    assert (left, right) == (0, 0)
    assert abs(top - 92) <= 2
    assert abs(bottom - 92) <= 2
    assert second.bars == (0, 0, 0, 0)


def test_figures_follow_what_is_seen(clip: Callable[[list[np.ndarray]], Path]) -> None:
    slow, fast = shot(11, 1, blur=2), shot(12, 4)

    def soft(n: int) -> np.ndarray:
        return cv2.GaussianBlur(slow(n + 200), (0, 0), 6)

    frames = [s(n) for s in (slow, fast, soft) for n in range(24)]
    frames += [dimmed(shot(14, 1)(n), 0.3) for n in range(24)]
    one, two, three, four = find_scenes(clip(frames))
    assert one.motion == pytest.approx(100 * 24 * 1 / WIDTH, rel=0.3)  # a pixel a frame, 24 frames a second
    assert two.motion == pytest.approx(100 * 24 * 4 / WIDTH, rel=0.3)
    assert three.sharpness < one.sharpness / 4
    means = [cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY).mean() for frame in frames]
    assert one.brightness == pytest.approx(np.mean(means[:24]), abs=3)
    assert four.brightness == pytest.approx(np.mean(means[72:]), abs=3)


def test_part_of_a_clip_keeps_the_clips_own_numbers(clip: Callable[[list[np.ndarray]], Path]) -> None:
    a, b = shot(15), shot(16)
    path = clip([a(n) for n in range(30)] + [b(n) for n in range(30)])
    scenes = find_scenes(path, range(12, 50))
    assert [(scene.start, scene.stop) for scene in scenes] == [(12, 30), (30, 50)]
    with pytest.raises(TweenError, match="60 frames"):
        find_scenes(path, range(12, 61))


def test_a_search_can_be_stopped(clip: Callable[[list[np.ndarray]], Path]) -> None:
    seen: list[int] = []
    with pytest.raises(Cancelled):
        find_scenes(
            clip([shot(1)(n) for n in range(20)]),
            report=lambda done, total: seen.append(done),
            cancelled=lambda: len(seen) >= 5,
        )
    assert seen == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("package", ["cv2", "scenedetect"])
def test_a_missing_package_is_one_sentence(
    clip: Callable[[list[np.ndarray]], Path], monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    path = clip([shot(1)(n) for n in range(3)])
    monkeypatch.setitem(sys.modules, package, None)
    answer = tween("scenes", path)
    assert answer.status == 1
    assert answer.err.count("\n") == 1
    assert "tweenboard[vision]" in answer.err


def test_the_command_line_says_the_same(clip: Callable[[list[np.ndarray]], Path]) -> None:
    path = clip([s(n) for s in (shot(1), shot(2)) for n in range(20)])
    answer = ask("scenes", path)
    assert [scene["start"] for scene in answer["scenes"]] == [0, 20]
    assert Fraction(answer["rate"]) == 24
    assert [scene["start"] for scene in ask("scenes", path, "--threshold", "90")["scenes"]] == [0]
    assert "0–20" in tween("scenes", path).out
    assert tween("scenes", path, "--threshold", "0").status == 1


def test_sound_alone_is_refused(tmp_path: Path) -> None:
    from tests.media.clips import ticks, write_sound

    path = write_sound(tmp_path / "tone.wav", ticks(1, 8000), 8000, "pcm_s16le")
    answer = tween("scenes", path)
    assert answer.status == 1
    assert "no picture" in answer.err


def test_real_footage(media: Path) -> None:
    """A fade in from black and three cuts, between fast pans that are none."""
    scenes = find_scenes(found(media, "big_buck_bunny_0_30.webm"))
    assert starts(scenes) == [0, 283, 376, 551]
    assert scenes[0].black == ((0, 18),)
    assert scenes[2].motion > 5 * scenes[1].motion


def test_bars_of_real_footage(media: Path) -> None:
    (scene,) = find_scenes(found(media, "chaplin.mp4"))
    assert scene.bars == (72, 0, 72, 0)


@given(st.lists(st.booleans()))
def test_runs_cover_exactly_what_is_set(flags: list[bool]) -> None:
    spans = runs_of(flags)
    inside = [any(a <= n < b for a, b in spans) for n in range(len(flags))]
    assert inside == flags
    assert all(b < c for (_, b), (c, _) in pairwise(spans))
