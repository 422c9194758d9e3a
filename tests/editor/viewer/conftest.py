"""A real film on disk, the real workspace over it, and the viewer as people see it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from editor.viewer import ViewerPanel
from editor.workspace import Workspace
from tests.editor.films import open_film


@pytest.fixture
def workspace(qtbot: QtBot, tmp_path: Path) -> Iterator[Workspace]:
    with open_film(tmp_path) as work:
        yield work


@pytest.fixture
def viewer(qtbot: QtBot, workspace: Workspace) -> Iterator[ViewerPanel]:
    """The picture is 640 wide. Afterwards no thread of the viewer is left."""
    panel = ViewerPanel(workspace)
    qtbot.addWidget(panel)
    panel.resize(640, 460)
    with qtbot.waitExposed(panel):
        panel.show()
    yield panel
    panel.stop()
    left = [thread.name for thread in threading.enumerate() if thread.name.startswith("viewer-")]
    assert left == []
    assert all(not thread.isRunning() for thread in panel.findChildren(QThread))
