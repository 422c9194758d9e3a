"""Documents as JSON, whole or as the difference between two of them.

A value's fields are written by the tables below; a field at its default is left out. Fields that a table
does not know (a newer version's) are kept: in `Document.extra` for the film, in `extra` for its parts.
Paths below the project's folder are written relative to it, so that the folder can be moved as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cache
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from engine.document.framing import FITS, Framing
from engine.document.framing_keys import FramingKey
from engine.document.grade import Grade, Lut
from engine.document.keys import EASES
from engine.document.levels import LevelKey
from engine.document.luts import with_lut_paths
from engine.document.model import (
    Asset,
    Card,
    Clip,
    Document,
    Keyframe,
    Lora,
    Marker,
    Reference,
    Region,
    Start,
    Track,
)
from engine.document.time import CardRange, FrameRange, rate_text

Json = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Field:
    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]


def _typed(*kinds: type) -> Callable[[Any], Any]:
    def unpack(value: Any) -> Any:
        if type(value) not in kinds:
            raise ValueError(f"{value!r} is not {' or '.join(kind.__name__ for kind in kinds)}")
        return value

    return unpack


def _optional(unpack: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else unpack(value)


def _one_of(*values: str) -> Callable[[Any], str]:
    def unpack(value: Any) -> str:
        if value not in values:
            raise ValueError(f"{value!r} is none of {values}")
        return value

    return unpack


def _same(value: Any) -> Any:
    return value


def _span(cls: type[Any]) -> _Field:
    def unpack(value: Any) -> Any:
        start, stop = value
        return cls(_typed(int)(start), _typed(int)(stop))

    return _Field(lambda span: [span.start, span.stop], unpack)


def _unpack_texts(value: Any) -> tuple[str, ...]:
    return tuple(_typed(str)(text) for text in _typed(list)(value))


TEXT = _Field(_same, _typed(str))
TEXT_OR_NONE = _Field(_same, _optional(_typed(str)))
WHOLE = _Field(_same, _typed(int))
WHOLE_OR_NONE = _Field(_same, _optional(_typed(int)))
NUMBER = _Field(_same, _typed(int, float))
NUMBER_OR_NONE = _Field(_same, _optional(_typed(int, float)))
FLAG = _Field(_same, _typed(bool))
SPAN = _span(FrameRange)
RATE = _Field(rate_text, lambda value: Fraction(_typed(str)(value)))
TEXTS = _Field(list, _unpack_texts)


def _items(cls: type, table: dict[str, _Field]) -> _Field:
    return _Field(
        lambda items: [_pack(item, table) for item in items],
        lambda data: tuple(_unpack(cls, table, entry) for entry in _typed(list)(data)),
    )


def _item_or_none(cls: type, table: dict[str, _Field]) -> _Field:
    return _Field(
        lambda item: item and _pack(item, table), _optional(lambda entry: _unpack(cls, table, entry))
    )


def _unpack_points(value: Any) -> tuple[tuple[float, float], ...]:
    return tuple((float(NUMBER.unpack(x)), float(NUMBER.unpack(y))) for x, y in _typed(list)(value))


def _unpack_rgb(value: Any) -> tuple[float, float, float]:
    red, green, blue = (float(NUMBER.unpack(part)) for part in _typed(list)(value))
    return red, green, blue


RGB = _Field(list, _unpack_rgb)
POINTS = _Field(lambda points: [list(point) for point in points], _unpack_points)
KEYFRAME = {"asset": TEXT, "offset": WHOLE, "source_frame": WHOLE, "frames": WHOLE}
REFERENCE = {"asset": TEXT, "source_frame": WHOLE, "weight": NUMBER}
REGION = {
    "frames": _span(CardRange), "shape": _Field(_same, _one_of("box", "polygon")), "points": POINTS,
    "feather": NUMBER,
}  # fmt: skip
LORA = {"name": TEXT, "weight": NUMBER}
START = {"take": TEXT, "strength": NUMBER}
CARD = {
    "id": TEXT, "range": SPAN, "lineage": TEXT, "origin": WHOLE, "prompt": TEXT, "negative": TEXT,
    "strength": NUMBER, "seed": WHOLE, "steps": WHOLE_OR_NONE, "model": TEXT_OR_NONE, "style": TEXT_OR_NONE,
    "keyframes": _items(Keyframe, KEYFRAME), "pinned": TEXT_OR_NONE, "locked": FLAG,
    "subject": TEXT, "action": TEXT, "setting": TEXT, "shot": TEXT, "camera": TEXT, "lighting": TEXT,
    "mood": TEXT, "references": _items(Reference, REFERENCE), "regions": _items(Region, REGION),
    "loras": _items(Lora, LORA), "group": TEXT, "cut": FLAG, "loop": FLAG, "blend": POINTS, "scale": NUMBER,
    "outpaint": FLAG, "alone": FLAG, "start": _item_or_none(Start, START), "match_colour": FLAG,
    "guidance": NUMBER_OR_NONE,
}  # fmt: skip
EASE = _Field(_same, _one_of(*EASES))
LEVEL_KEY = {"frame": WHOLE, "value": NUMBER, "ease": EASE}
FRAMING_KEY = {
    "frame": WHOLE, "x": NUMBER, "y": NUMBER, "scale": NUMBER, "rotation": NUMBER, "left": NUMBER,
    "top": NUMBER, "right": NUMBER, "bottom": NUMBER, "ease": EASE,
}  # fmt: skip
FRAMING = {
    "x": NUMBER, "y": NUMBER, "scale": NUMBER, "rotation": NUMBER, "left": NUMBER, "top": NUMBER,
    "right": NUMBER, "bottom": NUMBER, "flip_x": FLAG, "flip_y": FLAG, "fit": _Field(_same, _one_of(*FITS)),
    "keys": _items(FramingKey, FRAMING_KEY),
}  # fmt: skip
LUT = {"path": TEXT, "fingerprint": TEXT, "strength": NUMBER}
GRADE = {
    "exposure": NUMBER, "contrast": NUMBER, "saturation": NUMBER, "temperature": NUMBER, "tint": NUMBER,
    "lift": RGB, "gamma": RGB, "gain": RGB, "lut": _item_or_none(Lut, LUT),
}  # fmt: skip
CLIP = {
    "id": TEXT, "asset": TEXT, "place": SPAN, "source_start": WHOLE, "link": TEXT, "speed": RATE,
    "phase": RATE, "group": TEXT, "locked": FLAG, "muted": FLAG, "gain": NUMBER, "opacity": NUMBER,
    "fade_in": WHOLE, "fade_out": WHOLE, "dissolve": WHOLE, "grade": _item_or_none(Grade, GRADE),
    "framing": _item_or_none(Framing, FRAMING), "gain_keys": _items(LevelKey, LEVEL_KEY),
    "opacity_keys": _items(LevelKey, LEVEL_KEY),
}  # fmt: skip
TRACK = {
    "id": TEXT, "kind": _Field(_same, _one_of("video", "audio")), "name": TEXT, "clips": _items(Clip, CLIP),
    "muted": FLAG, "locked": FLAG,
}  # fmt: skip
ASSET = {
    "id": TEXT, "kind": _Field(_same, _one_of("video", "image", "audio")), "path": TEXT, "fingerprint": TEXT,
    "frames": WHOLE, "width": WHOLE, "height": WHOLE, "rate": RATE, "has_audio": FLAG, "notes": TEXTS,
    "alpha": FLAG,
}  # fmt: skip
FORMAT = {"rate": RATE, "width": WHOLE, "height": WHOLE}
MARKER = {"id": TEXT, "frame": WHOLE, "name": TEXT, "colour": TEXT}
NOTES = {"markers": _items(Marker, MARKER), "mark_in": WHOLE_OR_NONE, "mark_out": WHOLE_OR_NONE, "fill": FLAG}
"""Left out of the film's own fields at their defaults, and so by older versions."""
LISTS = ("assets", "tracks", "cards")
EMPTY = Document()


