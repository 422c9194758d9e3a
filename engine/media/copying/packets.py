"""The packets of a picture track: which frame each holds, and which stretches can be copied as they are.

A stretch begins at a picture that needs nothing before it and ends where everything after it can be left
away: its packets, in the order they are decoded, hold exactly the frames that are shown there. Pictures that
are shown before the one it begins at but need older ones (the leading pictures of an open group) are left
out; whoever copies must encode those frames anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

import av

from engine.errors import TweenError
from engine.media.copying.byte_stream import CODECS, as_sample, units
from engine.media.copying.nal import join_lengths, split_lengths
from engine.media.copying.parameter_sets import AVC_IDR, AVC_PICTURES, AVC_SETS, HEVC_PICTURES, HEVC_SETS
from engine.media.safety import demux, display_name, open_container

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet

    from engine.media.scan import VideoScan

NEVER = -1
"""The frame number of a packet that is decoded but not shown."""


class Kind(Enum):
    """What a packet's picture needs: nothing and what follows needs nothing before it either (CLOSED);
    nothing, but leading pictures that follow may (OPEN); something before it (INNER, and LEADING if it is
    shown before the key picture that it follows)."""

    CLOSED = "closed"
    OPEN = "open"
    INNER = "inner"
    LEADING = "leading"


OBU_SEQUENCE, OBU_PICTURES = 1, (3, 6)
CRA, BLA_N_LP = 21, 18
HEVC_KINDS = {
    **dict.fromkeys((6, 7, 8, 9), Kind.LEADING),
    **dict.fromkeys((16, 17, 18, 19, 20), Kind.CLOSED),
    CRA: Kind.OPEN,
}


@dataclass(frozen=True)
class Stretch:
    """Packets `first` … `last` in decoding order, without the leading ones of the first; they hold frames
    `start` … `stop` - 1."""

    first: int
    last: int
    start: int
    stop: int


@dataclass(frozen=True)
class PacketList:
    """Of every packet in decoding order: its frame, what it is, its timestamps.

    `sets` are the parameter sets of H.264 and H.265 that lie in the packets themselves. `byte_stream` is
    their codec where packets come as a byte stream, else empty.
    """

    frames: list[int]
    kinds: list[Kind]
    pts: list[int | None]
    dts: list[int | None]
    sets: set[bytes] = field(default_factory=set)
    byte_stream: str = ""

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        """(frame, number) of the packets that a stretch can begin at, by frame."""
        keys = (Kind.CLOSED, Kind.OPEN)
        shown = zip(self.frames, range(len(self.frames)), strict=True)
        return sorted((frame, n) for frame, n in shown if frame != NEVER and self.kinds[n] in keys)

    def stretch(self, start: int, stop: int, open_start: bool = True) -> Stretch | None:
        """The longest stretch of frames from the first possible one of `start` … `stop` - 1.

        `open_start`: it may begin at an OPEN picture.
        """
        at = bisect_left(self._starts, (start, 0))
        first = next((n for _, n in self._starts[at:] if open_start or self.kinds[n] is Kind.CLOSED), None)
        if first is None or self.frames[first] >= stop:
            return None
        begin = self.frames[first]
        count, highest, found = 0, begin, None
        for n in self._from(first):
            frame = self.frames[n]
            if frame < begin or frame >= stop:
                break
            count, highest = count + 1, max(highest, frame)
            if highest - begin + 1 == count:
                found = Stretch(first, n, begin, highest + 1)
        return found

    def reorder(self, stretch: Stretch) -> int:
        """By how many places, at most, a packet of the stretch comes later than its frame."""
        members = enumerate(self.members(stretch))
        return max(place - (self.frames[n] - stretch.start) for place, n in members)

    def members(self, stretch: Stretch) -> list[int]:
        """The numbers of the stretch's packets, in decoding order."""
        return list(takewhile(lambda n: n <= stretch.last, self._from(stretch.first)))

    def key_frames(self, stretch: Stretch) -> set[int]:
        """Those of its frames that decoding can start at."""
        keys = (Kind.CLOSED, Kind.OPEN)
        return {self.frames[n] for n in self.members(stretch) if self.kinds[n] in keys}

    def _from(self, first: int) -> Iterator[int]:
        """Packets from `first` on, without the leading pictures of that one."""
        yield first
        leading = True
        for n in range(first + 1, len(self.frames)):
            leading = leading and self.kinds[n] is Kind.LEADING
            if not leading:
                yield n


def list_packets(path: str, video: VideoScan, codec: str, length_size: int) -> PacketList:
    """Demux a whole file. `codec` is FFmpeg's name; `length_size` that of H.264's and H.265's units, 0 where
    they come as a byte stream."""
    nal = codec in CODECS
    listed = PacketList([], [], [], [], byte_stream=codec if nal and not length_size else "")
    pts = video.index.pts
    with open_container(path) as container:
        for packet in demux(container, container.streams[video.stream]):
            if not packet.size:
                continue
            number = bisect_left(pts, packet.pts) if packet.pts is not None else len(pts)
            shown = number < len(pts) and pts[number] == packet.pts and not packet.is_discard
            listed.frames.append(number if shown else NEVER)
            listed.kinds.append(_kind(packet, codec, length_size, listed.sets))
            listed.pts.append(packet.pts)
            listed.dts.append(packet.dts)
    return listed


