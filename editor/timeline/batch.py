"""One edit for everything that is chosen: pure functions on documents."""

from __future__ import annotations

from collections.abc import Collection

from engine.document import edits
from engine.document.model import Document
from engine.document.queries import clips_on
from engine.document.time import FrameRange


def removed(doc: Document, ids: Collection[str]) -> Document:
    """Without these clips and markers; the clips under these cards go, too. A card with nothing under it goes
    itself. Gaps stay."""
    doc = _without_markers(doc, ids)
    for clip_id in _clips(doc, ids):
        if clip_id in _clips(doc, [clip_id]):  # its linked sound may have gone with another one
            doc = edits.remove_clip(doc, clip_id)
    for card in [card for card in doc.cards if card.id in ids]:
        if any(clips_on(track, card.range) for track in doc.tracks):
            doc = edits.lift(doc, card.range)
        else:
            doc = edits.remove_card(doc, card.id)
    return doc


def closed_up(doc: Document, ids: Collection[str]) -> Document:
    """Without the stretches of film that these clips and cards take up, and without these markers."""
    doc = _without_markers(doc, ids)
    for span in reversed(spans(doc, ids)):
        doc = edits.ripple_delete(doc, span)
    return doc


def spans(doc: Document, ids: Collection[str]) -> list[FrameRange]:
    """What these clips and cards take up, in order, without overlaps."""
    places = [clip.place for track in doc.tracks for clip in track.clips if clip.id in ids]
    places += [card.range for card in doc.cards if card.id in ids]
    joined: list[FrameRange] = []
    for span in sorted(places):
        if joined and span.start <= joined[-1].stop:
            joined[-1] = FrameRange(joined[-1].start, max(joined[-1].stop, span.stop))
        else:
            joined.append(span)
    return joined


def without_markers(doc: Document, ids: Collection[str]) -> frozenset[str]:
    """`ids` without those of markers."""
    return frozenset(ids) - {marker.id for marker in doc.markers}


def partners(doc: Document, ids: Collection[str]) -> frozenset[str]:
    """`ids` with the clips that are linked to them."""
    clips = [clip for track in doc.tracks for clip in track.clips] if ids else []
    linked = [clip for clip in clips if clip.link and clip.id in ids]
    links, names = {(clip.link, clip.place) for clip in linked}, {clip.link for clip in linked}
    # The name first: it is the quicker look-up of the two.
    return frozenset(ids) | {
        clip.id for clip in clips if clip.link in names and (clip.link, clip.place) in links
    }


def _without_markers(doc: Document, ids: Collection[str]) -> Document:
    for marker in [marker for marker in doc.markers if marker.id in ids]:
        doc = edits.remove_marker(doc, marker.id)
    return doc


def _clips(doc: Document, ids: Collection[str]) -> list[str]:
    return [clip.id for track in doc.tracks for clip in track.clips if clip.id in ids]
