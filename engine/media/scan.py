"""Everything known about a video or sound file before its frames are wanted, gathered once and remembered."""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import TweenError
from engine.media import index_store
from engine.media.color import ColorPlan, plan_color, unknown_coding
from engine.media.geometry import IDENTITY, Geometry, matrix_from_side_data
from engine.media.index import Decoded, FrameIndex, PacketTable, build_index, decode_all, list_packets
from engine.media.index_store import Listing
from engine.media.probe import AudioInfo, MediaInfo
from engine.media.safety import MAX_PIXELS, check_file, display_name, open_container, refusal, too_large
from engine.media.timing import Timing, make_timing
from engine.media.uniform import Shape, Uniform, change_note, turn_of

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

REMEMBERED = 64
ALPHA_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}  # FFmpeg's own VP8 and VP9 decoders drop alpha
QUARTER_TURNS = {1: (0, -1, 1, 0), 2: (-1, 0, 0, -1), 3: (0, 1, -1, 0)}  # anticlockwise, as FFmpeg counts
MIN_FRAME_TIME = Fraction(1, 10_000)


@dataclass(frozen=True)
class VideoScan:
    """The picture track: where its frames are, when they are shown, and how they become RGB."""

    stream: int
    decoder: str | None
    index: FrameIndex
    time_base: Fraction
    timing: Timing
    geometry: Geometry
    color: ColorPlan
    alpha: bool
    interlaced: bool
    shapes: tuple[Shape, ...]
    """Sizes, pixel formats and turns of its coded frames, the first frame's first; all are made like it."""

    def uniform(self) -> Uniform:
        """What makes a decoded frame like the first. Not thread-safe."""
        return Uniform(self.shapes, self.color)


@dataclass(frozen=True)
class Scan:
    """A file: its summary, its picture track if any, its sound track's stream number if any."""

    info: MediaInfo
    video: VideoScan | None
    audio_stream: int | None
    picture_start: Fraction | None  # seconds on the container's clock; sound is placed against it


_known: OrderedDict[tuple[str, int, int], Scan] = OrderedDict()
_lock = threading.Lock()


def scan(path: str) -> Scan:
    """Scan a file, or recall what was found while it has not changed. Raises `TweenError`."""
    real = check_file(path)
    key = _memory_key(real)
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
    found = _scan(real)
    with _lock:
        _known[key] = found
        while len(_known) > REMEMBERED:
            _known.popitem(last=False)
    return found


def is_known(path: str) -> bool:
    """Whether `scan` will answer at once: the file was listed before, by this run or another."""
    real = check_file(path)
    with _lock:
        if _memory_key(real) in _known:
            return True
    return index_store.load(index_store.key_of(real)) is not None


def glance(path: str) -> VideoScan | None:
    """How a file's pictures are to be shown, by its first frame alone: it is not known how many there are.

    None where there is no picture. Raises `TweenError`. Takes the same time however long the file is.
    """
    real = check_file(path)
    with open_container(real) as container:
        video = pick_video(container)
        if video is None or video.codec_context is None:
            return None
        facts = _StreamFacts.of(video)
    first = decode_all(real, facts.index, facts.decoder, "SLICE", 1)
    return _picture(real, facts, FrameIndex(range(1), (), timed=False), first, [])


def _memory_key(real: str) -> tuple[str, int, int]:
    info = Path(real).stat()
    return real, info.st_size, info.st_mtime_ns


def pick_video(container: InputContainer) -> VideoStream | None:
    """The first picture track that the file marks as default, else the first; cover art does not count."""
    from av.stream import Disposition

    tracks = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    marked = [s for s in tracks if s.disposition & Disposition.default]
    return (marked or tracks or [None])[0]


def pick_audio(container: InputContainer) -> AudioStream | None:
    """The first sound track marked as default that can be decoded, else the first that can."""
    from av.stream import Disposition

    tracks = [s for s in container.streams.audio if s.codec_context is not None and s.sample_rate]
    marked = [s for s in tracks if s.disposition & Disposition.default]
    return (marked or tracks or [None])[0]


