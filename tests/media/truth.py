"""What FFmpeg's own command-line tools say of a file: frames and their times, pictures, sound."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

import numpy as np

SECONDS = 120


@cache
def available() -> bool:
    return shutil.which("ffprobe") is not None and shutil.which("ffmpeg") is not None


@dataclass(frozen=True)
class Track:
    """One stream as ffprobe shows it. `times` in seconds, in the order frames come out; None: none stated.

    `samples` are the lengths of a sound track's frames. `damaged`: ffprobe complained.
    """

    fields: dict[str, Any]
    times: list[Fraction | None] = field(default_factory=list)
    samples: list[int] = field(default_factory=list)
    sizes: frozenset[tuple[int, int]] = frozenset()
    rotations: frozenset[int] = frozenset()
    damaged: bool = False


def _run(command: list[str]) -> tuple[bytes, bytes]:
    """What a program wrote to its output and its error output, up to a time limit."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as late:
        return late.stdout or b"", late.stderr or b""
    return done.stdout, done.stderr


def _ffprobe(path: str, *arguments: str) -> tuple[dict[str, Any], bool]:
    """What ffprobe says, and whether it complained."""
    command = ["ffprobe", "-v", "error", "-of", "json", *arguments, "file:" + path]
    told, complaints = _run(command)
    try:
        return json.loads(told.decode("utf-8", "replace")), bool(complaints)
    except json.JSONDecodeError:
        return {}, True


@lru_cache(maxsize=8)
def _everything(path: str, decoder: tuple[str, ...], frames: bool) -> tuple[dict[str, Any], bool]:
    """Streams, and every frame of every stream, decoded from start to end with edit lists applied."""
    entries = "frame=stream_index,pts,nb_samples,width,height:frame_side_data=rotation"
    wanted = ("-show_frames", "-show_entries", entries) if frames else ()
    return _ffprobe(path, *decoder, "-show_streams", *wanted)


def streams(path: str, frames: bool = True) -> list[dict[str, Any]]:
    """Every stream's fields; empty when ffprobe cannot open the file. `frames`: they will be wanted too."""
    return _everything(path, (), frames)[0].get("streams", [])


def track(path: str, index: int, decoder: str | None = None) -> Track:
    """One stream's fields and frames."""
    found, damaged = _everything(path, (f"-c:{index}", decoder) if decoder else (), True)
    fields = next((s for s in found.get("streams", []) if s["index"] == index), {})
    frames = [f for f in found.get("frames", []) if f.get("stream_index") == index]
    base = Fraction(fields.get("time_base", "1/1"))
    return Track(
        fields,
        [f["pts"] * base if "pts" in f else None for f in frames],
        [f.get("nb_samples", 0) for f in frames],
        frozenset((f["width"], f["height"]) for f in frames if "width" in f),
        frozenset(_rotation(part) for part in [fields, *frames]),
        damaged,
    )


def packet_times(path: str, index: int) -> list[Fraction]:
    """Presentation times of a stream's packets that are shown, sorted: for what takes too long to decode."""
    fields = next((s for s in streams(path, False) if s["index"] == index), {})
    base = Fraction(fields.get("time_base", "1/1"))
    found, _ = _ffprobe(path, "-select_streams", str(index), "-show_entries", "packet=pts,flags")
    return sorted(p["pts"] * base for p in found.get("packets", []) if "pts" in p and "D" not in p["flags"])


def _rotation(part: dict[str, Any]) -> int:
    turns = [data["rotation"] for data in part.get("side_data_list", []) if "rotation" in data]
    return round(turns[0]) % 360 if turns else 0


def pictures(
    path: str,
    index: int,
    numbers: list[int],
    size: tuple[int, int],
    color: str = "",
    interlaced: bool = False,
    decoder: str | None = None,
) -> tuple[dict[int, np.ndarray], bool]:
    """Frames by number, turned and scaled by ffmpeg to `size`: `[H, W, 3]` uint8, alpha over black.

    Also whether ffmpeg complained on the way: what it shows of a damaged file is a guess like any other.
    `color` is what swscale is told of the input: "in_color_matrix=…:in_range=…".
    """
    chosen = "+".join(f"eq(n\\,{n})" for n in numbers)
    filters = "bwdif=mode=send_frame:deint=interlaced," if interlaced else ""
    filters += f"select='{chosen}',scale={size[0]}:{size[1]}:flags=bicubic+accurate_rnd+full_chroma_inp"
    filters += f"{color and ':' + color},format=rgba"
    command = ["ffmpeg", "-v", "error", "-nostdin"]
    if decoder:
        command += ["-c:" + str(index), decoder]
    command += ["-i", "file:" + path, "-map", f"0:{index}", "-vf", filters]
    command += ["-vsync", "passthrough", "-frames:v", str(len(numbers)), "-f", "rawvideo", "-"]
    data, complaints = _run(command)
    step = size[0] * size[1] * 4
    found: dict[int, np.ndarray] = {}
    for place, n in enumerate(numbers[: len(data) // step]):
        rgba = np.frombuffer(data, np.uint8, step, place * step).reshape(size[1], size[0], 4)
        alpha = rgba[..., 3:].astype(np.uint16)
        found[n] = ((rgba[..., :3] * alpha + 127) // 255).astype(np.uint8)
    return found, bool(complaints)


def sound(path: str, index: int, rate: int, channels: int, heard: Track, seconds: int) -> np.ndarray:
    """A stream's first samples `[n, channels]` float32; gaps between its frames become silence."""
    form = ["-ac", str(channels), "-ar", str(rate), "-t", str(seconds), "-f", "f32le", "-"]
    source = ["-i", "file:" + path, "-map", f"0:{index}"]
    data, _ = _run(["ffmpeg", "-v", "quiet", "-nostdin", *source, *form])
    flat = np.frombuffer(data[: len(data) // (4 * channels) * 4 * channels], np.float32)
    samples = flat.reshape(-1, channels)
    parts: list[np.ndarray] = []
    have, read = 0, 0
    for time, count in zip(heard.times, heard.samples, strict=True):
        wanted = round((time - (heard.times[0] or 0)) * rate) if time is not None else have
        if wanted - have > 0.04 * rate and have < 60 * rate:
            parts.append(np.zeros((min(wanted - have, 60 * rate), channels), np.float32))
            have = wanted
        parts.append(samples[read : read + count])
        read += count
        have += count
    return np.concatenate(parts) if parts else samples
