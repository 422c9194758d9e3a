"""Footage that a tool makes before it edits the film, with what the film is and shows at that moment.

Everything here runs in a background thread and touches no widget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.document.model import Asset, Card, Document
from engine.document.time import FrameRange

if TYPE_CHECKING:
    import numpy as np

    from editor.workspace import Workspace
    from engine.document.take import Take
    from engine.render.compose import Composer

Report = Callable[[int, int], None]
"""(frames done, of how many)"""


@dataclass(frozen=True)
class Film:
    """The film as it was when the button was pressed. `folder`: where footage made for it lies."""

    document: Document
    takes: dict[str, Take | None]
    folder: Path
    report: Report = lambda done, total: None
    cancelled: Callable[[], bool] = lambda: False

    def shown(self, card: Card) -> Take | None:
        return self.takes.get(card.id)

    def following(self, report: Report, cancelled: Callable[[], bool]) -> Film:
        return replace(self, report=report, cancelled=cancelled)

    def pictures(self) -> Composer:
        """As they are exported, to the level; a context manager."""
        from engine.media.open import open_reader
        from engine.render.compose import Composer

        return Composer(self.document, self.shown, None, partial(open_reader, exact=True))

    def still(self, frame: int) -> Asset:
        """Film frame `frame` as a picture in the film's folder."""
        from engine.tools.between import write_still

        with self.pictures() as composer:
            return write_still(composer.frame(frame), f"frame {frame}", self.folder)

    def drawn(self, span: FrameRange) -> Asset:
        """What the film shows in `span` as footage."""
        with self.pictures() as composer:
            return self.footage("drawn", span, (composer.frame(n) for n in span), composer.size)

    def footage(
        self,
        what: str,
        span: FrameRange,
        frames: Iterable[np.ndarray],
        size: tuple[int, int],
        *made_of: object,
    ) -> Asset:
        """`frames`, as many as `span` has, in a file of the film's folder. `made_of` tells it from others."""
        from engine.tools.between import file_key, write_footage

        takes = [take and take.id for take in self.takes.values()]
        key = file_key(self.document, takes, (span, *made_of))
        path = self.folder / f"{what} {span.start}-{span.stop} {key}.mp4"
        total = len(span)
        return write_footage(
            frames, path, size, self.document.rate, lambda done: self.report(done, total), self.cancelled
        )


def film_now(work: Workspace) -> Film:
    from engine.project.places import made_folder

    assert work.project is not None
    takes = {card.id: work.shown(card) for card in work.document.cards}
    return Film(work.document, takes, made_folder(work.project.path))
