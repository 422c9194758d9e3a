"""Edits of footage: tracks and clips. `engine.document.edits` re-exports them.

In the diagrams a letter is a clip, `[1]` a card, `.` a gap; time runs to the right.
"""

from __future__ import annotations

from dataclasses import replace

from engine.document.card_edits import KEEP, append_card, card_part, cover, refuse_locked, ripple_cards
from engine.document.ids import NewId, random_id
from engine.document.model import Asset, Card, Clip, Document, Track, TrackKind
from engine.document.queries import asset_by_id, asset_length, card_at, clip_by_id, linked, tracks_of
from engine.document.time import FrameRange
from engine.errors import TweenError

IMAGE_FRAMES = 48
"""How long a picture is shown when nobody says: two seconds at 24 frames a second."""


def add_asset(doc: Document, asset: Asset) -> Document:
    """Bring a file in; it lies in the library, not yet on a track.

    before   library: a b
    after    library: a b c

    The same file again (same id and fingerprint) only takes the path that was shown last.
    """
    for i, old in enumerate(doc.assets):
        if old.id == asset.id:
            if old.fingerprint != asset.fingerprint:
                raise TweenError(f"{asset.path} has the id of other footage; import it again.")
            moved = replace(old, path=asset.path)
            return replace(doc, assets=(*doc.assets[:i], moved, *doc.assets[i + 1 :]))
    return replace(doc, assets=(*doc.assets, asset))


def append_clip(
    doc: Document, asset_id: str, source: FrameRange | None = None, *, new_id: NewId = random_id
) -> Document:
    """Put footage at the film's end, its sound below it, a keep card above it.

    before   V1 AAAA          [1  ]
    after    V1 AAAABBB       [1  ][2 ]
             A1     bbb

    `source`: which frames of it, counted at the film's rate; all of it by default (48 frames of an image).
    Sound alone goes to the end of A1 and, unless `source` says otherwise, stops with the film.
    """
    asset = asset_by_id(doc, asset_id)
    source = _source_range(doc, asset, source)
    if asset.kind == "audio":
        return _append_sound(doc, asset, source, new_id)
    at = doc.frames
    place = FrameRange(at, at + len(source))
    start = 0 if asset.kind == "image" else source.start
    link = new_id() if asset.has_audio and asset.kind == "video" else ""
    doc = _put(doc, "video", Clip(new_id(), asset.id, place, start, link), new_id)
    if link:
        doc = _put(doc, "audio", Clip(new_id(), asset.id, place, start, link), new_id)
    return append_card(doc, place, new_id)


def _append_sound(doc: Document, asset: Asset, source: FrameRange | None, new_id: NewId) -> Document:
    tracks = tracks_of(doc, "audio")
    at = tracks[0].clips[-1].place.stop if tracks and tracks[0].clips else 0
    assert source is not None
    frames = len(source)
    if at < doc.frames and frames == asset_length(asset, doc.rate):
        frames = min(frames, doc.frames - at)
    clip = Clip(new_id(), asset.id, FrameRange(at, at + frames), source.start)
    return cover(_put(doc, "audio", clip, new_id), new_id)


def _source_range(doc: Document, asset: Asset, source: FrameRange | None) -> FrameRange:
    length = IMAGE_FRAMES if asset.kind == "image" else asset_length(asset, doc.rate)
    if source is None:
        return FrameRange(0, length)
    if not source:
        raise TweenError(f"The range {source} of {asset.path} is empty; choose at least one frame.")
    if source.start < 0 or (asset.kind != "image" and source.stop > length):
        raise TweenError(
            f"The range {source} is outside {asset.path}, which has {length} frames at the film's rate."
        )
    return source


def _put(doc: Document, kind: TrackKind, clip: Clip, new_id: NewId) -> Document:
    """`clip` behind the last clip of the first track of `kind`, which is made when there is none."""
    tracks = tracks_of(doc, kind)
    if not tracks:
        name = "V1" if kind == "video" else "A1"
        return replace(doc, tracks=(*doc.tracks, Track(new_id(), kind, name, (clip,))))
    track = tracks[0]
    _refuse_locked_track(track)
    return _with_track(doc, replace(track, clips=(*track.clips, clip)))


