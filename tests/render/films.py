"""Small real films for the render tests: footage written by the program's own writer, takes likewise."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from engine.document.edits import add_asset, append_clip, set_prompt, split
from engine.document.model import Document
from engine.document.queries import card_by_index
from engine.document.request import Request
from engine.document.take import Take
from engine.document.time import FrameRange
from engine.media.output.film_writer import FilmWriter
from engine.media.output.settings import Settings
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary

RATE = Fraction(24)
SIZE = (160, 96)
SAMPLES = 48_000


def picture(n: int, size: tuple[int, int] = SIZE) -> np.ndarray:
    """Frame n of the footage: a ramp that drifts, so that every frame is its own."""
    w, h = size
    x = (np.arange(w)[None, :] * 255 // w + 2 * n) % 256
    y = np.arange(h)[:, None] * 255 // h
    rgb = np.stack([x + 0 * y, 0 * x + y, (x + y) // 2], axis=-1)
    return np.ascontiguousarray(rgb.astype(np.uint8))


def ticks(frames: int, rate: Fraction = RATE) -> np.ndarray:
    """A click at the first sample of each second, `[n, 2]` float32."""
    sound = np.zeros((round(Fraction(frames) / rate * SAMPLES), 2), np.float32)
    for second in range(int(Fraction(frames) / rate) + 1):
        sound[second * SAMPLES : second * SAMPLES + 240] = 0.9
    return sound


def footage(path: Path, frames: int = 48, sound: bool = True) -> Path:
    path.write_bytes(_encoded(path.suffix, frames, sound))
    return path


@cache
def _encoded(suffix: str, frames: int, sound: bool) -> bytes:
    """Once a process: hundreds of tests begin with the same footage."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"footage{suffix}"
        with FilmWriter(path, SIZE, RATE, Settings(crf=12), SAMPLES if sound else None) as writer:
            for n in range(frames):
                writer.write(picture(n))
            if sound:
                writer.write_audio(ticks(frames))
        return path.read_bytes()


def film(path: Path, cut: int | None = 20) -> Document:
    """One clip, split at `cut`, with a prompt on the second card."""
    asset = asset_from_file(path)
    document = Document(rate=asset.rate, width=asset.width, height=asset.height)
    document = append_clip(add_asset(document, asset), asset.id)
    if cut is None:
        return document
    document = split(document, cut)
    return set_prompt(document, card_by_index(document, 2).id, "a red ball")


def add_take(library: TakeLibrary, document: Document, draw: Callable[[int], np.ndarray]) -> Take:
    """A take for card 2 whose film frame n is `draw(n)`."""
    from engine.media.output.writer import TakeWriter

    card = card_by_index(document, 2)
    request = Request(
        card.id, card.lineage, card.origin, card.range, document.rate, *SIZE, "test", card.prompt
    )
    draft = library.begin(request)
    first = draw(card.range.start)
    size = (first.shape[1], first.shape[0])
    with TakeWriter(draft.frames_path, size, document.rate) as writer:
        for n in FrameRange(card.range.start, card.range.stop):
            writer.write(draw(n))
    return draft.commit(width=size[0], height=size[1], stats={})
