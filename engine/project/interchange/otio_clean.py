"""An OpenTimelineIO file's JSON, cut down to what this program reads before the library sees it.

The library's reader crashes the process on objects under keys that it does not expect, and refuses a whole
file for one object of a schema that only another program knows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.project.interchange.cdl import plain_cdl

NAMESPACE = "tweenboard"

_NAMED = {"name", "metadata"}
_ITEM = _NAMED | {"source_range", "effects", "markers", "enabled"}
_EFFECT = _NAMED | {"effect_name", "enabled"}
_REFERENCE = _NAMED | {"available_range"}
_COLLECTION = _NAMED | {"children"}
_TRACK = _ITEM | {"children", "kind"}
_CLIP = _ITEM | {"media_references", "active_media_reference_key"}
_WARP = _EFFECT | {"time_scalar"}
KEYS: dict[str, set[str]] = {
    "Timeline": _NAMED | {"global_start_time", "tracks"},
    "SerializableCollection": _COLLECTION, "SerializeableCollection": _COLLECTION,
    "Stack": _ITEM | {"children"}, "Track": _TRACK, "Sequence": _TRACK,
    "Clip": _CLIP, "Clip.1": _ITEM | {"media_reference"}, "Gap": _ITEM, "Filler": _ITEM,
    "Transition": _NAMED | {"in_offset", "out_offset", "transition_type"},
    "Marker": _NAMED | {"color", "comment", "marked_range"}, "Marker.1": _NAMED | {"color", "range"},
    "Effect": _EFFECT, "TimeEffect": _EFFECT, "LinearTimeWarp": _WARP, "FreezeFrame": _WARP,
    "ExternalReference": _REFERENCE | {"target_url"}, "MissingReference": _REFERENCE,
    "GeneratorReference": _REFERENCE | {"generator_kind", "parameters"},
    "ImageSequenceReference": _REFERENCE | {
        "target_url_base", "name_prefix", "name_suffix", "start_frame", "frame_step", "rate",
        "frame_zero_padding", "missing_frame_policy",
    },
    "RationalTime": {"value", "rate"}, "TimeRange": {"start_time", "duration"},
}  # fmt: skip
"""By schema, or by schema and version where an old one had others. The library judges newer versions."""


def cleaned(plain: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """`plain` without unknown keys and foreign metadata; objects of unknown schemas are gaps."""
    foreign: set[str] = set()
    made = _object(plain, foreign, say)
    if foreign:
        names = ", ".join(sorted(foreign)[:8])
        say(f"Metadata of other programs was left out: {names}{' …' if len(foreign) > 8 else ''}.")
    return made


def _object(plain: dict[str, Any], foreign: set[str], say: Callable[[str], None]) -> dict[str, Any]:
    schema = str(plain["OTIO_SCHEMA"])
    keys = KEYS.get(schema) or KEYS.get(schema.partition(".")[0])
    if keys is None:
        say(f"“{plain.get('name') or 'Something'}” is a {schema.partition('.')[0]}, which is not known here.")
        span = plain.get("source_range")
        gap = {"OTIO_SCHEMA": "Gap.1", "name": "", "source_range": span, "effects": [], "markers": []}
        return _object(gap, foreign, say)
    made: dict[str, Any] = {"OTIO_SCHEMA": schema}
    for key in keys & plain.keys():
        value = plain[key]
        if key == "metadata":
            made[key] = _metadata(value, foreign)
        else:
            made[key] = {} if key == "parameters" else _value(value, foreign, say)
    return made


def _value(value: Any, foreign: set[str], say: Callable[[str], None]) -> Any:
    if isinstance(value, list):
        return [_value(each, foreign, say) for each in value]
    if not isinstance(value, dict):
        return value
    if "OTIO_SCHEMA" in value:
        return _object(value, foreign, say)
    return {key: _value(each, foreign, say) for key, each in value.items()}


def _metadata(value: Any, foreign: set[str]) -> dict[str, Any]:
    """Our own part of it, where it is plain, and colours that every program can read."""
    if not isinstance(value, dict):
        return {}
    colours = plain_cdl(value)
    foreign.update(key for key in value if key != NAMESPACE and key not in colours)
    entry = value.get(NAMESPACE)
    if not isinstance(entry, dict):
        return colours
    simple = {key: each for key, each in entry.items() if isinstance(each, str | int | float | bool)}
    mine = {key: each for key, each in simple.items() if key != "OTIO_SCHEMA"}
    return {NAMESPACE: mine, **colours}
