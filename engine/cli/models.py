"""`tween models` and `tween loras`: what is here and could be; getting, adding, checking and removing it."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.interrupt import stop_on_interrupt
from engine.cli.text import Meter, print_json, table
from engine.errors import TweenError

if TYPE_CHECKING:
    from engine.families.catalog import Model
    from engine.families.models.entries import Entry
    from engine.families.models.getting import Wanted
    from engine.families.models.lock import Lock, Report

Working = tuple["Report", Callable[[], bool]]


def models(args: Namespace) -> None:
    actions = {"get": _get, "add": _add, "check": _check, "remove": _remove}
    actions.get(args.action, _list)(args)


def _list(args: Namespace) -> None:
    from engine.families.catalog import known
    from engine.families.models.entries import entries
    from engine.families.models.getting import begun
    from engine.families.models.removing import unfinished

    here = known()
    names = {model.name for model in here}
    if getattr(args, "available", False):
        return _list_available(args, [entry for entry in entries() if entry.name not in names])
    if args.json:
        return print_json([_as_json(model) for model in here])
    print(table(("NAME", "TITLE", "FAMILY", "PATH"), [(m.name, m.title, m.family, m.path) for m in here]))
    for name, draft in unfinished().items():
        way = f"go on: tween models get {name}" if begun(draft) else f"clear: tween models remove {name}"
        print(f"{name}: not whole, in {draft.parent}; {way}")
    print(f"{len(entries())} more are known: tween models list --available")
    return None


def _as_json(model: Model) -> dict[str, Any]:
    lock = _lock(model.path)
    return {
        "name": model.name,
        "title": model.title,
        "family": model.family,
        "path": str(model.path),
        "notes": model.notes,
        "native_size": list(model.native_size) if model.native_size else None,
        "native_fps": model.native_fps,
        "source": lock.source if lock else "",
        "revision": lock.revision if lock else "",
        "licence": lock.licence if lock else "",
        "size": lock.size if lock else None,
        "linked": bool(lock and lock.linked),
        "removable": lock is not None,
    }


def _lock(place: Path) -> Lock | None:
    """None also for one that cannot be understood, which `check` tells of."""
    from engine.families.models.lock import read_lock

    try:
        return read_lock(place)
    except TweenError:
        return None


def _list_available(args: Namespace, found: list[Entry]) -> None:
    from engine.families.memory.machine import this_machine
    from engine.families.models.fit import fitting
    from engine.families.models.removing import unfinished

    machine, begun = this_machine(), unfinished()
    rows = []
    for entry in found:
        plan = fitting(entry, machine)
        rows.append(
            {
                "name": entry.name,
                "title": entry.title,
                "repository": entry.repository,
                "weights": entry.weights,
                "licence": entry.licence,
                "licence_page": entry.licence_page,
                "good_for": entry.good_for,
                "fits": not isinstance(plan, str),
                "plan": plan if isinstance(plan, str) else plan.sentence(),
                "begun": entry.name in begun,
            }
        )
    if args.json:
        return print_json(rows)
    for row in rows:
        size = f"from {row['weights'] / 1e9:.0f} GB"
        print(f"{row['name']}  {size}  {row['licence']}\n    {row['good_for']}")
        print(f"    One window here: {row['plan']}" + (" · half got" if row["begun"] else ""))
    return None


def _get(args: Namespace) -> None:
    from engine.families.models.getting import get, plan
    from engine.families.models.hub import Hub

    hub = Hub()
    what, name, begun_in = _source(args)
    place = _installed(name)
    if place is not None and args.to is None:
        return _repair(hub, place, args)
    if isinstance(what, str) and what.count("/") != 1:
        raise TweenError(
            f"There is no “{args.name}” in the list; see tween models list --available, or name a repository "
            "as OWNER/NAME."
        )
    want = plan(hub, what, args.to or begun_in, args.revision or "", name)
    _accept(want, args)
    with _working(args, f"Getting {want.title}") as (report, cancelled):
        place = get(hub, want, report, cancelled)
    said = {"name": want.name, "path": str(place), "revision": want.listing.revision, "size": want.size}
    return _say(args, said, f"{want.title} is in {place}, at revision {want.listing.revision[:12]}.")


def _source(args: Namespace) -> tuple[Entry | str, str, Path | None]:
    """(what is meant, what it is called here, the folder that a stopped attempt at it lies in)."""
    from engine.families.models.entries import entry
    from engine.families.models.getting import begun
    from engine.families.models.removing import unfinished

    known = entry(args.name)
    name = args.folder_name or (known.name if known else args.name.rpartition("/")[2])
    draft = unfinished().get(name)
    listing = begun(draft) if draft is not None else None
    what = known or args.name
    if known is None and listing is not None and "/" not in args.name:
        what = listing.repository
    return what, name, draft.parent if draft is not None else None


def _installed(name: str) -> Path | None:
    from engine.families.models.places import roots

    return next((root / name for root in roots() if (root / name).is_dir()), None)


def _repair(hub: Any, place: Path, args: Namespace) -> None:
    from engine.families.models.getting import repair

    with _working(args, f"Repairing {place.name}") as (report, cancelled):
        fetched = repair(hub, place, report, cancelled)
    sentence = f"{place.name} is there already, in {place}, and whole."
    if fetched:
        sentence = f"{place.name} is whole again; fetched anew: {', '.join(fetched)}."
    _say(args, {"name": place.name, "path": str(place), "repaired": list(fetched)}, sentence)


def _accept(want: Wanted, args: Namespace) -> None:
    """The licence is said before anything is fetched, and has to be accepted."""
    sentence = (
        f"{want.title} comes under its own licence: {want.licence}, see {want.licence_page}. "
        f"{want.left / 1e9:.2f} GB will be fetched to {want.place}."
    )
    if args.accept_licence:
        if not args.json:
            print(sentence, file=sys.stderr)
        return
    if sys.stdin.isatty() and not args.json:
        print(sentence, file=sys.stderr)
        if input("Accept the licence and go on? [y/N] ").strip().lower() in ("y", "yes"):
            return
        raise TweenError("Nothing was fetched.")
    raise TweenError(f"{sentence} Accept it with --accept-licence.")


def _add(args: Namespace) -> None:
    from engine.families.models.allowed import ENDINGS

    path = Path(args.path).expanduser()
    options = {"to": args.to, "name": args.folder_name or ""}
    with _working(args, f"Adding {path.name}") as (report, cancelled):
        if path.is_file() and path.suffix.lower() in ENDINGS:
            if args.link:
                raise TweenError(
                    f"{path} is a single file and has to be made into a folder; leave out --link."
                )
            from engine.families.models.single_file import add_single_file

            base = args.base or ""
            place = add_single_file(path, base=base, report=report, cancelled=cancelled, **options)
        elif path.is_file():
            raise TweenError(f"{path} is no .safetensors or .gguf file, and other kinds could run code.")
        else:
            from engine.families.models.adding import add_folder

            place = add_folder(path, link=args.link, report=report, cancelled=cancelled, **options)
    _say(args, {"name": place.name, "path": str(place)}, f"{place.name} is among the models, in {place}.")


def _check(args: Namespace) -> None:
    from engine.families.catalog import known

    places = [_place(args.name)] if args.name else [m.path for m in known() if _lock(m.path)]
    _check_all(places, args)


def _check_all(places: list[Path], args: Namespace) -> None:
    from engine.families.models.lock import check, read_lock

    found: list[tuple[Path, tuple[str, ...]]] = []
    for place in places:
        lock = read_lock(place)
        if lock is None:
            raise TweenError(
                f"{place} was not put there by Tweenboard, so there is nothing to compare it with; "
                "add it first."
            )
        with _working(args, f"Checking {place.name}") as (report, cancelled):
            found.append((place, check(place, lock, report, cancelled).problems))
    bad = [(place, problems) for place, problems in found if problems]
    if args.json:
        print_json([{"name": p.name, "path": str(p), "problems": list(said)} for p, said in found])
    elif not getattr(args, "progress_lines", False):
        for place, problems in found:
            print(f"{place.name}: " + (" ".join(problems) if problems else "every file is as it was."))
    if bad:
        raise TweenError(f"{bad[0][0].name} is not what it was: {bad[0][1][0]} Get or add it again.")
    if getattr(args, "progress_lines", False):
        names = ", ".join(place.name for place, _ in found)
        _say(args, {"checked": len(found)}, f"Every file of {names} is as it was.")


def _remove(args: Namespace) -> None:
    from engine.families.models.removing import discard, remove, unfinished

    begun = unfinished()
    if args.name in begun and _installed(args.name) is None:
        freed, stays = discard(begun[args.name]), ()
    else:
        freed, stays = remove(_place(args.name))
    left = f" Left there, as Tweenboard did not put it there: {', '.join(stays)}." if stays else ""
    said = {"name": args.name, "freed": freed, "left": list(stays)}
    _say(args, said, f"{args.name} is removed; {freed / 1e9:.2f} GB are free again.{left}")


def _place(name: str) -> Path:
    """Of a model by its name or path, also when its small files are damaged."""
    from engine.families.catalog import resolve

    return _installed(name) or resolve(name)


def loras(args: Namespace) -> None:
    from engine.families.lora_files import lora_file, lora_files
    from engine.families.models.adding import add_lora
    from engine.families.models.removing import remove

    if args.action == "add":
        with _working(args, f"Adding {Path(args.path).name}") as (report, cancelled):
            name = args.folder_name or ""
            place = add_lora(Path(args.path), to=args.to, name=name, report=report, cancelled=cancelled)
        return _say(args, {"name": place.stem, "path": str(place)}, f"{place.stem} is among the LoRAs.")
    if args.action == "check":
        chosen = [lora_file(args.name)] if args.name else [file for file in lora_files() if _lock(file)]
        return _check_all(chosen, args)
    if args.action == "remove":
        place = lora_file(args.name)
        freed, _ = remove(place)
        return _say(args, {"name": place.stem, "freed": freed}, f"{place.stem} is removed.")
    return _list_loras(args)


def _list_loras(args: Namespace) -> None:
    from engine.families.lora_files import lora_files
    from engine.families.models.adding import is_lora, rank
    from engine.families.models.allowed import head

    rows = []
    for file in lora_files():
        try:
            tensors = head(file)
        except TweenError:
            tensors = {}
        if tensors and not is_lora(tensors):
            continue  # a model's weights that lie beside them
        size = file.stat().st_size
        rows.append({"name": file.stem, "rank": rank(tensors), "size": size, "path": str(file)})
    if args.json:
        return print_json(rows)
    if not rows:
        print("No LoRA is at hand; add one with: tween loras add FILE.safetensors")
        return None
    print(
        table(
            ("NAME", "RANK", "PATH"), [(row["name"], row["rank"] or "damaged", row["path"]) for row in rows]
        )
    )
    return None


@contextmanager
def _working(args: Namespace, what: str) -> Iterator[Working]:
    """A bar on stderr; with --progress-lines JSON lines on stdout, for programs that show their own."""
    meter, last = Meter(), [-1]

    def lines(done: int, total: int) -> None:
        step = done * 1000 // max(1, total)
        if step != last[0]:
            last[0] = step
            print(json.dumps({"done": done, "total": total}), flush=True)

    with stop_on_interrupt() as cancelled:
        if getattr(args, "progress_lines", False):
            yield lines, cancelled
        else:
            yield lambda done, total: meter.show(what, done, total), cancelled
    meter.clear()


def _say(args: Namespace, data: dict[str, Any], sentence: str) -> None:
    if getattr(args, "progress_lines", False):
        print(json.dumps({"result": data, "sentence": sentence}), flush=True)
    elif args.json:
        print_json(data)
    else:
        print(sentence)
