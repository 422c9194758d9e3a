"""The take library: what generations made, append-only, in `NAME.takes/` beside the film, outside undo.

    NAME.takes/
      3f1c0a9b5e7d2468/      a take, complete: its name comes by a rename, last
        frames.mkv           the frames, lossless
        latents.safetensors  what they were decoded from; may be missing
        take.json            the record: lineage, range, request, sizes
        again-12             empty: the same take was drawn again, as the 12th of the library
      .draft-4711-9c2e/      a take being written by process 4711
      .state-0f3b…           what a drawing that was cut off goes on from
      .queue                 what waits to be drawn (`engine.jobs.kept`)

Takes are ordered by a count that grows with each, not by the clock. Nothing here is ever overwritten, and
folders that cannot be read are reported and left alone.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from engine.document.model import Card
from engine.document.request import Request
from engine.document.take import Take
from engine.document.time import TakeRange
from engine.errors import TweenError
from engine.project.disk import sync

FRAMES = "frames.mkv"
LATENTS = "latents.safetensors"
RECORD = "take.json"
VERSION = 1
STALE_SECONDS = 24 * 3600
STATE_SECONDS = 30 * 24 * 3600
"""How long an unfinished drawing can be gone on with."""
_DRAFT = re.compile(r"\.draft-(\d+)-[0-9a-f]+")
_AGAIN = re.compile(r"again-(\d+)")


@dataclass(frozen=True, slots=True)
class _Found:
    """One folder as last read. `signature` tells whether it must be read again."""

    signature: tuple[int, ...]
    order: int
    take: Take | None
    problem: str


class TakeLibrary:
    """The takes of one film. `refresh` after another process may have added some; reading is lock-free."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self._found: dict[str, _Found] = {}
        self._takes: tuple[Take, ...] = ()
        self._by_lineage: dict[str, tuple[Take, ...]] = {}
        self.refresh()

    def refresh(self) -> bool:
        """Look at the folder again; True when something changed. Costs three `stat` a take."""
        found: dict[str, _Found] = {}
        try:
            entries = sorted(entry.name for entry in self.folder.iterdir())
        except FileNotFoundError:
            entries = []
        except OSError as error:
            raise TweenError(f"The takes in {self.folder} cannot be read: {error.strerror}.") from None
        for name in entries:
            if not name.startswith("."):
                found[name] = self._look(name)
        if found == self._found:
            return False
        kept = [each for each in found.values() if each.take is not None]
        takes = tuple(each.take for each in sorted(kept, key=_rank) if each.take is not None)
        by_lineage: dict[str, tuple[Take, ...]] = {}
        for take in takes:
            by_lineage[take.lineage] = (take, *by_lineage.get(take.lineage, ()))
        self._found, self._takes, self._by_lineage = found, takes, by_lineage
        return True

    def _look(self, name: str) -> _Found:
        folder = self.folder / name
        signature = _signature(folder)
        known = self._found.get(name)
        return known if known and known.signature == signature else _read(folder, signature)

    def takes(self) -> tuple[Take, ...]:
        """Every sound take, oldest first."""
        return self._takes

    def get(self, take_id: str) -> Take | None:
        found = self._found.get(take_id)
        return found.take if found else None

    def for_card(self, card: Card) -> tuple[Take, ...]:
        """Takes of the card's lineage that have some of its frames, newest first."""
        local = card.local(card.range)
        return tuple(take for take in self._by_lineage.get(card.lineage, ()) if take.range.overlaps(local))

    def shown(self, card: Card) -> Take | None:
        """The pinned take when it is there, else the newest of those that have most of the card's frames.

        Most before newest: after a boundary is rolled into a neighbour's range, its newer take has
        a few of this card's frames, and must not push aside the take that was drawn for it.
        """
        if card.lineage not in self._by_lineage:
            return None
        takes = self.for_card(card)
        pinned = next((take for take in takes if take.id == card.pinned), None) if card.pinned else None
        local = card.local(card.range)
        return pinned or max(takes, key=lambda take: len(take.range.intersect(local)), default=None)

    def problems(self) -> tuple[str, ...]:
        """A sentence for every folder that should be a take and cannot be used."""
        return tuple(each.problem for each in self._found.values() if each.problem)

    def begin(self, request: Request) -> Draft:
        """Room for a new take's files, invisible until `commit`."""
        folder = self.folder / f".draft-{os.getpid()}-{uuid4().hex[:8]}"
        with _translated(self.folder):
            folder.mkdir(parents=True)
        self._clean()
        return Draft(self, folder, request)

    def state_path(self, key: str) -> Path:
        """Where the state of a drawing that is not finished is kept (`engine.diffusion.resume`)."""
        return self.folder / f".state-{key}"

    def _clean(self) -> None:
        """Remove drafts that a process long dead left behind, when they hold only what a draft holds."""
        for draft in self.folder.glob(".draft-*"):
            made = _DRAFT.fullmatch(draft.name)
            if made and not _alive(int(made[1])):
                with contextlib.suppress(OSError):  # another process may be cleaning too
                    if time.time() - draft.stat().st_mtime > STALE_SECONDS:
                        _remove_draft(draft)
        for state in self.folder.glob(".state-*"):
            with contextlib.suppress(OSError):
                if time.time() - state.stat().st_mtime > STATE_SECONDS:
                    state.unlink()

    def count_again(self, take_id: str) -> None:
        """The take counts as the newest again. Raises OSError."""
        folder = self.folder / take_id
        (folder / f"again-{self.next_order()}").touch()
        sync(folder)

    def next_order(self) -> int:
        return max((each.order for each in self._found.values()), default=0) + 1


