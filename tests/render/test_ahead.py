"""Values made ahead in another thread: in order, with errors, and never more than asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.render.ahead import ahead


class Source:
    """Counts; says in which thread it was opened and whether it was closed."""

    def __init__(self, stop: int, fail_at: int = -1) -> None:
        self.stop, self.fail_at = stop, fail_at
        self.made, self.thread, self.open = 0, 0, False

    @contextmanager
    def values(self) -> Iterator[Iterator[int]]:
        self.open, self.thread = True, threading.get_ident()
        try:
            yield self.count()
        finally:
            self.open = False

    def count(self) -> Iterator[int]:
        for n in range(self.stop):
            if n == self.fail_at:
                raise ValueError("no more")
            self.made = n + 1
            yield n


def test_values_come_in_order_while_what_they_live_in_is_open() -> None:
    source = Source(50)
    seen = []
    for value in ahead(source.values, 4):
        seen.append(value)
        assert source.open
        assert source.made <= value + 1 + 4 + 1  # waiting, and one in its hands
    assert seen == list(range(50))
    assert not source.open
    assert source.thread != threading.get_ident()


def test_an_error_comes_where_it_happened() -> None:
    source = Source(50, fail_at=7)
    seen = []
    with pytest.raises(ValueError, match="no more"):
        seen.extend(ahead(source.values, 4))
    assert not source.open


def test_stopping_early_leaves_no_thread() -> None:
    source = Source(10_000)
    values = ahead(source.values, 2)
    assert next(values) == 0
    before = threading.active_count()
    values.close()
    assert threading.active_count() == before - 1
    assert not source.open
    assert source.made < 10
