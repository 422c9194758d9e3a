"""Small clips made on the spot, and the plainest possible ways to read them back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np


def picture(n: int, width: int = 64, height: int = 48) -> np.ndarray:
    """`[height, width, 3]` uint8: a ramp, and a bright square whose place tells `n`."""
    y, x = np.mgrid[0:height, 0:width]
    frame = np.stack([x * 2 % 256, y * 3 % 256, (x + y + n) % 256], axis=2).astype(np.uint8)
    left = n * 3 % (width - 12)
    frame[8:20, left : left + 12] = 250
    return frame


def write_video(
    path: Path,
    frames: Sequence[np.ndarray],
    rate: Fraction = Fraction(24),
    codec: str = "libx264",
    pixel_format: str = "yuv420p",
    times: Sequence[int] | None = None,
    time_base: Fraction | None = None,
    options: dict[str, str] | None = None,
    turn: tuple[int, bool] = (0, False),
    **context: Any,
) -> Path:
    """Encode RGB frames with plain PyAV. `times` count in `time_base`; `context` sets codec fields. `turn` is
    what players are told: degrees anticlockwise, and whether to mirror."""
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=rate, options=options or {})
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = pixel_format
        if turn != (0, False):
            stream.set_display_rotation(turn[0], hflip=turn[1])
        base = time_base or 1 / rate
        stream.codec_context.time_base = stream.time_base = base
        for name, value in context.items():
            setattr(stream.codec_context, name, value)
        for n, rgb in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(rgb, "rgb24").reformat(format=pixel_format)
            frame.pts, frame.time_base = times[n] if times else n, base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def write_sound(path: Path, samples: np.ndarray, rate: int, codec: str) -> Path:
    """Encode mono float32 samples `[n]` with plain PyAV."""
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=rate)
        stream.layout = "mono"
        convert = av.AudioResampler(stream.codec_context.codec.audio_formats[0].name, "mono", rate)
        for start in range(0, len(samples), rate):
            part = np.ascontiguousarray(samples[None, start : start + rate])
            frame = av.AudioFrame.from_ndarray(part, "fltp", "mono")
            frame.sample_rate, frame.pts = rate, start
            for ready in convert.resample(frame):
                container.mux(stream.encode(ready))
        container.mux(stream.encode(None))
    return path


def ticks(seconds: int, rate: int) -> np.ndarray:
    """Silence with a short burst in the middle of every second, `[n]` float32."""
    sound = np.zeros(seconds * rate, np.float32)
    burst = 0.8 * np.sin(np.arange(rate // 1000) * 0.6).astype(np.float32)
    for second in range(seconds):
        start = second * rate + rate // 2
        sound[start : start + len(burst)] = burst
    return sound


def onsets(sound: np.ndarray, rate: int) -> list[int]:
    """How many samples each second's first loud one lies after the middle of that second."""
    seconds = sound[: len(sound) // rate * rate].reshape(-1, rate)
    return [int(np.argmax(np.abs(second) > 0.2)) - rate // 2 for second in seconds]


def decoded_times(path: Path, stream_index: int) -> list[int | None]:
    """Timestamps of all frames, decoded from start to end by one thread; damage is passed over."""
    times: list[int | None] = []
    with av.open(str(path)) as container:
        stream: Any = container.streams[stream_index]
        stream.thread_type, stream.codec_context.thread_count = "SLICE", 1
        for packet in container.demux(stream):
            try:
                times += [frame.pts for frame in packet.decode()]
            except av.FFmpegError:
                continue
    return times


def digest(array: np.ndarray) -> str:
    return hashlib.sha256(array.tobytes()).hexdigest()
