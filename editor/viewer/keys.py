"""The keys that every editor plays with, for the viewer and for full screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from editor.viewer.player import Player


def play_key(player: Player, event: QKeyEvent) -> bool:
    """Do what the key means for playing; False when it means nothing here."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    far = modifiers == Qt.KeyboardModifier.ShiftModifier
    if modifiers and not far:
        return False
    key = Qt.Key(event.key())
    single = {Qt.Key.Key_Left: -1, Qt.Key.Key_Comma: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Period: 1}
    if key in single:
        player.step(single[key] * (player.second if far else 1))
    elif far:
        return False
    elif key == Qt.Key.Key_Space:
        player.toggle()
    elif key == Qt.Key.Key_J:
        player.shuttle(-1)
    elif key == Qt.Key.Key_K:
        player.pause()
    elif key == Qt.Key.Key_L:
        player.shuttle(1)
    elif key == Qt.Key.Key_Home:
        player.to_start()
    elif key == Qt.Key.Key_End:
        player.to_end()
    else:
        return False
    return True
