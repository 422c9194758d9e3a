"""What is not to be drawn on this machine: off unless somebody switches it on.

The default is a list of words, read anew for every card: it says which word it found, anybody can change it,
and it knows nothing of meaning. A studio can name a program of its own besides, which is shown every request
before it is drawn and every take before it is kept.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import unicodedata
from pathlib import Path

from engine.document.request import Request
from engine.errors import TweenError
from engine.paths import resource, user_folder

SWITCH = "TWEENBOARD_CHECK"
"""Environment variable: 1 or 0, over what the person chose."""
COMMAND = "TWEENBOARD_CHECK_COMMAND"
"""Environment variable: the absolute path of a program that is asked too, whatever the switch says."""
SECONDS = 300
"""How long the program may take for one answer."""
LONGEST = 200
"""Signs of a line in the list that are looked at."""


class Refused(TweenError):
    """This is not drawn here; what was drawn of it is not kept."""


def checks_folder() -> Path:
    return user_folder("checks")


def words_path() -> Path:
    """The list that counts: the person's own once there is one."""
    own = checks_folder() / "words.txt"
    return own if own.exists() else resource("checks/words.txt")


def from_outside() -> bool:
    """Whether the environment decides, not the person's own choice."""
    return bool(os.environ.get(SWITCH))


def is_on() -> bool:
    """Whether prompts are compared with the list. Raises `TweenError` for a switch of neither 0 nor 1."""
    said = os.environ.get(SWITCH, "")
    if said not in ("", "0", "1"):
        raise TweenError(f"{SWITCH} is “{said}”; say 1 or 0.")
    return said == "1" if said else (checks_folder() / "on").exists()


def switch(on: bool) -> None:
    """The person's own choice. Switching it on for the first time makes a list of their own. `TweenError`."""
    folder = checks_folder()
    try:
        if not on:
            (folder / "on").unlink(missing_ok=True)
            return
        folder.mkdir(parents=True, exist_ok=True)
        own = folder / "words.txt"
        if not own.exists():
            draft = own.with_suffix(".part")
            draft.write_bytes(resource("checks/words.txt").read_bytes())
            draft.replace(own)
        (folder / "on").touch()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TweenError(f"The check cannot be switched in {folder} ({reason}); check the folder.") from None


def words() -> tuple[str, ...]:
    """The list's entries. Raises `TweenError` where it cannot be read: nothing is drawn unseen then."""
    path = words_path()
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, ValueError):
        raise TweenError(
            f"The list of words {path} cannot be read; put it right, or switch the check off."
        ) from None
    return tuple(line.strip()[:LONGEST] for line in lines if line.strip() and not line.startswith("#"))


def found_in(text: str, entries: tuple[str, ...]) -> str:
    """The first entry that `text` holds as words of its own, in any case; "" for none."""
    plain = _plain(text)
    return next((entry for entry in entries if _pattern(entry).search(plain)), "")


def _plain(text: str) -> str:
    """As the eye compares: full-width letters, ligatures and runs of blanks are what they look like."""
    shown = "".join(s for s in unicodedata.normalize("NFKC", text) if unicodedata.category(s) != "Cf")
    return " ".join(shown.casefold().split())


def _pattern(entry: str) -> re.Pattern[str]:
    stem = _plain(entry.removesuffix("*"))
    ending = "" if entry.endswith("*") or _unspaced(stem[-1:]) else r"(?!\w)"
    beginning = "" if _unspaced(stem[:1]) else r"(?<!\w)"
    return re.compile(beginning + re.escape(stem) + ending) if stem else re.compile(r"(?!)")


def _unspaced(sign: str) -> bool:
    """Chinese and Japanese put no blanks between words."""
    return bool(sign) and unicodedata.east_asian_width(sign) in "WF"


def check_request(request: Request) -> None:
    """Before anything is loaded. Raises `Refused`, which names the word, and `TweenError` for a broken check.

    What a negative prompt names is what should not be seen, and is not looked at.
    """
    if is_on():
        entries = words()
        for prompt in dict.fromkeys((request.prompt, *(span.prompt for span in request.spans))):
            if word := found_in(prompt, entries):
                raise Refused(
                    f"The prompt of frames {request.draw} holds “{word}”, which is on this machine's list of "
                    f"what is not drawn ({words_path()}); use other words."
                )
    _ask(request, {"stage": "prompt"})


def check_frames(request: Request, frames: str | Path) -> None:
    """Before the take is kept; `frames` is the film of what was drawn. Raises as `check_request`."""
    _ask(request, {"stage": "frames", "frames": str(frames)})


def _ask(request: Request, about: dict[str, str]) -> None:
    """The studio's program: status 0 lets it pass; anything else does not, and its first line says why.

    It is one executable, called without a shell and without arguments, told everything as JSON on its
    standard input. A program that is missing, hangs or dies lets nothing pass.
    """
    command = os.environ.get(COMMAND, "")
    if not command:
        return
    if not Path(command).is_absolute():
        raise TweenError(f"{COMMAND} is “{command}”; give the absolute path of a program.")
    question = json.dumps({**about, "request": request.to_json()})
    try:
        answer = subprocess.run(
            [command], input=question, capture_output=True, text=True, errors="replace", timeout=SECONDS,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise TweenError(
            f"The check {command} did not answer within {SECONDS} s; nothing is drawn without it."
        ) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TweenError(
            f"The check {command} cannot be run ({reason}); nothing is drawn without it."
        ) from None
    if answer.returncode:
        said = " ".join(next(iter(answer.stdout.splitlines()), "").split())[:LONGEST]
        why = f": {said.rstrip('.')}" if said else ""
        raise Refused(f"The check of this machine refused frames {request.draw}{why}.")
