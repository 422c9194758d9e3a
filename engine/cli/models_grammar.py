"""The grammar of `tween models` and `tween loras`, whose actions have arguments of their own."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

_Add = Callable[[str, str, str], argparse.ArgumentParser]


def add(command: _Add) -> None:
    models = command("models", "models", "list, get, add, check and remove models")
    models.set_defaults(action="list")
    actions = models.add_subparsers(dest="action", metavar="ACTION")
    listed = _action(actions, "list", "the models at hand (what is done without an action)")
    listed.add_argument(
        "--available", action="store_true", help="those that could be got, and whether they fit this machine"
    )

    get = _action(actions, "get", "bring a model to this machine, go on with it, or repair it")
    get.add_argument("name", metavar="NAME|OWNER/NAME", help="of the list, or a repository on the hub")
    get.add_argument("--accept-licence", action="store_true", help="you have read the model's licence")
    get.add_argument("--revision", metavar="REV", help="a branch, tag or commit (default: the newest)")
    _placed(get)

    new = _action(actions, "add", "use a model that is on this machine already")
    new.add_argument(
        "path", metavar="FOLDER|FILE", help="in diffusers' layout, or one .safetensors or .gguf file"
    )
    new.add_argument("--link", action="store_true", help="use the folder where it is instead of copying it")
    new.add_argument(
        "--base",
        metavar="MODEL",
        help="whose text encoder goes with a single file (default: found by itself)",
    )
    _placed(new)

    check = _action(actions, "check", "read every file and compare it with what was put there")
    check.add_argument("name", metavar="NAME", nargs="?", help="default: every model that was got or added")
    _lines(check)

    remove = _action(actions, "remove", "delete a model that was got or added, or take a link away")
    remove.add_argument("name", metavar="NAME")
    _lines(remove)
    _loras(command)


def _loras(command: _Add) -> None:
    loras = command("loras", "models", "list, add, check and remove LoRAs")
    loras.set_defaults(action="list")
    actions = loras.add_subparsers(dest="action", metavar="ACTION")
    _action(actions, "list", "the LoRAs at hand (what is done without an action)")
    new = _action(actions, "add", "copy a LoRA to the others")
    new.add_argument("path", metavar="FILE.safetensors")
    _placed(new)
    check = _action(actions, "check", "compare a LoRA with what was added")
    check.add_argument("name", metavar="NAME", nargs="?", help="default: every one that was added")
    _lines(check)
    remove = _action(actions, "remove", "delete a LoRA that was added")
    remove.add_argument("name", metavar="NAME")
    _lines(remove)


def _action(actions: Any, name: str, summary: str) -> argparse.ArgumentParser:
    sub = actions.add_parser(name, help=summary, description=summary, allow_abbrev=False)
    # Not a default of its own, which would take back a --json before the action.
    sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    return sub


def _placed(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--to", metavar="FOLDER", help="where to put it (default: TWEENBOARD_MODELS, else your own folder)"
    )
    sub.add_argument("--name", dest="folder_name", metavar="N", help="what to call it here")
    _lines(sub)


def _lines(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--progress-lines", action="store_true", help="print progress as JSON lines")
