"""From coded colour to RGB as a BT.709 screen shows it.

Range and matrix are honoured where a file states them and guessed by size where it does not. HDR (PQ and HLG,
ITU-R BT.2100) and wide gamut (BT.2020, Display P3) are brought to BT.709 explicitly: linearise, compress the
highlights, change primaries, encode for a 2.4 gamma display.
"""

from __future__ import annotations

import struct
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

# ITU-T H.273 code points, as FFmpeg carries them.
MATRIX_RGB, MATRIX_BT709, MATRIX_UNSPECIFIED, MATRIX_BT601, MATRIX_BT2020 = 0, 1, 2, 5, 9
RANGE_LIMITED, RANGE_FULL = 1, 2
TRANSFER_PQ, TRANSFER_HLG = 16, 18
PRIMARIES_BT2020, PRIMARIES_P3 = 9, 12
# Ways of coding colour that swscale cannot undo.
UNKNOWN_MATRICES = {8: "YCgCo", 11: "Y′D′zD′x", 14: "ICtCp", 15: "IPT-C2", 16: "YCgCo-R", 17: "YCgCo-R"}
# What swscale knows: FFmpeg's matrix codes, with both 601 codes and the constant-luminance 2020 folded.
SWS_MATRIX = {1: 1, 4: 4, 5: 5, 6: 5, 7: 7, 9: 9, 10: 9}

# Linear-light primaries to BT.709 (ITU-R BT.2087 for 2020; the CSS Color 4 values for Display P3).
TO_BT709 = {
    "2020": np.array(
        [[1.660491, -0.587641, -0.072850], [-0.124550, 1.132900, -0.008349], [-0.018151, -0.100579, 1.118730]]
    ),
    "p3": np.array(
        [[1.224940, -0.224940, 0.0], [-0.042057, 1.042057, 0.0], [-0.019638, -0.078636, 1.098274]]
    ),
}
WHITE_NITS = 203.0  # HDR reference white, ITU-R BT.2408
PEAK_NITS = 1000.0
CUBE = 33


@dataclass(frozen=True)
class ColorPlan:
    """How one stream becomes RGB. `matrix` and `full` say nothing when `rgb`; `transfer`: sdr, pq, hlg."""

    rgb: bool
    matrix: int
    full: bool
    transfer: str = "sdr"
    gamut: str = "709"
    notes: tuple[str, ...] = ()

    @property
    def mapped(self) -> bool:
        """True when pixels need more than a matrix: HDR or wide gamut."""
        return self.transfer != "sdr" or self.gamut != "709"

    @property
    def plain(self) -> bool:
        """True for what a film is written as: BT.709 luma and chroma of limited range."""
        return not (self.rgb or self.full or self.mapped) and self.matrix == MATRIX_BT709


def unknown_coding(frame: VideoFrame) -> str | None:
    """The name of a way of coding colour that cannot be shown here; None for all that can."""
    if frame.format.is_rgb or frame.format.has_palette:
        return None
    if dolby_vision_ipt(frame):
        return "Dolby Vision profile 5"
    return UNKNOWN_MATRICES.get(int(frame.colorspace))


def dolby_vision_ipt(frame: VideoFrame) -> bool:
    """True for a Dolby Vision stream without a picture for other screens (profile 5: IPT-PQ-C2).

    Its metadata is FFmpeg's AVDOVIMetadata: the offset of the header, and in the header, one byte each, a
    base profile of 0 and full range, which no other profile has together.
    """
    try:
        found: Any = frame.side_data  # typed as a mapping, iterated as its values
        blocks = [bytes(data) for data in found if data.type.name == "DOVI_METADATA"]
    except ValueError:  # a kind of side data that PyAV does not know yet
        return False
    for block in blocks:
        (start,) = struct.unpack_from("@N", block) if len(block) >= struct.calcsize("@N") else (len(block),)
        header = block[start : start + 12]
        if len(header) == 12 and header[4] == 0 and header[10] == 1:
            return True
    return False


def plan_color(frame: VideoFrame) -> ColorPlan:
    """Read a stream's colour from its first decoded frame, guessing what it leaves out."""
    name = frame.format.name
    notes: list[str] = []
    if frame.format.is_rgb or name == "pal8":
        return ColorPlan(True, MATRIX_RGB, True)
    matrix = SWS_MATRIX.get(int(frame.colorspace), 0)
    transfer, gamut, mapping = _mapping(int(frame.color_trc), int(frame.color_primaries))
    if not matrix:
        if gamut == "2020":
            matrix = MATRIX_BT2020
        else:
            matrix = MATRIX_BT709 if frame.width >= 1280 or frame.height > 576 else MATRIX_BT601
        if not name.startswith(("gray", "ya")):
            shown = {1: "BT.709", 5: "BT.601", 9: "BT.2020"}[matrix]
            notes.append(
                f"The file does not say how its colours are coded; {shown} was assumed from its size."
            )
    # Grey without a range is written in full, as FFmpeg does.
    untagged_grey = name.startswith(("gray", "ya")) and int(frame.color_range) != RANGE_LIMITED
    full = int(frame.color_range) == RANGE_FULL or name.startswith("yuvj") or untagged_grey
    return ColorPlan(False, matrix, full, transfer, gamut, (*notes, *mapping))


