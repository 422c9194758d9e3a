"""The finished film to a file: composed frames and mixed sound, written complete or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from engine.document.model import Document
from engine.document.picture import TakePicture, runs
from engine.document.queries import asset_by_id, clips_in
from engine.document.take import ShownTake
from engine.document.time import FrameRange, timecode
from engine.errors import Cancelled, TweenError
from engine.media.open import open_reader
from engine.media.output.film_out import Output, open_output
from engine.media.output.film_writer import FilmWriter
from engine.media.output.formats import choose_format
from engine.media.output.remux import Chapter
from engine.media.output.settings import Settings
from engine.media.safety import display_name
from engine.render.coded import coded_frames
from engine.render.compose import require_frames
from engine.render.provenance.claim import Claim
from engine.render.provenance.labelling import label_for
from engine.render.provenance.labels import Labels
from engine.render.provenance.mark import Mark
from engine.render.sound import SoundMixer, sample_at

Report = Callable[[int, int], None]
Asked = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written. `kept` and `drawn` are film ranges: footage as it was, and takes.

    `copied` are those of a smart export whose packets are the footage's own.
    """

    path: Path
    frames: int
    kept: tuple[FrameRange, ...]
    drawn: tuple[FrameRange, ...]
    notes: tuple[str, ...]
    copied: tuple[FrameRange, ...] = ()


def export(
    document: Document,
    shown: ShownTake,
    out: Path,
    span: FrameRange | None = None,
    settings: Settings | None = None,
    overwrite: bool = False,
    report: Report | None = None,
    cancelled: Asked | None = None,
    labels: Labels | None = None,
) -> ExportReport:
    """Write film frames `span` (all when None) to `out` as `settings` and the file's ending say.

    The file says what was drawn in it as `labels` have it. `report(done, total)` is called after every frame.
    Raises `TweenError` (a range outside the film, a wish that cannot be met, no room, an existing file
    without `overwrite`) and `Cancelled`; either way nothing is left at `out`.
    """
    span = checked_span(document, span)
    settings, labels = settings or Settings(), labels or Labels()
    check_target(document, out)
    format = choose_format(out, settings.format)
    with closing(SoundMixer(document)) as sound:
        if not format.codec and (sound.silent or not settings.sound):
            raise TweenError("The film has no sound to write; choose a format with a picture.")
        claim, label = label_for(document, shown, span, out, settings, labels)
        with open_output(
            out,
            (document.width, document.height),
            document.rate,
            settings,
            audio_rate=sound.rate if settings.sound and not sound.silent else None,
            overwrite=overwrite,
            chapters=chapters_of(document, span),
            alpha=bool(format.alpha_format) and has_alpha(document, span),
            label=label,
        ) as writer:
            if format.codec:
                mark = mark_for(claim, writer, labels)
                _write_film(document, shown, span, sound, writer, settings.fill, mark, report, cancelled)
            elif isinstance(writer, FilmWriter):
                _write_sound(document, span, sound, writer, report, cancelled)
    kept, drawn = split_ranges(document, shown, span)
    return ExportReport(out, len(span), kept, drawn, tuple(writer.notes))


def checked_span(document: Document, span: FrameRange | None) -> FrameRange:
    """`span`, or all of the film. Raises `TweenError` for an empty film and a range outside it."""
    require_frames(document)
    film = FrameRange(0, document.frames)
    span = film if span is None else span
    if not span or not film.covers(span):
        raise TweenError(f"The range {span} lies outside the film, which is {film}.")
    return span


def check_target(document: Document, out: Path) -> None:
    """Raises `TweenError` for a path where footage of the film lies: it would be gone for good."""
    real = os.path.realpath(out)
    if any(os.path.realpath(asset.path) == real for asset in document.assets):
        raise TweenError(f"{display_name(out)} is footage of this film; choose another name to export to.")


def _write_film(
    document: Document,
    shown: ShownTake,
    span: FrameRange,
    sound: SoundMixer,
    writer: Output,
    fill: bool,
    mark: Mark | None,
    report: Report | None,
    cancelled: Asked | None,
) -> None:
    with closing(coded_frames(document, shown, span, writer.coder, fill)) as frames:
        for done, (n, frame) in enumerate(frames, 1):
            stop_if(cancelled)
            writer.write_frame(frame if mark is None else mark.on(frame, n - span.start))
            if isinstance(writer, FilmWriter) and writer.audio_rate:
                _write_samples(document, FrameRange(n, n + 1), sound, writer)
            if report is not None:
                report(done, len(span))


def mark_for(claim: Claim, writer: Output, labels: Labels) -> Mark | None:
    """The mark that is to be drawn into the pictures, if any. A film that is all footage gets none."""
    if not labels.mark:
        return None
    if not claim.drawn:
        writer.notes.append("No model drew in it, so that no mark was put into its pictures.")
        return None
    return Mark(claim, writer.plan, labels.mark)


def _write_sound(
    document: Document,
    span: FrameRange,
    sound: SoundMixer,
    writer: FilmWriter,
    report: Report | None,
    cancelled: Asked | None,
) -> None:
    for n in span:
        stop_if(cancelled)
        _write_samples(document, FrameRange(n, n + 1), sound, writer)
        if report is not None:
            report(n + 1 - span.start, len(span))


def _write_samples(document: Document, span: FrameRange, sound: SoundMixer, writer: FilmWriter) -> None:
    first, last = (sample_at(n, document.rate, sound.rate) for n in (span.start, span.stop))
    writer.write_audio(sound.read(first, last - first))


def stop_if(cancelled: Asked | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled("The export was stopped; nothing was written.")


def chapters_of(document: Document, span: FrameRange) -> tuple[Chapter, ...]:
    """A chapter from each marker of `span` to the next; what lies before the first is one of its own."""
    rate = document.rate
    markers = {m.frame: m.name or timecode(m.frame, rate) for m in document.markers if m.frame in span}
    if not markers:
        return ()
    names = {span.start: timecode(span.start, rate)} | markers
    edges = [*sorted(names), span.stop]
    return tuple(
        Chapter(names[a], Fraction(a - span.start) / rate, Fraction(b - span.start) / rate)
        for a, b in pairwise(edges)
    )


def has_alpha(document: Document, span: FrameRange) -> bool:
    """Whether any footage of `span` has transparency. Raises `TweenError` for footage that is missing."""
    used = dict.fromkeys(clip.asset for clip in clips_in(document, span))
    for asset in (asset_by_id(document, id) for id in used):
        if asset.kind != "audio":
            with open_reader(asset.path) as reader:
                if reader.info.alpha:
                    return True
    return False


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
