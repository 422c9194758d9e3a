"""Every invariant is stated: a document that breaks one is told so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from engine.document.edits import (
    add_asset,
    add_marker,
    attach_keyframe,
    attach_reference,
    paint_region,
    set_lora,
)
from engine.document.invariants import broken, check
from engine.document.model import Card, Clip, Document, Lora, Start
from engine.document.time import CardRange, FrameRange
from engine.errors import TweenError
from tests.document.boards import IMAGE, SILENT, SOUND, film


def sound_document() -> Document:
    doc = add_asset(add_asset(add_asset(film(cuts=(40,)), IMAGE), SILENT), SOUND)
    doc = attach_keyframe(attach_keyframe(doc, doc.cards[0].id, IMAGE.id, 3), doc.cards[0].id, IMAGE.id, 9)
    doc = attach_reference(doc, doc.cards[0].id, IMAGE.id)
    doc = paint_region(doc, doc.cards[0].id, "box", [(0, 0), (1, 1)], CardRange(0, 9))
    doc = paint_region(doc, doc.cards[0].id, "box", [(0, 0), (0.5, 1)], CardRange(5, 30))
    doc = set_lora(doc, doc.cards[0].id, "ink", 1.0)
    return replace(add_marker(add_marker(doc, 5), 9), mark_in=3, mark_out=9)


def with_card(**fields) -> Callable[[Document], Document]:
    return lambda doc: replace(doc, cards=(replace(doc.cards[0], **fields), *doc.cards[1:]))


def card(change: Callable[[Card], dict]) -> Callable[[Document], Document]:
    return lambda doc: with_card(**change(doc.cards[0]))(doc)


def clip(change: Callable[[Clip], dict]) -> Callable[[Document], Document]:
    def edit(doc: Document) -> Document:
        track = doc.tracks[0]
        clips = (replace(track.clips[0], **change(track.clips[0])), *track.clips[1:])
        return replace(doc, tracks=(replace(track, clips=clips), *doc.tracks[1:]))

    return edit


BREAKS: dict[str, tuple[Callable[[Document], Document], str]] = {
    "rate": (lambda doc: replace(doc, rate=Fraction(0)), "rate 0 is not one"),
    "size": (lambda doc: replace(doc, width=0), "size 0×720"),
    "asset id": (lambda doc: replace(doc, assets=(*doc.assets, doc.assets[0])), "share the footage id"),
    "asset": (lambda doc: replace(doc, assets=(*doc.assets, replace(IMAGE, id="x", frames=0))), "no frames"),
    "track id": (lambda doc: replace(doc, tracks=(*doc.tracks, doc.tracks[0])), "share the track id"),
    "card id": (lambda doc: replace(doc, cards=(*doc.cards, doc.cards[0])), "share the card id"),
    "marker id": (lambda doc: replace(doc, markers=(doc.markers[0],) * 2), "share the marker id"),
    "marker order": (lambda doc: replace(doc, markers=doc.markers[::-1]), "markers are not in order"),
    "marks": (lambda doc: replace(doc, mark_in=9), "marked range from 9 to 9"),
    "marks below": (lambda doc: replace(doc, mark_in=-1), "marked range from -1"),
    "empty card": (with_card(range=FrameRange(0, 0)), "is empty"),
    "cards overlap": (with_card(range=FrameRange(0, 50)), "starts before frame 50"),
    "uncovered": (with_card(range=FrameRange(0, 35)), "No card lies over the clip at 35–40"),
    "strength": (with_card(strength=float("nan")), "has strength nan"),
    "key order": (card(lambda c: {"keyframes": c.keyframes[::-1]}), "keyframe .* out of order"),
    "key outside": (card(lambda c: {"keyframes": (replace(c.keyframes[0], offset=40),)}), "outside the card"),
    "key sound": (card(lambda c: {"keyframes": (replace(c.keyframes[0], asset="sound"),)}), "no picture"),
    "ref": (card(lambda c: {"references": (replace(c.references[0], asset="x"),)}), "reference .* no pict"),
    "ref weight": (card(lambda c: {"references": (replace(c.references[0], weight=2.0),)}), "weight 2.0"),
    "region": (card(lambda c: {"regions": (replace(c.regions[0], frames=CardRange(0, 41)),)}), "outside it"),
    "region shape": (card(lambda c: {"regions": (replace(c.regions[0], points=()),)}), "opposite corners"),
    "region order": (card(lambda c: {"regions": c.regions[::-1]}), "regions .* out of order"),
    "lora name": (card(lambda c: {"loras": c.loras * 2}), "names of their own"),
    "lora weight": (with_card(loras=(Lora("ink", float("nan")),)), "cannot be used"),
    "blend": (with_card(blend=((0.0, 0.0),)), "needs two points"),
    "blend order": (with_card(blend=((0.5, 0.0), (0.4, 1.0))), "points out of order"),
    "blend value": (with_card(blend=((0.0, 0.0), (1.0, float("nan")))), "leaves 0"),
    "start": (with_card(start=Start("t", 1.5)), "start .* a strength"),
    "start take": (with_card(start=Start("")), "names no take"),
    "scale": (with_card(scale=0.1), "scale .* is 0.1"),
    "clip past the end": (clip(lambda c: {"source_start": 161}), "past the end"),
    "clip before": (clip(lambda c: {"source_start": -1}), "starts before its footage"),
    "clip footage": (clip(lambda c: {"asset": "gone"}), "footage that the film does not know"),
    "clip kind": (clip(lambda c: {"asset": "sound"}), "audio footage, which cannot lie there"),
    "clips overlap": (clip(lambda c: {"place": FrameRange(0, 41)}), "starts before frame 41"),
    "clip start": (clip(lambda c: {"place": FrameRange(-1, 39)}), "starts before frame 0"),
    "speed": (clip(lambda c: {"speed": Fraction(0)}), "speed of 0"),
    "phase": (clip(lambda c: {"phase": Fraction(1)}), "cannot be played"),
    "still speed": (clip(lambda c: {"asset": "image", "speed": Fraction(2)}), "nothing in it moves"),
    "fast past the end": (clip(lambda c: {"speed": Fraction(6)}), "past the end"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(BREAKS))
def test_what_breaks_an_invariant_is_said(name: str) -> None:
    doc = sound_document()
    assert list(broken(doc)) == []
    change, words = BREAKS[name]
    with pytest.raises(TweenError, match=words):
        check(change(doc))
