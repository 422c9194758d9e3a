"""Makes the sample film that a new project opens with: `python -m engine.sketch.sample [--out FILE]`.

Three shots of Sketch's own world, 324 frames at 24 fps. A tick sounds on each bounce and each half turn, so
that sound out of step with the picture can be heard and seen.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from engine.sketch.scenes import Painter
from engine.sketch.world import Scene

FPS = 24
SAMPLE_RATE = 48_000
WIDTH, HEIGHT = 1280, 720
DEFAULT_OUT = Path(__file__).resolve().parents[2] / "resources" / "sample" / "sample.mp4"


def shots() -> list[tuple[Scene, int]]:
    """The film's scenes, each with its number of frames."""
    meadow = Scene(
        "ball", "red", "medium", "bounces", "meadow", "static", WIDTH, HEIGHT, 114 / FPS,
        position=(0.0, 0.2), speed=20 / 19, camera_speed=0.0, plate_seed=12, drift=0.26,
    )  # fmt: skip
    night = Scene(
        "star", "yellow", "large", "spins", "night", "pan right", WIDTH, HEIGHT, 102 / FPS,
        position=(0.05, -0.02), speed=0.3, camera_speed=0.1, plate_seed=5,
    )  # fmt: skip
    sunset = Scene(
        "boat", "white", "large", "left", "sunset", "static", WIDTH, HEIGHT, 108 / FPS,
        position=(0.0, 0.16), speed=0.24, camera_speed=0.0, plate_seed=9,
    )  # fmt: skip
    return [(meadow, 114), (night, 102), (sunset, 108)]


def pictures() -> Iterator[np.ndarray]:
    """The film's frames, uint8 [720, 1280, 3]."""
    for scene, frames in shots():
        painter = Painter(scene)
        for k in range(frames):
            yield np.asarray(painter.frame(k / FPS))


def tick_times() -> list[float]:
    """When something lands or passes a half turn, in seconds of the film."""
    times, start = [], 0.0
    for scene, frames in shots():
        period = {"bounces": 1 / scene.speed, "spins": 0.5 / scene.speed}.get(scene.motion)
        if period:
            times += [
                start + t
                for t in np.arange(0 if scene.motion == "bounces" else period, scene.seconds, period)
            ]
        start += frames / FPS
    return [float(t) for t in times]


def sound(seconds: float) -> np.ndarray:
    """Mono float32 samples: a soft chord that changes with the shot, and the ticks."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    out = np.zeros_like(t)
    start = 0.0
    for (_, frames), root in zip(shots(), (220.0, 174.6, 196.0), strict=True):
        length = frames / FPS
        inside = (t >= start) & (t < start + length)
        local = t[inside] - start
        swell = np.minimum(1, np.minimum(local, length - local) / 0.5)
        chord = sum(np.sin(2 * np.pi * root * ratio * local) for ratio in (1, 5 / 4, 3 / 2))
        out[inside] += 0.05 * swell * chord
        start += length
    for when in tick_times():
        local = t - when
        ring = (local >= 0) & (local < 0.15)
        out[ring] += 0.3 * np.exp(-local[ring] * 45) * np.sin(2 * np.pi * 1320 * local[ring])
    return out.astype(np.float32)


def write(path: Path) -> None:
    """Encode the film: H.264 tagged BT.709 with AAC sound."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as film:
        video = film.add_stream("libx264", rate=FPS, options={"crf": "20", "preset": "slow"})
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        video.time_base = Fraction(1, FPS)
        context = video.codec_context
        context.color_primaries = context.color_trc = context.colorspace = 1
        context.color_range = 1
        audio = film.add_stream("aac", rate=SAMPLE_RATE, layout="mono")
        audio.bit_rate = 96_000
        for k, picture in enumerate(pictures()):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
            frame.pts = k
            film.mux(video.encode(frame))
        film.mux(video.encode())
        total = sum(frames for _, frames in shots()) / FPS
        samples = sound(total)
        for start in range(0, len(samples), 1024):
            chunk = av.AudioFrame.from_ndarray(
                samples[None, start : start + 1024], format="fltp", layout="mono"
            )
            chunk.sample_rate, chunk.pts = SAMPLE_RATE, start
            film.mux(audio.encode(chunk))
        film.mux(audio.encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
    write(parser.parse_args().out)


if __name__ == "__main__":
    main()
