"""A card's windows among the seats that are there for it: what the drawing one does with its helpers.

In every step each helper is given a window while there is another one left for this seat itself, which takes
the next as soon as it is done with its own. What a helper does not answer, because it is lost, has been
called away, or takes far longer than this seat does, is answered here. Ray is not spoken of.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

    from engine.diffusion.sharing import Answer, Ask

PATIENCE, LEAST = 3.0, 0.5
"""How long a helper is waited for when nothing else is left to do: so many times what this seat took for a
window, and these seconds."""

Helper = Callable[["Ask"], "Future[Tensor | None]"]
"""Asked for a window, it answers on the CPU, or None when it helps no longer."""


@dataclass(eq=False, slots=True)
class _Hand:
    helper: Helper
    asked: Future[Tensor | None] | None = None
    """What it has still to answer, if only for a step that did not wait for it."""


class Sharing:
    """Of one seat. `many(windows)` is told once a job that it could be helped with."""

    def __init__(self, many: Callable[[int], None]) -> None:
        self._many = many
        self._lock = threading.Lock()
        self._hands: list[_Hand] = []
        self._asked = False
        self._helped = 0
        """Windows that others answered for in this job."""

    def stats(self) -> dict[str, float]:
        """For the take, where others have helped."""
        return {"helped_windows": self._helped} if self._helped else {}

    def begin(self) -> None:
        """Another job: nobody helps with it yet."""
        with self._lock:
            self._hands, self._asked, self._helped = [], False, 0

    def add(self, helper: Helper) -> None:
        """From any thread; it is asked from the next step on."""
        with self._lock:
            self._hands.append(_Hand(helper))

    def __call__(self, asks: Sequence[Ask], answer: Answer) -> list[Tensor]:
        """As `engine.diffusion.sharing.Share`."""
        if len(asks) > 1 and not self._asked:
            self._asked = True
            self._many(len(asks))
        with self._lock:
            hands = [hand for hand in self._hands if hand.asked is None or hand.asked.done()]
        step = _Step(asks, answer, hands)
        step.run()
        with self._lock:
            self._hands = [hand for hand in self._hands if hand not in step.lost]
        self._helped += step.helped
        return [step.found[n] for n in range(len(asks))]


class _Step:
    """One step on its way."""

    def __init__(self, asks: Sequence[Ask], answer: Answer, hands: list[_Hand]) -> None:
        self._asks, self._answer, self._free = asks, answer, hands
        self._todo = deque(range(len(asks)))
        self._out: dict[Future[Tensor | None], tuple[_Hand, int]] = {}
        self._own = 0.0
        """Seconds that this seat took for a window."""
        self.found: dict[int, Tensor] = {}
        self.lost: set[_Hand] = set()
        self.helped = 0

    def run(self) -> None:
        while len(self.found) < len(self._asks):
            while self._free and len(self._todo) > 1:
                self._hand_out(self._free.pop())
            if self._todo:
                self._do_one()
            self._gather()

    def _hand_out(self, hand: _Hand) -> None:
        n = self._todo.pop()
        hand.asked = hand.helper(self._asks[n])
        self._out[hand.asked] = (hand, n)

    def _do_one(self) -> None:
        n, began = self._todo.popleft(), time.monotonic()
        self.found[n] = self._answer(self._asks[n])
        self._own = time.monotonic() - began

    def _gather(self) -> None:
        """What has been answered meanwhile; with nothing else to do, it is waited for."""
        patience = 0.0 if self._todo else LEAST + PATIENCE * self._own
        done = wait(self._out, patience, FIRST_COMPLETED).done
        for future in done:
            hand, n = self._out.pop(future)
            answered = None if future.exception() else future.result()
            if answered is None:
                self.lost.add(hand)
                self._todo.append(n)
            else:
                self.found[n] = answered.to(self._asks[n].x.device)
                self._free.append(hand)
                self.helped += 1
        if not done and not self._todo:
            self._todo.extend(n for _, n in self._out.values())
            self._out.clear()
