"""Edits that bring footage to the film and take it away. `engine.document.edits` re-exports them.

In the diagrams a letter is a clip, `[1]` a card, `.` a gap; time runs to the right.
"""

from __future__ import annotations

from dataclasses import replace

from engine.document.board_edits import append_card, cover, cut_cards
from engine.document.clip_keys import keys_shifted
from engine.document.ids import NewId, random_id
from engine.document.locks import locked_track, locks_hold
from engine.document.model import Asset, Clip, Document, Track, TrackKind
from engine.document.parts import Links, cleared, cut_part, rearranged, with_room, with_track, without
from engine.document.queries import asset_by_id, asset_length, clip_by_id, linked, track_by_id, tracks_of
from engine.document.time import FrameRange, SourceRange
from engine.errors import TweenError

IMAGE_FRAMES = 48
"""How long a picture is shown when nobody says: two seconds at 24 frames a second."""


def add_asset(doc: Document, asset: Asset) -> Document:
    """Bring a file in; it lies in the library, not yet on a track.

    before   library: a b
    after    library: a b c

    The same file again (same id and fingerprint) only takes the path that was shown last, and whether it is
    transparent, which older versions did not note.
    """
    for i, old in enumerate(doc.assets):
        if old.id == asset.id:
            if old.fingerprint != asset.fingerprint:
                raise TweenError(f"{asset.path} has the id of other footage; import it again.")
            moved = replace(old, path=asset.path, alpha=asset.alpha)
            return replace(doc, assets=(*doc.assets[:i], moved, *doc.assets[i + 1 :]))
    return replace(doc, assets=(*doc.assets, asset))


