"""Pictures with other colours: `engine.document.grade` applied to pixels.

    rgb 8 bit ── curve of each colour ── saturation ── look-up table ── rgb 8 bit
                 256 entries, exact       a matrix      libavfilter's lut3d, tetrahedral

In between there are 16 bits a colour, so that nothing is rounded twice. One table for all of it would be
several levels off in the shadows, where a gamma is steep; the curves are exact there.
"""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from engine.document.grade import Cdl, Grade, Lut
from engine.errors import TweenError
from engine.media.cube import Cube, read_cube
from engine.media.fingerprint import fingerprint
from engine.media.safety import display_name

if TYPE_CHECKING:
    from av.filter import Graph
    from av.video.plane import VideoPlane

LUMA = (0.2126, 0.7152, 0.0722)
"""Rec. 709, as the ASC CDL takes it."""
FULL = 65535
GRAPHS = 4
"""Tables kept ready at once, each for pictures of one size."""
CUBES = 4


class Grader:
    """Gives pictures their grades. Not thread-safe: one for each thread."""

    def __init__(self) -> None:
        self._graphs: OrderedDict[tuple[str, tuple[int, int]], _Solid] = OrderedDict()

    def graded(self, picture: np.ndarray, grade: Grade | None) -> np.ndarray:
        """`picture` `[H, W, 3]`, or `[H, W, 4]` with straight alpha, uint8, in its grade; the very same array
        where there is none. Raises `TweenError` where the look-up table is gone, damaged or not what it was.
        """
        if grade is None or grade.neutral:
            return picture
        if picture.shape[2] == 4:
            colours = self.graded(np.ascontiguousarray(picture[..., :3]), grade)
            return np.dstack([colours, picture[..., 3]])
        lut = grade.lut if grade.lut is not None and grade.lut.strength else None
        cdl = grade.cdl
        if lut is None and cdl.saturation == 1:
            return cv2.LUT(picture, _curves(cdl, np.uint8))
        deep = cv2.LUT(picture, _curves(cdl, np.uint16))
        if cdl.saturation != 1:
            deep = cv2.transform(deep, _saturation(cdl.saturation))
        if lut is not None:
            deep = self._looked_up(deep, lut)
        return cv2.convertScaleAbs(deep, alpha=255 / FULL)

    def _looked_up(self, deep: np.ndarray, lut: Lut) -> np.ndarray:
        """`deep` `[H, W, 3]` uint16 through a look-up table, as much as is wished."""
        cube = cube_of(lut)
        if cube.solid:
            changed = self._solid(cube, lut.fingerprint, deep.shape[1::-1])(deep)
        else:
            curves = _full_curves(lut.path, lut.fingerprint)
            changed = np.stack([curves[:, i].take(deep[..., i]) for i in range(3)], axis=2)
        if lut.strength == 1:
            return changed
        return cv2.addWeighted(deep, 1 - lut.strength, changed, lut.strength, 0)

    def _solid(self, cube: Cube, content: str, size: tuple[int, int]) -> Callable[[np.ndarray], np.ndarray]:
        key = content, size
        if key not in self._graphs:
            self._graphs[key] = _Solid(cube.table, size)
            while len(self._graphs) > GRAPHS:
                self._graphs.popitem(last=False)
        self._graphs.move_to_end(key)
        return self._graphs[key]


def cube_of(lut: Lut) -> Cube:
    """Its table. Raises `TweenError` where the file is gone, damaged or has other content than it had."""
    return _cube(lut.path, lut.fingerprint)


@lru_cache(CUBES)
def _cube(path: str, content: str) -> Cube:
    if not Path(path).is_file():
        raise TweenError(
            f"The look-up table {display_name(path)} was not found; put it back at {path}, or take it from "
            "the clip."
        )
    if fingerprint(path) != content:
        raise TweenError(
            f"The look-up table {display_name(path)} has changed since a clip was given it; choose it again."
        )
    return read_cube(path)


@lru_cache(64)
def _curves(cdl: Cdl, kind: type[np.uint8] | type[np.uint16]) -> np.ndarray:
    """`[1, 256, 3]`: what each value of each colour becomes."""
    value = np.linspace(0, 1, 256)[:, None]
    curve = (value * np.array(cdl.slope) + np.array(cdl.offset)).clip(0, 1) ** np.array(cdl.power)
    return np.rint(curve.clip(0, 1) * np.iinfo(kind).max).astype(kind)[None]


@lru_cache(CUBES)
def _full_curves(path: str, content: str) -> np.ndarray:
    """`[65536, 3]` uint16 of a 1D table."""
    table = _cube(path, content).table
    at = np.linspace(0, len(table) - 1, FULL + 1)
    curves = [np.interp(at, np.arange(len(table)), table[:, i]) for i in range(3)]
    return np.rint(np.stack(curves, axis=1) * FULL).astype(np.uint16)


def _saturation(factor: float) -> np.ndarray:
    """`[3, 3]`: from the grey of a pixel so many times as far away."""
    return factor * np.eye(3) + (1 - factor) * np.array([LUMA] * 3)


class _Solid:
    """A 3D table for pictures of one size: a filter graph, fed plane by plane, whose fast path is for planes.

    libavfilter reads no file of anybody else's here: it is given one that was written from checked numbers.
    """

    def __init__(self, table: np.ndarray, size: tuple[int, int]) -> None:
        self._size = size
        self._number = 0
        with tempfile.TemporaryDirectory(prefix="tween-lut-") as folder:
            file = Path(folder) / "table.cube"
            file.write_text(_written(table), "ascii")
            self._graph = _graph(file, size)

    def __call__(self, deep: np.ndarray) -> np.ndarray:
        """`[H, W, 3]` uint16 -> the same, looked up."""
        from av.video.frame import VideoFrame

        frame = VideoFrame(*self._size, "gbrp16le")
        for plane, colour in zip(frame.planes, (1, 2, 0), strict=True):
            _rows(plane)[:] = deep[..., colour]
        frame.pts, frame.time_base = self._number, Fraction(1, 25)
        self._number += 1
        self._graph.push(frame)
        made = self._graph.pull()
        assert isinstance(made, VideoFrame)
        green, blue, red = (_rows(plane) for plane in made.planes)
        return cv2.merge([red, green, blue])


def _rows(plane: VideoPlane) -> np.ndarray:
    """`[H, W]` uint16 of the plane's own memory."""
    whole = np.frombuffer(memoryview(plane), np.uint16)  # pyright: ignore[reportArgumentType]
    return whole.reshape(plane.height, plane.line_size // 2)[:, : plane.width]


def _graph(file: Path, size: tuple[int, int]) -> Graph:
    from av.filter import Graph

    graph = Graph()
    source = graph.add(
        "buffer", video_size=f"{size[0]}x{size[1]}", pix_fmt="gbrp16le", time_base="1/25", pixel_aspect="1/1"
    )
    table = graph.add("lut3d", file=str(file), interp="tetrahedral")
    sink = graph.add("buffersink")
    source.link_to(table)
    table.link_to(sink)
    graph.configure()
    return graph


def _written(table: np.ndarray) -> str:
    """A cube's text: red changes fastest."""
    rows = table.transpose(2, 1, 0, 3).reshape(-1, 3).tolist()
    lines = (f"{red:.7f} {green:.7f} {blue:.7f}\n" for red, green, blue in rows)
    return f"LUT_3D_SIZE {len(table)}\n" + "".join(lines)