def _scan(path: str) -> Scan:
    notes: list[str] = []
    key = index_store.key_of(path)
    with open_container(path) as container:
        video, audio = pick_video(container), pick_audio(container)
        if not container.streams:
            raise refusal(path, EOFError())
        if video is None and audio is None:
            raise TweenError(f"{display_name(path)} holds neither picture nor sound that can be read here.")
        if video is not None and video.codec_context is None:
            raise TweenError(
                f"{display_name(path)} uses a video codec that is not supported; convert it to H.264."
            )
        if len(container.streams.video) > 1:
            notes.append("The file has several picture tracks; the first is used.")
        if container.streams.audio and audio is None:
            notes.append("Its sound is in a form that cannot be decoded, so the clip is silent.")
        facts = _StreamFacts.of(video) if video is not None else None
        known = index_store.load(key)
        if known is not None and (known.stream, known.decoder) != _choice(facts):
            known = None
        table = known or list_packets(container, video, audio, path)
        sound = _audio_info(container, audio, table)
        audio_stream = audio.index if audio is not None else None
        if facts is None:
            assert sound is not None
            if isinstance(table, PacketTable):
                index_store.save(key, Listing(None, None, None, False, table.audio_start, table.audio_end))
            info = MediaInfo(path, "audio", 0, 0, 0, Fraction(1), sound.duration, sound, tuple(notes))
            return Scan(info, None, audio_stream, None)
    index, decoded = _frames(path, key, facts, table)
    picture = _picture(path, facts, index, decoded, notes)
    width, height = picture.geometry.shown
    timing = picture.timing
    info = MediaInfo(
        path, "video", len(timing.ticks), width, height, timing.rate, timing.duration, sound,
        tuple(notes), timing.constant, picture.alpha,
    )  # fmt: skip
    start = picture.index.pts[0] * picture.time_base if picture.index.timed else None
    return Scan(info, picture, audio_stream, start)


@dataclass(frozen=True)
class _StreamFacts:
    """What is read of a stream while its file is open: after closing, a stream gives wrong values."""

    index: int
    time_base: Fraction
    claims: tuple[Fraction | None, ...]
    sar: Fraction | None
    decoder: str | None
    intra_only: bool

    @staticmethod
    def of(stream: VideoStream) -> _StreamFacts:
        codec = stream.codec_context.codec.canonical_name
        alpha = stream.metadata.get("alpha_mode") == "1"
        return _StreamFacts(
            stream.index,
            stream.time_base or Fraction(1, 90_000),
            (stream.base_rate, stream.average_rate, stream.guessed_rate),
            stream.sample_aspect_ratio,
            ALPHA_DECODERS.get(codec) if alpha else None,
            stream.codec_context.codec.intra_only,
        )


def _choice(facts: _StreamFacts | None) -> tuple[int | None, str | None]:
    return (facts.index, facts.decoder) if facts is not None else (None, None)


def _frames(
    path: str, key: str, facts: _StreamFacts, table: PacketTable | Listing
) -> tuple[FrameIndex, Decoded]:
    """The frames, as an earlier run found them or from the file itself, which is then kept."""
    if isinstance(table, Listing):
        # The first frame tells size and colour: decoded again.
        decoded = decode_all(path, facts.index, facts.decoder, "SLICE", 1)
        decoded.interlaced = table.interlaced
        decoded.shapes += table.shapes[1:]
        assert table.index is not None
        return table.index, decoded
    index, decoded = build_index(path, facts.index, facts.decoder, table, facts.intra_only)
    ends = (table.audio_start, table.audio_end)
    found = Listing(facts.index, facts.decoder, index, decoded.interlaced, *ends, tuple(decoded.shapes))
    index_store.save(key, found)
    return index, decoded


