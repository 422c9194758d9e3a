"""Setting up, looking, repairing and removing: what is done to the folder that drawing's packages lie in."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import TweenError
from engine.families.models.places import write_json
from engine.interpreter import PLACE, drawing_folder, packages, see_packages
from engine.jobs.setup.builds import PART_ROOM, ROOM, TITLES, builds
from engine.jobs.setup.fetch import fetch, size
from engine.jobs.setup.graphics import Graphics, Kind, graphics
from engine.jobs.setup.place import NEW, OLD, SCRATCH, mend, place
from engine.jobs.setup.wanted import Lists, Wanted, Wheel, ask
from engine.jobs.setup.whole import damaged
from engine.media.safe_file import write_error
from engine.paths import user_folder
from engine.project.lock import FilmHeld, WriterLock

WANTED, DONE, WHEELS, COMPILED = "wanted.json", "set-up.json", "wheels", "compiled"
"""In the folder: what is being set up, what was, the files that were fetched so far, and what Python keeps of
the packages (packaging/bundle/start.py)."""

Report = Callable[[str, int, int], None]
"""(what is done now, steps done, steps in all); bytes while it fetches."""


@dataclass(frozen=True, slots=True)
class State:
    """`kind`: what was set up, "" where nothing was. `current`: whether it is what this program asks for.
    `parts`: what was set up besides."""

    folder: Path
    kind: Kind | str = ""
    torch: str = ""
    current: bool = False
    parts: tuple[str, ...] = ()


def state(lists: Lists | None = None) -> State:
    """What is there, told without looking at every file."""
    folder = drawing_folder()
    done = _read(folder / DONE)
    if done is None or not packages(folder).is_dir():
        return State(folder)
    lists = lists or Lists.of_program()
    torch = next((wheel.version for wheel in done.wheels if wheel.name == "torch"), "")
    return State(folder, done.kind, torch, done.key == lists.key(done.kind, done.parts), done.parts)


def set_up(
    lists: Lists,
    report: Report,
    cancelled: Callable[[], bool],
    kind: Kind | None = None,
    to: Path | None = None,
    parts: Collection[str] = (),
) -> State:
    """Set up for `kind`, else for the card that is found, in `to`, else where it lies already; `parts` come
    besides, and those that are there stay. Goes on where an earlier attempt stopped, and fetches only what is
    not there. Raises `TweenError`, and `Cancelled`."""
    folder = _chosen(to)
    with _alone(folder):
        done = _read(folder / DONE)
        card = _card(kind, done if parts else None)
        wanted = _asked(lists, card, folder, report, {*parts, *(done.parts if done else ())})
        if done is not None and _only_more(done, wanted):
            _add(wanted, folder, report, cancelled)
        else:
            wheels = _fetched(wanted.wheels, folder, report, cancelled)
            report("put", 0, 1)
            place(wheels, packages(folder), cancelled)
        write_json(folder / DONE, wanted.to_json())
        (folder / WANTED).unlink(missing_ok=True)
        shutil.rmtree(folder / WHEELS, ignore_errors=True)
        report("put", 1, 1)
    see_packages()
    return state(lists)


def _card(kind: Kind | None, done: Wanted | None) -> Graphics:
    """The one that is meant: whoever adds to what is there means that which it was set up for."""
    kind = kind or (done.kind if done else None)
    card = graphics()
    return card if kind in (None, card.kind) else Graphics(kind, TITLES[kind])


def _only_more(done: Wanted, wanted: Wanted) -> bool:
    def known(each: Wanted) -> set[tuple[str, str, str]]:
        return {(wheel.name, wheel.version, wheel.sha256) for wheel in each.wheels}

    return known(done) <= known(wanted)


def _add(wanted: Wanted, folder: Path, report: Report, cancelled: Callable[[], bool]) -> None:
    """What is wanted and is not there, or not whole."""
    lacking = _look(wanted, folder, report, cancelled)
    wheels = _fetched(lacking, folder, report, cancelled)
    report("put", 0, 1)
    if wheels:
        mend(wheels, packages(folder), cancelled)


def repair(report: Report, cancelled: Callable[[], bool]) -> tuple[str, ...]:
    """Read every file, fetch and put anew what is not as it was; returns the packages that were mended."""
    folder = drawing_folder()
    done = _read(folder / DONE)
    if done is None:
        raise TweenError("Nothing is set up for drawing yet, so there is nothing to repair; set it up first.")
    with _alone(folder):
        bad = _look(done, folder, report, cancelled)
        if bad:
            mend(_fetched(bad, folder, report, cancelled), packages(folder), cancelled)
            shutil.rmtree(folder / WHEELS, ignore_errors=True)
    return tuple(wheel.name for wheel in bad)


def check(report: Report, cancelled: Callable[[], bool]) -> tuple[str, ...]:
    """The packages with files that are missing or are not as they were put there."""
    folder = drawing_folder()
    done = _read(folder / DONE)
    if done is None:
        raise TweenError("Nothing is set up for drawing yet; do so with: tween setup.")
    return tuple(wheel.name for wheel in _look(done, folder, report, cancelled))


def remove() -> int:
    """Delete what was set up and what was fetched for it; nothing else in the folder. Returns the bytes."""
    folder, freed = drawing_folder(), 0
    if not folder.is_dir():
        return 0
    with _alone(folder):
        site = packages(folder)
        for path in (site, site.with_name(site.name + NEW), site.with_name(site.name + OLD)):
            freed += _delete(path)
        for name in (WHEELS, SCRATCH, COMPILED, DONE, WANTED):
            freed += _delete(folder / name)
    (user_folder("drawing") / PLACE).unlink(missing_ok=True)
    for place_ in {folder, user_folder("drawing")}:
        with contextlib.suppress(OSError):
            place_.rmdir()
    return freed


def _delete(path: Path) -> int:
    if path.is_dir():
        freed = sum(file.lstat().st_size for file in path.rglob("*") if not file.is_dir())
        shutil.rmtree(path, ignore_errors=True)
        return freed
    freed = path.stat().st_size if path.exists() else 0
    path.unlink(missing_ok=True)
    return freed


def _chosen(to: Path | None) -> Path:
    """The folder to set up in; a chosen one is remembered. Raises `TweenError` where it holds other files."""
    if to is None:
        return drawing_folder()
    folder = to.expanduser().absolute()
    ours = {WANTED, DONE, WHEELS, SCRATCH, COMPILED, packages(folder).name}
    if folder.is_dir() and (there := {path.name for path in folder.iterdir()}) and not there & ours:
        raise TweenError(f"{folder} holds other things; choose an empty folder.")
    write_json(user_folder("drawing") / PLACE, {"version": 1, "folder": str(folder)})
    return folder


def _asked(lists: Lists, card: Graphics, folder: Path, report: Report, parts: Collection[str]) -> Wanted:
    """What a stopped attempt was told is not asked for again."""
    chosen, begun, done = sorted(parts), _read(folder / WANTED), _read(folder / DONE)
    if begun is not None and begun.key == lists.key(card.kind, chosen):
        return begun
    report("ask", 0, 1)
    current = done is not None and done.key == lists.key(card.kind, done.parts)
    _room(folder, PART_ROOM if current else ROOM[card.kind])
    wanted = ask(lists, card.kind, builds(card), chosen)
    write_json(folder / WANTED, wanted.to_json())
    report("ask", 1, 1)
    return wanted


def _room(folder: Path, needed: int) -> None:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    if free < needed:
        raise TweenError(
            f"Setting up takes up to {needed / 1e9:.0f} GB, and the disk of {folder} has {free / 1e9:.1f} GB "
            "free; free some space or choose another place."
        )


def _fetched(
    wheels: tuple[Wheel, ...], folder: Path, report: Report, cancelled: Callable[[], bool]
) -> list[Path]:
    sizes = [size(wheel) for wheel in wheels]
    total, before, places = sum(sizes), 0, []
    for wheel, whole in zip(wheels, sizes, strict=True):

        def moved(n: int, before: int = before, total: int = total) -> None:
            report("fetch", before + n, total)

        path = fetch(wheel, folder / WHEELS, moved, cancelled)
        places.append(path)
        before += whole or path.stat().st_size
        total = max(total, before)
    return places


def _look(done: Wanted, folder: Path, report: Report, cancelled: Callable[[], bool]) -> tuple[Wheel, ...]:
    return damaged(done.wheels, packages(folder), lambda n, of: report("look", n, of), cancelled)


def _read(path: Path) -> Wanted | None:
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        return Wanted.from_json(data)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = WriterLock(folder / "set-up")
    except FilmHeld as held:
        raise TweenError(
            f"Another Tweenboard is setting up there{held.holder}; wait until it is done."
        ) from None
    except OSError as error:
        raise write_error(folder, error) from None
    try:
        yield
    finally:
        lock.release()
