"""Boards to edit, and random edit programs over them, shared by the tests of documents and projects."""

from __future__ import annotations

import itertools
from fractions import Fraction

from hypothesis import strategies as st

from engine.document.edits import (
    add_asset,
    add_card,
    append_clip,
    attach_keyframe,
    lift,
    merge_cards,
    pin_take,
    remove_clip,
    remove_keyframe,
    ripple_delete,
    roll_cards,
    set_card,
    set_format,
    set_track,
    split,
    trim_clip,
)
from engine.document.ids import NewId
from engine.document.model import Asset, Document
from engine.document.picture import footage_at
from engine.document.request import Request
from engine.document.take import Take
from engine.document.time import FrameRange
from engine.errors import TweenError

VIDEO = Asset("video", "video", "/media/a.webm", "f" * 64, 200, 1280, 720, Fraction(24), has_audio=True)
SILENT = Asset(
    "silent", "video", "/media/b.mp4", "e" * 64, 90, 640, 480, Fraction(30000, 1001), has_audio=False
)
IMAGE = Asset("image", "image", "/media/c.png", "d" * 64, 1, 800, 600, Fraction(1), has_audio=False)
SOUND = Asset("sound", "audio", "/media/d.wav", "c" * 64, 480_000, 0, 0, Fraction(48_000), has_audio=True)
ASSETS = (VIDEO, SILENT, IMAGE, SOUND)

Step = tuple[str, int, int, int]
EDITS = (
    "append", "split", "split", "trim", "lift", "ripple", "remove", "card", "merge", "roll",
    "prompt", "wish", "lock", "key", "unkey", "pin", "format", "track", "asset",
)  # fmt: skip
number = st.integers(0, 400)
steps = st.lists(st.tuples(st.sampled_from(EDITS), number, number, number), max_size=40)


def counter(prefix: str = "id") -> NewId:
    """An id maker that counts, so that a program gives the same document every time."""
    counts = itertools.count(1)
    return lambda: f"{prefix}{next(counts)}"


def film(frames: int = 100, cuts: tuple[int, ...] = ()) -> Document:
    """One clip of `VIDEO` with its sound, split at `cuts`."""
    new_id = counter()
    doc = append_clip(add_asset(Document(), VIDEO), VIDEO.id, FrameRange(0, frames), new_id=new_id)
    for cut in cuts:
        doc = split(doc, cut, new_id=new_id)
    return doc


def span(a: int, b: int) -> FrameRange:
    return FrameRange(min(a, b), max(a, b))


def run(doc: Document, step: Step, new_id: NewId) -> Document:
    """One step of a program; a refused edit leaves the document as it was."""
    try:
        return _run(doc, step, new_id)
    except TweenError:
        return doc


def _run(doc: Document, step: Step, new_id: NewId) -> Document:
    name, x, y, z = step
    clips = [clip for track in doc.tracks for clip in track.clips]
    if name == "asset":
        return add_asset(doc, ASSETS[x % 4])
    if name == "append" and doc.assets:
        asset = doc.assets[x % len(doc.assets)]
        return append_clip(doc, asset.id, span(y, z) if x % 3 else None, new_id=new_id)
    if name == "split":
        return split(doc, x, new_id=new_id)
    if name == "lift":
        return lift(doc, span(x, y), new_id=new_id)
    if name == "ripple":
        return ripple_delete(doc, span(x, x + y % 30), new_id=new_id)
    if name == "card":
        return add_card(doc, span(x, x + y % 50), new_id=new_id)
    if name == "format":
        return set_format(
            doc, (Fraction(24), Fraction(25), Fraction(30000, 1001))[x % 3], 320 + y, 240 + z, new_id=new_id
        )
    if clips and name in ("trim", "remove"):
        clip = clips[x % len(clips)]
        if name == "remove":
            return remove_clip(doc, clip.id)
        place = span(max(0, clip.place.start + y % 21 - 10), max(0, clip.place.stop + z % 21 - 10))
        return trim_clip(doc, clip.id, place, new_id=new_id)
    if doc.tracks and name == "track":
        return set_track(doc, doc.tracks[x % len(doc.tracks)].id, muted=y % 4 == 0, locked=z % 4 == 0)
    return _run_card(doc, step) if doc.cards else doc


def _run_card(doc: Document, step: Step) -> Document:
    name, x, y, z = step
    i = x % len(doc.cards)
    card = doc.cards[i]
    if name == "merge":
        return merge_cards(doc, card.id, doc.cards[(i + 1) % len(doc.cards)].id)
    if name == "roll":
        return roll_cards(doc, card.range.stop, card.range.stop + y % 21 - 10)
    if name == "prompt":
        return set_card(
            doc, card.id, prompt=f"shot {y}" if y % 3 else "", negative=f"no {z}" if z % 5 == 0 else ""
        )
    if name == "wish":
        return set_card(
            doc, card.id, strength=y / 400, seed=z, steps=z % 9 or None, style="noir" if z % 2 else None
        )
    if name == "lock":
        return set_card(doc, card.id, locked=y % 2 == 0)
    if name == "pin":
        return pin_take(doc, card.id, f"take{y % 3}" if y % 2 else None)
    if name == "key" and doc.assets:
        return attach_keyframe(doc, card.id, doc.assets[z % len(doc.assets)].id, y % 60, z % 30)
    if name == "unkey":
        return remove_keyframe(doc, card.id, card.keyframes[0].offset if card.keyframes else 0)
    return doc


def footage(doc: Document) -> list[tuple[str, int] | None]:
    """(asset, source frame) that the tracks show at every frame of the film."""
    pictures = [footage_at(doc, n) for n in range(doc.frames)]
    return [(p.asset.id, p.source_frame) if p else None for p in pictures]


def storyboard(doc: Document) -> list[tuple[str, int, str]]:
    """(lineage, frame counted from its origin, prompt) of the card at every frame: what finds its takes."""
    return [(card.lineage, n - card.origin, card.prompt) for card in doc.cards for n in card.range]


def take_of(doc: Document, index: int, take_id: str = "take", request: Request | None = None) -> Take:
    """A take of card `index` (from 1) as it is now, with no files behind it."""
    card = doc.cards[index - 1]
    request = request or Request(
        card.id, card.lineage, card.origin, card.range, doc.rate, doc.width, doc.height, "sketch", card.prompt
    )
    return Take(
        id=take_id,
        lineage=card.lineage,
        range=card.local(card.range),
        request=request,
        digest=request.digest(),
        frames_path=f"/takes/{take_id}/frames.mkv",
        latents_path=None,
        width=doc.width,
        height=doc.height,
        created="2026-01-01T00:00:00+00:00",
    )
