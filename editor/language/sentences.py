"""What the engine refuses becomes a sentence for the person, not a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from engine.errors import TweenError


@dataclass
class Outcome:
    """Whether the work went `well`, once it is over."""

    well: bool = True


@contextmanager
def sentences(tell: Callable[[str], object]) -> Iterator[Outcome]:
    outcome = Outcome()
    try:
        yield outcome
    except TweenError as error:
        outcome.well = False
        tell(str(error))
