"""(Document, takes, frame) -> picture: what the viewer shows and the export writes.

One rule (`engine.document.picture.picture_at`) says what a frame shows; this module only fetches, fits and
mixes it. Kept footage at the film's own size goes through untouched: the array is the decoder's own.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING

import numpy as np

from engine.document.fit import Box, fit_box
from engine.document.framing import Framing, Moment, Placement, placement
from engine.document.grade import Grade
from engine.document.grade_edits import ungraded
from engine.document.model import Card, Document
from engine.document.picture import (
    ClipPicture,
    Layer,
    LayeredPicture,
    Picture,
    SourcePicture,
    TakePicture,
    as_filed,
    footage_at,
    parts_of,
    picture_at,
    scene_at,
)
from engine.document.take import ShownTake, Take
from engine.errors import TweenError
from engine.media.around import around
from engine.media.framed import Patch, decode_size, framed, largest
from engine.media.grading import Grader
from engine.media.layering import Sheet, over, patch_sheet, sheet, straight
from engine.media.open import open_reader
from engine.media.placing import placed
from engine.media.region_mask import laid_over, mask_at
from engine.tools.regenerate import begun_from

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

    from engine.media.open import Reader

OPEN_FILES = 8
"""Readers kept open at once: more than a cut ever alternates between, few enough for memory and handles."""
OPEN_PIXELS = 3 * 3840 * 2160
"""A frame's pixels of all files kept open but the last: what their decoders keep grows with it."""
KEPT_SHEETS = 4
"""Layers of still pictures kept ready: a title and a logo or two stand over many frames."""
KEPT_STILLS = 3
"""Still pictures that move kept ready to be placed: one dissolves into the next, and one lies over both."""


