"""What the model manager lists: models and LoRAs on this machine, and those that could be got.

Read in the background: the planner may have to ask a process what graphics card there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import TweenError

Kind = Literal["here", "half", "available", "lora"]


@dataclass(frozen=True, slots=True)
class Row:
    """`size` in bytes, 0 where it is not known; `fits` None where nothing is to be planned. `ours`: whether
    Tweenboard put it there, so that it can be checked and removed."""

    kind: Kind
    name: str
    title: str
    size: int = 0
    path: Path | None = None
    source: str = ""
    licence: str = ""
    licence_page: str = ""
    about: str = ""
    plan: str = ""
    fits: bool | None = None
    ours: bool = False
    linked: bool = False


def read_rows() -> tuple[Row, ...]:
    """Everything, in the order of the list."""
    from engine.families.catalog import known
    from engine.families.models.removing import unfinished

    here = [_installed(model.name, model.title, model.path, model.notes) for model in known()]
    begun = unfinished()
    names = {row.name for row in here}
    return (*here, *_available(names, begun), *_stopped(begun), *_loras())


def _installed(name: str, title: str, path: Path, notes: str) -> Row:
    from engine.families.models.lock import read_lock

    try:
        lock = read_lock(path)
    except TweenError:
        lock = None
    if lock is None:
        return Row("here", name, title, path=path, about=notes)
    return Row(
        "here",
        name,
        title,
        size=lock.size,
        path=path,
        source=lock.source,
        licence=lock.licence,
        licence_page=lock.licence_page,
        about=notes,
        ours=True,
        linked=bool(lock.linked),
    )


def _available(names: set[str], begun: dict[str, Path]) -> list[Row]:
    from engine.families.memory.machine import this_machine
    from engine.families.models.entries import entries
    from engine.families.models.fit import fitting

    machine, rows = this_machine(), []
    for entry in entries():
        if entry.name in names:
            continue
        plan = fitting(entry, machine)
        rows.append(
            Row(
                "half" if entry.name in begun else "available",
                entry.name,
                entry.title,
                size=entry.weights,
                path=begun.get(entry.name),
                source=entry.repository,
                licence=entry.licence,
                licence_page=entry.licence_page,
                about=entry.good_for,
                plan=plan if isinstance(plan, str) else plan.sentence(),
                fits=not isinstance(plan, str),
            )
        )
    return sorted(rows, key=lambda row: row.kind != "half")


def _stopped(drafts: dict[str, Path]) -> list[Row]:
    """Stopped downloads of what is not in the list; without a source they can only be thrown away."""
    from engine.families.models.entries import entry
    from engine.families.models.getting import begun

    rows = []
    for name, draft in drafts.items():
        if entry(name) is not None:
            continue
        listing = begun(draft)
        if listing is None:
            rows.append(Row("half", name, name, path=draft))
            continue
        size = sum(file.size for file in listing.files)
        licence = listing.licence or "–"
        page = f"https://huggingface.co/{listing.repository}"
        rows.append(Row("half", name, name, size, draft, listing.repository, licence, page))
    return rows


def _loras() -> list[Row]:
    from engine.families.lora_files import lora_files
    from engine.families.models.adding import is_lora
    from engine.families.models.allowed import head
    from engine.families.models.lock import read_lock

    rows = []
    for file in lora_files():
        try:
            if not is_lora(head(file)):
                continue
            ours = read_lock(file) is not None
        except TweenError:
            ours = False
        rows.append(Row("lora", file.stem, file.stem, size=file.stat().st_size, path=file, ours=ours))
    return rows
