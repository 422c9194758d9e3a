"""Undo and redo as snapshots with names. Documents share what did not change, so a snapshot is small."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.document.model import Document
from engine.errors import TweenError

MERGE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class State:
    """One state of the film and the edit that led to it. `at` is in seconds on any steady clock.

    Edits with the same non-empty `place` (one text box, one slider) within `MERGE_SECONDS` are one state.
    `document` is None for a state of an earlier run that nobody has asked for yet.
    """

    name: str
    place: str
    at: float
    document: Document | None


class History:
    """A list of states and the index of the current one. Edits after an undo drop the states undone."""

    def __init__(self, document: Document, name: str = "New film", at: float = 0.0) -> None:
        self._states = [State(name, "", at, document)]
        self._load: Callable[[int], Document] | None = None
        self.position = 0

    @classmethod
    def resume(cls, states: Sequence[State], position: int, load: Callable[[int], Document]) -> History:
        """A history from an earlier run; `load(i)` fetches the document of a state that has none."""
        history = cls.__new__(cls)
        history._states = list(states)
        history._load = load
        history.position = position
        return history

    @property
    def document(self) -> Document:
        return self.document_at(self.position)

    def document_at(self, index: int) -> Document:
        state = self._states[index]
        if state.document is None:
            assert self._load is not None
            state = State(state.name, state.place, state.at, self._load(index))
            self._states[index] = state
        assert state.document is not None
        return state.document

    def merges(self, place: str, at: float) -> bool:
        """Whether an edit now would join the current state instead of making a new one."""
        last = self._states[self.position]
        at_top = self.position == len(self._states) - 1
        return bool(place) and at_top and last.place == place and 0 <= at - last.at <= MERGE_SECONDS

    def push(self, document: Document, name: str, place: str = "", at: float = 0.0) -> None:
        """Make `document` the current state; the state before it stays one undo away."""
        if self.merges(place, at):
            self._states[self.position] = State(name, place, at, document)
            return
        del self._states[self.position + 1 :]
        self._states.append(State(name, place, at, document))
        self.position += 1

    def forget(self, count: int) -> None:
        """Drop the `count` oldest states; the current one must not be among them."""
        assert 0 <= count <= self.position
        del self._states[:count]
        self.position -= count

    @property
    def undo_name(self) -> str:
        """The edit that undo would take back; "" when there is none."""
        return self._states[self.position].name if self.position > 0 else ""

    @property
    def redo_name(self) -> str:
        """The edit that redo would bring back; "" when there is none."""
        top = self.position == len(self._states) - 1
        return "" if top else self._states[self.position + 1].name

    def undo(self) -> Document:
        if self.position == 0:
            raise TweenError("There is nothing to undo.")
        return self.jump(self.position - 1)

    def redo(self) -> Document:
        if self.position == len(self._states) - 1:
            raise TweenError("There is nothing to redo.")
        return self.jump(self.position + 1)

    def names(self) -> tuple[str, ...]:
        """Every state's edit, oldest first; `position` is the index of the current one."""
        return tuple(state.name for state in self._states)

    def times(self) -> tuple[float, ...]:
        """When each state of `names` came about."""
        return tuple(state.at for state in self._states)

    def jump(self, index: int) -> Document:
        if not 0 <= index < len(self._states):
            raise TweenError(f"There is no state {index} in the history; it has {len(self._states)}.")
        document = self.document_at(index)
        self.position = index
        return document
