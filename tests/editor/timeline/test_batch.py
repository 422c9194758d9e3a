"""Edits of everything that is chosen, over films of any kind."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from editor.timeline.batch import closed_up, partners, removed, spans
from editor.timeline.scale import TimeScale
from editor.timeline.snapping import snapped_shift
from engine.document.edits import add_marker
from engine.document.invariants import broken
from engine.document.model import Document
from engine.errors import TweenError
from tests.document.boards import film
from tests.document.programs import Step, programs, some, steps


def things(doc: Document) -> set[str]:
    return {clip.id for track in doc.tracks for clip in track.clips} | {card.id for card in doc.cards}


@given(steps, st.integers(0, 400), st.integers(0, 400))
@settings(max_examples=40)
def test_what_is_deleted_is_gone_and_the_film_is_sound(program: list[Step], x: int, y: int) -> None:
    doc = programs(program)[-1]
    try:
        ids = frozenset(some(doc, x, y))
        gone = removed(doc, ids)
    except TweenError:
        return
    assert list(broken(gone)) == []
    clips = {clip.id for track in doc.tracks for clip in track.clips}
    assert not things(gone) & ids & clips
    assert not things(gone) & (partners(doc, ids & clips) - ids)


@given(steps, st.integers(0, 400), st.integers(0, 400))
@settings(max_examples=40)
def test_closing_up_moves_what_is_left_by_what_was_taken_out(program: list[Step], x: int, y: int) -> None:
    doc = programs(program)[-1]
    try:
        ids = frozenset(some(doc, x, y))
        shut = closed_up(doc, ids)
    except TweenError:
        return
    assert list(broken(shut)) == []
    gone = spans(doc, ids)
    there = {clip.id: clip.place.start for track in shut.tracks for clip in track.clips}
    for track in doc.tracks:
        for clip in track.clips:
            if not any(clip.place.overlaps(span) for span in gone):
                earlier = sum(len(span) for span in gone if span.stop <= clip.place.start)
                assert there[clip.id] == clip.place.start - earlier
    assert not things(shut) & ids


def test_a_marker_is_deleted_with_the_rest() -> None:
    doc = add_marker(film(cuts=(40,)), 10)
    ids = {doc.markers[0].id, doc.tracks[0].clips[0].id}
    assert (removed(doc, ids).markers, closed_up(doc, ids).markers) == ((), ())


@given(
    st.lists(st.integers(0, 500), min_size=1, max_size=4),
    st.integers(-200, 200),
    st.lists(st.integers(0, 800), max_size=6),
)
def test_edges_that_move_together_snap_by_the_nearest(edges: list[int], by: int, points: list[int]) -> None:
    scale, reach = TimeScale(4.0), 2

    def snap(x: float) -> tuple[int, int | None]:
        frame = scale.edge(x)
        best = min(points, key=lambda point: abs(point - frame), default=None)
        return (frame, None) if best is None or abs(best - frame) > reach else (best, best)

    shift, stuck = snapped_shift(snap, scale, edges, by)
    assert abs(shift - by) <= reach + max(0, -min(edge + by for edge in edges))
    if stuck is None:
        assert shift == by
    else:
        assert any(edge + shift == stuck for edge in edges)
