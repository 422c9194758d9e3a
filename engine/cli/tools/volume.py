"""`tween volume`: how loud a clip is, throughout or from key frame to key frame."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.cli.tools.apply import add_film
from engine.cli.tools.fade import clip_meant
from engine.cli.tools.keys import add_keys, keys_json, keys_said, with_level

if TYPE_CHECKING:
    from engine.document.model import Clip, Document


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("volume", "tools.volume", "make a clip louder or quieter, throughout or over time")
    add_film(sub)
    sub.add_argument(
        "clip", metavar="CLIP", help="its id, a frame (the clip seen there) or a track and a frame: A1:120"
    )
    sub.add_argument(
        "--db", metavar="DB", type=float, help="decibels; 0 is as loud as in the file, 6 twice as loud"
    )
    sub.add_argument("--by", metavar="DB", type=float, help="so much louder than now, key frames included")
    add_keys(
        sub,
        "a key frame there, in film frames: how loud it is at that frame; between key frames it goes evenly "
        "in decibels",
    )


def volume(args: Namespace) -> None:
    from engine.cli.text import plain, print_json
    from engine.document.level_edits import levelled
    from engine.document.queries import clip_by_id
    from engine.errors import TweenError
    from engine.project.project import Project

    with Project.open(args.film) as project:
        doc = project.document
        clip = clip_meant(doc, args.clip)
        if args.by is not None and (args.db is not None or args.at is not None):
            raise TweenError("--by makes the whole clip louder; leave out --db and --at.")
        if args.by is args.db is args.at is args.ease is None and not args.remove:
            raise TweenError("Nothing is asked of the clip; say --db, --by or --at.")
        doc = _raised(doc, clip, args.by) if args.by is not None else doc
        doc = with_level(doc, clip, "gain", args.db, args)
        project.commit(doc, f"Volume of clip {clip.place}")
        track, sound = clip_by_id(doc, levelled(doc, clip.id, "gain")[0].id)
    told = gain_json(sound)
    if args.json:
        print_json(
            {"clip": sound.id, "track": track.name, "range": [sound.place.start, sound.place.stop], **told}
        )
        return
    values = [f"{key['value']:g} dB" for key in told["gain_keys"]]
    said = keys_said(told["gain_keys"], values) or f"{sound.gain:g} dB"
    print(plain(f"{track.name} {sound.place}: {said}"))


def _raised(doc: Document, clip: Clip, by: float) -> Document:
    from dataclasses import replace

    from engine.document.edits import set_gain, set_level_keys
    from engine.document.level_edits import levelled

    sound = levelled(doc, clip.id, "gain")[0]
    if not sound.gain_keys:
        return set_gain(doc, clip.id, sound.gain + by)
    keys = tuple(replace(key, value=key.value + by) for key in sound.gain_keys)
    return set_level_keys(doc, clip.id, "gain", keys)


def gain_json(clip: Clip) -> dict[str, Any]:
    return {"gain": clip.gain, "gain_keys": keys_json(clip, clip.gain_keys)}
