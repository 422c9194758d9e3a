"""Where each lane lies: ruler on top, cards, then the tracks as people stack them (V2 over V1, A1 below)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.document.model import Document, Track

RULER = 28
CARDS = 76
VIDEO = 60
AUDIO = 48
GAP = 4
HEADER = 104

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


def stacked(document: Document) -> tuple[Row, ...]:
    """The rows of a document from the top down, in content coordinates (before vertical scrolling)."""
    video = [track for track in document.tracks if track.kind == "video"]
    audio = [track for track in document.tracks if track.kind == "audio"]
    rows = [Row("ruler", 0, RULER), Row("cards", RULER + GAP, CARDS)]
    for track in (*reversed(video), *audio):
        height = VIDEO if track.kind == "video" else AUDIO
        rows.append(Row(track.kind, rows[-1].bottom + GAP, height, track))
    return tuple(rows)


def total_height(rows: tuple[Row, ...]) -> int:
    return rows[-1].bottom + GAP
