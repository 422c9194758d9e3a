"""How large an export will be, from a few short pieces of the film that are really encoded."""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from math import ceil
from pathlib import Path

import av

from engine.document.model import Document
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.media.output.film_out import open_output
from engine.media.output.formats import Format, choose_format
from engine.media.output.settings import Plan, Settings, make_plan
from engine.render.coded import coded_frames
from engine.render.export import Asked, checked_span, has_alpha, stop_if
from engine.render.provenance.signing import SIGNED, USUAL_BYTES
from engine.render.sound import SoundMixer

PIECES = 4
PIECE = 12
"""Pieces of this many frames are encoded; a film of no more than all of them is encoded whole."""

KEY_FRAMES = 250
"""The usual distance of key frames; scenes that change sooner make a film a little larger than estimated."""

FLAC_SHARE = 0.6
"""What FLAC leaves of uncompressed speech and music, about."""


def estimate(
    document: Document,
    shown: ShownTake,
    out: Path,
    span: FrameRange | None = None,
    settings: Settings | None = None,
    cancelled: Asked | None = None,
) -> int:
    """Bytes of the file that `export` would write with the same arguments, to within about a third.

    Raises `TweenError` as `export` does, and `Cancelled`.
    """
    span, settings = checked_span(document, span), settings or Settings()
    pictures = choose_format(out, settings.format).kind == "pictures"
    signed = len(span) if pictures else int(out.suffix.lower() in SIGNED)
    return _film(document, shown, out, span, settings, cancelled) + signed * USUAL_BYTES


def _film(
    document: Document,
    shown: ShownTake,
    out: Path,
    span: FrameRange,
    settings: Settings,
    cancelled: Asked | None,
) -> int:
    """Bytes without what a file says of itself."""
    plan = make_plan(out, settings, (document.width, document.height))
    format = plan.format
    seconds = Fraction(len(span)) / document.rate
    with closing(SoundMixer(document)) as sound:
        silent = sound.silent or not settings.sound
        heard = Fraction(0) if silent else seconds * _sound_rate(plan, sound.rate)
    if not format.codec:
        return round(heard)
    if settings.bit_rate is not None:
        return round(heard + seconds * settings.bit_rate / 8)
    alpha = bool(format.alpha_format) and has_alpha(document, span)
    key, between, frames = 0, 0, 0
    keys = 0
    with tempfile.TemporaryDirectory(prefix="tweenboard-") as folder:
        for number, piece in enumerate(pieces(span)):
            path = Path(folder, f"{number}{out.suffix}")
            _encode(document, shown, path, piece, settings, alpha, cancelled)
            sizes = _sizes(path, format, len(piece))
            key, between = key + sizes[0], between + sum(sizes[1:])
            keys, frames = keys + 1, frames + len(sizes)
    if frames >= len(span):
        return round(heard + key + between)
    apart = ceil(len(span) / KEY_FRAMES) if format.codec in ("h264", "h265", "av1") else len(span)
    later = between / max(1, frames - keys) if frames > keys else key / keys
    return round(heard + key / keys * apart + later * (len(span) - apart))


def pieces(span: FrameRange) -> list[FrameRange]:
    """Stretches of `span` spread evenly over it."""
    if len(span) <= PIECES * PIECE:
        return [span]
    starts = [span.start + (len(span) - PIECE) * n // (PIECES - 1) for n in range(PIECES)]
    return [FrameRange(start, start + PIECE) for start in starts]


def _sound_rate(plan: Plan, rate: int) -> Fraction:
    """Bytes a second of the sound, 0 where the file holds none."""
    plain = Fraction(rate * 2 * 3)
    rates = {"": Fraction(0), "aac": Fraction(plan.audio_bit_rate, 8), "pcm_s24le": plain}
    return rates.get(plan.sound, plain * Fraction(FLAC_SHARE))


def _encode(
    document: Document,
    shown: ShownTake,
    path: Path,
    piece: FrameRange,
    settings: Settings,
    alpha: bool,
    cancelled: Asked | None,
) -> None:
    size = (document.width, document.height)
    settings = replace(settings, threads=1) if settings.threads == 0 else settings
    with (
        open_output(path, size, document.rate, settings, alpha=alpha) as writer,
        closing(coded_frames(document, shown, piece, writer.coder, settings.fill)) as frames,
    ):
        for _, frame in frames:
            stop_if(cancelled)
            writer.write_frame(frame)


def _sizes(path: Path, format: Format, frames: int) -> list[int]:
    """Bytes of each frame of a piece, its key frame first; an even share where the file does not say."""
    if format.kind == "film":
        with av.open(str(path)) as container:
            return [packet.size for packet in container.demux(video=0) if packet.size]
    files = path.iterdir() if path.is_dir() else [path]
    return [sum(file.stat().st_size for file in files) // frames] * frames
