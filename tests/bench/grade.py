"""How long a look-up table takes at 1080p, beside FFmpeg's own filter on the same pictures: `lut3d` on RGB.

OMP_NUM_THREADS=1 .venv/bin/python tests/bench/grade.py
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

import av
import cv2
import numpy as np
from av.filter import Graph

from engine.document.grade import Grade, Lut
from engine.media.fingerprint import fingerprint
from engine.media.grading import Grader
from tests.bench.figure import conclude, table
from tests.media.cubes import solid, write_solid

SIZE = (1920, 1080)
RUNS = 25
GOAL = 1.0


def plain(path: Path) -> Callable[[np.ndarray], np.ndarray]:
    """FFmpeg's filter as one would use it: 8 bit RGB in, 8 bit RGB out."""
    graph = Graph()
    source = graph.add(
        "buffer", video_size=f"{SIZE[0]}x{SIZE[1]}", pix_fmt="rgb24", time_base="1/25", pixel_aspect="1/1"
    )
    look, sink = graph.add("lut3d", file=str(path), interp="tetrahedral"), graph.add("buffersink")
    source.link_to(look)
    look.link_to(sink)
    graph.configure()
    count = iter(range(1_000_000))

    def looked_up(picture: np.ndarray) -> np.ndarray:
        frame = av.VideoFrame.from_ndarray(picture, "rgb24")
        frame.pts, frame.time_base = next(count), Fraction(1, 25)
        graph.push(frame)
        return graph.pull().to_ndarray()

    return looked_up


def milliseconds(work: Callable[[np.ndarray], np.ndarray], picture: np.ndarray) -> float:
    took: list[float] = []
    for _ in range(RUNS):
        start = perf_counter()
        work(picture)
        took.append(1000 * (perf_counter() - start))
    return median(took[3:])


def main() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (54, 96, 3), np.uint8)
    picture = cv2.resize(noise, SIZE, interpolation=cv2.INTER_CUBIC)
    with tempfile.TemporaryDirectory() as folder:
        path = write_solid(Path(folder) / "look.cube", solid(33))
        lut = Lut(str(path), fingerprint(path))
        grader, peer = Grader(), plain(path)
        grades = {
            "exposure": Grade(exposure=0.5),
            "exposure, saturation": Grade(exposure=0.5, saturation=1.2),
            "look-up table": Grade(lut=lut),
            "all of it": Grade(exposure=0.5, saturation=1.2, lut=lut),
        }
        took = {
            name: milliseconds(lambda rgb, grade=grade: grader.graded(rgb, grade), picture)
            for name, grade in grades.items()
        }
        theirs = milliseconds(peer, picture)
        off = int(np.abs(grader.graded(picture, grades["look-up table"]).astype(int) - peer(picture)).max())
    table([("grade of 1920×1080", "ms a frame"), *took.items(), ("FFmpeg's lut3d on RGB", theirs)])
    print(f"largest difference between the two tables: {off} levels")
    ours = took["look-up table"]
    conclude("grade", f"{ours:.1f} ms", f"{theirs:.1f} ms", ours / theirs, GOAL)


if __name__ == "__main__":
    main()
