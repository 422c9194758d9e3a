"""The one door through which a file of someone else's is opened.

FFmpeg chooses a demuxer by content, and some demuxers open other files or the network: a text file that
holds `ffconcat version 1.0` and is named `clip.mp4` reads its neighbours. Only demuxers that keep to the file
they were given are listed here, and only the `file:` protocol. Sizes are checked before anything is decoded.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import TweenError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.container import InputContainer
    from av.packet import Packet
    from av.stream import Stream

FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,mpegts,mpeg,mpegvideo,m4v,h264,hevc,obu,ivf,asf,mxf,dv,nut,"
    "yuv4mpegpipe,rm,ogg,wav,w64,caf,aiff,au,mp3,aac,ac3,eac3,flac,amr,ape,tta,wv,gif,apng"
)
OPTIONS = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/", re.IGNORECASE)  # Path makes one stroke of two
MAX_STREAMS = 100
MAX_PIXELS = 1 << 27  # 134 million: four times 8K, and a full frame is still under half a gibibyte as RGB


def display_name(path: str | Path) -> str:
    """The file's name in quotes, as every sentence shows it. Undecodable bytes become question marks."""
    name = Path(path).name or str(path)
    return f"“{name.encode('utf-8', 'replace').decode('utf-8')}”"


def check_file(path: str | Path) -> str:
    """The absolute real path of a regular, non-empty, readable file; `TweenError` for anything else."""
    name = display_name(path)
    if "\0" in os.fspath(path):
        raise TweenError(f"{name} is not a file name; choose a video, picture or sound file.")
    try:
        real = os.path.realpath(path, strict=True)
        info = Path(real).stat()
    except FileNotFoundError:
        if ADDRESS.match(os.fspath(path)):
            raise TweenError(f"{name} lies on the network; download it first and choose that file.") from None
        raise TweenError(f"{name} was not found; check whether it was moved or renamed.") from None
    except (OSError, ValueError) as error:
        raise TweenError(f"{name} cannot be reached ({_reason(error)}).") from None
    if not stat.S_ISREG(info.st_mode):
        kind = "a folder" if stat.S_ISDIR(info.st_mode) else "not an ordinary file"
        raise TweenError(f"{name} is {kind}; choose a video, picture or sound file.")
    if info.st_size == 0:
        raise TweenError(f"{name} is empty (0 bytes); copy or record it again.")
    if not os.access(real, os.R_OK):
        raise TweenError(f"{name} may not be read by this user; change its permissions.")
    return real


def open_container(path: str | Path) -> InputContainer:
    """Open a media file with the whitelists above. Use as a context manager: frames die with it.

    Raises `TweenError` when the path is missing, not a regular file, not media, cut short, or when what it
    claims to hold is beyond the caps.
    """
    import av
    import av.logging

    # What is wrong with a file is said by the notes and sentences here; FFmpeg's own lines would run between.
    av.logging.set_libav_level(av.logging.FATAL)
    real = check_file(path)
    try:
        container = av.open(real, options=dict(OPTIONS), metadata_errors="replace")
    except (av.FFmpegError, OSError, ValueError) as error:
        raise refusal(real, error) from None
    try:
        check_claims(container, real)
    except TweenError:
        container.close()
        raise
    return container


def demux(container: InputContainer, *streams: Stream) -> Iterator[Packet]:
    """The packets of some tracks in file order, with an empty one for each track at the end.

    PyAV stumbles where a track appears on the way, as they do in MPEG program and transport streams: what it
    stumbled over belongs to the new track, and reading goes on behind it.
    """
    for _ in range(MAX_STREAMS):
        try:
            yield from container.demux(*streams)
        except IndexError:
            continue
        return


def check_claims(container: InputContainer, path: str) -> None:
    """Raises `TweenError` where the number of streams or the picture size is out of reach."""
    name = display_name(path)
    if len(container.streams) > MAX_STREAMS:
        raise TweenError(
            f"{name} claims {len(container.streams)} tracks; at most {MAX_STREAMS} can be opened."
        )
    for stream in container.streams.video:
        context = stream.codec_context
        if context is not None and context.width * context.height > MAX_PIXELS:
            raise too_large(path, context.width, context.height)


def too_large(path: str | Path, width: int, height: int) -> TweenError:
    return TweenError(
        f"{display_name(path)} claims a picture of {width} × {height}: too large to open; scale it down."
    )


def refusal(path: str | Path, error: Exception) -> TweenError:
    """The sentence for a file that FFmpeg would not open or decode."""
    name = display_name(path)
    with Path(path).open("rb") as file:
        head = file.read(64)
    # An MP4 that begins properly but has no index ("moov") was cut off while it was recorded or copied.
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"skip", b"free"):
        return TweenError(f"{name} is cut short or damaged: its index is missing; copy or record it again.")
    if head[:4] in (b"\x1aE\xdf\xa3", b"RIFF", b"OggS"):
        return TweenError(f"{name} is cut short or damaged and cannot be opened; copy or record it again.")
    if isinstance(error, PermissionError):
        return TweenError(f"{name} may not be read by this user; change its permissions.")
    return TweenError(f"{name} is not a video, picture or sound that can be read here; convert it to MP4.")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
