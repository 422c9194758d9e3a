"""Smart export: footage that nobody touched is copied packet by packet; only the rest is encoded.

What is encoded has the footage's codec and pixel format, and parameter sets of its own beside the footage's
(`engine.media.copying.parameter_sets`). Frames that are encoded though they only show footage (from a change
to the next key picture) go from the decoder to the encoder as they are. Sound is mixed and encoded as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, nullcontext
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter

from engine.document.model import Document
from engine.document.picture import as_filed
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.media.color import RANGE_FULL, RANGE_LIMITED
from engine.media.copying.packets import PacketReader, broken_link
from engine.media.copying.patch import Unsuited
from engine.media.copying.splice_writer import SpliceWriter
from engine.media.open import open_reader
from engine.media.output.settings import Settings
from engine.media.reader import VideoReader
from engine.media.safety import open_container
from engine.render.ahead import ahead
from engine.render.coded import frames_ahead
from engine.render.compose import Composer
from engine.render.export import (
    ExportReport,
    chapters_of,
    check_target,
    checked_span,
    export,
    split_ranges,
    stop_if,
)  # fmt: skip
from engine.render.provenance.labelling import label_for
from engine.render.provenance.labels import Labels
from engine.render.smart_plan import Footage, Part, SmartPlan, make_smart_plan
from engine.render.sound import SoundMixer, sample_at

SOUND_FRAMES, SOUND_AHEAD = 12, 40
"""Sound is encoded in pieces of so many film frames, and so many pieces ahead."""

Sample = tuple[int, bytes, bool]
"""(film frame, packet, whether it is a key picture)."""


def smart_export(
    document: Document,
    shown: ShownTake,
    out: Path,
    span: FrameRange | None = None,
    settings: Settings | None = None,
    overwrite: bool = False,
    report: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    labels: Labels | None = None,
) -> ExportReport:
    """As `export`, in the footage's own codec, with as many packets copied as can be.

    Where nothing can be copied everything is encoded, and `notes` say why.
    """
    span = checked_span(document, span)
    check_target(document, out)
    settings, labels = settings or Settings(), labels or Labels()
    if labels.mark:
        raise TweenError(
            "Smart export copies footage as it is, so that no mark can be put into its pictures; "
            "leave one of the two out."
        )
    try:
        plan = make_smart_plan(document, shown, span, out, settings)
    except Unsuited as reason:
        done = export(document, shown, out, span, settings, overwrite, report, cancelled, labels)
        note = f"Nothing could be copied, so that all was encoded: {reason}."
        return ExportReport(done.path, done.frames, done.kept, done.drawn, (*done.notes, note))
    notes = _write_film(document, shown, out, plan, labels, overwrite, report, cancelled)
    kept, drawn = split_ranges(document, shown, span)
    copied = tuple(part.span for part in plan.parts if part.stretch is not None)
    return ExportReport(out, len(span), kept, drawn, (*notes, _note(plan)), copied)


def _write_film(
    document: Document,
    shown: ShownTake,
    out: Path,
    plan: SmartPlan,
    labels: Labels,
    overwrite: bool,
    report: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> tuple[str, ...]:
    """What the writer has to say of it."""
    span = plan.span
    with ExitStack() as stack:
        sound = stack.enter_context(closing(SoundMixer(document)))
        container = stack.enter_context(open_container(plan.template.path))
        _, label = label_for(document, shown, span, out, plan.settings, labels)
        writer = SpliceWriter(
            out,
            document.rate,
            plan.settings,
            container.streams[plan.template.video.stream],
            plan.config,
            plan.delay,
            audio_rate=sound.rate if plan.settings.sound and not sound.silent else None,
            overwrite=overwrite,
            chapters=chapters_of(document, span),
            label=label,
            matrix=plan.template.video.geometry.display_matrix,
        )
        stack.enter_context(writer)
        samples = stack.enter_context(closing(_samples(document, shown, plan)))
        heard = stack.enter_context(closing(_heard(document, span, sound, writer)))
        _write(samples, heard, span, writer, report, cancelled)
    return tuple(writer.notes)


def _write(
    samples: Iterator[Sample],
    heard: Iterator[tuple[int, list[Packet]]],
    span: FrameRange,
    writer: SpliceWriter,
    report: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> None:
    """Pictures in the order they are decoded, the sound between them where it belongs."""
    due = next(heard, None)
    for number, (frame, data, key) in enumerate(samples):
        stop_if(cancelled)
        writer.write_packet(frame - span.start, data, key)
        while due is not None and due[0] <= span.start + number:
            writer.write_sound(due[1])
            due = next(heard, None)
        if report is not None:
            report(number + 1, len(span))


def _note(plan: SmartPlan) -> str:
    copied = sum(len(part.span) for part in plan.parts if part.stretch is not None)
    total = sum(len(part.span) for part in plan.parts)
    return f"{copied} of {total} frames were copied as they are; {total - copied} were encoded."


def _heard(
    document: Document, span: FrameRange, sound: SoundMixer, writer: SpliceWriter
) -> Generator[tuple[int, list[Packet]], None, None]:
    """(film frame, the sound's packets that belong there), mixed and encoded ahead."""

    def encoded() -> Iterator[tuple[int, list[Packet]]]:
        for start in range(span.start, span.stop if writer.audio_rate else span.start, SOUND_FRAMES):
            stop = min(start + SOUND_FRAMES, span.stop)
            first, last = (sample_at(n, document.rate, sound.rate) for n in (start, stop))
            yield start, writer.encode_sound(sound.read(first, last - first))

    return ahead(lambda: nullcontext(encoded()), SOUND_AHEAD)


def _samples(document: Document, shown: ShownTake, plan: SmartPlan) -> Generator[Sample, None, None]:
    """All packets of the film in decoding order."""
    numbers = [n for part in plan.parts if part.stretch is None for n in part.span]
    with ExitStack() as stack:
        made = stack.enter_context(closing(frames_ahead(lambda: TrackFrames(document, shown, plan), numbers)))
        readers: dict[str, PacketReader] = {}
        for part in plan.parts:
            if part.footage is None:
                frames = (frame for _, frame in islice(made, len(part.span)))
                encoder = plan.quick if part.plain else plan.encoder
                for number, data, key in encoder.encode(frames):
                    yield part.span.start + number, data, key
                continue
            source = part.footage
            if source.path not in readers:
                reader = PacketReader(source.path, source.video.stream, source.packets)
                readers[source.path] = stack.enter_context(reader)
            yield from _copied(part, source, readers[source.path], first=part is plan.parts[0])


def _copied(part: Part, footage: Footage, reader: PacketReader, first: bool) -> Iterator[Sample]:
    assert part.stretch is not None
    shift = part.span.start - part.stretch.start
    keys = footage.packets.key_frames(part.stretch)
    for frame, data in reader.read(part.stretch):
        if frame == part.stretch.start and part.joins_open_group and not first:
            data = broken_link(data)
        yield frame + shift, data, frame in keys


class TrackFrames:
    """Film frames as the footage is coded: its size, pixel format and colours. Not thread-safe."""

    def __init__(self, document: Document, shown: ShownTake, plan: SmartPlan) -> None:
        self._document = document
        self._footage = plan.footage
        self._track = plan.template.track
        self._color = plan.template.video.color
        self._geometry = plan.template.video.geometry
        self._composer = Composer(document, shown, None, partial(open_reader, exact=True))
        self._readers: dict[str, VideoReader] = {}
        self._reformatter = VideoReformatter()

    def frame(self, n: int) -> VideoFrame:
        """Film frame n. Do not write to it."""
        picture = self._composer.picture(n)
        if as_filed(picture) and picture.asset.path in self._footage:
            reader = self._reader(picture.asset.path)
            frame = reader.coded(reader.source_index(picture.source_frame, self._document.rate))
            if frame.format.name == self._track.pixel_format:
                return frame
        rgb = VideoFrame.from_ndarray(self._geometry.turned_back(self._composer.frame(n)), "rgb24")
        options: dict[str, Any] = {
            "dst_colorspace": self._color.matrix,
            "dst_color_range": RANGE_FULL if self._color.full else RANGE_LIMITED,
        }
        return self._reformatter.reformat(
            rgb, format=self._track.pixel_format, interpolation=Interpolation.BICUBIC, **options
        )

    def _reader(self, path: str) -> VideoReader:
        if path not in self._readers:
            self._readers[path] = VideoReader(path)
        return self._readers[path]

    def __enter__(self) -> TrackFrames:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._composer.close()
        for reader in self._readers.values():
            reader.close()
