"""What was done to make one file: the ranges a model drew, and the footage that is in it. Plain values."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path, PureWindowsPath
from typing import Any, Literal

from engine.document.model import Asset, Document
from engine.document.picture import ClipPicture, TakePicture, parts_of, runs
from engine.document.queries import clips_in
from engine.document.request import Request
from engine.document.take import ShownTake
from engine.document.time import FrameRange, rate_text

Relation = Literal["parentOf", "componentOf", "inputTo"]
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
ALL_DRAWN = "trainedAlgorithmicMedia"
DRAWN_IN = "compositeWithTrainedAlgorithmicMedia"
VERSION = 1
MAX_JSON = 4 << 20


@dataclass(frozen=True, slots=True)
class Drawn:
    """Frames `place` of the file, from 0, that show what `models` drew: the model, then what lay over it.

    `prompt` and `negative` are "" unless the person wished them to be told.
    """

    place: FrameRange
    models: tuple[str, ...]
    prompt: str = ""
    negative: str = ""


@dataclass(frozen=True, slots=True)
class Footage:
    """A file that is in the film. `path` "" where only its name is known.

    At most one is the parent, which the film was made from; a component is in it too; an input was only
    looked at by the model.
    """

    title: str
    relation: Relation
    path: str = ""

    @property
    def label(self) -> str:
        """How a manifest's actions name it."""
        return f"footage-{hashlib.sha256(f'{self.path}/{self.title}'.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Claim:
    """`frames` at `rate` a second, of which `drawn` in order, made with `footage`; the colours of `graded`
    were corrected, in order."""

    frames: int
    rate: Fraction
    drawn: tuple[Drawn, ...] = ()
    footage: tuple[Footage, ...] = ()
    graded: tuple[FrameRange, ...] = ()

    @property
    def source_type(self) -> str:
        """The IPTC digital source type's name; "" where no model drew anything."""
        if not self.drawn:
            return ""
        made_of = any(one.relation != "inputTo" for one in self.footage)
        return DRAWN_IN if made_of else ALL_DRAWN

    def until(self, frames: int) -> Claim:
        """The claim of a file that ends after `frames`, as a recovered one may."""
        end = FrameRange(0, frames)
        drawn = (replace(one, place=one.place.intersect(end)) for one in self.drawn)
        graded = (place.intersect(end) for place in self.graded)
        return replace(
            self,
            frames=frames,
            drawn=tuple(one for one in drawn if one.place),
            graded=tuple(place for place in graded if place),
        )

    def to_json(self) -> str:
        """Without paths: whoever gets the film learns nothing of this machine's folders."""
        drawn = [
            {"frames": [one.place.start, one.place.stop], "models": list(one.models)}
            | ({"prompt": one.prompt} if one.prompt else {})
            | ({"negative": one.negative} if one.negative else {})
            for one in self.drawn
        ]
        footage = [{"title": one.title, "relation": one.relation} for one in self.footage]
        whole = {
            "version": VERSION, "frames": self.frames, "rate": rate_text(self.rate), "drawn": drawn,
            "footage": footage,
        }  # fmt: skip
        if self.graded:
            whole["graded"] = [[place.start, place.stop] for place in self.graded]
        return json.dumps(whole, ensure_ascii=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Claim | None:
        """None for anything that is no claim of this version; it may come from a stranger's file."""
        if len(text) > MAX_JSON:
            return None
        try:
            data = json.loads(text)
            if data["version"] != VERSION:
                return None
            return cls(
                int(data["frames"]),
                Fraction(str(data["rate"])[:40]),
                tuple(_drawn(entry) for entry in data["drawn"]),
                tuple(_footage(entry) for entry in data["footage"]),
                tuple(_place(entry) for entry in data.get("graded", ())),
            )
        except (ValueError, TypeError, KeyError, ZeroDivisionError, RecursionError):
            return None


def _drawn(entry: dict[str, Any]) -> Drawn:
    words = (str(entry.get(name, "")) for name in ("prompt", "negative"))
    return Drawn(_place(entry["frames"]), tuple(str(name) for name in entry["models"]), *words)


def _place(entry: Any) -> FrameRange:
    start, stop = (int(n) for n in entry)
    return FrameRange(start, stop)


def _footage(entry: dict[str, Any]) -> Footage:
    relation = entry["relation"]
    if relation not in ("parentOf", "componentOf", "inputTo"):
        raise ValueError(relation)
    return Footage(str(entry["title"]), relation)


def claim_for(
    document: Document,
    shown: ShownTake,
    span: FrameRange,
    picture: bool = True,
    sound: bool = True,
    prompts: bool = False,
) -> Claim:
    """What a file with film frames `span` holds, which has a `picture`, `sound` or both."""
    drawn: list[Drawn] = []
    seen: Counter[str] = Counter()
    requests: dict[str, Request] = {}
    graded: list[FrameRange] = []
    for run, shows in runs(document, span, shown, overlays=True) if picture else ():
        for source in parts_of(shows):
            if isinstance(source, TakePicture):
                request = source.take.request
                requests[source.take.id] = request
                _append(drawn, _drawn_by(request, run.shift(-span.start), prompts))
            else:
                seen[source.asset.id] += len(run)
        if any(isinstance(each, ClipPicture) and each.grade for each in parts_of(shows)):
            _lengthen(graded, run.shift(-span.start))
    worked_on, looked_at = _used(document, requests.values())
    heard = _heard(document, span) if sound else {}
    # Pictures before sound, and what is seen most first: that is the parent.
    shown_first = [id for id, _ in seen.most_common()]
    pictures = dict.fromkeys([*shown_first, *worked_on])
    made_of = dict.fromkeys([*pictures, *heard])
    inputs = [id for id in looked_at if id not in made_of]
    assets = {asset.id: asset for asset in document.assets}
    first = next(iter(pictures if picture else made_of), None)
    footage = [_as_footage(assets[id], "parentOf" if id == first else "componentOf") for id in made_of]
    footage += [_as_footage(assets[id], "inputTo") for id in inputs]
    return Claim(len(span), document.rate, tuple(drawn), tuple(footage), tuple(graded))


def _lengthen(places: list[FrameRange], new: FrameRange) -> None:
    """What lies side by side is one range."""
    start = places.pop().start if places and places[-1].stop == new.start else new.start
    places.append(FrameRange(start, new.stop))


def _append(drawn: list[Drawn], new: Drawn) -> None:
    """Side by side and drawn alike is one range."""
    if drawn and drawn[-1].place.stop == new.place.start and replace(drawn[-1], place=new.place) == new:
        new = replace(new, place=FrameRange(drawn.pop().place.start, new.place.stop))
    drawn.append(new)


def _drawn_by(request: Request, place: FrameRange, prompts: bool) -> Drawn:
    models = (request.model, *(lora.name for lora in request.loras))
    words = " / ".join(dict.fromkeys(filter(None, (request.prompt, *(s.prompt for s in request.spans)))))
    not_these = " / ".join(
        dict.fromkeys(filter(None, (request.negative, *(s.negative for s in request.spans))))
    )
    names = tuple(_name(model) for model in models)
    return Drawn(place, names, words, not_these) if prompts else Drawn(place, names)


def _name(model: str) -> str:
    """A model may be named by its folder; where that lies is nobody's business."""
    return PureWindowsPath(model).name if "\\" in model else Path(model).name


def _used(document: Document, requests: Iterable[Request]) -> tuple[list[str], list[str]]:
    """Ids of footage that was (drawn over, only looked at) by what is shown."""
    by_print = {asset.fingerprint: asset.id for asset in document.assets}
    over: dict[str, None] = {}
    beside: dict[str, None] = {}
    for request in requests:
        for known in request.known:
            kept = known.place.intersect(request.draw) and known.cap < 1
            for fingerprint in (known.fingerprint, *(part.fingerprint for part in known.parts)):
                (over if kept else beside)[fingerprint] = None
        for known in request.colours:
            beside[known.fingerprint] = None
        for part in request.blends:
            over[part.fingerprint] = None
        for reference in request.references:
            beside[reference.fingerprint] = None
    # What is not the document's is an earlier take's frames: no footage.
    return (
        [by_print[one] for one in over if one in by_print],
        [by_print[one] for one in beside if one in by_print],
    )


def _heard(document: Document, span: FrameRange) -> dict[str, None]:
    """Ids of the footage whose sound is in it."""
    muted = {clip.id for track in document.tracks if track.muted for clip in track.clips}
    clips = clips_in(document, span, "audio")
    return dict.fromkeys(clip.asset for clip in clips if not clip.muted and clip.id not in muted)


def _as_footage(asset: Asset, relation: Relation) -> Footage:
    return Footage(Path(asset.path).name, relation, asset.path)
