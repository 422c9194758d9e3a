"""What drawing a card would take, worked out beside the window from the sizes of the model's files.

The window loads no torch: what accelerator there is was written down by whoever did. Where nobody has yet,
a process of its own looks once, when the window has been quiet for a moment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from editor.workspace import Workspace
from engine.document.model import Card
from engine.document.request import Request
from engine.errors import TweenError
from engine.interpreter import python, root

QUIET_MS = 2000
AGAIN_MS = 5000
"""After which it is asked again what did not fit: another program may have given memory back."""


class Key:
    """A request without what costs no time to draw. Its hash is worked out once: a film of a thousand cards
    has as many spans."""

    __slots__ = ("_hash", "request")

    def __init__(self, request: Request) -> None:
        self.request = replace(request, card="", lineage="", prompt="", negative="", seed=0)
        self._hash = hash(self.request)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and self._hash == other._hash and self.request == other.request


@dataclass(frozen=True, slots=True)
class Forecast:
    """`sentence`: of memory and time, or why the card cannot be drawn on this machine. `peak`: bytes."""

    sentence: str
    fits: bool
    seconds: float = 0.0
    peak: int = 0


class Forecasts(QObject):
    """`changed` tells that one has come that `of` was asked for."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._known: dict[Key, Forecast] = {}
        self._asked: set[Key] = set()
        self._latest: Key | None = None
        self._looked = False
        self._edition = 0
        self._timer = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._timer.timeout.connect(self._look_at_machine)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._ask_again)
        self._process = QProcess(self)
        self._process.finished.connect(self._forget)
        workspace.takes_changed.connect(self._forget)
        workspace.closing.connect(self.stop)

    def of(self, card: Card, model: str | None = None) -> Forecast | None:
        """The forecast, of another `model` than the card's where it is given; None until it has come. A card
        that no Request can be made of does not fit, and says why."""
        try:
            return self.ahead(self._work.request_for(replace(card, model=model) if model else card))
        except TweenError as error:
            return Forecast(str(error), False)

    def ahead(self, request: Request) -> Forecast | None:
        """The forecast of a request, or None until it has come."""
        key = self._latest = Key(request)
        if key not in self._known and key not in self._asked:
            self._ask(key)
        return self._known.get(key)

    def stop(self) -> None:
        """Look at nothing any more."""
        self._timer.stop()
        self._again.stop()
        self._process.kill()
        self._process.waitForFinished(500)

    def _ask(self, key: Key) -> None:
        from engine.families.memory.machine import known

        if known() is None and not self._looked:
            self._timer.start()
            return
        self._asked.add(key)
        drawing, edition = self._work.jobs.worker_pids, self._edition

        def work(task: object) -> Forecast:
            from engine.diffusion.forecast import expected

            plan = expected(key.request, *drawing)
            return Forecast(plan.sentence(), True, plan.seconds, plan.peak)

        self._work.background.run(
            work,
            lambda found: self._keep(key, found, edition),
            lambda sentence: self._keep(key, Forecast(sentence, False), edition),
        )

    def _keep(self, key: Key, found: Forecast, edition: int) -> None:
        if edition == self._edition and found.sentence:
            self._asked.discard(key)
            new = self._known.get(key) != found
            self._known[key] = found
            if not found.fits:
                self._again.start()
            if new:
                self.changed.emit()

    def _forget(self) -> None:
        """A job was measured, or the machine was looked at: what was told may be told better now."""
        self._edition += 1
        self._known.clear()
        self._asked.clear()
        self.changed.emit()

    def _ask_again(self) -> None:
        """Only what was asked for last; what is known counts until then."""
        found = self._known.get(self._latest) if self._latest is not None else None
        if self._latest is not None and found is not None and not found.fits:
            self._ask(self._latest)

    def _look_at_machine(self) -> None:
        self._looked = True
        self._process.setWorkingDirectory(str(root()))
        self._process.start(python(), ["-m", "engine.families.memory.accelerator"])
