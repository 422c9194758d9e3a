"""A film under the real window: two clips with a cut, three cards, and words on two of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.main_window import MainWindow
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Document
from engine.document.time import FrameRange
from tests.editor.conftest import open_footage


@pytest.fixture
def board(qtbot: QtBot, window: MainWindow, footage: Path) -> Workspace:
    """120 frames, cut at 60; cards 0–24 (kept), 24–60 “a red ball”, 60–120 “a green field”."""
    work = open_footage(qtbot, window, footage)

    def build(doc: Document) -> Document:
        doc = edits.append_clip(doc, doc.assets[0].id)
        for place in (FrameRange(24, 60), FrameRange(60, 120)):
            doc = edits.add_card(doc, place)
        for at, words in ((1, "a red ball"), (2, "a green field")):
            doc = edits.set_card(doc, doc.cards[at].id, prompt=words)
        return doc

    assert work.apply("Board", build)
    assert [str(card.range) for card in work.document.cards] == ["0–24", "24–60", "60–120"]
    work.jobs.hold()
    return work
