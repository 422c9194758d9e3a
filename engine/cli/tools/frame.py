"""`tween frame`: where a clip's picture lies in the film's, how large, turned, cropped and mirrored, and how
it moves."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.cli.tools.apply import add_film
from engine.cli.tools.fade import clip_meant
from engine.cli.tools.keys import add_keys, at_meant, keys_json, keys_said, refuse_none_at

if TYPE_CHECKING:
    from engine.document.framing import Framing
    from engine.document.model import Clip, Document
    from engine.project.project import Project

FLIPS = {"none": (False, False), "x": (True, False), "y": (False, True), "xy": (True, True)}


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("frame", "tools.frame", "place, scale, turn and crop a clip's picture, and let it move")
    add_film(sub)
    sub.add_argument(
        "clip", metavar="CLIP", help="its id, a frame (the clip seen there) or a track and a frame: V2:120"
    )
    sub.add_argument(
        "--place", metavar="NAME",
        help="whole, fill, upright (9:16 out of the middle), left, right, top, bottom (halves), top-left, "
        "top-right, bottom-left or bottom-right; what else is given is set after it",
    )  # fmt: skip
    sub.add_argument(
        "--x", metavar="P", type=float, help="its centre, in %% of the film's width; 50 is the middle"
    )
    sub.add_argument("--y", metavar="P", type=float, help="the same in %% of the height, from the top")
    sub.add_argument("--scale", metavar="P", type=float, help="its size in %%; 100 is fitted into the film")
    sub.add_argument("--rotate", metavar="DEG", type=float, help="degrees clockwise")
    sub.add_argument(
        "--crop",
        metavar="L,T,R,B",
        type=_crop,
        help="%% of the footage hidden at its left, top, right, bottom",
    )
    sub.add_argument("--flip", choices=tuple(FLIPS), help="mirror it left to right (x), upside down (y)")
    sub.add_argument("--fit", choices=("film", "inside", "fill", "stretch"), help="how large it is at 100 %%")
    sub.add_argument("--reset", action="store_true", help="fitted into the film as a new clip, first of all")
    _add_moves(sub)


def _add_moves(sub: ArgumentParser) -> None:
    sub.add_argument(
        "--move", metavar="NAME",
        help="from its first frame to its last: zoom-in, zoom-out, pan-left, pan-right, pan-up or pan-down; "
        "none lets it stand still again",
    )  # fmt: skip
    add_keys(
        sub,
        "a key frame there, in film frames: what is given is how the picture lies at that frame; "
        "without it, a picture that moves is changed in all its key frames",
    )


def frame(args: Namespace) -> None:
    from engine.document.edits import set_framing
    from engine.errors import TweenError
    from engine.project.project import Project

    with Project.open(args.film) as project:
        doc = project.document
        clip = clip_meant(doc, args.clip)
        wanted = _wanted(args)
        moves = args.move or args.at is not None or args.remove or args.ease
        if not (wanted or args.reset or args.place or moves):
            raise TweenError("Nothing is asked of the clip; say --place, --x, --scale, --reset or another.")
        doc = _begun(doc, clip, args)
        doc = set_framing(doc, clip.id, _framed(doc, clip.id, args, wanted))
        project.commit(doc, f"Frame clip {clip.place}")
        _tell(project, args, clip.id)


def _begun(doc: Document, clip: Clip, args: Namespace) -> Document:
    """The film with what is done first of all: the framing taken away, another move."""
    from engine.document.edits import set_framing, set_move
    from engine.document.framing_moves import still

    if args.reset:
        doc = set_framing(doc, clip.id, None)
    if args.move == "none":
        return set_framing(doc, clip.id, clip.framing and still(clip.framing, 0)) if not args.reset else doc
    return set_move(doc, clip.id, args.move) if args.move else doc


def _crop(text: str) -> tuple[float, ...]:
    try:
        sides = tuple(float(side) for side in text.split(","))
    except ValueError:
        sides = ()
    if len(sides) != 4:
        raise ArgumentTypeError(f"“{text}” is no crop; write four percentages like 10,0,10,0")
    return sides


def _wanted(args: Namespace) -> dict[str, Any]:
    """The values of a Framing that were asked for."""
    shares = {"x": args.x, "y": args.y, "scale": args.scale}
    if args.crop is not None:
        shares |= dict(zip(("left", "top", "right", "bottom"), args.crop, strict=True))
    wanted: dict[str, Any] = {name: value / 100 for name, value in shares.items() if value is not None}
    if args.rotate is not None:
        wanted["rotation"] = args.rotate
    if args.flip is not None:
        wanted["flip_x"], wanted["flip_y"] = FLIPS[args.flip]
    if args.fit is not None:
        wanted["fit"] = args.fit
    return wanted


def _framed(doc: Document, clip_id: str, args: Namespace, wanted: dict[str, Any]) -> Framing:
    from engine.document.framing import NEUTRAL
    from engine.document.framing_moves import eased, keyed, posed_at, throughout, with_key, without_key
    from engine.document.queries import clip_by_id
    from engine.errors import TweenError

    _, clip = clip_by_id(doc, clip_id)
    now, at = clip.framing or NEUTRAL, at_meant(doc, clip, args)
    if at is not None:
        if args.remove:
            refuse_none_at(clip, now.keys, at, "it stands still")
            return without_key(now, at)
        now = with_key(now, at)
        there = _placed(doc, clip, posed_at(now, at), args.place, wanted)
        now = keyed(now, at, there)
    elif now.keys:
        if args.place is not None:
            raise TweenError(
                f"The clip at {clip.place} moves; say by --at at which frame it takes that place."
            )
        now = throughout(now, wanted)
    else:
        now = _placed(doc, clip, now, args.place, wanted)
    if args.ease is None:
        return now
    if not now.keys:
        raise TweenError(f"The clip at {clip.place} stands still; say --at or --move to let it move.")
    return eased(now, args.ease, at)


def _placed(doc: Document, clip: Clip, now: Framing, place: str | None, wanted: dict[str, Any]) -> Framing:
    from dataclasses import replace

    from engine.document.framing_presets import PRESETS, preset
    from engine.document.queries import asset_by_id
    from engine.errors import TweenError

    if place is not None:
        if place not in PRESETS:
            raise TweenError(f"“{place}” is no place in the frame; there are {', '.join(PRESETS)}.")
        # What fits it, mirrors it or crops it counts before the place that it takes.
        before = {name: wanted[name] for name in wanted.keys() - {"x", "y", "scale", "rotation"}}
        asset = asset_by_id(doc, clip.asset)
        film = doc.width, doc.height
        now = preset(place, replace(now, **before), (asset.width, asset.height), film, doc.fill)
    return replace(now, **wanted)


def _tell(project: Project, args: Namespace, clip_id: str) -> None:
    from engine.cli.text import plain, print_json
    from engine.document.queries import clip_by_id

    track, clip = clip_by_id(project.document, clip_id)
    told = framing_json(clip)
    if args.json:
        place = [clip.place.start, clip.place.stop]
        print_json({"clip": clip.id, "track": track.name, "range": place, "framing": told})
        return
    print(plain(f"{track.name} {clip.place}: {_said_of(told)}"))


def framing_json(clip: Clip) -> dict[str, Any] | None:
    """A clip's framing as JSON, in shares and degrees, its key frames `at` film frames; None for a clip
    without."""
    from dataclasses import asdict

    if clip.framing is None:
        return None
    told = asdict(clip.framing)
    del told["extra"]
    return {**told, "keys": keys_json(clip, clip.framing.keys)}


def _said_of(told: dict[str, Any] | None) -> str:
    if told is None:
        return "fitted into the film"
    keys = told["keys"]
    return keys_said(keys, [_said({**told, **key}) for key in keys]) if keys else _said(told)


def _said(told: dict[str, Any]) -> str:
    crop = [f"{100 * told[side]:g}" for side in ("left", "top", "right", "bottom")]
    parts = [
        f"centre at {100 * told['x']:.4g}, {100 * told['y']:.4g} %",
        f"{100 * told['scale']:.4g} % large",
        f"turned by {told['rotation']:g}°" if told["rotation"] else "",
        f"cropped by {', '.join(crop)} %" if any(told[s] for s in ("left", "top", "right", "bottom")) else "",
        "mirrored" if told["flip_x"] else "",
        "upside down" if told["flip_y"] else "",
        {"film": "", "inside": "fitted inside", "fill": "filling", "stretch": "stretched"}[told["fit"]],
    ]
    return ", ".join(part for part in parts if part)