class Composer:
    """Composes frames of one document version. Not thread-safe: one for each decoding thread.

    `size` (width, height) is the size of the pictures; the film's own when None. `open_file` opens a file at
    a size; a preview hands in what knows of proxies (`engine.media.proxy.open_preview`), nobody else does.
    """

    def __init__(
        self,
        document: Document,
        shown: ShownTake,
        size: tuple[int, int] | None = None,
        open_file: Callable[[str, tuple[int, int]], Reader] | None = None,
    ) -> None:
        self._open_file = open_file or open_reader
        self._readers: OrderedDict[tuple[str, tuple[int, int]], Reader] = OrderedDict()
        self._sheets: OrderedDict[object, Sheet | None] = OrderedDict()
        self._moving: dict[object, np.ndarray] = {}
        self._grader = Grader()
        self._fixed_size = size
        self.update(document, shown)

    def update(self, document: Document, shown: ShownTake) -> None:
        """Go on with another version; open files are kept."""
        self._document = document
        self._plain: Document | None = None
        self._shown: dict[str, Take | None] = {card.id: shown(card) for card in document.cards}
        self._bases = {base.id: base for card in document.cards for base in _bases(card, self._shown, shown)}
        self.size = self._fixed_size or (document.width, document.height)
        self._sheets.clear()
        self._moving.clear()
        self._black = np.zeros((self.size[1], self.size[0], 3), np.uint8)

    def picture(self, n: int) -> Picture | None:
        """What film frame n shows; None in a gap."""
        return picture_at(self._document, n, lambda card: self._shown.get(card.id))

    def frame(self, n: int) -> np.ndarray:
        """Film frame n as RGB `[H, W, 3]` uint8; black where the film has nothing. Do not write to it."""
        return self._rgb(self.picture(n), n)

    def rgba(self, n: int) -> np.ndarray:
        """Film frame n as `[H, W, 4]` uint8 with straight alpha; transparent where the film has nothing."""
        picture = self.picture(n)
        if isinstance(picture, LayeredPicture):
            canvas = np.zeros((self.size[1], self.size[0], 4), np.float32)
            for layer in picture.layers:
                ready = sheet([(self._rgba(part.picture, n), part.weight) for part in layer])
                if ready is not None:
                    ready.onto(canvas)
            return straight(canvas)
        if picture is None:
            return np.zeros((self.size[1], self.size[0], 4), np.uint8)
        return self._rgba(picture, n)

    def coded(self, n: int) -> tuple[VideoFrame, Box] | None:
        """The decoder's own frame and where it lies, if film frame n is footage that takes only scaling.

        None for takes, gaps, pictures, and footage that is cut off, graded, or whose colours, alpha or
        turning take more; see `VideoReader.plain`. The frame must not be written to, nor used once this
        composer is closed.
        """
        from engine.media.reader import VideoReader

        picture = self.picture(n)
        if not as_filed(picture):
            return None
        reader, i, box = self._source(picture)
        if not isinstance(reader, VideoReader) or not reader.plain or min(box[:2]) < 0:
            return None
        return reader.coded(i), box

    def warm(self, n: int, step: int) -> Iterator[None]:
        """Decode the neighbours that one will want who went from film frame `n - step` to `n`: one at each
        `next`. For idle moments; stop at any time, and before this composer is updated or closed.
        """
        from engine.media.reader import VideoReader

        for picture in parts_of(self.picture(n)):
            if isinstance(picture, ClipPicture):
                reader, i, _ = self._framed(picture) if picture.framing else self._source(picture)
                if isinstance(reader, VideoReader):
                    yield from reader.warm(i, step)

    def source(self, n: int) -> np.ndarray:
        """Film frame n as the footage alone shows it, in its own colours and without any take (the viewer's
        “before”)."""
        if self._plain is None:
            self._plain = ungraded(self._document)
        return self._rgb(picture_at(self._plain, n, lambda card: None), n)

    def close(self) -> None:
        for reader in self._readers.values():
            reader.close()
        self._readers.clear()

    def __enter__(self) -> Composer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _rgb(self, picture: Picture | None, n: int) -> np.ndarray:
        if picture is None:
            return self._black
        if isinstance(picture, ClipPicture):
            return self._clip(picture)
        if isinstance(picture, TakePicture):
            return self._take(picture, n)
        mixed = self._black
        for layer in picture.layers:
            mixed = self._laid(layer, mixed, n)
        return mixed

    def _laid(self, layer: Layer, below: np.ndarray, n: int) -> np.ndarray:
        first = layer[0].picture
        if len(layer) == 1 and layer[0].weight == 1 and not _transparent(first):
            return self._rgb(first, n)
        if not all(_is_overlay(part.picture) for part in layer):
            if len(layer) == 1 and isinstance(first, ClipPicture) and first.framing:
                return self._over(below, self._patch(first), layer[0].weight)
            return over(below, [(self._fetched(part.picture, n), part.weight) for part in layer])
        key = tuple((*_look(part.picture), part.weight) for part in layer)
        if key not in self._sheets:
            self._sheets[key] = sheet([(self._fetched(part.picture, n), part.weight) for part in layer])
            while len(self._sheets) > KEPT_SHEETS:
                self._sheets.popitem(last=False)
        self._sheets.move_to_end(key)
        ready = self._sheets[key]
        return below if ready is None else ready.over(below)

    def _over(self, below: np.ndarray, patch: Patch | None, weight: float) -> np.ndarray:
        """A framed picture alone over what lies below it."""
        if patch is not None and patch.opaque and weight == 1:
            return patch.pasted(below)
        ready = patch and patch_sheet(patch, weight)
        return ready.over(below) if ready else below

    def _fetched(self, picture: SourcePicture, n: int) -> np.ndarray:
        """`[H, W, 3]`, or `[H, W, 4]` with straight alpha of what is transparent."""
        return self._rgba(picture, n) if _transparent(picture) else self._rgb(picture, n)

    def _rgba(self, picture: SourcePicture, n: int) -> np.ndarray:
        if isinstance(picture, ClipPicture) and picture.framing:
            patch = self._patch(picture)
            return patch.whole(self.size) if patch else np.zeros((self.size[1], self.size[0], 4), np.uint8)
        if isinstance(picture, ClipPicture):
            reader, i, box = self._source(picture)
            return placed(self._grader.graded(reader.frame_rgba(i), picture.grade), box, self.size)
        canvas = np.zeros((self.size[1], self.size[0], 4), np.uint8)
        x, y, w, h = self._take_box(picture.take)
        inside = np.s_[max(y, 0) : max(y + h, 0), max(x, 0) : max(x + w, 0)]
        canvas[..., :3], canvas[*inside, 3] = self._take(picture, n), 255
        return canvas

    def _take(self, picture: TakePicture, n: int) -> np.ndarray:
        request, box = picture.take.request, self._take_box(picture.take)
        drawn = self._reader(picture.take.frames_path, box[2:]).frame(picture.index)
        if box[2:] != self.size:
            return placed(drawn, box, self.size)
        if not (request.regions or request.outpaint):
            return drawn
        below = footage_at(self._document, n)
        kept = self._begun(picture.take, n) if request.regions else None
        if kept is None:
            if below is None:
                return drawn
            kept = self._rgb(below, n)
        if request.regions:
            kept = laid_over(
                kept, drawn, mask_at(request.regions, request.draw.start + picture.index, self.size)
            )
        if not request.outpaint or self._document.fill or below is None:
            return kept
        lowest = parts_of(below)[0]
        if not isinstance(lowest, ClipPicture) or lowest.framing:
            return kept
        return around(kept, drawn, self._box(lowest))

    def _begun(self, take: Take, n: int) -> np.ndarray | None:
        """Film frame n of the take that `take` began from, in whose picture it redrew a part."""
        base = self._bases.get(begun_from(take.request) or "")
        at = scene_at(self._document, n, lambda card: base)
        return self._take(at, n) if isinstance(at, TakePicture) else None

    def _take_box(self, take: Take) -> Box:
        """A take is drawn at a size the model takes, whose shape is within a latent of that of the film that
        it was drawn for: it fills the picture of such a film."""
        return fit_box(take.request.width, take.request.height, self.size, self._document.fill)

    def _clip(self, picture: ClipPicture) -> np.ndarray:
        reader, i, box = self._source(picture)
        return placed(self._grader.graded(reader.frame(i), picture.grade), box, self.size)

    def _patch(self, picture: ClipPicture) -> Patch | None:
        """A framed clip's picture in its part of the film's; None where nothing of it is seen."""
        reader, i, place = self._framed(picture)
        moment = picture.framing
        if picture.asset.kind == "image" and isinstance(moment, Moment):
            return framed(self._moving_still(picture, moment, reader, place), place, self.size, moment)
        return framed(self._coloured(picture, reader, i), place, self.size, moment)

    def _moving_still(
        self, picture: ClipPicture, moment: Moment, reader: Reader, place: Placement
    ) -> np.ndarray:
        """The picture of all frames of a move over it, as large as these need it."""
        key = (picture.asset.path, picture.grade, reader.info.width, moment.detail, moment.fit)
        if key not in self._moving:
            self._moving[key] = largest(self._coloured(picture, reader, 0), place, moment)
            if len(self._moving) > KEPT_STILLS:
                del self._moving[next(iter(self._moving))]
        return self._moving[key]

    def _coloured(self, picture: ClipPicture, reader: Reader, i: int) -> np.ndarray:
        decoded = reader.frame_rgba(i) if picture.asset.alpha else reader.frame(i)
        return self._grader.graded(decoded, picture.grade)

    def _framed(self, picture: ClipPicture) -> tuple[Reader, int, Placement]:
        """Where footage of a framed clip comes from: its reader, the frame of it, and where that lies."""
        asset, framing, film = picture.asset, picture.framing, self._document
        assert framing is not None
        size, native = (film.width, film.height), (asset.width, asset.height)
        place = placement(framing, native, size, film.fill).on(size, self.size)
        reader = self._reader(asset.path, decode_size(place.size, framing, native))
        return reader, self._index(reader, picture), place

    def _source(self, picture: ClipPicture) -> tuple[Reader, int, Box]:
        """Where footage comes from: its reader, the frame of it, and its box in the film's picture."""
        asset, box = picture.asset, self._box(picture)
        reader = self._reader(asset.path, box[2:])
        return reader, self._index(reader, picture), box

    def _index(self, reader: Reader, picture: ClipPicture) -> int:
        if picture.asset.kind == "image":
            return 0
        return reader.source_index(picture.source_frame, self._document.rate)

    def _box(self, picture: ClipPicture) -> Box:
        return fit_box(picture.asset.width, picture.asset.height, self.size, self._document.fill)

    def _reader(self, path: str, size: tuple[int, int]) -> Reader:
        key = (path, size)
        reader = self._readers.get(key)
        if reader is None:
            reader = self._open_file(path, size)
            self._readers[key] = reader
            while len(self._readers) > 1 and (
                len(self._readers) > OPEN_FILES or self._pixels() > OPEN_PIXELS
            ):
                self._readers.popitem(last=False)[1].close()
        self._readers.move_to_end(key)
        return reader

    def _pixels(self) -> int:
        return sum(reader.info.width * reader.info.height for reader in self._readers.values())


