"""Fades and dissolves in files that were written: the mix to two levels, everything around it untouched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.document.edits import add_asset, append_clip, dissolve, mute_clip, set_fades, set_opacity
from engine.document.model import Document
from engine.document.take import ShownTake
from engine.document.time import FrameRange, SourceRange
from engine.media.output.film_writer import FilmWriter
from engine.media.output.settings import Settings
from engine.media.reader import VideoReader
from engine.project.importing import asset_from_file
from engine.render.compose import Composer
from engine.render.export import export
from engine.render.smart import smart_export
from engine.render.sound import SoundMixer, sample_at
from engine.render.verify import verify_kept
from engine.tools.regenerate import request_for
from tests.media.clips import write_video
from tests.render.films import RATE, SAMPLES, SIZE

NOTHING: ShownTake = lambda card: None  # noqa: E731
FRAMES, CUT, OVER = 96, 40, 8


def colour(which: int, n: int) -> tuple[int, int, int]:
    return (60 + n, 100, 180 - n) if which == 0 else (200 - n, 180, 60 + n)


@pytest.fixture(scope="module")
def shots(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two shots without edges, every frame a colour of its own, coded alike: their packets can be copied."""
    folder = tmp_path_factory.mktemp("shots")
    made: list[Path] = []
    for which in (0, 1):
        frames = [np.full((SIZE[1], SIZE[0], 3), colour(which, n), np.uint8) for n in range(FRAMES)]
        options = {"g": "16", "crf": "10", "preset": "veryfast"}
        path = folder / f"shot{which}.mp4"
        made.append(write_video(path, frames, codec="libx264", pixel_format="yuv420p", options=options))
    return made


def film(shots: list[Path]) -> Document:
    """40 frames of the first shot, then 56 of the second from its 20th on, with a dissolve between them."""
    doc = Document(rate=RATE, width=SIZE[0], height=SIZE[1])
    for path, source in zip(shots, (SourceRange(0, CUT), SourceRange(20, 76)), strict=True):
        doc = add_asset(doc, asset_from_file(path))
        doc = append_clip(doc, doc.assets[-1].id, source)
    return dissolve(doc, doc.tracks[0].clips[1].id, OVER)


def worst(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(np.float64) - b).max())


def expected(a: VideoReader, b: VideoReader, n: int) -> np.ndarray:
    """Film frame n of the dissolve, written down by hand."""
    share = (n - CUT + 1) / (OVER + 1)
    return a.frame(n) * (1 - share) + b.frame(n - CUT + 20) * share


def test_a_written_dissolve_is_the_mix_of_both_clips_frame_by_frame(
    shots: list[Path], tmp_path: Path
) -> None:
    doc, out = film(shots), tmp_path / "film.mkv"
    export(doc, NOTHING, out, settings=Settings(format="ffv1"))
    first, second = (VideoReader(path, exact=True) for path in shots)
    with first, second, VideoReader(out, exact=True) as written:
        for n in range(CUT, CUT + OVER):
            assert worst(written.frame(n), expected(first, second, n)) <= 2, n
        assert np.array_equal(written.frame(CUT - 1), first.frame(CUT - 1))
        assert np.array_equal(written.frame(CUT + OVER), second.frame(OVER + 20))
    assert verify_kept(doc, NOTHING).frames == FRAMES - OVER


def test_a_written_fade_ends_in_black_and_half_way_is_half_as_bright(
    shots: list[Path], tmp_path: Path
) -> None:
    """Mixed in the values as they are coded, as other editors do: in light, half would be 188 of 255."""
    doc = film(shots)
    doc = set_fades(doc, doc.tracks[0].clips[0].id, fade_in=10)
    doc = set_fades(doc, doc.tracks[0].clips[1].id, fade_out=10)
    export(doc, NOTHING, tmp_path / "film.mkv", settings=Settings(format="ffv1"))
    first, second = (VideoReader(path, exact=True) for path in shots)
    with first, second, VideoReader(tmp_path / "film.mkv", exact=True) as written:
        assert worst(written.frame(0), np.zeros(3)) <= 1
        assert worst(written.frame(5), first.frame(5) * 0.5) <= 2
        assert worst(written.frame(FRAMES - 6), second.frame(70) * 0.5) <= 2
        assert worst(written.frame(FRAMES - 1), np.zeros(3)) <= 1


def test_smart_export_encodes_the_mixed_frames_and_copies_the_others(
    shots: list[Path], tmp_path: Path
) -> None:
    doc = film(shots)
    report = smart_export(doc, NOTHING, tmp_path / "film.mp4")
    copied = {n for span in report.copied for n in span}
    assert copied.isdisjoint(range(CUT, CUT + OVER))
    assert len(copied) >= 48
    first, second = (VideoReader(path, exact=True) for path in shots)
    with first, second, VideoReader(tmp_path / "film.mp4", exact=True) as written:
        for n in copied:
            source = first.coded(n) if n < CUT else second.coded(n - CUT + 20)
            assert np.array_equal(written.coded(n).to_ndarray(), source.to_ndarray()), n
        for n in range(CUT, CUT + OVER):
            assert worst(written.frame(n).mean((0, 1)), expected(first, second, n).mean((0, 1))) <= 2, n


