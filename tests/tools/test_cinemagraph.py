"""Cinemagraph: outside what was painted every frame is the same to the bit; inside it moves, and may loop."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import numpy as np
import pytest

from engine.document.edits import add_asset, append_clip, set_card
from engine.document.invariants import check
from engine.document.model import Asset, Card, Document, Region
from engine.document.queries import card_by_id
from engine.document.time import CardRange, FrameRange, SourceRange
from engine.errors import TweenError
from engine.tools.cinemagraph import FEWEST, drawn, kept, leading, moving, refuse, standing
from engine.tools.regenerate import regenerate
from tests.document.boards import IMAGE, film, footage

DOC = film(100, cuts=(40,))
SPAN = FrameRange(50, 70)
BOX = Region(CardRange(0, 20), "box", ((0.25, 0.25), (0.5, 0.75)))
STILL = Asset("still", "image", "/made/frame.png", "8" * 64, 1, 1280, 720, Fraction(1), False)
MADE = Asset("made", "video", "/made/c.mp4", "7" * 64, 20, 1280, 720, Fraction(24), False)


def nothing(_: Card) -> None:
    return None


def picture(n: int) -> np.ndarray:
    """Frame n: a colour of its own everywhere, brighter by one level a frame."""
    return np.full((48, 64, 3), n, np.uint8)


def outside(rgb: np.ndarray) -> str:
    rgb = rgb.copy()
    rgb[12:36, 16:32] = 0
    return hashlib.sha256(rgb.tobytes()).hexdigest()


@pytest.mark.parametrize("feather", [0.0, 0.1])
def test_outside_every_frame_is_the_still_one_to_the_bit(feather: float) -> None:
    soft = Region(BOX.frames, BOX.shape, BOX.points, feather)
    frames = list(moving(picture, SPAN, 53, (soft,)))
    assert len(frames) == 20
    assert {outside(rgb) for rgb in frames} == {outside(picture(53))}
    assert [rgb[24, 24, 0] for rgb in frames] == list(range(50, 70))
    assert (frames[0][12, 20] < picture(53)[0, 0]).all() == (feather == 0)


def test_a_loop_ends_where_it_began() -> None:
    lead = leading(SPAN, Fraction(24))
    assert lead == 10
    inside = [int(rgb[24, 24, 0]) for rgb in moving(picture, SPAN, 50, (BOX,), lead)]
    assert inside[:10] == list(range(50, 60))
    step = np.diff([*inside, inside[0]])
    assert abs(int(step[-1])) <= 2  # without a loop it would be 19
    assert inside[-1] == pytest.approx(49, abs=2)


def test_a_loop_needs_frames_before_it() -> None:
    assert leading(FrameRange(FEWEST, 60), Fraction(24)) == FEWEST
    for span in (FrameRange(0, 60), FrameRange(FEWEST - 1, 60), FrameRange(50, 50 + 2 * FEWEST - 1)):
        with pytest.raises(TweenError, match="A loop needs at least 4 frames of the same shot before it"):
            leading(span, Fraction(24))


def test_the_footages_own_movement_takes_the_place_of_the_stretch() -> None:
    worded = set_card(DOC, DOC.cards[1].id, prompt="a ball")
    edited = kept(worded, SPAN, MADE)
    check(edited.document)
    assert edited.cards == ()
    assert footage(edited.document)[50:70] == [("made", n) for n in range(20)]
    assert [card.words for card in edited.document.cards] == ["", "a ball", "", "a ball"]


def test_the_model_draws_the_painted_part_over_a_still_frame() -> None:
    worded = set_card(DOC, DOC.cards[1].id, prompt="water", seed=9, strength=0.4)
    edited = drawn(worded, SPAN, STILL, (BOX,))
    check(edited.document)
    card = card_by_id(edited.document, edited.cards[0])
    assert (str(card.range), card.prompt, card.seed, card.strength) == ("50–70", "water", 9, 1.0)
    assert (card.regions, card.keyframes, card.alone) == ((BOX,), (), False)
    assert footage(edited.document)[50:70] == [("still", 0)] * 20
    request = regenerate(edited.document, card, nothing, "m")
    assert [(str(k.place), k.path, k.cap) for k in request.known if k.place == SPAN] == [
        ("50–70", STILL.path, 1.0)
    ]
    anew = card_by_id((again := drawn(worded, SPAN, STILL, (BOX,), "smoke", seed=3)).document, again.cards[0])
    assert (anew.words, anew.seed) == ("smoke", 3)


def test_a_drawn_loop_begins_and_ends_in_the_still_picture() -> None:
    edited = drawn(DOC, SPAN, STILL, (BOX,), "water", loop=True)
    card = card_by_id(edited.document, edited.cards[0])
    assert ([key.offset for key in card.keyframes], card.alone) == ([0, 19], True)


def test_a_followed_subject_moves_wherever_it_comes_by() -> None:
    places = [((0.1 + n / 100, 0.2), (0.3 + n / 100, 0.2), (0.2 + n / 100, 0.6)) for n in range(20)]
    followed = [Region(CardRange(n, n + 1), "polygon", points, 0.02) for n, points in enumerate(places)]
    (region,) = standing(followed, SPAN, (1280, 720))
    assert (region.frames, region.feather) == (CardRange(0, 20), 0.02)
    lefts, rights = (pick(x for x, _ in region.points) for pick in (min, max))
    assert (lefts, rights) == pytest.approx((0.1, 0.49), abs=0.02)


def test_what_stays_as_it_was_painted() -> None:
    assert standing([BOX, BOX], SPAN, (1280, 720)) == (BOX,)


def test_what_is_refused_in_a_sentence() -> None:
    whole = Region(CardRange(0, 20), "box", ((0.0, 0.0), (1.0, 1.0)))
    for regions, why in (((), "Say what is to move"), ((whole,), "nothing stands still; paint less")):
        with pytest.raises(TweenError, match=why):
            standing(regions, SPAN, (1280, 720))
    pictures: Document = append_clip(add_asset(DOC, IMAGE), IMAGE.id, SourceRange(0, 20))
    for doc, span, at, why in (
        (DOC, FrameRange(90, 120), 90, "not inside the film"),
        (DOC, FrameRange(9, 10), 9, "too short to move in"),
        (DOC, SPAN, 100, "no frame 100 to stand still"),
        (pictures, FrameRange(100, 120), 100, "Nothing moves in 100–120; let the model draw"),
    ):
        with pytest.raises(TweenError, match=why):
            refuse(doc, span, at, False, nothing)
    refuse(pictures, FrameRange(100, 120), 100, True, nothing)
    with pytest.raises(TweenError, match="Nothing says what happens in 50–70"):
        drawn(DOC, SPAN, STILL, (BOX,))
