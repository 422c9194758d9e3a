"""What drawing the cards of an edit would be, and take: worked out for some of many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.language.words import duration
from engine.document.time import FrameRange

if TYPE_CHECKING:
    from editor.cards.forecasts import Forecasts
    from editor.jobs.asking import Moment
    from engine.document.request import Request
    from engine.tools.edited import Edited

SAMPLE = 16
"""Drawings that are asked about; of more, every so many stand for all."""
GB = 1e9

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Drawing:
    """`spans`: the film ranges of all drawings, in order of time; `sample`: the Requests of some of them."""

    spans: tuple[FrameRange, ...] = ()
    sample: tuple[Request, ...] = ()

    @property
    def frames(self) -> int:
        return sum(len(span) for span in self.spans)


def drawing(now: Moment, edited: Edited) -> Drawing:
    """Raises `TweenError` for a card that cannot be drawn. In any thread."""
    from engine.tools.regenerate import regenerate

    by_id = {card.id: card for card in edited.document.cards}
    cards = [by_id[each] for each in edited.cards]
    # A film of several cards is as long as its request says; a card alone as long as it is.
    every = 1 if edited.wish is not regenerate else -(-len(cards) // SAMPLE) or 1
    sample = [edited.wish(edited.document, card, now.shown, now.model) for card in cards[::every]]
    spans = [request.draw for request in sample] if every == 1 else [card.range for card in cards]
    return Drawing(tuple(sorted(spans)), tuple(sample[:: -(-len(sample) // SAMPLE) or 1]))


def estimate(ahead: Drawing, forecasts: Forecasts) -> tuple[str, bool]:
    """A sentence, and whether all of it fits this machine; "…" in it where forecasts are still to come."""
    told = translate("ToolDialog", "{0} frames").format(ahead.frames)
    if len(ahead.spans) > 1:
        told = translate("ToolDialog", "{0} in {1} drawings").format(told, len(ahead.spans))
    found = [forecasts.ahead(request) for request in ahead.sample]
    known = [each for each in found if each is not None]
    for each in known:
        if not each.fits:
            return each.sentence, False
    if len(known) < len(found) or not known:
        return f"{told} …", True
    share = ahead.frames / sum(len(request.draw) for request in ahead.sample)
    peak, seconds = max(each.peak for each in known), share * sum(each.seconds for each in known)
    about = translate("ToolDialog", "about {0} GB and {1}").format(f"{peak / GB:.1f}", duration(seconds))
    return f"{told}, {about}", True
