"""Is what the engine makes of a file right? Held against FFmpeg's own tools."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np

from engine.media.images import is_image
from tests.media import truth
from tests.media.looking import FAR, SOUND, Looked, cells, look
from tests.media.sandbox import GIB, Outcome, run

SECONDS = 10.0
LEVELS = 3.0  # of 255; the mean over all cells, scaled and decoded by two versions of FFmpeg
CELL = 16.0  # the same for the worst cell: chroma is interpolated differently at sharp edges
MATRICES = {1: "bt709", 4: "fcc", 5: "smpte170m", 7: "smpte240m", 9: "bt2020"}
LONG = 1500  # frames; beyond, and where pictures are large, packets are compared instead of decoded frames


@dataclass(frozen=True)
class Verdict:
    """`state`: right, refused or wrong; `why`: what was found, the sentence, or what differs."""

    name: str
    state: str
    why: str
    seconds: float
    bytes: int


def is_sentence(text: str) -> bool:
    return text.endswith(".") and "\n" not in text and 20 < len(text) < 220 and "“" in text


def judge(paths: Sequence[str], jobs: int = 2) -> Iterator[Verdict]:
    """A verdict for each file, in the order in which they are ready."""
    for outcome in run(look, paths, SECONDS, jobs):
        state, why = _verdict(outcome)
        yield Verdict(Path(outcome.path).name, state, why, outcome.seconds, outcome.bytes)


def _verdict(outcome: Outcome) -> tuple[str, str]:
    if outcome.state != "done":
        return "wrong", f"{outcome.state} ({outcome.value})"
    if outcome.bytes > GIB:
        return "wrong", f"took {outcome.bytes >> 20} MiB"
    found = outcome.value
    if isinstance(found, str):
        return ("refused" if is_sentence(found) else "wrong"), found
    faults = [] if not truth.available() else list(_faults(outcome.path, found))
    if faults:
        return "wrong", "; ".join(faults)
    info = found.info
    shown = f"{info.frames} frames of {info.width} × {info.height} at {float(info.rate):.6g}"
    heard = f", {float(info.audio.duration):.3f} s of sound" if info.audio else ""
    return "right", (shown if info.kind != "audio" else "sound") + heard


def _faults(path: str, found: Looked) -> Iterator[str]:
    if is_image(path):
        yield from _image_faults(path, found)
        return
    first = None
    if found.stream is not None:
        yield from _picture_faults(path, found, found.stream)
        first = found.times[0] if found.times else None
    if found.audio_stream is not None:
        yield from _sound_faults(path, found, found.audio_stream, first)
    elif any(
        s.get("codec_type") == "audio" and s.get("sample_rate", "0") != "0"
        for s in truth.streams(path, False)
    ):
        yield "its sound was not found"


def _picture_faults(path: str, found: Looked, stream: int) -> Iterator[str]:
    info = found.info
    fields = next((s for s in truth.streams(path, False) if s["index"] == stream), {})
    if "codec_name" not in fields or fields.get("pix_fmt") is None:
        return  # this ffprobe does not know the codec
    pixels = fields.get("width", 0) * fields.get("height", 0)
    long = info.frames > LONG or info.frames * pixels > 600_000_000
    track = truth.track(path, stream, found.codec) if not long else truth.Track(fields)
    times = truth.packet_times(path, stream) if long else track.times
    if not times:
        return
    if len(times) != info.frames:
        # Of a broken tail, one release of FFmpeg reads more than another.
        few, many = sorted((found.times or [], times), key=len)
        if not track.damaged or len(few) * 2 < len(many) or many[: len(few)] != few:
            yield f"{info.frames} frames, ffprobe {len(times)}"
    elif found.times is not None and None not in times and found.times != times:
        n = next(i for i, (ours, theirs) in enumerate(zip(found.times, times, strict=True)) if ours != theirs)
        yield f"frame {n} at {float(found.times[n]):.6f} s, ffprobe {float(times[n] or 0):.6f}"
    elif found.times is None and None not in times and all(a < b for a, b in pairwise(times)):  # type: ignore[operator]
        yield "its timestamps were not used"
    if (info.width, info.height) not in _sizes(fields, track):
        yield f"size {info.width} × {info.height}, ffprobe {sorted(_sizes(fields, track))}"
    if not found.mapped and len(times) == info.frames:
        steady = len(track.sizes) < 2  # else ffmpeg's filters begin to count again
        yield from _color_faults(path, found, stream, [n for n in found.pictures if n == 0 or steady])


def _sizes(fields: dict, track: truth.Track) -> set[tuple[int, int]]:
    """The sizes that any of ffprobe's frames would be shown at."""
    sar = Fraction(fields.get("sample_aspect_ratio", "1:1").replace(":", "/").replace("0/1", "1/1"))
    if not Fraction(1, 10) <= sar <= 10:
        sar = Fraction(1)
    sizes = track.sizes or {(fields["width"], fields["height"])}
    turns = track.rotations or {0}
    shown = {(max(1, round(w * sar)), h) for w, h in sizes if not {0, 180}.isdisjoint(turns)}
    return shown | {(max(1, round(h / sar)), w) for w, h in sizes if not {90, 270}.isdisjoint(turns)}


