"""Rate: the film at more or fewer frames a second keeps its time and all of its footage."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import add_marker, append_clip, set_card, set_in, set_out
from engine.document.invariants import check
from engine.document.model import Asset, Document
from engine.document.queries import asset_length
from engine.errors import TweenError
from engine.tools.rate import at_rate
from tests.document.boards import film

RATES = [Fraction(n) for n in (12, 24, 25, 30, 48, 50, 60)] + [Fraction(n * 1000, 1001) for n in (24, 30, 60)]


def row(rate: Fraction, lengths: list[int]) -> Document:
    """Whole clips, one behind the other, each with its sound."""
    doc = replace(Document(), rate=rate)
    for n, frames in enumerate(lengths):
        asset = Asset(f"a{n}", "video", f"{n}.mp4", f"f{n}", frames, 640, 360, rate, has_audio=True)
        doc = append_clip(replace(doc, assets=(*doc.assets, asset)), asset.id)
    return doc


def test_thirty_become_twenty_four_and_everything_keeps_its_time() -> None:
    doc = replace(film(cuts=(40, 60)), rate=Fraction(30))
    doc = replace(doc, assets=tuple(replace(asset, rate=Fraction(30)) for asset in doc.assets))
    doc = set_card(set_out(set_in(add_marker(doc, 50), 10), 60), doc.cards[1].id, prompt="a ball")
    edited = at_rate(doc, Fraction(24))
    check(edited.document)
    assert [str(clip.place) for clip in edited.document.tracks[0].clips] == ["0–32", "32–48", "48–80"]
    assert [str(card.range) for card in edited.document.cards] == ["0–32", "32–48", "48–80"]
    assert [marker.frame for marker in edited.document.markers] == [40]
    assert (edited.document.mark_in, edited.document.mark_out) == (8, 48)
    assert edited.cards == (doc.cards[1].id,)
    assert "undo brings their takes back" in edited.notes[0]


@given(st.sampled_from(RATES), st.sampled_from(RATES), st.lists(st.integers(8, 700), min_size=1, max_size=8))
def test_no_rate_opens_a_gap_or_loses_a_clip(old: Fraction, new: Fraction, lengths: list[int]) -> None:
    doc = row(old, lengths)
    if old == new:
        return
    now = at_rate(doc, new).document
    check(now)
    for before, after in zip(doc.tracks, now.tracks, strict=True):
        assert len(after.clips) == len(before.clips)
        end = 0
        for clip in after.clips:
            assert clip.place.start == end  # what touched before touches now
            end = clip.place.stop
            whole = asset_length(next(a for a in now.assets if a.id == clip.asset), new)
            assert abs(len(clip.place) - whole) <= 1
            assert clip.source_start <= 1
        assert abs(end / new - doc.frames / old) <= 1 / new
    assert [card.range for card in now.cards][-1].stop == now.frames


def test_what_cannot_be_is_refused_in_a_sentence() -> None:
    with pytest.raises(TweenError, match="has 24 frames a second already"):
        at_rate(film(cuts=(40,)), Fraction(24))
    with pytest.raises(TweenError, match="too short for that rate; it would have no frame left"):
        at_rate(film(cuts=(1,)), Fraction(1))
    doc = film(cuts=(40,))
    with pytest.raises(TweenError, match="is locked"):
        at_rate(set_card(doc, doc.cards[0].id, locked=True), Fraction(30))
