"""Storyboard: neighbouring cards drawn as one film.

    before   [1 a  ][2 b ]    [3 c  ][4|d ]       (| begins with a cut)
    after    [1 a  ][2 b ][3 b][4 c  ][5|d ]      drawn as two: a b b c, and d

Cards without a cut between them share one noise and see each other while they are drawn, and where the words
change, one card crosses over into the next. They are put on one lineage, so that the take of them all shows
in each. Gaps say what the card before them says; footage that is kept stays, and what is on both sides of it
is drawn towards it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from engine.document.edits import add_card
from engine.document.ids import NewId, random_id
from engine.document.model import Card, Document
from engine.document.parts import with_card, with_cards
from engine.document.picture import runs
from engine.document.queries import card_at, card_by_id, card_label, cards_in
from engine.document.request import LoraUse, PromptSpan, Request
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.edited import Edited
from engine.tools.regenerate import CONTEXT, regenerate
from engine.tools.styles import style

SAID = (
    "prompt", "subject", "action", "setting", "shot", "camera", "lighting", "mood", "negative", "style",
    "seed", "steps", "model", "references", "loras", "scale", "guidance",
)  # fmt: skip
"""What a gap takes over from the card before it."""


def storyboard(
    doc: Document,
    chosen: Sequence[str],
    transition: int | None = None,
    *,
    by_card: bool = False,
    drawing: bool = True,
    new_id: NewId = random_id,
) -> Edited:
    """Draw the cards `chosen` (ids of neighbours on the board) as one film, or `by_card`: each by itself.

    Words cross over within `transition` frames (None: a second, or the shortest card where that is less, so
    that every card has a moment of its own). Without `drawing`, cards go on showing the takes that they show:
    it is only to be told what drawing would take. Raises `TweenError` where the cards are not neighbours or
    none of them says what happens.
    """
    span = _span(doc, chosen)
    if not any(card.words and not card.locked for card in cards_in(doc, span)):
        raise TweenError(f"No card in {span} that can be drawn says what happens; write it on one first.")
    doc, filled = _filled(doc, span, new_id)
    cards = [card for card in cards_in(doc, span) if card.words and not card.locked]
    if drawing:
        doc = with_cards(doc, (replace(card, pinned=None) for card in cards))
    notes = [
        *filled,
        *(f"{card_label(doc, c)} is locked and stays as it is." for c in cards_in(doc, span) if c.locked),
    ]
    if by_card:
        return Edited(doc, tuple(card.id for card in cards), tuple(notes))
    films = _films(cards)
    notes += [_apart(doc, film[0], before[-1]) for before, film in pairwise(films)]
    for film in films if drawing else ():
        doc = _on_one_lineage(doc, film, new_id)
    members = {film[0].id: tuple(card.id for card in film) for film in films}

    def wish(doc: Document, card: Card, shown: ShownTake, model: str) -> Request:
        by_id = {each.id: each for each in doc.cards}
        film = [by_id.get(each) or card_by_id(doc, each) for each in members[card.id]]
        return film_request(doc, film, shown, model, transition)

    return Edited(doc, tuple(members), tuple(note for note in notes if note), wish)


def film_request(
    doc: Document,
    film: Sequence[Card],
    shown: ShownTake,
    model: str,
    transition: int | None = None,
    context: int = CONTEXT,
) -> Request:
    """The Request that draws the cards `film`, side by side and on one lineage, at once.

    Each has its own words, keyframes and footage to remix; model, seed and steps are the first one's. Of
    what they show now only what lies beside them all is looked at. Refusals as in `regenerate`.
    """
    ends = (film[0].id, film[-1].id)
    parts = [regenerate(doc, card, shown, model, context if card.id in ends else 0) for card in film]
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return first
    draw = FrameRange(first.draw.start, last.draw.stop)
    shortest = min(len(card.range) for card in film)
    return replace(
        first,
        draw=draw,
        known=(
            *(known for known in first.known if known.place.stop <= draw.start),
            *(known for known in last.known if known.place.start >= draw.stop),
            *(known for part in parts for known in part.known if part.draw.covers(known.place)),
        ),
        colours=(),
        spans=tuple(PromptSpan(part.draw, part.prompt, part.negative) for part in parts),
        transition=min(round(doc.rate), shortest) if transition is None else transition,
    )


def _span(doc: Document, chosen: Sequence[str]) -> FrameRange:
    ids = frozenset(chosen)
    places = [n for n, card in enumerate(doc.cards) if card.id in ids]
    if not places:
        raise TweenError("No card is chosen; choose cards that lie side by side on the board.")
    for before, after in pairwise(places):
        if after != before + 1:
            raise TweenError(
                f"{card_label(doc, doc.cards[before])} and {card_label(doc, doc.cards[after])} are not "
                "neighbours; choose the cards between them, too."
            )
    return FrameRange(doc.cards[places[0]].range.start, doc.cards[places[-1]].range.stop)


def _filled(doc: Document, span: FrameRange, new_id: NewId) -> tuple[Document, list[str]]:
    """Cards in the gaps of `span`, where nobody says anything and no footage lies."""
    notes: list[str] = []
    for hole in _holes(doc, span):
        speaking = [card for card in cards_in(doc, span) if card.words]
        before = [card for card in speaking if card.range.stop <= hole.start]
        says = before[-1] if before else speaking[0]
        doc = add_card(doc, hole, new_id=new_id)
        made = card_at(doc, hole.start)
        assert made is not None
        doc = with_card(doc, replace(made, **{name: getattr(says, name) for name in SAID}))
        notes.append(f"The gap {hole} is drawn with the words of {card_label(doc, says)}.")
    return doc, notes


def _holes(doc: Document, span: FrameRange) -> list[FrameRange]:
    silent: list[FrameRange] = []
    end = span.start
    for card in cards_in(doc, span):
        silent.append(FrameRange(end, card.range.start))
        if not card.words and not card.locked:
            silent.append(card.range)
        end = card.range.stop
    return [place for each in silent if each for place, below in runs(doc, each) if below is None]


def _films(cards: Sequence[Card]) -> list[list[Card]]:
    films: list[list[Card]] = []
    for card in cards:
        last = films[-1][-1] if films else None
        if last and last.range.stop == card.range.start and not card.cut and not _difference(last, card):
            films[-1].append(card)
        else:
            films.append([card])
    return films


def _difference(before: Card, card: Card) -> str:
    """Why two cards cannot be drawn in one go; "" when they can."""
    for each in (before, card):
        if each.regions or each.outpaint:
            return "one of them redraws only a part of the picture"
        if each.blend:
            return "one of them blends two clips"
        if each.loop:
            return "one of them closes a loop"
        if each.start and (before.lineage, before.origin) != (card.lineage, card.origin):
            return "one of them starts from a draft of its own"
    alike = ("model", "steps", "scale", "guidance")
    if any(getattr(before, name) != getattr(card, name) for name in alike) or _led(before) != _led(card):
        return "they do not have the same model, steps, scale and guidance"
    if before.references != card.references:
        return "they do not have the same reference pictures"
    return "" if _loras(before) == _loras(card) else "they do not have the same LoRAs"


def _led(card: Card) -> float | None:
    """By what the style of a card leads the built-in model, if it does."""
    try:
        return style(card.style).guidance if card.style else None
    except TweenError:
        return None


def _loras(card: Card) -> tuple[LoraUse, ...]:
    """The card's own and those of its style; a style that is gone is refused when its Request is made."""
    own = tuple(LoraUse(lora.name, float(lora.weight)) for lora in card.loras)
    try:
        return style(card.style).laid_over(own) if card.style else own
    except TweenError:
        return own


def _apart(doc: Document, card: Card, before: Card) -> str:
    """A sentence where two neighbours are drawn one after the other though nobody asked for a cut."""
    if card.cut or before.range.stop != card.range.start:
        return ""
    return (
        f"{card_label(doc, card)} is drawn after {card_label(doc, before)} and goes on from it: "
        f"{_difference(before, card)}."
    )


def _on_one_lineage(doc: Document, film: Sequence[Card], new_id: NewId) -> Document:
    """With one seed and one lineage for all: the one they have in common already, else a new one."""
    if len(film) == 1:
        return doc
    homes = {(card.lineage, card.origin) for card in film}
    lineage, origin = homes.pop() if len(homes) == 1 else (new_id(), film[0].range.start)
    ids, seed = frozenset(card.id for card in film), film[0].seed
    members = (card for card in doc.cards if card.id in ids)
    return with_cards(doc, (replace(card, lineage=lineage, origin=origin, seed=seed) for card in members))
