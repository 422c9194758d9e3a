"""A generator whose values are made a few steps ahead, in a thread of their own."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from typing import TypeVar

T = TypeVar("T")


def ahead(source: Callable[[], AbstractContextManager[Iterator[T]]], steps: int) -> Generator[T, None, None]:
    """What `source()` yields, at most `steps` values early.

    It is entered and left in the other thread, and left only after the last value was taken: what values live
    in, such as an open file, is there as long as they are. Close the generator to stop early.
    """
    ready: queue.Queue[tuple[T] | BaseException | None] = queue.Queue(steps)
    stop = threading.Event()

    def put(item: tuple[T] | BaseException | None) -> None:
        while not stop.is_set():
            try:
                return ready.put(item, timeout=0.1)
            except queue.Full:
                continue

    def work() -> None:
        try:
            with source() as values:
                for value in values:
                    put((value,))
                    if stop.is_set():
                        return
                put(None)
                stop.wait()
        except BaseException as error:  # noqa: BLE001 handed to the consumer, who raises it
            put(error)

    thread = threading.Thread(target=work, name="ahead", daemon=True)
    thread.start()
    try:
        while (item := ready.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item[0]
    finally:
        stop.set()
        thread.join()
