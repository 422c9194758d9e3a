"""Request: everything that one generation needs, as plain data.

It names files, ranges and numbers, never objects, so the same Request runs in this process, in a worker
or on another machine, and it is the recipe kept with every take. Film frames throughout.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any

from engine.document.time import FrameRange, rate_text


@dataclass(frozen=True, slots=True)
class Known:
    """Pictures that are there before generation.

    Film frames `place` show `path` from its frame `source_start` on, counted at the film's rate (an image
    shows the same picture throughout). `cap` is their noise cap: 0 keeps them as they are, s lets the
    model redraw them for the last fraction s of the steps.
    """

    place: FrameRange
    path: str
    fingerprint: str
    source_start: int = 0
    cap: float = 0.0


@dataclass(frozen=True, slots=True)
class Request:
    """Draw film frames `draw` of card `card`.

    `known` may overlap; the later entry wins (a keyframe over the footage below it). Frames of `draw` that
    nothing covers start from pure noise. Frames outside `draw` are context: never changed, only looked at.
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

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        data["rate"] = rate_text(self.rate)
        data["draw"] = [self.draw.start, self.draw.stop]
        data["known"] = [{**asdict(k), "place": [k.place.start, k.place.stop]} for k in self.known]
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Request:
        """The reverse of `to_json`. Raises KeyError, TypeError or ValueError for anything else."""
        known: list[Known] = []
        for entry in data["known"]:
            fields: dict[str, Any] = {**entry, "place": FrameRange(*entry["place"])}
            known.append(Known(**fields))
        whole: dict[str, Any] = dict(data)
        whole.update(draw=FrameRange(*data["draw"]), rate=Fraction(data["rate"]), known=tuple(known))
        return cls(**whole)

    def digest(self) -> str:
        """What makes two requests draw the same frames; a card is stale when its digest has moved on.

        Paths are left out (a moved file is still the same file by its fingerprint), and so is the absolute
        position on the film (a card moved together with its neighbours is not stale).
        """
        home = self.draw.start
        data = replace(self, draw=self.draw.shift(-home), origin=self.origin - home).to_json()
        del data["card"], data["lineage"], data["origin"]
        for entry in data["known"]:
            del entry["path"]
            entry["place"] = [p - home for p in entry["place"]]
        text = json.dumps(data, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()
