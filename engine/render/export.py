"""The finished film as an MP4: composed frames and mixed sound, written complete or not at all."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.document.model import Document
from engine.document.picture import TakePicture, runs
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.errors import Cancelled, TweenError
from engine.media.writer import Mp4Writer
from engine.render.compose import Composer, require_frames
from engine.render.sound import SoundMixer, sample_at

AHEAD = 6
"""Frames composed ahead of the encoder: decoding and encoding overlap, memory stays small."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written. `kept` and `drawn` are film ranges: footage as it was, and takes."""

    path: Path
    frames: int
    kept: tuple[FrameRange, ...]
    drawn: tuple[FrameRange, ...]
    notes: tuple[str, ...]


def export(
    document: Document,
    shown: ShownTake,
    out: Path,
    span: FrameRange | None = None,
    crf: int = 18,
    preset: str = "medium",
    overwrite: bool = False,
    report: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportReport:
    """Write film frames `span` (all when None) to `out`: H.264 at `crf`, BT.709, AAC sound.

    `report(done, total)` is called after every frame. Raises `TweenError` (a range outside the film, no
    room, an existing file without `overwrite`) and `Cancelled`; either way nothing is left at `out`.
    """
    require_frames(document)
    film = FrameRange(0, document.frames)
    span = film if span is None else span
    if not span or not film.covers(span):
        raise TweenError(f"The range {span} lies outside the film, which is {film}.")
    if not 0 <= crf <= 51:
        raise TweenError(f"A quality (CRF) of {crf} is out of reach; use 0 (best) to 51.")
    with closing(SoundMixer(document)) as sound:
        audio_rate = None if sound.silent else sound.rate
        with Mp4Writer(
            out,
            (document.width, document.height),
            document.rate,
            crf=crf,
            preset=preset,
            audio_rate=audio_rate,
            overwrite=overwrite,
        ) as writer:
            _write(document, shown, span, sound, writer, report, cancelled)
    kept, drawn = split_ranges(document, shown, span)
    return ExportReport(out, len(span), kept, drawn, tuple(writer.notes))


def _write(
    document: Document,
    shown: ShownTake,
    span: FrameRange,
    sound: SoundMixer,
    writer: Mp4Writer,
    report: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> None:
    with closing(composed(document, shown, span)) as frames:
        for done, (n, rgb) in enumerate(frames, 1):
            if cancelled is not None and cancelled():
                raise Cancelled("The export was stopped; nothing was written.")
            writer.write(rgb)
            if not sound.silent:
                first, last = (sample_at(f, document.rate, sound.rate) for f in (n, n + 1))
                writer.write_audio(sound.read(first, last - first))
            if report is not None:
                report(done, len(span))


def composed(
    document: Document, shown: ShownTake, span: FrameRange
) -> Generator[tuple[int, np.ndarray], None, None]:
    """(n, picture) for every frame of `span`, composed a few frames ahead in a thread of their own."""
    ready: queue.Queue[tuple[int, np.ndarray] | BaseException | None] = queue.Queue(AHEAD)
    stop = threading.Event()

    def put(item: tuple[int, np.ndarray] | BaseException | None) -> None:
        while not stop.is_set():
            try:
                return ready.put(item, timeout=0.1)
            except queue.Full:
                continue

    def work() -> None:
        try:
            with Composer(document, shown) as composer:
                for n in span:
                    if stop.is_set():
                        return
                    put((n, composer.frame(n)))
            put(None)
        except BaseException as error:  # noqa: BLE001 handed to the consumer, who raises it
            put(error)

    thread = threading.Thread(target=work, name="compose", daemon=True)
    thread.start()
    try:
        while (item := ready.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stop.set()
        thread.join()


def split_ranges(
    document: Document, shown: ShownTake, span: FrameRange
) -> tuple[tuple[FrameRange, ...], tuple[FrameRange, ...]]:
    """(kept, drawn): the runs of `span` that show footage (or black), and those that show takes."""
    parts: dict[bool, list[FrameRange]] = {False: [], True: []}
    for run, picture in runs(document, span, shown):
        side = parts[isinstance(picture, TakePicture)]
        if side and side[-1].stop == run.start:
            run = FrameRange(side.pop().start, run.stop)
        side.append(run)
    return tuple(parts[False]), tuple(parts[True])
