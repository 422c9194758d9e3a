"""What the tests of the queue draw with the built-in model. No torch: what they start loads this file too."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from engine.document.request import Request
from engine.document.time import FrameRange

REQUEST = Request(
    card="c1", lineage="c1", origin=0, draw=FrameRange(0, 17), rate=Fraction(24), width=96, height=64,
    model="sketch", prompt="a red ball rolls to the right in a meadow", steps=6, guidance=1.0,
)  # fmt: skip
NEXT = replace(REQUEST, card="c2", lineage="c2", draw=FrameRange(17, 34), origin=17)
FAR = replace(REQUEST, card="c9", lineage="c9", draw=FrameRange(400, 417), origin=400)
