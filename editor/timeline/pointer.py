"""Where the pointer is, and which keys are held with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

NONE = Qt.KeyboardModifier.NoModifier
THRESHOLD = 4.0
"""Pixels that the pointer goes before a press is a drag."""


@dataclass(frozen=True, slots=True)
class At:
    """A place in the view, in logical pixels."""

    x: float
    y: float
    keys: Qt.KeyboardModifier = NONE

    @property
    def ctrl(self) -> bool:
        return bool(self.keys & Qt.KeyboardModifier.ControlModifier)

    @property
    def alt(self) -> bool:
        return bool(self.keys & Qt.KeyboardModifier.AltModifier)

    @property
    def shift(self) -> bool:
        return bool(self.keys & Qt.KeyboardModifier.ShiftModifier)

    def far_from(self, other: At) -> bool:
        return max(abs(self.x - other.x), abs(self.y - other.y)) >= THRESHOLD
