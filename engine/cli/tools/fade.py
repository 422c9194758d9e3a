"""`tween fade`: a clip comes out of what lies below it and goes again, or lets it shine through."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.cli.tools.apply import add_film
from engine.cli.tools.keys import add_keys, keys_json, keys_said, with_level

if TYPE_CHECKING:
    from engine.document.model import Clip, Document, Track
    from engine.project.project import Project


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("fade", "tools.fade", "let a clip fade in and out, or be seen through")
    add_film(sub)
    sub.add_argument(
        "clip", metavar="CLIP", help="its id, a frame (the clip seen there) or a track and a frame: A1:120"
    )
    sub.add_argument("--in", dest="fade_in", metavar="N|Ss", help="over so many frames; 0 for none")
    sub.add_argument("--out", dest="fade_out", metavar="N|Ss", help="over so many frames; 0 for none")
    sub.add_argument(
        "--opacity", metavar="P", type=float, help="in %%: at 100 nothing below it shows through"
    )
    add_keys(sub, "a key frame of its opacity there, in film frames: --opacity is that of this frame alone")


def fade(args: Namespace) -> None:
    from engine.document.edits import set_fades
    from engine.errors import TweenError
    from engine.project.project import Project

    with Project.open(args.film) as project:
        doc = project.document
        clip = clip_meant(doc, args.clip)
        frames = [frames_meant(doc, text) for text in (args.fade_in, args.fade_out)]
        seen = args.opacity is not None or args.at is not None or args.ease is not None or args.remove
        if frames == [None, None] and not seen:
            raise TweenError("Nothing is asked of the clip; say --in, --out or --opacity.")
        if frames != [None, None]:
            doc = set_fades(doc, clip.id, *frames)
        if seen:
            share = None if args.opacity is None else args.opacity / 100
            doc = with_level(doc, clip, "opacity", share, args)
        project.commit(doc, f"Fade {clip.place}")
        tell(project, args, clip.id)


def clip_meant(doc: Document, text: str) -> Clip:
    """The clip with that id, the one seen at that frame, or the one of that track there. Raises
    `TweenError`."""
    from engine.document.queries import clip_at, clip_on
    from engine.document.typed_time import parse_time
    from engine.errors import TweenError

    for track in doc.tracks:
        for clip in track.clips:
            if clip.id == text:
                return clip
    track = _track(doc, text)
    frame = parse_time(text[len(track.name) + 1 :] if track else text, doc.rate, digits="frames")
    found = clip_on(track, frame) if track else clip_at(doc, frame) or clip_at(doc, frame, "audio")
    if found is None:
        where = f"on {track.name} " if track else ""
        raise TweenError(f"There is no clip {where}at frame {frame}; tween show lists them.")
    return found


def _track(doc: Document, text: str) -> Track | None:
    """The track that `text` begins with, before a colon."""
    return next((track for track in doc.tracks if text.startswith(f"{track.name}:")), None)


def frames_meant(doc: Document, text: str | None) -> int | None:
    from engine.document.typed_time import parse_time

    return None if text is None else parse_time(text, doc.rate, digits="frames")


def tell(project: Project, args: Namespace, clip_id: str) -> None:
    from engine.cli.text import plain, print_json
    from engine.document.queries import clip_by_id

    track, clip = clip_by_id(project.document, clip_id)
    told = {
        "clip": clip.id, "track": track.name, "range": [clip.place.start, clip.place.stop],
        "opacity": clip.opacity, "opacity_keys": keys_json(clip, clip.opacity_keys),
        "fade_in": clip.fade_in, "fade_out": clip.fade_out, "dissolve": clip.dissolve,
    }  # fmt: skip
    if args.json:
        print_json(told)
        return
    parts = [
        f"in over {clip.fade_in}" if clip.fade_in else "",
        f"out over {clip.fade_out}" if clip.fade_out else "",
        f"dissolves over {clip.dissolve}" if clip.dissolve else "",
        keys_said(told["opacity_keys"], [f"{key['value'] * 100:g} %" for key in told["opacity_keys"]])
        or (f"{clip.opacity * 100:g} % opaque" if clip.opacity < 1 else ""),
    ]
    said = ", ".join(part for part in parts if part) or "no fades"
    print(plain(f"{track.name} {clip.place}: {said}"))
