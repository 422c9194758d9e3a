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
from tests.render.films import film, footage


@pytest.fixture
def workspace(qtbot: QtBot, tmp_path: Path) -> Iterator[Workspace]:
    """48 frames of footage with sound, split at 20; the second card has a prompt."""
    work = Workspace()
    assert work.new(tmp_path / "film.tween", film(footage(tmp_path / "footage.mp4")))
    yield work
    work.shut_down()


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
