"""The process that generates: `python -m engine.jobs.worker PREVIEW_FOLDER`.

It reads one JSON object a line from standard input (`draw`, `cancel`, `pause`, `quit`) and writes one a
line to standard output. End of input means that the parent is gone, by whatever death: the process ends, so
that no generation outlives its window unseen, and what the job in hand goes on from stays on the disk.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import IO, Any, TypeVar

from engine.document.request import Request
from engine.errors import Cancelled, TweenError
from engine.interpreter import lacking

T = TypeVar("T")


class _ParentGone(Exception):
    """Nobody gave the job up, but nobody waits for it any more."""


class _Paused(Exception):
    """The job stops here and goes on later from its last kept step."""


class Worker:
    """Draws the jobs that it is told of, one after the other, on the thread that calls `work`."""

    def __init__(self, tell: Callable[[dict[str, Any]], None], preview_folder: Path, **more: Any) -> None:
        """`more`: what `engine.diffusion.generate.draw` is to be given besides."""
        self._hear = tell
        self._folder = preview_folder
        self._more = more
        self._pending: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._cancelled: set[str] = set()
        self._paused: set[str] = set()
        self._closing = threading.Event()

    def work(self) -> None:
        """Draw until `close`."""
        self._tell(kind="ready", job="")
        while (work := self._pending.get()) is not None:
            work()

    def heed(self, command: dict[str, Any]) -> None:
        """`draw`, `cancel` or `pause`; from any thread."""
        if command["do"] == "cancel":
            self._cancelled.add(command["job"])
        elif command["do"] == "pause":
            self._paused.add(command["job"])
        elif command["do"] == "draw":
            # A late word about an earlier run of the job says nothing about this one.
            self._cancelled.discard(command["job"])
            self._paused.discard(command["job"])
            self._pending.put(partial(self._draw, command))

    def between(self, work: Callable[[], T]) -> Future[T]:
        """Have `work` done on the drawing thread, after what it was given before."""
        future: Future[T] = Future()

        def run() -> None:
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001
                # Whoever waits for it decides.
                future.set_exception(error)

        self._pending.put(run)
        return future

    def close(self) -> None:
        """Nobody waits for anything more."""
        self._closing.set()
        self._pending.put(None)

    def _draw(self, command: dict[str, Any]) -> None:
        job = command["job"]
        try:
            self._tell(job=job, kind="started", stage="load")
            # Late, so that a worker that is only being cancelled never loads torch.
            from engine.diffusion.generate import draw
            from engine.project.takes import TakeLibrary

            take = draw(
                Request.from_json(command["request"]),
                TakeLibrary(Path(command["takes"])),
                report=lambda progress: self._progress(job, progress),
                cancelled=lambda: self._given_up(job),
                **self._more,
            )
            self._tell(job=job, kind="done", take_id=take.id)
        except (Cancelled, _ParentGone):
            self._tell(job=job, kind="cancelled")
        except _Paused:
            self._tell(job=job, kind="paused")
        except TweenError as error:
            self._tell(job=job, kind="failed", message=str(error))
        except MemoryError:
            self._tell(job=job, kind="failed", message="The machine ran out of memory; draw a shorter range.")
        except Exception as error:  # noqa: BLE001
            # The edge of the process: anything else is told, with its trace in the log.
            traceback.print_exc(file=sys.stderr)
            missing = lacking(error) if isinstance(error, ModuleNotFoundError) else ""
            self._tell(job=job, kind="failed", message=missing or f"The model stopped on a defect: {error}")

    def _given_up(self, job: str) -> bool:
        if self._closing.is_set():
            raise _ParentGone
        if job in self._paused:
            raise _Paused
        return job in self._cancelled

    def _progress(self, job: str, progress: Any) -> None:
        path = None
        if progress.preview is not None:
            path = self._save_preview(job, progress.preview)
        used, there = _device_memory()
        self._tell(
            job=job,
            kind="progress",
            stage=progress.stage,
            done=progress.done,
            total=progress.total,
            seconds_left=progress.seconds_left,
            preview=str(path) if path else None,
            message=progress.note,
            device_used=used,
            device_total=there,
        )

    def _save_preview(self, job: str, picture: Any) -> Path:
        from PIL import Image

        path = self._folder / f"{job}.png"
        draft = path.with_suffix(".part")
        Image.fromarray(picture).save(draft, format="PNG", compress_level=1)
        draft.replace(path)
        return path

    def _tell(self, **event: Any) -> None:
        self._hear(event)


def _device_memory() -> tuple[int, int]:
    """Bytes of the accelerator that are taken, and that there are; zeros where it draws on none."""
    torch = sys.modules.get("torch")
    if torch is None or not torch.cuda.is_initialized():
        return 0, 0
    free, total = torch.cuda.mem_get_info()
    return total - free, total


def _listen(worker: Worker, commands: IO[str]) -> None:
    for line in commands:
        command = json.loads(line)
        if command["do"] == "quit":
            break
        worker.heed(command)
    worker.close()


def _write(out: IO[str], event: dict[str, Any]) -> None:
    # A closed pipe means that the parent is gone; `_listen` ends the work.
    with contextlib.suppress(BrokenPipeError):
        out.write(json.dumps(event) + "\n")
        out.flush()


def main() -> None:
    # Libraries print to standard output; the protocol keeps the real one for itself.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    worker = Worker(partial(_write, out), Path(sys.argv[1]))
    threading.Thread(target=_listen, args=(worker, sys.stdin), daemon=True).start()
    worker.work()
    with contextlib.suppress(BrokenPipeError):
        out.flush()
    # Not sys.exit: a driver's own threads must not keep a finished worker alive.
    os._exit(0)


if __name__ == "__main__":
    main()
