"""A model or a LoRA that lies on this machine already: copied to the others, or used where it is."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from engine.errors import Cancelled, TweenError
from engine.families.capabilities import capabilities, known_families
from engine.families.catalog import INDEX, NOTES, read_index
from engine.families.models.allowed import ENDINGS, contents, head, refuse_code, wanted
from engine.families.models.lock import (
    BLOCK,
    LOCK,
    Entry,
    Lock,
    Report,
    link_file,
    lock_file,
    never,
    quiet,
    sha256,
    write_lock,
)
from engine.families.models.places import LORAS, UNFINISHED, free_name, put_into, remember
from engine.media.safe_file import write_error

DOWN = (".lora_A.weight", ".lora_down.weight", ".lora_A.default.weight")


def is_lora(tensors: dict) -> bool:
    """By the names in a file's head: a LoRA holds pairs of matrices, a model whole ones."""
    return any(name.endswith(DOWN) for name in tensors)


def rank(tensors: dict) -> int:
    """Of a LoRA: rows of its matrices that go down."""
    return max((int(entry["shape"][0]) for name, entry in tensors.items() if name.endswith(DOWN)), default=0)


def add_folder(
    folder: Path,
    *,
    to: str | Path | None = None,
    name: str = "",
    link: bool = False,
    report: Report = quiet,
    cancelled: Callable[[], bool] = never,
) -> Path:
    """A folder in diffusers' layout; `link` uses it where it is. Returns where the model lies now.

    Raises `TweenError` for what is no model, one that cannot be drawn with, or one that is not whole.
    """
    folder = folder.expanduser().absolute()
    paths = _looked_at(folder)
    if link:
        refuse_code(folder)
        record = link_file(folder)
        if record.exists():
            raise TweenError(f"{folder} is among the models already.")
        files = _hashed(folder, paths, report, cancelled)
        write_lock(record, Lock(name or folder.name, f"used in {folder}", files, linked=str(folder)))
        return folder
    place = free_name(put_into(to), name or folder.name)
    draft = place.with_name(f".{place.name}{UNFINISHED}")
    _refuse_full(draft, sum((folder / path).stat().st_size for path in paths))
    try:
        shutil.rmtree(draft, ignore_errors=True)
        files = _copied(folder, draft, paths, report, cancelled)
        write_lock(draft / LOCK, Lock(place.name, f"copied from {folder}", files))
        draft.rename(place)
    except OSError as error:
        raise write_error(place, error) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    remember(place.parent)
    return place


def add_lora(
    file: Path,
    *,
    to: str | Path | None = None,
    name: str = "",
    report: Report = quiet,
    cancelled: Callable[[], bool] = never,
) -> Path:
    """Copy a LoRA to the others. Returns its new path; raises `TweenError` for a file that is none."""
    file = file.expanduser().absolute()
    if file.suffix != ".safetensors":
        raise TweenError(f"The LoRA {file} is no .safetensors file, and other kinds could run code.")
    if not is_lora(head(file)):
        raise TweenError(
            f"{file} is no LoRA: it has no low-rank pairs; is it a model? Use: tween models add."
        )
    root = put_into(to)
    place = free_name(root / LORAS, f"{(name or file.stem).removesuffix('.safetensors')}.safetensors")
    _refuse_full(place, file.stat().st_size)
    draft = place.with_name(f".{place.name}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        digest = _copy(file, draft, report, cancelled, 0, file.stat().st_size)
        entry = Entry(place.name, draft.stat().st_size, digest)
        write_lock(lock_file(place), Lock(place.stem, f"copied from {file}", (entry,)))
        draft.rename(place)
    except OSError as error:
        raise write_error(place, error) from None
    finally:
        draft.unlink(missing_ok=True)
        if not place.exists():
            lock_file(place).unlink(missing_ok=True)
    remember(root)
    return place


def _looked_at(folder: Path) -> list[str]:
    """The files of a model that is whole, by its own index."""
    if not (folder / INDEX).is_file():
        raise TweenError(f"{folder} is not a model folder: it has no {INDEX}.")
    index = read_index(folder)
    if capabilities(index, {}, folder.name) is None:
        raise TweenError(
            f"The model in {folder} is a {index.get('_class_name') or 'folder of unknown kind'}, which "
            f"Tweenboard cannot draw with; it knows {known_families()}."
        )
    parts = [name for name, entry in index.items() if isinstance(entry, list) and (folder / name).is_dir()]
    there = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    paths = wanted(there, parts)
    for part in ("transformer", "text_encoder", "vae"):
        weights = [path for path in paths if path.startswith(f"{part}/") and path.endswith(ENDINGS)]
        if not weights:
            raise TweenError(
                f"The {part} of the model in {folder} has no safetensors weights; get the whole model folder."
            )
        for path in weights:
            contents(folder / path)
    return [path for path in paths if "/" in path or path in (INDEX, NOTES) or not path.endswith(".json")]


def _hashed(
    folder: Path, paths: list[str], report: Report, cancelled: Callable[[], bool]
) -> tuple[Entry, ...]:
    sizes = {path: (folder / path).stat().st_size for path in paths}
    total, done, files = sum(sizes.values()), 0, []
    for path, size in sizes.items():
        try:
            files.append(Entry(path, size, sha256(folder / path, report, cancelled, done, total)))
        except OSError as error:
            raise TweenError(f"{folder / path} cannot be read ({(error.strerror or '').lower()}).") from None
        done += size
    return tuple(files)


def _copied(
    folder: Path, draft: Path, paths: list[str], report: Report, cancelled: Callable[[], bool]
) -> tuple[Entry, ...]:
    sizes = {path: (folder / path).stat().st_size for path in paths}
    total, done, files = sum(sizes.values()), 0, []
    for path, size in sizes.items():
        target = draft / path
        target.parent.mkdir(parents=True, exist_ok=True)
        files.append(Entry(path, size, _copy(folder / path, target, report, cancelled, done, total)))
        done += size
    return tuple(files)


def _copy(
    source: Path, target: Path, report: Report, cancelled: Callable[[], bool], before: int, total: int
) -> str:
    """Copy, hash and sync in one go."""
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as written:
        while block := read.read(BLOCK):
            if cancelled():
                raise Cancelled("Stopped; nothing was added.")
            digest.update(block)
            written.write(block)
            before += len(block)
            report(before, total)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()


def _refuse_full(place: Path, size: int) -> None:
    there = next(each for each in place.parents if each.is_dir())
    free = shutil.disk_usage(there).free
    if free < size:
        raise TweenError(
            f"{place.name.removeprefix('.')} needs {size / 1e9:.1f} GB on the disk of {there}, which has "
            f"{free / 1e9:.1f} GB free; free some, or choose another place with --to."
        )
