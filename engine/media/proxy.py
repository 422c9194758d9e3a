"""Smaller copies of footage for previews: every frame a key frame, so that any of them comes at once.

A proxy is half or a quarter of the size as shown. It holds upright square-pixel BT.709 pictures, one for each
frame of its original and in the same order; timing is always the original's, so a variable rate maps alike.
It belongs to a content, not to a path. Only those who ask for a proxy get one: nothing here is reached by
`open_reader`, which exports and generations read through.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import av
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter

from engine.errors import Cancelled, TweenError
from engine.media.cache import allowed, make_folder, trim
from engine.media.color import MATRIX_BT709, RANGE_LIMITED, plan_color
from engine.media.fingerprint import fingerprint
from engine.media.geometry import Geometry
from engine.media.index import FrameIndex
from engine.media.open import open_reader
from engine.media.reader import VideoReader
from engine.media.safe_file import write_error
from engine.media.safety import check_file, display_name, open_container
from engine.media.scan import Scan, VideoScan, scan
from engine.media.uniform import shape_of

if TYPE_CHECKING:
    from engine.media.open import Reader

Scale = Literal[2, 4]
Quality = Literal["auto", "full", "half", "quarter"]
"""How a preview is read; see `open_preview`."""
VERSION = 1
LIMIT = 20 << 30
"""Bytes of all proxies together; those not used for longest go first."""
RATE = 25  # frames are counted: the time of a frame is its number
# Intra H.264 without the deblocking and arithmetic coding that take time to decode: at like quality it takes
# half the time of Motion JPEG to decode, less than MPEG-2, and the least room of the three.
OPTIONS = {"preset": "ultrafast", "tune": "fastdecode", "crf": "18", "g": "1"}
LARGE = 2560 * 1440
"""Pixels from which on any footage is heavy to scrub through."""
LONG_GOP, LARGE_GOP = 100, 1280 * 720
"""Frames from key frame to key frame, and pixels, from which on footage is heavy together."""


class ProxyReader(VideoReader):
    """A VideoReader whose pictures come from the proxy, and everything else from the original."""

    def __init__(self, original: Scan, path: Path, size: tuple[int, int] | None) -> None:
        assert original.video is not None
        self._take(original.info, original.video.timing, size)
        self._open(str(path), _proxy_scan(path, original))


def is_heavy(path: str | Path) -> bool:
    """Whether scrubbing through the file is likely to stutter without a proxy. Raises `TweenError`."""
    found = scan(str(path))
    video = found.video
    if video is None or video.alpha or found.info.frames < 2:
        return False
    pixels = video.geometry.width * video.geometry.height
    group = found.info.frames / max(1, len(video.index.keys))
    return pixels >= LARGE or (pixels >= LARGE_GOP and group >= LONG_GOP)


def proxy_size(shown: tuple[int, int], scale: Scale) -> tuple[int, int]:
    """(width, height) of the proxy of a picture that is `shown` so large; even, as 4:2:0 needs."""
    width, height = (max(2, round(side / scale / 2) * 2) for side in shown)
    return width, height


def find_proxy(path: str | Path, scale: Scale) -> Path | None:
    """The finished proxy of what the file holds now. A damaged or foreign file in its place is removed."""
    found = scan(str(path))
    place = _place(found, scale)
    if place is None or not place.is_file():
        return None
    try:
        _proxy_scan(place, found)
    except (TweenError, av.FFmpegError, OSError):
        with contextlib.suppress(OSError):
            place.unlink()
        return None
    with contextlib.suppress(OSError):
        os.utime(place)  # used just now: the last to be trimmed
    return place


def open_proxy(path: str | Path, scale: Scale, size: tuple[int, int] | None = None) -> ProxyReader | None:
    """A reader of the file's frames by its proxy, None where there is none. `size` is (width, height)."""
    place = find_proxy(path, scale)
    return ProxyReader(scan(str(path)), place, size) if place is not None else None


def open_preview(path: str, size: tuple[int, int], quality: Quality) -> Reader:
    """What a preview reads a file through: a proxy where the quality allows one that stands, else the file.

    auto: the smallest proxy with at least as many pixels as `size` asks for. full: never a proxy. half and
    quarter: that proxy, or the other one. Raises `TweenError` when the file cannot be read.
    """
    from engine.media.images import is_image

    if quality != "full" and not is_image(check_file(path)):
        for scale in _suitable(path, size, quality):
            reader = open_proxy(path, scale, size)
            if reader is not None:
                return reader
    return open_reader(path, size)


def _suitable(path: str, size: tuple[int, int], quality: Quality) -> tuple[Scale, ...]:
    if quality == "half":
        return 2, 4
    if quality == "quarter":
        return 4, 2
    info = scan(path).info
    scales: tuple[Scale, ...] = (4, 2)
    return tuple(s for s in scales if proxy_size((info.width, info.height), s)[0] >= size[0])


