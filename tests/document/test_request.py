"""Requests as recipes: what comes back from JSON, and what makes a take out of date."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.request import (
    BlendPart,
    Known,
    LoraUse,
    PromptSpan,
    ReferencePicture,
    RegionMask,
    Request,
)
from engine.document.time import FrameRange

FIRST = Request(
    card="c", lineage="l", origin=70, draw=FrameRange(80, 120), rate=Fraction(30000, 1001), width=640,
    height=360, model="sketch", prompt="a red ball", negative="text", seed=3, steps=8, guidance=2.5,
    known=(
        Known(FrameRange(60, 80), "/a.mp4", "f" * 64, 12),
        Known(FrameRange(80, 120), "/b.png", "e", 0, 0.35),
    ),
)  # fmt: skip
"""Uses nothing that came after the first edition."""

FULL = replace(
    FIRST,
    spans=(
        PromptSpan(FrameRange(80, 100), "it rolls"),
        PromptSpan(FrameRange(100, 120), "it stops", "blur"),
    ),
    transition=6,
    regions=(
        RegionMask(FrameRange(80, 100), "box", ((0.1, 0.2), (0.6, 0.9)), 0.05),
        RegionMask(FrameRange(90, 120), "polygon", ((0.0, 0.0), (1.0, 0.0), (0.5, 1.0))),
    ),
    references=(ReferencePicture("/r.png", "d" * 64, 4, 0.5),),
    loras=(LoraUse("pixel", 0.8), LoraUse("slow")),
    match_colour=False,
    blends=(BlendPart(FrameRange(80, 110), "/c.mp4", "c", 7, ((0.0, 0.0), (1.0, 1.0))),),
    scale=0.5,
    outpaint=True,
    fill=True,
)

frames = st.builds(
    lambda start, size: FrameRange(start, start + size), st.integers(0, 500), st.integers(0, 99)
)
unit = st.floats(0, 1)
points = st.lists(st.tuples(unit, unit), max_size=5).map(tuple)
requests = st.builds(
    Request,
    card=st.text(), lineage=st.text(), origin=st.integers(), draw=frames, rate=st.fractions(1, 240),
    width=st.integers(1), height=st.integers(1), model=st.text(), prompt=st.text(), negative=st.text(),
    seed=st.integers(), steps=st.none() | st.integers(1), guidance=st.none() | unit,
    known=st.lists(
        st.builds(
            Known, frames, st.text(), st.text(), st.integers(0), unit,
            st.none() | st.tuples(st.integers(1), st.integers(1)),
        ),
        max_size=3,
    ).map(tuple),
    spans=st.lists(st.builds(PromptSpan, frames, st.text(), st.text()), max_size=3).map(tuple),
    transition=st.integers(0, 50),
    regions=st.lists(
        st.builds(RegionMask, frames, st.sampled_from(["box", "polygon"]), points, unit), max_size=3
    ).map(tuple),
    references=st.lists(
        st.builds(ReferencePicture, st.text(), st.text(), st.integers(0), unit), max_size=3
    ).map(tuple),
    loras=st.lists(st.builds(LoraUse, st.text(), st.floats(-4, 4)), max_size=3).map(tuple),
    match_colour=st.booleans(),
    blends=st.lists(
        st.builds(BlendPart, frames, st.text(), st.text(), st.integers(0), points), max_size=2
    ).map(tuple),
    scale=unit, outpaint=st.booleans(), fill=st.booleans(),
    colours=st.lists(st.builds(Known, frames, st.text(), st.text()), max_size=2).map(tuple),
)  # fmt: skip


@given(requests)
def test_a_request_comes_back_from_json_text(request: Request) -> None:
    again = Request.from_json(json.loads(json.dumps(request.to_json())))
    assert again == request
    assert again.digest() == request.digest()


def test_a_recipe_of_the_first_edition_still_loads_and_is_not_stale() -> None:
    recipe: dict[str, Any] = {
        "card": "c", "lineage": "l", "origin": 70, "draw": [80, 120], "rate": "30000/1001", "width": 640,
        "height": 360, "model": "sketch", "prompt": "a red ball", "negative": "text", "seed": 3, "steps": 8,
        "guidance": 2.5, "known": [
            {"place": [60, 80], "path": "/a.mp4", "fingerprint": "f" * 64, "source_start": 12, "cap": 0.0},
            {"place": [80, 120], "path": "/b.png", "fingerprint": "e", "source_start": 0, "cap": 0.35},
        ],
    }  # fmt: skip
    assert Request.from_json(recipe) == FIRST
    assert FIRST.to_json() == recipe
    # As the first edition of this class printed it.
    assert FIRST.digest() == "9acd774acb004a316846b1967371e1e69f959a466ce7374058405c9ee987eeea"


@pytest.mark.parametrize("request_", [FIRST, FULL])
def test_the_digest_follows_neither_place_nor_paths(request_: Request) -> None:
    def moved(part: Any) -> Any:
        new = replace(part, place=part.place.shift(25)) if hasattr(part, "place") else part
        return replace(new, path="/elsewhere") if hasattr(part, "path") else new

    names = ("known", "spans", "regions", "references", "blends")
    parts = {name: tuple(map(moved, getattr(request_, name))) for name in names}
    away = replace(request_, card="x", lineage="y", draw=request_.draw.shift(25), origin=95, **parts)
    assert away.digest() == request_.digest()


@pytest.mark.parametrize(
    "change",
    [
        {"spans": FULL.spans[:1]},
        {"spans": (replace(FULL.spans[0], place=FrameRange(80, 99)), FULL.spans[1])},
        {"transition": 5},
        {"regions": FULL.regions[1:]},
        {"regions": (replace(FULL.regions[0], feather=0.06), FULL.regions[1])},
        {"regions": (replace(FULL.regions[0], place=FrameRange(81, 100)), FULL.regions[1])},
        {"references": (replace(FULL.references[0], fingerprint="c" * 64),)},
        {"references": (replace(FULL.references[0], source_frame=5),)},
        {"loras": FULL.loras[::-1]},
        {"loras": (replace(FULL.loras[0], weight=0.7), FULL.loras[1])},
        {"match_colour": True},
        {"blends": ()},
        {"blends": (replace(FULL.blends[0], points=((0.0, 0.0), (0.5, 1.0))),)},
        {"blends": (replace(FULL.blends[0], source_start=8),)},
        {"scale": 1.0},
        {"outpaint": False},
        {"fill": False},
        {"known": (replace(FULL.known[0], shape=(4, 3)), FULL.known[1])},
    ],
)
def test_what_is_drawn_otherwise_has_another_digest(change: dict[str, Any]) -> None:
    assert replace(FULL, **change).digest() != FULL.digest()


@pytest.mark.parametrize(
    "damage",
    [
        {"draw": [120, 80]},
        {"known": [{"place": [0, 1]}]},
        {"known": None},
        {"regions": [{"place": [0, 1], "shape": "box", "points": [[0.5]]}]},
        {"spans": [{"prompt": "no place"}]},
        {"rate": "fast"},
        {"colour": "red"},
    ],
)
def test_anything_else_is_refused(damage: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Request.from_json({**FULL.to_json(), **damage})
