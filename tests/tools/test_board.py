"""The state of a card, and when its take is out of date."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.document.edits import (
    add_asset,
    add_card,
    attach_keyframe,
    attach_reference,
    paint_region,
    pin_take,
    remove_reference,
    remove_region,
    ripple_delete,
    set_card,
    set_lora,
    set_prompt,
    trim_clip,
)
from engine.document.model import Card, Document
from engine.document.take import Take
from engine.document.time import FrameRange
from engine.tools.board import board_state, card_state
from engine.tools.regenerate import regenerate
from tests.document.boards import IMAGE, film, take_of


class Studio:
    """Draws cards without drawing: takes with real Requests, shown newest first."""

    def __init__(self) -> None:
        self.takes: list[Take] = []

    def shown(self, card: Card) -> Take | None:
        mine = [
            t for t in self.takes if t.lineage == card.lineage and t.range.overlaps(card.local(card.range))
        ]
        return next((t for t in mine if t.id == card.pinned), mine[-1] if mine else None)

    def draw(self, doc: Document, index: int, **changes) -> Take:
        request = replace(regenerate(doc, doc.cards[index - 1], self.shown, "sketch"), **changes)
        self.takes.append(take_of(doc, index, f"t{len(self.takes)}", request))
        return self.takes[-1]

    def states(self, doc: Document) -> list[str]:
        return [card_state(doc, card, self.shown) for card in doc.cards]


def board(*prompts: int) -> Document:
    doc = film(200, cuts=(40, 80, 120))
    for index in prompts:
        doc = set_prompt(doc, doc.cards[index - 1].id, f"shot {index}")
    return doc


def test_the_states_in_turn() -> None:
    studio = Studio()
    doc = add_card(board(2), FrameRange(200, 240))
    assert studio.states(doc) == ["keep", "ready", "keep", "keep", "empty"]
    studio.draw(doc, 2)
    assert studio.states(doc)[1] == "done"
    locked = set_card(doc, doc.cards[1].id, locked=True)
    assert studio.states(locked)[1] == "locked"
    assert board_state(locked, locked.cards[1], studio.shown) == "done"
    assert studio.states(set_prompt(doc, doc.cards[1].id, ""))[1] == "keep"


@pytest.mark.parametrize(
    "fields",
    [{"prompt": "else"}, {"seed": 9}, {"steps": 5}, {"strength": 0.5}, {"style": "noir"}, {"model": "ltx"}],
)
def test_every_wish_makes_the_take_stale(fields: dict) -> None:
    studio, doc = Studio(), board(2)
    studio.draw(doc, 2)
    changed = set_card(doc, doc.cards[1].id, **fields)
    assert studio.states(changed)[1] == "stale"
    studio.draw(changed, 2)
    assert studio.states(changed)[1] == "done"


def test_footage_beside_it_a_keyframe_and_another_default_model_make_it_stale() -> None:
    studio, doc = Studio(), add_asset(board(2), IMAGE)
    studio.draw(doc, 2)
    assert studio.states(trim_clip(doc, doc.tracks[0].clips[0].id, FrameRange(0, 38)))[1] == "stale"
    assert studio.states(attach_keyframe(doc, doc.cards[1].id, IMAGE.id))[1] == "stale"
    assert card_state(doc, doc.cards[1], studio.shown, "ltx") == "stale"
    assert card_state(doc, doc.cards[1], studio.shown, "sketch") == "done"


def test_a_region_a_reference_or_a_lora_makes_the_take_stale_until_it_goes() -> None:
    studio, doc = Studio(), board(2)
    card = doc.cards[1].id
    studio.draw(doc, 2)
    for changed, back in (
        (paint_region(doc, card, "box", [(0, 0), (1, 0.5)]), lambda doc: remove_region(doc, card, 0)),
        (attach_reference(doc, card, "video", 3), lambda doc: remove_reference(doc, card, "video", 3)),
        (set_lora(doc, card, "ink", 0.7), lambda doc: set_lora(doc, card, "ink", None)),
        (set_card(doc, card, match_colour=False), lambda doc: set_card(doc, card, match_colour=True)),
        (set_card(doc, card, guidance=6.0), lambda doc: set_card(doc, card, guidance=None)),
    ):
        assert studio.states(changed)[1] == "stale"
        assert studio.states(back(changed))[1] == "done"
        redrawn = Studio()
        redrawn.draw(changed, 2)
        assert redrawn.states(changed)[1] == "done"


def test_what_the_card_leaves_open_does_not() -> None:
    studio, doc = Studio(), board(2)
    studio.draw(doc, 2, steps=4, model="ltx", guidance=3.5)
    assert studio.states(doc)[1] == "done"
    variation = studio.draw(doc, 2, seed=3)
    assert studio.states(doc)[1] == "stale"
    assert studio.states(pin_take(doc, doc.cards[1].id, variation.id))[1] == "done"


@pytest.mark.parametrize("order", [(2, 3, 4), (4, 3, 2), (3, 2, 4)])
def test_drawing_all_neighbours_in_any_order_leaves_all_done(order: tuple[int, ...]) -> None:
    studio, doc = Studio(), board(2, 3, 4)
    for index in order:
        studio.draw(doc, index)
    assert studio.states(doc) == ["keep", "done", "done", "done"]
    assert studio.states(ripple_delete(doc, FrameRange(0, 10)))[2:] == ["done", "done"]


def test_a_neighbour_drawn_anew_without_looking_makes_it_stale() -> None:
    studio, doc = Studio(), board(2, 3)
    studio.draw(doc, 2)
    studio.draw(doc, 3)
    lonely = replace(studio.takes[1], id="lonely", request=replace(studio.takes[1].request, known=()))
    studio.takes.append(replace(lonely, digest=lonely.request.digest()))
    assert studio.states(doc)[1] == "stale"


def test_a_prompt_changed_on_one_leaves_the_other_done() -> None:
    studio, doc = Studio(), board(2, 3)
    studio.draw(doc, 2)
    studio.draw(doc, 3)
    assert studio.states(set_prompt(doc, doc.cards[2].id, "else")) == ["keep", "done", "stale", "keep"]
