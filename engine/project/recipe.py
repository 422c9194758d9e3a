"""A take as a recipe: its Request with every file where it lies now, and whether drawing it gave the same."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from safetensors import SafetensorError, safe_open

from engine.document.request import BlendPart, Known, KnownPart, ReferencePicture, Request
from engine.document.take import Take
from engine.errors import TweenError
from engine.families.catalog import resolve
from engine.media.fingerprint import fingerprint
from engine.media.open import open_reader
from engine.project.project import Project
from engine.project.takes import TakeLibrary
from engine.tools.regenerate import take_fingerprint

_File = TypeVar("_File", Known, KnownPart, BlendPart, ReferencePicture)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two drawings of one request: how many of their `frames` differ, and by how many levels of 255 at most
    (-1 where they are of different sizes)."""

    frames: int
    different: int
    by: int

    @property
    def identical(self) -> bool:
        return not self.different


def find_take(takes: TakeLibrary, name: str) -> Take:
    """The take with the id `name`, or the only one whose id begins with it. Raises `TweenError`."""
    if (whole := takes.get(name)) is not None:
        return whole
    found = [take for take in takes.takes() if name and take.id.startswith(name)]
    if not found:
        raise TweenError(f"There is no take “{name}” in {takes.folder.name}; tween show --json lists them.")
    if len(found) > 1:
        ids = ", ".join(take.id for take in found[:4])
        raise TweenError(f"“{name}” can be {len(found)} takes ({ids} …); write more of it.")
    return found[0]


def recipe(project: Project, take: Take) -> Request:
    """What drew `take`, ready to be drawn again.

    Raises `TweenError` where a file, another take or the model is gone, or is not what it was.
    """
    request = take.request
    request = replace(
        request,
        known=tuple(_found(project, take, part) for part in request.known),
        colours=tuple(_found(project, take, part) for part in request.colours),
        blends=tuple(_found(project, take, part) for part in request.blends),
        references=tuple(_found(project, take, part) for part in request.references),
    )
    _refuse_other_model(take)
    return request


def compared(old: Take, new: Take) -> Compared:
    """The frames of two takes, pixel by pixel."""
    with open_reader(old.frames_path) as before, open_reader(new.frames_path) as after:
        frames = max(before.frames, after.frames)
        if before.size != after.size or before.frames != after.frames:
            return Compared(frames, frames, -1)
        by = [
            int(np.abs(before.frame(i).astype(np.int16) - after.frame(i)).max(initial=0))
            for i in range(frames)
        ]
    return Compared(frames, sum(level > 0 for level in by), max(by, default=0))


def _found(project: Project, take: Take, part: _File) -> _File:
    """`part` with the path at which its file lies now."""
    why = f"The take {take.id} cannot be drawn again: "
    for other in project.takes.takes():
        if part.fingerprint == take_fingerprint(other.id):
            return replace(part, path=other.frames_path)
    if part.fingerprint.startswith(take_fingerprint("")):
        raise TweenError(f"{why}the take {part.fingerprint[5:]} that it goes on from is not there any more.")
    places = {asset.fingerprint: asset.path for asset in project.footage()}
    path = Path(places.get(part.fingerprint, part.path))
    if not path.is_file():
        raise TweenError(f"{why}{path} is not there any more; put it back, or find it with: tween relink.")
    if fingerprint(path) != part.fingerprint:
        raise TweenError(f"{why}{path} has changed since then; put back the file that it was.")
    found = _with_table(project, replace(part, path=str(path)), why)
    if isinstance(found, Known) and found.parts:
        found = replace(found, parts=tuple(_found(project, take, each) for each in found.parts))
    return found


def _with_table(project: Project, part: _File, why: str) -> _File:
    """`part` with the path at which its look-up table lies now."""
    if isinstance(part, ReferencePicture) or part.grade is None or part.grade.lut is None:
        return part
    lut = part.grade.lut
    places = {each.fingerprint: each.path for each in project.luts()}
    path = Path(places.get(lut.fingerprint, lut.path))
    if not path.is_file() or fingerprint(path) != lut.fingerprint:
        raise TweenError(f"{why}the look-up table {path} is gone or has changed; put it back.")
    return replace(part, grade=replace(part.grade, lut=replace(lut, path=str(path))))


def _refuse_other_model(take: Take) -> None:
    """The model's fingerprint is kept with the latents; where they were lost, its name has to do."""
    from engine.families.checkpoint import Checkpoint

    model = take.request.model
    folder = resolve(model)
    if take.latents_path is None:
        return
    try:
        with safe_open(take.latents_path, framework="np") as file:
            was = json.loads((file.metadata() or {})["tweenboard"])["fingerprint"]
    except (OSError, SafetensorError, ValueError, KeyError, TypeError, RecursionError):
        return
    if was != Checkpoint.open(folder).fingerprint:
        raise TweenError(
            f"The take {take.id} cannot be drawn again: the model {model} is not the one that drew it; get "
            "that edition of it again."
        )
