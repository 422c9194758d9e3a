"""A claim in the words of C2PA: what a signed file's manifest says. Plain dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from engine import __version__
from engine.document.time import FrameRange
from engine.render.provenance.claim import IPTC, Claim, Drawn, Footage

SOFTWARE = {"name": "Tweenboard", "version": __version__}
SETTINGS: dict[str, Any] = {
    "version": 1,
    "builder": {"thumbnail": {"enabled": False}},
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True},
}
"""Nothing is ever fetched: neither a manifest that a file says lies elsewhere, nor word of a certificate."""


def settings(anchors: str = "", archive: bool = False) -> dict[str, Any]:
    """The library's settings; `anchors`: PEM certificates of authorities that are trusted. `archive`: for
    footage that is looked at apart from the film."""
    chosen = SETTINGS | ({"trust": {"user_anchors": anchors}} if anchors else {})
    return chosen | ({"builder": {**SETTINGS["builder"], "generate_c2pa_archive": True}} if archive else {})


def definition(title: str, unread: Sequence[Footage] = ()) -> dict[str, Any]:
    """The manifest but for its actions. `unread`: footage of which only the name can be told."""
    named = [{**ingredient(one), "format": "application/octet-stream"} for one in unread]
    return {"claim_generator_info": [SOFTWARE], "title": title, "ingredients": named}


def ingredient(one: Footage) -> dict[str, str]:
    return {"title": one.title, "relationship": one.relation, "label": one.label}


def actions(claim: Claim) -> list[dict[str, Any]]:
    """One for the components, which are laid into the film, one for the frames whose colours were corrected,
    and one for each drawn range."""
    components = [one.label for one in claim.footage if one.relation == "componentOf"]
    laid = [{"action": "c2pa.placed", "parameters": {"ingredientIds": components}}]
    graded = [_graded(claim)] if claim.graded else []
    return [*(laid if components else []), *graded, *(_edited(claim, one) for one in claim.drawn)]


def _graded(claim: Claim) -> dict[str, Any]:
    sentence = "The colours of footage were corrected."
    changes = [{"description": sentence, "region": _regions(claim.rate, place)} for place in claim.graded]
    return {
        "action": "c2pa.color_adjustments",
        "description": sentence,
        "softwareAgent": SOFTWARE,
        "parameters": {"description": sentence},
        "changes": changes,
    }


def _edited(claim: Claim, drawn: Drawn) -> dict[str, Any]:
    sentence = f"Frames {drawn.place} were drawn by {' with '.join(drawn.models)}."
    parameters = {"models": ", ".join(drawn.models)}
    if drawn.prompt:
        parameters["prompt"] = drawn.prompt
    if drawn.negative:
        parameters["negative_prompt"] = drawn.negative
    return {
        "action": "c2pa.edited",
        "digitalSourceType": IPTC + claim.source_type,
        "description": sentence,
        "softwareAgent": SOFTWARE,
        "parameters": {"description": sentence} | {f"{PREFIX}.{k}": v for k, v in parameters.items()},
        "changes": [{"description": sentence, "region": _regions(claim.rate, drawn.place)}],
    }


PREFIX = "io.github.tweenboard"


def _regions(rate: Fraction, place: FrameRange) -> Sequence[dict[str, Any]]:
    """In seconds, and in frames from 0 of which the last is drawn too."""
    start, stop = (f"{float(n / rate):.6f}" for n in (place.start, place.stop))
    return (
        {"type": "temporal", "time": {"type": "npt", "start": start, "end": stop}},
        {"type": "frame", "frame": {"start": place.start, "end": place.stop - 1}},
    )
