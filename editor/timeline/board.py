"""What the timeline draws of one document version: sorted lanes that are searched, never walked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from editor.timeline.batch import partners
from editor.timeline.groups import group_letters, grouped_with
from engine.document.model import Asset, Card, Clip, Document, Track
from engine.document.picture import shown_frames
from engine.document.queries import gaps
from engine.document.take import Take
from engine.document.time import FrameRange

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Strip:
    """A run of pictures from one file: film frame n shows file frame `first + (n - place.start) * pace`, both
    in parts of `whole` (painters ask for too many to reckon with fractions)."""

    place: FrameRange
    path: str
    first: int
    pace: int
    whole: int
    last: int
    aspect: float

    def index(self, frame: int) -> int:
        return min(self.last, max(0, (self.first + (frame - self.place.start) * self.pace) // self.whole))


class Lane(Generic[T]):
    """Items in time order that never overlap."""

    def __init__(self, items: Iterable[T], place: Callable[[T], FrameRange]) -> None:
        self.items: Sequence[T] = sorted(items, key=lambda item: place(item).start)
        self._starts = [place(item).start for item in self.items]
        self._stops = [place(item).stop for item in self.items]
        self._place = place

    def within(self, start: int, stop: int) -> Sequence[T]:
        """Items that show in frames start … stop - 1."""
        return self.items[bisect_right(self._stops, start) : bisect_left(self._starts, stop)]

    def visible(self, start: int, stop: int) -> Iterable[tuple[T, int, int]]:
        """The same with the frames each begins and ends at."""
        part = slice(bisect_right(self._stops, start), bisect_left(self._starts, stop))
        return zip(self.items[part], self._starts[part], self._stops[part], strict=True)

    def at(self, frame: int) -> T | None:
        found = self.within(frame, frame + 1)
        return found[0] if found else None

    def joins(self) -> list[int]:
        """Frames at which one item touches the next."""
        return [b for a, b in zip(self._stops, self._starts[1:], strict=False) if a == b]


class Board:
    """One document version, indexed for painting and for finding what is under the pointer."""

    def __init__(self, document: Document, shown: Callable[[Card], Take | None]) -> None:
        self.document = document
        self.frames = document.frames
        self.assets = {asset.id: asset for asset in document.assets}
        self.cards = Lane(document.cards, lambda card: card.range)
        self.clips = {track.id: Lane(track.clips, lambda clip: clip.place) for track in document.tracks}
        self.takes: dict[str, Take | None] = {card.id: shown(card) for card in document.cards}
        self.drawn = {c.id: s for c in document.cards if (s := self._take_strip(c)) is not None}
        self.generated = Lane(self.drawn.values(), lambda strip: strip.place)
        video = [track for track in document.tracks if track.kind == "video"]
        self.base_track = video[0].id if video else None
        self.bare = Lane(self._bare(), lambda span: span)
        """Gaps of the picture that no card wants to fill yet: places to generate."""
        self.card_gaps = Lane(self._card_gaps(), lambda span: span)
        """Stretches of the film without a card."""
        self.edges = self._edges()
        self.letters = group_letters(document)
        """The letter of each group."""
        self._grouped: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
        self._strips: dict[str, Strip | None] = {}
        self._words: dict[str, str] = {}
        self._guesses: dict[str, str] = {}
        self._asked: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

    def with_partners(self, ids: frozenset[str]) -> frozenset[str]:
        """`ids` with the clips that are linked to them; asked for in every paint, so the last one is kept."""
        if self._asked[0] != ids:
            self._asked = (ids, partners(self.document, ids))
        return self._asked[1]

    def groups_of(self, ids: frozenset[str]) -> frozenset[str]:
        """The groups that `ids` are in; asked for in every paint, too."""
        if self.letters and self._grouped[0] != ids:
            self._grouped = (ids, frozenset(grouped_with(self.document, ids)))
        return self._grouped[1]

    def words(self, card: Card) -> str:
        """What the card says; asked for in every paint, too."""
        known = self._words.get(card.id)
        if known is None:
            known = self._words[card.id] = card.words
        return known

    def guess(self, card: Card) -> str:
        """A card's state as far as one can tell without looking closely; asked for in every paint."""
        known = self._guesses.get(card.id)
        if known is None:
            known = "done" if card.id in self.drawn else "ready" if self.words(card) else "keep"
            self._guesses[card.id] = known
        return known

    def card(self, card_id: str | None) -> Card | None:
        return next((card for card in self.cards.items if card.id == card_id), None)

    def clip(self, clip_id: str | None) -> tuple[Track, Clip] | None:
        for track in self.document.tracks:
            for clip in track.clips:
                if clip.id == clip_id:
                    return track, clip
        return None

    def clip_strip(self, clip: Clip) -> Strip | None:
        """The pictures of a clip of this document; asked for in every paint, too."""
        if clip.id not in self._strips:
            self._strips[clip.id] = self._clip_strip(clip)
        return self._strips[clip.id]

    def _clip_strip(self, clip: Clip) -> Strip | None:
        asset = self.assets.get(clip.asset)
        if asset is None or asset.kind == "audio":
            return None
        pace = Fraction(0) if asset.kind == "image" else asset.rate / self.document.rate
        top, whole = pace.numerator, pace.denominator
        first = clip.source_start * top
        return Strip(clip.place, asset.path, first, top, whole, asset.frames - 1, aspect(asset))

    def _take_strip(self, card: Card) -> Strip | None:
        take = self.takes[card.id]
        place = shown_frames(card, lambda _: take)
        if take is None or not place:
            return None
        first = card.local(place).start - take.range.start
        return Strip(place, take.frames_path, first, 1, 1, len(take.range) - 1, take.width / take.height)

    def _bare(self) -> list[FrameRange]:
        if self.base_track is None:
            return []
        return [
            gap
            for gap in gaps(self.document)
            if not any(card.words for card in self.cards.within(gap.start, gap.stop))
        ]

    def _card_gaps(self) -> list[FrameRange]:
        stops = [0, *(card.range.stop for card in self.cards.items)]
        starts = [*(card.range.start for card in self.cards.items), self.frames]
        return [FrameRange(a, b) for a, b in zip(stops, starts, strict=True) if b > a]

    def _edges(self) -> list[int]:
        """Every cut of the film in order: what dragging snaps to and ↑ ↓ jump between."""
        edges = {0, self.frames}
        for card in self.document.cards:
            edges.update((card.range.start, card.range.stop))
        for track in self.document.tracks:
            for clip in track.clips:
                edges.update((clip.place.start, clip.place.stop))
        return sorted(edges)

    def previous_edge(self, frame: int) -> int:
        return self.edges[max(0, bisect_left(self.edges, frame) - 1)]

    def next_edge(self, frame: int) -> int:
        return self.edges[min(len(self.edges) - 1, bisect_right(self.edges, frame))]


def aspect(asset: Asset) -> float:
    return asset.width / asset.height if asset.height else 16 / 9
