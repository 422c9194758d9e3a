"""A step's windows among a seat and its helpers, whatever these do. No Ray: threads stand for machines."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from engine.diffusion.sharing import Ask
from engine.jobs.cluster import sharing
from engine.jobs.cluster.sharing import Sharing

pool = ThreadPoolExecutor(4)


def nothing(windows: int) -> None:
    pass


def step(windows: int) -> list[Ask]:
    x, sigma = torch.rand(1, 2, 3, 2, 2), torch.full((1, 1, 3, 2, 2), 0.5)
    return [Ask(range(n, n + 3), 0, 0, x + n, sigma) for n in range(windows)]


def answer(ask: Ask) -> Tensor:
    return ask.x * ask.sigma - ask.window.start


def helps(ask: Ask) -> Future[Tensor | None]:
    return pool.submit(answer, ask)


def called_away(ask: Ask) -> Future[Tensor | None]:
    done: Future[Tensor | None] = Future()
    done.set_result(None)
    return done


def lost(ask: Ask) -> Future[Tensor | None]:
    done: Future[Tensor | None] = Future()
    done.set_exception(ConnectionError("no more"))
    return done


def silent(ask: Ask) -> Future[Tensor | None]:
    return Future()


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=3),
    st.lists(st.sampled_from([helps, called_away, lost, silent]), max_size=4),
)
def test_every_window_is_answered_whoever_helps(
    steps: list[int], helpers: list[Callable[[Ask], Future[Tensor | None]]]
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sharing, "LEAST", 0.002)
        shared = Sharing(nothing)
        for helper in helpers:
            shared.add(helper)
        for windows in steps:
            asks = step(windows)
            found = shared(asks, answer)
            assert len(found) == windows
            assert all(torch.equal(one, answer(ask)) for one, ask in zip(found, asks, strict=True))


def test_a_helper_takes_windows_of_this_seat_and_is_counted() -> None:
    shared, own = Sharing(nothing), list[Ask]()

    def slowly(ask: Ask) -> Tensor:
        own.append(ask)
        return pool.submit(answer, ask).result()

    shared.add(lambda ask: called_away(ask) if ask.window.start == 3 else helps(ask))
    shared(step(4), slowly)
    assert shared.stats() == {}  # it was called away from its first window
    assert len(own) == 4
    shared.add(helps)
    shared(step(2), slowly)
    assert shared.stats() == {"helped_windows": 1}
    assert len(own) == 5
    shared.begin()
    assert shared.stats() == {}
    shared(step(2), slowly)
    assert len(own) == 7


def test_a_late_helper_is_asked_again_once_it_has_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "LEAST", 0.0)
    asked: list[Future[Tensor | None]] = []

    def late(ask: Ask) -> Future[Tensor | None]:
        asked.append(Future())
        return asked[-1]

    shared = Sharing(nothing)
    shared.add(late)
    for _ in range(3):
        shared(step(2), answer)
    assert len(asked) == 1
    asked[0].set_result(torch.zeros(1))  # of a step that is over: nobody looks at it
    (_, second) = shared(asks := step(2), answer)
    assert len(asked) == 2
    assert torch.equal(second, answer(asks[1]))


def test_it_is_told_once_a_job_and_only_of_several_windows() -> None:
    told: list[int] = []
    shared = Sharing(told.append)
    for windows in (1, 0, 5, 4):
        shared(step(windows), answer)
    assert told == [5]
    shared.begin()
    shared(step(3), partial(answer))
    assert told == [5, 3]