def split(doc: Document, frame: int, *, new_id: NewId = random_id) -> Document:
    """Cut the clips on every unlocked track, and the card over them, before `frame`.

    before   V1 AAAAAAAA      [1      ]
    after    V1 AAAA|AAAA     [1  ][2  ]
    right parts get new ids; both cards keep lineage, prompt and their side's keyframes
    """
    if not 0 < frame < doc.frames:
        inside = f"choose one from 1 to {doc.frames - 1}" if doc.frames > 1 else "add footage first"
        raise TweenError(
            f"Frame {frame} is not inside the film, which runs {FrameRange(0, doc.frames)}; {inside}."
        )
    card = card_at(doc, frame)
    cards = doc.cards
    if card and card.range.start < frame:
        refuse_locked(doc, card)
        left = card_part(card, FrameRange(card.range.start, frame), card.id)
        right = card_part(card, FrameRange(frame, card.range.stop), new_id())
        i = cards.index(card)
        cards = (*cards[:i], left, right, *cards[i + 1 :])
    links = _Links(new_id)
    tracks = tuple(track if track.locked else _split_track(doc, track, frame, links) for track in doc.tracks)
    if cards == doc.cards and tracks == doc.tracks:
        raise TweenError(f"There is already a cut at frame {frame}.")
    return replace(doc, cards=cards, tracks=tracks)


def _split_track(doc: Document, track: Track, frame: int, links: _Links) -> Track:
    clips: list[Clip] = []
    for clip in track.clips:
        if clip.place.start < frame < clip.place.stop:
            clips.append(_clip_part(doc, clip, FrameRange(clip.place.start, frame)))
            right = _clip_part(doc, clip, FrameRange(frame, clip.place.stop))
            clips.append(replace(right, id=links.new_id(), link=links.after(clip.link)))
        else:
            clips.append(clip)
    return replace(track, clips=tuple(clips))


def trim_clip(doc: Document, clip_id: str, place: FrameRange, *, new_id: NewId = random_id) -> Document:
    """Move a clip's edges over its footage, and those of its linked sound; other clips stay where they are.

    before   V1 AAAAAAAA      [1      ]
    after    V1 .AAAAA..      [1      ]
    the film's last card, when it only keeps, shrinks and grows with the last clip
    """
    _, clip = clip_by_id(doc, clip_id)
    if not place:
        raise TweenError(f"The clip at {clip.place} needs at least one frame; remove it instead.")
    was_end = clip.place.stop == doc.frames
    for each in linked(doc, clip):
        track, each = clip_by_id(doc, each.id)
        doc = _with_track(doc, _trimmed(doc, track, each, place))
    return cover(_shrink_tail(doc, clip.place.stop) if was_end else doc, new_id)


def _trimmed(doc: Document, track: Track, clip: Clip, place: FrameRange) -> Track:
    _refuse_locked_track(track)
    asset = asset_by_id(doc, clip.asset)
    new = _clip_part(doc, clip, place)
    if place.start < 0:
        raise TweenError("A clip cannot start before the film does.")
    if asset.kind != "image":
        length = asset_length(asset, doc.rate)
        if new.source_start < 0 or new.source_start + len(place) > length:
            raise TweenError(f"{asset.path} has no more frames there; it is {length} frames long.")
    others = [c for c in track.clips if c.id != clip.id]
    for other in others:
        if other.place.overlaps(place):
            raise TweenError(f"The clip at {other.place} on {track.name} is in the way; trim that one first.")
    return replace(track, clips=tuple(sorted([*others, new], key=lambda c: c.place)))


def _shrink_tail(doc: Document, old_end: int) -> Document:
    """After the last clip was trimmed: a last card that only keeps gives up the frames with nothing below."""
    end = max((c.place.stop for track in doc.tracks for c in track.clips), default=0)
    last = doc.cards[-1] if doc.cards else None
    if last is None or last.locked or not is_keep(last) or last.range.stop != old_end:
        return doc
    if not last.range.start < end < old_end:
        return doc
    return replace(doc, cards=(*doc.cards[:-1], replace(last, range=FrameRange(last.range.start, end))))


def is_keep(card: Card) -> bool:
    """Whether the card has nothing of a person's in it: it only shows the tracks."""
    return replace(card, **KEEP) == card


def lift(doc: Document, span: FrameRange, *, new_id: NewId = random_id) -> Document:
    """Take the clips inside `span` off every unlocked track; what follows stays, the cards stay.

    before   V1 AAAABBBB      [1      ]
    after    V1 AA....BB      [1      ]
    """
    _refuse_outside(doc, span)
    tracks = _without(doc, span, _Links(new_id))
    if tracks == doc.tracks:
        raise TweenError(f"There is nothing to lift in {span}.")
    return replace(doc, tracks=tracks)


