"""One seat of the cluster as the queue sees it: commands go in, what it tells comes back on a thread."""

from __future__ import annotations

import hashlib
import os
import queue
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine import __version__
from engine.document.request import Request
from engine.errors import TweenError
from engine.jobs.cluster.homecoming import KeptSteps, bring_home
from engine.jobs.cluster.parcel import Packer, Piece
from engine.jobs.events import FINAL
from engine.jobs.seats import Ended, Told
from engine.project.takes import TakeLibrary
from engine.tools.checks import check_request

if TYPE_CHECKING:
    from engine.jobs.cluster.cluster import Cluster, Machine

PASSED_ON = (
    "OMP_NUM_THREADS",
    "TWEENBOARD_CFG_ZERO",
    "TWEENBOARD_LONG_AXIS",
    "TWEENBOARD_RESCALE",
    "TWEENBOARD_STATE_SECONDS",
)
"""What of this process's environment changes how things are drawn."""
TOGETHER = 4
"""Methods of a seat that can run side by side: one waits for news, others bring files and words."""
TRIES = 2
"""How often a job may be lost with its machine and not get further, before the job is to blame."""


class _Stopped(Exception):
    """The job was cancelled or paused before it began there; `args[0]` says which."""


class SeatDrawer:
    """Started by its construction; connecting, sending and listening have a thread of their own."""

    spare = TRIES
    pid = None

    def __init__(self, cluster: Cluster, previews: Path, told: Told, ended: Ended) -> None:
        self.job: str | None = None
        """The job that it draws."""
        self._cluster, self._previews = cluster, previews
        self._told, self._ended = told, ended
        self._packer = Packer(previews)
        self._orders: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._stops: dict[str, str] = {}
        """Jobs that are to stop: `cancel` or `pause`."""
        self._where = ""
        """What its machine is called, once it has one."""
        self._actor: Any = None
        """Ray's handle of the seat; None until there is one."""
        self._over = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def send(self, **command: Any) -> None:
        if command["do"] == "draw":
            self._stops.pop(command["job"], None)
            self._orders.put(command)
            return
        self._stops[command["job"]] = command["do"]
        actor = self._actor
        if actor is not None:
            actor.heed.remote(command)

    def end(self) -> None:
        self._over.set()
        self._orders.put(None)
        self._leave()

    # On its own thread.

    def _run(self) -> None:
        while (order := self._orders.get()) is not None and not self._over.is_set():
            try:
                self._draw(order)
            except _Stopped as stopped:
                kind = "cancelled" if stopped.args[0] == "cancel" else "paused"
                self._tell({"job": order["job"], "kind": kind})
            except TweenError as error:
                self._tell({"job": order["job"], "kind": "failed", "message": str(error)})
            except Exception as error:  # noqa: BLE001
                # The edge of the thread: a machine that is no more, or a defect of this program's.
                if _is_loss(error):
                    name = self._name
                    self._leave()
                    return self._ended(self, f"The machine {name} of the cluster was lost;")
                traceback.print_exc(file=sys.stderr)
                message = f"Drawing on the cluster stopped on a defect: {error}"
                self._tell({"job": order["job"], "kind": "failed", "message": message})
        self._leave()

    @property
    def _name(self) -> str:
        return self._where or self._cluster.address

    def _draw(self, order: dict[str, Any]) -> None:
        job, request = order["job"], Request.from_json(order["request"])
        takes = TakeLibrary(Path(order["takes"]))
        self._tell({"job": job, "kind": "started", "stage": "load"})
        check_request(request)
        if self._actor is None:
            self._sit(job)
        parcel = self._packer.pack(request, lambda: self._go_on(job))
        steps = KeptSteps(takes, request)
        pieces, kept = list(parcel.pieces), None
        if steps.path.is_file():
            data = steps.path.read_bytes()
            kept = hashlib.sha256(data).hexdigest()
            pieces.append(Piece(kept, steps.path, len(data)))
        self._bring(job, pieces)
        self._go_on(job)
        sentence = self._ask("draw", job, parcel.request, parcel.files, parcel.model, kept, self._name)
        if sentence:
            raise TweenError(sentence)
        if job in self._stops:  # said while it was being begun
            self.send(do=self._stops[job], job=job)
        self._listen(job, request, takes, steps)

    def _go_on(self, job: str) -> None:
        if self._over.is_set():
            raise _Stopped("cancel")
        if job in self._stops:
            raise _Stopped(self._stops[job])

    def _sit(self, job: str) -> None:
        """Start the seat's process where Ray finds room. Raises `TweenError`."""
        machines = self._cluster.look()
        self._told(self, {"kind": "ready", "job": ""})  # there may be more seats than were known
        self._actor = _start(machines)
        hello = self._hello(job)
        self._where = next((each.name for each in machines if each.node == hello["node"]), hello["host"])
        self._tell({"job": job, "kind": "progress", "stage": "load", "done": 0, "total": 1})
        if hello["version"] != __version__:
            name = self._where
            self._leave()
            raise TweenError(
                f"The machine {name} runs Tweenboard {hello['version']}, and this one {__version__}; "
                "install the same on both."
            )

    def _hello(self, job: str) -> dict[str, Any]:
        """Wait until it is there: a busy machine makes others wait. Raises `TweenError`, `_Stopped`."""
        import ray
        from ray.exceptions import RayError

        answer = self._actor.hello.remote()
        try:
            while not ray.wait([answer], timeout=1.0)[0]:
                self._go_on(job)
            return ray.get(answer)
        except _Stopped:
            self._leave()
            raise
        except RayError as error:
            said = str(error)
            if "No module named" in said or "cannot import name" in said or "failed to be imported" in said:
                self._leave()
                raise TweenError(
                    f"A machine of the cluster has no Tweenboard {__version__}, or Ray runs there in another "
                    "Python than it; install it where Ray runs."
                ) from error
            raise

    def _bring(self, job: str, pieces: list[Piece]) -> None:
        """Send what that machine has not been sent before."""
        import ray

        from engine.jobs.cluster.seat import CHUNK

        wanted = set(self._ask("lacking", [piece.sha256 for piece in pieces]))
        total = sum(piece.size for piece in pieces if piece.sha256 in wanted)
        done = 0
        for piece in pieces:
            if piece.sha256 not in wanted:
                continue
            with piece.path.open("rb") as file:
                for offset in range(0, max(1, piece.size), CHUNK):
                    self._go_on(job)
                    data = file.read(CHUNK)
                    self._ask("put", piece.sha256, offset, ray.put(data))
                    done += len(data)
                    self._tell(
                        {"job": job, "kind": "progress", "stage": "load", "done": done, "total": 2 * total}
                    )
            self._ask("seal", piece.sha256)

    def _listen(self, job: str, request: Request, takes: TakeLibrary, steps: KeptSteps) -> None:
        while True:
            for line in self._ask("told"):
                if line["job"] != job:
                    continue
                if "kept" in line:
                    steps.keep(line.pop("kept"))
                if line.get("preview"):
                    line["preview"] = str(self._show(job, line["preview"]))
                if line["kind"] == "done":
                    take = bring_home(takes, request, line.pop("take"), self._part)
                    line["take_id"] = take.id
                ended = line["kind"] in FINAL or line["kind"] == "paused"
                if ended:
                    self._actor.close_job.remote(job)
                    self._cluster.look()
                if line["kind"] != "started":
                    self._tell(line)
                if ended:
                    return

    def _part(self, name: str, offset: int) -> bytes:
        return self._ask("result", name, offset)

    def _show(self, job: str, png: bytes) -> Path:
        path = self._previews / f"{job}.png"
        draft = path.with_suffix(".part")
        draft.write_bytes(png)
        return draft.replace(path)

    def _ask(self, method: str, *arguments: Any) -> Any:
        """Call a method of the seat. Raises `TweenError` as it did, and what `_lost` names."""
        import ray
        from ray.exceptions import RayTaskError

        actor = self._actor
        if actor is None:  # ended meanwhile
            raise _Stopped("cancel")
        try:
            return ray.get(getattr(actor, method).remote(*arguments))
        except RayTaskError as error:
            cause = error.cause
            if isinstance(cause, TweenError):
                raise TweenError(str(cause)) from None
            raise TweenError(
                f"The machine {self._name} stopped on a defect: {cause}; draw the card again."
            ) from error

    def _leave(self) -> None:
        """End the seat's process; what it was given to draw with is Ray's again."""
        actor, self._actor = self._actor, None
        self._where = ""
        if actor is not None:
            import ray

            if ray.is_initialized():
                ray.kill(actor)

    def _tell(self, event: dict[str, Any]) -> None:
        self._told(self, event | {"where": self._where})


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


def _is_loss(error: Exception) -> bool:
    """Whether Ray says that a machine or its process is no more."""
    from ray.exceptions import RayError

    return isinstance(error, RayError)
