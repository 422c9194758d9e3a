"""Request: everything that one generation needs, as plain data.

It names files, ranges and numbers, never objects, so the same Request runs in this process, in a worker
or on another machine, and it is the recipe kept with every take. Film frames throughout.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from fractions import Fraction
from typing import Any

from engine.document.fit import Box, Size, fit_box, scaled_box
from engine.document.framing import Framing, Moment, Placement, placement
from engine.document.grade import Grade
from engine.document.grade import from_json as grade_from_json
from engine.document.grade import to_json as grade_to_json
from engine.document.model import Point, Shape
from engine.document.time import FrameRange, TakeRange, rate_text


@dataclass(frozen=True, slots=True)
class KnownPart:
    """One of the pictures of a `Known` that is mixed: frame `source_frame` of `path`, counted as there.

    It counts for `weight`, 0 … 1, in its `layer`; layer 0 is the lowest, over black. `alpha`: it is
    transparent in places. `shape`, `grade`, `framing`: as in `Known`.
    """

    path: str
    fingerprint: str
    source_frame: int
    weight: float
    layer: int = 0
    alpha: bool = False
    shape: Size | None = None
    grade: Grade | None = None
    framing: Framing | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Pictures that are there before generation.

    Film frames `place` show `path` from its frame `source_start` on, counted at the film's rate (an image
    shows the same picture throughout). `cap` is their noise cap: 0 keeps them as they are, s lets the
    model redraw them for the last fraction s of the steps. `shape`: (width, height) of pictures of another
    shape than the film's (`Request.box`); None for those that fill it as they are.
    """

    place: FrameRange
    path: str
    fingerprint: str
    source_start: int = 0
    cap: float = 0.0
    shape: Size | None = None
    parts: tuple[KnownPart, ...] = ()
    """Of a picture that is mixed, all that it is mixed of. Its `place` is one frame then, and its own file is
    the lowest of them."""
    grade: Grade | None = None
    """What its colours are changed by before anything looks at them; None for those of the file."""
    framing: Framing | None = None
    """Where they lie in the film's (`Request.placed`), with their `shape`; None: as `Request.box` says."""


@dataclass(frozen=True, slots=True)
class PromptSpan:
    """Film frames with words of their own."""

    place: FrameRange
    prompt: str
    negative: str = ""


@dataclass(frozen=True, slots=True)
class RegionMask:
    """A part of the picture that is redrawn in film frames `place`; see `engine.document.model.Region`.

    `points` are (x, y) in 0 … 1 of the film's picture from its upper left: two opposite corners of a box, or
    the three or more corners of a polygon. `feather` is the soft edge's width in the same measure of the
    picture's width.
    """

    place: FrameRange
    shape: Shape
    points: tuple[Point, ...]
    feather: float = 0.0


@dataclass(frozen=True, slots=True)
class BlendPart:
    """A second picture over film frames `place`, which what `known` shows there turns into.

    It is `path` from its frame `source_start` on, counted as in `Known`. `points` are (time, influence), both
    0 … 1, in order of time over `place`: how much of the second picture there is; between two points it runs
    straight, before the first and after the last it stays. `shape`, `grade`, `framing`: as in
    `Known`.
    """

    place: FrameRange
    path: str
    fingerprint: str
    source_start: int
    points: tuple[Point, ...]
    shape: Size | None = None
    grade: Grade | None = None
    framing: Framing | None = None


