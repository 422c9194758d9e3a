"""Tools that lay made footage over a film, on boards of any kind: a sound film comes of it, or a refusal."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.invariants import broken
from engine.document.model import Asset, Document, Region
from engine.document.time import CardRange, FrameRange
from engine.errors import TweenError
from engine.tools.between import laid, wanting
from engine.tools.cinemagraph import drawn
from engine.tools.freeze import freeze, freeze_over, unfreeze
from engine.tools.slow import laid_over, slow
from tests.document.boards import counter, footage
from tests.document.programs import Step, programs, steps

STILL = Asset("still", "image", "/made/frame.png", "8" * 64, 1, 1280, 720, Fraction(1), False)
places = st.tuples(st.integers(0, 200), st.integers(2, 60))


def part(doc: Document, place: tuple[int, int]) -> FrameRange | None:
    """A stretch inside the film."""
    start = place[0] % max(1, doc.frames)
    span = FrameRange(start, min(doc.frames, start + place[1]))
    return span if len(span) > 1 else None


def made(frames: int, rate: Fraction) -> Asset:
    return Asset("made", "video", "/made/made.mp4", "7" * 64, frames, 1280, 720, rate, False)


@given(steps, places, st.sampled_from([Fraction(1, 2), Fraction(1, 4), Fraction(2, 3), Fraction(7, 9)]))
@settings(max_examples=60)
def test_any_film_can_be_slowed_or_says_why_not(
    program: list[Step], place: tuple[int, int], speed: Fraction
) -> None:
    doc = programs(program)[-1]
    span = part(doc, place)
    if span is None:
        return
    try:
        after = slow(doc, span, speed, new_id=counter("s"))
    except TweenError:
        return
    assert list(broken(after)) == []
    wide = FrameRange(span.start, span.start + round(len(span) / speed))
    was, now = footage(doc), footage(after)
    assert now[: span.start] == was[: span.start]
    behind = now[wide.stop :]
    assert behind == was[span.stop :][: len(behind)]
    for tweening in wanting(after, wide):
        try:
            tweened = laid(after, tweening.clip.id, made(tweening.frames, after.rate))
        except TweenError:
            continue
        assert list(broken(tweened)) == []


@given(steps, places)
@settings(max_examples=60)
def test_what_is_laid_over_a_film_is_seen_there_and_nothing_else_changes(
    program: list[Step], place: tuple[int, int]
) -> None:
    doc = programs(program)[-1]
    span = part(doc, place)
    if span is None:
        return
    try:
        after = laid_over(doc, span, made(len(span), doc.rate), new_id=counter("s"))
    except TweenError:
        return
    assert list(broken(after)) == []
    if all(track.muted for track in after.tracks if track.kind == "video"):
        return
    was, now = footage(doc), footage(after)
    assert now[span.start : span.stop] == [("made", n) for n in range(len(span))]
    assert now[: span.start] + now[span.stop :] == was[: span.start] + was[span.stop :]


@given(steps, places)
@settings(max_examples=60)
def test_freezing_any_film_leaves_it_sound(program: list[Step], place: tuple[int, int]) -> None:
    doc = programs(program)[-1]
    span = part(doc, place)
    if span is None:
        return
    box = Region(CardRange(0, len(span)), "box", ((0.2, 0.2), (0.6, 0.6)))
    for edit in (
        lambda: freeze(doc, span.start, len(span), STILL, new_id=counter("s")),
        lambda: freeze_over(doc, span, STILL, new_id=counter("s")),
        lambda: unfreeze(doc, span, "it moves", back=len(span) > 2, same=lambda _: True, new_id=counter("s")),
        lambda: drawn(doc, span, STILL, (box,), "water", loop=True, new_id=counter("s")),
    ):
        try:
            edited = edit()
        except TweenError:
            continue
        assert list(broken(edited.document)) == []
        cards = {card.id: card for card in edited.document.cards}
        assert all(cards[card].range == span and cards[card].words for card in edited.cards)
