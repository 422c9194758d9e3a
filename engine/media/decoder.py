"""Coded frames by number: seek to a key frame, decode to the frame, keep what passed by.

Frame numbers are positions in the index's table of timestamps; a decoded frame is recognised by its
timestamp, never by counting from a seek. The result is bit for bit what decoding from the start gives.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

import av

from engine.errors import TweenError
from engine.media.deinterlace import deinterlaced
from engine.media.frame_cache import POOL_BYTES, FrameCache
from engine.media.index import LONG, Decoded, decode_packets, make_context
from engine.media.safety import demux, display_name, open_container

if TYPE_CHECKING:
    from av.packet import Packet
    from av.video.frame import VideoFrame

    from engine.media.scan import VideoScan

AHEAD = 8  # frames before a target that are decoded in full, so that stepping back finds them
NEAR = 24  # one step back no longer than this is taken for scrubbing
REACH = 96  # after one step back, another no longer than this is scrubbing too
WINDOW = 256  # at most so many frames are decoded in full, and kept, on the way to a frame that lies back


class Decoder:
    """One open file. Not thread-safe. `get(i)` returns PyAV frames, deinterlaced when the scan says so.

    Whoever goes backward frame by frame costs one run of decoding for as many frames as the cache holds, not
    one for each. Frames belong to the open container: they must not be used after `close`.
    """

    def __init__(self, path: str, scan: VideoScan, cache_bytes: int = POOL_BYTES) -> None:
        self._path = path
        self._scan = scan
        self._index = scan.index
        self._uniform = scan.uniform()
        self._cache = FrameCache(cache_bytes)
        self._key_pts = [k[0] for k in self._index.keys]
        self._container = open_container(path)
        self._open_stream()
        self._frames: Iterator[tuple[int, VideoFrame]] | None = None
        self._position = 0  # the next frame expected from `_frames`
        self._skip_until = 0  # pts before which frames that nothing refers to are not decoded
        self._keep_from = 0  # the first frame worth keeping of those that pass by
        self._last_wanted = -1
        self._backward = False  # the last wish lay a little before the one before it

    def _open_stream(self) -> None:
        self._stream = self._container.streams[self._scan.stream]
        self._context = make_context(self._stream, self._scan.decoder, self._index.threads)  # pyright: ignore[reportArgumentType]

    def close(self) -> None:
        self._frames = None
        self._position = -1  # ends what `warm` began
        self._cache.clear()
        self._container.close()

    def get(self, i: int) -> VideoFrame:
        """Frame `i`, 0 ≤ i < len(index.pts). Where the file is damaged, the nearest frame before it.

        Raises `TweenError` when the file can no longer be read.
        """
        back = self._last_wanted - i
        self._backward = 0 < back <= (REACH if self._backward else NEAR)
        self._last_wanted = i
        frame = self._cache.get(i)
        return frame if frame is not None else self._decode_to(i, self._window(i))

    def warm(self, i: int, step: int) -> Iterator[None]:
        """Decode what will be wanted after frame `i` by one who goes on by `step`; one frame at each `next`.

        Stop at any time. Frames may be asked for in between: one that has to be decoded ends this.
        """
        reach = min(self._cache.room() // 2, WINDOW)  # what lies around `i` stays in the other half
        if step > 0:
            while i < self._position <= i + min(reach, AHEAD) and self._advance() is not None:
                position = self._position
                yield
                if self._position != position:
                    return
        elif self._index.seekable and reach >= AHEAD:  # else a whole run of decoding gains next to nothing
            missing = next((n for n in range(i - 1, max(-1, i - reach), -1) if n not in self._cache), -1)
            for _ in self._run_to(missing, reach) if missing >= 0 else ():
                position = self._position
                yield
                if self._position != position:
                    return

    def _window(self, i: int) -> int:
        """How many frames before `i` to decode in full and keep."""
        return max(AHEAD, min(self._cache.room() - 1, WINDOW)) if self._backward else AHEAD

    def _decode_to(self, i: int, window: int) -> VideoFrame:
        found = None
        for frame in self._run_to(i, window):
            found = frame
        found = found or self._cache.latest()
        if found is None:
            raise TweenError(
                f"{display_name(self._path)} can no longer be read at frame {i}; check the file."
            )
        return found

    def _run_to(self, i: int, window: int) -> Iterator[VideoFrame | None]:
        """Decode to frame `i`, the nearest start first. The last frame given is it, or the nearest before."""
        attempts = self._starts(i)
        if self._frames is not None and self._position <= i and not self._better_to_seek(i):
            attempts.insert(0, None)
        nearest: VideoFrame | None = None
        frame: VideoFrame | None = None
        for start in attempts:
            if start == "start" and i > LONG and (nearest or frame):
                nearest = nearest or frame  # it is not there; minutes of decoding would not find it
                break
            if start is None:
                self._skip_before(i, window)
            else:
                self._seek(start, i, window)
            while (frame := self._advance()) is not None and self._position <= i + 1:
                nearest = frame
                yield frame
                if self._position == i + 1:
                    return
        yield nearest

    def _advance(self) -> VideoFrame | None:
        """The next frame from where the decoder stands; None at the end."""
        found = next(self._frames, None) if self._frames is not None else None
        if found is None:
            self._frames = None
            return None
        number, frame = found
        self._position = number + 1
        if number >= self._keep_from:
            self._cache.put(number, frame)
        return frame

    def _better_to_seek(self, i: int) -> bool:
        """True when a key frame lies far enough ahead of the decoder on the way to frame `i`.

        Several threads have frames under way that a seek throws away; one has none, so that of a file of key
        frames alone, such as a proxy, no frame is decoded that was not asked for.
        """
        far = self._position + (1 if self._index.threads == "SLICE" else AHEAD)
        if i <= far or not self._index.seekable:
            return False
        k = bisect_right(self._key_pts, self._index.pts[i]) - 1
        return k >= 0 and bisect_left(self._index.pts, self._key_pts[k]) > far

    def _starts(self, i: int) -> list[tuple[int, int] | str | None]:
        """Places to start decoding frame `i` from, the quickest first, the file's start last."""
        starts: list[tuple[int, int] | str | None] = []
        if self._index.seekable:
            # Deinterlacing looks at the frame before, which must come from the same run of decoding.
            first = max(0, i - 2) if self._scan.interlaced else i
            k = bisect_right(self._key_pts, self._index.pts[first]) - 1
            whole = self._index.threads == "AUTO"  # else the first key frame may not be the first packet
            if k > 0 or (k == 0 and (whole or self._index.pts[0] < self._key_pts[0])):
                pts, dts = self._index.keys[k]
                starts.append((pts, pts))
                if dts != pts:
                    starts.append((pts, dts))
            if k > 1:
                starts.append((self._key_pts[k - 1], self._index.keys[k - 1][1]))
        return [*starts, "start"]

    def _seek(self, start: tuple[int, int] | str, i: int, window: int) -> None:
        """Place the decoder: `start` is (pts of the key frame, timestamp to ask the demuxer for)."""
        from_start = isinstance(start, str)
        if from_start:
            # Some demuxers cannot return exactly to their first packet: a fresh container always can.
            self._container.close()
            self._cache.clear()
            self._container = open_container(self._path)
            self._open_stream()
        else:
            try:
                self._container.seek(start[1], stream=self._stream, backward=True)
            except (av.FFmpegError, OSError):
                self._frames = None
                return
            self._context.flush_buffers()
        self._skip_before(i, window)
        key_pts = None if from_start else start[0]
        packets = self._packets(key_pts)
        frames = map(self._uniform, decode_packets(packets, self._context, Decoded()))
        self._frames = self._numbered(frames, key_pts)

    def _skip_before(self, i: int, window: int) -> None:
        """Decode fully, and keep, only from `window` frames before `i`."""
        self._keep_from = max(0, i - window)
        self._skip_until = self._index.pts[self._keep_from] if self._index.timed else 0

    def _packets(self, key_pts: int | None) -> Iterator[Packet]:
        """Packets from here on. After a seek, nothing when it landed behind the key frame asked for."""
        landed = key_pts is None
        may_skip = self._index.timed and self._index.threads == "AUTO"
        for packet in demux(self._container, self._stream):
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
