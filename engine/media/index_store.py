"""What listing and decoding a whole file told, kept for later runs: which frames it holds, and from where.

An entry belongs to one content (fingerprint), one size and one time of change, one FFmpeg, and the track and
decoder that were chosen. Any difference, and any damage, and the file is listed again.
"""

from __future__ import annotations

import json
import zlib
from array import array
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from engine.media.cache import Shelf
from engine.media.fingerprint import fingerprint
from engine.media.index import FrameIndex
from engine.media.uniform import Shape

INDEXES = Shelf("indexes", 3, 256 << 20)
PACKED = 1 << 30
"""Bytes that an entry may grow to: far more than `MAX_FRAMES` frames take."""


@dataclass(frozen=True)
class Listing:
    """One file's frames, and the ends of its sound in ticks. `index` is None where there is no picture.

    `shapes` are the sizes, pixel formats and turns that its frames have.
    """

    stream: int | None
    decoder: str | None
    index: FrameIndex | None
    interlaced: bool
    audio_start: int | None
    audio_end: int | None
    shapes: tuple[Shape, ...] = ()


def load(key: str) -> Listing | None:
    """The listing kept under a `key_of`, or None."""
    payload = INDEXES.get(key)
    return _unpack(payload) if payload is not None else None


def save(key: str, listing: Listing) -> None:
    """Keep a listing; where that cannot be done, it is made again next time."""
    INDEXES.put(key, _pack(listing))


def key_of(path: str) -> str:
    """The name of a file's listing. Take it before listing: a file that changes meanwhile has another."""
    import av

    info = Path(path).stat()
    release = zlib.crc32(av.ffmpeg_version_info.encode())
    return f"{fingerprint(path)[:40]}-{info.st_size:x}-{info.st_mtime_ns:x}-{release:08x}"


def _pack(listing: Listing) -> bytes:
    index = listing.index
    head: dict[str, object] = {
        "stream": listing.stream,
        "decoder": listing.decoder,
        "interlaced": listing.interlaced,
        "audio": [listing.audio_start, listing.audio_end],
        "shapes": listing.shapes,
    }
    numbers = array("q")
    if index is not None:
        head |= {
            "frames": len(index.pts),
            "keys": len(index.keys),
            "last": index.last_duration,
            "timed": index.timed,
            "seekable": index.seekable,
            "threads": index.threads,
            "damaged": index.damaged,
        }
        numbers.extend(_steps(index.pts if index.timed else ()))
        numbers.extend(_steps([pts for pts, _ in index.keys]))
        numbers.extend(pts - dts for pts, dts in index.keys)
    return json.dumps(head).encode() + b"\n" + zlib.compress(numbers.tobytes(), 1)


def _unpack(payload: bytes) -> Listing | None:
    """None for anything that `_pack` did not write: the checksum says whole, not right."""
    try:
        line, _, packed = payload.partition(b"\n")
        head = json.loads(line)
        numbers = array("q")
        numbers.frombytes(zlib.decompressobj().decompress(packed, PACKED))
        index = _index(head, numbers) if "frames" in head else None
        start, end = head["audio"]
        shapes = tuple((int(w), int(h), str(name), int(turn)) for w, h, name, turn in head["shapes"])
        return Listing(head["stream"], head["decoder"], index, bool(head["interlaced"]), start, end, shapes)
    except (ValueError, KeyError, TypeError, zlib.error):
        return None


def _index(head: dict, numbers: array[int]) -> FrameIndex:
    frames, keys, timed = int(head["frames"]), int(head["keys"]), bool(head["timed"])
    listed = frames if timed else 0
    if frames < 1 or len(numbers) != listed + 2 * keys or head["threads"] not in ("AUTO", "SLICE"):
        raise ValueError("not an index")
    pts = array("q", accumulate(numbers[:listed])) if timed else range(frames)
    if any(a >= b for a, b in pairwise(pts)):
        raise ValueError("frames out of order")
    key_pts = list(accumulate(numbers[listed : listed + keys]))
    key_dts = [pts - lead for pts, lead in zip(key_pts, numbers[listed + keys :], strict=True)]
    return FrameIndex(
        pts,
        list(zip(key_pts, key_dts, strict=True)),
        int(head["last"]),
        timed,
        bool(head["seekable"]),
        head["threads"],
        bool(head["damaged"]),
    )


def _steps(values) -> list[int]:
    """The first value, then each one's distance from the one before: small numbers pack well."""
    values = list(values)
    return values[:1] + [b - a for a, b in pairwise(values)]
