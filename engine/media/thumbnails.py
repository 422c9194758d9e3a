"""Small pictures of a clip: key frames at once, the frames asked for as they come; kept for later runs."""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import av
import numpy as np

from engine import __version__
from engine.media.cache import Shelf
from engine.media.images import ImageReader, is_image
from engine.media.index import make_context
from engine.media.index_store import key_of
from engine.media.proxy import LARGE, open_proxy
from engine.media.reader import Converter, VideoReader
from engine.media.safety import check_file, demux, open_container
from engine.media.scan import Scan, VideoScan, scan
from engine.media.timing import Timing

THUMBNAILS = Shelf("thumbnails", 1, 512 << 20)
SQUARES = 10
"""In the height of a picture that is transparent."""
GREYS = (88, 112)
"""White letters and black ones are read on both."""


def thumbnails(
    path: str | Path,
    indices: Sequence[int] | int,
    height: int,
    cancelled: Callable[[], bool] = lambda: False,
) -> Generator[tuple[int, np.ndarray], None, None]:
    """(frame number, picture `[height, w, 3]` uint8) for each frame asked for; an int spreads so many.

    Numbers count at the clip's rate (`MediaInfo.rate`); where it varies, frames are picked by timestamps.
    Pictures made before, by this run or another, come first. Each other number comes with the key frame at or
    before it, which costs one frame's decoding, then, where that was another frame, with its own picture.
    (Footage of `proxy.LARGE` pixels and more only where a proxy stands: another decoder of that size would
    cost more memory than a thumbnail is worth.) Stop early by closing the iterator, or by `cancelled`; safe
    to run in any thread. Raises `TweenError` for a file that cannot be read; numbers outside it are clamped.
    """
    real = check_file(path)
    if is_image(real):
        yield from _of_image(real, indices, height, cancelled)
        return
    found = scan(real)
    if found.video is None:
        return
    size = _size(found.info.width, found.info.height, height)
    missing: list[int] = []
    kept = _Kept(real, size)
    timing = found.video.timing
    for i in _numbers(indices, timing):
        picture = kept.get(_number(timing, i))
        if picture is None:
            missing.append(i)
        else:
            yield i, picture
    rest = set(missing)
    if found.video.index.seekable and found.video.index.keys:
        for i, number, picture in _key_pictures(found, found.video, missing, size):
            if number == _number(timing, i):
                rest.discard(i)
                kept.put(number, picture)
            yield i, picture
            if cancelled():
                return
    yield from _exact(found, sorted(rest), size, kept, cancelled)


def _exact(
    found: Scan, rest: list[int], size: tuple[int, int], kept: _Kept, cancelled: Callable[[], bool]
) -> Iterator[tuple[int, np.ndarray]]:
    reader = _exact_reader(found, size) if rest else None
    if reader is None:
        return
    with reader:
        for i in rest:
            if cancelled():
                return
            number = _number(reader.timing, i)
            picture = reader.frame(number)
            kept.put(number, picture)
            yield i, picture


def _exact_reader(found: Scan, size: tuple[int, int]) -> VideoReader | None:
    path = found.info.path
    if found.info.width * found.info.height < LARGE:
        return VideoReader(path, size)
    return open_proxy(path, 4, size) or open_proxy(path, 2, size)


class _Kept:
    """Pictures of one content at one size, on disk, by release: the next may convert colours otherwise."""

    def __init__(self, path: str, size: tuple[int, int]) -> None:
        self._size = size
        self._key = f"{key_of(path)}-{__version__}-{size[0]}x{size[1]}"

    def get(self, number: int) -> np.ndarray | None:
        data = THUMBNAILS.get(f"{self._key}-{number}")
        width, height = self._size
        if data is None:
            return None
        try:
            raw = zlib.decompressobj().decompress(data, width * height * 3 + 1)
            return np.frombuffer(raw, np.uint8).reshape(height, width, 3).copy()
        except (zlib.error, ValueError):
            return None

    def put(self, number: int, picture: np.ndarray) -> None:
        THUMBNAILS.put(f"{self._key}-{number}", zlib.compress(picture.tobytes(), 1))


def _of_image(
    real: str, indices: Sequence[int] | int, height: int, cancelled: Callable[[], bool]
) -> Iterator[tuple[int, np.ndarray]]:
    with ImageReader(real) as still:
        size = _size(still.info.width, still.info.height, height)
    with ImageReader(real, size) as reader:
        for i in _numbers(indices, reader.timing):
            if cancelled():
                return
            yield i, _over_checks(reader.frame_rgba(_number(reader.timing, i)))


def _over_checks(rgba: np.ndarray) -> np.ndarray:
    """`[H, W, 4]` -> `[H, W, 3]`: what is transparent shows the grey squares that stand for nothing. Over
    black, the black letters of a title would not be seen."""
    alpha = rgba[..., 3:].astype(np.uint16)
    if alpha.min() == 255:
        return np.ascontiguousarray(rgba[..., :3])
    height, width = rgba.shape[:2]
    side = max(2, height // SQUARES)
    rows, columns = np.arange(height) // side, np.arange(width) // side
    ground = np.where((rows[:, None] + columns) % 2, *GREYS).astype(np.uint16)[..., None]
    return ((rgba[..., :3] * alpha + ground * (255 - alpha) + 127) // 255).astype(np.uint8)


def _number(timing: Timing, i: int) -> int:
    """The file's own frame that is frame `i` at the clip's rate."""
    return timing.source_index(i, timing.rate)


def _numbers(indices: Sequence[int] | int, timing: Timing) -> list[int]:
    if not isinstance(indices, int):
        return list(indices)
    frames = timing.conformed_length(timing.rate)
    count = min(max(indices, 1), frames)
    return [(2 * k + 1) * frames // (2 * count) for k in range(count)]


def _size(width: int, height: int, wanted: int) -> tuple[int, int]:
    return max(1, round(width * wanted / height)), wanted


def _key_pictures(
    found: Scan, video: VideoScan, wanted: list[int], size: tuple[int, int]
) -> Iterator[tuple[int, int, np.ndarray]]:
    """(number wanted, number of the key frame shown, its picture), each key frame decoded by itself."""
    index = video.index
    key_pts = [k[0] for k in index.keys]
    by_key: dict[int, list[int]] = {}
    for i in wanted:
        pts = index.pts[_number(video.timing, i)]
        by_key.setdefault(max(0, bisect_right(key_pts, pts) - 1), []).append(i)
    convert, uniform = Converter(video, size), video.uniform()
    with open_container(found.info.path) as container:
        stream = container.streams[video.stream]
        context = make_context(stream, video.decoder, "SLICE")  # pyright: ignore[reportArgumentType]
        for k, numbers in by_key.items():
            frame = _decode_key(container, stream, context, key_pts[k])
            if frame is None:
                continue
            picture = convert.rgb(uniform(frame))
            shown = bisect_left(index.pts, key_pts[k])
            for i in numbers:
                yield i, shown, picture


def _decode_key(container, stream, context, pts: int):
    """The key frame at `pts` alone, or None where it cannot be had so cheaply."""
    try:
        container.seek(pts, stream=stream, backward=True)
        context.flush_buffers()
        for packet in demux(container, stream):
            if packet.is_keyframe and packet.size and packet.pts is not None and packet.pts >= pts:
                frames = [*context.decode(packet), *context.decode(None)]
                return frames[0] if frames and packet.pts == pts else None
    except (av.FFmpegError, OSError):
        return None
    return None