def _transparent(picture: SourcePicture) -> bool:
    """Whether what lies below is seen through it or beside it."""
    return isinstance(picture, ClipPicture) and (picture.asset.alpha or picture.framing is not None)


def _is_overlay(picture: SourcePicture) -> bool:
    """Whether it is the same in every frame, and worth being kept ready: a title, a logo."""
    if not isinstance(picture, ClipPicture) or picture.asset.kind != "image":
        return False
    return _transparent(picture) and not isinstance(picture.framing, Moment)


def _look(picture: SourcePicture) -> tuple[str, Grade | None, Framing | None]:
    """What of an overlay's picture comes from where: its file, and what its clip makes of it."""
    if isinstance(picture, ClipPicture):
        return picture.asset.path, picture.grade, picture.framing
    return picture.take.frames_path, None, None


def _bases(card: Card, takes: Mapping[str, Take | None], shown: ShownTake) -> Iterator[Take]:
    """The take that the card's own began from, the one that this one began from, and so on."""
    take = takes[card.id]
    while take is not None and take.request.regions and (base_id := begun_from(take.request)):
        base = shown(replace(card, pinned=base_id))
        take = base if base is not None and base.id == base_id != take.id else None
        if take is not None:
            yield take


def require_frames(document: Document) -> None:
    if document.frames == 0:
        raise TweenError("The film is empty; add footage or draw a card first.")
