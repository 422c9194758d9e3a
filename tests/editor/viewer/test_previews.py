"""Proxies and neighbours behind the picture: made in the background, used only here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from editor.viewer import ViewerPanel, composing
from editor.viewer.composing import Film, Picture, open_file
from editor.viewer.frames import FrameMaker
from editor.workspace import Workspace
from engine.media import cache, proxy
from engine.media.early import EarlyReader
from engine.media.proxy import ProxyReader, find_proxy
from engine.media.reader import VideoReader


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def readers(viewer: ViewerPanel) -> set[type]:
    composer = viewer.player._maker._composing._composer
    return {type(reader) for reader in composer._readers.values()} if composer is not None else set()


def footage_of(workspace: Workspace) -> str:
    return workspace.document.assets[0].path


def test_half_makes_previews_and_shows_them(qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace) -> None:
    told: list[tuple[str, int, int]] = []
    viewer.player.previews.progress.connect(lambda *values: told.append(values))
    qtbot.waitUntil(lambda: readers(viewer) == {VideoReader}, timeout=10_000)
    with qtbot.waitSignals([viewer.player.previews.made, viewer.player.previews.ended], timeout=20_000):
        viewer.transport.quality.choices["half"].trigger()
    assert find_proxy(footage_of(workspace), 2) is not None
    assert told[-1] == (Path(footage_of(workspace)).name, 48, 48)
    qtbot.waitUntil(lambda: readers(viewer) == {ProxyReader}, timeout=10_000)
    viewer.transport.quality.choices["full"].trigger()
    qtbot.waitUntil(lambda: readers(viewer) == {VideoReader}, timeout=10_000)


def test_only_heavy_footage_gets_a_preview_by_itself(
    qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    previews = viewer.player.previews
    qtbot.waitUntil(lambda: not previews.unlisted, timeout=10_000)
    assert find_proxy(footage_of(workspace), 2) is None
    monkeypatch.setattr(proxy, "LARGE", 1)
    with qtbot.waitSignal(previews.made, timeout=20_000):
        previews.set_quality("auto")
    assert find_proxy(footage_of(workspace), 2) is not None


def test_making_previews_can_be_stopped(
    qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    previews = viewer.player.previews
    write = proxy._Coder.__call__

    def cancel_then_write(self, reader, i):
        if i == 5:
            previews.cancel()
        return write(self, reader, i)

    monkeypatch.setattr(proxy._Coder, "__call__", cancel_then_write)
    with qtbot.waitSignal(previews.ended, timeout=20_000):
        viewer.transport.quality.choices["quarter"].trigger()
    assert find_proxy(footage_of(workspace), 4) is None
    assert list((folder / "proxies").iterdir()) == []


def test_a_film_is_not_changed_by_its_previews(
    qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace
) -> None:
    before = workspace.document
    with qtbot.waitSignal(viewer.player.previews.made, timeout=20_000):
        viewer.transport.quality.choices["half"].trigger()
    assert workspace.document == before
    assert not workspace.can_undo


def test_a_large_file_is_shown_roughly_until_it_is_listed(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = footage_of(workspace)
    monkeypatch.setattr(composing, "ROUGH_BYTES", 0)
    monkeypatch.setattr("engine.media.scan.is_known", lambda path: False)
    film = Film(workspace.document, {}, (160, 96), unlisted=frozenset({path}))
    reader = open_file(film, path, (160, 96))
    assert isinstance(reader, EarlyReader)
    reader.close()
    maker = FrameMaker()
    shown: list[Picture] = []
    maker.still.connect(shown.append)
    try:
        maker.show(film)
        maker.request(5)
        qtbot.waitUntil(lambda: len(shown) == 1, timeout=10_000)
        maker.show(Film(workspace.document, {}, (160, 96)))
        maker.request(5)
        qtbot.waitUntil(lambda: len(shown) == 2, timeout=10_000)
    finally:
        maker.stop()
    with VideoReader(path, (160, 96)) as exact:
        assert np.abs(pixels(shown[0].image) - exact.frame(0)).max() <= 1  # the key frame before
        assert np.abs(pixels(shown[1].image) - exact.frame(5)).max() <= 1


def test_neighbours_are_decoded_in_idle_moments(qtbot: QtBot, workspace: Workspace) -> None:
    maker = FrameMaker()
    shown: list[Picture] = []
    maker.still.connect(shown.append)

    def decoded() -> set[int]:
        composer: Any = maker._composing._composer
        kept = next(iter(composer._readers.values()))._decoder._cache if composer is not None else ()
        return {n for n in range(48) if n in kept}

    try:
        maker.show(Film(workspace.document, {}, (160, 96)))
        for frame in (40, 39):
            maker.request(frame)
            qtbot.waitUntil(lambda frame=frame: bool(shown) and shown[-1].frame == frame, timeout=10_000)
        qtbot.waitUntil(lambda: set(range(10, 40)) <= decoded(), timeout=10_000)
    finally:
        maker.stop()


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(int)
