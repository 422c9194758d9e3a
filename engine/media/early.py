"""Pictures of a file before it is known which frames it holds: a viewer does not wait for the index."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.video.frame import VideoFrame

from engine.errors import TweenError
from engine.media.index import make_context
from engine.media.probe import MediaInfo
from engine.media.reader import Converter
from engine.media.safety import demux, display_name, open_container
from engine.media.scan import glance


class EarlyReader:
    """Rough pictures by time: the key frame at or before a moment, upright and in the right colours.

    It has what a composer asks of a reader. Which frame is shown is not exact, and its number only counts the
    film's own frames. Not thread-safe. Raises `TweenError` when the file cannot be read.
    """

    def __init__(self, path: str, size: tuple[int, int]) -> None:
        video = glance(path)
        if video is None:
            raise TweenError(f"{display_name(path)} holds sound but no picture; choose a video.")
        width, height = video.geometry.shown
        self.info = MediaInfo(path, "video", 1, width, height, Fraction(25), Fraction(1, 25))
        self._path = path
        self._rate = Fraction(25)
        self._converter = Converter(video, size)
        self._container = open_container(path)
        self._stream: Any = self._container.streams[video.stream]
        self._context = make_context(self._stream, video.decoder, "SLICE")

    def source_index(self, i: int, rate: Fraction) -> int:
        """`i` itself: it is taken for a time, `i / rate` seconds."""
        self._rate = rate
        return i

    def frame(self, i: int) -> np.ndarray:
        """The key frame at or before frame `i` of the rate that was named last; `[H, W, 3]` uint8."""
        return self._converter.rgb(self._coded(i))

    def frame_rgba(self, i: int) -> np.ndarray:
        """The same as `[H, W, 4]` with straight alpha."""
        return self._converter.rgba(self._coded(i))

    def _coded(self, i: int) -> VideoFrame:
        for moment in (i / self._rate, Fraction(0)):
            found = self._key_frame(moment)
            if found is not None:
                return found
        raise TweenError(f"{display_name(self._path)} can no longer be read; check the file.")

    def _key_frame(self, moment: Fraction) -> VideoFrame | None:
        target = (self._stream.start_time or 0) + int(moment / self._stream.time_base)
        try:
            self._container.seek(target, stream=self._stream, backward=True)
            self._context.flush_buffers()
            for packet in demux(self._container, self._stream):
                if packet.is_keyframe and packet.size:
                    frames = [*self._context.decode(packet), *self._context.decode(None)]
                    return frames[0] if frames else None
        except (av.FFmpegError, OSError):
            return None
        return None

    def close(self) -> None:
        self._container.close()