@locks_hold
def append_clip(
    doc: Document, asset_id: str, source: SourceRange | None = None, *, new_id: NewId = random_id
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
    doc = _laid(doc, asset, source, at, None, new_id)
    return append_card(doc, FrameRange(at, at + len(source)), new_id)


def _append_sound(doc: Document, asset: Asset, source: SourceRange, new_id: NewId) -> Document:
    tracks = tracks_of(doc, "audio")
    at = tracks[0].clips[-1].place.stop if tracks and tracks[0].clips else 0
    frames = len(source)
    if at < doc.frames and frames == asset_length(asset, doc.rate):
        frames = min(frames, doc.frames - at)
    source = SourceRange(source.start, source.start + frames)
    return cover(_laid(doc, asset, source, at, None, new_id), new_id)


@locks_hold
def insert(
    doc: Document,
    asset_id: str,
    at: int,
    source: SourceRange | None = None,
    *,
    track: str | None = None,
    new_id: NewId = random_id,
) -> Document:
    """Put footage into the film before frame `at`; everything from there on, on every track, moves back.

    before   V1 AAAACCCC        [1  ][3  ]
    after    V1 AAAABBBCCCC     [1  ][2 ][3  ]
    clips and cards over the place are cut; a new card keeps the footage

    `track`: the id of the track it goes on; the first of its kind by default (sound goes on the first
    audio track). `source` as in `append_clip`.
    """
    asset = asset_by_id(doc, asset_id)
    source = _source_range(doc, asset, source)
    if not 0 <= at <= doc.frames:
        raise TweenError(f"Frame {at} is not inside the film, which runs {FrameRange(0, doc.frames)}.")
    doc = rearranged(doc, with_room(doc, at, len(source)), new_id)
    doc = _laid(doc, asset, source, at, track, new_id)
    return append_card(doc, FrameRange(at, at + len(source)), new_id)


@locks_hold
def overwrite(
    doc: Document,
    asset_id: str,
    at: int,
    source: SourceRange | None = None,
    *,
    track: str | None = None,
    new_id: NewId = random_id,
) -> Document:
    """Put footage at frame `at` over what is there on its tracks; nothing moves, the cards stay.

    before   V1 AAAAAAAA
    after    V1 AABBBAAA
    `track` and `source` as in `insert`; a gap before it is legal; a clip without a card gets one
    """
    asset = asset_by_id(doc, asset_id)
    source = _source_range(doc, asset, source)
    if at < 0:
        raise TweenError("A clip cannot start before the film does.")
    return cover(_laid(doc, asset, source, at, track, new_id), new_id)


def _source_range(doc: Document, asset: Asset, source: SourceRange | None) -> SourceRange:
    length = IMAGE_FRAMES if asset.kind == "image" else asset_length(asset, doc.rate)
    if source is None:
        return SourceRange(0, length)
    if not source:
        raise TweenError(f"The range {source} of {asset.path} is empty; choose at least one frame.")
    if source.start < 0 or (asset.kind != "image" and source.stop > length):
        raise TweenError(
            f"The range {source} is outside {asset.path}, which has {length} frames at the film's rate."
        )
    return source


def _laid(
    doc: Document, asset: Asset, source: SourceRange, at: int, track_id: str | None, new_id: NewId
) -> Document:
    """The footage and its sound on their tracks at `at`, over what is there."""
    place = FrameRange(at, at + len(source))
    start = 0 if asset.kind == "image" else source.start
    links = Links(new_id)
    kinds: list[TrackKind] = ["audio"] if asset.kind == "audio" else ["video"]
    link = new_id() if asset.kind == "video" and asset.has_audio else ""
    if link:
        kinds.append("audio")
    for kind in kinds:
        track = _track_for(doc, kind, track_id if kind == kinds[0] else None, asset)
        if track is None:
            track = Track(new_id(), kind, "V1" if kind == "video" else "A1")
            doc = replace(doc, tracks=(*doc.tracks, track))
        track = cleared(doc, track, place, links)
        clip = Clip(new_id(), asset.id, place, start, link)
        clips = sorted([*track.clips, clip], key=lambda each: each.place)
        doc = with_track(doc, replace(track, clips=tuple(clips)))
    return doc


def _track_for(doc: Document, kind: TrackKind, track_id: str | None, asset: Asset) -> Track | None:
    if track_id is None:
        return next(iter(tracks_of(doc, kind)), None)
    track = track_by_id(doc, track_id)
    if track.kind != kind:
        raise TweenError(
            f"{asset.path} is {asset.kind}; it cannot lie on {track.name}, a {track.kind} track."
        )
    return track


@locks_hold
def split(doc: Document, frame: int, *, new_id: NewId = random_id) -> Document:
    """Cut the clips on every unlocked track, and the card over them, before `frame`.

    before   V1 AAAAAAAA      [1      ]
    after    V1 AAAA|AAAA     [1  ][2  ]
    right parts get new ids; both cards keep lineage, prompt and their side's keyframes; a clip's fade in and
    dissolve stay with its left part, its fade out with its right one
    """
    if not 0 < frame < doc.frames:
        inside = f"choose one from 1 to {doc.frames - 1}" if doc.frames > 1 else "add footage first"
        raise TweenError(
            f"Frame {frame} is not inside the film, which runs {FrameRange(0, doc.frames)}; {inside}."
        )
    cards = cut_cards(doc, frame, new_id)
    links = Links(new_id)
    tracks = tuple(track if track.locked else _split_track(doc, track, frame, links) for track in doc.tracks)
    if cards == doc.cards and tracks == doc.tracks:
        raise TweenError(f"There is already a cut at frame {frame}.")
    return replace(doc, cards=cards, tracks=tracks)


def _split_track(doc: Document, track: Track, frame: int, links: Links) -> Track:
    clips: list[Clip] = []
    for clip in track.clips:
        if clip.place.start < frame < clip.place.stop:
            asset = asset_by_id(doc, clip.asset)
            clips.append(cut_part(asset, clip, FrameRange(clip.place.start, frame)))
            right = cut_part(asset, clip, FrameRange(frame, clip.place.stop))
            clips.append(replace(right, id=links.new_id(), link=links.after(clip.link)))
        else:
            clips.append(clip)
    return replace(track, clips=tuple(clips))


@locks_hold
def join(doc: Document, clip_id: str) -> Document:
    """Heal a cut: a clip and the one behind it that goes on in the same footage become one again.

    before   V1 AAAA|AAAA
    after    V1 AAAAAAAA
    their linked sound is joined, too; refused when the second does not run on where the first stops
    """
    _, clip = clip_by_id(doc, clip_id)
    for each in linked(doc, clip):
        track, left = clip_by_id(doc, each.id)
        right = next((other for other in track.clips if other.place.start == left.place.stop), None)
        if right is None or not _goes_on(doc, left, right):
            raise TweenError(
                f"The clip at {left.place} on {track.name} does not go on in a clip right behind it."
            )
        whole = replace(left, place=FrameRange(left.place.start, right.place.stop), fade_out=right.fade_out)
        clips = tuple(whole if c.id == left.id else c for c in track.clips if c.id != right.id)
        doc = with_track(doc, replace(track, clips=clips))
    return doc


def _goes_on(doc: Document, left: Clip, right: Clip) -> bool:
    asset = asset_by_id(doc, left.asset)
    alike = ("asset", "speed", "muted", "gain", "gain_keys", "opacity", "opacity_keys", "grade", "framing")
    moved = keys_shifted(right, len(left.place))
    if any(getattr(left, name) != getattr(moved, name) for name in alike) or left.fade_out or right.fade_in:
        return False
    return asset.kind == "image" or left.source_time(left.place.stop) == right.source_start + right.phase


@locks_hold
def lift(doc: Document, span: FrameRange, *, new_id: NewId = random_id) -> Document:
    """Take the clips inside `span` off every unlocked track; what follows stays, the cards stay.

    before   V1 AAAABBBB      [1      ]
    after    V1 AA....BB      [1      ]
    """
    _refuse_outside(doc, span)
    links = Links(new_id)
    tracks = tuple(track if track.locked else cleared(doc, track, span, links) for track in doc.tracks)
    if tracks == doc.tracks:
        raise TweenError(f"There is nothing to lift in {span}.")
    return replace(doc, tracks=tracks)


@locks_hold
def ripple_delete(doc: Document, span: FrameRange, *, new_id: NewId = random_id) -> Document:
    """Extract: take `span` out of the film, clips, cards and markers, and close up.

    before   V1 AAAABBBB      [1  ][2 ]
    after    V1 AABB          [1][2]
    takes stay with the frames that are left; refused when anything locked would change or move
    """
    _refuse_outside(doc, span)
    return rearranged(doc, without(doc, span), new_id)


@locks_hold
def remove_clip(doc: Document, clip_id: str) -> Document:
    """Take one clip and its linked sound off the timeline; a gap stays.

    before   V1 AAAABBBB      [1  ][2 ]
    after    V1 ....BBBB      [1  ][2 ]
    """
    _, clip = clip_by_id(doc, clip_id)
    gone = {each.id for each in linked(doc, clip)}
    return replace(
        doc,
        tracks=tuple(
            replace(track, clips=tuple(each for each in track.clips if each.id not in gone))
            for track in doc.tracks
        ),
    )


@locks_hold
def lock_clip(doc: Document, clip_id: str) -> Document:
    """Let no edit change or move a clip and its linked sound.

    before   V1 AAAA
    after    V1 AAAA (locked)
    """
    return _with_lock(doc, clip_id, True)


@locks_hold
def mute_clip(doc: Document, clip_id: str, muted: bool = True) -> Document:
    """Silence one clip, or let it be heard again; on a video track: hide it, or show it.

    before   A1 aaaabbbb
    after    A1 aaaa----   (b lies there unheard)
    its linked picture or sound stays as it is; what lies below a hidden clip is seen
    """
    track, clip = clip_by_id(doc, clip_id)
    clips = tuple(replace(each, muted=muted) if each is clip else each for each in track.clips)
    return with_track(doc, replace(track, clips=clips))


def unlock_clip(doc: Document, clip_id: str) -> Document:
    """Let edits change a clip and its linked sound again.

    before   V1 AAAA (locked)
    after    V1 AAAA
    """
    return _with_lock(doc, clip_id, False)


def _with_lock(doc: Document, clip_id: str, locked: bool) -> Document:
    _, clip = clip_by_id(doc, clip_id)
    for each in linked(doc, clip):
        track, each = clip_by_id(doc, each.id)
        if track.locked:
            raise TweenError(locked_track(track))
        now = tuple(replace(c, locked=locked) if c.id == each.id else c for c in track.clips)
        doc = with_track(doc, replace(track, clips=now))
    return doc


def _refuse_outside(doc: Document, span: FrameRange) -> None:
    if not span:
        raise TweenError(f"The range {span} is empty; choose at least one frame.")
    if span.start < 0 or span.stop > doc.frames:
        raise TweenError(f"The range {span} is not inside the film, which runs {FrameRange(0, doc.frames)}.")
