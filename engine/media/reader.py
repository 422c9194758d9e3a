"""Frames of a video file as RGB, by number or by time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter

from engine.errors import TweenError
from engine.media.color import RANGE_FULL, RANGE_LIMITED, ToneMapper
from engine.media.decoder import Decoder
from engine.media.frame_cache import POOL_BYTES
from engine.media.probe import MediaInfo
from engine.media.safety import display_name
from engine.media.scan import VideoScan, scan
from engine.media.timed import Timed
from engine.media.timing import Timing

EXACT = Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT


class Converter:
    """Coded frames of one stream to pictures as shown. `size` is (width, height) on screen.

    swscale's quick way from luma and chroma to RGB is a level too dark; `exact` goes the accurate way, which
    takes ten times as long.
    """

    def __init__(self, video: VideoScan, size: tuple[int, int], exact: bool = False) -> None:
        self._video = video
        self._exact = exact
        self._geometry = video.geometry
        self._size = video.geometry.before_turn(size)
        self._reformatter = VideoReformatter()
        self._tone_mapper = ToneMapper(video.color)
        self._to_8_bit = VideoReformatter()

    def rgb(self, frame: VideoFrame) -> np.ndarray:
        """`[H, W, 3]` uint8, a fresh array; transparent pixels over black."""
        if self._video.alpha:
            rgba = self.rgba(frame)
            alpha = rgba[..., 3:].astype(np.uint16)
            return ((rgba[..., :3] * alpha + 127) // 255).astype(np.uint8)
        if self._video.color.mapped:
            mapped = self._tone_mapper(self._scaled(frame, "rgb48le"))
            return self._own(frame, self._to_8_bit.reformat(mapped, format="rgb24"))
        return self._own(frame, self._scaled(frame, "rgb24"))

    def rgba(self, frame: VideoFrame) -> np.ndarray:
        """`[H, W, 4]` uint8 with straight alpha, 255 where the stream has none."""
        if not self._video.alpha:
            rgb = self.rgb(frame)
            return np.concatenate([rgb, np.full((*rgb.shape[:2], 1), 255, np.uint8)], axis=2)
        return self._own(frame, self._scaled(frame, "rgba"))

    def _own(self, source: VideoFrame, scaled: VideoFrame) -> np.ndarray:
        """An array that nothing else sees: a frame that needed no conversion still belongs to the cache."""
        picture = self._geometry.turn(scaled.to_ndarray())
        return picture.copy() if scaled is source or not picture.flags.writeable else picture

    def _scaled(self, frame: VideoFrame, pixel_format: str) -> VideoFrame:
        width, height = self._size
        color = self._video.color
        # BICUBIC at unchanged size takes swscale's exact unscaled path; AREA keeps large reductions free of
        # moiré.
        shrink = width * 2 <= frame.width and height * 2 <= frame.height
        how = Interpolation.AREA if shrink else Interpolation.BICUBIC
        # In 16 bits the usual way is exact, and swscale's full chroma comes out in wrong colours.
        if self._exact and pixel_format != "rgb48le":
            same = (width, height) == (frame.width, frame.height)
            how = EXACT | (Interpolation.BILINEAR if same else how)
        options: dict[str, Any] = {"interpolation": how}
        if not color.rgb:
            options["src_colorspace"] = color.matrix
            options["src_color_range"] = RANGE_FULL if color.full else RANGE_LIMITED
            options["dst_color_range"] = RANGE_FULL
        return self._reformatter.reformat(frame, width, height, pixel_format, **options)  # pyright: ignore[reportArgumentType]


class VideoReader(Timed):
    """Random and sequential access to a video's frames. Use as a context manager, from one thread at a time.

    `frame(i)` equals sequential decoding bit for bit. `size` (width, height) scales while converting; None is
    the size as shown. Memory: at most `cache_bytes` of decoded frames, `frame_cache.POOL_BYTES` for all
    readers of the process together, and what the codec itself keeps.
    Raises `TweenError` when the file is not a video that can be read.
    """

    def __init__(
        self,
        path: str | Path,
        size: tuple[int, int] | None = None,
        cache_bytes: int = POOL_BYTES,
        exact: bool = False,
    ) -> None:
        found = scan(str(path))
        if found.video is None:
            raise TweenError(f"{display_name(path)} holds sound but no picture; choose a video.")
        self._take(found.info, found.video.timing, size)
        self._open(found.info.path, found.video, cache_bytes, exact)

    def _take(self, info: MediaInfo, timing: Timing, size: tuple[int, int] | None) -> None:
        self.info: MediaInfo = info
        self.timing: Timing = timing
        self.size: tuple[int, int] = size or (info.width, info.height)

    def _open(self, path: str, video: VideoScan, cache_bytes: int = POOL_BYTES, exact: bool = False) -> None:
        self.plain: bool = video.color.plain and video.geometry.plain and not video.alpha
        """A `coded` frame takes no more than scaling to be shown: opaque, upright BT.709 of limited range."""
        self._decoder = Decoder(path, video, cache_bytes)
        self._converter = Converter(video, self.size, exact)

    @property
    def frames(self) -> int:
        return self.info.frames

    def frame(self, i: int) -> np.ndarray:
        """Frame `i` as `[H, W, 3]` uint8 RGB, a fresh array. Raises `IndexError` outside 0 … frames - 1."""
        return self._converter.rgb(self._decoder.get(self._check(i)))

    def frame_rgba(self, i: int) -> np.ndarray:
        """Frame `i` as `[H, W, 4]` uint8 with straight alpha."""
        return self._converter.rgba(self._decoder.get(self._check(i)))

    def coded(self, i: int) -> VideoFrame:
        """Frame `i` as the file codes it (deinterlaced where need be): not turned, scaled or converted.

        It must not be written to, nor used once the reader is closed.
        """
        return self._decoder.get(self._check(i))

    def warm(self, i: int, step: int) -> Iterator[None]:
        """Decode the neighbours that one will want who went from frame `i - step` to `i`: one at each `next`.

        For idle moments. Stop at any time; frames may be asked for in between.
        """
        return self._decoder.warm(self._check(i), step)

    def _check(self, i: int) -> int:
        if not 0 <= i < self.info.frames:
            raise IndexError(f"frame {i} of a clip of {self.info.frames}")
        return i

    def close(self) -> None:
        self._decoder.close()

    def __enter__(self) -> VideoReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
