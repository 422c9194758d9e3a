"""How a smart export is judged: packet by packet against its footage, frame by frame against the film."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np

from engine.document.edits import set_prompt, split
from engine.document.model import Document
from engine.document.queries import card_at
from engine.document.request import Request
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.media.copying.byte_stream import as_sample, is_byte_stream
from engine.media.output.writer import TakeWriter
from engine.project.takes import TakeLibrary
from engine.render.compose import Composer


def packets(path: Path) -> list[tuple[int, int, str]]:
    """(pts, dts, hash) of the picture's packets in decoding order, in ticks; of a byte stream, as in MP4."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        codec = stream.codec_context.codec.canonical_name
        byte_stream = is_byte_stream(codec, bytes(stream.codec_context.extradata or b""))
        data = (lambda packet: as_sample(codec, bytes(packet))) if byte_stream else bytes
        return [
            (packet.pts or 0, packet.dts or 0, hashlib.sha256(data(packet)).hexdigest())
            for packet in container.demux(stream)
            if packet.size
        ]


def pictures(path: Path) -> list[str]:
    """A hash of every decoded frame, by the ffmpeg program; what it complains of fails the test."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:v:0", "-fps_mode", "passthrough"]
    done = subprocess.run([*command, "-f", "framehash", "-hash", "md5", "-"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not done.stderr.strip(), done.stderr
    lines = done.stdout.splitlines()
    return [line.rsplit(",", 1)[1].strip() for line in lines if not line.startswith("#")]


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    error = float(np.square(a.astype(np.float64) - b).mean())
    return 10 * float(np.log10(255**2 / max(error, 1e-9)))


def worst_frame(document: Document, shown: ShownTake, out: Path, spans: list[FrameRange], rgb: Any) -> float:
    """PSNR in dB of the worst frame of `spans`, by `rgb(reader, n)`, against the film as it is composed."""
    from engine.media.reader import VideoReader

    with Composer(document, shown) as composer, VideoReader(out) as reader:
        return min((psnr(composer.frame(n), rgb(reader, n)) for span in spans for n in span), default=99.0)


def encoded(frames: int, copied: tuple[FrameRange, ...]) -> list[FrameRange]:
    """The rest of a film of `frames` beside what was copied."""
    edges = [0, *(edge for span in copied for edge in (span.start, span.stop)), frames]
    return [FrameRange(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def take_over(
    library: TakeLibrary, document: Document, span: FrameRange, draw: Callable[[int], np.ndarray]
) -> Document:
    """`document` with a card over `span` that has a prompt, and a take whose film frame n is `draw(n)`."""
    for frame in (span.start, span.stop):
        if 0 < frame < document.frames:
            document = split(document, frame)
    card = card_at(document, span.start)
    assert card is not None
    assert card.range == span
    document = set_prompt(document, card.id, "a red ball")
    size = document.width, document.height
    request = Request(
        card.id, card.lineage, card.origin, card.range, document.rate, *size, "test", "a red ball"
    )
    draft = library.begin(request)
    with TakeWriter(draft.frames_path, size, document.rate) as writer:
        for n in span:
            writer.write(draw(n))
    draft.commit(width=size[0], height=size[1], stats={})
    return document
