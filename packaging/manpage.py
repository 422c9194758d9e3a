"""`tween.1`, written from the command line's own grammar so that it cannot say anything else.

    .venv/bin/python packaging/manpage.py          writes packaging/tween.1

A test compares the file with what would be written now.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "packaging" / "tween.1"
METAINFO = ROOT / "packaging" / "tweenboard.metainfo.xml"

ENVIRONMENT = {
    "TWEENBOARD_MODELS": "Folders with models, separated as in PATH; the first is where new ones go.",
    "TWEENBOARD_MIRROR": "Address of a mirror of the hub that models are fetched from; else HF_ENDPOINT.",
    "TWEENBOARD_DATA": "Where styles, templates, models and the signing key of this person lie.",
    "TWEENBOARD_CACHE": "Where indexes, thumbnails and proxies lie; they can be deleted at any time.",
    "TWEENBOARD_CACHE_SIZE": "About how many bytes that folder may hold.",
    "TWEENBOARD_FILMS": "Where the editor puts new films.",
    "TWEENBOARD_LANGUAGE": "The editor's language: en or zh_CN.",
    "TWEENBOARD_WORKERS": "How many cards the editor draws at a time; usually one on each graphics card.",
    "TWEENBOARD_CARDS_TOGETHER": "How many graphics cards draw one card together; 1 unless set. Wan alone.",
    "TWEENBOARD_MEMORY": "Bytes of main memory that a drawing may plan with at most.",
    "TWEENBOARD_CHECK": "1 or 0: compare prompts with the list of what is not drawn, whatever was chosen.",
    "TWEENBOARD_CHECK_COMMAND": "Absolute path of a program that is asked about every drawing.",
    "TWEENBOARD_PACKAGES": "Folder where an installed program keeps torch and what else drawing needs.",
    "TWEENBOARD_TORCH_INDEX": "Index that tween setup gets torch from; pip: the one that pip is set to.",
    "TWEENBOARD_CLUSTER": "Address of a Ray cluster to draw on: HOST:6379, or auto.",
    "TWEENBOARD_STATE_SECONDS": "Seconds between two states that a drawing can go on from (default 5).",
    "TWEENBOARD_ATTENTION": "The attention backend of diffusers to draw with.",
    "TWEENBOARD_COMPILE": "1: compile the model before drawing, for long runs on a graphics card.",
    "TWEENBOARD_STEP_CACHE": "Skip parts of steps that change little; quicker, and not bit for bit the same.",
    "TWEENBOARD_CFG_ZERO": "1 or 0: how guidance treats the first steps, against the model's own default.",
    "TWEENBOARD_RESCALE": "0 … 1: how far guidance is scaled back, against the model's own default.",
    "TWEENBOARD_LONG_AXIS": "carry or fuse: how a range longer than one window of the model is drawn.",
    "TWEENBOARD_MEDIA": "Clips for the tests and for training the built-in model.",
}
FILES = {
    "NAME.tween": "A film: one SQLite file with its whole history.",
    "NAME.takes/": "What was drawn for it, each take with its recipe.",
    "NAME.media/": "Footage that was made for it.",
    "NAME.backups/": "Copies of earlier hours, days and weeks.",
}


def page() -> str:
    sys.path.insert(0, str(ROOT))
    from engine import __version__
    from engine.cli.parser import build_parser

    parser = build_parser()
    lines = [
        f'.TH TWEEN 1 "{released()}" "Tweenboard {__version__}" "User Commands"',
        ".SH NAME",
        f"tween \\- {_text(_lower(parser.description or '').rstrip('.'))}",
        ".SH SYNOPSIS",
        ".B tween",
        ".RB [ \\-\\-version ]",
        ".I COMMAND",
        "[arguments]",
        ".SH DESCRIPTION",
        "A film is a timeline of footage with a storyboard of cards over it. Each card is a range of frames;",
        "what its prompt says is drawn there by a video model; the frames on both sides stay as they are.",
        "Every command does what the editor",
        ".RB ( tweenboard )",
        "does, on the same files. With",
        ".B \\-\\-json",
        "each prints JSON.",
        ".SH COMMANDS",
    ]
    for name, sub, summary in _commands(parser):
        lines += _command(name, sub, summary)
    lines += [
        ".SH EXIT STATUS",
        *_tagged({"0": "Done.", "1": "Refused or failed; one sentence on standard error says why."}),
        *_tagged({"2": "The command line makes no sense."}),
        ".SH ENVIRONMENT",
        *_tagged(ENVIRONMENT),
        ".SH FILES",
        *_tagged(FILES),
        ".SH SEE ALSO",
        "The help pages in the editor (F1), which are files of the folder",
        ".IR resources/help ;",
        ".BR ffmpeg (1),",
        ".BR otiotool (1)",
    ]
    return "\n".join(lines) + "\n"


def released() -> str:
    """The day of the newest release, as the desktops' software centres are told it."""
    release = ElementTree.parse(METAINFO).getroot().find("releases/release")
    assert release is not None
    return release.attrib["date"]


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """Every command, then those below it, with its summary."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            said = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, sub in action.choices.items():
                yield sub.prog.removeprefix("tween "), sub, said[name]
                yield from _commands(sub)


def _command(name: str, sub: argparse.ArgumentParser, summary: str) -> list[str]:
    options = [a for a in sub._actions if a.option_strings and a.dest not in ("help", "json")]
    places = [
        a for a in sub._actions if not a.option_strings and not isinstance(a, argparse._SubParsersAction)
    ]
    words = " ".join(_place(action) for action in places)
    usage = f"tween {name} {words}".rstrip()
    tags = {_place(action): action.help for action in places if action.help}
    tags |= {_option(action): _help(action) for action in options}
    lines = [f".SS {_text(name)}", _sentence(summary), ".PP", f".B {_text(usage)}"]
    return [*lines, *(["[options]"] if options else []), *_tagged(tags)]


def _place(action: argparse.Action) -> str:
    shown = str(action.metavar or action.dest)
    return {"?": f"[{shown}]", "*": f"[{shown} ...]", "+": f"{shown} ..."}.get(str(action.nargs), shown)


def _option(action: argparse.Action) -> str:
    names = ", ".join(action.option_strings)
    if action.nargs == 0:
        return names
    if action.choices is not None:
        return f"{names} {'|'.join(map(str, action.choices))}"
    return f"{names} {action.metavar or action.dest.upper()}"


def _help(action: argparse.Action) -> str:
    # Python 3.11 adds this to the help of options that come with a --no-….
    return (action.help or "").removesuffix(" (default: %(default)s)").replace("%%", "%")


def _tagged(tags: dict[str, str]) -> list[str]:
    lines: list[str] = []
    for tag, text in tags.items():
        lines += [".TP", f".B {_text(tag)}", _sentence(text) if text else "\\&"]
    return lines


def _sentence(text: str) -> str:
    text = text.strip()
    return _text(text[:1].upper() + text[1:] + ("" if text.endswith((".", "…")) else "."))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _text(text: str) -> str:
    """As roff takes it: no macro by accident, hyphens that can be copied, other letters by their numbers."""
    plain = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    coded = "".join(sign if sign.isascii() else f"\\[u{ord(sign):04X}]" for sign in plain)
    return f"\\&{coded}" if coded.startswith((".", "'")) else coded


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="ascii")
