"""From pictures as arrays to frames as an encoder takes them: BT.709, limited range, padded if it must be."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter

from engine.media.color import MATRIX_BT709, MATRIX_RGB, RANGE_FULL, RANGE_LIMITED
from engine.media.output.settings import Plan

BT709 = 1  # the same number for primaries, transfer and matrix in ITU-T H.273
PLAIN = ("yuv420p", "yuv422p", "yuv444p")


class FrameCoder:
    """Makes encoder frames of one plan. Not thread-safe."""

    def __init__(self, plan: Plan) -> None:
        self.size, self.coded, self.pixel_format = plan.size, plan.coded, plan.pixel_format
        self.alpha = plan.pixel_format == plan.format.alpha_format != ""
        self._rgb = plan.format.rgb
        self._from_array = VideoReformatter()
        self._from_frame = VideoReformatter()
        self._pad: tuple[tuple[int, int, int, int], Graph] | None = None

    def from_array(self, picture: np.ndarray) -> VideoFrame:
        """`[H, W, 3]` uint8 RGB, or `[H, W, 4]` with straight alpha, of the plan's size."""
        width, height = self.size
        channels = picture.shape[-1]
        if picture.shape[:2] != (height, width) or channels not in (3, 4) or picture.dtype != np.uint8:
            raise ValueError(
                f"a frame of {picture.shape} {picture.dtype} for a file of {height, width, 3} uint8"
            )
        if self.coded != self.size:
            more = (0, self.coded[1] - height), (0, self.coded[0] - width), (0, 0)
            picture = np.pad(picture, more, "edge")
        given = "rgb24" if channels == 3 else "rgba"
        frame = VideoFrame.from_ndarray(np.ascontiguousarray(picture), given)
        if self._rgb:
            frame.colorspace, frame.color_range = MATRIX_RGB, RANGE_FULL
            return self._from_array.reformat(frame, format=self.pixel_format)
        options: dict[str, Any] = {"dst_colorspace": MATRIX_BT709, "dst_color_range": RANGE_LIMITED}
        return self._from_array.reformat(
            frame, format=self.pixel_format, interpolation=Interpolation.BICUBIC, **options
        )

    def takes(self, frame: VideoFrame, box: tuple[int, int, int, int]) -> bool:
        """True when `from_frame` can lay this frame into `box` without going through RGB."""
        if self._rgb or self.alpha or self.coded != self.size or not frame.format.name.startswith(PLAIN):
            return False
        return box == (0, 0, *self.size) or not any(side % 2 for side in box)

    def from_frame(self, frame: VideoFrame, box: tuple[int, int, int, int]) -> VideoFrame:
        """A decoded BT.709 frame of limited range scaled into `box` (x, y, width, height), black around it.

        One that fits already is returned as it is: the encoder then sees the decoder's own planes.
        """
        width, height = box[2:]
        if (frame.width, frame.height) != (width, height) or frame.format.name != self.pixel_format:
            shrink = width * 2 <= frame.width and height * 2 <= frame.height
            options: dict[str, Any] = {
                "src_colorspace": MATRIX_BT709, "dst_colorspace": MATRIX_BT709,
                "src_color_range": RANGE_LIMITED, "dst_color_range": RANGE_LIMITED,
                "interpolation": Interpolation.AREA if shrink else Interpolation.BICUBIC,
            }  # fmt: skip
            frame = self._from_frame.reformat(frame, width, height, self.pixel_format, **options)
        return frame if (width, height) == self.coded else self._padded(frame, box)

    def _padded(self, frame: VideoFrame, box: tuple[int, int, int, int]) -> VideoFrame:
        if self._pad is None or self._pad[0] != box:
            self._pad = box, self._pad_graph(frame, box)
        frame.pts = None
        self._pad[1].vpush(frame)
        return self._pad[1].vpull()

    def _pad_graph(self, frame: VideoFrame, box: tuple[int, int, int, int]) -> Graph:
        graph = Graph()
        source = graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1, 25)
        )
        pad = graph.add("pad", f"{self.coded[0]}:{self.coded[1]}:{box[0]}:{box[1]}:black")
        sink = graph.add("buffersink")
        source.link_to(pad)
        pad.link_to(sink)
        graph.configure()
        return graph
