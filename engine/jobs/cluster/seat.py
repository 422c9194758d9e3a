"""The actor that draws on a machine of the cluster: the worker of `engine.jobs.worker`, told and asked
through Ray. Its code is the machine's own; whether it is the same is the first thing that is asked.
"""

from __future__ import annotations

import importlib
import json
import os
import queue
import socket
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine import __version__
from engine.document.request import Request
from engine.errors import TweenError
from engine.families.catalog import known, resolve
from engine.families.identity import folder_fingerprint
from engine.jobs.cluster.helper import HelpingHand, ask_seat
from engine.jobs.cluster.sharing import Sharing
from engine.jobs.cluster.store import Store
from engine.jobs.events import FINAL
from engine.project.takes import FRAMES, LATENTS, TakeLibrary

if TYPE_CHECKING:
    from torch import Tensor

    from engine.diffusion.sharing import Ask

CHUNK = 32 << 20
"""Bytes that travel at a time."""
TAKES = "drawn.takes"
HELPED = "2"
"""The folder of a job that is helped with; 0 is for pictures on their way, 1 for kept steps."""
RESULTS = (FRAMES, LATENTS)
PATHS = (
    ("known", "path"), ("colours", "path"), ("references", "path"), ("blends", "path"), ("loras", "name"),
)  # fmt: skip
"""Parts of a request that name files, and how."""


class Seat:
    """Methods may be called side by side: the drawing has a thread of its own.

    `environment`: what of the caller's changes how things are drawn.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        # Ray says 1 thread, whatever the machine has.
        os.environ["OMP_NUM_THREADS"] = str(os.cpu_count() or 1)
        os.environ.update(environment)
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        os.environ.setdefault("TQDM_DISABLE", "1")
        os.environ["HF_HUB_OFFLINE"] = "1"
        self._store = Store()
        self._told: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._folder = Path()
        self._job = ""
        """The last that it was given to draw."""
        self._state: tuple[str, int] | None = None
        """Name and time of the kept steps that were sent last."""
        # By its name, as a process of this machine is started: the window, which knows this class, loads no
        # models.
        worker = importlib.import_module("engine.jobs.worker")
        self._sharing = Sharing(self._many)
        self._worker = worker.Worker(self._tell, self._store.open_job("0", {}), share=self._sharing)
        self._helper = HelpingHand(self._worker)
        threading.Thread(target=self._worker.work, daemon=True).start()

    def hello(self) -> dict[str, Any]:
        import ray

        node = ray.get_runtime_context().get_node_id()
        return {"version": __version__, "host": socket.gethostname(), "node": node}

    # Files.

    def lacking(self, hashes: list[str]) -> list[str]:
        return self._store.lacking(hashes)

    def put(self, sha256: str, offset: int, data: bytes) -> None:
        self._store.put(sha256, offset, data)

    def seal(self, sha256: str) -> None:
        self._store.seal(sha256)

    def result(self, name: str, offset: int) -> bytes:
        """A part of what was drawn; empty at its end."""
        if name not in RESULTS:
            raise TweenError(f"“{name}” is no part of a take.")
        (take,) = TakeLibrary(self._folder / TAKES).takes()
        with (Path(take.frames_path).parent / name).open("rb") as file:
            file.seek(offset)
            return file.read(CHUNK)

    # Drawing.

    def draw(
        self,
        job: str,
        request: dict[str, Any],
        files: dict[str, str],
        model: str,
        kept: str | None,
        machine: str,
    ) -> str:
        """Begin; "" or the sentence why not. `model`: the fingerprint of the one that is wanted; `kept`: the
        hash of the steps to go on from; `machine`: what this one is called."""

        def begin(folder: Path, whole: dict[str, Any]) -> str:
            self._job, self._folder = job, folder
            self._helper.end()
            self._sharing.begin()
            self._lay_kept(kept)
            self._worker.heed({"do": "draw", "job": job, "request": whole, "takes": str(folder / TAKES)})
            return ""

        return self._received(job, request, files, model, machine, begin)

    def heed(self, command: dict[str, Any]) -> None:
        """What the worker does; `helper`: another seat answers for windows of a job that is drawn here;
        `rest`: this one does so no longer."""
        if command["do"] == "rest":
            self._helper.end(command["job"])
        elif command["do"] != "helper":
            self._worker.heed(command)
        elif command["job"] == self._job:
            self._sharing.add(partial(ask_seat, command["seat"], command["job"]))

    def told(self) -> list[dict[str, Any]]:
        """What has been told since the last time; waits for something."""
        lines = [self._told.get()]
        while not self._told.empty():
            lines.append(self._told.get())
        return lines

    def close_job(self, job: str) -> None:
        self._store.close_job(job)

    # Helping another seat.

    def help(
        self, job: str, request: dict[str, Any], files: dict[str, str], model: str, machine: str, kind: str
    ) -> str:
        """Load what another seat's job needs; "" when it can be asked, or the sentence why not."""

        def begin(folder: Path, whole: dict[str, Any]) -> str:
            return self._helper.begin(job, whole, kind)

        return self._received(HELPED, request, files, model, machine, begin)

    def helped(self, job: str) -> None:
        """Waits until it helps with the job no longer."""
        self._helper.wait(job)

    def answer(self, job: str, ask: Ask) -> Tensor | None:
        return self._helper.answer(job, ask)

    # Within.

    def _received(
        self,
        name: str,
        request: dict[str, Any],
        files: dict[str, str],
        model: str,
        machine: str,
        begin: Callable[[Path, dict[str, Any]], str],
    ) -> str:
        """`begin` with the job's folder and the request as it is here, or the sentence why not."""
        try:
            folder = self._store.open_job(name, files)
            whole = _with_paths(request, folder, set(files))
            whole["model"] = str(_model(request["model"], model, machine))
            Request.from_json(whole)
            return begin(folder, whole)
        except TweenError as error:
            return str(error)
        except (OSError, KeyError, TypeError, ValueError) as error:
            return f"The machine {machine} cannot take the job ({error})."

    def _many(self, windows: int) -> None:
        """On the drawing thread: others could help."""
        kind = importlib.import_module("engine.diffusion.helping").kind()
        self._told.put({"job": self._job, "kind": "shared", "windows": windows, "with": kind})

    def _tell(self, event: dict[str, Any]) -> None:
        """On the drawing thread: with what the other machine cannot read from this one's disk."""
        if not event["job"]:
            return
        if event.get("preview"):
            event["preview"] = Path(event["preview"]).read_bytes()
        if event["kind"] in FINAL or event["kind"] in ("progress", "paused"):
            event |= self._kept_steps(always=event["kind"] != "progress")
        if event["kind"] == "done":
            (take,) = TakeLibrary(self._folder / TAKES).takes()
            event["take"] = {
                "width": take.width,
                "height": take.height,
                "score": take.score,
                "stats": dict(take.stats) | self._sharing.stats(),
                "latents": take.latents_path is not None,
            }
        self._told.put(event)

    def _kept_steps(self, always: bool) -> dict[str, Any]:
        """`kept`: bytes of steps that are new on the disk; b"" where there are none any more."""
        found = list((self._folder / TAKES).glob(".state-????????????????????????????????"))
        if not found:
            self._state = None
            return {"kept": b""} if always else {}
        now = (found[0].name, found[0].stat().st_mtime_ns)
        if now == self._state:
            return {}
        self._state = now
        return {"kept": found[0].read_bytes()}

    def _lay_kept(self, kept: str | None) -> None:
        """Put steps that another machine has done where this one looks for them: a file is named after its
        key, which is written inside."""
        from safetensors import SafetensorError, safe_open

        self._state = None
        if kept is None:
            return
        folder = self._store.open_job("1", {"kept": kept})
        try:
            with safe_open(folder / "kept", framework="np") as file:
                key = json.loads((file.metadata() or {})["tweenboard"])["key"]
        except (OSError, SafetensorError, ValueError, KeyError):
            return  # damaged: drawn from the beginning
        if isinstance(key, str) and key.isalnum():
            takes = self._folder / TAKES
            takes.mkdir()
            (folder / "kept").rename(takes / f".state-{key}")


