"""Frames of one size, pixel format and direction, also where a stream changes them on its way.

Calls and screen recordings change their size when a phone is turned or the network is slow, and joined
streams simply go on with another; a camera that is turned may only say so beside its pictures. Everything is
fitted into what the first frame is. `Heads` finds a change of size without decoding: the headers that
announce it come with key frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
from av.bitstream import BitStreamFilterContext
from av.filter import Graph
from av.video.reformatter import Interpolation, VideoReformatter

from engine.media.color import RANGE_FULL, RANGE_LIMITED, ColorPlan, plan_color

if TYPE_CHECKING:
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

Shape = tuple[int, int, str, int]
"""Width, height and pixel format of a coded frame, and the quarter turns anticlockwise to show it."""

TURNS = ((), (("transpose", "cclock"),), (("hflip", None), ("vflip", None)), (("transpose", "clock"),))
"""FFmpeg's filters for each number of quarter turns anticlockwise."""

ALIKE = 1.15
"""Shapes that differ by less are the same picture in other pixels: it is stretched. Others get bars."""

MOST = 16
"""Headers that are told apart; a stream in which every key frame has another is not searched further."""

BUDGET = 256 << 20
"""Bytes of key frames looked through for headers, under a second's work; a change that comes later in a file
too long to decode is fitted without a note."""


def turn_of(frame: VideoFrame) -> int:
    """Quarter turns anticlockwise that a frame asks for, 0 … 3. In H.264 and H.265 only key frames tell."""
    return round(frame.rotation / 90) % 4


def shape_of(frame: VideoFrame, turn: int) -> Shape:
    return frame.width, frame.height, frame.format.name, turn


def change_note(shapes: list[Shape]) -> str | None:
    """What was done, as a sentence; None where all frames are alike."""
    sizes = list(dict.fromkeys(shape[:2] for shape in shapes))
    if len(sizes) > 1:
        shown = ", ".join(f"{width} × {height}" for width, height in sizes[:4])
        more = " and more" if len(sizes) > 4 else ""
        return f"The picture changes its size on the way ({shown}{more}); it is fitted into the first."
    formats = list(dict.fromkeys(shape[2] for shape in shapes))
    if len(formats) > 1:
        shown = ", ".join(formats[:4])
        return f"The picture changes its pixel format on the way ({shown}); it is brought to the first."
    if len(shapes) > 1:
        return "The picture is turned on the way, as the file asks; it is fitted into the first."
    return None


