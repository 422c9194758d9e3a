"""A form for one side of how a clip looks. `editor.clips.dialog` shows the forms and makes their edits."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine.document.model import Clip, Document, Track


class ClipForm(QWidget):
    """To add a form: one file with a subclass, and its name in `FORMS` of `editor.clips.dialog`.

    It fills its fields from the clip it is shown and says what a person wants by `edited`; it is shown the
    clip anew after every edit, its own included.
    """

    key = ""
    """Names the form to `open_form`, and its undo step: changes of one form within a moment are one."""
    edited = Signal(str, object)
    """(what undo calls it, an edit `(Document, clip id) -> Document`)."""
    tried = Signal(object)
    """Such an edit that is only shown, while something is dragged; None: it is over."""
    asked = Signal(object)
    """What takes more than the document: `(Workspace, clip id) -> None`."""

    def title(self) -> str:
        """On the form's tab."""
        raise NotImplementedError

    def takes(self, track: Track) -> bool:
        """Whether clips on such a track have what the form sets: a picture."""
        return track.kind == "video"

    def show_clip(self, document: Document, clip: Clip) -> None:
        """Fill the fields; nothing may be emitted meanwhile."""
        raise NotImplementedError

    def show_frame(self, frame: int) -> None:
        """Film frame `frame` is under the playhead; asked before the first clip is shown, too."""
