"""A process that encodes a few frames with the encoder named on its command line, and may crash doing it.

Ends with 0 when packets came out and decode again, with 1 and a reason on stdout when not.
"""

from __future__ import annotations

import io
import sys
from fractions import Fraction
from typing import Any

import av
import av.logging
import numpy as np
from av.video.frame import VideoFrame

FRAMES = 12
WIDTH, HEIGHT = 320, 240  # smaller pictures are refused by some hardware


def encode(name: str, pixels: str) -> bytes:
    """`FRAMES` frames of moving grey in Matroska, by an encoder opened for the pixel format `pixels`."""
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as container:
        stream: Any = container.add_stream(name, rate=Fraction(25))
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, pixels
        for n in range(FRAMES):
            grey = (np.arange(WIDTH)[None, :] + 8 * n + np.zeros((HEIGHT, 1), int)) % 256
            rgb = np.repeat(grey.astype(np.uint8)[..., None], 3, axis=2)
            frame = VideoFrame.from_ndarray(rgb, "rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = n, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def main() -> int:
    av.logging.set_libav_level(av.logging.PANIC)
    try:
        written = encode(*sys.argv[1:3])
        with av.open(io.BytesIO(written), "r") as container:
            frames = sum(1 for _ in container.decode(video=0))
    except (av.FFmpegError, OSError, ValueError) as error:
        print((getattr(error, "strerror", None) or str(error)).lower())
        return 1
    if frames != FRAMES:
        print(f"{frames} of {FRAMES} frames came out")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
