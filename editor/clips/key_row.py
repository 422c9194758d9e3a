"""The buttons of a clip's key frames: one at the playhead, the ones before and after it, and the way on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from editor import theme
from editor.clips import keyed
from editor.picker import Picker
from editor.viewer.buttons import IconButton
from engine.document.keys import key_after, key_at, key_before

if TYPE_CHECKING:
    from editor.clips.keyed import Keyed
    from editor.workspace import Workspace
    from engine.document.model import Clip

translate = QCoreApplication.translate


class KeyRow(QWidget):
    """For the key frames of `what`; `name` is said before what each button does, where there are several
    rows. Things to its right are added to `row`."""

    asked = Signal(object)
    """`(Workspace, clip id) -> None`, as of `ClipForm`."""

    def __init__(self, what: Keyed, name: str = "") -> None:
        super().__init__()
        self._what = what

        def said(text: str) -> str:
            return f"{name}: {text}" if name else text

        self.before = IconButton("key-before", said(translate("moves", "Previous key frame")), self)
        here = said(translate("moves", "Key frame at the playhead"))
        self.key = IconButton("key-frame", here, self, checkable=True)
        self.after = IconButton("key-after", said(translate("moves", "Next key frame")), self)
        self.way = Picker()
        self.way.setAccessibleName(said(translate("moves", "On the way to the next key frame")))
        self.way.setToolTip(translate("moves", "On the way to the next key frame"))
        for ease, text in keyed.way_names().items():
            self.way.addItem(text, ease)
        self.before.clicked.connect(lambda: self.ask(keyed.go_to_key, what, -1))
        self.after.clicked.connect(lambda: self.ask(keyed.go_to_key, what, 1))
        self.key.clicked.connect(lambda: self.ask(keyed.toggle_key, what))
        self.way.activated.connect(lambda _: self.ask(keyed.ease, what, self.way.currentData()))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.TINY)
        for widget in (self.before, self.key, self.after, self.way):
            self.row.addWidget(widget)

    def show_clip(self, clip: Clip, playhead: int) -> None:
        keys, at = self._what.keys(clip), playhead - clip.place.start
        here, last = key_at(keys, at), len(clip.place) - 1
        before, after = key_before(keys, at), key_after(keys, at)
        with QSignalBlocker(self.key):
            self.key.setChecked(here is not None and 0 <= at <= last)
        self.key.setEnabled(0 <= at <= last)
        self.before.setEnabled(before is not None and 0 <= before.frame <= last)
        self.after.setEnabled(after is not None and 0 <= after.frame <= last)
        self.way.setEnabled(bool(keys))
        now = here or before or after
        self.way.setCurrentIndex(self.way.findData(now.ease) if now is not None else 0)

    def ask(self, verb: Callable[..., None], *values: object) -> None:
        def done(work: Workspace, clip_id: str) -> None:
            verb(work, clip_id, *values)

        self.asked.emit(done)
