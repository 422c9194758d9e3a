"""Footage at another speed: the picture and its sound keep together."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.document.edits import mute_clip, set_speed, split
from engine.document.model import Document
from engine.render.compose import Composer
from engine.render.sound import SoundMixer
from tests.render.films import SAMPLES, film, footage, picture


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return footage(tmp_path_factory.mktemp("footage") / "a.mp4", frames=48)


def at_speed(path: Path, speed: Fraction) -> Document:
    doc = film(path, cut=None)
    return set_speed(doc, doc.tracks[0].clips[0].id, speed)


@pytest.mark.parametrize("speed", [Fraction(2), Fraction(1, 2), Fraction(3, 2)])
def test_film_frames_show_the_source_at_that_speed(source: Path, speed: Fraction) -> None:
    doc = at_speed(source, speed)
    assert doc.frames == round(48 / speed)
    cut = split(doc, 7)
    with Composer(doc, lambda card: None) as composer, Composer(cut, lambda card: None) as parts:
        for n in range(doc.frames):
            seen = composer.frame(n)
            assert np.abs(seen.astype(int) - picture(int(n * speed))).mean() < 3
            assert np.array_equal(parts.frame(n), seen)


@pytest.mark.parametrize("speed", [Fraction(2), Fraction(1, 2)])
def test_sound_runs_at_the_same_speed_whatever_is_read_at_once(source: Path, speed: Fraction) -> None:
    doc = at_speed(source, speed)
    mixer = SoundMixer(doc, SAMPLES)
    whole = mixer.read(0, round(2 / speed * SAMPLES))
    mixer.close()
    # The footage clicks for 5 ms at the start of each second.
    second = round(SAMPLES / speed)
    assert np.abs(whole[second : second + 200]).max() > 0.3
    assert np.abs(whole[second // 2 : second // 2 + 200]).max() < 0.05
    mixer = SoundMixer(split(doc, 7), SAMPLES)
    blocks = np.concatenate([mixer.read(n, 997) for n in range(0, len(whole) - 997, 997)])
    mixer.close()
    assert np.abs(blocks - whole[: len(blocks)]).max() < 1e-3


def test_a_muted_clip_is_neither_heard_nor_seen(source: Path) -> None:
    doc = split(film(source, cut=None), 24)
    picture_clip, sound_clip = (track.clips[1].id for track in doc.tracks)
    mixer = SoundMixer(mute_clip(doc, sound_clip), SAMPLES)
    heard = mixer.read(0, 2 * SAMPLES)
    assert not mixer.silent
    mixer.close()
    assert np.abs(heard[:200]).max() > 0.3
    assert np.abs(heard[SAMPLES:]).max() == 0
    with Composer(mute_clip(doc, picture_clip), lambda card: None) as composer:
        assert composer.frame(23).any()
        assert not composer.frame(24).any()
    alone = mute_clip(mute_clip(doc, sound_clip), doc.tracks[1].clips[0].id)
    assert SoundMixer(alone, SAMPLES).silent
