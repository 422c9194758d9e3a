"""What the timeline draws of one document version: sorted lanes that are searched, never walked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from editor.timeline.batch import partners
from editor.timeline.groups import group_letters, grouped_with
from editor.timeline.lane import Lane
from engine.document.grade import Grade
from engine.document.model import Asset, Card, Clip, Document, Track
from engine.document.picture import shown_frames
from engine.document.queries import gaps
from engine.document.take import Take
from engine.document.time import FrameRange


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
    grade: Grade | None = None

    def index(self, frame: int) -> int:
        return min(self.last, max(0, (self.first + (frame - self.place.start) * self.pace) // self.whole))


class Board:
    """One document version, indexed for painting and for finding what is under the pointer.

    `before` is the board of the version before: what is still the same there is not looked at again.
    """

    def __init__(
        self, document: Document, shown: Callable[[Card], Take | None], before: Board | None = None
    ) -> None:
        self.document = document
        self.assets = {asset.id: asset for asset in document.assets}
        same = before is not None and before.document.cards is document.cards
        self.cards = before.cards if before is not None and same else Lane(document.cards, "range")
        lanes = before.clips if before is not None else {}
        self.clips = {track.id: _lane(track, lanes.get(track.id)) for track in document.tracks}
        self.frames = max((lane.end for lane in (self.cards, *self.clips.values())), default=0)
        self.takes: dict[str, Take | None] = {card.id: shown(card) for card in document.cards}
        self.drawn = {c.id: s for c in document.cards if (s := self._take_strip(c)) is not None}
        self.generated = Lane(self.drawn.values(), "place")
        video = [track for track in document.tracks if track.kind == "video"]
        self.base_track = video[0].id if video else None
        self.bare = Lane(self._bare())
        """Gaps of the picture that no card wants to fill yet: places to generate."""
        self.card_gaps = Lane(self._card_gaps())
        """Stretches of the film without a card."""
        self.edges = self._edges()
        self.letters = group_letters(document)
        """The letter of each group."""
        self._grouped: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
        self._strips: dict[str, Strip | None] = {}
        self._words: dict[str, str] = {}
        self._kinds: list[str] | None = None
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
        """A card's state as far as one can tell without looking closely."""
        if card.id in self.drawn:
            return "done"
        return "ready" if card.prompt.strip() or card.words else "keep"

    @property
    def kinds(self) -> list[str]:
        """The guess of each card in order."""
        if self._kinds is None:
            self._kinds = [self.guess(card) for card in self.cards.items]
        return self._kinds

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
        last, shape = asset.frames - 1, aspect(asset)
        return Strip(clip.place, asset.path, first, top, whole, last, shape, clip.grade)

    def _take_strip(self, card: Card) -> Strip | None:
        take = self.takes[card.id]
        place = shown_frames(card, lambda _: take) if take is not None else None
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
        starts, stops = [0, *self.cards.stops], [*self.cards.starts, self.frames]
        return [FrameRange(a, b) for a, b in zip(starts, stops, strict=True) if b > a]

    def _edges(self) -> list[int]:
        """Every cut of the film in order: what dragging snaps to and ↑ ↓ jump between."""
        edges = {0, self.frames}
        for lane in (self.cards, *self.clips.values()):
            edges.update(lane.starts, lane.stops)
        return sorted(edges)

    def previous_edge(self, frame: int) -> int:
        return self.edges[max(0, bisect_left(self.edges, frame) - 1)]

    def next_edge(self, frame: int) -> int:
        return self.edges[min(len(self.edges) - 1, bisect_right(self.edges, frame))]


def aspect(asset: Asset) -> float:
    return asset.width / asset.height if asset.height else 16 / 9


def _lane(track: Track, before: Lane[Clip] | None) -> Lane[Clip]:
    same = before is not None and before.source is track.clips
    return before if before is not None and same else Lane(track.clips, "place")
