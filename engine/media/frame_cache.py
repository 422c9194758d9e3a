"""Decoded frames kept in memory: so many bytes for a reader, and so many for all readers of the process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from itertools import count
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

POOL_BYTES = 160 << 20
"""Of all readers together."""
BUDGET, DECODER_FRAMES = 216 << 20, 12
"""Of one reader: what it keeps here, and the frames that its decoder keeps for itself (references, threads).
So 51 frames of 1080p are kept, and 6 of 4K."""

_lock = threading.Lock()
_stamps = count()
_caches: WeakSet[FrameCache] = WeakSet()


class FrameCache:
    """One reader's frames by number, the least recently used first to go.

    At most `limit` bytes, less where frames are large (`BUDGET`), or two frames where even those are more.
    When all caches of the process together pass `POOL_BYTES`, the frame that was used longest ago goes,
    whosever it is.
    """

    def __init__(self, limit: int) -> None:
        self._limit = min(limit, POOL_BYTES)
        self._frames: OrderedDict[int, tuple[int, VideoFrame, int]] = OrderedDict()
        self._bytes = 0
        with _lock:
            _caches.add(self)

    def __contains__(self, number: int) -> bool:
        return number in self._frames

    def get(self, number: int) -> VideoFrame | None:
        with _lock:
            kept = self._frames.get(number)
            if kept is None:
                return None
            self._frames[number] = (next(_stamps), *kept[1:])
            self._frames.move_to_end(number)
            return kept[1]

    def put(self, number: int, frame: VideoFrame) -> None:
        size = frame_bytes(frame)
        with _lock:
            if number in self._frames:
                self._drop(number)
            self._frames[number] = (next(_stamps), frame, size)
            self._bytes += size
            while self._bytes > self._allowed(size) and len(self._frames) > 2:
                self._drop(next(iter(self._frames)))
            _trim_pool(self)

    def latest(self) -> VideoFrame | None:
        """The frame used last."""
        with _lock:
            return next(reversed(self._frames.values()))[1] if self._frames else None

    def room(self, frame: VideoFrame | None = None) -> int:
        """How many frames like `frame` (or like those kept; 0 when there are none) it holds at most."""
        frame = frame or self.latest()
        if frame is None:
            return 0
        size = frame_bytes(frame)
        return max(2, self._allowed(size) // max(1, size))

    def clear(self) -> None:
        with _lock:
            self._frames.clear()
            self._bytes = 0

    def _allowed(self, size: int) -> int:
        return min(self._limit, BUDGET - DECODER_FRAMES * size)

    def _drop(self, number: int) -> None:
        self._bytes -= self._frames.pop(number)[2]

    def _age(self) -> int:
        """When its oldest frame was used."""
        return next(iter(self._frames.values()))[0]


def _trim_pool(newest: FrameCache) -> None:
    """The lock is held."""
    while sum(cache._bytes for cache in _caches) > POOL_BYTES:
        others = [cache for cache in _caches if len(cache._frames) > (2 if cache is newest else 0)]
        if not others:
            return
        oldest = min(others, key=FrameCache._age)
        oldest._drop(next(iter(oldest._frames)))


def frame_bytes(frame: VideoFrame) -> int:
    return sum(plane.buffer_size for plane in frame.planes)
