"""Which frames a file really holds, and from where each can be decoded.

A container's claims (frame count, duration, average rate) are not trusted. The packets are listed; the head
is decoded and compared with the list; and when anything is odd, or the file is small, everything is decoded
once and what comes out is the truth. Odd files are decoded by one thread, from the start where they must
be, so that every way to a frame gives the same picture.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.errors import TweenError
from engine.media.safety import demux, display_name, open_container
from engine.media.uniform import Heads, Shape, shape_of, turn_of

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.codeccontext import VideoCodecContext
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

MAX_FRAMES = 2_000_000
HEAD_FRAMES = 12
VERIFY_PIXELS = 250_000_000  # decoded in about a second: below this every file is decoded once to be sure
VERIFY_FRAMES = 2_000
DECODE_PIXELS = 3_000_000_000  # some ten seconds on one thread: beyond, an odd file's packets are believed
LONG = (
    1_000  # an odd file longer than this is still seeked into, as decoding from its start would take too long
)


@dataclass(frozen=True)
class FrameIndex:
    """Frames in the order they are shown.

    `pts` are stream ticks, strictly increasing. `keys` are (pts, dts) of the packets decoding may start at,
    by pts. When `timed` is False the file has no usable timestamps: frames are counted, and `pts` are 0, 1,
    2 …. `seekable` False means that only decoding from the start is right. `threads` is PyAV's thread type.
    """

    pts: Sequence[int]
    keys: Sequence[tuple[int, int]]
    last_duration: int = 0
    timed: bool = True
    seekable: bool = True
    threads: str = "AUTO"
    damaged: bool = False


@dataclass
class PacketTable:
    """What demuxing alone tells. `ends` is the end of each listed audio stream in its own ticks."""

    pts: list[int] = field(default_factory=list)
    keys: list[tuple[int, int]] = field(default_factory=list)
    shown: int = 0
    odd: bool = False
    cut: bool = False
    first_is_key: bool | None = None
    last_duration: int = 0
    audio_start: int | None = None
    audio_end: int | None = None
    heads: dict[bytes, tuple[int, int]] = field(default_factory=dict)
    """See `uniform.Heads`."""


@dataclass
class Decoded:
    """What decoding tells: timestamps in output order, and whether anything went wrong on the way.

    `concealed` counts frames whose decoder had to make up what they refer to: key frames that are none.
    `shapes` are the different sizes, pixel formats and turns of the frames, the first frame's first; `turns`
    are those of the key frames, and `late` says that a frame between them told another than its key frame.
    """

    pts: list[int | None] = field(default_factory=list)
    errors: int = 0
    concealed: int = 0
    interlaced: bool = False
    first: VideoFrame | None = None
    shapes: list[Shape] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    late: bool = False

    def add(self, frame: VideoFrame) -> None:
        """The next frame in output order."""
        turn = turn_of(frame)
        if self.first is None or frame.key_frame:
            self.turns.append(turn)
        else:
            self.late |= turn not in (0, self.turns[-1])
        if self.first is None:
            self.first = frame
        self.pts.append(frame.pts)
        self.interlaced |= frame.interlaced_frame
        self.concealed += frame.is_corrupt
        self.add_shape(shape_of(frame, self.turns[-1]))

    def add_shape(self, shape: Shape) -> None:
        if shape not in self.shapes:
            self.shapes.append(shape)

    def settle(self) -> None:
        """All has been added: a turn told once, at the start, or in places where no seek finds it, is one of
        all frames."""
        once = bool(self.turns[:1] and self.turns[0]) and not any(self.turns[1:])
        if self.late or once:
            self.shapes = list(dict.fromkeys((*shape[:3], self.turns[0]) for shape in self.shapes))


def list_packets(container: InputContainer, video: VideoStream | None, audio, path: str) -> PacketTable:
    """Demux a whole file once. Raises `TweenError` past the cap on frames."""
    import av

    table = PacketTable()
    streams = [s for s in (video, audio) if s is not None]
    heads = Heads(video) if video is not None else None
    highest = None
    packets = demux(container, *streams)
    while True:
        try:
            packet = next(packets, None)
        except (av.FFmpegError, OSError):
            table.cut = True
            break
        if packet is None:
            break
        if packet.size == 0:
            continue
        if packet.stream is audio:
            if packet.pts is not None:
                end = packet.pts + (packet.duration or 0)
                table.audio_end = end if table.audio_end is None else max(end, table.audio_end)
                if table.audio_start is None:
                    table.audio_start = packet.pts
            continue
        _note_video_packet(table, packet)
        if packet.pts is not None and (highest is None or packet.pts > highest) and not packet.is_discard:
            highest, table.last_duration = packet.pts, packet.duration or 0
        if heads is not None and packet.is_keyframe:
            heads.take(packet)
        if table.shown > MAX_FRAMES:
            raise TweenError(
                f"{display_name(path)} holds more than {MAX_FRAMES} frames; cut it into parts first."
            )
    table.pts.sort()
    table.keys.sort()
    table.heads = heads.found if heads is not None else {}
    return table


def _note_video_packet(table: PacketTable, packet: Packet) -> None:
    if table.first_is_key is None:
        table.first_is_key = packet.is_keyframe
    if packet.is_corrupt:
        table.odd = True
    if packet.is_keyframe and packet.pts is not None:
        table.keys.append((packet.pts, packet.dts if packet.dts is not None else packet.pts))
    if packet.is_discard:
        return
    table.shown += 1
    if packet.pts is None:
        table.odd = True
    else:
        table.pts.append(packet.pts)


def make_context(stream: VideoStream, decoder: str | None, threads: str) -> VideoCodecContext:
    """The stream's own decoder, or the named one (libvpx, where alpha is kept), not yet open."""
    import av

    if decoder is None:
        context = stream.codec_context
    else:
        context = av.CodecContext.create(decoder, "r")
        if stream.codec_context.extradata:
            context.extradata = stream.codec_context.extradata
    context.thread_type = threads
    if threads != "AUTO":
        context.thread_count = 1
    return context  # pyright: ignore[reportReturnType]


