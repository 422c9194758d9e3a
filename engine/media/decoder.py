"""Coded frames by number: seek to a key frame, decode to the frame, keep what passed by.

Frame numbers are positions in the index's table of timestamps; a decoded frame is recognised by its
timestamp, never by counting from a seek. The result is bit for bit what decoding from the start gives.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import av
from av.filter import Graph

from engine.errors import TweenError
from engine.media.index import Decoded, decode_packets, make_context
from engine.media.safety import display_name, open_container

if TYPE_CHECKING:
    from av.packet import Packet
    from av.video.frame import VideoFrame

    from engine.media.scan import VideoScan

CACHE_BYTES = 96 << 20
AHEAD = 8  # frames before a target that are decoded in full, so that stepping back finds them
NEAR = 24  # a forward jump no longer than this is decoded through rather than seeked


class Decoder:
    """One open file. Not thread-safe. `get(i)` returns PyAV frames, deinterlaced when the scan says so.

    Frames belong to the open container: they must not be used after `close`.
    """

    def __init__(self, path: str, scan: VideoScan, cache_bytes: int = CACHE_BYTES) -> None:
        self._path = path
        self._scan = scan
        self._index = scan.index
        self._cache: OrderedDict[int, VideoFrame] = OrderedDict()
        self._cache_bytes = cache_bytes
        self._cached_bytes = 0
        self._key_pts = [k[0] for k in self._index.keys]
        self._container = open_container(path)
        self._open_stream()
        self._frames: Iterator[tuple[int, VideoFrame]] | None = None
        self._position = 0  # the next frame expected from `_frames`
        self._skip_until = 0  # pts before which frames that nothing refers to are not decoded
        self._last_wanted = -1

    def _open_stream(self) -> None:
        self._stream = self._container.streams[self._scan.stream]
        self._context = make_context(self._stream, self._scan.decoder, self._index.threads)  # pyright: ignore[reportArgumentType]

    def close(self) -> None:
        self._frames = None
        self._cache.clear()
        self._container.close()

    def get(self, i: int) -> VideoFrame:
        """Frame `i`, 0 ≤ i < len(index.pts). Where the file is damaged, the nearest frame before it.

        Raises `TweenError` when the file can no longer be read.
        """
        cached = self._cache.get(i)
        if cached is None:
            cached = self._decode_to(i)
        else:
            self._cache.move_to_end(i)
        self._last_wanted = i
        return cached

    def _decode_to(self, i: int) -> VideoFrame:
        attempts = self._starts(i)
        if self._frames is not None and self._position <= i and not self._better_to_seek(i):
            attempts.insert(0, None)
        fallback: VideoFrame | None = None
        for start in attempts:
            if start is None:
                self._skip_before(i)
            else:
                self._seek(start, i)
            nearest = None
            while self._frames is not None:
                found = next(self._frames, None)
                if found is None:
                    self._frames = None
                    break
                number, frame = found
                self._position = number + 1
                self._remember(number, frame)
                if number == i:
                    return frame
                if number > i:
                    break
                nearest = frame
            fallback = nearest or fallback
        if fallback is None:
            fallback = self._cache.get(self._position - 1) or next(reversed(self._cache.values()), None)
        if fallback is None:
            raise TweenError(
                f"{display_name(self._path)} can no longer be read at frame {i}; check the file."
            )
        return fallback

    def _better_to_seek(self, i: int) -> bool:
        """True when a key frame lies far enough ahead of the decoder on the way to frame `i`."""
        if i - self._position <= NEAR or not self._index.seekable:
            return False
        k = bisect_right(self._key_pts, self._index.pts[i]) - 1
        return k >= 0 and bisect_left(self._index.pts, self._key_pts[k]) > self._position + AHEAD

    def _starts(self, i: int) -> list[tuple[int, int] | str | None]:
        """Places to start decoding frame `i` from, the quickest first, the file's start last."""
        starts: list[tuple[int, int] | str | None] = []
        if self._index.seekable:
            # Deinterlacing looks at the frame before, which must come from the same run of decoding.
            first = max(0, i - 2) if self._scan.interlaced else i
            k = bisect_right(self._key_pts, self._index.pts[first]) - 1
            if k > 0 or (k == 0 and self._index.pts[0] < self._key_pts[0]):
                pts, dts = self._index.keys[k]
                starts.append((pts, pts))
                if dts != pts:
                    starts.append((pts, dts))
            if k > 1:
                starts.append((self._key_pts[k - 1], self._index.keys[k - 1][1]))
        return [*starts, "start"]

    def _seek(self, start: tuple[int, int] | str, i: int) -> None:
        """Place the decoder: `start` is (pts of the key frame, timestamp to ask the demuxer for)."""
        from_start = isinstance(start, str)
        if from_start:
            # Some demuxers cannot return exactly to their first packet: a fresh container always can.
            self._container.close()
            self._cache.clear()
            self._cached_bytes = 0
            self._container = open_container(self._path)
            self._open_stream()
        else:
            try:
                self._container.seek(start[1], stream=self._stream, backward=True)
            except (av.FFmpegError, OSError):
                self._frames = None
                return
            self._context.flush_buffers()
        self._skip_before(i)
        key_pts = None if from_start else start[0]
        packets = self._packets(key_pts)
        frames = decode_packets(packets, self._context, Decoded())
        self._frames = self._numbered(frames, key_pts)

    def _skip_before(self, i: int) -> None:
        """Decode fully only from a few frames before `i`; from more when going backwards through a clip."""
        backwards = 0 <= i < self._last_wanted <= i + 4 * NEAR
        before = max(0, i - (NEAR if backwards else AHEAD))
        self._skip_until = self._index.pts[before] if self._index.timed else 0

    def _packets(self, key_pts: int | None) -> Iterator[Packet]:
        """Packets from here on. After a seek, nothing when it landed behind the key frame asked for."""
        landed = key_pts is None
        may_skip = self._index.timed and self._index.threads == "AUTO"
        for packet in self._container.demux(self._stream):
            if not landed and packet.size:
                if not packet.is_keyframe:
                    continue
                if packet.pts is None or key_pts is None or packet.pts > key_pts:
                    return
                landed = True
                self._landed_pts = packet.pts
            if may_skip and packet.pts is not None:
                self._context.skip_frame = "NONREF" if packet.pts < self._skip_until else "DEFAULT"
            yield packet

    def _numbered(
        self, frames: Iterator[VideoFrame], key_pts: int | None
    ) -> Iterator[tuple[int, VideoFrame]]:
        """Give each frame its number; drop what is not in the table, and leading frames of an open GOP."""
        pts = self._index.pts
        if key_pts is not None:
            frames = (f for f in frames if f.pts is not None and f.pts >= self._landed_pts)
        if self._scan.interlaced:
            frames = deinterlaced(frames, self._scan.time_base)
            if key_pts is not None:
                next(frames, None)  # its neighbour before was not decoded
        if not self._index.timed:
            yield from enumerate(frames)
            return
        for frame in frames:
            number = bisect_left(pts, frame.pts) if frame.pts is not None else len(pts)
            if number < len(pts) and pts[number] == frame.pts:
                yield number, frame

    def _remember(self, number: int, frame: VideoFrame) -> None:
        if number in self._cache:
            return
        self._cache[number] = frame
        self._cached_bytes += _bytes(frame)
        while self._cached_bytes > self._cache_bytes and len(self._cache) > 2:
            _, old = self._cache.popitem(last=False)
            self._cached_bytes -= _bytes(old)


