"""The storyboard: frozen values that every part of the program shares.

    Document
      assets   files that a person brought in: footage, pictures, sound
      tracks   clips on the timeline, in time order, never overlapping on a track
      cards    the storyboard: frame ranges of the film, in time order, never overlapping
      markers  notes at single frames, in time order; and the film's in and out point

A card is a range with a wish. With an empty prompt it keeps what the tracks show; with a prompt, its newest
(or pinned) take is shown over them. Takes themselves lie in the take library (`engine.project.takes`),
outside the document, so that undo never loses a rendered frame.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from engine.document.framing import Framing
from engine.document.grade import Grade
from engine.document.levels import LevelKey
from engine.document.time import CardRange, FrameRange, SourceRange, TakeRange

AssetKind = Literal["video", "image", "audio"]
TrackKind = Literal["video", "audio"]
Shape = Literal["box", "polygon"]
Point = tuple[float, float]


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
    alpha: bool = False
    """Its pictures are transparent in places."""
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
    speed: Fraction = Fraction(1)
    """Source frames a film frame: 2 is twice as fast."""
    phase: Fraction = Fraction(0)
    """0 … 1: the part of a source frame that has passed at the clip's start, where a sped clip was cut."""
    group: str = ""
    """Clips and cards with the same group are moved and copied together."""
    locked: bool = False
    muted: bool = False
    """Not heard; a muted clip on a video track is not seen, and what lies below it is."""
    gain: float = 0.0
    """Decibels by which its sound is louder than in its file, or quieter below 0."""
    opacity: float = 1.0
    """0 … 1: how little of what lies below it is seen."""
    fade_in: int = 0
    """Frames from its start over which it comes out of what lies below it, its sound out of silence."""
    fade_out: int = 0
    """Frames up to its end over which it goes again."""
    dissolve: int = 0
    """Frames from its start over which it comes out of the clip right before it, which runs on beneath it."""
    grade: Grade | None = None
    """What its colours are changed by; None for those of its footage."""
    framing: Framing | None = None
    """Where its picture lies in the film's; None: fitted in by the film's own rule."""
    gain_keys: tuple[LevelKey, ...] = ()
    """In order of time. Where there are any, they say how loud it is, and `gain` is the first one's
    (`engine.document.levels`); and likewise of the opacity."""
    opacity_keys: tuple[LevelKey, ...] = ()
    extra: str = field(default="", repr=False)

    def source_frame(self, frame: int) -> int:
        """Source frame (at the film's rate) that film frame `frame` shows."""
        if self.speed == 1:  # asked for every frame that is played
            return self.source_start + frame - self.place.start
        return math.floor(self.source_time(frame))

    def source_time(self, frame: int) -> Fraction:
        """Where in the source film frame `frame` begins, in source frames; it may lie outside the clip."""
        return self.source_start + self.phase + (frame - self.place.start) * self.speed

    @property
    def source(self) -> SourceRange:
        """The source frames from the first to the last that the clip shows."""
        return SourceRange(self.source_start, self.source_frame(self.place.stop - 1) + 1)


@dataclass(frozen=True, slots=True)
class Track:
    id: str
    kind: TrackKind
    name: str
    clips: tuple[Clip, ...] = ()
    muted: bool = False
    """Not heard; a muted video track is hidden."""
    locked: bool = False
    extra: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Keyframe:
    """Known pictures in a card, `offset` frames after its start: an image, or `frames` frames of a video from
    `source_frame` on, counted at the film's rate."""

    asset: str
    offset: int = 0
    source_frame: int = 0
    frames: int = 1
    extra: str = field(default="", repr=False)

    @property
    def place(self) -> CardRange:
        return CardRange(self.offset, self.offset + self.frames)


