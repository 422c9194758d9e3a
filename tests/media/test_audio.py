"""Sound lies where it was recorded, to the sample, however it is read."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.errors import Cancelled, TweenError
from engine.media.audio import AudioReader, mix_channels, read_audio
from engine.media.output.film_writer import FilmWriter
from engine.media.output.settings import Settings
from engine.media.probe import probe
from engine.media.waveform import peaks
from tests.media.clips import onsets, picture, ticks, write_sound, write_video

SECONDS = 12
CODED = [
    ("wav", "pcm_s16le", 48_000),
    ("mov", "pcm_s24le", 44_100),
    ("m4a", "aac", 48_000),
    ("mp4", "aac", 44_100),
    ("mkv", "aac", 44_100),  # timestamps in milliseconds
    ("mp3", "libmp3lame", 44_100),
    ("webm", "libopus", 48_000),
    ("flac", "flac", 22_050),
]


@pytest.mark.parametrize(("suffix", "codec", "rate"), CODED)
def test_ticks_stay_in_place_to_the_end(tmp_path: Path, suffix: str, codec: str, rate: int) -> None:
    path = write_sound(tmp_path / f"a.{suffix}", ticks(SECONDS, rate), rate, codec)
    sound = read_audio(path, 0, SECONDS, channels=1)
    assert sound.shape == (SECONDS * 48_000, 1)
    assert sound.dtype == np.float32
    assert all(abs(late) <= 24 for late in onsets(sound[:, 0], 48_000))  # half a millisecond
    shuffled = random.Random(3)
    with AudioReader(path, channels=1) as reader:
        for _ in range(6):
            start, count = shuffled.randrange(SECONDS * 48_000), shuffled.randrange(1, 20_000)
            part = sound[start : start + count]
            assert np.abs(reader.read(start, count)[: len(part)] - part).max() < 1e-3
    with AudioReader(path, channels=1) as reader:
        steps = [reader.read(start, 1601) for start in range(0, 48_030, 1601)]
    assert np.abs(np.concatenate(steps) - sound[: len(steps) * 1601]).max() < 1e-5


def test_length_is_exact_and_silence_surrounds_the_sound(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "a.wav", np.full(8000, 0.5, np.float32), 8000, "pcm_s16le")
    third = read_audio(path, Fraction(-1, 3), Fraction(4, 3))
    assert len(third) == 80_000
    assert not third[:15_900].any()
    assert not third[64_100:].any()
    assert abs(third[40_000, 0] - 0.5) < 1e-3
    assert read_audio(path, 1, 1).shape == (0, 2)
    assert not read_audio(path, 500, 501).any()


def test_a_file_without_sound_is_silent(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.mp4", [picture(n) for n in range(5)])
    with AudioReader(path) as reader:
        assert reader.info is None
        assert not reader.read(0, 4800).any()
    assert peaks(path, 10).tolist() == [[0, 0]] * 10


def test_sound_keeps_its_place_beside_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    sound = np.repeat(ticks(SECONDS, 48_000)[:, None], 2, axis=1)
    with FilmWriter(path, (64, 48), Fraction(24), Settings(speed="ultrafast"), audio_rate=48_000) as writer:
        for n in range(SECONDS * 24):
            writer.write(picture(n))
            writer.write_audio(sound[n * 2000 : (n + 1) * 2000])
    info = probe(path)
    assert info.duration == SECONDS
    assert info.audio is not None
    assert abs(info.audio.duration - SECONDS) < Fraction(1, 1000)
    back = read_audio(path, 0, SECONDS)
    assert all(abs(late) <= 24 for late in onsets(back[:, 0], 48_000))


def test_real_sound_has_its_length(media: Path) -> None:
    path = media / "big_buck_bunny_0_30.webm"
    if not path.is_file():
        pytest.skip(f"no {path.name} in the corpus")
    sound = read_audio(path, 0, 30)
    assert sound.shape == (1_440_000, 2)
    assert all(second.std() > 0.001 for second in np.split(sound, 30))
    with AudioReader(path) as reader:
        for start in (700_000, 20_000, 1_400_000):
            part = reader.read(start, 4800)
            # Vorbis in WebM is placed by milliseconds after a jump.
            best = max(float((part * sound[start + d : start + d + 4800]).sum()) for d in range(-48, 49))
            assert best > 0.95 * float((part * part).sum())


@pytest.mark.parametrize(("names", "left"), [(["FL", "FR", "FC", "LFE", "BL", "BR"], 1.0), (["FC"], 1.0)])
def test_mixing_down_never_clips(names: list[str], left: float) -> None:
    mixed = mix_channels(np.ones((4, len(names)), np.float32), names, 2)
    assert mixed.shape == (4, 2)
    assert np.allclose(mixed, left)
    assert np.allclose(mix_channels(np.ones((4, len(names)), np.float32), names, 1), 1.0)


def test_a_centre_voice_is_heard_on_both_sides() -> None:
    sound = np.zeros((1, 6), np.float32)
    sound[0, 2] = 1
    left, right = mix_channels(sound, ["FL", "FR", "FC", "LFE", "BL", "BR"], 2)[0]
    assert left == right > 0.25


def test_peaks_bound_the_sound(tmp_path: Path) -> None:
    rate = 8000
    sound = np.zeros(4 * rate, np.float32)
    sound[rate : 2 * rate] = 0.5
    sound[3 * rate] = -0.75
    path = write_sound(tmp_path / "a.wav", sound, rate, "pcm_s16le")
    found = peaks(path, 4)
    assert found.dtype == np.float32
    assert np.allclose(found, [[0, 0], [0.5, 0.5], [0, 0], [-0.75, 0]], atol=1e-3)
    assert np.allclose(peaks(path, 2, 1.0, 2.0), 0.5, atol=1e-3)
    assert peaks(path, 100_000).shape == (100_000, 2)
    with pytest.raises(Cancelled):
        peaks(path, 4, cancelled=lambda: True)
    with pytest.raises(TweenError):
        peaks(tmp_path / "gone.wav", 4)