def decode_packets(packets: Iterator[Packet], context, decoded: Decoded) -> Iterator[VideoFrame]:
    """Frames of a stream in output order. Damaged packets are counted in `decoded` and passed over."""
    import av

    while True:
        try:
            packet = next(packets, None)
        except (av.FFmpegError, OSError):
            decoded.errors += 1
            packet = None
        try:
            frames = context.decode(packet if packet is not None and packet.size else None)
        except av.FFmpegError:
            decoded.errors += 1
            frames = []
        yield from frames
        if packet is None or packet.size == 0:
            return


def decode_all(path: str, stream_index: int, decoder: str | None, threads: str, limit: int | None) -> Decoded:
    """Decode a file from its start, up to `limit` frames, keeping timestamps and the first frame."""
    decoded = Decoded()
    with open_container(path) as container:
        stream = container.streams[stream_index]
        context = make_context(stream, decoder, threads)  # pyright: ignore[reportArgumentType]
        for frame in decode_packets(demux(container, stream), context, decoded):
            decoded.add(frame)
            if limit is not None and len(decoded.pts) >= limit:
                break
    decoded.settle()
    return decoded


def build_index(
    path: str, stream_index: int, decoder: str | None, table: PacketTable, intra_only: bool
) -> tuple[FrameIndex, Decoded]:
    """Decide what the file's frames are. Raises `TweenError` when none can be decoded."""
    head = decode_all(path, stream_index, decoder, "SLICE", HEAD_FRAMES)
    if head.first is None:
        raise TweenError(
            f"{display_name(path)} has a picture track that cannot be decoded; convert it to MP4."
        )
    unique = array("q", sorted(set(table.pts)))
    odd = table.odd or not table.first_is_key or len(unique) != len(table.pts)
    odd = (
        odd or bool(head.errors or head.concealed) or head.pts[:HEAD_FRAMES] != list(unique[: len(head.pts)])
    )
    pixels = head.first.width * head.first.height * max(1, len(unique))
    small = (
        pixels <= VERIFY_PIXELS
        and len(unique) <= VERIFY_FRAMES
        and not (intra_only and len(unique) > HEAD_FRAMES)
    )
    if small and not odd:
        whole = decode_all(path, stream_index, decoder, "AUTO", None)
        odd = bool(whole.errors or whole.concealed) or whole.pts != list(unique)
        head.shapes = whole.shapes
    elif len(table.heads) > 1:
        _add_shapes(path, stream_index, decoder, table, head)
    if not odd:
        # Some demuxers hand out a palette once, with the first packet, and never again after a seek.
        seekable = not head.first.format.has_palette
        return FrameIndex(unique, table.keys, table.last_duration, True, seekable, damaged=table.cut), head
    if pixels > DECODE_PIXELS:
        return FrameIndex(unique, table.keys, table.last_duration, True, True, "SLICE", True), head
    whole = decode_all(path, stream_index, decoder, "SLICE", None)
    whole.interlaced |= head.interlaced
    return _index_of_odd(whole, table), whole


def _add_shapes(
    path: str, stream_index: int, decoder: str | None, table: PacketTable, decoded: Decoded
) -> None:
    """Decode one key frame behind each different header, to see whether its picture differs too."""
    import av

    for pts, dts in sorted(table.heads.values()):
        with open_container(path) as container:
            stream = container.streams[stream_index]
            try:
                container.seek(dts, stream=stream, backward=True)
            except (av.FFmpegError, OSError):
                continue
            context = make_context(stream, decoder, "SLICE")  # pyright: ignore[reportArgumentType]
            packets = (p for p in demux(container, stream) if not p.size or (p.pts or pts) >= pts)
            frame = next(decode_packets(packets, context, Decoded()), None)
            if frame is not None:
                decoded.add_shape(shape_of(frame, turn_of(frame)))


def _index_of_odd(whole: Decoded, table: PacketTable) -> FrameIndex:
    pts = array("q", (p for p in whole.pts if p is not None))
    damaged = bool(whole.errors) or table.cut
    timed = len(pts) == len(whole.pts) and all(a < b for a, b in pairwise(pts))
    if not timed:
        return FrameIndex(range(len(whole.pts)), (), 0, False, False, "SLICE", damaged)
    palette = whole.first is not None and whole.first.format.has_palette
    seekable = len(pts) > LONG or (
        not palette and not whole.errors and not whole.concealed and bool(table.first_is_key)
    )
    return FrameIndex(pts, table.keys, table.last_duration, True, seekable, "SLICE", damaged)
