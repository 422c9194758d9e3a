"""Which packets of the film's footage can be copied as they are, and which frames must be encoded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from engine.document.model import Asset, Document
from engine.document.picture import ClipPicture, as_filed, runs
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.media.copying.packets import Kind, PacketList, Stretch, list_packets
from engine.media.copying.parameter_sets import completed
from engine.media.copying.patch import CodedTrack, PatchEncoder, Unsuited
from engine.media.output.encoders import encoders_for
from engine.media.output.formats import BY_NAME, SMART, choose_format
from engine.media.output.settings import Settings, make_plan
from engine.media.safety import display_name, open_container
from engine.media.scan import VideoScan, scan

SHORTEST = 8
"""Frames: what a join costs, a key picture, is more than a shorter stretch saves."""

QUICK, QUICK_GAIN = "veryfast", 2
"""Frames that only show footage are encoded at this speed, and for it at a CRF that much better."""


@dataclass(frozen=True)
class Footage:
    """A file of which packets may be copied."""

    path: str
    video: VideoScan
    track: CodedTrack

    @cached_property
    def packets(self) -> PacketList:
        size = 0 if self.track.byte_stream else 4
        return list_packets(self.path, self.video, self.track.codec, size)


@dataclass(frozen=True)
class Part:
    """Film frames `span`: `stretch` of `footage` copied, or encoded where that is None.

    `plain`: what is encoded only shows footage.
    """

    span: FrameRange
    footage: Footage | None = None
    stretch: Stretch | None = None
    plain: bool = False

    @property
    def joins_open_group(self) -> bool:
        """Whether it begins at a picture with which the footage's decoder would not begin anew."""
        if self.footage is None or self.stretch is None:
            return False
        return self.footage.packets.kinds[self.stretch.first] is Kind.OPEN


@dataclass(frozen=True)
class SmartPlan:
    """`footage` are the files that code alike, by path; the first of `parts` begins with the span.

    `encoder` is for what was drawn or changed, `quick` for what only shows footage.
    """

    footage: dict[str, Footage]
    parts: tuple[Part, ...]
    encoder: PatchEncoder
    quick: PatchEncoder
    settings: Settings

    @property
    def span(self) -> FrameRange:
        return FrameRange(self.parts[0].span.start, self.parts[-1].span.stop)

    @property
    def template(self) -> Footage:
        return next(part.footage for part in self.parts if part.footage is not None)

    @property
    def delay(self) -> int:
        """By how many places a packet comes later than its frame, at most, in the whole film."""
        copied = (p.footage.packets.reorder(p.stretch) for p in self.parts if p.footage and p.stretch)
        return max(self.encoder.delay, self.quick.delay, *copied)

    @property
    def config(self) -> bytes:
        """The decoder configuration for the footage's packets and both encoders'."""
        return self.quick.config


def make_smart_plan(
    document: Document, shown: ShownTake, span: FrameRange, out: Path, settings: Settings
) -> SmartPlan:
    """Raises `Unsuited` with the reason why everything has to be encoded."""
    if settings.fill or settings.size not in (None, (document.width, document.height)):
        raise Unsuited("the picture is written at another size")
    footage, why = _footage(document, shown, span)
    groups: dict[CodedTrack, int] = {}
    for run, picture in _shown_clips(document, shown, span):
        if picture.asset.path in footage:
            track = footage[picture.asset.path].track
            groups[track] = groups.get(track, 0) + len(run)
    if not groups:
        raise Unsuited(why or "no footage is shown unchanged")
    track = max(groups, key=groups.__getitem__)
    alike = {path: each for path, each in footage.items() if each.track == track}
    settings = _settings_for(track, out, settings)
    encoder = _encoder(_with_all_sets(track, alike), document, out, settings)
    quick = _encoder(replace(track, config=encoder.config), document, out, _quicker(settings))
    parts = tuple(_merged(_parts(document, shown, span, alike)))
    if all(part.stretch is None for part in parts):
        raise Unsuited("no group of pictures lies whole in what is unchanged")
    return SmartPlan(alike, parts, encoder, quick, settings)


def _with_all_sets(track: CodedTrack, footage: dict[str, Footage]) -> CodedTrack:
    """The track with the parameter sets that only its packets hold announced as well."""
    found = {unit for each in footage.values() for unit in each.packets.sets}
    try:
        return replace(track, config=completed(track.codec, track.config, found))
    except ValueError as error:
        raise Unsuited(f"its coding cannot be continued: {error}") from None


def _encoder(track: CodedTrack, document: Document, out: Path, settings: Settings) -> PatchEncoder:
    plan = make_plan(out, settings, track.size)
    return PatchEncoder(track, document.rate, plan.options, plan.threads)


def _quicker(settings: Settings) -> Settings:
    """Settings for footage that is coded once more: no effort is worth more than the original's was."""
    encoder = encoders_for(BY_NAME[settings.format])[0]
    chosen = settings.speed or encoder.speed
    if QUICK not in encoder.speeds or encoder.speeds.index(chosen) <= encoder.speeds.index(QUICK):
        return settings
    if settings.bit_rate is not None or encoder.quality is None:
        return replace(settings, speed=QUICK)
    best, _, usual = encoder.quality
    crf = usual if settings.crf is None else settings.crf
    return replace(settings, speed=QUICK, crf=max(best, crf - QUICK_GAIN))


