"""What a killed export left behind, made into a file that plays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av

from engine.errors import TweenError
from engine.media.output.label import Label
from engine.media.output.picture_folder import PICTURE, UNFINISHED, UNSIGNED
from engine.media.output.remux import remux, whole_packets
from engine.media.safe_file import PART, SafeFile, write_error
from engine.media.safety import display_name, open_container

if TYPE_CHECKING:
    from av.container import InputContainer

Relabel = Callable[[Mapping[str, str], int, str], Label]
PNG_END = b"IEND\xaeB`\x82"


@dataclass(frozen=True, slots=True)
class Recovered:
    """`source` is left as it was. `frames` is 0 for sound alone; `seconds` is how long the film now is."""

    path: Path
    source: Path
    frames: int
    seconds: Fraction


def find_partial(path: Path) -> Path:
    """The unfinished file that `path` is, or the newest one that an export to `path` left beside it.

    Raises `TweenError` where there is none.
    """
    if path.suffix == PART:
        if not path.exists():
            raise TweenError(f"{display_name(path)} was not found; check whether it was moved or renamed.")
        return path
    if not path.parent.is_dir():
        raise TweenError(f"{display_name(path)} cannot be recovered: its folder does not exist.")
    stem = (path.stem if path.suffix else path.name)[:40]
    left = [p for p in path.parent.iterdir() if p.name.startswith(f".{stem}-") and p.suffix == PART]
    if not left:
        raise TweenError(f"No export to {display_name(path)} was left unfinished in its folder.")
    return max(left, key=lambda p: p.stat().st_mtime_ns)


def recover(
    path: Path, out: Path | None = None, overwrite: bool = False, label_again: Relabel | None = None
) -> Recovered:
    """Make what can be read of an unfinished export into `out`, “NAME recovered” beside it when None.

    Pictures and sound are copied, not encoded. `label_again` says how to label a file from what the
    unfinished one says of itself, its frames and its ending; None leaves it without. Raises `TweenError`
    where nothing can be read or written.
    """
    partial = find_partial(path.absolute())
    if partial.is_dir():
        return _recover_pictures(partial, out or _beside(partial, ""))
    try:
        with open_container(partial) as container:
            suffix, muxer = _kind(container, partial)
            target = out or _beside(partial, suffix)
            if target.suffix.lower() != suffix:
                raise TweenError(f"{display_name(target)} cannot hold it; end the name with “{suffix}”.")
            limit = _unbroken(container)
            container.seek(0)
            label = label_again(container.metadata, limit or 0, suffix) if label_again else Label()
            frames = _copy(container, target, muxer, overwrite, limit, label)
    except (av.FFmpegError, OSError) as error:
        raise write_error(out or partial, error) from None
    with open_container(target) as container:
        seconds = Fraction(container.duration or 0, av.time_base)
    return Recovered(target, partial, frames, seconds)


def _unbroken(container: InputContainer) -> int | None:
    """How many picture packets to keep, so that no frame is missing among those shown; None for sound alone.

    Packets come in the order of decoding: at a torn end, frames may be there whose neighbours before them are
    not. It is broken off where all frames up to the last one have come.
    """
    if not container.streams.video:
        return None
    stream = container.streams.video[0]
    frame = 1 / (stream.average_rate or stream.guessed_rate or 25) / (stream.time_base or 1)
    start, last, whole = None, 0, 0
    for count, packet in enumerate(whole_packets(container, [stream.index]), 1):
        if packet.pts is None:
            return None
        start = packet.pts if start is None else start
        last = max(last, round((packet.pts - start) / frame))
        if last == count - 1:
            whole = count
    return whole


def _copy(
    container: InputContainer, target: Path, muxer: str, overwrite: bool, limit: int | None, label: Label
) -> int:
    file = SafeFile(target, overwrite)
    try:
        frames = remux(container, file.temporary, muxer, limit=limit, tags=label.tags)
        if not file.temporary.stat().st_size or (container.streams.video and not frames):
            raise TweenError(f"{display_name(container.name)} holds no whole second of film to recover.")
        if label.sign is not None and not label.sign(file.temporary, file.second, target.name, None):
            file.second.replace(file.temporary)
    except BaseException:
        file.discard()
        raise
    file.commit()
    return frames


def _kind(container: InputContainer, path: Path) -> tuple[str, str]:
    """(file ending, FFmpeg's muxer) of what the unfinished file is."""
    name = container.format.name
    if name.startswith("mov"):
        return (".mov", "mov") if container.metadata.get("major_brand") == "qt  " else (".mp4", "mp4")
    known = {"matroska,webm": (".mkv", "matroska"), "wav": (".wav", "wav"), "gif": (".gif", "gif")}
    if name not in known:
        raise TweenError(f"{display_name(path)} is no unfinished export.")
    return known[name]


def _recover_pictures(partial: Path, out: Path) -> Recovered:
    """The folder gets its name; the picture that was being written is dropped."""
    for name in (UNSIGNED, UNFINISHED):
        (partial / name).unlink(missing_ok=True)
    pictures = sorted(p for p in partial.iterdir() if PICTURE.fullmatch(p.name))
    if pictures and not pictures[-1].read_bytes().endswith(PNG_END):
        pictures.pop().unlink()
    if not pictures:
        raise TweenError(f"{display_name(partial)} holds no picture to recover.")
    if out.exists():
        raise TweenError(f"{display_name(out)} already exists and was left as it is; choose another name.")
    try:
        partial.rename(out)
    except OSError as error:
        raise write_error(out, error) from None
    return Recovered(out, partial, len(pictures), Fraction(0))


def _beside(partial: Path, suffix: str) -> Path:
    """`.film-ab12cd34.part` -> `film recovered.mp4`, with a number where that is taken."""
    stem = partial.stem.lstrip(".").rpartition("-")[0] or "film"
    path, number = partial.with_name(f"{stem} recovered{suffix}"), 2
    while path.exists():
        path, number = partial.with_name(f"{stem} recovered {number}{suffix}"), number + 1
    return path
