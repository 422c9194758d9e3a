"""Colours on screen are those that the file means: held against FFmpeg's own conversions."""

from __future__ import annotations

import shutil
import struct
import subprocess
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import av
import numpy as np
import pytest
from av.filter import Graph
from av.video.format import VideoFormat

from engine.errors import TweenError
from engine.media.color import ColorPlan, dolby_vision_ipt, to_bt709
from engine.media.probe import probe
from engine.media.reader import VideoReader
from tests.media.clips import picture, write_video

WIDTH, HEIGHT = 256, 64
MATRICES = {"bt709": 1, "smpte170m": 6, "bt2020nc": 9}
FILTER = {"bt709": "bt709", "smpte170m": "smpte170m", "bt2020nc": "bt2020"}
FORMATS = ["yuv420p", "yuv422p", "yuv444p", "yuv420p10le", "yuv422p10le", "yuv444p12le"]

needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")


def ramps(pixel_format: str, full: bool) -> Any:
    """Luma rises from left to right; chroma is grey above, and drifts across below."""
    frame = av.VideoFrame(WIDTH, HEIGHT, pixel_format)
    bits = 8 if "p1" not in pixel_format else int(pixel_format.split("p")[1][:2])
    top = (1 << bits) - 1
    low, high = (0, top) if full else (16 << (bits - 8), 235 << (bits - 8))
    middle = 1 << (bits - 1)
    for n, plane in enumerate(frame.planes):
        across, down = np.meshgrid(np.linspace(0, 1, plane.width), np.linspace(0, 1, plane.height))
        if n == 0:
            values = low + (high - low) * across
        else:
            lean = 0.5 if n == 1 else -0.4
            values = middle + np.where(down < 0.5, 0, lean * middle * (across - 0.5))
        kind = np.uint8 if bits == 8 else np.dtype("<u2")
        line = np.zeros((plane.height, plane.line_size // np.dtype(kind).itemsize), kind)
        line[:, : plane.width] = np.rint(values)
        plane.update(line.tobytes())
    return frame


def write_ramps(path: Path, pixel_format: str, full: bool = False, **tags: int) -> Path:
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("ffv1", rate=Fraction(24))
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, pixel_format
        stream.codec_context.color_range = 2 if full else 1
        for name, value in tags.items():
            setattr(stream.codec_context, name, value)
        for n in range(2):
            frame = ramps(pixel_format, full)
            frame.pts = n
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def by_ffmpeg(path: Path, filters: str, pixel_format: str = "rgb24") -> np.ndarray:
    """The first frame through ffmpeg's filters: `[HEIGHT, WIDTH, 3]`."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-frames:v", "1", "-vf", filters]
    command += ["-pix_fmt", pixel_format, "-f", "rawvideo", "-"]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    kind, planes = (np.dtype("<f4"), True) if pixel_format == "gbrpf32le" else (np.dtype("u1"), False)
    values = np.frombuffer(data, kind)
    if planes:
        green, blue, red = values.reshape(3, HEIGHT, WIDTH)
        return np.stack([red, green, blue], axis=2)
    return values.reshape(HEIGHT, WIDTH, 3)


@needs_ffmpeg
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize("pixel_format", FORMATS)
def test_ramps_match_ffmpeg(tmp_path: Path, pixel_format: str, matrix: str, full: bool) -> None:
    path = write_ramps(tmp_path / "a.mkv", pixel_format, full, colorspace=MATRICES[matrix])
    span = "full" if full else "limited"
    flags = "flags=bicubic+accurate_rnd+full_chroma_int"
    expected = by_ffmpeg(path, f"scale=in_color_matrix={FILTER[matrix]}:in_range={span}:{flags}")
    for exact, levels in ((True, 2), (False, 4)):  # previews go swscale's quick way
        with VideoReader(path, exact=exact) as reader:
            shown = reader.frame(1)
        apart = np.abs(shown.astype(int) - expected)[:, 4:-4]
        apart[HEIGHT // 2 - 4 : HEIGHT // 2 + 4] = 0  # the edge between grey and colour
        assert apart.max() <= levels


@needs_ffmpeg
@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_hdr_light_is_that_of_zscale(tmp_path: Path, transfer: str) -> None:
    """Below the knee of the tone curve nothing is bent: there light is what zimg makes of it."""
    code = {"smpte2084": 16, "arib-std-b67": 18}[transfer]
    tags: dict[str, Any] = {"colorspace": 9, "color_trc": code, "color_primaries": 9}
    path = write_ramps(tmp_path / "a.mkv", "yuv444p10le", **tags)
    told = f"zscale=min=2020_ncl:rin=limited:tin={transfer}:pin=2020"
    light = by_ffmpeg(path, f"{told}:t=linear:npl=203:p=709,format=gbrpf32le", "gbrpf32le")
    if transfer == "arib-std-b67":  # zimg shows white at 1, a screen of 1000 cd/m² brighter than paper
        light = light * (1000 / 203) / light[0, -1].max()
    with VideoReader(path) as reader:
        shown = reader.frame(0)
    plain = (light.max(axis=2) < 0.45) & (light.min(axis=2) > 0.0005)
    plain[HEIGHT // 2 :] &= transfer == "smpte2084"
    expected = np.clip(light, 0, 1) ** (1 / 2.4) * 255
    assert plain.sum() > 1000
    assert np.abs(shown.astype(float) - expected)[plain].max() <= 3


@pytest.mark.parametrize(("transfer", "code"), [("pq", 16), ("hlg", 18)])
def test_tone_mapping_by_table_is_tone_mapping_by_formula(tmp_path: Path, transfer: str, code: int) -> None:
    tags: dict[str, Any] = {"colorspace": 9, "color_trc": code, "color_primaries": 9}
    path = write_ramps(tmp_path / "a.mkv", "yuv444p10le", **tags)
    y, b, r = (
        np.frombuffer(p, "<u2").reshape(HEIGHT, -1)[:, :WIDTH] for p in ramps("yuv444p10le", False).planes
    )
    luma, blue, red = (y - 64.0) / 876, (b - 512.0) / 896, (r - 512.0) / 896
    green = luma - 0.16455 * blue - 0.57135 * red
    coded = np.clip(np.stack([luma + 1.4746 * red, green, luma + 1.8814 * blue], axis=2), 0, 1)
    plan = ColorPlan(False, 9, False, transfer, "2020")
    expected = to_bt709(coded.reshape(-1, 3), plan).reshape(HEIGHT, WIDTH, 3) * 255
    with VideoReader(path) as reader:
        assert any(transfer.upper() in note and "tone-mapped" in note for note in reader.info.notes)
        shown = reader.frame(1).astype(float)
    apart = np.abs(shown - expected)
    assert apart[: HEIGHT // 2].max() <= 2  # the grey ramp
    inside = (expected.min(axis=2) > 16) & (expected.max(axis=2) < 250)  # at its edge, tables cut corners
    assert inside[HEIGHT // 2 :].sum() > 500
    assert apart[inside].max() <= 3


def test_codings_that_cannot_be_undone_are_refused(tmp_path: Path) -> None:
    path = write_ramps(tmp_path / "a.mkv", "yuv444p", colorspace=8)
    with pytest.raises(TweenError, match=r"“a\.mkv” are coded as YCgCo, .*; convert"):
        probe(path)


@pytest.mark.parametrize(("profile", "full", "ipt"), [(0, 1, True), (1, 0, False), (0, 0, False)])
def test_dolby_vision_without_a_common_picture_is_recognised(profile: int, full: int, ipt: bool) -> None:
    header = bytes([2, 0, 18, 0, profile, 0, 0, 0, 23, 1, full, 10])
    block = struct.pack("@3N", 24, 36, 36) + header
    data = SimpleNamespace(type=SimpleNamespace(name="DOVI_METADATA"), __bytes__=lambda: block)
    frame: Any = SimpleNamespace(side_data=[_Block(data.type, block)])
    assert dolby_vision_ipt(frame) is ipt


class _Block:
    def __init__(self, kind: Any, data: bytes) -> None:
        self.type, self._data = kind, data

    def __bytes__(self) -> bytes:
        return self._data


def test_a_real_dolby_vision_clip_with_an_hlg_picture_opens(media: Path) -> None:
    path = media / "dolbyVision-hdr.MOV"
    if not path.is_file():
        pytest.skip(f"no {path.name} in the corpus")
    assert any("HLG" in note for note in probe(path).notes)


def write_fields(path: Path, frames: list[np.ndarray], order: str) -> Path:
    """Frames of two fields each, lossless; `order` (tff or bff) says which came first."""
    graph = Graph()
    height, width = frames[0].shape[:2]
    form = VideoFormat("yuv444p", width, height)
    source = graph.add_buffer(width=width, height=height, format=form, time_base=Fraction(1, 24))
    told, sink = graph.add("setfield", order), graph.add("buffersink")
    source.link_to(told)
    told.link_to(sink)
    graph.configure()
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("ffv1", rate=Fraction(24))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv444p"
        for n, rgb in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(rgb, "rgb24").reformat(format="yuv444p")
            frame.pts, frame.time_base = n, Fraction(1, 24)
            graph.vpush(frame)
            container.mux(stream.encode(graph.vpull()))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("order", ["tff", "bff"])
def test_the_first_field_in_time_is_the_one_kept(tmp_path: Path, order: str) -> None:
    """A block moves by 4 pixels a field: after deinterlacing it stands where the first field had it."""
    fields = [np.zeros((48, 128, 3), np.uint8) for _ in range(24)]
    for n, field in enumerate(fields):
        field[12:36, 4 * n + 8 : 4 * n + 24] = 255
    woven = []
    for first, second in zip(fields[::2], fields[1::2], strict=True):
        frame = first.copy()
        start = 1 if order == "tff" else 0
        frame[start::2] = second[start::2]
        woven.append(frame)
    with VideoReader(write_fields(tmp_path / "a.mkv", woven, order)) as reader:
        assert any("deinterlaced" in note for note in reader.info.notes)
        for n in (8, 3, 6):
            lit = np.flatnonzero(reader.frame(n)[16:32, :, 1].mean(axis=0) > 128)
            assert abs(lit.mean() - (8 * n + 15.5)) <= 1


def test_grey_without_a_range_is_full(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.mkv", [picture(0)] * 2, codec="ffv1", pixel_format="gray")
    with VideoReader(path) as reader, av.open(str(path)) as container:
        grey = next(container.decode(video=0)).to_ndarray()
        assert (reader.frame(0) == grey[..., None]).all()
        assert reader.info.notes == ()
