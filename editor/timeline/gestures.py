"""What every drag is: it proposes a document while the mouse moves and commits one edit on release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from editor.language.choice import sentence
from editor.timeline.pointer import At
from engine.document.time import FrameRange
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.timeline.look import Look
    from editor.timeline.view import TimelineView
    from engine.document.model import Document

Edit = Callable[["Document"], "Document"]


@dataclass(frozen=True, slots=True)
class Ghost:
    """Where a dragged thing would lie: on the track `row`, or on the cards' row when that is empty."""

    row: str
    span: FrameRange


class Gesture:
    """Base: a drag that has begun. It says what it shows, and nothing changes until `finish`."""

    name = ""
    """What undo calls it."""
    snap_frame: int | None = None
    """Where a snap line shows, if anywhere."""
    refusal = ""
    """Why the film does not allow what the pointer asks for now."""
    ghosts: tuple[Ghost, ...] = ()
    moving = False
    """Whether the pointer has gone far enough to mean it; a press that has not is a click."""
    scrolls = True
    """Whether the view scrolls when the pointer comes to its sides."""
    chosen: frozenset[str] | None = None
    """What would be chosen if it ended now; None leaves the selection alone."""

    def move(self, at: At) -> None:
        raise NotImplementedError

    def lines(self) -> tuple[str, ...]:
        """What a plate beside the pointer says: frame, timecode, difference."""
        return ()

    def paint(self, painter: QPainter, look: Look) -> None:
        """Whatever else it shows over the film."""

    def finish(self) -> None:
        """The button was released: commit."""

    def cancel(self) -> None:
        """Escape: as if nothing had happened."""


class Scrub(Gesture):
    def __init__(self, view: TimelineView) -> None:
        self._view = view
        self._before = view.workspace.playhead

    def move(self, at: At) -> None:
        self._view.workspace.set_playhead(self._view.scale.frame(at.x))

    def cancel(self) -> None:
        self._view.workspace.set_playhead(self._before)


class Proposing(Gesture):
    """The board shows what the edit would make of the film; a refused one says why and is not made."""

    def __init__(self, view: TimelineView, name: str) -> None:
        self._view = view
        self.name = name
        self._edit: Edit | None = None

    def tried(self, edit: Edit) -> Document | None:
        """The film as `edit` would make it; None, and a `refusal`, when it will not have it."""
        try:
            made = edit(self._view.workspace.document)
        except TweenError as error:
            self.refusal = sentence(str(error))
            return None
        self.refusal = ""
        return made

    def finish(self) -> None:
        work = self._view.workspace
        if self._edit is not None:
            work.apply(self.name, self._edit)
        elif self.refusal:
            work.notice.emit(self.refusal)
        self._view.propose(None)

    def cancel(self) -> None:
        self._view.propose(None)


class Following(Proposing):
    """A whole number follows the pointer, as far as the film allows it: an edge, or a distance in frames.

    `value` is where it starts. At a limit it stays there and `refusal` says what stops it.
    """

    def __init__(self, view: TimelineView, value: int, name: str) -> None:
        super().__init__(view, name)
        self.start = value
        self.value = value
        self._wanted = value

    def wanted(self, at: At) -> int:
        """The number that the pointer asks for."""
        raise NotImplementedError

    def edit_to(self, value: int) -> Edit:
        raise NotImplementedError

    def move(self, at: At) -> None:
        wanted = self.wanted(at)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        made = self._nearest(wanted)
        if made is not None:
            self._edit = self.edit_to(self.value) if self.value != self.start else None
            self._view.propose(made)

    def _nearest(self, wanted: int) -> Document | None:
        """The film at `wanted`, or as near to it from where it is as the film allows."""
        made = self.tried(self.edit_to(wanted))
        if made is not None:
            self.value = wanted
            return made
        sentence, good, bad = self.refusal, self.value, wanted
        while abs(bad - good) > 1:
            middle = (good + bad) // 2
            between = self.tried(self.edit_to(middle))
            if between is None:
                bad = middle
            else:
                good, made = middle, between
        self.refusal, self.value = sentence, good
        return made
