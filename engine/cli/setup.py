"""`tween setup`: bring what drawing needs to this machine, look whether it is whole, repair or remove it."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.interrupt import stop_on_interrupt
from engine.cli.text import Meter, print_json
from engine.errors import TweenError

if TYPE_CHECKING:
    from engine.jobs.setup.work import Report, State

SAYS = {"ask": "Asking what is needed", "fetch": "Fetching", "put": "Installing", "look": "Reading"}
WHOLE = "Every file is as it was put there."


def setup(args: Namespace) -> None:
    doing = {"check": _check, "repair": _repair, "remove": _remove, "state": _state}
    doing.get(args.action or "", _set_up)(args)


def _set_up(args: Namespace) -> None:
    from engine.jobs.setup.work import Lists, set_up

    with _working(args) as (report, cancelled):
        to = Path(args.to) if args.to else None
        now = set_up(Lists.of_program(), report, cancelled, args.device, to, args.parts)
    _say(args, _as_json(now), f"Ready to draw{_besides(now)}: torch {now.torch} is in {now.folder}.")


def _besides(now: State) -> str:
    return " on a cluster, too" if "cluster" in now.parts else ""


def _state(args: Namespace) -> None:
    from engine.jobs.setup.graphics import graphics
    from engine.jobs.setup.work import state

    now, card = state(), graphics()
    sentence = f"Nothing is set up yet for this machine’s {card.name}; set it up with: tween setup."
    if now.kind:
        age = "" if now.current else " It is for another version of the program: run tween setup again."
        besides = ", with Ray for a cluster" if "cluster" in now.parts else ""
        sentence = f"Torch {now.torch} is set up in {now.folder}{besides}.{age}"
    _say(args, {**_as_json(now), "graphics": asdict(card)}, sentence)


def _check(args: Namespace) -> None:
    from engine.jobs.setup.work import check

    with _working(args) as (report, cancelled):
        bad = check(report, cancelled)
    if bad:
        raise TweenError(f"These packages are not as they were: {', '.join(bad)}; run tween setup --repair.")
    _say(args, {"damaged": []}, WHOLE)


def _repair(args: Namespace) -> None:
    from engine.jobs.setup.work import repair

    with _working(args) as (report, cancelled):
        mended = repair(report, cancelled)
    sentence = WHOLE if not mended else f"Whole again; put anew: {', '.join(mended)}."
    _say(args, {"repaired": list(mended)}, sentence)


def _remove(args: Namespace) -> None:
    from engine.jobs.setup.work import remove

    freed = remove()
    _say(args, {"freed": freed}, f"Removed; {freed / 1e9:.2f} GB are free again.")


def _as_json(now: State) -> dict[str, Any]:
    return {**asdict(now), "folder": str(now.folder)}


@contextmanager
def _working(args: Namespace) -> Iterator[tuple[Report, Callable[[], bool]]]:
    """A bar on stderr; with --progress-lines JSON lines on stdout, for programs that show their own."""
    meter, last = Meter(), [("", -1)]

    def lines(what: str, done: int, total: int) -> None:
        step = (what, done * 1000 // max(1, total))
        if step != last[0]:
            last[0] = step
            print(json.dumps({"stage": what, "done": done, "total": total}), flush=True)

    with stop_on_interrupt() as cancelled:
        if args.progress_lines:
            yield lines, cancelled
        else:
            yield lambda what, done, total: meter.show(SAYS[what], done, total), cancelled
    meter.clear()


def _say(args: Namespace, data: dict[str, Any], sentence: str) -> None:
    if args.progress_lines:
        print(json.dumps({"result": data, "sentence": sentence}), flush=True)
    elif args.json:
        print_json(data)
    else:
        print(sentence)
