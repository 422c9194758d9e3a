"""The film's sound: resampled, mixed, each clip at its own sample."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.document.edits import add_asset, append_clip, set_gain
from engine.document.model import Document, Track
from engine.document.time import FrameRange
from engine.project.importing import asset_from_file
from engine.render.export import export
from engine.render.sound import SoundMixer, sample_at
from tests.media.clips import write_sound

RATE = Fraction(30_000, 1001)
HERTZ = 441


@pytest.fixture(scope="module")
def tones(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Two seconds of a tone, by the file's sample rate."""
    folder = tmp_path_factory.mktemp("tones")
    rates = (44_100, 48_000, 22_050)
    wave = {r: 0.25 * np.sin(np.arange(2 * r) * 2 * np.pi * HERTZ / r).astype(np.float32) for r in rates}
    return {r: write_sound(folder / f"{r}.wav", wave[r], r, "pcm_s16le") for r in rates}


def film(path: Path) -> Document:
    asset = asset_from_file(path)
    return append_clip(add_asset(Document(rate=RATE), asset), asset.id)


def pitch(sound: np.ndarray) -> float:
    """Hertz of the strongest tone, at 48,000 samples a second."""
    spectrum = np.abs(np.fft.rfft(sound[:, 0] * np.hanning(len(sound))))
    return float(np.argmax(spectrum) * 48_000 / len(sound))


@pytest.mark.parametrize("rate", [44_100, 48_000, 22_050])
def test_every_rate_keeps_its_pitch_and_loudness(tones: dict[int, Path], rate: int) -> None:
    mixer = SoundMixer(film(tones[rate]))
    sound = mixer.read(0, 2 * 48_000)
    mixer.close()
    assert abs(pitch(sound) - HERTZ) <= 0.5
    assert abs(np.abs(sound[2000:-4000]).max() - 0.25) < 0.01


def test_six_decibels_are_twice_as_loud_and_too_much_is_held_at_full_scale(tones: dict[int, Path]) -> None:
    document = film(tones[48_000])
    clip = next(t for t in document.tracks if t.kind == "audio").clips[0]
    loud = 20 * np.log10(2)
    plain, twice, most = (SoundMixer(set_gain(document, clip.id, gain)) for gain in (0.0, loud, 24.0))
    assert np.abs(2 * plain.read(1000, 5000) - twice.read(1000, 5000)).max() < 1e-6
    assert np.abs(most.read(1000, 5000)).max() == 1
    for mixer in (plain, twice, most):
        mixer.close()


def test_tracks_are_added_up(tones: dict[int, Path]) -> None:
    document = film(tones[48_000])
    track = next(t for t in document.tracks if t.kind == "audio")
    second = Track("t2", "audio", "A2", tuple(replace(c, id=f"{c.id}2") for c in track.clips))
    both = replace(document, tracks=(*document.tracks, second))
    one, two = SoundMixer(document), SoundMixer(both)
    assert np.abs(2 * one.read(1000, 5000) - two.read(1000, 5000)).max() < 1e-6
    one.close()
    two.close()


def test_blocks_of_any_length_make_the_same_sound(tones: dict[int, Path]) -> None:
    document = film(tones[44_100])
    mixer = SoundMixer(document)
    whole = mixer.read(0, 60_000)
    parts = [mixer.read(n, min(1601, 60_000 - n)) for n in range(0, 60_000, 1601)]
    mixer.close()
    assert (np.concatenate(parts) == whole).all()


def test_a_films_sound_is_as_long_as_its_frames(tones: dict[int, Path], tmp_path: Path) -> None:
    """At 30000/1001 frames last 1601 or 1602 samples; together they are what the film's clock says."""
    import av

    document = film(tones[44_100])
    for span in (FrameRange(0, document.frames), FrameRange(7, 38)):
        out = tmp_path / "out.wav"
        export(document, lambda card: None, out, span, overwrite=True)
        expected = sample_at(span.stop, RATE, 48_000) - sample_at(span.start, RATE, 48_000)
        with av.open(str(out)) as container:
            assert container.streams.audio[0].duration == expected
            assert abs(expected - len(span) / RATE * 48_000) <= 1
