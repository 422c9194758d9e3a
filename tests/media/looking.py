"""What the engine makes of a file, as plain values: to be compared with what FFmpeg's tools say of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from engine.errors import TweenError
from engine.media.audio import AudioReader
from engine.media.images import is_image
from engine.media.open import open_reader
from engine.media.probe import MediaInfo, probe
from engine.media.safety import open_container
from engine.media.scan import scan

GRID = 12  # a picture is compared as the means of so many cells across and down
FAR = 300  # frames beyond this are not compared: FFmpeg would decode all before them
SOUND = 3  # seconds of sound compared


@dataclass(frozen=True)
class Looked:
    """A file that opened. `times` are frames' timestamps in seconds, None where the file has no clock.

    `pictures` maps frame numbers to `[GRID, GRID, 3]` means; `sound` is `[n, channels]` from the moment
    `sound_from`, at the file's own rate. `codec` names the decoder asked for, None for the usual one.
    """

    info: MediaInfo
    stream: int | None
    audio_stream: int | None
    audio_codec: str | None
    codec: str | None
    times: list[Fraction] | None
    pictures: dict[int, np.ndarray]
    sound: np.ndarray
    mapped: bool
    matrix: int
    full: bool
    rgb: bool
    interlaced: bool


def look(path: str) -> Looked | str:
    """Open a file and read of it; the sentence when it is refused."""
    try:
        return _look(path)
    except TweenError as error:
        return str(error)


def cells(picture: np.ndarray) -> np.ndarray:
    """`[H, W, 3]` -> `[GRID, GRID, 3]` float32 means; small pictures are repeated first."""
    height, width = picture.shape[:2]
    if height < GRID or width < GRID:
        picture = picture.repeat(-(-GRID // height), 0).repeat(-(-GRID // width), 1)
        height, width = picture.shape[:2]
    rows = [band.astype(np.float32).mean(axis=0) for band in np.array_split(picture, GRID)]
    return np.stack([[part.mean(axis=0) for part in np.array_split(row, GRID)] for row in rows])


def _look(path: str) -> Looked:
    info = probe(path)
    pictures: dict[int, np.ndarray] = {}
    if info.kind != "audio":
        with open_reader(path) as reader:
            last = reader.frames - 1
            for i in sorted({0, min(last // 2, FAR // 4), last}):
                frame = reader.frame(i)
                assert frame.shape == (info.height, info.width, 3)
                pictures[i] = cells(frame)
    if is_image(path):
        silence = np.zeros((0, 1), np.float32)
        mapped = any(" to sRGB" in note or " to BT.709" in note for note in info.notes)
        return Looked(info, None, None, None, None, None, pictures, silence, mapped, 0, True, True, False)
    found = scan(path)
    video = found.video
    times = None
    if video is not None and video.index.timed:
        times = [pts * video.time_base for pts in video.index.pts]
    plan = video.color if video else None
    return Looked(
        info,
        video.stream if video else None,
        found.audio_stream,
        _codec(path, found.audio_stream),
        video.decoder if video else None,
        times,
        pictures,
        _sound(path, info),
        plan.mapped if plan else False,
        plan.matrix if plan else 0,
        plan.full if plan else True,
        plan.rgb if plan else True,
        video.interlaced if video else False,
    )


def _codec(path: str, stream: int | None) -> str | None:
    """The name that ffprobe would give a stream's codec."""
    if stream is None:
        return None
    with open_container(path) as container:
        context = container.streams[stream].codec_context
        return context.codec.canonical_name if context is not None else None


def _sound(path: str, info: MediaInfo) -> np.ndarray:
    if info.audio is None:
        return np.zeros((0, 1), np.float32)
    rate, channels = info.audio.rate, min(info.audio.channels, 2)
    with AudioReader(path, rate, channels) as reader:
        start = reader.read(0, SOUND * rate)
        end = round(info.audio.duration * rate)
        reader.read(max(0, end - rate), rate)
        reader.read(0, rate // 10)
    return start
