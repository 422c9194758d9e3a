"""The command line's grammar. A command's code is imported when it runs, so that `--help` is quick."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NoReturn

from engine import __version__
from engine.cli import models_grammar
from engine.cli.tools import TOOLS
from engine.cli.tools.apply import add_cluster
from engine.document.time import FrameRange, parse_range, parse_rate
from engine.errors import TweenError


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, where argparse prints the whole usage."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}; see {self.prog} --help", file=sys.stderr)
        sys.exit(2)


def build_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="tween", description="Cut footage into cards, redraw them with a video model, export."
    )
    parser.add_argument("--version", action="version", version=f"tween {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, module: str, summary: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        sub.add_argument("--json", action="store_true", help="print JSON")
        sub.set_defaults(run=_late(module, name.replace("-", "_")))
        return sub

    _film_commands(command)
    _work_commands(command)
    models_grammar.add(command)
    _media_commands(command)
    _export_commands(command)
    _setup_command(command)
    _trust_commands(command)
    _exchange_commands(command)
    for tool in TOOLS:
        tool.add(command)
    return parser


def _late(module: str, name: str) -> Callable[[argparse.Namespace], None]:
    def run(args: argparse.Namespace) -> None:
        getattr(importlib.import_module(f"engine.cli.{module}"), name)(args)

    return run


_Add = Callable[[str, str, str], argparse.ArgumentParser]


def _film_commands(command: _Add) -> None:
    probe = command("probe", "film", "say what a video, picture or sound file is")
    probe.add_argument("file", metavar="FILE")

    scenes = command("scenes", "scenes", "find a video's shot changes, and say what each shot looks like")
    scenes.add_argument("file", metavar="FILE")
    scenes.add_argument(
        "--threshold", metavar="T", type=float, help="a cut is T times the change around it (default 3)"
    )

    new = command("new", "film", "start a film, with footage one after the other")
    new.add_argument("film", metavar="FILM.tween")
    new.add_argument("footage", metavar="FOOTAGE", nargs="*")
    new.add_argument("--in", dest="first", metavar="F", type=_frame, help="first frame of the footage")
    new.add_argument("--out", dest="stop", metavar="F", type=_frame, help="the frame to stop before")
    new.add_argument("--size", metavar="WxH", type=_size, help="the film's size; else the footage's")
    new.add_argument("--rate", metavar="N/D", type=_rate, help="frames a second; else the footage's")

    show = command("show", "film", "list tracks, clips and cards")
    show.add_argument("film", metavar="FILM.tween")

    split = command("split", "film", "cut clips and cards before a frame")
    split.add_argument("film", metavar="FILM.tween")
    split.add_argument("frames", metavar="FRAME", nargs="+", type=_frame)

    marker = command("marker", "film", "note something at a frame")
    marker.add_argument("film", metavar="FILM.tween")
    marker.add_argument("frame", metavar="FRAME|TIMECODE", help="114, 00:00:04:18 or 4.75s")
    marker.add_argument("--name", metavar="N", default="", help="what to note")

    _card_command(command)


def _card_command(command: _Add) -> None:
    card = command("card", "film", "make a card, or say what happens in one")
    card.add_argument("film", metavar="FILM.tween")
    card.add_argument("card", metavar="CARD|A-B", type=_card, help="a card's number, or a range of frames")
    card.add_argument("--prompt", metavar="T", help="what happens there")
    card.add_argument("--keep", action="store_true", help="take the prompt away: show the footage")
    card.add_argument("--negative", metavar="T", help="what should not appear")
    card.add_argument("--strength", metavar="S", type=float, help="0 keeps the footage, 1 draws anew")
    card.add_argument("--seed", metavar="N", type=int)
    card.add_argument(
        "--guidance", metavar="G", type=float, help="how closely the words are followed, 1 (not at all) to 30"
    )
    card.add_argument(
        "--image",
        metavar="FILE[@FRAME|@A-B]",
        action="append",
        default=[],
        help="a picture or video to show at a frame of the card (0 when not given), or from its frame A to "
        "before B; may be repeated",
    )
    card.add_argument("--style", metavar="NAME", help="a style from the list, or none")
    shot = card.add_mutually_exclusive_group()
    shot.add_argument("--cut", action="store_true", default=None, help="begin with a cut")
    shot.add_argument(
        "--continuous", dest="cut", action="store_false", default=None, help="go on from what comes before"
    )


def _media_commands(command: _Add) -> None:
    collect = command("collect", "media", "copy a film with its footage and takes into one folder")
    collect.add_argument("film", metavar="FILM.tween")
    collect.add_argument("folder", metavar="FOLDER", help="a new or empty folder")

    relink = command("relink", "media", "find missing footage again by its content")
    relink.add_argument("film", metavar="FILM.tween")
    relink.add_argument(
        "--search",
        metavar="FOLDER",
        action="append",
        help="where to look, however deep (default: around the film and its other footage); may be repeated",
    )
    relink.add_argument(
        "--file",
        metavar="NAME=PATH",
        action="append",
        default=[],
        help="this file is the footage NAME (an id, path or file name); may be repeated",
    )
    relink.add_argument("--force", action="store_true", help="also when the file is another one")

    copy = command("copy", "media", "copy a film and its takes; the footage stays where it is")
    copy.add_argument("film", metavar="FILM.tween")
    copy.add_argument("copy", metavar="COPY.tween")

    backups = command("backups", "media", "list the copies of a film, or go back to one")
    backups.add_argument("film", metavar="FILM.tween")
    backups.add_argument("--restore", metavar="N|NAME", help="make this copy the film again; keep what it is")


def _work_commands(command: _Add) -> None:
    generate = command("generate", "work", "draw cards with a model")
    generate.add_argument("film", metavar="FILM.tween")
    generate.add_argument(
        "--cards",
        metavar="1,2|all|stale",
        type=_cards,
        default="stale",
        help="card numbers; every card with a prompt; those not drawn yet or changed since (default)",
    )
    generate.add_argument("--model", metavar="NAME|DIR", help="for cards that name none (default: sketch)")
    generate.add_argument("--steps", metavar="N", type=_positive, help="denoising steps")
    generate.add_argument(
        "--variations", metavar="N", type=_positive, default=1, help="takes a card, ranked by their seams"
    )
    generate.add_argument("--best", action="store_true", help="pin the variation whose seams show least")
    add_cluster(generate)

    estimate = command("estimate", "estimate", "say what drawing cards would take: time and memory")
    estimate.add_argument("film", metavar="FILM.tween")
    estimate.add_argument(
        "--cards", metavar="1,2|all|stale", type=_cards, default="stale", help="as in: tween generate"
    )
    estimate.add_argument("--model", metavar="NAME|DIR", help="for cards that name none (default: sketch)")
    estimate.add_argument("--steps", metavar="N", type=_positive, help="denoising steps")
    estimate.set_defaults(variations=1)

    seams = command("seams", "work", "say how visible the joins are: 1.0 is like any other frame step")
    seams.add_argument("film", metavar="FILM.tween")


def _export_commands(command: _Add) -> None:
    export = command("export", "export", "write the film to a file")
    export.add_argument("film", metavar="FILM.tween")
    export.add_argument(
        "out", metavar="OUT", help="its ending says what: .mp4 .mov .mkv .gif .webp .wav, or a folder of PNGs"
    )
    export.add_argument("--range", dest="span", metavar="A-B", type=_range, help="only these frames")
    export.add_argument(
        "--preset",
        metavar="NAME",
        help="for a place: youtube, instagram-reel, instagram-square, x, mail, small, edit, archive, loop",
    )
    export.add_argument(
        "--format",
        metavar="NAME",
        help="h264, h265, av1, prores, prores4444, ffv1, ffv1-420, gif, webp, png, wav; else by OUT's ending",
    )
    export.add_argument("--crf", metavar="N", type=int, help="quality, 0 best (x264: 18 unless given)")
    export.add_argument(
        "--bitrate", dest="bit_rate", metavar="N", type=_bit_rate, help="instead of it: 8M or 800k a second"
    )
    export.add_argument("--speed", metavar="NAME", help="the encoder's preset: veryfast, medium, slow …")
    export.add_argument("--size", metavar="WxH", type=_size, help="of the picture; else the film's")
    export.add_argument("--fill", action="store_true", help="cut off what does not fit, instead of bars")
    export.add_argument(
        "--encoder",
        metavar="NAME",
        default="software",
        help="nvenc, videotoolbox, qsv, vaapi or amf: on a graphics card (default: software)",
    )
    export.add_argument(
        "--audio-bitrate", dest="audio_bit_rate", metavar="N", type=_bit_rate, help="of AAC (default 192k)"
    )
    export.add_argument("--no-sound", action="store_true", help="write the picture alone")
    export.add_argument("--threads", metavar="N", type=_positive, default=0, help="default: one a core")
    export.add_argument(
        "--smart",
        action=argparse.BooleanOptionalAction,
        default=False,
        help="copy footage that is shown unchanged packet by packet, in its own codec; encode only the rest",
    )
    export.add_argument("--overwrite", action="store_true", help="replace OUT when it is there")
    _label_options(export)

    recover = command("recover", "export", "make what a killed export left into a file that plays")
    recover.add_argument("file", metavar="FILE", help="the unfinished .part file, or what it was to become")
    recover.add_argument("out", metavar="OUT", nargs="?", help="default: “NAME recovered” beside it")
    recover.add_argument("--overwrite", action="store_true", help="replace OUT when it is there")
    recover.add_argument("--no-credentials", action="store_true", help="do not sign it with your key")


def _label_options(export: argparse.ArgumentParser) -> None:
    export.add_argument(
        "--no-credentials",
        action="store_true",
        help="do not sign it with your key; its metadata still say what a model drew",
    )
    export.add_argument(
        "--prompts-in-credentials", action="store_true", help="say in it with which prompts that was drawn"
    )
    export.add_argument(
        "--mark",
        choices=("2s", "all"),
        help="say in the picture that AI drew in it: at the start, or throughout",
    )


def _setup_command(command: _Add) -> None:
    setup = command("setup", "setup", "bring what drawing needs (torch) to this machine")
    setup.add_argument(
        "--device",
        choices=("cuda", "rocm", "xpu", "mps", "cpu"),
        help="NVIDIA, AMD, Intel, Apple, or the processor (default: what is found)",
    )
    setup.add_argument("--to", metavar="FOLDER", help="where to put it (default: your own data folder)")
    setup.add_argument(
        "--with",
        dest="parts",
        action="append",
        choices=("cluster",),
        default=[],
        help="bring Ray too, to draw on a cluster",
    )
    what = setup.add_mutually_exclusive_group()
    for action, summary in (
        ("state", "only say what is set up, and which graphics card is here"),
        ("check", "read every file and compare it with what was put there"),
        ("repair", "fetch and put anew what is not as it was"),
        ("remove", "delete what was set up; models and films stay"),
    ):
        what.add_argument(f"--{action}", dest="action", action="store_const", const=action, help=summary)
    setup.add_argument("--progress-lines", action="store_true", help=argparse.SUPPRESS)


def _trust_commands(command: _Add) -> None:
    verify = command("verify", "verify", "say who signed a file, what was drawn in it, and if that is true")
    verify.add_argument("file", metavar="FILE")
    verify.add_argument(
        "--anchor",
        metavar="PEM|own",
        action="append",
        default=[],
        help="certificates of those you trust, or your own key's; may be repeated",
    )

    check = command("check", "check", "switch the list of what is not drawn here on or off, or try it")
    check.add_argument("text", metavar="TEXT", nargs="?", help="a prompt to compare with the list")
    which = check.add_mutually_exclusive_group()
    which.add_argument("--on", action="store_true", default=None, help="refuse prompts with its words")
    which.add_argument("--off", dest="on", action="store_false", default=None, help="refuse none")


def _exchange_commands(command: _Add) -> None:
    script = command("script", "exchange", "make a film of cards from a script, a shot a row or paragraph")
    script.add_argument("file", metavar="SCRIPT", help="a .csv or .tsv table, Markdown (.md) or plain text")
    script.add_argument("film", metavar="FILM.tween")
    script.add_argument("--seconds", metavar="S", type=_seconds, help="of a shot that names none (default 4)")
    script.add_argument("--size", metavar="WxH", type=_size, help="the film's size (default 1280x720)")
    script.add_argument("--rate", metavar="N/D", type=_rate, help="frames a second (default 24)")

    otio = command("import-otio", "exchange", "make a film from an OpenTimelineIO file")
    otio.add_argument(
        "file", metavar="FILE.otio", help="or .otiod, or .otioz, whose footage goes to FILM.media"
    )
    otio.add_argument("film", metavar="FILM.tween")

    for name, summary, out in (
        ("export-otio", "write the film for other editors, cards and all", "OUT.otio"),
        ("export-edl", "write the film's cuts as an edit decision list (CMX 3600)", "OUT.edl"),
    ):
        export = command(name, "exchange", summary)
        export.add_argument("film", metavar="FILM.tween")
        export.add_argument("out", metavar=out)
        export.add_argument("--overwrite", action="store_true", help=f"replace {out} when it is there")


def _seconds(text: str) -> Fraction:
    try:
        seconds = Fraction(text.strip() if len(text) <= 20 and "e" not in text.lower() else "")
    except (ValueError, ZeroDivisionError):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of seconds") from None
    return seconds


def _range(text: str) -> FrameRange:
    try:
        return parse_range(text)
    except TweenError as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from None


def _rate(text: str) -> Fraction:
    try:
        return parse_rate(text)
    except TweenError as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from None


def _size(text: str) -> tuple[int, int]:
    parts = text.lower().replace("×", "x").split("x")
    if len(parts) != 2 or not all(part.isdecimal() for part in parts):
        raise argparse.ArgumentTypeError(f"“{text}” is not a size; write it like 1280x720")
    return int(parts[0]), int(parts[1])


def _bit_rate(text: str) -> int:
    number, unit = (text[:-1], text[-1]) if text[-1:] in ("k", "M") else (text, "")
    try:
        return round(Fraction(number) * {"": 1, "k": 1_000, "M": 1_000_000}[unit])
    except (ValueError, ZeroDivisionError):
        raise argparse.ArgumentTypeError(f"“{text}” is no bit rate; write it like 8M or 800k") from None


def _frame(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}” is not a frame; frames are whole numbers from 0")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1")
    return int(text)


def _card(text: str) -> int | FrameRange:
    return int(text) if text.isdecimal() else _range(text)


def _cards(text: str) -> str | list[int]:
    if text in ("all", "stale"):
        return text
    parts: Sequence[str] = text.split(",")
    if not all(part.strip().isdecimal() for part in parts):
        raise argparse.ArgumentTypeError(f"“{text}” names no cards; write 1,2 or all or stale")
    return sorted({int(part) for part in parts})
