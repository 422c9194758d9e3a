"""Packets from one container into another, nothing encoded: how a film is completed or recovered.

A film that is being written lies in a fragmented file: every second of it stands on its own, so that what a
crash leaves behind can be read. Fragments are slow to seek and some programs refuse them, so that a complete
film is copied into an ordinary file with its index in front.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av

if TYPE_CHECKING:
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet

FRAGMENTED = {
    "movflags": "+frag_keyframe+empty_moov+delay_moov+default_base_moof",
    "frag_duration": "1000000",
    "flush_packets": "1",
}
# The film's clock ticks in samples rather than milliseconds, so that sound and picture end where they should.
WHOLE = {"movflags": "+faststart", "movie_timescale": "48000"}
FRAGMENTABLE = ("mp4", "mov")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named stretch of the file, in seconds from its beginning."""

    title: str
    start: Fraction
    stop: Fraction


def set_chapters(container: OutputContainer, chapters: Sequence[Chapter]) -> None:
    base = Fraction(1, 48_000)
    container.set_chapters(
        [
            {
                "id": number,
                "start": round(chapter.start / base),
                "end": round(chapter.stop / base),
                "time_base": base,
                "metadata": {"title": chapter.title},
            }
            for number, chapter in enumerate(chapters, 1)
        ]
    )


def tagged(options: Mapping[str, str], tags: Mapping[str, str]) -> dict[str, str]:
    """`options` of MP4's muxer, told to keep keys that it does not know where there are `tags`."""
    return {**options, "movflags": options["movflags"] + "+use_metadata_tags"} if tags else dict(options)


def remux(
    source: InputContainer,
    target: Path,
    muxer: str,
    chapters: Sequence[Chapter] = (),
    limit: int | None = None,
    tags: Mapping[str, str] | None = None,
) -> int:
    """Copy the picture and sound packets of an open file to `target`; how many pictures were copied.

    `tags` go into its metadata.

    What cannot be read at the end of a damaged file is left out, and pictures from `limit` on. Raises av's
    errors and `OSError`.
    """
    options = tagged(WHOLE, tags or {}) if muxer in FRAGMENTABLE else {}
    pictures = 0
    with av.open(str(target), "w", format=muxer, container_options=dict(options)) as out:
        out.metadata.update(tags or {})
        streams = {}
        for stream in (*source.streams.video, *source.streams.audio):
            copy: Any = out.add_stream_from_template(stream, opaque=True)
            if muxer in FRAGMENTABLE and stream.type == "video":
                # It says which ProRes it is, and of H.265 that parameter sets lie outside the pictures.
                copy.codec_context.codec_tag = stream.codec_context.codec_tag
            streams[stream.index] = copy
        if chapters:
            set_chapters(out, chapters)
        for packet in whole_packets(source, list(streams)):
            if packet.stream.type == "video":
                if pictures == limit:
                    continue
                pictures += 1
            packet.stream = streams[packet.stream.index]
            out.mux_one(packet)
    return pictures


def whole_packets(source: InputContainer, streams: Sequence[int]) -> Iterator[Packet]:
    """Packets until the end of the file or of what can be read of it."""
    packets = source.demux(*streams)
    while True:
        try:
            packet = next(packets, None)
        except (av.FFmpegError, OSError):
            return
        if packet is None:
            return
        if packet.size and packet.dts is not None and not packet.is_corrupt:
            yield packet
