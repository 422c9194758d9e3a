"""Small pictures of a clip: key frames at once, the frames asked for as they come."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import av
import numpy as np

from engine.media.images import ImageReader, is_image
from engine.media.index import make_context
from engine.media.reader import Converter, VideoReader
from engine.media.safety import check_file, open_container
from engine.media.scan import Scan, VideoScan, scan


def thumbnails(
    path: str | Path, indices: Sequence[int] | int, height: int
) -> Generator[tuple[int, np.ndarray], None, None]:
    """(frame number, picture `[height, w, 3]` uint8) for each frame asked for; an int asks for that many,
    spread.

    Each number comes first with the key frame at or before it, which costs one frame's decoding, then, where
    that was another frame, again with its own picture. Stop early by closing the iterator; safe to run in any
    thread. Raises `TweenError` when the file cannot be read; numbers outside the clip are clamped.
    """
    real = check_file(path)
    if is_image(real):
        with ImageReader(real) as still:
            size = _size(still.info.width, still.info.height, height)
            count = still.frames
        with ImageReader(real, size) as reader:
            for i in _numbers(indices, count):
                yield i, reader.frame(min(max(i, 0), count - 1))
        return
    found = scan(real)
    if found.video is None:
        return
    size = _size(found.info.width, found.info.height, height)
    wanted = _numbers(indices, found.info.frames)
    exact: set[int] = set()
    if found.video.index.seekable and found.video.index.keys:
        for i, number, picture in _key_pictures(found, found.video, wanted, size):
            if number == i:
                exact.add(i)
            yield i, picture
    rest = sorted(set(wanted) - exact)
    if rest:
        with VideoReader(real, size) as reader:
            for i in rest:
                yield i, reader.frame(min(max(i, 0), reader.frames - 1))


def _numbers(indices: Sequence[int] | int, frames: int) -> list[int]:
    if not isinstance(indices, int):
        return list(indices)
    count = min(max(indices, 1), max(frames, 1))
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
        pts = index.pts[min(max(i, 0), len(index.pts) - 1)]
        by_key.setdefault(max(0, bisect_right(key_pts, pts) - 1), []).append(i)
    convert = Converter(video, size)
    with open_container(found.info.path) as container:
        stream = container.streams[video.stream]
        context = make_context(stream, video.decoder, "SLICE")  # pyright: ignore[reportArgumentType]
        for k, numbers in by_key.items():
            frame = _decode_key(container, stream, context, key_pts[k])
            if frame is None:
                continue
            picture = convert.rgb(frame)
            shown = bisect_left(index.pts, key_pts[k])
            for i in numbers:
                yield i, shown, picture


def _decode_key(container, stream, context, pts: int):
    """The key frame at `pts` alone, or None where it cannot be had so cheaply."""
    try:
        container.seek(pts, stream=stream, backward=True)
        context.flush_buffers()
        for packet in container.demux(stream):
            if packet.is_keyframe and packet.size and packet.pts is not None and packet.pts >= pts:
                frames = [*context.decode(packet), *context.decode(None)]
                return frames[0] if frames and packet.pts == pts else None
    except (av.FFmpegError, OSError):
        return None
    return None