def _kind(packet: Packet, codec: str, length_size: int, sets: set[bytes]) -> Kind:
    if codec not in CODECS:
        alone = packet.is_keyframe and (codec != "av1" or has_sequence_header(memoryview(packet)))
        return Kind.CLOSED if alone else Kind.INNER
    try:
        for kind, unit in _units(packet, codec, length_size):
            if codec == "h264":
                if kind in AVC_PICTURES:
                    return Kind.CLOSED if kind == AVC_IDR else Kind.INNER
                if kind in AVC_SETS:
                    sets.add(bytes(unit))
            elif kind in HEVC_PICTURES:
                return HEVC_KINDS.get(kind, Kind.INNER)
            elif kind in HEVC_SETS:
                sets.add(bytes(unit))
    except ValueError:
        return Kind.INNER
    return Kind.INNER


def _units(packet: Packet, codec: str, length_size: int) -> Iterable[tuple[int, bytes | memoryview]]:
    """(kind, unit) of each. Raises `ValueError`."""
    if not length_size:
        return units(codec, bytes(packet))
    found = split_lengths(memoryview(packet), length_size)
    return ((unit[0] & 31 if codec == "h264" else unit[0] >> 1 & 63, unit) for unit in found)


def broken_link(data: bytes) -> bytes:
    """An H.265 sample with an OPEN picture (CRA) as one that follows other footage (BLA_N_LP).

    That is what the standard has for splicing: the decoder begins anew, shows all that came before, and
    expects no leading pictures. It changes the kind in each unit's header and nothing else.
    """
    units = (bytes(unit) for unit in split_lengths(data, 4))
    return join_lengths(
        bytes([unit[0] & 0x81 | BLA_N_LP << 1]) + unit[1:] if unit[0] >> 1 & 63 == CRA else unit
        for unit in units
    )


def has_sequence_header(data: memoryview | bytes) -> bool:
    """Whether an AV1 packet brings its own sequence header (AV1 specification, 5.3)."""
    at = 0
    while at < len(data):
        kind, extended, sized = data[at] >> 3 & 15, data[at] >> 2 & 1, data[at] >> 1 & 1
        if kind == OBU_SEQUENCE:
            return True
        if kind in OBU_PICTURES or not sized:
            return False
        at += 1 + extended
        size = shift = 0
        while at < len(data):
            size |= (data[at] & 127) << shift
            shift, at = shift + 7, at + 1
            if not data[at - 1] & 128:
                break
        at += size
    return False


class PacketReader:
    """Reads packets of one file by their number in a `PacketList`. Use as a context manager."""

    def __init__(self, path: str, stream: int, listed: PacketList) -> None:
        self._path = path
        self._stream = stream
        self._listed = listed
        self._container: InputContainer | None = None

    def read(self, stretch: Stretch) -> Iterator[tuple[int, bytes]]:
        """(frame, data as MP4 has it) of the stretch's packets in decoding order. Raises `TweenError`."""
        codec = self._listed.byte_stream
        wanted = iter(self._listed.members(stretch))
        number: int | None = next(wanted)
        for n, packet in self._packets(stretch.first):
            if n != number:
                continue
            if packet.pts != self._listed.pts[n]:
                break
            yield self._listed.frames[n], as_sample(codec, bytes(packet)) if codec else bytes(packet)
            number = next(wanted, None)
            if number is None:
                return
        raise TweenError(f"{display_name(self._path)} has changed while it was read; try again.")

    def _packets(self, first: int) -> Iterator[tuple[int, Packet]]:
        """(number, packet) from number `first` on."""
        if self._container is None:
            self._container = open_container(self._path)
        stream = self._container.streams[self._stream]
        asked = self._listed.dts[first] if self._listed.dts[first] is not None else self._listed.pts[first]
        if asked is not None:
            try:
                self._container.seek(asked, stream=stream, backward=True)
            except (av.FFmpegError, OSError):
                asked = None
        if asked is None:
            self.close()
            self._container = open_container(self._path)
            stream = self._container.streams[self._stream]
        place: int | None = None if asked is not None else 0
        stamps = self._listed.pts[first], self._listed.dts[first]
        for packet in demux(self._container, stream):
            if not packet.size:
                continue
            if place is None and (packet.pts, packet.dts) == stamps:
                place = first
            if place is not None:
                yield place, packet
                place += 1

    def close(self) -> None:
        if self._container is not None:
            self._container.close()
            self._container = None

    def __enter__(self) -> PacketReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
