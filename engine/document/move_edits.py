"""Edits that take clips and cards elsewhere, alone, linked or grouped. `engine.document.edits` re-exports
them.

In the diagrams a letter is a clip, `[1]` a card, `.` a gap; time runs to the right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from engine.document.board_edits import place_cards
from engine.document.ids import NewId, random_id
from engine.document.locks import locks_hold
from engine.document.model import Card, Clip, Document
from engine.document.parts import Links, cleared, rearranged, shifted_card, with_room
from engine.document.queries import track_by_id, tracks_of
from engine.errors import TweenError

Homes = Mapping[str, tuple[Clip, str]]
"""Clips by id, each with the id of its track."""
Goes = Mapping[str, str]
"""Track ids by the ids of the clips that go there; a clip that is not in it stays on its own track."""


@locks_hold
def move(
    doc: Document,
    ids: Collection[str],
    by: int,
    *,
    track: str | Goes | None = None,
    making_room: bool = False,
    new_id: NewId = random_id,
) -> Document:
    """Move clips and cards, and all that is linked or grouped with them, by `by` frames.

    before   V1 AAAABBBB..       [1  ][2  ]
    after    V1 ....BBAAAA       [1  ][2  ]     (A by 6)
    after    V1 ....BBAAAABB     [1  ][2  ]     (A by 6, making room)

    Clips come to lie over what is there, or, `making_room`, everything from there on moves back for them;
    cards that only keep give way to a moved card, any other refuses it. Takes go with their card. `track`:
    the clips named go on that track; their linked sound stays on its own.
    """
    clips, cards = companions(doc, ids)
    clips = _on_tracks(doc, clips, ids, track)
    starts = [clip.place.start for clip, _ in clips.values()] + [card.range.start for card in cards]
    if min(starts) + by < 0:
        raise TweenError(f"That would begin {-(min(starts) + by)} frames before the film does.")
    tracks = [replace(t, clips=tuple(c for c in t.clips if c.id not in clips)) for t in doc.tracks]
    gone = {card.id for card in cards}
    rest = [card for card in doc.cards if card.id not in gone]
    moved = [(replace(clip, place=clip.place.shift(by)), on) for clip, on in clips.values()]
    lifted = replace(doc, tracks=tuple(tracks), cards=tuple(rest))
    landing = [shifted_card(card, by) for card in cards]
    if making_room:
        lifted = _with_room(lifted, moved, landing, new_id)
    return _landed(doc, lifted, moved, landing, new_id)


def _with_room(
    doc: Document, clips: Sequence[tuple[Clip, str]], cards: Sequence[Card], new_id: NewId
) -> Document:
    """The film with empty frames where `clips` and `cards`, from the first to the last of them, will lie."""
    spans = [clip.place for clip, _ in clips] + [card.range for card in cards]
    start = min(span.start for span in spans)
    return rearranged(doc, with_room(doc, start, max(span.stop for span in spans) - start), new_id)


def _on_tracks(
    doc: Document, clips: Homes, ids: Collection[str], track: str | Goes | None
) -> dict[str, tuple[Clip, str]]:
    """The clips, each with the id of the track that it goes on."""
    if track is None:
        return dict(clips)
    goes = dict.fromkeys(ids, track) if isinstance(track, str) else track
    return {
        clip_id: (clip, _target(doc, clip, goes.get(clip_id, home), home))
        for clip_id, (clip, home) in clips.items()
    }


def _target(doc: Document, clip: Clip, track_id: str, home: str) -> str:
    """`track_id`, when a clip of the track `home` can lie there."""
    track = track_by_id(doc, track_id)
    if track.kind != track_by_id(doc, home).kind:
        raise TweenError(f"The clip at {clip.place} cannot lie on {track.name}, which has no {track.kind}.")
    return track_id


def duplicate(
    doc: Document,
    ids: Collection[str],
    at: int,
    *,
    track: str | Goes | None = None,
    making_room: bool = False,
    new_id: NewId = random_id,
) -> Document:
    """Copy clips and cards, and all that is linked or grouped with them; the first begins at frame `at`.

    before   V1 AAAA......       [1  ]
    after    V1 AAAA..AAAA       [1  ]  [1']    (at 6)

    The copies land as in `move`. A copied card has the same wish and no takes yet: what is drawn for one is
    not shown by the other.
    """
    return paste(doc, doc, ids, at, track=track, making_room=making_room, new_id=new_id)


@locks_hold
def paste(
    doc: Document,
    source: Document,
    ids: Collection[str],
    at: int,
    *,
    track: str | Goes | None = None,
    making_room: bool = False,
    new_id: NewId = random_id,
) -> Document:
    """Copies of clips and cards of `source`, another or an earlier film, as `duplicate` makes them.

    before   V1 BBBB......       [1  ]
    after    V1 BBAAAA....       [1  ]          (at 2; A comes from `source`)

    Their footage joins the library. A clip whose track is not in this film goes on the first of its kind.
    """
    clips, cards = companions(source, ids)
    starts = [clip.place.start for clip, _ in clips.values()] + [card.range.start for card in cards]
    if at < 0:
        raise TweenError("A copy cannot begin before the film does.")
    if source.rate != doc.rate:
        raise TweenError(
            f"That was copied at {float(source.rate):g} frames a second, this film has {float(doc.rate):g}; "
            "copy between films of one rate."
        )
    by = at - min(starts)
    names = Links(new_id)
    before, doc = doc, _with_footage(doc, source, clips, cards)
    here = {clip_id: (clip, _at_home(doc, source, home)) for clip_id, (clip, home) in clips.items()}
    copies = [(_clip_copy(clip, by, names), on) for clip, on in _on_tracks(doc, here, ids, track).values()]
    new_cards = [_card_copy(card, by, names) for card in cards]
    if making_room:
        doc = _with_room(doc, copies, new_cards, new_id)
    return _landed(before, doc, copies, new_cards, new_id)


def _clip_copy(clip: Clip, by: int, names: Links) -> Clip:
    return replace(
        clip,
        id=names.new_id(),
        place=clip.place.shift(by),
        link=names.after(clip.link),
        group=names.after(clip.group),
        locked=False,
    )


def _card_copy(card: Card, by: int, names: Links) -> Card:
    card_id, span = names.new_id(), card.range.shift(by)
    return replace(
        card,
        id=card_id,
        range=span,
        lineage=card_id,
        origin=span.start,
        pinned=None,
        start=None,
        group=names.after(card.group),
        locked=False,
    )


def _with_footage(doc: Document, source: Document, clips: Homes, cards: Sequence[Card]) -> Document:
    """The film with the assets of `source` that these clips and cards show."""
    used = {clip.asset for clip, _ in clips.values()}
    used |= {part.asset for card in cards for part in (*card.keyframes, *card.references)}
    known = {asset.id for asset in doc.assets}
    new = [asset for asset in source.assets if asset.id in used - known]
    return replace(doc, assets=(*doc.assets, *new)) if new else doc


def _at_home(doc: Document, source: Document, home: str) -> str:
    """The track of this film where a clip of the track `home` of `source` goes."""
    there = track_by_id(source, home)
    if any(track.id == home and track.kind == there.kind for track in doc.tracks):
        return home
    first = next(iter(tracks_of(doc, there.kind)), None)
    if first is None:
        raise TweenError(f"This film has no {there.kind} track; add one first.")
    return first.id


def _landed(
    before: Document,
    doc: Document,
    clips: Sequence[tuple[Clip, str]],
    cards: Sequence[Card],
    new_id: NewId,
) -> Document:
    """`doc` with `clips` on their tracks over what is there, and `cards` on the board."""
    links = Links(new_id)
    tracks = list(doc.tracks)
    for i, track in enumerate(tracks):
        landing = sorted((clip for clip, on in clips if on == track.id), key=lambda clip: clip.place)
        for left, right in pairwise(landing):
            if left.place.overlaps(right.place):
                raise TweenError(f"Two of these clips would lie over each other on {track.name}.")
        for clip in landing:
            track = cleared(before, track, clip.place, links)
        if landing:
            together = sorted([*track.clips, *landing], key=lambda clip: clip.place)
            tracks[i] = replace(track, clips=tuple(together))
    return place_cards(replace(doc, tracks=tuple(tracks)), doc.cards, cards, new_id, before)


@locks_hold
def group(doc: Document, ids: Collection[str], *, new_id: NewId = random_id) -> Document:
    """Tie clips and cards together: they are moved and copied as one.

    before   V1 AAAA  BBBB       [1  ]
    after    V1 AAAA==BBBB       [1==]
    what is linked or already grouped with one of them joins the new group
    """
    clips, cards = companions(doc, ids)
    if len(clips) + len(cards) < 2:
        raise TweenError("A group needs two clips or cards or more; select another one, too.")
    return _grouped(doc, clips, cards, new_id())


@locks_hold
def ungroup(doc: Document, ids: Collection[str]) -> Document:
    """Let every group that one of these clips or cards is in fall apart.

    before   V1 AAAA==BBBB       [1==]
    after    V1 AAAA  BBBB       [1  ]
    """
    clips, cards = companions(doc, ids)
    if not any(clip.group for clip, _ in clips.values()) and not any(card.group for card in cards):
        raise TweenError("Nothing of this is in a group.")
    return _grouped(doc, clips, cards, "")


def _grouped(doc: Document, clips: Collection[str], cards: Collection[Card], name: str) -> Document:
    return replace(
        doc,
        tracks=tuple(
            replace(
                track,
                clips=tuple(replace(clip, group=name) if clip.id in clips else clip for clip in track.clips),
            )
            for track in doc.tracks
        ),
        cards=tuple(replace(card, group=name) if card in cards else card for card in doc.cards),
    )


def companions(doc: Document, ids: Collection[str]) -> tuple[dict[str, tuple[Clip, str]], tuple[Card, ...]]:
    """The clips (by id, each with its track's id) and cards that `ids` name, with all that goes with them.

    Raises `TweenError` when one of the ids names neither, or when there are none.
    """
    homes = {clip.id: (clip, track.id) for track in doc.tracks for clip in track.clips}
    cards = {card.id: card for card in doc.cards}
    for each in ids:
        if each not in homes and each not in cards:
            raise TweenError(f"There is no clip or card “{each}” in this film.")
    if not ids:
        raise TweenError("Nothing is selected; select a clip or a card first.")
    ties = list(_ties(doc))
    found: set[str] = set()
    new = set(ids)
    while new:
        found |= new
        wanted = {tie for each, tie in ties if each in new}
        new = {each for each, tie in ties if tie in wanted and each not in found}
    clips = {each: home for each, home in homes.items() if each in found}
    return clips, tuple(card for card in doc.cards if card.id in found)


def _ties(doc: Document) -> Iterator[tuple[str, object]]:
    """Each clip and card with what ties it to others: its group; its link, together with its place."""
    for track in doc.tracks:
        for clip in track.clips:
            if clip.link:
                yield clip.id, (clip.link, clip.place)
            if clip.group:
                yield clip.id, clip.group
    for card in doc.cards:
        if card.group:
            yield card.id, card.group