def _bytes(frame: VideoFrame) -> int:
    return sum(plane.buffer_size for plane in frame.planes)


def deinterlaced(frames: Iterator[VideoFrame], time_base: Fraction) -> Iterator[VideoFrame]:
    """One progressive frame per interlaced one (bwdif), timestamps unchanged; progressive frames pass."""
    graph: Graph | None = None
    for frame in frames:
        frame.time_base = time_base
        if graph is None:
            graph = _bwdif(frame)
        graph.vpush(frame)
        yield from _pull(graph, time_base)
    if graph is not None:
        graph.vpush(None)
        yield from _pull(graph, time_base)


def _bwdif(frame: VideoFrame) -> Graph:
    graph = Graph()
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base
    )
    bwdif = graph.add("bwdif", "mode=send_frame:parity=auto:deint=interlaced")
    sink = graph.add("buffersink")
    source.link_to(bwdif)
    bwdif.link_to(sink)
    graph.configure()
    return graph


def _pull(graph: Graph, time_base: Fraction) -> Iterator[VideoFrame]:
    while True:
        try:
            frame = graph.vpull()
        except (av.BlockingIOError, av.EOFError):
            return
        if frame.pts is not None and frame.time_base is not None:
            frame.pts = round(frame.pts * frame.time_base / time_base)
            frame.time_base = time_base
        yield frame
