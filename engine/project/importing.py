"""A file from a person's disk becomes an asset of the film."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from engine.document.model import Asset
from engine.errors import TweenError
from engine.media.fingerprint import fingerprint
from engine.media.probe import probe
from engine.media.sequences import Sequence, write_sequence


def asset_from_file(path: str | Path) -> Asset:
    """Look at a video, picture or sound file; `TweenError` when it is none that can be used.

    The id comes from the content, so the same file brought in twice is one asset. A sound's frames are its
    samples; those of a clip whose rate varies are counted at its nominal rate, so that it keeps its length.
    """
    info = probe(path)
    content = fingerprint(path)
    frames, rate = info.frames, info.rate
    if info.kind == "audio" and info.audio:
        frames, rate = max(1, round(info.audio.duration * info.audio.rate)), Fraction(info.audio.rate)
    elif not info.constant:
        frames = round(info.duration * info.rate)
    return Asset(
        id=hashlib.sha256(content.encode()).hexdigest()[:12],
        kind=info.kind,
        path=str(Path(path).absolute()),
        fingerprint=content,
        frames=max(1, frames),
        width=info.width,
        height=info.height,
        rate=rate,
        has_audio=info.audio is not None,
        notes=info.notes,
        alpha=info.alpha,
    )


def asset_from_sequence(
    sequence: Sequence, folder: Path, rate: Fraction, cancelled: Callable[[], bool] = lambda: False
) -> Asset:
    """Numbered pictures as footage at `rate`: a clip of them is written to `folder`, made when missing.

    The same pictures give the same clip, so brought in twice they are one asset. Raises `TweenError`,
    `Cancelled`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TweenError(f"The folder {folder} for sequences cannot be made: {error.strerror}.") from None
    path = folder / sequence.name
    write_sequence(sequence, path, rate, cancelled)
    asset = asset_from_file(path)
    return replace(asset, notes=(*sequence.notes(), *asset.notes))
