"""Numbered pictures (`shot_0001.png`, `shot_0002.png` …) as one clip.

The pictures become one file, PNG and JPEG data copied into it unchanged, so that a sequence is footage like
any other: read, moved, collected and found again as one file. A number that is missing holds the picture
before it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from engine.errors import Cancelled, TweenError
from engine.media.images import ImageReader, open_image
from engine.media.safe_file import SafeFile
from engine.media.safety import check_file, display_name

NAME = re.compile(r"(?P<stem>.*?)(?P<number>\d{1,9})(?P<suffix>\.[^.]+)", re.DOTALL)
SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".avif", ".heic"))
FEWEST = 3
# How cameras and phones number photographs, which are no sequence however many are brought in at once.
CAMERAS = re.compile(
    r"(img|dsc[nf]?|pict?|pxl|sam|gopr|mvimg|dji|imgp)[-_ ]?(\d{8}[-_ ])?|\d{8}[-_ ]", re.IGNORECASE
)


@dataclass(frozen=True)
class Sequence:
    """Pictures by number, in order. `missing` are the numbers between the first and the last without one."""

    stem: str
    files: tuple[tuple[int, Path], ...]
    digits: int

    @property
    def missing(self) -> tuple[int, ...]:
        have = {number for number, _ in self.files}
        return tuple(n for n in range(self.files[0][0], self.files[-1][0]) if n not in have)

    @property
    def frames(self) -> int:
        return self.files[-1][0] - self.files[0][0] + 1

    @property
    def name(self) -> str:
        """A file name for the clip: `shot [0001-0120].mov`."""
        first, last = (str(self.files[end][0]).zfill(self.digits) for end in (0, -1))
        return f"{self.stem.rstrip(' _-.') or 'pictures'} [{first}-{last}].mov"

    def notes(self) -> tuple[str, ...]:
        """What was made of the pictures, as sentences."""
        made = f"Made of {len(self.files)} numbered pictures."
        if not self.missing:
            return (made,)
        shown = ", ".join(map(str, self.missing[:8])) + (" and more" if len(self.missing) > 8 else "")
        many = len(self.missing) > 1
        return (
            made,
            f"Number{'s' * many} {shown} {'are' if many else 'is'} missing; the picture before is held.",
        )


def find_sequences(paths: Iterable[str | Path]) -> tuple[list[Sequence], list[Path]]:
    """Sequences among `paths`, and all that belongs to none, both in the order given.

    At least `FEWEST` pictures of one name, kind and folder, with fewer numbers missing than there. Names as
    cameras give them are photographs.
    """
    groups: dict[object, dict[int, Path]] = {}
    single: list[Path] = []
    for path in map(Path, paths):
        found = NAME.fullmatch(path.name)
        if found is None or found["suffix"].lower() not in SUFFIXES or CAMERAS.fullmatch(found["stem"]):
            single.append(path)
            continue
        key = (path.parent, found["stem"], found["suffix"].lower())
        groups.setdefault(key, {})[int(found["number"])] = path
    sequences: list[Sequence] = []
    for files in groups.values():
        ordered = tuple(sorted(files.items()))
        span = ordered[-1][0] - ordered[0][0] + 1
        if len(ordered) < FEWEST or span > 2 * len(ordered):
            single += files.values()
            continue
        first = NAME.fullmatch(ordered[0][1].name)
        assert first is not None
        sequences.append(Sequence(first["stem"], ordered, len(first["number"])))
    return sequences, single


def neighbours(path: str | Path) -> int:
    """How many pictures the sequence in its folder has that this one picture belongs to; 0 when none."""
    path = Path(path)
    try:
        around = [other for other in path.parent.iterdir() if other.suffix.lower() == path.suffix.lower()]
    except OSError:
        return 0
    found, _ = find_sequences(around)
    return next((len(s.files) for s in found if any(f.name == path.name for _, f in s.files)), 0)


def write_sequence(
    sequence: Sequence, path: str | Path, rate: Fraction, cancelled: Callable[[], bool] = lambda: False
) -> None:
    """Make the clip, one picture a frame at `rate`; an existing file is replaced once the new one is whole.

    Raises `TweenError` when a picture cannot be read or is of another size than the first, or the file
    cannot be written; `Cancelled`. Nothing is left behind then.
    """
    import av

    files = [check_file(file) for _, file in sequence.files]
    plain = all(_is_plain_jpeg(file) for file in files)
    size = _size(files[0])
    safe = SafeFile(path, overwrite=True)
    try:
        with av.open(str(safe.temporary), "w", format="mov") as container:
            stream: Any = container.add_stream("mjpeg" if plain else "png", rate=rate)
            stream.width, stream.height = size
            stream.pix_fmt = "yuvj420p" if plain else "rgb24"
            stream.codec_context.time_base = stream.time_base = 1 / rate
            data = b""
            by_number = dict(zip((number for number, _ in sequence.files), files, strict=True))
            first = sequence.files[0][0]
            for n in range(sequence.frames):
                if cancelled():
                    raise Cancelled
                file = by_number.get(first + n)
                if file is not None:
                    data = _packet(file, size, plain)
                packet = av.Packet(data)
                packet.stream, packet.time_base = stream, 1 / rate
                packet.pts = packet.dts = n
                packet.is_keyframe = True
                container.mux(packet)
        safe.commit()
    except (av.FFmpegError, OSError) as error:
        safe.discard()
        raise TweenError(f"{display_name(path)} could not be written: {error}.") from None
    except BaseException:
        safe.discard()
        raise


def _size(file: str) -> tuple[int, int]:
    with ImageReader(file) as reader:
        return reader.info.width, reader.info.height


def _is_plain_jpeg(file: str) -> bool:
    """A JPEG that FFmpeg shows as Pillow does: upright, not in the colours of print."""
    with open_image(file) as image:
        return image.format == "JPEG" and image.mode in ("L", "RGB") and image.getexif().get(0x0112, 1) == 1


def _packet(file: str, size: tuple[int, int], jpeg: bool) -> bytes:
    """The picture's own data where FFmpeg shows it as it is, else a PNG of it."""
    if _size(file) != size:
        raise TweenError(
            f"{display_name(file)} is not {size[0]} × {size[1]} as the pictures before it; "
            "bring in pictures of one size."
        )
    with ImageReader(file) as reader:
        rgba = reader.frame_rgba(0)  # decoded either way: a picture that is cut short is refused here
        alpha = reader.info.alpha
    with open_image(file) as image:
        as_is = image.format == "PNG" and not getattr(image, "is_animated", False)
        as_is = as_is and image.getexif().get(0x0112, 1) == 1
    if jpeg or as_is:
        return Path(file).read_bytes()
    from PIL import Image

    packed = io.BytesIO()
    Image.fromarray(rgba if alpha else rgba[..., :3].copy()).save(packed, "PNG", compress_level=1)
    return packed.getvalue()