def _with_paths(request: dict[str, Any], folder: Path, names: set[str]) -> dict[str, Any]:
    """`request` with the files that were sent; it can name no others."""
    whole = dict(request)
    for part, field in PATHS:
        if part in whole:
            whole[part] = [_placed(entry, field, folder, names) for entry in whole[part]]
    return whole


def _placed(entry: dict[str, Any], field: str, folder: Path, names: set[str]) -> dict[str, Any]:
    if entry[field] not in names:
        raise ValueError(f"{entry[field]} was not sent")
    placed = entry | {field: str(folder / entry[field])}
    if "parts" in entry:
        placed["parts"] = [_placed(part, field, folder, names) for part in entry["parts"]]
    if (grade := entry.get("grade")) and grade.get("lut"):
        placed["grade"] = grade | {"lut": _placed(grade["lut"], field, folder, names)}
    return placed


def _model(name: str, fingerprint: str, machine: str) -> Path:
    """The folder of the model here. Raises `TweenError` when there is none that is the same."""
    shown, other = Path(name).name, False
    try:
        folder = resolve(name)
        if folder_fingerprint(folder) == fingerprint:
            return folder
        other = True
    except TweenError:
        pass
    for model in known():
        if folder_fingerprint(model.path) == fingerprint:
            return model.path
        other = other or model.name == shown
    if other:
        raise TweenError(
            f"The machine {machine} has another edition of the model “{shown}” than this one; get the same "
            "on both."
        )
    raise TweenError(
        f"The machine {machine} of the cluster has no model “{shown}”; put it into its models folder (tween "
        "models)."
    )
