"""What a job is and what it tells: plain values that cross from the worker process to whoever listens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from engine.document.request import Request

JobKind = Literal["queued", "started", "progress", "paused", "done", "failed", "cancelled", "note"]
FINAL: frozenset[str] = frozenset({"done", "failed", "cancelled"})
JobState = Literal["waiting", "running", "paused", "failed"]


@dataclass(frozen=True, slots=True)
class JobEvent:
    """One thing that happened to a job. `preview` is a small PNG that stays until the job ends.

    `speed`: units of the stage (steps, decoded frames) a second, once it can be known. `device_used` of
    `device_total`: bytes of the accelerator that draws, by whomever; both 0 where the processor does.
    `where`: the machine of a cluster that draws it, "" for this one. A `note` is a sentence about the queue
    itself.
    """

    job_id: str
    card: str
    kind: JobKind
    stage: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    speed: float | None = None
    preview: Path | None = None
    take_id: str | None = None
    message: str = ""
    device_used: int = 0
    device_total: int = 0
    where: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One Request in the queue. `begun`: steps of it may be kept, for this very request. `own_seed`: a
    variation, whose seed is not its card's. `message`: why it failed."""

    id: str
    takes_folder: Path
    request: Request
    state: JobState = "waiting"
    begun: bool = False
    own_seed: bool = False
    message: str = ""


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
        device_used=data.get("device_used", 0),
        device_total=data.get("device_total", 0),
        where=data.get("where", ""),
    )
