"""Batches put together ahead by processes of their own, so that a card never waits for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

T = TypeVar("T")
#: source(number, of): what member `number` of `of` gives. It is pickled for the processes.
Source = Callable[[int, int], Iterator[T]]


class _Given(IterableDataset[Any]):
    def __init__(self, source: Source[Any]) -> None:
        self.source = source

    def __iter__(self) -> Iterator[Any]:
        info = get_worker_info()
        assert info is not None
        return self.source(info.id, info.num_workers)


def feed(source: Source[T], members: int, pinned: bool) -> Iterator[T]:
    """What the members give, in turn, so that the same seeds give the same order; drop the iterator to end
    them.

    With no members, source(0, 1) runs here. Tensors come in pinned memory if asked for.
    """
    if members < 1:
        return source(0, 1)
    loader: DataLoader[Any] = DataLoader(
        _Given(source), batch_size=None, num_workers=members, prefetch_factor=4, pin_memory=pinned,
        multiprocessing_context="spawn", generator=torch.Generator(),
    )  # fmt: skip
    return iter(loader)
