"""Which packets of the film's footage can be copied as they are, and which frames must be encoded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from engine.document.model import Asset, Document
from engine.document.picture import ClipPicture, runs
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.media.formats import BY_NAME, choose_format
from engine.media.packets import Kind, PacketList, Stretch, list_packets
from engine.media.patch import CodedTrack, PatchEncoder, Unsuited
from engine.media.safety import display_name, open_container
from engine.media.scan import VideoScan, scan
from engine.media.settings import Settings, make_plan

SHORTEST = 8
"""Frames: what a join costs, a key picture, is more than a shorter stretch saves."""

FORMATS = {"h264": "h264", "hevc": "h265", "av1": "av1", "prores": "prores"}
"""FFmpeg's name of a codec -> ours of the format that is written."""


@dataclass(frozen=True)
class Footage:
    """A file of which packets may be copied."""

    path: str
    video: VideoScan
    track: CodedTrack

    @cached_property
    def packets(self) -> PacketList:
        size = {"h264": 4, "hevc": 4}.get(self.track.codec, 0)
        return list_packets(self.path, self.video, self.track.codec, size)


@dataclass(frozen=True)
class Part:
    """Film frames `span`: `stretch` of `footage` copied, or encoded where that is None."""

    span: FrameRange
    footage: Footage | None = None
    stretch: Stretch | None = None

    @property
    def joins_open_group(self) -> bool:
        """Whether it begins at a picture with which the footage's decoder would not begin anew."""
        if self.footage is None or self.stretch is None:
            return False
        return self.footage.packets.kinds[self.stretch.first] is Kind.OPEN


@dataclass(frozen=True)
class SmartPlan:
    """`footage` are the files that code alike, by path; the first of `parts` begins with the span."""

    footage: dict[str, Footage]
    parts: tuple[Part, ...]
    encoder: PatchEncoder
    settings: Settings

    @property
    def template(self) -> Footage:
        return next(part.footage for part in self.parts if part.footage is not None)

    @property
    def delay(self) -> int:
        """By how many places a packet comes later than its frame, at most, in the whole film."""
        copied = (p.footage.packets.reorder(p.stretch) for p in self.parts if p.footage and p.stretch)
        return max(self.encoder.delay, *copied)


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
    plan = make_plan(out, settings, track.size)
    encoder = PatchEncoder(track, document.rate, plan.options, plan.threads)
    parts = tuple(_parts(document, shown, span, alike))
    if all(part.stretch is None for part in parts):
        raise Unsuited("no group of pictures lies whole in what is unchanged")
    return SmartPlan(alike, parts, encoder, settings)


def _settings_for(track: CodedTrack, out: Path, settings: Settings) -> Settings:
    name = FORMATS.get(track.codec)
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
    for run, picture in runs(document, span, shown):
        if isinstance(picture, ClipPicture) and picture.asset.kind == "video":
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
        (lambda: not video.geometry.plain, "its picture is turned or has pixels that are not square"),
        (lambda: video.interlaced, "it is interlaced"),
        (lambda: video.alpha, "it has transparency"),
        (lambda: video.color.mapped, "its colours are changed (HDR or wide gamut)"),
        (lambda: video.index.damaged or not video.index.timed, "it is damaged or has no timestamps"),
        (lambda: not video.index.seekable, "it can only be decoded from its start"),
    )
    for applies, reason in checks:
        if applies():
            raise Unsuited(reason)
    with open_container(asset.path) as container:
        return Footage(asset.path, video, CodedTrack.of(container.streams[video.stream]))


def _parts(
    document: Document, shown: ShownTake, span: FrameRange, footage: dict[str, Footage]
) -> Iterator[Part]:
    """`span` in order, copied where it can be."""
    at = span.start
    for run, picture in _shown_clips(document, shown, span):
        source = footage.get(picture.asset.path)
        if source is None:
            continue
        shift = run.start - picture.source_frame
        for stretch in _stretches(source, picture.source_frame, picture.source_frame + len(run)):
            copied = FrameRange(stretch.start + shift, stretch.stop + shift)
            if at < copied.start:
                yield Part(FrameRange(at, copied.start))
            yield Part(copied, source, stretch)
            at = copied.stop
    if at < span.stop:
        yield Part(FrameRange(at, span.stop))


def _stretches(footage: Footage, start: int, stop: int) -> Iterator[Stretch]:
    stop = min(stop, len(footage.video.index.pts))
    while start < stop:
        stretch = footage.packets.stretch(start, stop)
        if stretch is None:
            return
        if stretch.stop - stretch.start >= SHORTEST:
            yield stretch
        start = stretch.stop
