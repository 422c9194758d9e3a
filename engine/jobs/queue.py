"""The queue of generations: one worker process, one job at a time, in order. No Qt, no torch.

The worker is started with the first job and kept, so that the model stays loaded. Cancel is asked for
politely and, when the worker does not answer in time, done by ending the process: either way the job is
over within `patience` seconds.

When the worker dies (a driver, the system short of memory), another one goes on with the job from its last
kept step, as long as each got further than the one before.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.document.request import Request
from engine.errors import TweenError
from engine.jobs.events import FINAL, Job, JobEvent, event_from_line

STAGES = ("sample", "decode", "write")
"""Stages that a job does not come back to."""


class JobQueue:
    """`notify` is called from a reader thread (and from the caller's own on submit and cancel)."""

    def __init__(self, notify: Callable[[JobEvent], None], patience: float = 1.2) -> None:
        self._notify = notify
        self._patience = patience
        self._lock = threading.RLock()
        self._jobs: dict[str, Job] = {}
        self._running: str | None = None
        self._reached: dict[str, tuple[int, int]] = {}
        self._worker: subprocess.Popen[str] | None = None
        self._closed = False
        self._folder = Path(tempfile.mkdtemp(prefix="tweenboard-"))

    def submit(self, takes_folder: Path, request: Request) -> str:
        """Queue a Request; its take will be added to the library in `takes_folder`."""
        job_id = uuid.uuid4().hex[:12]
        queued = JobEvent(job_id, request.card, "queued")
        with self._lock:
            if self._closed:
                raise TweenError("The queue is closed; open the film again to generate.")
            self._jobs[job_id] = Job(job_id, takes_folder, request, queued)
        self._notify(queued)
        self._next()
        return job_id

    def jobs(self) -> tuple[Job, ...]:
        """Running and waiting jobs, in order."""
        with self._lock:
            return tuple(self._jobs.values())

    @property
    def running(self) -> str | None:
        return self._running

    @property
    def worker_pid(self) -> int | None:
        """Process id of the worker, None while there is none."""
        worker = self._worker
        return worker.pid if worker is not None else None

    def cancel(self, job_id: str) -> None:
        """Take a job out of the queue, or stop it. Unknown and finished jobs are left alone."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None:
                return
            if job_id == self._running:
                self._send({"do": "cancel", "job": job_id})
                timer = threading.Timer(self._patience, self._end_if_still, (job_id,))
                timer.daemon = True
                timer.start()
                return
        self._finish(JobEvent(job_id, job.request.card, "cancelled"))

    def close(self) -> None:
        """Drop everything and end the worker. Takes that are complete stay; nothing else is left behind."""
        with self._lock:
            self._closed = True
            self._jobs.clear()
            worker, self._worker, self._running = self._worker, None, None
        if worker is not None:
            worker.kill()
            worker.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _next(self) -> None:
        with self._lock:
            if self._running is not None or not self._jobs or self._closed:
                return
            job = next(iter(self._jobs.values()))
            self._running = job.id
            if self._worker is None:
                self._worker = self._start()
            self._send(
                {
                    "do": "draw",
                    "job": job.id,
                    "takes": str(job.takes_folder),
                    "request": job.request.to_json(),
                }
            )

    def _start(self) -> subprocess.Popen[str]:
        # Passive: torch's threads sleep while they wait for each other. Spinning, they take the cores from
        # the window, and from themselves as soon as anything else runs (5 to 10 times slower on two cores).
        worker = subprocess.Popen(
            [sys.executable, "-m", "engine.jobs.worker", str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=Path(__file__).parents[2],
            env={"OMP_WAIT_POLICY": "PASSIVE", **os.environ},
        )
        threading.Thread(target=self._read, args=(worker,), daemon=True).start()
        return worker

    def _send(self, command: dict[str, Any]) -> None:
        worker = self._worker
        if worker is None or worker.stdin is None:
            return
        try:
            worker.stdin.write(json.dumps(command) + "\n")
            worker.stdin.flush()
        except (BrokenPipeError, ValueError):
            # The worker has died; its reader thread tells so and starts another for the next job.
            return

    def _read(self, worker: subprocess.Popen[str]) -> None:
        assert worker.stdout is not None
        for line in worker.stdout:
            data = json.loads(line)
            with self._lock:
                job = self._jobs.get(data["job"])
                current = worker is self._worker
            if job is None or not current:
                continue
            event = event_from_line(data, job.request.card)
            if event.kind in FINAL:
                self._finish(event)
            else:
                with self._lock:
                    self._jobs[job.id] = job.told(event)
                self._notify(event)
        self._died(worker)

    def _died(self, worker: subprocess.Popen[str]) -> None:
        code = worker.wait()
        with self._lock:
            if worker is not self._worker:
                return
            self._worker = None
            job = self._jobs.get(self._running or "")
        if job is None:
            return
        what = f"The model's process ended unexpectedly (code {code});"
        if self._went_on(job):
            message = f"{what} the card goes on by itself."
            self._notify(replace(job.last, kind="progress", preview=None, message=message))
            with self._lock:
                self._running = None
            self._next()
        else:
            message = f"{what} press Generate to try again."
            self._finish(JobEvent(job.id, job.request.card, "failed", message=message))

    def _went_on(self, job: Job) -> bool:
        """Whether the job did a step, and more of them than before an earlier death."""
        last = job.last
        reached = (STAGES.index(last.stage), last.done) if last.stage in STAGES else (-1, 0)
        before = self._reached.get(job.id, (0, 0))
        self._reached[job.id] = reached
        return reached > before

    def _end_if_still(self, job_id: str) -> None:
        with self._lock:
            job = self._jobs.get(job_id)
            worker = self._worker
            if job is None or self._running != job_id or worker is None:
                return
            self._worker = None
        worker.kill()
        worker.wait()
        self._finish(JobEvent(job_id, job.request.card, "cancelled"))

    def _finish(self, event: JobEvent) -> None:
        with self._lock:
            self._jobs.pop(event.job_id, None)
            self._reached.pop(event.job_id, None)
            if self._running == event.job_id:
                self._running = None
            closed = self._closed
        if closed:
            return
        self._notify(event)
        self._next()
