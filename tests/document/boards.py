"""Boards to edit, shared by the tests of documents and projects."""

from __future__ import annotations

import itertools
from fractions import Fraction

from engine.document.edits import add_asset, append_clip, split
from engine.document.ids import NewId
from engine.document.model import Asset, Document
from engine.document.picture import ClipPicture, footage_at
from engine.document.queries import card_at
from engine.document.request import Request
from engine.document.take import Take
from engine.document.time import FrameRange, SourceRange

VIDEO = Asset("video", "video", "/media/a.webm", "f" * 64, 200, 1280, 720, Fraction(24), has_audio=True)
SILENT = Asset(
    "silent", "video", "/media/b.mp4", "e" * 64, 90, 640, 480, Fraction(30000, 1001), has_audio=False
)
IMAGE = Asset("image", "image", "/media/c.png", "d" * 64, 1, 800, 600, Fraction(1), has_audio=False)
SOUND = Asset("sound", "audio", "/media/d.wav", "c" * 64, 480_000, 0, 0, Fraction(48_000), has_audio=True)
ASSETS = (VIDEO, SILENT, IMAGE, SOUND)


def counter(prefix: str = "id") -> NewId:
    """An id maker that counts, so that a program gives the same document every time."""
    counts = itertools.count(1)
    return lambda: f"{prefix}{next(counts)}"


def film(frames: int = 100, cuts: tuple[int, ...] = ()) -> Document:
    """One clip of `VIDEO` with its sound, split at `cuts`."""
    new_id = counter()
    doc = append_clip(add_asset(Document(), VIDEO), VIDEO.id, SourceRange(0, frames), new_id=new_id)
    for cut in cuts:
        doc = split(doc, cut, new_id=new_id)
    return doc


def span(a: int, b: int) -> FrameRange:
    return FrameRange(min(a, b), max(a, b))


def footage(doc: Document) -> list[tuple[str, int] | None]:
    """(asset, source frame) that the tracks show at every frame of the film."""
    pictures = [footage_at(doc, n) for n in range(doc.frames)]
    return [(p.asset.id, p.source_frame) if isinstance(p, ClipPicture) else None for p in pictures]


def storyboard(doc: Document) -> list[tuple[str, int, str] | None]:
    """(lineage, frame counted from its origin, prompt) of the card at every frame: what finds its takes."""
    cards = [(n, card_at(doc, n)) for n in range(doc.frames)]
    return [(card.lineage, n - card.origin, card.prompt) if card else None for n, card in cards]


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
