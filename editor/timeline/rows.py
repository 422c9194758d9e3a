"""Where each lane lies: ruler on top, cards, then the tracks as people stack them (V2 over V1, A1 below)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.document.model import Document, Track

RULER = 28
CARDS = 76
VIDEO = 60
AUDIO = 48
GAP = 4
HEADER = 128
LEAST, MOST = 32, 160
"""Heights that a track can be given."""

RowKind = Literal["ruler", "cards", "video", "audio"]


@dataclass(frozen=True, slots=True)
class Row:
    kind: RowKind
    top: int
    height: int
    track: Track | None = None

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def holds(self, y: float) -> bool:
        return self.top <= y < self.bottom


def stacked(document: Document, heights: Mapping[str, int] | None = None) -> tuple[Row, ...]:
    """The rows of a document from the top down, in content coordinates (before vertical scrolling).

    `heights`: pixels by track id, for tracks that a person has made higher or lower.
    """
    video = [track for track in document.tracks if track.kind == "video"]
    audio = [track for track in document.tracks if track.kind == "audio"]
    rows = [Row("ruler", 0, RULER), Row("cards", RULER + GAP, CARDS)]
    for track in (*reversed(video), *audio):
        usual = VIDEO if track.kind == "video" else AUDIO
        height = min(MOST, max(LEAST, (heights or {}).get(track.id, usual)))
        rows.append(Row(track.kind, rows[-1].bottom + GAP, height, track))
    return tuple(rows)


def total_height(rows: tuple[Row, ...]) -> int:
    return rows[-1].bottom + GAP
