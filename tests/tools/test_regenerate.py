"""From a card to its Request: what is known, what is drawn, what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.document.edits import (
    add_asset,
    add_card,
    attach_keyframe,
    attach_reference,
    lift,
    paint_region,
    ripple_delete,
    set_card,
    set_format,
    set_lora,
    set_prompt,
    split,
)
from engine.document.model import Card, Document, Start
from engine.document.request import Known, LoraUse, ReferencePicture, RegionMask, Request
from engine.document.take import Take
from engine.document.time import CardRange, FrameRange
from engine.errors import TweenError
from engine.tools.board import is_stale
from engine.tools.regenerate import regenerate
from tests.document.boards import IMAGE, VIDEO, film, take_of


def nothing(_: Card) -> None:
    return None


def board() -> Document:
    doc = film(200, cuts=(80, 120))
    return set_prompt(doc, doc.cards[1].id, "a red ball rolls")


def known(request: Request) -> list[tuple[str, str, int, float]]:
    return [(str(k.place), k.path, k.source_start, k.cap) for k in request.known]


def test_the_frames_on_both_sides_are_known() -> None:
    doc = board()
    request = regenerate(doc, doc.cards[1], nothing, "sketch")
    assert known(request) == [("16–80", VIDEO.path, 16, 0.0), ("120–184", VIDEO.path, 120, 0.0)]
    assert (request.draw, request.prompt, request.model) == (
        FrameRange(80, 120),
        "a red ball rolls",
        "sketch",
    )
    assert (request.rate, request.width, request.height) == (doc.rate, doc.width, doc.height)
    near = regenerate(doc, doc.cards[1], nothing, "sketch", context=500)
    assert known(near) == [("0–80", VIDEO.path, 0, 0.0), ("120–200", VIDEO.path, 120, 0.0)]


def test_a_card_at_the_end_of_the_film_has_one_side() -> None:
    doc = add_card(film(100), FrameRange(100, 150))
    doc = set_prompt(doc, doc.cards[1].id, "it goes on")
    assert known(regenerate(doc, doc.cards[1], nothing, "m")) == [("36–100", VIDEO.path, 36, 0.0)]


def test_nothing_is_looked_at_over_a_cut() -> None:
    doc = board()
    first, middle, last = doc.cards
    for card in (middle, last):
        doc = set_card(doc, card.id, prompt="a boat", cut=True)
    assert known(regenerate(doc, doc.cards[1], nothing, "m")) == []
    doc = set_card(doc, middle.id, cut=False)
    assert known(regenerate(doc, doc.cards[1], nothing, "m")) == [("16–80", VIDEO.path, 16, 0.0)]
    doc = set_card(set_card(doc, last.id, cut=False), first.id, cut=True, prompt="a hill")
    assert known(regenerate(doc, doc.cards[1], nothing, "m"))[0] == ("16–80", VIDEO.path, 16, 0.0)


def test_beyond_the_ends_of_a_loop_comes_its_other_end() -> None:
    doc = set_card(board(), board().cards[2].id, prompt="a boat", loop=True)
    doc = set_card(doc, doc.cards[0].id, prompt="a hill")
    assert known(regenerate(doc, doc.cards[2], nothing, "m")) == [
        ("56–120", VIDEO.path, 56, 0.0), ("200–264", VIDEO.path, 0, 0.0),
    ]  # fmt: skip
    assert known(regenerate(doc, doc.cards[0], nothing, "m")) == [
        ("80–144", VIDEO.path, 80, 0.0), ("-64–0", VIDEO.path, 136, 0.0),
    ]  # fmt: skip
    assert len(known(regenerate(doc, doc.cards[1], nothing, "m"))) == 2
    near = regenerate(doc, doc.cards[1], nothing, "m", context=100)
    assert known(near)[2:] == [("-20–0", VIDEO.path, 180, 0.0), ("200–220", VIDEO.path, 0, 0.0)]
    cut = set_card(doc, doc.cards[0].id, cut=True)
    assert known(regenerate(cut, cut.cards[0], nothing, "m")) == [("80–144", VIDEO.path, 80, 0.0)]


def test_gaps_say_nothing() -> None:
    doc = lift(board(), FrameRange(60, 130))
    assert known(regenerate(doc, doc.cards[1], nothing, "m")) == [
        ("16–60", VIDEO.path, 16, 0.0), ("130–184", VIDEO.path, 130, 0.0),
    ]  # fmt: skip


def test_a_neighbours_take_is_context_as_it_is_shown() -> None:
    doc = board()
    doc = set_prompt(doc, doc.cards[2].id, "a boat")
    take = take_of(doc, 3, "t3")
    third = doc.cards[2].id
    request = regenerate(doc, doc.cards[1], lambda card: take if card.id == third else None, "m")
    assert request.known[-1] == Known(FrameRange(120, 184), take.frames_path, "take:t3", 0, 0.0)
    moved = split(doc, 150)
    late = regenerate(
        moved,
        moved.cards[1],
        lambda card: take if card.lineage == take.lineage and card.prompt == "a boat" else None,
        "m",
    )
    assert late.digest() == request.digest()


def test_strength_brings_the_footage_below_in_with_its_cap() -> None:
    doc = board()
    doc = set_card(doc, doc.cards[1].id, strength=0.35)
    take = take_of(doc, 2)
    request = regenerate(doc, doc.cards[1], lambda _: take, "m")
    assert known(request)[-1] == ("80–120", VIDEO.path, 80, 0.35)


def test_keyframes_come_last_and_stay() -> None:
    doc = add_asset(board(), IMAGE)
    card = doc.cards[1].id
    doc = attach_keyframe(doc, card, IMAGE.id, 0)
    doc = attach_keyframe(doc, card, VIDEO.id, 20, source_frame=7)
    request = regenerate(doc, doc.cards[1], nothing, "m")
    assert known(request)[2:] == [("80–81", IMAGE.path, 0, 0.0), ("100–101", VIDEO.path, 7, 0.0)]
    doc = attach_keyframe(doc, card, VIDEO.id, 20, source_frame=7, frames=12)
    assert known(regenerate(doc, doc.cards[1], nothing, "m"))[3:] == [("100–112", VIDEO.path, 7, 0.0)]


def test_a_region_keeps_the_rest_of_the_footage_below() -> None:
    doc = board()
    card = doc.cards[1].id
    doc = paint_region(doc, card, "box", [(0, 0.25), (0.5, 1)], CardRange(10, 30), feather=0.1)
    request = regenerate(doc, doc.cards[1], nothing, "m")
    assert request.regions == (RegionMask(FrameRange(90, 110), "box", ((0.0, 0.25), (0.5, 1.0)), 0.1),)
    assert known(request)[-1] == ("80–120", VIDEO.path, 80, 1.0)
    whole = set_card(doc, card, strength=1)  # as it is typed; a saved film has it as 1.0
    assert regenerate(whole, whole.cards[1], nothing, "m").digest() == request.digest()
    doc = set_card(doc, card, strength=0.5)
    assert known(regenerate(doc, doc.cards[1], nothing, "m"))[-1] == ("80–120", VIDEO.path, 80, 0.5)


def test_a_region_over_a_gap_is_refused_unless_keyframes_fill_it() -> None:
    doc = lift(add_asset(board(), IMAGE), FrameRange(100, 102))
    card = doc.cards[1].id
    painted = paint_region(doc, card, "box", [(0, 0), (1, 1)], CardRange(0, 5))
    with pytest.raises(
        TweenError,
        match=r"^Card 2 \(80–120\) has a region to redraw, but nothing lies below it in 100–102; "
        r"put footage there or take the region away\.$",
    ):
        regenerate(painted, painted.cards[1], nothing, "m")
    assert known(regenerate(doc, doc.cards[1], nothing, "m"))
    filled = attach_keyframe(attach_keyframe(painted, card, IMAGE.id, 20), card, IMAGE.id, 21)
    assert regenerate(filled, filled.cards[1], nothing, "m").regions


def test_references_and_loras_go_along() -> None:
    doc = add_asset(board(), IMAGE)
    card = doc.cards[1].id
    doc = attach_reference(doc, card, IMAGE.id, weight=0.5)
    doc = attach_reference(doc, card, VIDEO.id, 9)
    doc = set_lora(set_lora(doc, card, "slow", 1), card, "ink", 0.8)
    request = regenerate(doc, doc.cards[1], nothing, "m")
    assert request.references == (
        ReferencePicture(IMAGE.path, IMAGE.fingerprint, 0, 0.5),
        ReferencePicture(VIDEO.path, VIDEO.fingerprint, 9, 1.0),
    )
    assert request.loras == (LoraUse("ink", 0.8), LoraUse("slow", 1.0))
    plain = regenerate(board(), board().cards[1], nothing, "m")
    assert (plain.regions, plain.references, plain.loras) == ((), (), ())


def test_a_style_goes_behind_the_words_of_the_card() -> None:
    doc = board()
    doc = set_card(doc, doc.cards[1].id, style="noir", negative="text.", model="ltx", seed=5, steps=9)
    request = regenerate(doc, doc.cards[1], nothing, "m")
    assert request.prompt.startswith("a red ball rolls, black and white film noir")
    assert request.negative.startswith("text, colour, flat light")
    assert (request.model, request.seed, request.steps) == ("ltx", 5, 9)


def test_what_cannot_be_drawn_is_refused() -> None:
    doc = board()
    with pytest.raises(
        TweenError, match=r"^Card 1 \(0–80\) has no prompt; describe what happens there first\.$"
    ):
        regenerate(doc, doc.cards[0], nothing, "m")
    locked = set_card(doc, doc.cards[1].id, locked=True)
    with pytest.raises(TweenError, match="is locked"):
        regenerate(locked, locked.cards[1], nothing, "m")
    gone = replace(doc.cards[1], style="gouache")
    with pytest.raises(TweenError, match="no style “gouache”; styles at hand: anime, archive"):
        regenerate(replace(doc, cards=(doc.cards[0], gone, doc.cards[2])), gone, nothing, "m")


def test_the_digest_follows_content_not_place() -> None:
    doc = board()
    request = regenerate(doc, doc.cards[1], nothing, "m", context=20)
    moved = ripple_delete(doc, FrameRange(0, 30))
    assert regenerate(moved, moved.cards[1], nothing, "m", context=20).digest() == request.digest()
    moved = ripple_delete(doc, FrameRange(75, 78))
    assert regenerate(moved, moved.cards[2], nothing, "m", context=20).digest() != request.digest()
    assert Request.from_json(request.to_json()) == request


def test_pictures_of_another_shape_say_so_and_others_are_as_before() -> None:
    doc = add_asset(board(), IMAGE)
    doc = attach_keyframe(doc, doc.cards[1].id, IMAGE.id)
    request = regenerate(doc, doc.cards[1], nothing, "m")
    assert [k.shape for k in request.known] == [None, None, (IMAGE.width, IMAGE.height)]
    # A take drawn for the film as it was keeps its shape when the film gets another.
    doc = set_prompt(doc, doc.cards[2].id, "a boat")
    take = take_of(doc, 3, "t3")
    turned = set_format(doc, doc.rate, 720, 1280)
    request = regenerate(turned, turned.cards[1], lambda card: take if card.prompt == "a boat" else None, "m")
    assert [k.shape for k in request.known] == [(1280, 720), (1280, 720), (800, 600)]
    assert Request.from_json(request.to_json()) == request


def test_outpainting_keeps_the_footage_below() -> None:
    doc = set_format(board(), board().rate, 720, 1280)
    card = doc.cards[1].id
    doc = set_card(doc, card, outpaint=True)
    request = regenerate(doc, doc.cards[1], nothing, "m")
    assert request.outpaint
    assert known(request)[-1] == ("80–120", VIDEO.path, 80, 0.0)
    painted = paint_region(doc, card, "box", [(0, 0.4), (0.5, 0.6)])
    assert known(regenerate(painted, painted.cards[1], nothing, "m"))[-1] == ("80–120", VIDEO.path, 80, 1.0)


def test_outpainting_needs_a_picture_with_something_empty_around_it() -> None:
    doc = set_card(board(), board().cards[1].id, outpaint=True)
    with pytest.raises(TweenError, match=r"nothing to draw around its picture, which fills the film's"):
        regenerate(doc, doc.cards[1], nothing, "m")
    bare = lift(doc, FrameRange(80, 120))
    with pytest.raises(TweenError, match="no picture to draw around"):
        regenerate(bare, bare.cards[1], nothing, "m")


def test_a_card_starts_from_its_own_take() -> None:
    doc = board()
    card = doc.cards[1].id
    draft = take_of(doc, 2, "t")

    def shown(card: Card) -> Take | None:
        return draft if card.lineage == draft.lineage and card.pinned in (None, "t") else None

    doc = set_card(doc, card, start=Start("t", 0.5), strength=0.2)
    request = regenerate(doc, doc.cards[1], shown, "m")
    assert known(request)[2:] == [
        ("80–120", VIDEO.path, 80, 0.2), ("80–120", draft.frames_path, 0, 0.5),
    ]  # fmt: skip
    assert request.known[-1].fingerprint == "take:t"
    # A part of the card starts from its share of the take.
    later = split(doc, 100)
    assert known(regenerate(later, later.cards[2], shown, "m"))[-1] == ("100–120", draft.frames_path, 20, 0.5)
    # What is drawn from it is out of date when it starts from elsewhere, and when it is gone.
    final = replace(take_of(doc, 2, "final", request), digest=request.digest())
    takes = {None: final, "t": draft}
    assert not is_stale(doc, doc.cards[1], final, lambda card: takes.get(card.pinned))
    other = set_card(doc, card, start=Start("t", 0.6))
    assert is_stale(other, other.cards[1], final, lambda card: takes.get(card.pinned))
    assert is_stale(doc, doc.cards[1], final, lambda card: final)
    with pytest.raises(TweenError, match="starts from the take t, which is not there any more"):
        regenerate(doc, doc.cards[1], nothing, "m")
