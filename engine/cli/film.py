"""Commands that look at footage and edit the board: probe, new, show, split, card."""

from __future__ import annotations

import re
from argparse import Namespace
from pathlib import Path
from typing import Any

from engine.cli.text import plain, print_json, shortened, table
from engine.cli.tools.frame import framing_json
from engine.cli.tools.grade import grade_json
from engine.cli.tools.keys import keys_json
from engine.document.edits import (
    add_asset,
    add_card,
    add_marker,
    append_clip,
    attach_keyframe,
    set_card,
    set_format,
)
from engine.document.edits import split as split_at
from engine.document.model import Asset, Card, Clip, Document, Track
from engine.document.queries import asset_by_id, asset_length, card_at, card_by_id, card_by_index, card_label
from engine.document.take import Take
from engine.document.time import FrameRange, SourceRange, rate_text, timecode
from engine.document.typed_time import parse_time
from engine.errors import TweenError
from engine.project.project import Project


def probe(args: Namespace) -> None:
    from engine.media.probe import probe as look

    info = look(args.file).to_json()
    if args.json:
        print_json(info)
        return
    sound = info["audio"]
    lines = [
        ("kind", info["kind"]),
        ("frames", info["frames"]),
        ("size", f"{info['width']}×{info['height']}"),
        ("rate", info["rate"]),
        ("duration", f"{info['duration']:.3f} s"),
        ("sound", f"{sound['rate']} Hz, {sound['channels']} channels" if sound else "none"),
        *(("note", note) for note in info["notes"]),
    ]
    print(plain("\n".join(f"{name:<9} {value}" for name, value in lines)))


def new(args: Namespace) -> None:
    from engine.project.importing import asset_from_file

    film = Path(args.film)
    if film.exists():  # before any footage is decoded
        raise TweenError(f"{film} exists already; choose another name.")
    if (args.first is not None or args.stop is not None) and len(args.footage) != 1:
        raise TweenError(
            "--in and --out cut one piece of footage; give exactly one, and cut the others later."
        )
    assets = [asset_from_file(file) for file in args.footage]
    doc = _with_format(Document(), assets, args)
    for asset in assets:
        doc = add_asset(doc, asset)
        doc = append_clip(doc, asset.id, _source(doc, asset, args.first, args.stop))
    with Project.create(film, doc) as project:
        report(project, args.json)


def _with_format(doc: Document, assets: list[Asset], args: Namespace) -> Document:
    """The film's rate and size: as asked, else the first video's, else the first picture's size."""
    videos = [asset for asset in assets if asset.kind == "video"]
    pictures = videos or [asset for asset in assets if asset.kind == "image"]
    rate = args.rate or (videos[0].rate if videos else doc.rate)
    size = (pictures[0].width, pictures[0].height) if pictures else (doc.width, doc.height)
    return set_format(doc, rate, *(args.size or size))


def _source(doc: Document, asset: Asset, first: int | None, stop: int | None) -> SourceRange | None:
    if first is None and stop is None:
        return None
    start = first or 0
    end = stop if stop is not None else asset_length(asset, doc.rate)
    if end <= start:
        raise TweenError(f"The range {start}–{end} of {asset.path} is empty; --out must come after --in.")
    return SourceRange(start, end)


def show(args: Namespace) -> None:
    with Project.open(args.film, read_only=True) as project:
        report(project, args.json)


def split(args: Namespace) -> None:
    with Project.open(args.film) as project:
        doc = project.document
        for frame in sorted(set(args.frames)):
            doc = split_at(doc, frame)
        project.commit(doc, f"Split at {', '.join(map(str, sorted(set(args.frames))))}")
        report(project, args.json)


def marker(args: Namespace) -> None:
    with Project.open(args.film) as project:
        doc = project.document
        frame = parse_time(args.frame, doc.rate, digits="frames")
        project.commit(add_marker(doc, frame, args.name), f"Marker at {frame}")
        report(project, args.json)


def card(args: Namespace) -> None:
    with Project.open(args.film) as project:
        doc, chosen = _chosen(project.document, args.card)
        fields = _fields(doc, chosen, args)
        if fields:
            doc = set_card(doc, chosen.id, **fields)
        for image in args.image:
            doc = _with_image(doc, chosen.id, image)
        project.commit(doc, card_label(doc, card_by_id(doc, chosen.id)))
        report(project, args.json, only=chosen.id)


def _chosen(doc: Document, which: int | FrameRange) -> tuple[Document, Card]:
    """The card that is meant, made where there is none at that range yet."""
    if isinstance(which, int):
        return doc, card_by_index(doc, which)
    doc = add_card(doc, which)
    made = card_at(doc, which.start)
    assert made is not None
    return doc, made


def _fields(doc: Document, chosen: Card, args: Namespace) -> dict[str, Any]:
    label = card_label(doc, chosen)
    if args.keep and args.prompt is not None:
        raise TweenError(f"{label} cannot both keep the footage and have a prompt; leave one out.")
    if args.prompt is not None and not args.prompt.strip():
        raise TweenError(f"The prompt for {label} is empty; say what happens there, or use --keep.")
    given = {
        "negative": args.negative,
        "strength": args.strength,
        "seed": args.seed,
        "guidance": args.guidance,
        "prompt": args.prompt,
        "cut": args.cut,
    }
    fields = {name: value for name, value in given.items() if value is not None}
    if args.keep:
        fields["prompt"] = ""
    if args.style is not None:
        from engine.tools.styles import style

        fields["style"] = None if args.style == "none" else style(args.style).key
    return fields