class Uniform:
    """Makes frames like the first, of `shapes[0]` and `color`. Those that are so already pass untouched.

    They are given in the order of decoding, a run of them beginning with a key frame: how that one is turned
    holds until the next, where `shapes` says that turns differ.
    """

    def __init__(self, shapes: Sequence[Shape], color: ColorPlan) -> None:
        self._shape = shapes[0]
        self._color = color
        self._turn = shapes[0][3]
        self._turns = len({shape[3] for shape in shapes}) > 1
        self._reformatter = VideoReformatter()
        self._graphs: dict[tuple[int, int, int], Graph] = {}

    def __call__(self, frame: VideoFrame) -> VideoFrame:
        """Raises nothing: what cannot be brought to the first format stays as it is."""
        if self._turns and frame.key_frame:
            self._turn = turn_of(frame)
        if shape_of(frame, self._turn) == self._shape:
            return frame
        turns = (self._turn - self._shape[3]) % 4
        if turns % 2:
            size = self._fitted(frame.height, frame.width)
            unturned = size[1], size[0]
        else:
            size = unturned = self._fitted(frame.width, frame.height)
        pts, time_base = frame.pts, frame.time_base
        how = Interpolation.AREA if unturned[0] * 2 <= frame.width else Interpolation.BICUBIC
        try:
            made = self._scaled(frame, unturned, how)
            if turns or size != self._shape[:2]:
                made = self._turned(made, turns, size)
        except (av.FFmpegError, ValueError):
            frame.pts = pts
            return frame
        made.pts = pts
        if time_base is not None:
            made.time_base = time_base
        return made

    def _scaled(self, frame: VideoFrame, size: tuple[int, int], how: Interpolation) -> VideoFrame:
        name, colours = self._shape[2], self._colours(frame)
        if not name.startswith("gbr"):
            return self._reformatter.reformat(frame, *size, name, interpolation=how, **colours)
        # On the straight way from YUV to planar RGB, swscale leaves out the last columns of widths that four
        # does not divide.
        packed = self._reformatter.reformat(frame, *size, "rgb24", interpolation=how, **colours)
        return self._reformatter.reformat(packed, format=name)

    def _fitted(self, own_width: int, own_height: int) -> tuple[int, int]:
        width, height = self._shape[:2]
        wider = own_width * height / (own_height * width)
        if 1 / ALIKE < wider < ALIKE:
            return width, height
        if wider > 1:
            return width, min(height, max(2, round(height / wider / 2) * 2))
        return min(width, max(2, round(width * wider / 2) * 2)), height

    def _colours(self, frame: VideoFrame) -> dict[str, Any]:
        theirs = plan_color(frame)
        options: dict[str, Any] = {}
        if not theirs.rgb:
            options["src_colorspace"] = theirs.matrix
            options["src_color_range"] = RANGE_FULL if theirs.full else RANGE_LIMITED
        if not self._color.rgb:
            options["dst_colorspace"] = self._color.matrix
        options["dst_color_range"] = RANGE_FULL if self._color.full or self._color.rgb else RANGE_LIMITED
        return options

    def _turned(self, frame: VideoFrame, turns: int, size: tuple[int, int]) -> VideoFrame:
        """`size` is the frame's once it is turned; the rest of the first frame's is black."""
        key = turns, frame.width, frame.height
        if key not in self._graphs:
            self._graphs[key] = self._graph(frame, turns, size)
        frame.pts = None  # which the filter would want to grow
        self._graphs[key].vpush(frame)
        made: Any = self._graphs[key].vpull()
        return made if made.format.name == self._shape[2] else made.reformat(format=self._shape[2])

    def _graph(self, frame: VideoFrame, turns: int, size: tuple[int, int]) -> Graph:
        width, height = self._shape[:2]
        graph = Graph()
        source = graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1, 25)
        )
        steps: list[tuple[str, str | None]] = [*TURNS[turns]]
        if size != (width, height):
            steps.append(("pad", f"{width}:{height}:(ow-iw)/2:(oh-ih)/2"))
        graph.link_nodes(
            source, *(graph.add(name, asked) for name, asked in steps), graph.add("buffersink")
        ).configure()
        return graph


class Heads:
    """The different headers of a track's key frames, each with (pts, dts) of the first packet that has it."""

    def __init__(self, stream: VideoStream) -> None:
        self.found: dict[bytes, tuple[int, int]] = {}
        self._left = BUDGET
        self._codec = stream.codec_context.codec.canonical_name
        try:
            self._filter = BitStreamFilterContext("extract_extradata", stream)
        except (av.FFmpegError, ValueError):  # a codec without such headers
            self._filter = None

    def take(self, packet: Packet) -> None:
        """A key frame's packet, which is used up."""
        if packet.pts is None or len(self.found) >= MOST or self._left <= 0:
            return
        self._left -= packet.size
        stamps = packet.pts, packet.dts if packet.dts is not None else packet.pts
        head = self._head(packet)
        if head:
            self.found.setdefault(head, stamps)

    def _head(self, packet: Packet) -> bytes:
        if packet.has_sidedata("new_extradata"):
            return bytes(packet.get_sidedata("new_extradata"))
        if self._codec == "vp8":
            return bytes(memoryview(packet)[6:10])
        if self._codec == "vp9":
            return bytes(memoryview(packet)[:9])
        if self._filter is None:
            return b""
        try:
            found = self._filter.filter(packet)
        except av.FFmpegError:
            return b""
        marked = (each for each in found if each.has_sidedata("new_extradata"))
        return next((bytes(each.get_sidedata("new_extradata")) for each in marked), b"")
