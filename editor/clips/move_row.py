"""The buttons of a clip's key frames: one at the playhead, the ones before and after it, moves by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from editor import theme
from editor.clips import moves
from editor.picker import Picker
from editor.viewer.buttons import IconButton
from engine.document.framing_moves import key_after, key_at, key_before

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.model import Clip


class MoveRow(QWidget):
    asked = Signal(object)
    """`(Workspace, clip id) -> None`, as of `ClipForm`."""

    def __init__(self) -> None:
        super().__init__()
        self.before = IconButton("key-before", self.tr("Previous key frame"), self)
        self.key = IconButton("key-frame", self.tr("Key frame at the playhead"), self, checkable=True)
        self.after = IconButton("key-after", self.tr("Next key frame"), self)
        self.way = Picker()
        self.way.setAccessibleName(self.tr("On the way to the next key frame"))
        self.way.setToolTip(self.tr("On the way to the next key frame"))
        for ease, text in (
            ("smooth", self.tr("Smoothly")), ("linear", self.tr("Evenly")), ("hold", self.tr("In a jump")),
        ):  # fmt: skip
            self.way.addItem(text, ease)
        self.named = QPushButton(self.tr("Slow moves"))
        self.named.setToolTip(self.tr("From the clip's first frame to its last; the picture fills the frame"))
        menu = moves.move_menu(self, lambda name: self._ask(moves.let_move, name))
        self.named.setMenu(menu)
        self.still = menu.actions()[-1]
        self.before.clicked.connect(lambda: self._ask(moves.go_to_key, -1))
        self.after.clicked.connect(lambda: self._ask(moves.go_to_key, 1))
        self.key.clicked.connect(self._toggle)
        self.way.activated.connect(lambda _: self._ask(moves.ease, self.way.currentData()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TINY)
        for widget in (self.before, self.key, self.after, self.way, self.named):
            row.addWidget(widget)
        row.addStretch(1)

    def show_clip(self, clip: Clip, playhead: int) -> None:
        framing, at = clip.framing, playhead - clip.place.start
        here, last = key_at(framing, at), len(clip.place) - 1
        before, after = key_before(framing, at), key_after(framing, at)
        with QSignalBlocker(self.key):
            self.key.setChecked(here is not None and 0 <= at <= last)
        self.key.setEnabled(0 <= at <= last)
        self.before.setEnabled(before is not None and 0 <= before.frame <= last)
        self.after.setEnabled(after is not None and 0 <= after.frame <= last)
        moving = framing is not None and bool(framing.keys)
        self.way.setEnabled(moving)
        self.still.setEnabled(moving)
        now = here or before or after
        self.way.setCurrentIndex(self.way.findData(now.ease) if now is not None else 0)

    def _toggle(self) -> None:
        self.asked.emit(moves.toggle_key)

    def _ask(self, verb: Callable[..., None], value: object) -> None:
        def done(work: Workspace, clip_id: str) -> None:
            verb(work, clip_id, value)

        self.asked.emit(done)
