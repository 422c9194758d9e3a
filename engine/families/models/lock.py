"""What was put on the disk as one model: where it came from, its revision, size and SHA-256 of every file.

Written when a model is got or added (`tweenboard.lock.json` in its folder, `NAME.safetensors.lock.json`
beside a LoRA), and what it is checked by ever after. The list that ships pins no revision: the first
download does.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from engine.errors import Cancelled, TweenError
from engine.families.models.allowed import ENDINGS, safe
from engine.families.models.places import LINKED, own_folder, write_json

LOCK = "tweenboard.lock.json"
VERSION = 1
BLOCK = 1 << 22

Report = Callable[[int, int], None]
"""(bytes done, bytes in all)."""


def quiet(done: int, total: int) -> None:
    """For those who do not ask how far it is."""


def never() -> bool:
    """For those who do not stop it."""
    return False


@dataclass(frozen=True, slots=True)
class Entry:
    """`path` is relative to the model's folder, with forward slashes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Lock:
    """`source` says in words where it came from; `repository` and `revision` are empty for what was added.
    `linked`: the folder that is used where it is, which the program did not put there."""

    name: str
    source: str
    files: tuple[Entry, ...]
    repository: str = ""
    revision: str = ""
    licence: str = ""
    licence_page: str = ""
    linked: str = ""

    @property
    def size(self) -> int:
        return sum(entry.size for entry in self.files)


@dataclass(frozen=True, slots=True)
class Checked:
    """`problems` are sentences, none where all is as it was; `damaged` the paths to get again."""

    problems: tuple[str, ...] = ()
    damaged: tuple[str, ...] = field(default=())


def lock_file(place: Path) -> Path:
    """Where the lock of a model's folder, or of a LoRA, lies."""
    return place.with_name(f"{place.name}.lock.json") if place.suffix == ".safetensors" else place / LOCK


def link_file(place: Path) -> Path:
    """The record of a folder that is used where it is."""
    digest = hashlib.sha256(os.fsencode(place)).hexdigest()[:16]
    return own_folder() / LINKED / f"{digest}.json"


def write_lock(path: Path, lock: Lock) -> None:
    data = asdict(lock)
    data["files"] = {entry.path: {"size": entry.size, "sha256": entry.sha256} for entry in lock.files}
    write_json(path, {"version": VERSION, **data, **({"path": lock.linked} if lock.linked else {})})


def read_lock(place: Path) -> Lock | None:
    """Of a model's folder or a LoRA; None where the program did not put it there.

    Raises `TweenError` for a lock that cannot be understood.
    """
    for file in (lock_file(place), link_file(place)):
        if file.is_file():
            return _parse(file)
    return None


def _parse(file: Path) -> Lock:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        texts = ("name", "source", "repository", "revision", "licence", "licence_page", "linked")
        files = tuple(Entry(str(p), int(e["size"]), str(e["sha256"])) for p, e in data["files"].items())
        if data["version"] > VERSION or not all(safe(entry.path) for entry in files):
            raise ValueError
        return Lock(files=files, **{key: str(data.get(key, "")) for key in texts})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TweenError(f"{file} cannot be understood; get or add the model again.") from error


def sizes_match(place: Path) -> None:
    """The quick look before a model is loaded. Raises `TweenError` for a file that is missing or has another
    size than when it was put there; a model that the program did not put there has nothing to compare."""
    lock = read_lock(place)
    for entry in lock.files if lock is not None else ():
        file = place / entry.path
        found = -1
        with contextlib.suppress(OSError):
            found = file.stat().st_size
        if found != entry.size:
            wrong = "is missing" if found < 0 else "has changed its size"
            got = lock is not None and lock.repository
            way = f"repair it with: tween models get {place.name}" if got else "add the model again"
            raise TweenError(f"{entry.path} of the model {place.name} {wrong}; {way}.")


def check(place: Path, lock: Lock, report: Report = quiet, cancelled: Callable[[], bool] = never) -> Checked:
    """Read every file of a model and compare it. Weights that came since are named as well."""
    base = place.parent if place.suffix == ".safetensors" else place
    problems, damaged, done = [], [], 0
    for entry in lock.files:
        file = base / entry.path
        try:
            size = file.stat().st_size
            same = size == entry.size and sha256(file, report, cancelled, done, lock.size) == entry.sha256
            wrong = "" if same else "is not what it was"
        except FileNotFoundError:
            wrong = "is missing"
        except OSError as error:
            wrong = f"cannot be read ({(error.strerror or str(error)).lower()})"
        if wrong:
            problems.append(f"{entry.path} {wrong}.")
            damaged.append(entry.path)
        done += entry.size
    if base == place:
        known = {entry.path for entry in lock.files}
        weights = (path for ending in ENDINGS for path in place.rglob(f"*{ending}"))
        there = {path.relative_to(place).as_posix() for path in weights}
        problems += [f"{path} was not there before." for path in sorted(there - known)]
    return Checked(tuple(problems), tuple(damaged))


def sha256(
    file: Path,
    report: Report = quiet,
    cancelled: Callable[[], bool] = never,
    before: int = 0,
    total: int = 0,
) -> str:
    """Of the whole file; `before` and `total` are what `report` counts from and to. Raises `OSError`."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(BLOCK):
            if cancelled():
                raise Cancelled("Stopped.")
            digest.update(block)
            before += len(block)
            report(before, total)
    return digest.hexdigest()