@dataclass(frozen=True, slots=True)
class ReferencePicture:
    """How a person, thing or place looks: frame `source_frame` of `path`, counted at the film's rate.
    `weight` 0 … 1: how closely it is followed."""

    path: str
    fingerprint: str
    source_frame: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class LoraUse:
    """A small file of weights over the model's own: its name in the models folder, and how strongly."""

    name: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Request:
    """Draw film frames `draw` of card `card`.

    `known` may overlap; the later entry wins (a keyframe over the footage below it). Frames of `draw` that
    nothing covers start from pure noise. Frames outside `draw` are context: never changed, only looked at.

    `spans` say what happens in some of the frames; where none covers, `prompt` and `negative` count. Two
    neighbouring prompts cross over within `transition` frames. Where `regions` is not empty, only these parts
    of the picture are redrawn, and everything else of the drawn frames is kept as `known` shows it.
    """

    card: str
    lineage: str
    origin: int
    draw: FrameRange
    rate: Fraction
    width: int
    height: int
    model: str
    prompt: str
    negative: str = ""
    seed: int = 0
    steps: int | None = None
    guidance: float | None = None
    known: tuple[Known, ...] = ()
    spans: tuple[PromptSpan, ...] = ()
    transition: int = 0
    regions: tuple[RegionMask, ...] = ()
    references: tuple[ReferencePicture, ...] = ()
    loras: tuple[LoraUse, ...] = ()
    match_colour: bool = True
    """The colour of the drawn frames is matched to the footage around them."""
    blends: tuple[BlendPart, ...] = ()
    scale: float = 1.0
    """The part of the model's own width and height that is drawn: .5 is a draft."""
    outpaint: bool = False
    """Only what `known` leaves empty of the film's picture is drawn: the bars beside or above it."""
    fill: bool = False
    """See `engine.document.model.Document`."""
    colours: tuple[Known, ...] = ()
    """Where the shot began: pictures whose colours those of the drawn frames are held to, over and above the
    footage right beside them (`match_colour`)."""

    @property
    def local(self) -> TakeRange:
        """`draw` counted from the lineage's origin: the range of the take that comes of it."""
        return TakeRange(self.draw.start - self.origin, self.draw.stop - self.origin)

    def box(self, known: Known | KnownPart, size: Size) -> Box:
        """Where pictures of `known` lie in one of `size`, which stands for the film's whole picture."""
        film = (self.width, self.height)
        return scaled_box(fit_box(*(known.shape or film), film, self.fill), film, size)

    def placed(self, known: Known | KnownPart, framing: Framing, size: Size) -> Placement:
        """Where pictures of `known`, which has that framing, lie in one of `size`, which stands for the
        film's whole picture."""
        film = (self.width, self.height)
        return placement(framing, known.shape or film, film, self.fill).on(film, size)

    def leaves_bars(self, known: Known) -> bool:
        """Whether there is something to be drawn around pictures of `known`; never around framed ones."""
        barred = known.shape is not None and known.framing is None
        return self.outpaint and barred and not self.fill

    def to_json(self) -> dict[str, Any]:
        """Fields that came after the first edition are left out at their defaults, so that the digest of a
        request that does not use them stays what it was."""
        data = asdict(self)
        for field in fields(self):
            if field.name in LATER and getattr(self, field.name) == field.default:
                del data[field.name]
        whole = {name: getattr(self, name) for name in PARTS}
        data["rate"] = rate_text(self.rate)
        data["draw"] = [self.draw.start, self.draw.stop]
        for name in PARTS.keys() & data.keys():
            data[name] = [_entry(part, entry) for part, entry in zip(whole[name], data[name], strict=True)]
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Request:
        """The reverse of `to_json`. Raises KeyError, TypeError or ValueError for anything else."""
        whole: dict[str, Any] = dict(data)
        whole.update(draw=FrameRange(*data["draw"]), rate=Fraction(data["rate"]), known=data["known"])
        for name in PARTS.keys() & whole.keys():
            whole[name] = tuple(_part(PARTS[name], entry) for entry in whole[name])
        return cls(**whole)

    def digest(self) -> str:
        """What makes two requests draw the same frames; a card is stale when its digest has moved on.

        Paths are left out (a moved file is still the same file by its fingerprint), and so is the absolute
        position on the film (a card moved together with its neighbours is not stale).
        """
        home = self.draw.start
        data = replace(self, draw=self.draw.shift(-home), origin=self.origin - home).to_json()
        del data["card"], data["lineage"], data["origin"]
        for name in PARTS.keys() & data.keys():
            for entry in data[name]:
                for each in (entry, *entry.get("parts", ())):
                    each.pop("path", None)
                    each.get("grade", {}).get("lut", {}).pop("path", None)
                if "place" in entry:
                    entry["place"] = [p - home for p in entry["place"]]
        text = json.dumps(data, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


PARTS: dict[str, type[Any]] = {
    "known": Known,
    "colours": Known,
    "spans": PromptSpan,
    "regions": RegionMask,
    "references": ReferencePicture,
    "loras": LoraUse,
    "blends": BlendPart,
}
LATER = frozenset(
    {
        "spans",
        "transition",
        "regions",
        "references",
        "loras",
        "match_colour",
        "blends",
        "scale",
        "outpaint",
        "fill",
        "colours",
    }
)


def _entry(part: Any, entry: dict[str, Any]) -> dict[str, Any]:
    """`entry`, the fields of `part`, as JSON: without those that came later and have their defaults."""
    for name in ("shape", "grade", "framing", "parts"):
        if not entry.get(name, ...):
            del entry[name]
    if "place" in entry:
        entry["place"] = [part.place.start, part.place.stop]
    if "grade" in entry:
        entry["grade"] = grade_to_json(part.grade)
    if "framing" in entry:
        del entry["framing"]["extra"], entry["framing"]["keys"]
    if "parts" in entry:
        entry["parts"] = [_entry(*pair) for pair in zip(part.parts, entry["parts"], strict=True)]
    return entry


def _part(cls: type[Any], entry: dict[str, Any]) -> Any:
    values: dict[str, Any] = dict(entry)
    if "place" in values:
        values["place"] = FrameRange(*values["place"])
    if "points" in values:
        values["points"] = tuple((float(x), float(y)) for x, y in values["points"])
    if "parts" in values:
        values["parts"] = tuple(_part(KnownPart, part) for part in values["parts"])
    if "grade" in values:
        values["grade"] = grade_from_json(values["grade"])
    if "framing" in values:
        framing = values["framing"]
        values["framing"] = (Moment if "detail" in framing else Framing)(**framing)
    if cls in (Known, KnownPart, BlendPart) and "shape" in values:
        width, height = values["shape"]
        values["shape"] = (int(width), int(height))
    return cls(**values)
