"""Boxes for numbers with a decimal point, which take the comma that half of the world types for it."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox


class DecimalBox(QDoubleSpinBox):
    """0,35 is 0.35: Qt would pass over the comma and make it 35."""

    def validate(self, text: str, pos: int) -> object:
        return super().validate(text.replace(",", "."), pos)

    def valueFromText(self, text: str) -> float:
        return super().valueFromText(text.replace(",", "."))
