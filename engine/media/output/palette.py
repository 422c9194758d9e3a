"""GIF's 256 colours, chosen anew for every frame, and its clock of hundredths of a second."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

import av
from av.filter import Graph
from av.video.format import VideoFormat
from av.video.frame import VideoFrame

GIF_TICK = Fraction(1, 100)
MAX_RATE = 50  # browsers slow frames that are shown for less than two ticks down to ten a second


def gif_step(rate: Fraction) -> tuple[int, list[str]]:
    """(n, notes): every n-th frame of a film at `rate` goes into a GIF."""
    step = ceil(rate / MAX_RATE)
    note = f"GIF shows at most {MAX_RATE} frames a second: one frame of every {step} was written."
    return step, [note] if step > 1 else []


class Palette:
    """RGB(A) frames of one size to `pal8` frames, each with the palette that suits it best."""

    def __init__(self, size: tuple[int, int], pixel_format: str) -> None:
        self._graph = graph = Graph()
        source = graph.add_buffer(
            width=size[0], height=size[1], format=VideoFormat(pixel_format), time_base=GIF_TICK
        )
        split = graph.add("split")
        choose = graph.add(
            "palettegen", f"stats_mode=single:reserve_transparent={int(pixel_format == 'rgba')}"
        )
        use = graph.add("paletteuse", "new=1:dither=sierra2_4a")
        sink = graph.add("buffersink")
        source.link_to(split)
        split.link_to(use, 0, 0)
        split.link_to(choose, 1, 0)
        choose.link_to(use, 0, 1)
        use.link_to(sink)
        graph.configure()

    def push(self, frame: VideoFrame | None, tick: int) -> Iterator[VideoFrame]:
        """What is ready once `frame`, shown from `tick` on, is in; None ends it."""
        if frame is not None:
            frame.pts, frame.time_base = tick, GIF_TICK
        self._graph.vpush(frame)
        while True:
            try:
                yield self._graph.vpull()
            except (av.BlockingIOError, av.EOFError):
                return
