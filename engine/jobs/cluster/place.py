"""One seat of the cluster from here: its process there is started, greeted, brought files, asked, ended."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from engine import __version__
from engine.errors import TweenError
from engine.jobs.cluster.parcel import Piece

if TYPE_CHECKING:
    from engine.jobs.cluster.cluster import Machine
    from engine.jobs.cluster.seating import Shared

PASSED_ON = (
    "OMP_NUM_THREADS",
    "TWEENBOARD_CFG_ZERO",
    "TWEENBOARD_LONG_AXIS",
    "TWEENBOARD_RESCALE",
    "TWEENBOARD_STATE_SECONDS",
)
"""What of this process's environment changes how things are drawn."""
TOGETHER = 6
"""Methods of a seat that can run side by side: some wait for news or for a window, others bring files and
words."""


class Place:
    """Starting it returns at once; whether there is room, and what for, shows when it is greeted.

    Whatever asks it raises Ray's errors where it is lost.
    """

    def __init__(self, machines: tuple[Machine, ...]) -> None:
        self.name = ""
        """What its machine is called, once it has answered."""
        self.draws = False
        self.helps: Shared | None = None
        self.actor = _start(machines)

    def greet(self, machines: tuple[Machine, ...], go_on: Callable[[], None]) -> None:
        """Wait until it is there: a busy machine makes others wait. `go_on` is called every second, and may
        raise. Raises `TweenError` for one that cannot draw for this program."""
        hello = self._hello(go_on)
        self.name = next((each.name for each in machines if each.node == hello["node"]), hello["host"])
        if hello["version"] != __version__:
            raise TweenError(
                f"The machine {self.name} runs Tweenboard {hello['version']}, and this one {__version__}; "
                "install the same on both."
            )

    def _hello(self, go_on: Callable[[], None]) -> dict[str, Any]:
        import ray
        from ray.exceptions import RayError

        answer = self.actor.hello.remote()
        try:
            while not ray.wait([answer], timeout=1.0)[0]:
                go_on()
            return ray.get(answer)
        except RayError as error:
            said = str(error)
            if "No module named" in said or "cannot import name" in said or "failed to be imported" in said:
                raise TweenError(
                    f"A machine of the cluster has no Tweenboard {__version__}, or Ray runs there in another "
                    "Python than it; install it where Ray runs."
                ) from error
            raise

    def bring(
        self, pieces: Sequence[Piece], go_on: Callable[[], None], told: Callable[[int, int], None]
    ) -> None:
        """Send what its machine has not been sent before; `told(bytes, of)` after each part."""
        import ray

        from engine.jobs.cluster.seat import CHUNK

        wanted = set(self.ask("lacking", [piece.sha256 for piece in pieces]))
        total = sum(piece.size for piece in pieces if piece.sha256 in wanted)
        done = 0
        for piece in pieces:
            if piece.sha256 not in wanted:
                continue
            with piece.path.open("rb") as file:
                for offset in range(0, max(1, piece.size), CHUNK):
                    go_on()
                    data = file.read(CHUNK)
                    self.ask("put", piece.sha256, offset, ray.put(data))
                    done += len(data)
                    told(done, total)
            self.ask("seal", piece.sha256)

    def ask(self, method: str, *arguments: Any) -> Any:
        """Call a method of the seat. Raises `TweenError` as it did, or for a defect there."""
        import ray
        from ray.exceptions import RayTaskError

        try:
            return ray.get(getattr(self.actor, method).remote(*arguments))
        except RayTaskError as error:
            cause = error.cause
            if isinstance(cause, TweenError):
                raise TweenError(str(cause)) from None
            raise TweenError(
                f"The machine {self.name} stopped on a defect: {cause}; draw the card again."
            ) from error

    def say(self, **command: Any) -> None:
        """`Seat.heed`, whose answer nobody waits for: where Ray is gone, nobody hears."""
        with contextlib.suppress(*gone()):
            self.actor.heed.remote(command)

    def end(self) -> None:
        """End its process; what it was given to draw with is Ray's again."""
        import ray

        if ray.is_initialized():
            ray.kill(self.actor)


def _start(machines: tuple[Machine, ...]) -> Any:
    """The seat's actor, on whichever machine has room for it: they are filled one beside the other."""
    import ray

    from engine.jobs.cluster.seat import Seat

    accelerated = machines[0].accelerator
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    options = {
        "num_gpus": 1 if accelerated else 0,
        "num_cpus": 0 if accelerated else 1,
        "max_concurrency": TOGETHER,
        "scheduling_strategy": "SPREAD",
    }
    return ray.remote(Seat).options(**options).remote(environment)


def gone() -> tuple[type[Exception], ...]:
    """What Ray raises at once where there is no connection to a cluster any more."""
    from ray.exceptions import RayError

    return (RayError, RuntimeError, ConnectionError)


def is_loss(error: Exception) -> bool:
    """Whether Ray says that a machine or its process is no more."""
    from ray.exceptions import RayError

    return isinstance(error, RayError)
