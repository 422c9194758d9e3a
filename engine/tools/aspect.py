"""Aspect: the film in another format, and what its pictures leave empty there drawn or cut off.

16:9  ┌──────┐      9:16  ┌──┐        --outpaint  ┌──┐
      │ kept │            │▒▒│ bars               │░░│ drawn
      └──────┘            │──│                    │──│
                          │──│ kept               │──│ kept
                          │▒▒│                    │░░│
                          └──┘                    └──┘
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from engine.document.edits import set_card, set_format
from engine.document.fit import Size, fit_box
from engine.document.ids import NewId, random_id
from engine.document.model import Card, Document
from engine.document.picture import ClipPicture, parts_of, runs
from engine.document.queries import card_label
from engine.errors import TweenError
from engine.tools.edited import Edited


def aspect(
    doc: Document,
    size: Size,
    outpaint: bool = False,
    prompt: str | None = None,
    crop: bool = False,
    *,
    new_id: NewId = random_id,
) -> Edited:
    """The film at `size` (width, height): cards that were drawn are to be drawn anew for it, others show
    their footage between bars, with `crop` cut off at the edges, or with `outpaint` with a picture drawn
    around it.

    `prompt` says what is around the footage of cards that say nothing themselves. Raises `TweenError` for a
    size that no film has, for a card of footage without words, and where nothing would change.
    """
    if prompt is not None and not outpaint:
        raise TweenError("A prompt says what to draw around the pictures; ask for that with --outpaint.")
    if crop and outpaint:
        raise TweenError(
            "A picture that fills the film's leaves nothing to draw around it; choose one of both."
        )
    if (*size, crop) == (doc.width, doc.height, doc.fill) and not outpaint:
        raise TweenError(f"The film is {size[0]}×{size[1]} already.")
    doc = set_format(doc, doc.rate, *size, fill=crop, new_id=new_id)
    drawn = [card for card in doc.cards if card.words and not card.outpaint]
    says = {card.id for card in drawn}
    barred = [card for card in doc.cards if card.id not in says and any(_shapes(doc, card))]
    if crop:
        doc, barred = _without_bars(doc, barred), []
    elif not outpaint:
        barred = [card for card in barred if card.outpaint]
    elif not barred:
        raise TweenError(
            f"No footage leaves anything empty at {size[0]}×{size[1]}, so nothing is drawn around it."
        )
    for card in barred:
        words = (prompt or "").strip() or card.words
        if not words:
            raise TweenError(
                f"Nothing says what is around the picture of {card_label(doc, card)}; give a prompt."
            )
        said = card.prompt if card.words and not prompt else words
        doc = set_card(doc, card.id, outpaint=True, prompt=said, pinned=None, start=None)
    says |= {card.id for card in barred}
    todo = [card for card in doc.cards if card.id in says]
    return Edited(
        doc, tuple(card.id for card in todo if not card.locked), tuple(_notes(doc, drawn, outpaint))
    )


def _without_bars(doc: Document, barred: list[Card]) -> Document:
    """Cards that were drawn around their footage show it again."""
    for card in barred:
        if card.outpaint:
            doc = set_card(doc, card.id, outpaint=False, prompt="", pinned=None)
    return doc


def _shapes(doc: Document, card: Card) -> Iterator[bool]:
    """For each stretch of footage under the card, whether it leaves something of the picture empty."""
    for picture in (part for _, shows in runs(doc, card.range) for part in parts_of(shows)):
        # What a person placed lies as they placed it; nothing is drawn around that.
        if isinstance(picture, ClipPicture) and picture.framing is None:
            box = fit_box(picture.asset.width, picture.asset.height, (doc.width, doc.height))
            yield box[2:] != (doc.width, doc.height)


def _notes(doc: Document, drawn: list[Card], outpaint: bool) -> Iterator[str]:
    if outpaint:
        for card in drawn:
            yield f"{card_label(doc, card)} says itself what it shows, and is drawn anew as a whole."
    for card in drawn:
        if card.locked:
            yield f"{card_label(doc, card)} is locked, and keeps what was drawn for the old format."


def size_of(doc: Document, text: str) -> Size:
    """`16:9`, `9:16`, `1:1`, `21:9` or any other W:H with the film's short side, or `WxH` in pixels."""
    if pixels := re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip()):
        return int(pixels[1]), int(pixels[2])
    shape = re.fullmatch(r"(\d{1,4}(?:\.\d{1,4})?):(\d{1,4}(?:\.\d{1,4})?)", text.strip())
    if not shape or not Fraction(shape[1]) or not Fraction(shape[2]):
        raise TweenError(f"“{text}” is no format; write it like 9:16, 2.39:1 or 1080x1920.")
    ratio = Fraction(shape[1]) / Fraction(shape[2])
    short = 2 * round(min(doc.width, doc.height) / 2)
    if ratio >= 1:
        return 2 * round(short * ratio / 2), short
    return short, 2 * round(short / ratio / 2)
