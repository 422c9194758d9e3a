"""Volume over time: every sample as loud as the line says, and no cut moves or changes a sample."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.document.edits import add_asset, append_clip, set_level_keys, set_speed, slip, split, trim_clip
from engine.document.keys import EASES, in_order
from engine.document.levels import LevelKey, value_at
from engine.document.model import Clip, Document
from engine.document.time import FrameRange, SourceRange
from engine.media.audio import AudioReader
from engine.project.importing import asset_from_file
from engine.render.envelope import decibels
from engine.render.export import export
from engine.render.sound import SoundMixer, sample_at
from tests.media.clips import write_sound

RATE = Fraction(30_000, 1001)
SAMPLES = 48_000
FRAMES = 40

keys = st.lists(
    st.builds(LevelKey, st.integers(-8, 48), st.floats(-40, 12), ease=st.sampled_from(EASES)), max_size=4
).map(in_order)


@pytest.fixture(scope="module")
def noise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds in which every sample is another one, quiet enough for twelve decibels more."""
    dice = np.random.default_rng(5)
    sound = dice.uniform(-0.2, 0.2, 4 * SAMPLES).astype(np.float32)
    return write_sound(tmp_path_factory.mktemp("noise") / "noise.wav", sound, SAMPLES, "pcm_f32le")


@pytest.fixture(scope="module")
def film(noise: Path) -> Document:
    """At a rate whose frames are no whole number of samples, from somewhere in the sound."""
    doc = add_asset(Document(rate=RATE), asset_from_file(noise))
    doc = append_clip(doc, doc.assets[0].id, SourceRange(7, 7 + FRAMES))
    return append_clip(doc, doc.assets[0].id, SourceRange(31, 31 + FRAMES))


@pytest.fixture(scope="module")
def mixer(film: Document) -> Iterator[SoundMixer]:
    made = SoundMixer(film)
    yield made
    made.close()


def heard(mixer: SoundMixer, doc: Document) -> np.ndarray:
    mixer.update(doc)
    return mixer.read(0, sample_at(doc.frames, doc.rate, SAMPLES))


def second(doc: Document) -> Clip:
    return doc.tracks[0].clips[1]


@given(keys, st.integers(0, 4 * FRAMES), st.sampled_from((Fraction(1), Fraction(7, 5))))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_clip_that_is_cut_anywhere_sounds_the_same_sample_for_sample(
    mixer: SoundMixer, film: Document, points: tuple[LevelKey, ...], at: int, speed: Fraction
) -> None:
    doc = film
    for clip in film.tracks[0].clips:
        doc = set_level_keys(set_speed(doc, clip.id, speed), clip.id, "gain", points)
    place = doc.tracks[0].clips[at % 2].place
    cut = split(doc, place.start + 1 + at % (len(place) - 1))
    assert len(cut.tracks[0].clips) == 3
    whole = heard(mixer, doc)
    assert np.abs(whole).max() > 1e-4
    assert np.abs(heard(mixer, cut) - whole).max() <= 1e-6


@given(keys.filter(bool), st.lists(st.floats(-10, 50), min_size=1, max_size=20))
def test_samples_and_frames_go_by_the_same_line(points: tuple[LevelKey, ...], frames: list[float]) -> None:
    clip = Clip("c", "a", FrameRange(0, FRAMES), gain_keys=points)
    expected = [value_at(points, frame) for frame in frames]
    assert decibels(clip, np.array(frames)) == pytest.approx(expected, abs=1e-9)


def test_a_ramp_is_even_in_decibels_and_exact_to_the_sample(
    mixer: SoundMixer, film: Document, noise: Path
) -> None:
    ramp = (LevelKey(10, 0.0), LevelKey(30, -20.0))
    doc = set_level_keys(film, second(film).id, "gain", ramp)
    sound = heard(mixer, doc)
    first, last = (sample_at(FRAMES + frame, RATE, SAMPLES) for frame in (10, 30))
    with AudioReader(noise) as reader:
        source = reader.read(sample_at(31 - FRAMES, RATE, SAMPLES), len(sound))
    # One frame lasts 1601.6 samples; a thousandth of a decibel is 0.01 %.
    for n in (first, first + 1, (first + last) // 2, last - 1):
        expected = -(n / 1601.6 - FRAMES - 10)
        assert abs(20 * np.log10(abs(sound[n, 0] / source[n, 0])) - expected) < 1e-3, n
    end = sample_at(2 * FRAMES, RATE, SAMPLES)
    assert np.abs(sound[last + 1 : end] - source[last + 1 : end] * 0.1).max() < 1e-6
    before = sound[sample_at(FRAMES, RATE, SAMPLES) : first]
    assert np.array_equal(before, source[first - len(before) : first])


def test_trimmed_it_is_as_loud_at_every_sample_that_is_left_and_slipped_the_line_stays(
    mixer: SoundMixer, film: Document
) -> None:
    doc = set_level_keys(film, second(film).id, "gain", (LevelKey(4, -30.0), LevelKey(36, 6.0)))
    whole = heard(mixer, doc)
    trimmed = trim_clip(doc, second(doc).id, FrameRange(FRAMES + 9, 2 * FRAMES - 5))
    a, b = (sample_at(frame, RATE, SAMPLES) for frame in (FRAMES + 9, 2 * FRAMES - 5))
    left = heard(mixer, trimmed)
    assert np.abs(left[a:b] - whole[a:b]).max() <= 1e-6
    assert not left[b:].any()
    slipped = slip(doc, second(doc).id, 3)
    assert second(slipped).gain_keys == second(doc).gain_keys
    plain = slip(film, second(film).id, 3)
    loudness = heard(mixer, slipped)[a:b] / heard(mixer, plain)[a:b]
    original = whole[a:b] / heard(mixer, film)[a:b]
    assert np.median(np.abs(loudness / original - 1)) < 1e-5


def test_an_export_is_as_loud_as_the_preview(film: Document, mixer: SoundMixer, tmp_path: Path) -> None:
    doc = set_level_keys(film, second(film).id, "gain", (LevelKey(0, -40.0), LevelKey(39, 0.0)))
    export(doc, lambda card: None, tmp_path / "out.wav")
    with AudioReader(tmp_path / "out.wav") as reader:
        written = reader.read(0, sample_at(doc.frames, RATE, SAMPLES))
    assert np.abs(written - heard(mixer, doc)).max() < 1e-3
