"""On a machine of the cluster: a seat that nobody waits for answers for windows of another seat's card."""

from __future__ import annotations

import importlib
import threading
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from engine.document.request import Request
from engine.errors import TweenError

if TYPE_CHECKING:
    from torch import Tensor

    from engine.diffusion.sharing import Answer, Ask
    from engine.jobs.worker import Worker

NO_LONGER = "It was called away."


class HelpingHand:
    """It works on the thread of `worker`, between that one's jobs. Methods may be called side by side."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._job = ""
        """The job that it helps with; "" for none."""
        self._ended = threading.Condition()
        self._stack = ExitStack()
        self._answer: Answer | None = None

    def begin(self, job: str, request: dict[str, Any], kind: str) -> str:
        """Load what the job needs; "" when it is ready, or the sentence why it will not be. `kind`: of the
        machine that draws, since another one's bits would differ."""
        with self._ended:
            self._job = job
            self._ended.notify_all()
        try:
            return self._worker.between(partial(self._open, job, request, kind)).result()
        except TweenError as error:
            return str(error)

    def answer(self, job: str, ask: Ask) -> Tensor | None:
        """The velocity, on the CPU; None when it does not help with the job (any more)."""
        return self._worker.between(partial(self._answered, job, ask)).result() if job == self._job else None

    def end(self, job: str | None = None) -> None:
        """It helps with `job` (with any) no longer: at the latest after the window in hand."""
        with self._ended:
            if self._job and job in (None, self._job):
                self._job = ""
                self._ended.notify_all()
                self._worker.between(self._close)

    def wait(self, job: str) -> None:
        """Until it helps with `job` no longer."""
        with self._ended:
            self._ended.wait_for(lambda: self._job != job)

    # On the drawing thread.

    def _open(self, job: str, request: dict[str, Any], kind: str) -> str:
        self._close()
        if job != self._job:
            return NO_LONGER
        # By its name: the window, which knows this class, loads no models.
        helping = importlib.import_module("engine.diffusion.helping")
        if (here := helping.kind()) != kind:
            return f"It would not give the same bits: {here} is not {kind}."
        self._answer = self._stack.enter_context(helping.helping(Request.from_json(request)))
        return ""

    def _answered(self, job: str, ask: Ask) -> Tensor | None:
        if job != self._job or self._answer is None:
            return None
        here = importlib.import_module("engine.families.memory.accelerator").best_device()
        return self._answer(replace(ask, x=ask.x.to(here), sigma=ask.sigma.to(here))).cpu()

    def _close(self) -> None:
        self._answer = None
        self._stack.close()


def ask_seat(seat: Any, job: str, ask: Ask) -> Future[Tensor | None]:
    """Where `job` is drawn: ask another seat, of which Ray's handle is given."""
    there = replace(ask, x=ask.x.cpu(), sigma=ask.sigma.cpu())
    return seat.answer.remote(job, there).future()
