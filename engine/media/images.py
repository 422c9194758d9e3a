"""Stills and short animations through Pillow, behind the same interface as a video.

A still has one frame. GIF, APNG and animated WebP are clips whose frames have their own durations. Of files
that hold several photos (bursts, live and motion photos) the one that they name first is shown.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections import OrderedDict
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import TweenError
from engine.media.image_color import add_code_points, color_notes, to_screen
from engine.media.probe import MediaInfo
from engine.media.safety import MAX_PIXELS, check_file, display_name, too_large
from engine.media.timed import Timed
from engine.media.timing import Timing, make_timing
from engine.media.titles.file import notes_of

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF", "AVIF", "JPEG2000", "PPM", "HEIF")
PLUGINS = ("Png", "Jpeg", "Mpo", "WebP", "Tiff", "Bmp", "Gif", "Avif", "Jpeg2K", "Ppm")
HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
ANIMATED = ("GIF", "PNG", "WEBP", "AVIF")
MAX_FRAMES = 20_000
MAX_ANIMATED = 6_000_000_000
"""Pixels of all frames of an animation together: a minute of 1080p. Each is unpacked to learn its time."""
CACHE_BYTES = 96 << 20
# What Pillow's decoders raise for files that are not as they should be.
UNREADABLE = (
    OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError, AttributeError, MemoryError,
    ArithmeticError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip
MIN_DELAY = 20  # ms; browsers show GIFs with shorter delays at 100 ms, and so do we


def is_image(path: str) -> bool:
    """True when the first bytes are those of a picture format. Cheap: neither av nor Pillow is imported."""
    with Path(path).open("rb") as file:
        head = file.read(32)
    if head[:4] == b"RIFF":
        return head[8:12] == b"WEBP"
    if head[4:8] == b"ftyp":
        return head[8:12] in (b"avif", b"avis", *HEIC)
    starts = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP  ")
    if head.startswith(starts):
        return True
    bitmap = head[:2] == b"BM" and head[6:10] == b"\0\0\0\0"
    netpbm = head[:1] == b"P" and head[1:2] in (b"1", b"2", b"3", b"4", b"5", b"6") and head[2:3].isspace()
    return bitmap or netpbm


def open_image(path: str) -> Image:
    """A Pillow image, size checked, nothing decoded yet. Raises `TweenError`."""
    import PIL.Image

    heif = _load_plugins()
    name = display_name(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own size warning; ours follows
            image = PIL.Image.open(path, formats=[f for f in FORMATS if f in PIL.Image.OPEN])
    except PIL.Image.DecompressionBombError:
        raise TweenError(f"{name} claims a picture too large to open; scale it down.") from None
    except UNREADABLE:
        if _is_heic(path) and not heif:
            raise TweenError(
                f"{name} is an HEIC photo, which needs pillow-heif; install it with: pip install pillow-heif."
            ) from None
        raise TweenError(
            f"{name} is a damaged picture, or of a kind that cannot be read here; save it as PNG."
        ) from None
    if image.width * image.height > MAX_PIXELS:
        size = image.size
        image.close()
        raise too_large(path, *size)
    if image.format == "AVIF":
        add_code_points(image, path)
    return image


def _is_heic(path: str) -> bool:
    with Path(path).open("rb") as file:
        head = file.read(16)
    return head[4:8] == b"ftyp" and head[8:12] in HEIC


def _load_plugins() -> bool:
    """Exactly the formats above: among Pillow's others are some that run programs. Whether HEIC is one."""
    from importlib import import_module

    for name in PLUGINS:
        import_module(f"PIL.{name}ImagePlugin")
    try:
        import pillow_heif
    except ImportError:
        return False
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    return True


def probe_image(path: str) -> MediaInfo:
    """What a still or an animation is; its last frame is decoded, so that a truncated one is refused."""
    with ImageReader(path) as reader:
        reader.frame(reader.frames - 1)
        return reader.info