def _pack(item: Any, table: dict[str, _Field]) -> Json:
    data: Json = json.loads(item.extra) if item.extra else {}
    values, defaults = _fields_of(type(item))
    for (name, default), value in zip(defaults, values(item), strict=True):
        if value is not default and name in table and value != default:
            data[name] = table[name].pack(value)
    return data


@cache
def _fields_of(cls: type) -> tuple[attrgetter[tuple[object, ...]], tuple[tuple[str, object], ...]]:
    """What takes all fields from an item at once, and each with its default, `MISSING` without one; asked for
    by every card of a board."""
    names = [field.name for field in fields(cls)]
    return attrgetter(*names), tuple((field.name, field.default) for field in fields(cls))


def _unpack(cls: type[T], table: dict[str, _Field], data: Any) -> T:
    known: Json = {
        name: field.unpack(data[name]) for name, field in table.items() if name in _typed(dict)(data)
    }
    unknown = {name: value for name, value in data.items() if name not in table}
    return cls(**{**known, "extra": _extra(unknown)})


def _extra(unknown: Json) -> str:
    return json.dumps(unknown) if unknown else ""


class Codec:
    """Packs documents of the project in `folder`. Unpacking raises KeyError, TypeError or ValueError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def pack(self, doc: Document) -> Json:
        """The whole document."""
        doc = self._relative(doc)
        return {
            **(json.loads(doc.extra) if doc.extra else {}),
            **{name: field.pack(getattr(doc, name)) for name, field in FORMAT.items()},
            "assets": [self._pack_asset(asset) for asset in doc.assets],
            "tracks": [_pack(track, TRACK) for track in doc.tracks],
            "cards": [_pack(card, CARD) for card in doc.cards],
            **{
                name: field.pack(getattr(doc, name))
                for name, field in NOTES.items()
                if getattr(doc, name) != getattr(EMPTY, name)
            },
        }

    def unpack(self, data: Json) -> Document:
        known = {name: field.unpack(data[name]) for name, field in FORMAT.items()}
        known |= {name: field.unpack(data[name]) for name, field in NOTES.items() if name in data}
        doc = Document(
            **known,
            assets=tuple(self._unpack_asset(entry) for entry in _typed(list)(data["assets"])),
            tracks=tuple(_unpack(Track, TRACK, entry) for entry in _typed(list)(data["tracks"])),
            cards=tuple(_unpack(Card, CARD, entry) for entry in _typed(list)(data["cards"])),
            extra=_extra({k: v for k, v in data.items() if k not in {*FORMAT, *NOTES, *LISTS}}),
        )
        return self._absolute(doc)

    def pack_change(self, before: Document, after: Document) -> Json:
        """What turns `before` into `after`; small when little changed, as documents share what stayed.

        Lists are changed by `[start, dropped, items]`; equal tracks are left out, tracks whose clips alone
        changed carry only those.
        """
        before, after = self._relative(before), self._relative(after)
        change: Json = {
            name: field.pack(getattr(after, name))
            for name, field in (FORMAT | NOTES).items()
            if getattr(before, name) != getattr(after, name)
        }
        if before.extra != after.extra:
            change["extra"] = json.loads(after.extra) if after.extra else {}
        if before.assets != after.assets:
            change["assets"] = _pack_splice(before.assets, after.assets, self._pack_asset)
        if before.cards != after.cards:
            change["cards"] = _pack_splice(before.cards, after.cards, lambda card: _pack(card, CARD))
        if before.tracks != after.tracks:
            change["tracks"] = _pack_tracks(before.tracks, after.tracks)
        return change

    def apply_change(self, before: Document, change: Json) -> Document:
        new: Json = {
            name: field.unpack(change[name]) for name, field in (FORMAT | NOTES).items() if name in change
        }
        if "extra" in change:
            new["extra"] = _extra(_typed(dict)(change["extra"]))
        if "assets" in change:
            new["assets"] = _splice(before.assets, change["assets"], self._unpack_asset)
        if "cards" in change:
            new["cards"] = _splice(before.cards, change["cards"], lambda entry: _unpack(Card, CARD, entry))
        if "tracks" in change:
            new["tracks"] = _unpack_tracks(before.tracks, change["tracks"])
        return self._absolute(replace(before, **new))

    def _relative(self, doc: Document) -> Document:
        """With the paths of its look-up tables as they are written."""
        return with_lut_paths(doc, lambda lut: self._written(lut.path))

    def _absolute(self, doc: Document) -> Document:
        return with_lut_paths(doc, lambda lut: self._read(lut.path))

    def _written(self, path: str) -> str:
        there = Path(path)
        return there.relative_to(self._folder).as_posix() if there.is_relative_to(self._folder) else path

    def _read(self, path: str) -> str:
        if Path(path).is_absolute():
            return path
        return str(self._folder.joinpath(*PurePosixPath(path).parts))

    def _pack_asset(self, asset: Asset) -> Json:
        return _pack(replace(asset, path=self._written(asset.path)), ASSET)

    def _unpack_asset(self, data: Json) -> Asset:
        asset = _unpack(Asset, ASSET, data)
        return replace(asset, path=self._read(asset.path))


def _pack_tracks(before: Sequence[Track], after: Sequence[Track]) -> Json:
    """`{"all": […]}`, or by index the tracks whose clips changed: `{"0": [start, dropped, items]}`."""
    bare = [replace(track, clips=()) for track in after]
    if bare != [replace(track, clips=()) for track in before]:
        return {"all": [_pack(track, TRACK) for track in after]}
    return {
        str(i): _pack_splice(old.clips, new.clips, lambda clip: _pack(clip, CLIP))
        for i, (old, new) in enumerate(zip(before, after, strict=True))
        if old != new
    }


def _unpack_tracks(before: Sequence[Track], change: Json) -> tuple[Track, ...]:
    if "all" in change:
        return tuple(_unpack(Track, TRACK, entry) for entry in change["all"])
    tracks = list(before)
    for i, splice in change.items():
        track = tracks[int(i)]
        clips = _splice(track.clips, splice, lambda entry: _unpack(Clip, CLIP, entry))
        tracks[int(i)] = replace(track, clips=clips)
    return tuple(tracks)


def _pack_splice(before: Sequence[T], after: Sequence[T], pack: Callable[[T], Json]) -> list[Any]:
    """`[start, dropped, items]`: at `start`, `dropped` items give way to `items`."""
    shorter = min(len(before), len(after))
    start = 0
    # Identity first: versions share what stayed, and comparing every field of every card costs milliseconds.
    while start < shorter and (before[start] is after[start] or before[start] == after[start]):
        start += 1
    end = 0
    while end < shorter - start:
        old, new = before[-1 - end], after[-1 - end]
        if old is not new and old != new:
            break
        end += 1
    items = [pack(item) for item in after[start : len(after) - end]]
    return [start, len(before) - end - start, items]


def _splice(before: Sequence[T], change: Any, unpack: Callable[[Any], T]) -> tuple[T, ...]:
    start, dropped, items = change
    return (*before[:start], *(unpack(item) for item in items), *before[start + dropped :])
