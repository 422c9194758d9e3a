"""A real film on disk, the real workspace over it, and the timeline as people see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.timeline import TimelineView
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
def timeline(qtbot: QtBot, workspace: Workspace) -> Iterator[TimelineView]:
    """900 × 300, so that frame 0 … 48 show at about 15 pixels each."""
    view = TimelineView(workspace)
    qtbot.addWidget(view)
    view.resize(900, 300)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.stop()
