"""One seat of the cluster as the queue sees it: commands go in, what it tells comes back on a thread."""

from __future__ import annotations

import hashlib
import queue
import sys
import threading
import traceback
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.document.request import Request
from engine.errors import TweenError
from engine.jobs.cluster.homecoming import KeptSteps, bring_home
from engine.jobs.cluster.parcel import Packer, Parcel, Piece
from engine.jobs.cluster.place import Place, is_loss
from engine.jobs.cluster.seating import Shared
from engine.jobs.events import FINAL
from engine.jobs.seats import Ended, Told
from engine.project.takes import TakeLibrary
from engine.tools.checks import check_request

if TYPE_CHECKING:
    from engine.jobs.cluster.cluster import Cluster

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
        self._place: Place | None = None
        """The seat that it sits at, while it has a card to draw."""
        self._shared: Shared | None = None
        """The card, where others help to draw it."""
        self._over = threading.Event()
        cluster.seating.enter()
        threading.Thread(target=self._run, daemon=True).start()

    def send(self, **command: Any) -> None:
        if command["do"] == "draw":
            self._stops.pop(command["job"], None)
            self._orders.put(command)
            return
        self._stops[command["job"]] = command["do"]
        place = self._place
        if place is not None:
            place.say(**command)

    def end(self) -> None:
        self._over.set()
        self._orders.put(None)
        self._leave()

    # On its own thread.

    def _run(self) -> None:
        try:
            while (order := self._orders.get()) is not None and not self._over.is_set():
                lost = self._obey(order)
                self._cluster.seating.over(order["job"])
                self._shared = None
                if lost:
                    return self._ended(self, lost)
                if self._place is not None and self._orders.empty():
                    place, self._place = self._place, None
                    self._cluster.seating.give(place)
            self._leave()
        finally:
            self._cluster.seating.leave()

    def _obey(self, order: dict[str, Any]) -> str:
        """Draw a card and tell how it went; the reason where the seat is no more."""
        try:
            self._draw(order)
        except _Stopped as stopped:
            kind = "cancelled" if stopped.args[0] == "cancel" else "paused"
            self._tell({"job": order["job"], "kind": kind})
        except TweenError as error:
            self._tell({"job": order["job"], "kind": "failed", "message": str(error)})
        except Exception as error:  # noqa: BLE001
            # The edge of the thread: a machine that is no more, or a defect of this program's.
            if is_loss(error):
                name = self._name
                self._leave()
                return f"The machine {name} of the cluster was lost;"
            traceback.print_exc(file=sys.stderr)
            message = f"Drawing on the cluster stopped on a defect: {error}"
            self._tell({"job": order["job"], "kind": "failed", "message": message})
        return ""

    @property
    def _where(self) -> str:
        """What its machine is called, once it has one, and those that help it."""
        place, shared = self._place, self._shared
        helpers = () if shared is None else tuple(shared.joined)
        return "" if place is None else " + ".join(each.name for each in (place, *helpers))

    @property
    def _name(self) -> str:
        place = self._place
        return self._cluster.address if place is None or not place.name else place.name

    def _draw(self, order: dict[str, Any]) -> None:
        job, request = order["job"], Request.from_json(order["request"])
        takes = TakeLibrary(Path(order["takes"]))
        self._tell({"job": job, "kind": "started", "stage": "load"})
        check_request(request)
        place, go_on = self._sit(job), partial(self._go_on, job)
        parcel = self._packer.pack(request, go_on)
        steps = KeptSteps(takes, request)
        pieces, kept = list(parcel.pieces), None
        if steps.path.is_file():
            data = steps.path.read_bytes()
            kept = hashlib.sha256(data).hexdigest()
            pieces.append(Piece(kept, steps.path, len(data)))
        place.bring(pieces, go_on, partial(self._brought, job))
        go_on()
        sentence = place.ask("draw", job, parcel.request, parcel.files, parcel.model, kept, place.name)
        if sentence:
            raise TweenError(sentence)
        if job in self._stops:  # said while it was being begun
            self.send(do=self._stops[job], job=job)
        self._listen(place, job, request, parcel, takes, steps)

    def _brought(self, job: str, done: int, total: int) -> None:
        self._tell({"job": job, "kind": "progress", "stage": "load", "done": done, "total": 2 * total})

    def _go_on(self, job: str) -> None:
        if self._over.is_set():
            raise _Stopped("cancel")
        if job in self._stops:
            raise _Stopped(self._stops[job])

    def _sit(self, job: str) -> Place:
        """The seat for this card, greeted. Raises `TweenError`, `_Stopped`."""
        machines = self._cluster.look()
        self._told(self, {"kind": "ready", "job": ""})  # there may be more seats than were known
        place = self._place
        if place is None:
            place = self._cluster.seating.take(machines, partial(self._go_on, job))
            self._place = place
        self._tell({"job": job, "kind": "progress", "stage": "load", "done": 0, "total": 1})
        return place

    def _listen(
        self,
        place: Place,
        job: str,
        request: Request,
        parcel: Parcel,
        takes: TakeLibrary,
        steps: KeptSteps,
    ) -> None:
        while True:
            for line in place.ask("told"):
                if line["job"] != job:
                    continue
                if line["kind"] == "shared":
                    self._shared = Shared(place, job, parcel, line["with"], line["windows"] - 1)
                    self._cluster.seating.share(self._shared)
                    continue
                if "kept" in line:
                    steps.keep(line.pop("kept"))
                if line.get("preview"):
                    line["preview"] = str(self._show(job, line["preview"]))
                if line["kind"] == "done":
                    take = bring_home(takes, request, line.pop("take"), partial(place.ask, "result"))
                    line["take_id"] = take.id
                ended = line["kind"] in FINAL or line["kind"] == "paused"
                if ended:
                    place.actor.close_job.remote(job)
                    self._cluster.look()
                if line["kind"] != "started":
                    self._tell(line)
                if ended:
                    return

    def _show(self, job: str, png: bytes) -> Path:
        path = self._previews / f"{job}.png"
        draft = path.with_suffix(".part")
        draft.write_bytes(png)
        return draft.replace(path)

    def _leave(self) -> None:
        """End the seat that it sits at."""
        place, self._place = self._place, None
        if place is not None:
            self._cluster.seating.drop(place)

    def _tell(self, event: dict[str, Any]) -> None:
        self._told(self, event | {"where": self._where})
