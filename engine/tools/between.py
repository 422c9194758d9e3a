"""Frames between frames: footage that has fewer frames a second than the film shows of it gets true ones.

before   V1 AAAABBBB      (A's file has half the film's rate, or runs at half speed: each frame twice)
after    V1 aaaaBBBB      (a: a file of its own in the film's folder, frame by frame; A's is left as it is)

The sound linked to a clip stays where it is.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from engine.document.edits import add_asset
from engine.document.fit import Size, fit_box
from engine.document.locks import locks_hold
from engine.document.model import Asset, Clip, Document
from engine.document.parts import with_clips
from engine.document.queries import asset_by_id, clips_in
from engine.document.time import FrameRange
from engine.errors import Cancelled, TweenError
from engine.media.safety import display_name
from engine.project.importing import asset_from_file

if TYPE_CHECKING:
    import numpy as np

UNWRITTEN = Asset("unwritten", "image", "", "", 1, 1, 1, Fraction(1), has_audio=False)
"""Stands for footage that is not made yet, where an edit is tried for what it refuses."""

Report = Callable[[int, int], None]
"""(frames done, of how many)"""


@dataclass(frozen=True, slots=True)
class Tweening:
    """A clip that is to get frames of its own at `rate`, the film's; written at `size` (width, height)."""

    clip: Clip
    asset: Asset
    rate: Fraction
    size: Size

    @property
    def frames(self) -> int:
        return len(self.clip.place)

    @property
    def seconds(self) -> Iterator[Fraction]:
        """Where in the file each frame of the clip begins."""
        return (self.clip.source_time(n) / self.rate for n in self.clip.place)

    @property
    def name(self) -> str:
        """A file name that says what it was made of: the same again is the same file."""
        clip = self.clip
        parts = self.asset.fingerprint, clip.source_start, clip.phase, clip.speed, self.frames, self.rate
        return f"{Path(self.asset.path).stem[:60]} between {file_key(parts, self.size)}.mp4"


def wanting(doc: Document, span: FrameRange) -> tuple[Tweening, ...]:
    """The clips in `span`, hidden ones left out, whose files have fewer frames a second than they show."""
    hidden = {clip.id for track in doc.tracks if track.muted for clip in track.clips}
    found: list[Tweening] = []
    for clip in clips_in(doc, span):
        asset = asset_by_id(doc, clip.asset)
        seen = asset.kind == "video" and not clip.muted and clip.id not in hidden
        if seen and asset.frames > 1 and clip.speed * asset.rate < doc.rate:
            found.append(Tweening(clip, asset, doc.rate, _size(doc, clip, asset)))
    return tuple(found)


def _size(doc: Document, clip: Clip, asset: Asset) -> Size:
    """The file's own size, or the one that the film shows it at when that is less and no framing enlarges
    it."""
    if clip.framing is not None:
        return asset.width, asset.height
    width, height = fit_box(asset.width, asset.height, (doc.width, doc.height), doc.fill)[2:]
    return (width, height) if width < asset.width else (asset.width, asset.height)


def make(
    tweening: Tweening,
    folder: Path,
    report: Report = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Asset:
    """The clip's frames as a lossless file in `folder`, which is made when missing; the one that is there
    already when it was made before.

    Frames are read, found and written one by one. Raises `TweenError` (the footage is gone, no room, no
    OpenCV) and `Cancelled`; nothing is left behind then.
    """
    from engine.media.interpolate import position, tweened
    from engine.media.open import open_reader

    # Exact: a level too dark would be a step in brightness against the footage around it.
    with open_reader(tweening.asset.path, tweening.size, exact=True) as reader:
        times = (position(reader.timing, seconds) for seconds in tweening.seconds)
        return write_footage(
            tweened(reader.frame, times), folder / tweening.name, tweening.size, tweening.rate,
            lambda done: report(done, tweening.frames), cancelled,
        )  # fmt: skip


def write_footage(
    frames: Iterable[np.ndarray],
    path: Path,
    size: Size,
    rate: Fraction,
    report: Callable[[int], None] = lambda done: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Asset:
    """`frames`, RGB `[H, W, 3]` uint8 of `size` (width, height), as a lossless file; its folder is made when
    missing. A file of that name is taken for the same frames, written before.

    Raises `TweenError` where it cannot be written, and `Cancelled`; nothing is left behind then.
    """
    _make_folder(path.parent)
    if not path.exists():
        from engine.media.output.writer import TakeWriter

        with TakeWriter(path, size, rate) as writer:
            for done, rgb in enumerate(frames, 1):
                if cancelled():
                    raise Cancelled("Stopped; the film is as it was.")
                writer.write(rgb)
                report(done)
    return asset_from_file(path)


def write_still(rgb: np.ndarray, name: str, folder: Path) -> Asset:
    """The picture `[H, W, 3]` uint8 as a PNG in `folder`, which is made when missing; the same one is written
    once. Raises `TweenError` where it cannot be written."""
    from PIL import Image

    from engine.media.safe_file import SafeFile, write_error

    _make_folder(folder)
    path = folder / f"{name} {file_key(rgb.shape, rgb.tobytes())}.png"
    if not path.exists():
        file = SafeFile(path)
        try:
            Image.fromarray(rgb).save(file.temporary, "PNG")
        except OSError as error:
            told = write_error(path, error)
            file.discard()
            raise told from None
        file.commit()
    return asset_from_file(path)


def file_key(*parts: object) -> str:
    """Eight signs for a file's name that say what it was made of."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:8]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TweenError(
            f"The folder {display_name(folder)} for made footage cannot be made: {error.strerror}."
        ) from None


@locks_hold
def laid(doc: Document, clip_id: str, asset: Asset) -> Document:
    """The clip with `asset`, its own frames at the film's rate, in place of its footage.

    before   V1 AAAA      A at any speed
    after    V1 aaaa      a frame by frame
    """
    doc = add_asset(doc, asset)
    (clip,) = (each for track in doc.tracks for each in track.clips if each.id == clip_id)
    made = replace(clip, asset=asset.id, source_start=0, speed=Fraction(1), phase=Fraction(0))
    return with_clips(doc, [made])


def seconds_for(tweenings: Sequence[Tweening]) -> float:
    """About how long making them takes: one small pair of pictures is timed, and the pixels are counted."""
    import numpy as np

    from engine.media.interpolate import WIDEST, Between

    first = np.random.default_rng(0).integers(0, 255, (180, 320, 3), np.uint8)
    second = np.roll(first, 2, 1)
    Between(first[:32], second[:32]).at(0.5)  # what is loaded and set up only once
    began = time.perf_counter()
    pair = Between(first, second)
    found = time.perf_counter()
    pair.at(0.5)
    flow, each = (seconds / (320 * 180) for seconds in (found - began, time.perf_counter() - found))
    total = 0.0
    for tweening in tweenings:
        width, height = tweening.size
        positions = [seconds * tweening.asset.rate for seconds in tweening.seconds]
        between = [position for position in positions if position.denominator > 1]
        pairs = len({int(position) for position in between})
        looked_at = min(1.0, WIDEST / max(width, height)) ** 2
        total += width * height * (flow * looked_at * pairs + each * len(between))
    return total