def ripple_delete(doc: Document, span: FrameRange, *, new_id: NewId = random_id) -> Document:
    """Take `span` out of the film, clips and cards, and close up.

    before   V1 AAAABBBB      [1  ][2 ]
    after    V1 AABB          [1][2]
    takes stay with the frames that are left; refused when a locked track or card would change
    """
    _refuse_outside(doc, span)
    for track in doc.tracks:
        if track.locked and any(clip.place.stop > span.start for clip in track.clips):
            _refuse_locked_track(track)
    for card in doc.cards:
        if card.range.overlaps(span):
            refuse_locked(doc, card)
    tracks = tuple(
        replace(track, clips=tuple(_closed_up(clip, span) for clip in track.clips))
        for track in _without(doc, span, _Links(new_id))
    )
    return replace(doc, tracks=tracks, cards=ripple_cards(doc.cards, span, new_id))


def remove_clip(doc: Document, clip_id: str) -> Document:
    """Take one clip and its linked sound off the timeline; a gap stays.

    before   V1 AAAABBBB      [1  ][2 ]
    after    V1 ....BBBB      [1  ][2 ]
    """
    _, clip = clip_by_id(doc, clip_id)
    gone = {each.id for each in linked(doc, clip)}
    for track in doc.tracks:
        if any(each.id in gone for each in track.clips):
            _refuse_locked_track(track)
            doc = _with_track(doc, replace(track, clips=tuple(c for c in track.clips if c.id not in gone)))
    return doc


def set_track(
    doc: Document, track_id: str, *, muted: bool | None = None, locked: bool | None = None
) -> Document:
    """Mute or lock a track; None leaves the switch as it is.

    before   V1 AAAA
    after    V1 AAAA  (muted: not seen, not heard; locked: no edit changes it)
    """
    for track in doc.tracks:
        if track.id == track_id:
            track = replace(
                track,
                muted=track.muted if muted is None else muted,
                locked=track.locked if locked is None else locked,
            )
            return _with_track(doc, track)
    raise TweenError(f"There is no track “{track_id}” in this film.")


class _Links:
    """New link names for the right parts of one cut: partners stay partners."""

    def __init__(self, new_id: NewId) -> None:
        self.new_id = new_id
        self._after: dict[str, str] = {}

    def after(self, link: str) -> str:
        if link and link not in self._after:
            self._after[link] = self.new_id()
        return self._after.get(link, "")


def _without(doc: Document, span: FrameRange, links: _Links) -> tuple[Track, ...]:
    """The tracks, those that are not locked emptied inside `span`."""
    tracks: list[Track] = []
    for track in doc.tracks:
        clips: list[Clip] = []
        for clip in track.clips:
            if track.locked or not clip.place.overlaps(span):
                clips.append(clip)
                continue
            if clip.place.start < span.start:
                clips.append(_clip_part(doc, clip, FrameRange(clip.place.start, span.start)))
            if span.stop < clip.place.stop:
                right = _clip_part(doc, clip, FrameRange(span.stop, clip.place.stop))
                if clip.place.start < span.start:
                    right = replace(right, id=links.new_id(), link=links.after(clip.link))
                clips.append(right)
        tracks.append(replace(track, clips=tuple(clips)))
    return tuple(tracks)


def _closed_up(clip: Clip, span: FrameRange) -> Clip:
    return replace(clip, place=clip.place.shift(-len(span))) if clip.place.start >= span.stop else clip


def _clip_part(doc: Document, clip: Clip, place: FrameRange) -> Clip:
    """The clip with other edges over the same footage (which may run out: callers check)."""
    still = asset_by_id(doc, clip.asset).kind == "image"
    start = 0 if still else clip.source_start + place.start - clip.place.start
    return replace(clip, place=place, source_start=start)


def _with_track(doc: Document, track: Track) -> Document:
    return replace(doc, tracks=tuple(track if t.id == track.id else t for t in doc.tracks))


def _refuse_locked_track(track: Track) -> None:
    if track.locked:
        raise TweenError(f"Track {track.name} is locked; unlock it to change its clips.")


def _refuse_outside(doc: Document, span: FrameRange) -> None:
    if not span:
        raise TweenError(f"The range {span} is empty; choose at least one frame.")
    if span.start < 0 or span.stop > doc.frames:
        raise TweenError(f"The range {span} is not inside the film, which runs {FrameRange(0, doc.frames)}.")
