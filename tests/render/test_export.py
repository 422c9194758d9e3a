"""The MP4 that comes out: frames, sound, tags; and what bad wishes get."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from engine.document.edits import set_track
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.errors import Cancelled, TweenError
from engine.media.audio import read_audio
from engine.media.open import open_reader
from engine.project.takes import TakeLibrary
from engine.render.export import export
from tests.render.films import SAMPLES, SIZE, add_take, film, footage


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return footage(tmp_path_factory.mktemp("footage") / "clip.mp4")


def none(card: object) -> None:
    return None


def test_an_export_has_every_frame_the_tags_and_the_takes(clip: Path, tmp_path: Path) -> None:
    document = film(clip)
    library = TakeLibrary(tmp_path / "film.takes")
    add_take(library, document, lambda n: np.full((SIZE[1], SIZE[0], 3), (139, 124, 246), np.uint8))
    seen: list[tuple[int, int]] = []
    out = tmp_path / "out.mp4"
    done = export(document, library.shown, out, report=lambda n, total: seen.append((n, total)))
    assert done.kept == (FrameRange(0, 20),)
    assert done.drawn == (FrameRange(20, 48),)
    assert seen[-1] == (48, 48)
    with av.open(str(out)) as container:
        stream = container.streams.video[0]
        frames = sum(1 for _ in container.decode(stream))
        context = stream.codec_context
        assert (frames, stream.average_rate, context.width, context.height) == (48, 24, *SIZE)
        assert (int(context.colorspace), int(context.color_primaries), int(context.color_trc)) == (1, 1, 1)
    with open_reader(out) as reader, open_reader(clip) as source:
        assert np.abs(reader.frame(30)[40, 80].astype(int) - (139, 124, 246)).max() <= 3
        assert np.abs(reader.frame(7).astype(int) - source.frame(7)).mean() < 3


def test_sound_stays_where_it_was(clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    export(film(clip), none, out)
    sound = read_audio(out, Fraction(0), Fraction(2))
    assert len(sound) == 2 * SAMPLES
    second = int(np.argmax(np.abs(sound[SAMPLES // 2 :, 0]) > 0.45)) + SAMPLES // 2
    assert abs(second - SAMPLES) <= SAMPLES // 200


def test_a_range_takes_its_own_sound_along(clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    export(film(clip), none, out, span=FrameRange(12, 36))
    sound = read_audio(out, Fraction(0), Fraction(1))
    tick = int(np.argmax(np.abs(sound[:, 0]) > 0.45))
    assert abs(tick - SAMPLES // 2) <= SAMPLES // 200
    with open_reader(out) as reader:
        assert reader.frames == 24


def test_a_muted_track_is_not_heard(clip: Path, tmp_path: Path) -> None:
    document = film(clip)
    audio = next(track for track in document.tracks if track.kind == "audio")
    out = tmp_path / "out.mp4"
    export(set_track(document, audio.id, muted=True), none, out)
    with av.open(str(out)) as container:
        assert not container.streams.audio


def test_cancel_leaves_nothing(clip: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        export(film(clip), none, tmp_path / "out.mp4", cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("span", [FrameRange(0, 49), FrameRange(5, 5), FrameRange(60, 70)])
def test_a_range_outside_the_film_is_refused(clip: Path, tmp_path: Path, span: FrameRange) -> None:
    with pytest.raises(TweenError, match="outside the film"):
        export(film(clip), none, tmp_path / "out.mp4", span=span)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_film_and_an_existing_file_are_refused(clip: Path, tmp_path: Path) -> None:
    with pytest.raises(TweenError, match="empty"):
        export(Document(), none, tmp_path / "out.mp4")
    mine = tmp_path / "mine.mp4"
    mine.write_bytes(b"precious")
    with pytest.raises(TweenError, match=r"mine\.mp4"):
        export(film(clip), none, mine)
    assert mine.read_bytes() == b"precious"


def test_lost_footage_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    lost = footage(tmp_path / "lost.mp4", frames=8, sound=False)
    document = film(lost, cut=None)
    lost.unlink()
    with pytest.raises(TweenError, match=r"lost\.mp4"):
        export(document, none, tmp_path / "out.mp4")
    assert list(tmp_path.iterdir()) == []
