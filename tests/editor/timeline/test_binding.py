"""The Qt binding itself, where a defect of it would end the program while it paints."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 500


def test_a_call_without_a_result_keeps_the_references_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 gives away one reference to None in each such call; Python 3.11 then aborts
    (“none_dealloc”) after some thousands of them. 6.11.3 is sound, and from 3.12 on None cannot die."""
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update()
    assert sys.getrefcount(None) - before > -CALLS // 2
