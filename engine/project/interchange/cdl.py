"""Grades of clips as other programs know them: ASC CDL, in OpenTimelineIO's metadata and in EDL comments.

The keys `cdl`, `asc_sop` and `asc_sat` are those that OpenTimelineIO's own EDL reader uses. All of a grade
but its look-up table is such a CDL; the table travels in our own part of the file alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from engine.document.grade import Cdl, Grade, Rgb, of_cdl

KEY = "cdl"
SOP, NEUTRAL = ("slope", "offset", "power"), ((1, 1, 1), (0, 0, 0), (1, 1, 1))
MOST = 1e6
DIGITS = 4
"""Numbers that differ behind these were rounded on their way."""


def as_metadata(grade: Grade | None) -> dict[str, Any]:
    """What is put beside our own metadata of a clip; empty for one without a grade."""
    return _told(grade.cdl) if grade is not None and grade.cdl != Cdl() else {}


def _told(cdl: Cdl) -> dict[str, Any]:
    sop = {name: list(getattr(cdl, name)) for name in SOP}
    return {KEY: {"asc_sop": sop, "asc_sat": float(cdl.saturation)}}


def plain_cdl(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Another program's metadata of a clip, cut down to its CDL; empty where it has none."""
    found = read(metadata)
    return _told(found) if found else {}


def read(metadata: Mapping[str, Any]) -> Cdl | None:
    """The CDL in a clip's metadata; None where there is none that can be read."""
    entry = metadata.get(KEY)
    if not isinstance(entry, Mapping):
        return None
    sop, saturation = entry.get("asc_sop", {}), entry.get("asc_sat", 1.0)
    if not isinstance(sop, Mapping) or not _is_number(saturation):
        return None
    colours = [_colours(sop.get(name, neutral)) for name, neutral in zip(SOP, NEUTRAL, strict=True)]
    if None in colours:
        return None
    slope, offset, power = (each for each in colours if each is not None)
    return Cdl(slope, offset, power, float(saturation))


def regraded(grade: Grade | None, metadata: Mapping[str, Any]) -> Grade | None:
    """`grade`, which the clip had on the board, as the file has it now: its look-up table stays."""
    cdl = read(metadata)
    if cdl is None or _alike(cdl, (grade or Grade()).cdl):
        return grade
    made = replace(of_cdl(cdl), lut=grade.lut if grade else None)
    return None if made.neutral else made


def rounded(metadata: Mapping[str, Any]) -> tuple[float, ...]:
    """A clip's CDL as far as it counts; empty where it has none."""
    found = read(metadata)
    return tuple(round(number, DIGITS) for number in _numbers(found)) if found else ()


def as_comments(grade: Grade | None) -> Iterator[str]:
    """Lines of an EDL below the event."""
    if grade is None or grade.cdl == Cdl():
        return
    cdl = grade.cdl
    parts = (" ".join(f"{part:.6f}" for part in getattr(cdl, name)) for name in SOP)
    yield "* ASC_SOP " + "".join(f"({part})" for part in parts)
    yield f"* ASC_SAT {cdl.saturation:.6f}"


def _colours(value: Any) -> Rgb | None:
    if isinstance(value, str | bytes | Mapping):
        return None
    try:
        red, green, blue = value
    except (TypeError, ValueError):
        return None
    return (float(red), float(green), float(blue)) if all(map(_is_number, (red, green, blue))) else None


def _is_number(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(value) and abs(value) <= MOST


def _alike(one: Cdl, other: Cdl) -> bool:
    return all(abs(a - b) < 10**-DIGITS for a, b in zip(_numbers(one), _numbers(other), strict=True))


def _numbers(cdl: Cdl) -> tuple[float, ...]:
    return *cdl.slope, *cdl.offset, *cdl.power, cdl.saturation