class Draft:
    """A take being made: write to `frames_path` and `latents_path`, then `commit` or `discard`."""

    def __init__(self, library: TakeLibrary, folder: Path, request: Request) -> None:
        self._library = library
        self._folder = folder
        self._request = request
        self.frames_path = folder / FRAMES
        self.latents_path = folder / LATENTS

    def write_latents(self, data: bytes) -> None:
        """Keep the latents, on disk before anything else is tried with them. Raises `TweenError`."""
        with _translated(self._library.folder):
            self.latents_path.write_bytes(data)
            sync(self.latents_path)

    def commit(
        self, *, width: int, height: int, stats: Mapping[str, float] | None = None, score: float | None = None
    ) -> Take:
        """Make the draft a take, on disk when this returns; `width` × `height` as the model drew.

        The same frames of the same request are the same take: the one that is there is kept, and counts as
        the newest again.
        """
        with _translated(self._library.folder):
            record = self._record(width, height, stats or {}, score)
            (self._folder / RECORD).write_text(json.dumps(record, indent=1))
            for path in (self.frames_path, self.latents_path, self._folder / RECORD, self._folder):
                if path.exists():
                    sync(path)
            take_id = self._rename(record)
            sync(self._library.folder)
        self._library.refresh()
        take = self._library.get(take_id)
        assert take is not None
        return take

    def _record(
        self, width: int, height: int, stats: Mapping[str, float], score: float | None
    ) -> dict[str, Any]:
        request = self._request
        local = request.local
        self._library.refresh()
        return {
            "version": VERSION,
            "order": self._library.next_order(),
            "lineage": request.lineage,
            "range": [local.start, local.stop],
            "digest": request.digest(),
            "width": width,
            "height": height,
            "created": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "score": score,
            "stats": dict(stats),
            "sha256": _sha256(self.frames_path),
            "frames_bytes": self.frames_path.stat().st_size,
            "request": request.to_json(),
        }

    def _rename(self, record: dict[str, Any]) -> str:
        # The lineage and range are part of the name: two cards with the same wish each need their take.
        parts = [record["sha256"], record["digest"], record["lineage"], *map(str, record["range"])]
        first = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
        for take_id in (first, *(f"{first}-{n}" for n in range(2, 100))):
            target = self._library.folder / take_id
            try:
                self._folder.rename(target)
            except OSError as error:
                if error.errno not in (errno.EEXIST, errno.ENOTEMPTY, errno.EACCES) or not target.exists():
                    raise
                self._library.refresh()
                if self._library.get(take_id) is None:
                    continue  # a damaged take of that name stays as it is
                self._library.count_again(take_id)
                self.discard()
            return take_id
        raise TweenError(f"There is no free name for a take in {self._library.folder}.")

    def discard(self) -> None:
        """Drop the draft and what was written to it."""
        _remove_draft(self._folder)


@contextlib.contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = "the disk is full" if error.errno == errno.ENOSPC else str(error.strerror)
        raise TweenError(f"A take could not be kept in {folder}: {why}; nothing was lost.") from None


def _rank(found: _Found) -> tuple[int, str, str]:
    assert found.take is not None
    return found.order, found.take.created, found.take.id


def _signature(folder: Path) -> tuple[int, ...]:
    """Changes when a file comes or goes, the frames have another size, or the record is written anew."""
    try:
        frames, record = (folder / FRAMES).stat(), (folder / RECORD).stat()
        return folder.stat().st_mtime_ns, frames.st_size, record.st_size, record.st_mtime_ns
    except OSError:
        return ()


def _read(folder: Path, signature: tuple[int, ...]) -> _Found:
    try:
        record = json.loads((folder / RECORD).read_text())
        take = _take(folder, record)
        if (folder / FRAMES).stat().st_size != record["frames_bytes"]:
            raise ValueError("frames are cut off")
        again = [_AGAIN.fullmatch(entry.name) for entry in folder.iterdir()]
        order = max([int(record["order"]), *(int(count[1]) for count in again if count)])
    except (OSError, ArithmeticError, KeyError, TypeError, ValueError, RecursionError):
        return _Found(signature, 0, None, f"The take in {folder} is damaged or incomplete and was left out.")
    return _Found(signature, order, take, "")


def _take(folder: Path, record: dict[str, Any]) -> Take:
    latents = folder / LATENTS
    return Take(
        id=folder.name,
        lineage=str(record["lineage"]),
        range=TakeRange(*map(int, record["range"])),
        request=Request.from_json(record["request"]),
        digest=str(record["digest"]),
        frames_path=str(folder / FRAMES),
        latents_path=str(latents) if latents.exists() else None,
        width=int(record["width"]),
        height=int(record["height"]),
        created=str(record["created"]),
        score=None if record["score"] is None else float(record["score"]),
        stats={str(name): float(value) for name, value in record["stats"].items()},
    )


def _remove_draft(folder: Path) -> None:
    """Only files that a draft writes; a folder with anything else in it stays."""
    for name in (FRAMES, LATENTS, RECORD):
        (folder / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
