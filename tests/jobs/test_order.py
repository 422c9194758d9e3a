"""Which job begins next: neighbours one after the other in order, others side by side."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine.document.request import Request
from engine.document.time import FrameRange
from engine.jobs.events import Job
from engine.jobs.order import moved, neighbours, startable


def job(card: str, start: int, stop: int, job_id: str = "") -> Job:
    request = Request(
        card=card, lineage=card, origin=start, draw=FrameRange(start, stop), rate=Fraction(24),
        width=96, height=64, model="sketch", prompt="a red ball",
    )  # fmt: skip
    return Job(job_id or f"job-{card}", Path("film.takes"), request)


A, B, C = job("a", 0, 48), job("b", 48, 96), job("c", 300, 348)


def test_cards_within_reach_are_neighbours_and_wishes_for_one_card_are_not() -> None:
    assert neighbours(A, B)
    assert neighbours(B, A)
    assert not neighbours(A, C)
    assert not neighbours(A, job("a", 0, 48, "another"))
    assert not neighbours(A, replace(B, takes_folder=Path("other.takes")))


def test_a_neighbour_waits_and_a_card_far_away_overtakes_it() -> None:
    running = replace(A, state="running")
    assert startable([running, B, C]) is C
    assert startable([running, B]) is None
    assert startable([B, A, C]) is B
    assert startable([A, B, C], held_back={A.id}) is C
    assert startable([replace(A, state="paused"), B]) is B
    assert startable([replace(A, state="failed")]) is None


@st.composite
def queues(draw: st.DrawFn) -> list[Job]:
    states = st.sampled_from(["waiting", "running", "paused", "failed"])
    starts = draw(st.lists(st.integers(0, 600), max_size=8))
    return [
        replace(job(f"c{draw(st.integers(0, 5))}", start, start + 24, f"j{n}"), state=draw(states))
        for n, start in enumerate(starts)
    ]


@given(queues())
def test_what_begins_waits_and_has_no_neighbour_before_it(jobs: list[Job]) -> None:
    found = startable(jobs)
    waiting = [each for each in jobs if each.state == "waiting"]
    running = [each for each in jobs if each.state == "running"]
    if found is None:
        assert not waiting or running
        return
    assert found in waiting
    before = waiting[: waiting.index(found)]
    assert not any(neighbours(found, other) for other in (*running, *before))


@given(st.lists(st.integers(0, 9), unique=True, min_size=1), st.data())
def test_moving_keeps_every_job_and_the_order_of_the_others(ids: list[int], data: st.DataObject) -> None:
    order = [str(n) for n in ids]
    one = data.draw(st.sampled_from(order))
    before = data.draw(st.sampled_from([None, *order]))
    after = moved(order, one, before)
    assert sorted(after) == sorted(order)
    assert [each for each in after if each != one] == [each for each in order if each != one]
    if before is None:
        assert after[-1] == one
    elif before != one:
        assert after[after.index(one) + 1] == before
    assert moved(order, "unknown", before) == order
