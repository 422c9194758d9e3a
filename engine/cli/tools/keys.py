"""What commands that set key frames have in common: --at, --remove, --ease, and how key frames are told."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.document.keys import Key
    from engine.document.levels import Level
    from engine.document.model import Clip, Document

WAYS = {"smooth": "smoothly", "linear": "evenly", "hold": "in a jump"}


def add_keys(sub: ArgumentParser, at: str) -> None:
    """The options; `at` is the help of --at."""
    sub.add_argument("--at", metavar="FRAME", help=at)
    sub.add_argument("--remove", action="store_true", help="take the key frame at --at away")
    sub.add_argument("--ease", choices=tuple(WAYS), help="how it goes on from there to the next key frame")


def at_meant(doc: Document, clip: Clip, args: Namespace) -> int | None:
    """`--at`, counted from the clip's first frame. Raises `TweenError`."""
    from engine.document.typed_time import parse_time
    from engine.errors import TweenError

    if args.at is None:
        if args.remove:
            raise TweenError("Say by --at which key frame is to be removed.")
        return None
    at = parse_time(args.at, doc.rate, digits="frames")
    if at not in clip.place:
        raise TweenError(f"Frame {at} is not in the clip at {clip.place}; choose one of its frames.")
    return at - clip.place.start


def refuse_none_at(clip: Clip, keys: Sequence[Key], at: int, without: str) -> None:
    """Raises `TweenError` where no key frame is at `at`; `without`: what is so of a clip that has none."""
    from engine.document.keys import key_at
    from engine.errors import TweenError

    if key_at(keys, at) is None:
        there = ", ".join(str(key.frame + clip.place.start) for key in keys)
        told = f"it has them at {there}" if there else without
        raise TweenError(
            f"The clip at {clip.place} has no key frame at frame {at + clip.place.start}; {told}."
        )


def keys_json(clip: Clip, keys: Sequence[Key]) -> list[dict[str, Any]]:
    """As JSON, `at` film frames."""
    from dataclasses import asdict

    told = [{"at": key.frame + clip.place.start, **asdict(key)} for key in keys]
    for key in told:
        del key["frame"], key["extra"]
    return told


def keys_said(told: list[dict[str, Any]], values: list[str]) -> str:
    """One text of `keys_json` and of what is so at each of them."""
    poses = [f"at {key['at']} {value}" for key, value in zip(told, values, strict=True)]
    for n, key in enumerate(told[:-1]):
        poses[n] += f", {WAYS[key['ease']]} on"
    return "; ".join(poses)


def with_level(doc: Document, clip: Clip, level: Level, value: float | None, args: Namespace) -> Document:
    """The film with a level of a clip as the options ask for it: throughout, or at a key frame."""
    from engine.document.edits import set_gain, set_level_keys, set_opacity
    from engine.document.keys import eased
    from engine.document.level_edits import levelled
    from engine.document.levels import keys_of, with_key, without_key
    from engine.errors import TweenError

    meant = levelled(doc, clip.id, level)[0]
    at, keys = at_meant(doc, meant, args), keys_of(meant, level)
    if at is None and value is not None:
        doc, keys = (set_gain if level == "gain" else set_opacity)(doc, clip.id, value), ()
    elif at is not None and args.remove:
        refuse_none_at(meant, keys, at, "it is the same throughout")
        last = without_key(meant, level, at)
        keys = keys_of(last, level)
        if not keys:
            return (set_gain if level == "gain" else set_opacity)(
                doc, clip.id, last.gain if level == "gain" else last.opacity
            )
    elif at is not None:
        keys = with_key(meant, level, at, value)
    if args.ease is not None:
        if not keys:
            raise TweenError(f"The clip at {clip.place} has no key frames; say --at to set one.")
        keys = eased(keys, args.ease, at)
    return set_level_keys(doc, clip.id, level, keys) if keys else doc
