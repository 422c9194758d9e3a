"""What a card says besides its prompt, and its edges: resize, remove, split."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.card_edits import CardFields
from engine.document.edits import (
    add_asset,
    attach_keyframe,
    attach_reference,
    merge_cards,
    paint_region,
    remove_card,
    remove_reference,
    remove_region,
    resize_card,
    roll_cards,
    set_card,
    set_lora,
    set_prompt,
    set_regions,
    split,
    split_card,
)
from engine.document.invariants import check
from engine.document.model import Document, Lora, Point, Region, Start
from engine.document.parts import value_at
from engine.document.picture import TakePicture, picture_at
from engine.document.time import CardRange, FrameRange
from engine.errors import TweenError
from tests.document.boards import IMAGE, SOUND, VIDEO, film, footage, storyboard, take_of
from tests.document.programs import Step, programs, steps

DOC = add_asset(film(cuts=(40, 60)), IMAGE)
CARD = DOC.cards[1].id


def cards(doc: Document) -> list[str]:
    return [f"{card.range} {card.prompt}".strip() for card in doc.cards]


def test_the_words_of_a_card_are_its_prompt_and_the_parts_of_it() -> None:
    doc = set_card(DOC, CARD, subject="a red ball", action="rolls", shot="wide shot", mood="calm.")
    assert doc.cards[1].words == "a red ball rolls, wide shot, calm."
    doc = set_prompt(doc, CARD, " A beach. ")
    assert doc.cards[1].words == "A beach, a red ball rolls, wide shot, calm."
    assert set_prompt(DOC, CARD, " A beach. ").cards[1].words == "A beach."
    assert DOC.cards[1].words == ""


def test_a_card_with_parts_alone_shows_its_take() -> None:
    doc = set_card(DOC, CARD, subject="a ball")
    take = take_of(doc, 2)
    assert picture_at(doc, 45, lambda card: take if card.id == CARD else None) == TakePicture(take, 5)


def test_structured_fields_go_to_both_sides_of_a_cut_and_join_again() -> None:
    fields: CardFields = {
        "subject": "ball", "action": "rolls", "setting": "beach", "shot": "wide", "camera": "pan",
        "lighting": "dusk", "mood": "calm",
    }  # fmt: skip
    doc = set_card(DOC, CARD, **fields)
    cut = split_card(doc, 50)
    check(cut)
    assert [card.words for card in cut.cards[1:3]] == [doc.cards[1].words] * 2
    assert cut.tracks == doc.tracks
    assert merge_cards(cut, cut.cards[1].id, cut.cards[2].id).cards == doc.cards
    other = set_card(cut, cut.cards[2].id, camera="tilt", setting="")
    joined = merge_cards(other, cut.cards[1].id, cut.cards[2].id).cards[1]
    assert (joined.camera, joined.setting, joined.subject) == ("pan tilt", "beach", "ball")
    with pytest.raises(TweenError, match="no card to cut at frame 40"):
        split_card(DOC, 40)


def test_resizing_grows_over_keeping_cards_and_leaves_kept_footage_behind() -> None:
    doc = attach_keyframe(set_prompt(DOC, CARD, "a ball"), CARD, IMAGE.id, 5)
    wide = resize_card(doc, CARD, FrameRange(30, 80))
    check(wide)
    assert cards(wide) == ["0–30", "30–80 a ball", "80–100"]
    assert wide.cards[1].keyframes[0].offset == 15
    assert storyboard(wide)[40:60] == storyboard(doc)[40:60]
    small = resize_card(wide, CARD, FrameRange(44, 50))
    check(small)
    assert cards(small) == ["0–30", "30–44", "44–50 a ball", "50–80", "80–100"]
    assert small.cards[2].keyframes[0].offset == 1
    assert cards(resize_card(doc, doc.cards[2].id, FrameRange(60, 130))) == ["0–40", "40–60 a ball", "60–130"]
    with pytest.raises(TweenError, match=r"Card 2 \(40–60\) is in the way"):
        resize_card(set_prompt(doc, doc.cards[0].id, "x"), doc.cards[0].id, FrameRange(0, 50))
    for span in (FrameRange(5, 5), FrameRange(-1, 5)):
        with pytest.raises(TweenError, match="no place for a card"):
            resize_card(doc, CARD, span)


def test_a_removed_card_leaves_its_footage_kept_or_a_gap() -> None:
    doc = set_prompt(DOC, CARD, "a ball")
    removed = remove_card(doc, CARD)
    check(removed)
    assert cards(removed) == ["0–40", "40–60", "60–100"]
    assert removed.tracks == doc.tracks
    bare = Document(cards=doc.cards)
    assert cards(remove_card(bare, CARD)) == ["0–40", "60–100"]


def test_references_show_how_something_looks() -> None:
    doc = attach_reference(attach_reference(DOC, CARD, IMAGE.id, weight=0.5), CARD, VIDEO.id, 12)
    assert [(ref.asset, ref.source_frame, ref.weight) for ref in doc.cards[1].references] == [
        ("image", 0, 0.5), ("video", 12, 1.0),
    ]  # fmt: skip
    again = attach_reference(doc, CARD, IMAGE.id, weight=0.8)
    assert [ref.weight for ref in again.cards[1].references] == [0.8, 1.0]
    assert remove_reference(remove_reference(doc, CARD, IMAGE.id), CARD, VIDEO.id, 12) == DOC
    for edit, words in (
        (lambda: remove_reference(doc, CARD, VIDEO.id, 3), "has no such reference"),
        (lambda: attach_reference(doc, CARD, IMAGE.id, 1), "has no frame 1"),
        (lambda: attach_reference(doc, CARD, IMAGE.id, weight=1.5), "cannot follow a reference by 1.5"),
        (lambda: attach_reference(add_asset(doc, SOUND), CARD, SOUND.id), "is sound"),
    ):
        with pytest.raises(TweenError, match=words):
            edit()


def test_regions_stay_with_their_frames() -> None:
    box = [(0.1, 0.2), (0.5, 0.9)]
    doc = paint_region(DOC, CARD, "box", box, CardRange(2, 15), feather=0.02)
    doc = paint_region(doc, CARD, "polygon", [(0, 0), (1, 0), (0.5, 1)])
    assert [str(region.frames) for region in doc.cards[1].regions] == ["0–20", "2–15"]
    cut = split(doc, 50)
    check(cut)
    assert [str(region.frames) for region in cut.cards[1].regions] == ["0–10", "2–10"]
    assert [str(region.frames) for region in cut.cards[2].regions] == ["0–5", "0–10"]
    assert merge_cards(cut, cut.cards[1].id, cut.cards[2].id).cards == doc.cards
    rolled = roll_cards(doc, 40, 30)
    assert [str(region.frames) for region in rolled.cards[1].regions] == ["10–30", "12–25"]
    assert remove_region(doc, CARD, 0).cards[1].regions == (
        Region(CardRange(2, 15), "box", ((0.1, 0.2), (0.5, 0.9)), 0.02),
    )
    # The same shape in frames side by side is one region.
    doc = paint_region(doc, CARD, "box", box, CardRange(15, 20), feather=0.02)
    assert [str(region.frames) for region in doc.cards[1].regions] == ["0–20", "2–20"]


@pytest.mark.parametrize(
    ("shape", "points", "frames", "feather", "words"),
    [
        ("box", [(0, 0)], None, 0, "two opposite corners"),
        ("polygon", [(0, 0), (1, 1)], None, 0, "three corners"),
        ("box", [(0, 0), (1, 1.1)], None, 0, "outside the picture"),
        ("box", [(0, 0), (1, float("nan"))], None, 0, "outside the picture"),
        ("box", [(0, 0), (1, 1)], CardRange(0, 21), 0, "has no frames 0–21"),
        ("box", [(0, 0), (1, 1)], CardRange(3, 3), 0, "has no frames 3–3"),
        ("box", [(0, 0), (1, 1)], None, 1.5, "soft edge"),
    ],
)
def test_regions_that_cannot_be(shape, points, frames, feather, words) -> None:
    with pytest.raises(TweenError, match=words):
        paint_region(DOC, CARD, shape, points, frames, feather)


def test_many_regions_take_the_place_of_those_before() -> None:
    doc = paint_region(DOC, CARD, "box", [(0, 0), (1, 1)])
    moving = [Region(CardRange(n, n + 1), "box", ((0, 0), (0.5, 0.1 + n // 2 / 10))) for n in range(8)]
    painted = set_regions(doc, CARD, reversed(moving))
    check(painted)
    # Two frames each that show the same shape.
    assert [str(region.frames) for region in painted.cards[1].regions] == ["0–2", "2–4", "4–6", "6–8"]
    assert set_regions(painted, CARD, ()) == DOC
    with pytest.raises(TweenError, match="has no frames 19–21"):
        set_regions(doc, CARD, [*moving, replace(moving[0], frames=CardRange(19, 21))])
    with pytest.raises(TweenError, match="two opposite corners"):
        set_regions(doc, CARD, [replace(moving[0], points=((0, 0),))])


def test_regions_that_are_not_there() -> None:
    with pytest.raises(TweenError, match="has no region 0; it has 0"):
        remove_region(DOC, CARD, 0)


def test_loras_have_a_name_and_a_weight() -> None:
    doc = set_lora(set_lora(DOC, CARD, "ink", 0.8), CARD, "grain", -1)
    assert doc.cards[1].loras == (Lora("grain", -1.0), Lora("ink", 0.8))
    assert set_lora(doc, CARD, "ink", 0.5).cards[1].loras[1] == Lora("ink", 0.5)
    assert set_lora(set_lora(doc, CARD, "ink", None), CARD, "grain", None) == DOC
    for name, weight, words in (
        ("x", None, "has no LoRA “x”"), (" ", 1.0, "needs the name"), ("x", 5.0, "cannot use a LoRA by 5"),
        ("x", float("inf"), "cannot use a LoRA"),
    ):  # fmt: skip
        with pytest.raises(TweenError, match=words):
            set_lora(DOC, CARD, name, weight)


@given(steps, st.integers(0, 20), st.integers(0, 400), st.integers(1, 80))
@settings(max_examples=50)
def test_edges_of_cards_change_no_footage_and_no_other_wish(
    program: list[Step], which: int, start: int, length: int
) -> None:
    doc = programs(program)[-1]
    if not doc.cards:
        return
    card = doc.cards[which % len(doc.cards)]
    span = FrameRange(start, start + length)
    try:
        after = resize_card(doc, card.id, span)
    except TweenError:
        return
    assert after.tracks == doc.tracks
    assert footage(after)[: doc.frames] == footage(doc)[: len(footage(after))]
    wishes = [other for other in doc.cards if other.words and other.id != card.id]
    assert all(wish in after.cards for wish in wishes)
    now = next(other for other in after.cards if other.id == card.id)
    assert (now.range, now.lineage, now.origin) == (span, card.lineage, card.origin)


def test_a_cards_parts_start_from_the_same_take() -> None:
    doc = set_card(DOC, CARD, start=Start("t", 0.5))
    halves = split_card(doc, 50)
    check(halves)
    assert [card.start for card in halves.cards[1:3]] == [Start("t", 0.5)] * 2
    assert merge_cards(halves, *(card.id for card in halves.cards[1:3])).cards[1].start == Start("t", 0.5)
    other = set_card(halves, halves.cards[2].id, start=Start("u", 0.5))
    assert merge_cards(other, *(card.id for card in other.cards[1:3])).cards[1].start is None
    kept = merge_cards(doc, CARD, doc.cards[2].id)  # the next card only keeps
    assert kept.cards[1].start == Start("t", 0.5)


unit = st.floats(0, 1)


@given(st.lists(st.tuples(unit, unit), min_size=2, max_size=6), st.integers(41, 59), unit)
def test_an_influence_curve_runs_on_over_cuts_and_joins(points: list[Point], cut: int, time: float) -> None:
    points.sort(key=lambda point: point[0])
    doc = set_card(DOC, CARD, blend=tuple(points), cut=True, loop=True, scale=0.5, outpaint=True, alone=True)
    doc = set_card(doc, CARD, match_colour=False)
    halves = split_card(doc, cut)
    check(halves)
    left, right = halves.cards[1:3]
    assert (left.cut, right.cut) == (True, False)
    assert (right.loop, right.scale, right.outpaint, right.alone) == (True, 0.5, True, True)
    assert not left.match_colour
    assert not right.match_colour
    joined = merge_cards(halves, left.id, right.id)
    check(joined)
    frame = 40 + 20 * time
    if any(abs(40 + 20 * at - frame) < 1e-6 for at, _ in points):
        return  # on a step of the curve either side is right
    part = left if frame < cut else right
    place = (frame - part.range.start) / len(part.range)
    assert value_at(part.blend, place) == pytest.approx(value_at(points, time), abs=1e-6)
    assert value_at(joined.cards[1].blend, time) == pytest.approx(value_at(points, time), abs=1e-6)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": Start("t", -1.0)}, "cannot start from “t” at strength -1.0"),
        ({"blend": ((0.0, 0.5),)}, "influence curve of Card 2 .* needs two points"),
        ({"blend": ((0.0, 0.5), (1.0, 1.5))}, "leaves 0 … 1"),
        ({"scale": 0.2}, "scale 0.2; it goes from 0.25 to 1"),
    ],
)
def test_what_a_card_cannot_be_is_refused(fields: CardFields, words: str) -> None:
    with pytest.raises(TweenError, match=words):
        set_card(DOC, CARD, **fields)
