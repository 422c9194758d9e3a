"""Numbered pictures brought in together are one clip; one of them alone says so."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.workspace import Workspace
from tests.media.clips import picture


@pytest.fixture
def shots(tmp_path: Path) -> list[str]:
    (tmp_path / "shots").mkdir()
    paths = [tmp_path / "shots" / f"shot_{n:04d}.png" for n in range(1, 6)]
    for n, path in enumerate(paths):
        Image.fromarray(picture(n)).save(path)
    return [str(path) for path in paths]


def test_numbered_pictures_become_one_clip_beside_the_film(
    qtbot: QtBot, qapp: QApplication, shots: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWEENBOARD_FILMS", str(tmp_path / "films"))
    workspace = Workspace()
    with qtbot.waitSignal(workspace.project_changed, timeout=20_000):
        workspace.import_files(shots)
    (asset,) = workspace.document.assets
    assert (asset.kind, asset.frames, asset.rate) == ("video", 5, Fraction(24))
    assert Path(asset.path) == tmp_path / "films" / "Sequences" / "shot [0001-0005].mov"
    assert workspace.document.frames == 5
    workspace.shut_down()


def test_one_of_them_stays_a_picture_and_the_others_are_mentioned(
    qtbot: QtBot, qapp: QApplication, shots: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWEENBOARD_FILMS", str(tmp_path / "films"))
    workspace = Workspace()
    sentences: list[str] = []
    workspace.notice.connect(sentences.append)
    with qtbot.waitSignal(workspace.project_changed, timeout=20_000):
        workspace.import_files(shots[:1])
    assert any("“shot_0001.png” is one of 5 numbered pictures" in text for text in sentences)
    (asset,) = workspace.document.assets
    assert asset.kind == "image"
    workspace.shut_down()