def _picture(
    path: str, facts: _StreamFacts, index: FrameIndex, decoded: Decoded, notes: list[str]
) -> VideoScan:
    first = decoded.first
    if first is None:
        raise TweenError(f"{display_name(path)} can no longer be read; check the file.")
    if first.width * first.height > MAX_PIXELS:
        raise too_large(path, first.width, first.height)
    coding = unknown_coding(first)
    if coding:
        raise TweenError(
            f"The colours of {display_name(path)} are coded as {coding}, which cannot be shown here; "
            "convert it to HDR10 or BT.709."
        )
    timing = _timing(path, index, facts)
    geometry = _geometry(first, facts.sar)
    color = plan_color(first)
    alpha = any(c.is_alpha for c in first.format.components)
    notes += _picture_notes(index, decoded, timing, geometry, color, alpha)
    return VideoScan(
        facts.index, facts.decoder, index, facts.time_base, timing, geometry, color, alpha,
        decoded.interlaced, tuple(decoded.shapes),
    )  # fmt: skip


def _timing(path: str, index: FrameIndex, facts: _StreamFacts) -> Timing:
    count = len(index.pts)
    if not index.timed:
        claims = [c for c in facts.claims if c and 0 < c <= 240]
        rate = claims[0] if claims else Fraction(25)
        return Timing(range(count), 1 / rate, rate, True, count / rate)
    ticks = array("q", (p - index.pts[0] for p in index.pts))
    if count > 1000 and ticks[-1] * facts.time_base / count < MIN_FRAME_TIME:
        raise TweenError(f"{display_name(path)} claims {count} frames that take no time; it is damaged.")
    return make_timing(ticks, facts.time_base, index.last_duration, facts.claims)


def _geometry(frame: VideoFrame, sar: Fraction | None) -> Geometry:
    try:
        kinds: Any = frame.side_data  # typed as a mapping, iterated as its values
        turns = [bytes(data) for data in kinds if data.type.name == "DISPLAYMATRIX"]
    except ValueError:  # PyAV does not know every kind of side data; the angle alone it can always tell
        turns = []
        matrix = QUARTER_TURNS.get(turn_of(frame), IDENTITY)
    else:
        matrix = matrix_from_side_data(turns[0]) if turns else IDENTITY
    if not sar or not Fraction(1, 10) <= sar <= 10:
        sar = Fraction(1)
    return Geometry(frame.width, frame.height, matrix, sar)


def _picture_notes(
    index: FrameIndex, decoded: Decoded, timing: Timing, geometry: Geometry, color: ColorPlan, alpha: bool
) -> list[str]:
    notes = list(color.notes)
    turned = geometry.note()
    if turned:
        notes.append(turned)
    if geometry.sar != 1:
        shown = f"{geometry.shown[0]} × {geometry.shown[1]}"
        notes.append(f"Its pixels are not square ({geometry.sar}); it is shown as {shown}.")
    if not timing.constant:
        rate = f"{float(timing.rate):.6g}"
        notes.append(
            f"Its frame rate varies; frames are picked by their timestamps, nominally {rate} a second."
        )
    if change := change_note(decoded.shapes):
        notes.append(change)
    if decoded.interlaced:
        notes.append("The picture is interlaced and was deinterlaced.")
    if alpha:
        notes.append("The picture has transparency; it is shown over what lies below it.")
    if index.damaged:
        notes.append("Part of the file is damaged; the frames that can be decoded are used.")
    return notes


def _audio_info(
    container: InputContainer, audio: AudioStream | None, table: PacketTable | Listing
) -> AudioInfo | None:
    """Length from the packets, or the file's own claim where it is a little shorter.

    A claim that is longer counts what the decoder drops (priming); packets that are longer count padding.
    """
    if audio is None:
        return None
    time_base = audio.time_base or Fraction(1, audio.sample_rate)
    counted = Fraction(0)
    if table.audio_end is not None and table.audio_start is not None:
        counted = (
            table.audio_end - max(table.audio_start, 0)
        ) * time_base  # before 0 is the encoder's priming
    claimed = audio.duration * time_base if audio.duration else None
    if claimed is not None and 0 < counted - claimed < Fraction(1, 5):
        counted = claimed
    return AudioInfo(audio.sample_rate, audio.channels, max(counted, Fraction(0)))
