"""What a film can be written as: each format is a value, and a file's ending chooses the usual one.

A format says how pictures and sound are coded and in which containers they lie. Which encoder does the work,
and how well, is another matter: see `engine.media.output.encoders`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import TweenError
from engine.media.safety import display_name

Kind = Literal["film", "loop", "pictures", "sound"]
LOOP_SECONDS = 60
"""GIF and WebP are for short loops: viewers hold every frame in memory, and so does WebP's encoder."""


@dataclass(frozen=True, slots=True)
class Format:
    """`containers` are (file ending, FFmpeg's muxer), the usual one first. `codec` "" has no picture.

    `pixel_format` is what the encoder gets, `alpha_format` what it gets where the film has transparency, ""
    if that cannot be held. `sound` is FFmpeg's encoder, "" for none. `multiple` (width, height) is what the
    sides of a picture must be divisible by.
    """

    name: str
    title: str
    kind: Kind
    codec: str
    containers: tuple[tuple[str, str], ...]
    pixel_format: str = ""
    alpha_format: str = ""
    sound: str = ""
    options: tuple[tuple[str, str], ...] = ()
    multiple: tuple[int, int] = (1, 1)

    @property
    def suffix(self) -> str:
        return self.containers[0][0]

    @property
    def rgb(self) -> bool:
        """Pictures are kept as RGB rather than as BT.709 luma and chroma."""
        return not self.pixel_format.startswith("yuv")

    def muxer(self, suffix: str) -> str | None:
        """FFmpeg's muxer for a file ending, None where this format does not go into such a file.

        "" for a folder of pictures, whose name may end in anything but what a single file's would.
        """
        if self.kind == "pictures":
            return None if suffix.lower() in (*USUAL, ".png") else ""
        return dict(self.containers).get(suffix.lower())


MOVIE = ((".mp4", "mp4"), (".m4v", "mp4"), (".mov", "mov"), (".mkv", "matroska"))
# Slices let several cores work on one frame; version 3 with checksums is what archives ask for.
FFV1 = (("level", "3"), ("slices", "16"), ("slicecrc", "1"), ("context", "1"), ("g", "1"))

FORMATS = (
    Format("h264", "H.264", "film", "h264", MOVIE, "yuv420p", "", "aac", (), (2, 2)),
    Format("h265", "H.265", "film", "h265", MOVIE, "yuv420p", "", "aac", (), (2, 2)),
    Format("av1", "AV1", "film", "av1", (MOVIE[0], MOVIE[3]), "yuv420p", "", "aac", (), (2, 2)),
    Format(
        "prores", "ProRes 422 HQ", "film", "prores", ((".mov", "mov"),), "yuv422p10le", "", "pcm_s24le",
        (("profile", "3"), ("vendor", "apl0")), (2, 1),
    ),
    Format(
        "prores4444", "ProRes 4444", "film", "prores", ((".mov", "mov"),), "yuv444p10le", "yuva444p10le",
        "pcm_s24le", (("profile", "4"), ("vendor", "apl0")),
    ),
    Format(
        "ffv1", "FFV1, lossless RGB", "film", "ffv1", ((".mkv", "matroska"),), "bgr0", "bgra", "flac", FFV1
    ),
    Format(
        "ffv1-420", "FFV1, lossless 4:2:0", "film", "ffv1", ((".mkv", "matroska"),), "yuv420p", "", "flac",
        FFV1, (2, 2),
    ),
    Format("gif", "GIF", "loop", "gif", ((".gif", "gif"),), "rgb24", "rgba"),
    Format("webp", "WebP", "loop", "webp", ((".webp", "webp"),), "bgra", "bgra"),
    Format("png", "PNG pictures in a folder", "pictures", "png", (("", ""),), "rgb24", "rgba"),
    Format("wav", "WAV, sound only", "sound", "", ((".wav", "wav"),), sound="pcm_s24le"),
)  # fmt: skip
BY_NAME = {format.name: format for format in FORMATS}
SMART = {"h264": "h264", "hevc": "h265", "av1": "av1", "prores": "prores"}
"""FFmpeg's name of a codec whose packets can be copied between encoded ones -> the format that they have."""

USUAL = {
    ".mp4": "h264", ".m4v": "h264", ".mov": "prores", ".mkv": "ffv1", ".gif": "gif", ".webp": "webp",
    ".wav": "wav",
}  # fmt: skip


def choose_format(path: Path, name: str = "") -> Format:
    """The format called `name`, or the usual one for the file's ending. Raises `TweenError`."""
    shown, suffix = display_name(path), path.suffix.lower()
    if name:
        format = BY_NAME.get(name)
        if format is None:
            raise TweenError(f"There is no format “{name}”; choose one of {', '.join(BY_NAME)}.")
        if format.muxer(suffix) is None:
            if format.kind == "pictures":
                raise TweenError(f"{shown} is to be a folder of pictures; give it a name without “{suffix}”.")
            endings = " or ".join(f"“{ending}”" for ending, _ in format.containers)
            raise TweenError(f"{format.title} cannot be written to {shown}; end its name with {endings}.")
        return format
    if suffix not in USUAL:
        raise TweenError(f"{shown} does not say what to write; end its name with one of {', '.join(USUAL)}.")
    return BY_NAME[USUAL[suffix]]