def test_opacity_lets_the_track_below_through(shots: list[Path]) -> None:
    doc = film(shots)
    doc = set_opacity(doc, doc.tracks[0].clips[0].id, 0.25)
    with Composer(doc, NOTHING) as composer, VideoReader(shots[0]) as first:
        assert worst(composer.frame(9), first.frame(9) * 0.25) <= 1
        assert worst(composer.rgba(9)[..., 3], np.array(64)) <= 1
        assert worst(composer.rgba(9)[..., :3], first.frame(9)) <= 3


def test_a_hidden_clip_is_not_mixed_into_the_next_one(shots: list[Path]) -> None:
    doc = film(shots)
    doc = mute_clip(doc, doc.tracks[0].clips[0].id)
    with Composer(doc, NOTHING) as composer, VideoReader(shots[1]) as second:
        assert np.array_equal(composer.frame(CUT), second.frame(20))


def test_a_card_beside_a_fade_sees_it_as_it_is_shown_and_is_out_of_date_when_it_changes(
    shots: list[Path],
) -> None:
    from engine.diffusion.stitched import KnownPictures
    from engine.document.edits import add_card, set_prompt

    doc = add_card(film(shots), FrameRange(96, 120))
    card = doc.cards[-1].id
    doc = set_prompt(doc, card, "rain")
    faded = set_fades(doc, doc.tracks[0].clips[1].id, fade_out=10)
    requests = [request_for(each, each.cards[-1], NOTHING, "sketch") for each in (doc, faded)]
    assert requests[0].digest() != requests[1].digest()
    known = next(known for known in requests[1].known if 92 in known.place)
    again = type(requests[1]).from_json(requests[1].to_json())
    assert again == requests[1]
    with Composer(faded, NOTHING) as composer, KnownPictures() as reading:
        seen = reading.read(requests[1], known, 92, SIZE)
        assert worst(seen, composer.frame(92)) <= 2
    assert max(known.place.stop for known in requests[1].known) == 95  # the last frame shows nothing


@pytest.fixture(scope="module")
def noises(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two clips whose sounds have nothing in common."""
    folder, dice = tmp_path_factory.mktemp("noise"), np.random.default_rng(3)
    paths = [folder / "first.mp4", folder / "then.mp4"]
    for path in paths:
        with FilmWriter(path, SIZE, RATE, Settings(), SAMPLES) as writer:
            for n in range(72):
                writer.write(np.full((SIZE[1], SIZE[0], 3), n, np.uint8))
            noise = np.repeat(dice.normal(0, 0.1, (SAMPLES * 3 // 4, 1)), 4, axis=0)
            writer.write_audio(np.repeat(noise, 2, axis=1).astype(np.float32))
    return paths


def heard(doc: Document, start: int, stop: int) -> np.ndarray:
    mixer = SoundMixer(doc)
    try:
        first, last = (sample_at(frame, doc.rate, mixer.rate) for frame in (start, stop))
        return mixer.read(first, last - first)
    finally:
        mixer.close()


def loudness(sound: np.ndarray) -> float:
    return float(np.sqrt((sound**2).mean()))


def test_sounds_keep_their_loudness_through_a_dissolve_and_fade_to_nothing(noises: list[Path]) -> None:
    doc = Document(rate=RATE, width=SIZE[0], height=SIZE[1])
    for path in noises:
        doc = add_asset(doc, asset_from_file(path))
        doc = append_clip(doc, doc.assets[-1].id, SourceRange(0, 48))
    plain = doc
    doc = dissolve(doc, doc.tracks[0].clips[1].id, 24)
    assert [clip.dissolve for clip in doc.tracks[1].clips] == [0, 24]
    alone = loudness(heard(plain, 0, 48))
    parts = [loudness(heard(doc, at, at + 4)) for at in range(48, 72, 4)]
    assert max(abs(part / alone - 1) for part in parts) < 0.15
    assert np.array_equal(heard(doc, 0, 48), heard(plain, 0, 48))
    assert np.array_equal(heard(doc, 72, 96), heard(plain, 72, 96))
    # In the middle both are there, each at half its power.
    middle, other = heard(doc, 59, 61)[:, 0], heard(plain, 59, 61)[:, 0]
    assert abs(float(np.dot(middle, other) / np.dot(other, other)) - 0.5**0.5) < 0.1

    faded = set_fades(plain, plain.tracks[0].clips[0].id, 12, 12)
    whole, now = heard(plain, 0, 48)[:, 0], heard(faded, 0, 48)[:, 0]
    for frame, share in ((3, 0.25), (6, 0.5), (9, 0.75)):
        at = sample_at(frame, RATE, 48_000)
        near = [i for i in range(at - 40, at + 40) if abs(whole[i]) > 0.01]
        assert abs(float(np.median(now[near] / whole[near])) - np.sin(np.pi / 2 * share)) < 0.02
    assert loudness(heard(faded, 0, 1)) < 0.15 * alone
    assert loudness(heard(faded, 47, 48)) < 0.15 * alone
