"""Blended clips: their sounds cross over where their pictures do, without a dip."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.document.edits import add_asset, append_clip, set_card
from engine.document.model import Document
from engine.document.time import FrameRange, SourceRange
from engine.media.output.film_writer import FilmWriter
from engine.media.output.settings import Settings
from engine.project.importing import asset_from_file
from engine.render.crossfade import Fade
from engine.render.sound import SoundMixer, sample_at
from engine.tools.blend import MODES, blend
from tests.render.films import RATE, SAMPLES, SIZE, picture

FRAMES, LENGTH = 48, 24


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two clips with noises that have nothing in common."""
    folder, dice = tmp_path_factory.mktemp("noise"), np.random.default_rng(3)
    paths = [folder / "first.mp4", folder / "then.mp4"]
    for path in paths:
        with FilmWriter(path, SIZE, RATE, Settings(), SAMPLES) as writer:
            for n in range(FRAMES):
                writer.write(picture(n))
            noise = np.repeat(dice.normal(0, 0.1, (SAMPLES * FRAMES // 24 // 4, 1)), 4, axis=0)
            writer.write_audio(np.repeat(noise, 2, axis=1).astype(np.float32))
    return paths


def film(clips: list[Path]) -> Document:
    doc = Document(rate=RATE, width=SIZE[0], height=SIZE[1])
    for path in clips:
        doc = add_asset(doc, asset_from_file(path))
        doc = append_clip(doc, doc.assets[-1].id, SourceRange(0, FRAMES))
    return doc


def heard(doc: Document, span: FrameRange) -> np.ndarray:
    mixer = SoundMixer(doc)
    try:
        first, stop = (sample_at(frame, doc.rate, mixer.rate) for frame in (span.start, span.stop))
        return mixer.read(first, stop - first)
    finally:
        mixer.close()


def loudness(sound: np.ndarray) -> float:
    return float(np.sqrt((sound**2).mean()))


def test_the_sounds_cross_over_at_the_same_loudness(clips: list[Path]) -> None:
    doc = blend(film(clips), FRAMES, LENGTH).document
    span = FrameRange(FRAMES - LENGTH, FRAMES)
    alone = loudness(heard(doc, FrameRange(0, span.start)))
    parts = [loudness(heard(doc, FrameRange(at, at + 4))) for at in range(span.start, span.stop, 4)]
    assert max(abs(part / alone - 1) for part in parts) < 0.15
    # Without the curve both sound at once, about 1.4 times as loud.
    card = next(card for card in doc.cards if card.blend)
    plain = set_card(doc, card.id, blend=())
    assert loudness(heard(plain, span)) / alone > 1.25
    # At either end only one is left.
    muted = replace(doc, tracks=tuple(t if t.name != "A2" else replace(t, muted=True) for t in doc.tracks))
    first, last = FrameRange(span.start, span.start + 2), FrameRange(span.stop - 2, span.stop)
    assert loudness(heard(muted, first)) / alone > 0.9
    assert loudness(heard(muted, last)) / alone < 0.1


def test_a_sound_that_goes_on_is_left_alone(clips: list[Path]) -> None:
    before = film(clips)
    doc = blend(before, FRAMES, 12, MODES["sample"]).document
    whole = FrameRange(0, before.frames)
    assert np.array_equal(heard(doc, whole), heard(before, whole))


def test_reading_in_pieces_hears_the_same(clips: list[Path]) -> None:
    doc = blend(film(clips), FRAMES, LENGTH).document
    mixer = SoundMixer(doc)
    whole = mixer.read(40_000, 30_000)
    pieces = np.concatenate([mixer.read(at, 7_500) for at in range(40_000, 70_000, 7_500)])
    mixer.close()
    assert np.abs(whole - pieces).max() < 1e-6


def test_the_two_gains_keep_the_power() -> None:
    span, points = FrameRange(10, 20), ((0.0, 0.0), (0.3, 0.8), (1.0, 1.0))
    gains = [Fade(span, points, upper).gain(0, 60_000, RATE, SAMPLES) for upper in (False, True)]
    inside = slice(20_000, 40_000)
    assert np.allclose(gains[0][inside] ** 2 + gains[1][inside] ** 2, 1, atol=1e-5)
    assert (gains[0][:20_000] == 1).all()
    assert (gains[1][40_000:] == 1).all()