def _settings_for(track: CodedTrack, out: Path, settings: Settings) -> Settings:
    name = SMART.get(track.codec)
    if name is None:
        raise Unsuited(f"its codec ({track.codec}) cannot be written here")
    title = BY_NAME[name].title
    if settings.format not in ("", name):
        raise Unsuited(f"it is {title}, and another format is asked for")
    if BY_NAME[name].muxer(out.suffix) not in ("mp4", "mov"):
        raise Unsuited(f"it is {title}, which is joined only in MP4 and MOV files")
    settings = replace(settings, format=name, encoder="software")
    if name == "prores":  # which has one quality and one speed, and keeps to the footage's own
        settings = replace(settings, crf=None, bit_rate=None, speed="")
    choose_format(out, name)
    return settings


def _shown_clips(
    document: Document, shown: ShownTake, span: FrameRange
) -> Iterator[tuple[FrameRange, ClipPicture]]:
    for run, picture in runs(document, span, shown, overlays=True):
        if as_filed(picture) and picture.asset.kind == "video":
            yield run, picture


def _footage(document: Document, shown: ShownTake, span: FrameRange) -> tuple[dict[str, Footage], str]:
    """(files that are shown as they are, by path; why the last of the others is not)."""
    found: dict[str, Footage] = {}
    refused: dict[str, str] = {}
    for _, picture in _shown_clips(document, shown, span):
        asset = picture.asset
        if asset.path in found or asset.path in refused:
            continue
        try:
            found[asset.path] = _examined(document, asset)
        except Unsuited as reason:
            refused[asset.path] = f"of {display_name(asset.path)}: {reason}"
    return found, next(reversed(refused.values()), "")


def _examined(document: Document, asset: Asset) -> Footage:
    found = scan(asset.path)
    video = found.video
    if video is None:
        raise TweenError(f"{display_name(asset.path)} holds no picture.")
    size = document.width, document.height
    checks: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: not video.timing.constant, "its frame rate varies"),
        (lambda: video.timing.rate != document.rate, "its frame rate is not the film's"),
        (lambda: (found.info.width, found.info.height) != size, "its size is not the film's"),
        (lambda: video.geometry.sar != 1, "its pixels are not square"),
        (lambda: video.interlaced, "it is interlaced"),
        (lambda: len(video.shapes) > 1, "its picture changes its size, format or direction on the way"),
        (lambda: video.alpha, "it has transparency"),
        (lambda: video.color.mapped, "its colours are changed (HDR or wide gamut)"),
        (lambda: video.index.damaged or not video.index.timed, "it is damaged or has no timestamps"),
        (lambda: not video.index.seekable, "it can only be decoded from its start"),
    )
    for applies, reason in checks:
        if applies():
            raise Unsuited(reason)
    with open_container(asset.path) as container:
        track = CodedTrack.of(container.streams[video.stream])
    return Footage(asset.path, video, replace(track, matrix=video.geometry.matrix))


def _parts(
    document: Document, shown: ShownTake, span: FrameRange, footage: dict[str, Footage]
) -> Iterator[Part]:
    """`span` in order, copied where it can be."""
    for run, picture in runs(document, span, shown, overlays=True):
        source = None
        if as_filed(picture) and picture.asset.kind == "video":
            source = footage.get(picture.asset.path)
        if source is None or not isinstance(picture, ClipPicture):
            yield Part(run)
            continue
        at, shift = run.start, run.start - picture.source_frame
        for stretch in _stretches(source, picture.source_frame, picture.source_frame + len(run)):
            copied = FrameRange(stretch.start + shift, stretch.stop + shift)
            yield Part(FrameRange(at, copied.start), plain=True)
            yield Part(copied, source, stretch)
            at = copied.stop
        yield Part(FrameRange(at, run.stop), plain=True)


def _merged(parts: Iterator[Part]) -> list[Part]:
    """Without empty parts; what is encoded in one go is one part: every other begins with a key picture."""
    merged: list[Part] = []
    for part in parts:
        if not part.span:
            continue
        last = merged[-1] if merged else None
        if last is not None and last.stretch is None and part.stretch is None:
            alike = last.plain == part.plain
            slight = any(each.plain and len(each.span) < SHORTEST for each in (last, part))
            if alike or slight:
                merged[-1] = Part(
                    FrameRange(last.span.start, part.span.stop), plain=last.plain and part.plain
                )
                continue
        merged.append(part)
    return merged


def _stretches(footage: Footage, start: int, stop: int) -> Iterator[Stretch]:
    stop = min(stop, len(footage.video.index.pts))
    while start < stop:
        stretch = footage.packets.stretch(start, stop)
        if stretch is None:
            return
        if stretch.stop - stretch.start >= SHORTEST:
            yield stretch
        start = stretch.stop