def _color_faults(path: str, found: Looked, stream: int, numbers: list[int]) -> Iterator[str]:
    info = found.info
    numbers = [n for n in numbers if n <= FAR]
    color = ""
    if not found.rgb:
        color = f"in_color_matrix={MATRICES[found.matrix]}:in_range={'full' if found.full else 'limited'}"
    size = (info.width, info.height)
    theirs, damaged = truth.pictures(path, stream, numbers, size, color, found.interlaced, found.codec)
    apart = {n: np.abs(cells(picture) - found.pictures[n]) for n, picture in theirs.items()}
    if damaged:  # each decoder fills holes in its own way
        if apart and min(float(np.median(a)) for a in apart.values()) > LEVELS:
            yield "no frame looks as ffmpeg's does"
        return
    for n, cell in apart.items():
        if cell.mean() > LEVELS or cell.max() > CELL:
            yield f"frame {n} is {cell.mean():.1f} levels off ffmpeg's, in places {cell.max():.0f}"


def _sound_faults(path: str, found: Looked, stream: int, first: Fraction | None) -> Iterator[str]:
    audio = found.info.audio
    assert audio is not None
    track = truth.track(path, stream)
    times = [t for t in track.times if t is not None]
    if not track.times or track.fields.get("codec_name") != found.audio_codec:
        return
    rate, channels = audio.rate, min(audio.channels, 2)
    if track.fields.get("sample_rate") not in (None, str(rate)):
        yield f"sound at {rate} Hz, ffprobe {track.fields['sample_rate']}"
        return
    lengths = [Fraction(sum(track.samples), rate), Fraction(track.fields.get("duration", 0))]
    if times:
        lengths.append(times[-1] - times[0] + Fraction(track.samples[-1], rate))
    slack = max(Fraction(3, 100), Fraction(max(track.samples) + 50, rate))  # a first packet may say nothing
    slack = slack if not track.damaged else Fraction(1, 5)
    if min(abs(audio.duration - length) for length in lengths) > slack:
        yield f"{float(audio.duration):.3f} s of sound, ffprobe {float(lengths[0]):.3f}"
    if audio.channels > 2 or not times:
        return
    theirs = truth.sound(path, stream, rate, channels, track, SOUND + 1)
    yield from _alignment(found.sound, theirs, times[0], first, rate)


def _alignment(
    ours: np.ndarray, theirs: np.ndarray, start: Fraction, first: Fraction | None, rate: int
) -> Iterator[str]:
    """Our sound must be ffmpeg's, shifted by how much later than the first picture it begins."""
    shift = round((start - first) * rate) if first is not None else 0
    theirs = theirs[max(0, -shift) :]
    ours = ours[max(0, shift) :]
    count = min(len(ours), len(theirs))
    a, b = ours[:count].mean(axis=1), theirs[:count].mean(axis=1)
    loud = float(np.sqrt((b * b).mean())) if count else 0.0
    if count < rate // 10 or loud < 1e-3:
        return
    size = 1 << (2 * count - 1).bit_length()
    match = np.fft.irfft(np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size)), size)
    late = int(np.argmax(match))
    late -= size if late > size // 2 else 0
    strength = float(match.max() / max(np.sqrt((a * a).sum() * (b * b).sum()), 1e-9))
    if strength < 0.8:
        yield f"its sound is not ffmpeg's (match {strength:.2f})"
    elif abs(late) > rate // 500:
        yield f"its sound lies {late * 1000 / rate:.1f} ms late"


def _image_faults(path: str, found: Looked) -> Iterator[str]:
    fields = next(iter(truth.streams(path, False)), None)
    if fields is None or not fields.get("width"):
        return
    info = found.info
    if sorted((info.width, info.height)) != sorted((fields["width"], fields["height"])):
        yield f"size {info.width} × {info.height}, ffprobe {fields['width']} × {fields['height']}"
        return
    turned = any("turned" in note for note in info.notes)
    times = truth.track(path, 0).times
    if info.frames > 1 and len(times) > 1 and len(times) != info.frames:
        yield f"{info.frames} frames, ffprobe {len(times)}"
    if turned or found.mapped or fields.get("pix_fmt") in (None, "cmyk"):
        return
    size = (info.width, info.height)
    theirs, damaged = truth.pictures(path, 0, [0], size)
    for n, picture in theirs.items():
        apart = float(np.abs(cells(picture) - found.pictures[n]).mean())
        if apart > LEVELS and not damaged:
            yield f"frame {n} differs from ffmpeg's by {apart:.1f} levels"
