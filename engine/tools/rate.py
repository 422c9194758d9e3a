"""Rate: the film at other frames a second, more or fewer; everything keeps its time.

before   30 a second  V1 AAAAAAAAAABBBBB   [1        ][2  ]
after    24 a second  V1 AAAAAAAABBBB      [1      ][2 ]
"""

from __future__ import annotations

from fractions import Fraction

from engine.document.edits import set_format
from engine.document.ids import NewId, random_id
from engine.document.model import Document
from engine.errors import TweenError
from engine.tools.edited import Edited


def at_rate(doc: Document, rate: Fraction, *, new_id: NewId = random_id) -> Edited:
    """The film at `rate` frames a second. Footage is shown at its own speed, cuts lie at the frame nearest to
    their time, and cards with words are to be drawn for the new frames.

    Raises `TweenError` for the rate that it has, and as `set_format` does: for what is locked, or too short
    for a frame of the new rate.
    """
    if rate == doc.rate:
        raise TweenError(f"The film has {float(rate):g} frames a second already; choose another rate.")
    doc = set_format(doc, rate, doc.width, doc.height, new_id=new_id)
    cards = tuple(card.id for card in doc.cards if card.words)
    said = "Drawn cards are drawn anew for the new rate; undo brings their takes back."
    return Edited(doc, cards, (said,) if cards else ())