def make_proxy(
    path: str | Path,
    scale: Scale,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Path:
    """The file's proxy, made now unless it stands already. `progress` gets frames done and in all.

    Nothing stands under its name before it is whole. Raises `Cancelled`, and `TweenError` where the file
    cannot be read, has no picture or is transparent, or where the disk is full.
    """
    real = check_file(path)
    ready = find_proxy(real, scale)
    if ready is not None:
        return ready
    found = scan(real)
    place = _place(found, scale)
    if found.video is None or found.video.alpha:
        raise TweenError(f"{display_name(path)} needs no proxy: it has no picture, or a transparent one.")
    folder = make_folder("proxies")
    if place is None or folder is None:
        raise TweenError("The folder for previews cannot be written; check the disk and its permissions.")
    try:
        handle, temporary = tempfile.mkstemp(".part", "", folder)
        os.close(handle)
        try:
            _write(found, scale, temporary, cancelled, progress)
            Path(temporary).replace(place)
        finally:
            Path(temporary).unlink(missing_ok=True)
    except (av.FFmpegError, OSError) as error:
        raise write_error(f"the preview of {Path(path).name}", error) from None
    trim(folder, allowed(LIMIT))
    return place


def _place(found: Scan, scale: Scale) -> Path | None:
    if found.video is None:
        return None
    folder = make_folder("proxies")
    return folder / f"{fingerprint(found.info.path)}-{scale}.mp4" if folder is not None else None


def _mark(found: Scan, scale: int) -> str:
    """What a proxy says of itself: whose it is, and that its frames are those."""
    assert found.video is not None
    ticks = found.video.timing.ticks
    times = hashlib.sha256(json.dumps([str(found.video.timing.time_base), *ticks]).encode()).hexdigest()
    content = fingerprint(found.info.path)
    return json.dumps(
        {"tweenboard proxy": VERSION, "of": content, "scale": scale, "frames": len(ticks), "times": times}
    )


def _write(
    found: Scan,
    scale: Scale,
    target: str,
    cancelled: Callable[[], bool],
    progress: Callable[[int, int], None],
) -> None:
    assert found.video is not None
    size = proxy_size((found.info.width, found.info.height), scale)
    with (
        VideoReader(found.info.path, size, cache_bytes=1) as reader,
        av.open(target, "w", format="mp4", options={"movflags": "use_metadata_tags"}) as container,
    ):
        container.metadata["comment"] = _mark(found, scale)
        stream: Any = container.add_stream("libx264", rate=RATE, options=OPTIONS)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        context = stream.codec_context
        context.colorspace = context.color_primaries = context.color_trc = MATRIX_BT709
        context.color_range = RANGE_LIMITED
        coder = _Coder(size)
        for i in range(reader.frames):
            if cancelled():
                raise Cancelled("Making the preview was stopped.")
            frame = coder(reader, i)
            frame.pts, frame.time_base = i, Fraction(1, RATE)
            container.mux(stream.encode(frame))
            progress(i + 1, reader.frames)
        container.mux(stream.encode(None))


class _Coder:
    """Frames of the original as the proxy codes them; scaled in YUV where nothing else is to be done."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._reformatter = VideoReformatter()

    def __call__(self, reader: VideoReader, i: int) -> VideoFrame:
        options: dict[str, Any] = {"dst_colorspace": MATRIX_BT709, "dst_color_range": RANGE_LIMITED}
        if reader.plain:
            frame = reader.coded(i)
            options |= {"src_colorspace": MATRIX_BT709, "src_color_range": RANGE_LIMITED}
        else:
            frame = VideoFrame.from_ndarray(reader.frame(i), "rgb24")
        coded = self._reformatter.reformat(  # always a frame of its own: the size is another
            frame, *self._size, "yuv420p", interpolation=Interpolation.AREA, **options
        )
        coded.colorspace = coded.color_primaries = coded.color_trc = MATRIX_BT709
        coded.color_range = RANGE_LIMITED
        return coded


def _proxy_scan(path: Path, original: Scan) -> VideoScan:
    """A proxy's own frames. Raises `TweenError` where it is not, or not wholly, the original's."""
    scale = int(path.stem.rsplit("-", 1)[-1])
    with open_container(path) as container:
        stream = container.streams.video[0] if container.streams.video else None
        if stream is None or container.metadata.get("comment") != _mark(original, scale):
            raise TweenError(f"{display_name(path)} is not a proxy of {display_name(original.info.path)}.")
        frame: VideoFrame | None = next(container.decode(stream), None)
        count, base = stream.frames, stream.time_base or Fraction(1, RATE)
        if frame is None or count != original.info.frames:
            raise TweenError(f"{display_name(path)} is not whole.")
        color = plan_color(frame)
        geometry = Geometry(frame.width, frame.height)
        number, shape = stream.index, shape_of(frame, 0)
    assert original.video is not None
    step = round(Fraction(1, RATE) / base)
    pts = range(0, count * step, step)
    index = FrameIndex(pts, [(p, p) for p in pts], step, threads="SLICE")
    timing = original.video.timing
    return VideoScan(number, None, index, base, timing, geometry, color, False, False, (shape,))
