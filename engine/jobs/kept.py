"""The queue on the disk: `NAME.takes/.queue`, beside what unfinished drawings go on from.

It is written whole at every change and takes its name by a rename, so that a crash at any moment leaves the
queue before or after the change. It is no part of the film's history: undo brings no job back.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.document.request import Request
from engine.jobs.events import Job
from engine.project.disk import sync

NAME = ".queue"
VERSION = 1
STATES = ("waiting", "paused", "failed")


class QueueFile:
    """The queue of the film whose takes lie in `takes_folder`."""

    def __init__(self, takes_folder: Path) -> None:
        self.takes_folder = takes_folder
        self.path = takes_folder / NAME
        self._written: dict[str, tuple[Job, str]] = {}
        """Each job with its JSON as last written: of a long queue, one changes at a time."""

    def load(self) -> tuple[Job, ...]:
        """The jobs as they were left, in order; those that ran wait again, as begun. A file that cannot be
        read is as if it were not there, and stays as `.queue-damaged`."""
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
            if data["version"] != VERSION:
                raise ValueError("of another version")
            return tuple(self._job(entry) for entry in data["jobs"])
        except FileNotFoundError:
            return ()
        except (OSError, ArithmeticError, KeyError, TypeError, ValueError, RecursionError):
            if self.path.is_file():
                self.path.replace(self.path.with_name(f"{NAME}-damaged"))
            return ()

    def save(self, jobs: Sequence[Job]) -> None:
        """Bring the queue to the disk. Raises OSError, with the old one left there."""
        self._written = {job.id: self._written[job.id] for job in jobs if job.id in self._written}
        if not jobs:
            self.path.unlink(missing_ok=True)
            return
        self.takes_folder.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(f"{NAME}-{os.getpid()}")
        try:
            text = ", ".join(self._text(job) for job in jobs)
            draft.write_text(f'{{"version": {VERSION}, "jobs": [{text}]}}', encoding="utf-8")
            sync(draft)
            draft.replace(self.path)
        finally:
            draft.unlink(missing_ok=True)

    def _text(self, job: Job) -> str:
        known = self._written.get(job.id)
        if known is None or known[0] is not job:
            known = self._written[job.id] = (job, json.dumps(_entry(job)))
        return known[1]

    def _job(self, entry: dict[str, Any]) -> Job:
        ran = entry["state"] == "running"
        if not ran and entry["state"] not in STATES:
            raise ValueError(entry["state"])
        return Job(
            id=str(entry["id"]),
            takes_folder=self.takes_folder,
            request=Request.from_json(entry["request"]),
            state="waiting" if ran else entry["state"],
            begun=ran or bool(entry["begun"]),
            own_seed=bool(entry["own_seed"]),
            message=str(entry["message"]),
        )


def _entry(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "state": job.state,
        "begun": job.begun,
        "own_seed": job.own_seed,
        "message": job.message,
        "request": job.request.to_json(),
    }
