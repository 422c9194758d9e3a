"""What a job tells: plain values that cross from the worker process to whoever listens."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from engine.document.request import Request

JobKind = Literal["queued", "started", "progress", "done", "failed", "cancelled"]
FINAL: frozenset[str] = frozenset({"done", "failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class JobEvent:
    """One thing that happened to a job. `preview` is a small PNG that stays until the job ends."""

    job_id: str
    card: str
    kind: JobKind
    stage: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    preview: Path | None = None
    take_id: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One Request in the queue, with the last thing it told."""

    id: str
    takes_folder: Path
    request: Request
    last: JobEvent = field(compare=False)

    def told(self, event: JobEvent) -> Job:
        return replace(self, last=event)


def event_from_line(data: dict[str, Any], card: str) -> JobEvent:
    """An event as the worker wrote it (`JobEvent`'s fields, `preview` as text)."""
    preview = data.get("preview")
    return JobEvent(
        job_id=data["job"],
        card=card,
        kind=data["kind"],
        stage=data.get("stage", ""),
        done=data.get("done", 0),
        total=data.get("total", 0),
        seconds_left=data.get("seconds_left"),
        preview=Path(preview) if preview else None,
        take_id=data.get("take_id"),
        message=data.get("message", ""),
    )