def plan_rgb(transfer: int, primaries: int) -> ColorPlan:
    """The plan for a picture that is RGB already, by its code points (ITU-T H.273)."""
    return ColorPlan(True, MATRIX_RGB, True, *_mapping(transfer, primaries))


def _mapping(transfer_code: int, primaries: int) -> tuple[str, str, tuple[str, ...]]:
    """(transfer, gamut, what is done about them) for code points."""
    transfer = {TRANSFER_PQ: "pq", TRANSFER_HLG: "hlg"}.get(transfer_code, "sdr")
    gamut = {PRIMARIES_BT2020: "2020", PRIMARIES_P3: "p3"}.get(primaries, "709")
    if transfer != "sdr" and gamut == "709" and primaries == MATRIX_UNSPECIFIED:
        gamut = "2020"
    if transfer != "sdr":
        return transfer, gamut, (f"The picture is HDR ({transfer.upper()}) and was tone-mapped to BT.709.",)
    if gamut != "709":
        shown = "BT.2020" if gamut == "2020" else "Display P3"
        return transfer, gamut, (f"The picture has wide colours ({shown}) and was brought to BT.709.",)
    return transfer, gamut, ()


def to_bt709(rgb: np.ndarray, plan: ColorPlan) -> np.ndarray:
    """Coded R'G'B' `[n, 3]`, 0 … 1, of an HDR or wide-gamut stream -> R'G'B' for a BT.709 display."""
    linear = _linear(rgb, plan.transfer)
    if plan.gamut in TO_BT709:
        linear = linear @ TO_BT709[plan.gamut].T
    if plan.transfer != "sdr":
        peak = np.maximum(linear.max(axis=1, keepdims=True), 1e-6)
        linear = linear * (_compress(peak) / peak)
    return np.clip(linear, 0.0, 1.0) ** (1 / 2.4)


def _compress(peak: np.ndarray) -> np.ndarray:
    """Reinhard's extended curve above a linear shoulder: 1 is reference white, `PEAK_NITS` lands on 1.

    Up to the knee nothing changes, so faces and grey cards keep their brightness relative to each other.
    """
    knee, top = 0.5, PEAK_NITS / WHITE_NITS
    x = (np.minimum(peak, top) - knee) / (1.0 - knee)
    white = (top - knee) / (1.0 - knee)
    bent = knee + (1.0 - knee) * x * (1.0 + x / (white * white)) / (1.0 + x)
    return np.where(peak > knee, bent, peak)


def _linear(code: np.ndarray, transfer: str) -> np.ndarray:
    """Coded values 0 … 1 to light on the display, 1 = reference white (ITU-R BT.2100, BT.1886)."""
    if transfer == "pq":
        m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
        root = code ** (1 / m2)
        return 10000.0 / WHITE_NITS * (np.maximum(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1)
    if transfer == "hlg":
        a, b, c = 0.17883277, 0.28466892, 0.55991073
        scene = np.where(code <= 0.5, code * code / 3.0, (np.exp((code - c) / a) + b) / 12.0)
        luminance = np.maximum(scene @ np.array([0.2627, 0.6780, 0.0593]), 1e-6)[:, None]
        return scene * luminance**0.2 * (PEAK_NITS / WHITE_NITS)  # the OOTF for a 1000 cd/m² display
    return code**2.4


@lru_cache(maxsize=8)
def cube(plan: ColorPlan) -> bytes:
    """`to_bt709` sampled on a grid, as the text of a .cube file."""
    steps = np.linspace(0.0, 1.0, CUBE)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")  # red varies fastest
    mapped = to_bt709(np.stack([red, green, blue], axis=-1).reshape(-1, 3), plan)
    lines = "\n".join(f"{r:.6f} {g:.6f} {b:.6f}" for r, g, b in mapped)
    return f"LUT_3D_SIZE {CUBE}\n{lines}\n".encode()


class ToneMapper:
    """Applies `to_bt709` to rgb48le frames of one size by FFmpeg's lut3d filter, far faster than numpy."""

    def __init__(self, plan: ColorPlan) -> None:
        self._plan = plan
        self._graph = None

    def __call__(self, frame: VideoFrame) -> VideoFrame:
        frame.pts = None
        if self._graph is None:
            self._graph = self._build(frame)
        self._graph.vpush(frame)
        return self._graph.vpull()  # pyright: ignore[reportReturnType]

    def _build(self, frame: VideoFrame):
        from av.filter import Graph

        graph = Graph()
        source = graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1, 25)
        )
        with tempfile.TemporaryDirectory(prefix="tweenboard-") as folder:
            path = Path(folder, "map.cube")
            path.write_bytes(cube(self._plan))
            lut = graph.add("lut3d", file=str(path), interp="tetrahedral")
        sink = graph.add("buffersink")
        source.link_to(lut)
        lut.link_to(sink)
        graph.configure()
        return graph
