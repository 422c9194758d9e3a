"""The storyboard: frozen values that every part of the program shares.

    Document
      assets   files that a person brought in: footage, pictures, sound
      tracks   clips on the timeline, in time order, never overlapping on a track
      cards    the storyboard: frame ranges of the film, in time order, never overlapping

A card is a range with a wish. With an empty prompt it keeps what the tracks show; with a prompt, its newest
(or pinned) take is shown over them. Takes themselves lie in the take library (`engine.project.takes`),
outside the document, so that undo never loses a rendered frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from engine.document.time import FrameRange

AssetKind = Literal["video", "image", "audio"]
TrackKind = Literal["video", "audio"]


@dataclass(frozen=True, slots=True)
class Asset:
    """A file a person brought in. `frames` and `rate` are the file's own: 1 frame for an image, samples
    and sample rate for a sound."""

    id: str
    kind: AssetKind
    path: str
    fingerprint: str
    frames: int
    width: int
    height: int
    rate: Fraction
    has_audio: bool
    notes: tuple[str, ...] = ()
    extra: str = field(default="", repr=False)
    """Here and below: a JSON object of a newer version's fields, carried through untouched; "" for none."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of an asset on a track.

    `place` is in film frames. `source_start` is the frame of the source shown first, counted at the
    *film's* rate from the source's beginning (so that trimming is whole frames whatever the file's rate).
    """

    id: str
    asset: str
    place: FrameRange
    source_start: int = 0
    link: str = ""
    """Clips with the same link and place (a picture and its sound) are trimmed and removed together."""
    extra: str = field(default="", repr=False)

    def source_frame(self, frame: int) -> int:
        """Source frame (at the film's rate) that film frame `frame` shows."""
        return self.source_start + frame - self.place.start


@dataclass(frozen=True, slots=True)
class Track:
    id: str
    kind: TrackKind
    name: str
    clips: tuple[Clip, ...] = ()
    muted: bool = False
    locked: bool = False
    extra: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Keyframe:
    """A known picture in a card: frame `source_frame` of an asset, `offset` frames after the card's start."""

    asset: str
    offset: int = 0
    source_frame: int = 0
    extra: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Card:
    """One frame range of the film and what should happen there.

    `lineage` and `origin` tie a card to its takes through splits and moves: a take remembers its lineage and
    its range counted from the lineage's origin, and every card cut from that lineage shows its share of it.
    `strength` is the noise cap of DESIGN §1: 1 redraws from nothing, .35 is a subtle remix of what is there.
    """

    id: str
    range: FrameRange
    lineage: str
    origin: int
    prompt: str = ""
    negative: str = ""
    strength: float = 1.0
    seed: int = 0
    steps: int | None = None
    model: str | None = None
    style: str | None = None
    keyframes: tuple[Keyframe, ...] = ()
    pinned: str | None = None
    locked: bool = False
    extra: str = field(default="", repr=False)

    def local(self, span: FrameRange) -> FrameRange:
        """A film range counted from this card's lineage origin, as takes store it."""
        return span.shift(-self.origin)


@dataclass(frozen=True, slots=True)
class Document:
    """One version of the film. Every edit (`engine.document.edits`) returns a new one."""

    rate: Fraction = Fraction(24)
    width: int = 1280
    height: int = 720
    assets: tuple[Asset, ...] = ()
    tracks: tuple[Track, ...] = ()
    cards: tuple[Card, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict[str, object])
    """Fields of a newer version that this one does not know; carried through untouched."""

    @property
    def frames(self) -> int:
        """Length of the film: where its last clip or card ends."""
        ends = [clip.place.stop for track in self.tracks for clip in track.clips]
        ends += [card.range.stop for card in self.cards]
        return max(ends, default=0)