@dataclass(frozen=True, slots=True)
class Reference:
    """A picture that says how a person, thing or place looks, without a frame of its own in the card.
    `weight` 0 … 1: how closely it is followed."""

    asset: str
    source_frame: int = 0
    weight: float = 1.0
    extra: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Region:
    """The part of the picture that a card redraws, in its frames `frames`.

    `points` are (x, y) in 0 … 1 of the film's picture from its upper left: two opposite corners of a box, or
    the three or more corners of a polygon. `feather` is the soft edge's width in the same measure of the
    picture's width.
    """

    frames: CardRange
    shape: Shape
    points: tuple[Point, ...]
    feather: float = 0.0
    extra: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Lora:
    """A small file of weights laid over the model's own: its name in the models folder, and how strongly."""

    name: str
    weight: float = 1.0
    extra: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Start:
    """One of a card's own takes, by its id, that drawing begins from; `strength`: as of a card, for it."""

    take: str
    strength: float = 1.0
    extra: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Card:
    """One frame range of the film and what should happen there.

    `lineage` and `origin` tie a card to its takes through splits and moves: a take remembers its lineage and
    its range counted from the lineage's origin, and every card cut from that lineage shows its share of it.
    `strength` is the noise cap of DESIGN §1: 1 redraws from nothing, .35 is a subtle remix of what is there.
    `subject` … `mood` are parts of a prompt that a person filled in one by one; `words` has them all.
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
    subject: str = ""
    action: str = ""
    setting: str = ""
    shot: str = ""
    camera: str = ""
    lighting: str = ""
    mood: str = ""
    references: tuple[Reference, ...] = ()
    regions: tuple[Region, ...] = ()
    """In order of their frames; the same shape in frames side by side is one region."""
    loras: tuple[Lora, ...] = ()
    group: str = ""
    cut: bool = False
    """The card begins with a cut: it is drawn without looking at what comes before it."""
    loop: bool = False
    """The film begins anew after the card: it is drawn towards the film's first frames."""
    blend: tuple[Point, ...] = ()
    """Influence of the upper of two clips under the card over time: points (time in the card, influence),
    both 0 … 1, in order of time; between two points it runs straight. Without points nothing is blended."""
    scale: float = 1.0
    """The part of the model's own width and height that is drawn: .5 is a draft."""
    outpaint: bool = False
    """Only what the footage leaves empty of the film's picture is drawn: the bars beside or above it."""
    start: Start | None = None
    """A draft that is drawn anew, larger: the card begins from it and not from the footage below."""
    alone: bool = False
    """The card is drawn without looking at the frames beside it: what they show should not go on in it."""
    match_colour: bool = True
    """The colour of the drawn frames is matched to the footage around them."""
    guidance: float | None = None
    """How closely the words are followed (classifier-free guidance), from 1; None: as the model has it."""
    extra: str = field(default="", repr=False)

    @property
    def words(self) -> str:
        """All that the card says will happen: the prompt, then the parts of it, with commas between."""
        parts = (self.prompt, f"{self.subject} {self.action}", self.setting, self.shot, self.camera)
        said = [part.strip() for part in (*parts, self.lighting, self.mood) if part.strip()]
        return ", ".join([*(part.rstrip(",.") for part in said[:-1]), *said[-1:]])

    def local(self, span: FrameRange) -> TakeRange:
        """A film range counted from this card's lineage origin, as takes store it."""
        return TakeRange(span.start - self.origin, span.stop - self.origin)

    def on_film(self, span: CardRange | TakeRange) -> FrameRange:
        """Where frames of the card, or of its takes, lie on the film."""
        zero = self.range.start if isinstance(span, CardRange) else self.origin
        return FrameRange(span.start + zero, span.stop + zero)


@dataclass(frozen=True, slots=True)
class Marker:
    """A note at one film frame. `colour` is a name or `#rrggbb`; "" for the usual one."""

    id: str
    frame: int
    name: str = ""
    colour: str = ""
    extra: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """One version of the film. Every edit (`engine.document.edits`) returns a new one."""

    rate: Fraction = Fraction(24)
    width: int = 1280
    height: int = 720
    assets: tuple[Asset, ...] = ()
    tracks: tuple[Track, ...] = ()
    cards: tuple[Card, ...] = ()
    markers: tuple[Marker, ...] = ()
    mark_in: int | None = None
    """First film frame of the marked range, and below the frame it stops before; None where unset."""
    mark_out: int | None = None
    fill: bool = False
    """Pictures of another shape than the film's fill it and are cut off, instead of lying between bars."""
    extra: str = field(default="", repr=False)

    @property
    def frames(self) -> int:
        """Length of the film: where its last clip or card ends."""
        ends = [clip.place.stop for track in self.tracks for clip in track.clips]
        ends += [card.range.stop for card in self.cards]
        return max(ends, default=0)
