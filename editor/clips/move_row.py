"""The buttons of a framing's key frames, with the moves that have names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from editor.clips import moves
from editor.clips.key_row import KeyRow
from editor.clips.keyed import FRAMING

if TYPE_CHECKING:
    from engine.document.model import Clip


class MoveRow(KeyRow):
    def __init__(self) -> None:
        super().__init__(FRAMING)
        self.named = QPushButton(self.tr("Slow moves"))
        self.named.setToolTip(self.tr("From the clip's first frame to its last; the picture fills the frame"))
        menu = moves.move_menu(self, lambda name: self.ask(moves.let_move, name))
        self.named.setMenu(menu)
        self.still = menu.actions()[-1]
        self.row.addWidget(self.named)
        self.row.addStretch(1)

    def show_clip(self, clip: Clip, playhead: int) -> None:
        super().show_clip(clip, playhead)
        self.still.setEnabled(bool(FRAMING.keys(clip)))
