"""A real film on disk, the real workspace over it, and the timeline as people see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.timeline import TimelineView
from editor.workspace import Workspace
from tests.editor.films import open_film


@pytest.fixture
def workspace(qtbot: QtBot, tmp_path: Path) -> Iterator[Workspace]:
    with open_film(tmp_path) as work:
        yield work


@pytest.fixture
def timeline(qtbot: QtBot, settings: Path, workspace: Workspace) -> Iterator[TimelineView]:
    """900 × 300, so that frame 0 … 48 show at about 15 pixels each."""
    view = TimelineView(workspace)
    qtbot.addWidget(view)
    view.resize(900, 300)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.stop()
