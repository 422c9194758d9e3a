"""What the viewer shows: the film, or one item of the library, of which a part is chosen for the film.

An item is shown as a film of one clip at the item's own rate, so the viewer plays, scrubs and marks both in
one way. The parts that were chosen are no content of the film; `editor.left` keeps them between sessions.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.document import edits
from engine.document.model import Asset, Document
from engine.document.queries import asset_length
from engine.document.time import FrameRange, SourceRange

if TYPE_CHECKING:
    from editor.workspace import Workspace


class Stage(QObject):
    switched = Signal()
    """The film is shown now, or an item, or another one."""
    playhead_changed = Signal(int)
    marks_changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._work = workspace
        self.source: Asset | None = None
        """The item that is shown; None while it is the film."""
        self.last: Asset | None = None
        """The item that was shown last, to come back to."""
        self._document = Document()
        self._places: dict[str, int] = {}
        self._parts: dict[str, FrameRange] = {}
        self._keeps = False
        workspace.playhead_changed.connect(self._film_moved)
        workspace.marks_changed.connect(self._film_marked)
        workspace.document_changed.connect(self._follow)

    # What is shown.

    @property
    def document(self) -> Document:
        return self._work.document if self.source is None else self._document

    @property
    def playhead(self) -> int:
        return self._work.playhead if self.source is None else self._places.get(self.source.id, 0)

    def show(self, asset: Asset) -> None:
        """An item of the library, where it was left."""
        if asset == self.source:
            return
        self.source = self.last = asset
        self._document = alone(asset)
        self._switch()

    def show_film(self) -> None:
        if self.source is not None:
            self.source = None
            self._switch()

    def _switch(self) -> None:
        self.switched.emit()
        self.playhead_changed.emit(self.playhead)
        self.marks_changed.emit()

    # Where it stands, and what is marked.

    def set_playhead(self, frame: int) -> None:
        if self.source is None:
            self._work.set_playhead(frame)
            return
        frame = max(0, min(frame, self._document.frames - 1))
        if frame != self.playhead:
            self._places[self.source.id] = frame
            self.playhead_changed.emit(frame)

    def move_film(self, frame: int) -> None:
        """The film's playhead goes there, and what is shown stays."""
        self._keeps = True
        try:
            self._work.set_playhead(frame)
        finally:
            self._keeps = False

    @property
    def marks(self) -> tuple[int | None, int | None]:
        """In and out, half-open; None for one that is not set."""
        if self.source is None:
            return self._work.document.mark_in, self._work.document.mark_out
        part = self._parts.get(self.source.id)
        return (None, None) if part is None else (part.start, part.stop)

    def marked(self) -> FrameRange | None:
        """The range between in and out, the end for a missing one; None without them."""
        if self.source is None:
            return self._work.marked()
        return self._parts.get(self.source.id)

    def mark_in(self) -> None:
        """Here; the other point goes where it would lie before this one."""
        _, stop = self.marks
        self.set_marks(self.playhead, stop)

    def mark_out(self) -> None:
        """The frame that is looked at is the last one inside."""
        start, _ = self.marks
        self.set_marks(start, self.playhead + 1)

    def set_marks(self, start: int | None, stop: int | None) -> None:
        """An edit of the film; of an item, its part, which is none when it is all of it."""
        if self.source is None:
            self._work.set_marks(start, stop)
            return
        if self.source.kind == "image":
            return  # it has no part: it is as long as its clip
        frames = self._document.frames
        old = self._parts.get(self.source.id)
        if start is not None and stop is not None and stop <= start:
            new_in = old is None or start != old.start
            start, stop = (start, None) if new_in else (None, stop)
        part = FrameRange(max(0, start or 0), frames if stop is None else min(stop, frames))
        if part == FrameRange(0, frames) or not part:
            self._parts.pop(self.source.id, None)
        else:
            self._parts[self.source.id] = part
        self.marks_changed.emit()

    # The parts of all items.

    def part(self, asset: Asset, rate: Fraction) -> SourceRange | None:
        """What of it goes on a film of that rate, in the film's frames; None for all of it."""
        part = self._parts.get(asset.id)
        if part is None:
            return None
        return at_rate(part, _rate(asset), rate, asset_length(asset, rate))

    def parts(self) -> Mapping[str, FrameRange]:
        """By the ids of the items, in frames at their own rate."""
        return self._parts

    def take_parts(self, parts: Mapping[str, FrameRange]) -> None:
        """As they were left; those of items that are not there, or are shorter now, are left out."""
        for asset in self._work.document.assets:
            part = parts.get(asset.id)
            if (
                part
                and part.start >= 0
                and asset.kind != "image"
                and part.stop <= asset_length(asset, _rate(asset))
            ):
                self._parts[asset.id] = part

    def forget(self) -> None:
        """Another film: nothing of this one is left."""
        self.show_film()
        self.last = None
        self._places.clear()
        self._parts.clear()

    # Following the film.

    def _film_moved(self, frame: int) -> None:
        if self.source is None:
            self.playhead_changed.emit(frame)
        elif not self._keeps:
            self.show_film()  # whoever moves in the film wants to see it

    def _film_marked(self) -> None:
        if self.source is None:
            self.marks_changed.emit()

    def _follow(self) -> None:
        """An item that is taken out of the library is shown no more; one that lies elsewhere now is."""
        there = {asset.id: asset for asset in self._work.document.assets}
        if self.last is not None and self.last != (now := there.get(self.last.id)):
            shown, self.last = self.source is not None, now
            if shown and now is not None:
                self.show(now)
            elif shown:
                self.show_film()


def alone(asset: Asset) -> Document:
    """A film of all of one item, at its own rate and size."""
    size = (asset.width, asset.height) if asset.kind != "audio" else (Document().width, Document().height)
    return edits.append_clip(Document(_rate(asset), *size, assets=(asset,)), asset.id)


def at_rate(part: FrameRange, own: Fraction, rate: Fraction, length: int) -> SourceRange:
    """Frames counted at `own` as those of another rate, at which there are `length`: at least one of them."""
    start = min(round(part.start / own * rate), length - 1)
    return SourceRange(start, min(max(start + 1, round(part.stop / own * rate)), length))


def _rate(asset: Asset) -> Fraction:
    """Pictures and sound have none that counts frames."""
    return asset.rate if asset.kind == "video" else Document().rate
