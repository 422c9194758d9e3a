"""What every tool's dialog shows of it: a title, a sentence, its fields, and what they would make."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from editor.form import FormRows
from editor.workspace import Workspace
from engine.document.time import FrameRange

if TYPE_CHECKING:
    from editor.tools.made import Film
    from engine.tools.edited import Edited

Making = Callable[["Film"], "Edited"]
"""Makes footage, and then the edit with it; runs in the background."""
Place = FrameRange | int | None
"""Where on the film a tool was asked for; None: where the person is."""


class ToolForm(QWidget):
    """Fields of one tool."""

    changed = Signal()
    title = ""
    about = ""
    does = ""
    """What the button says."""
    draws = True
    """Whether the cards are drawn at once unless the person says otherwise."""
    shows_board = True

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self.work = work
        self._form = FormRows(self)
        self._first: QWidget | None = None

    def add(self, name: str, widget: QWidget, hint: str = "") -> None:
        """A row of the form."""
        self._form.add(name, widget)
        self._first = self._first or widget
        if hint:
            widget.setToolTip(hint)
        if not widget.accessibleName():
            widget.setAccessibleName(name)

    def first(self) -> QWidget | None:
        """The field that one begins with."""
        return self._first

    def show_row(self, widget: QWidget, on: bool) -> None:
        self._form.setRowVisible(widget, on)

    def waiting(self) -> str:
        """What the form still waits for, in a sentence; "" when it is whole."""
        return ""

    def edited(self) -> Edited:
        """What the fields would make of the film as it is. Raises `TweenError`."""
        raise NotImplementedError

    def later(self) -> Callable[[], Edited]:
        """`edited` with the fields read now and the film made from them in any thread, for tools that take
        long on a large board."""
        edited = self.edited()
        return lambda: edited

    def making(self) -> Making | None:
        """For a tool that makes footage before the edit: how. `edited` only shows what would come of it."""
        return None

    def undo_name(self) -> str:
        """What undo calls it."""
        return self.title

    def finish(self, edited: Edited) -> bool:
        """Make the edit; False when it could not be made."""
        return self.work.apply(self.undo_name(), lambda doc: edited.document)