class ImageReader(Timed):
    """A still or an animation with VideoReader's interface. Not thread-safe. Raises `TweenError`."""

    def __init__(self, path: str | Path, size: tuple[int, int] | None = None) -> None:
        self._path = check_file(path)
        self._image = open_image(self._path)
        self._first = self._image.tell()
        self._cache: OrderedDict[int, np.ndarray] = OrderedDict()
        self._cached_bytes = 0
        try:
            self.info, self.timing = self._look()
        except TweenError:
            self._image.close()
            raise
        self.size: tuple[int, int] = size or (self.info.width, self.info.height)

    @property
    def frames(self) -> int:
        return self.info.frames

    def frame(self, i: int) -> np.ndarray:
        """Frame `i` as `[H, W, 3]` uint8 RGB, a fresh array; transparent pixels over black."""
        import numpy as np

        rgba = self.frame_rgba(i)
        if not self.info.alpha:
            return np.ascontiguousarray(rgba[..., :3])
        alpha = rgba[..., 3:].astype(np.uint16)
        return ((rgba[..., :3] * alpha + 127) // 255).astype(np.uint8)

    def frame_rgba(self, i: int) -> np.ndarray:
        """Frame `i` as `[H, W, 4]` uint8 with straight alpha."""
        if not 0 <= i < self.info.frames:
            raise IndexError(f"frame {i} of a clip of {self.info.frames}")
        if i not in self._cache:
            self._remember(i, self._decode(i))
        self._cache.move_to_end(i)
        return self._cache[i].copy()

    def close(self) -> None:
        self._image.close()
        self._cache.clear()

    def __enter__(self) -> ImageReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _look(self) -> tuple[MediaInfo, Timing]:
        image, notes = self._image, []
        count = self._count()
        alpha = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
        still = count == 1
        timing = Timing((0,), Fraction(1), Fraction(1), True, Fraction(1)) if still else self._timing(count)
        width, height = image.size
        orientation = self._orientation()
        if orientation >= 5:
            width, height = height, width
        if orientation != 1:
            notes.append("The picture is turned or mirrored, as its camera noted.")
        notes += color_notes(image)
        title = notes_of(image.info)
        notes += title
        if alpha and not title:
            notes.append("The picture has transparency; it is shown over what lies below it.")
        if not still and len(timing.ticks) < count:
            count = len(timing.ticks)
            notes.append("Part of the file is damaged; the frames that can be decoded are used.")
        if not timing.constant:
            notes.append("Its frames have different durations; they are picked by their timestamps.")
        kind = "image" if still else "video"
        info = MediaInfo(
            self._path, kind, count, width, height, timing.rate, timing.duration, None, tuple(notes),
            timing.constant, alpha,
        )  # fmt: skip
        return info, timing

    def _count(self) -> int:
        image = self._image
        if image.format not in ANIMATED or not getattr(image, "is_animated", False):
            return 1
        try:
            count = image.n_frames  # pyright: ignore[reportAttributeAccessIssue]
        except UNREADABLE:  # its end is missing: frames are read until they give out
            return max(2, min(MAX_FRAMES, MAX_ANIMATED // (image.width * image.height)))
        if count > MAX_FRAMES or count * image.width * image.height > MAX_ANIMATED:
            raise TweenError(
                f"{display_name(self._path)} claims {count} frames, too many for an animated picture; "
                "convert it to MP4."
            )
        return max(1, count)

    def _timing(self, count: int) -> Timing:
        """Delays of the frames that can be read; fewer than `count` where the file is cut short."""
        ticks, now, delay = [], 0, 100
        for i in range(count):
            try:
                self._at(i)
            except TweenError:
                if not ticks:
                    raise
                self._reopen()
                break
            delay = int(self._image.info.get("duration") or 0)
            delay = delay if delay >= MIN_DELAY else 100
            ticks.append(now)
            now += delay
        return make_timing(ticks, Fraction(1, 1000), delay, ())

    def _at(self, i: int) -> None:
        try:
            if self._first + i < self._image.tell():  # going back, Pillow may lose a palette
                self._reopen()
            self._image.seek(self._first + i)
            self._image.load()
        except UNREADABLE:
            raise self._damaged() from None

    def _reopen(self) -> None:
        self._image.close()
        self._image = open_image(self._path)

    def _decode(self, i: int) -> np.ndarray:
        import numpy as np
        from PIL import Image, ImageOps

        self._at(i)
        image = self._image
        if image.mode.startswith("I;16") or image.mode == "I":
            deep = np.asarray(image)
            image = Image.fromarray((np.clip(deep, 0, 65_535).astype(np.uint16) >> 8).astype(np.uint8))
        try:
            image = to_screen(ImageOps.exif_transpose(image)).convert("RGBA")
        except UNREADABLE:
            raise self._damaged() from None
        if image.size != self.size:
            image = image.resize(self.size, Image.Resampling.LANCZOS)
        return np.array(image)

    def _remember(self, i: int, picture: np.ndarray) -> None:
        self._cache[i] = picture
        self._cached_bytes += picture.nbytes
        while self._cached_bytes > CACHE_BYTES and len(self._cache) > 1:
            _, old = self._cache.popitem(last=False)
            self._cached_bytes -= old.nbytes

    def _orientation(self) -> int:
        try:
            value = self._image.getexif().get(0x0112, 1)
        except UNREADABLE:
            return 1  # a damaged EXIF block does not make the picture unreadable
        return value if isinstance(value, int) and 1 <= value <= 8 else 1

    def _damaged(self) -> TweenError:
        return TweenError(f"{display_name(self._path)} is damaged or cut short; copy or save it again.")