def _with_image(doc: Document, card_id: str, text: str) -> Document:
    """`FILE[@FRAME]` or `FILE@A-B`; a file whose own name ends like that is meant when it is there."""
    from engine.project.importing import asset_from_file

    found = None if Path(text).exists() else re.fullmatch(r"(.+)@(\d+)(?:-(\d+))?", text, re.DOTALL)
    file, first, stop = found.groups() if found else (text, "0", None)
    asset = asset_from_file(file)
    frames = int(stop) - int(first) if stop else 1
    return attach_keyframe(add_asset(doc, asset), card_id, asset.id, int(first), frames=frames)


def report(project: Project, as_json: bool, only: str | None = None) -> None:
    """The board, or one card of it, as text; always the whole board as JSON."""
    board = board_json(project)
    if as_json:
        print_json(board)
        return
    if only is None:
        print(plain(_film_text(project, board)))
    cards = [card for card in board["cards"] if only in (None, card["id"])]
    if cards:
        rows = [_card_row(card) for card in cards]
        print(table(("CARD", "FRAMES", "STATE", "TAKES", "STRENGTH", "SEED", "PROMPT"), rows))
    if only is None:
        for asset in board["assets"]:
            for note in asset["notes"]:
                print(plain(f"{Path(asset['path']).name}: {note}"))
    for problem in board["problems"]:
        print(plain(problem))


def _film_text(project: Project, board: dict[str, Any]) -> str:
    doc = project.document
    end = timecode(doc.frames, doc.rate)
    lines = [
        f"{project.path.name}: {doc.frames} frames at {rate_text(doc.rate)} ({end}), {doc.width}×{doc.height}"
    ]
    if board["clips"]:
        rows = [
            (c["track"], f"{c['range'][0]}–{c['range'][1]}", c["source_start"], c["path"])
            for c in board["clips"]
        ]
        lines += ["", table(("TRACK", "FRAMES", "FROM", "FOOTAGE"), rows)]
    if board["markers"]:
        rows = [(m["frame"], timecode(m["frame"], doc.rate), m["name"]) for m in board["markers"]]
        lines += ["", table(("MARKER", "TIME", "NAME"), rows)]
    return "\n".join(lines) + ("\n" if board["cards"] else "")


def _card_row(card: dict[str, Any]) -> tuple[object, ...]:
    start, stop = card["range"]
    words = card["words"] + (f" ({card['style']})" if card["style"] else "")
    keys = f" [{len(card['keyframes'])} keyframes]" if card["keyframes"] else ""
    keys += " [cut]" if card["cut"] else ""
    takes, strength, seed = len(card["takes"]), card["strength"], card["seed"]
    return card["index"], f"{start}–{stop}", card["state"], takes, strength, seed, shortened(words) + keys


def board_json(project: Project) -> dict[str, Any]:
    """What `--json` prints of a film."""
    doc = project.document
    return {
        "path": str(project.path),
        "rate": rate_text(doc.rate),
        "size": [doc.width, doc.height],
        "frames": doc.frames,
        "assets": [
            {"id": asset.id, "kind": asset.kind, "path": asset.path, "notes": list(asset.notes)}
            for asset in doc.assets
        ],
        "tracks": [
            {
                "id": track.id,
                "name": track.name,
                "kind": track.kind,
                "muted": track.muted,
                "locked": track.locked,
            }
            for track in doc.tracks
        ],
        "clips": [_clip_json(doc, track, clip) for track in doc.tracks for clip in track.clips],
        "markers": [{"id": m.id, "frame": m.frame, "name": m.name} for m in doc.markers],
        "cards": [_card_json(project, index, card) for index, card in enumerate(doc.cards, 1)],
        "problems": [*([project.notice] if project.notice else []), *project.takes.problems()],
    }


def _clip_json(doc: Document, track: Track, clip: Clip) -> dict[str, Any]:
    return {
        "id": clip.id,
        "track": track.name,
        "range": [clip.place.start, clip.place.stop],
        "source_start": clip.source_start,
        "path": asset_by_id(doc, clip.asset).path,
        "muted": clip.muted,
        "gain": clip.gain,
        "gain_keys": keys_json(clip, clip.gain_keys),
        "opacity": clip.opacity,
        "opacity_keys": keys_json(clip, clip.opacity_keys),
        "fade_in": clip.fade_in,
        "fade_out": clip.fade_out,
        "dissolve": clip.dissolve,
        "framing": framing_json(clip),
        "grade": grade_json(clip),
    }


def _card_json(project: Project, index: int, card: Card) -> dict[str, Any]:
    from engine.document.picture import shown_take
    from engine.tools.board import card_state

    doc, takes = project.document, project.takes
    shown = shown_take(card, takes.shown)
    return {
        "index": index,
        "id": card.id,
        "range": [card.range.start, card.range.stop],
        "prompt": card.prompt,
        "words": card.words,
        "negative": card.negative,
        "strength": card.strength,
        "seed": card.seed,
        "steps": card.steps,
        "guidance": card.guidance,
        "model": card.model,
        "style": card.style,
        "cut": card.cut,
        "state": card_state(doc, card, takes.shown),
        "locked": card.locked,
        "keyframes": [
            {
                "path": asset_by_id(doc, key.asset).path,
                "offset": key.offset,
                "source_frame": key.source_frame,
                "frames": key.frames,
            }
            for key in card.keyframes
        ],
        "shown": shown.id if shown else None,
        "takes": [_take_json(card, take) for take in takes.for_card(card)],
    }


def _take_json(card: Card, take: Take) -> dict[str, Any]:
    return {
        "id": take.id,
        "range": [take.range.start + card.origin, take.range.stop + card.origin],
        "seed": take.request.seed,
        "model": take.request.model,
        "size": [take.width, take.height],
        "created": take.created,
        "score": take.score,
    }
