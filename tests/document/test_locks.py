"""Locked clips, tracks and cards refuse every edit that would change them, with one sentence."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.document import edits
from engine.document.model import Document
from engine.document.time import FrameRange, SourceRange
from engine.errors import TweenError
from tests.document.boards import IMAGE, VIDEO, film

DOC = edits.add_asset(film(cuts=(40, 60)), IMAGE)
FIRST, MIDDLE, LAST = DOC.tracks[0].clips
CARD = DOC.cards[1]

CLIP_EDITS = {
    "insert": lambda doc: edits.insert(doc, VIDEO.id, 20),
    "overwrite": lambda doc: edits.overwrite(doc, VIDEO.id, 50, SourceRange(0, 5)),
    "split": lambda doc: edits.split(doc, 50),
    "join": lambda doc: edits.join(doc, FIRST.id),
    "lift": lambda doc: edits.lift(doc, FrameRange(30, 50)),
    "ripple_delete": lambda doc: edits.ripple_delete(doc, FrameRange(0, 10)),
    "remove": lambda doc: edits.remove_clip(doc, MIDDLE.id),
    "trim": lambda doc: edits.trim_clip(doc, MIDDLE.id, FrameRange(45, 60)),
    "roll": lambda doc: edits.roll(doc, FIRST.id, 45),
    "ripple_trim": lambda doc: edits.ripple_trim(doc, FIRST.id, "out", -5),
    "slip": lambda doc: edits.slip(doc, MIDDLE.id, 5),
    "slide": lambda doc: edits.slide(doc, MIDDLE.id, 5),
    "speed": lambda doc: edits.set_speed(doc, MIDDLE.id, Fraction(2)),
    "mute": lambda doc: edits.mute_clip(doc, MIDDLE.id),
    "gain": lambda doc: edits.set_gain(doc, MIDDLE.id, -6),
    "move": lambda doc: edits.move(doc, [MIDDLE.id], 100),
    "move over": lambda doc: edits.move(doc, [FIRST.id], 20),
    "duplicate over": lambda doc: edits.duplicate(doc, [FIRST.id], 20),
    "group": lambda doc: edits.group(doc, [MIDDLE.id, LAST.id]),
    "rate": lambda doc: edits.set_format(doc, Fraction(12), 640, 360),
}
CARD_EDITS = {
    "insert": CLIP_EDITS["insert"],
    "split": CLIP_EDITS["split"],
    "ripple_delete": CLIP_EDITS["ripple_delete"],
    "ripple_trim": CLIP_EDITS["ripple_trim"],
    "rate": CLIP_EDITS["rate"],
    "add": lambda doc: edits.add_card(doc, FrameRange(30, 50)),
    "remove": lambda doc: edits.remove_card(doc, CARD.id),
    "resize": lambda doc: edits.resize_card(doc, CARD.id, FrameRange(45, 60)),
    "resize over": lambda doc: edits.resize_card(doc, DOC.cards[0].id, FrameRange(0, 45)),
    "split card": lambda doc: edits.split_card(doc, 50),
    "merge": lambda doc: edits.merge_cards(doc, CARD.id, DOC.cards[2].id),
    "roll": lambda doc: edits.roll_cards(doc, 40, 45),
    "reorder": lambda doc: edits.reorder_card(doc, CARD.id),
    "reorder before": lambda doc: edits.reorder_card(doc, DOC.cards[2].id, DOC.cards[0].id),
    "move": lambda doc: edits.move(doc, [CARD.id], 100),
    "move over": lambda doc: edits.move(doc, [DOC.cards[0].id], 45),
    "group": lambda doc: edits.group(doc, [CARD.id, DOC.cards[0].id]),
    "prompt": lambda doc: edits.set_prompt(doc, CARD.id, "x"),
    "field": lambda doc: edits.set_card(doc, CARD.id, mood="calm"),
    "keyframe": lambda doc: edits.attach_keyframe(doc, CARD.id, IMAGE.id),
    "move keyframe": lambda doc: edits.move_keyframe(doc, CARD.id, 0, 3),
    "reference": lambda doc: edits.attach_reference(doc, CARD.id, IMAGE.id),
    "region": lambda doc: edits.paint_region(doc, CARD.id, "box", [(0, 0), (1, 1)]),
    "regions": lambda doc: edits.set_regions(doc, CARD.id, ()),
    "lora": lambda doc: edits.set_lora(doc, CARD.id, "ink", 0.8),
    "pin": lambda doc: edits.pin_take(doc, CARD.id, "t"),
    "remove keyframe": lambda doc: edits.remove_keyframe(doc, CARD.id, 0),
    "remove reference": lambda doc: edits.remove_reference(doc, CARD.id, IMAGE.id),
    "remove region": lambda doc: edits.remove_region(doc, CARD.id, 0),
}


@pytest.mark.parametrize("name", [name for name in CLIP_EDITS if name != "join"])
def test_a_locked_clip_refuses(name: str) -> None:
    locked = edits.lock_clip(DOC, MIDDLE.id)
    assert all(track.clips[1].locked for track in locked.tracks)  # its sound, too
    with pytest.raises(
        TweenError, match=r"^The clip at 40–60 on (V1|A1) is locked; unlock it to change it\.$"
    ):
        CLIP_EDITS[name](locked)
    assert edits.unlock_clip(locked, MIDDLE.id) == DOC


def test_a_locked_clip_is_not_joined() -> None:
    with pytest.raises(TweenError, match="The clip at 40–60 on V1 is locked"):
        edits.join(edits.lock_clip(DOC, MIDDLE.id), FIRST.id)


@pytest.mark.parametrize("name", [name for name in CLIP_EDITS if name not in ("split", "lift", "gain")])
def test_a_locked_track_refuses(name: str) -> None:
    locked = edits.set_track(DOC, DOC.tracks[0].id, locked=True)
    with pytest.raises(TweenError, match=r"^Track V1 is locked; unlock it to change its clips\.$"):
        CLIP_EDITS[name](locked)


def test_the_volume_is_the_sounds_and_its_track_is_the_one_that_counts() -> None:
    after = edits.set_gain(edits.set_track(DOC, DOC.tracks[0].id, locked=True), MIDDLE.id, -6)
    assert [clip.gain for track in after.tracks for clip in track.clips] == [0, 0, 0, 0, -6, 0]
    with pytest.raises(TweenError, match=r"^Track A1 is locked"):
        edits.set_gain(edits.set_track(DOC, DOC.tracks[1].id, locked=True), MIDDLE.id, -6)
    with pytest.raises(TweenError, match="cannot be made 25 dB louder"):
        edits.set_gain(DOC, MIDDLE.id, 25)
    with pytest.raises(TweenError, match="has no sound"):
        edits.set_gain(edits.remove_track(DOC, DOC.tracks[1].id), MIDDLE.id, 3)


def test_a_clip_on_a_locked_track_stays_locked() -> None:
    doc = edits.set_track(edits.lock_clip(DOC, MIDDLE.id), DOC.tracks[1].id, locked=True)
    with pytest.raises(TweenError, match=r"^Track A1 is locked"):
        edits.unlock_clip(doc, MIDDLE.id)
    with pytest.raises(TweenError, match=r"^Track A1 is locked"):
        edits.lock_clip(doc, FIRST.id)


@pytest.mark.parametrize("name", ["split", "lift"])
def test_edits_of_all_tracks_leave_the_locked_ones_alone(name: str) -> None:
    locked = edits.set_track(DOC, DOC.tracks[0].id, locked=True)
    after: Document = CLIP_EDITS[name](locked)
    assert after.tracks[0] == locked.tracks[0]
    assert after.tracks[1] != locked.tracks[1]


@pytest.mark.parametrize("name", list(CARD_EDITS))
def test_a_locked_card_refuses(name: str) -> None:
    locked = edits.set_card(DOC, CARD.id, locked=True)
    with pytest.raises(TweenError, match=r"^Card 2 \(40–60\) is locked; unlock it to change it\.$"):
        CARD_EDITS[name](locked)


def test_what_lies_around_something_locked_stays_free() -> None:
    locked = edits.lock_clip(edits.set_card(DOC, CARD.id, locked=True), MIDDLE.id)
    after = edits.split(edits.trim_clip(locked, FIRST.id, FrameRange(5, 40)), 80)
    after = edits.set_prompt(after, DOC.cards[0].id, "a ball")
    after = edits.ripple_delete(after, FrameRange(70, 80))
    assert after.cards[1] == replace(CARD, locked=True)
    assert after.tracks[0].clips[1] == replace(MIDDLE, locked=True)
