"""A real film on disk, the real workspace over it, and the card panel alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from editor.app import application
from editor.cards.panel import CardPanel
from editor.library.thumbs import Thumbs
from editor.workspace import Workspace
from tests.editor.films import open_film


@pytest.fixture
def work(qtbot: QtBot, settings: Path, tmp_path: Path) -> Iterator[Workspace]:
    """48 frames of footage, split at 20; the second card has a prompt and is selected."""
    application()
    with open_film(tmp_path) as work:
        work.select_card(work.document.cards[1].id)
        yield work
        # Panels go here and now: left to the garbage collector, they could end in another thread.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def panel(qtbot: QtBot, work: Workspace) -> CardPanel:
    panel = CardPanel(work, Thumbs(work.background))
    qtbot.addWidget(panel)
    panel.resize(300, 700)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a model that follows references and one that follows none, by their small files, and a
    LoRA."""
    root = tmp_path / "models"
    for name, pipeline in (("vace", "WanVACEPipeline"), ("plain", "LTXConditionPipeline")):
        (root / name).mkdir(parents=True)
        (root / name / "model_index.json").write_text(json.dumps({"_class_name": pipeline}))
    (root / "ink.safetensors").write_bytes(b"")
    monkeypatch.setenv("TWEENBOARD_MODELS", str(root))
    return root
