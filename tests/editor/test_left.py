"""A film opens where it was left; that is no part of the film."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from editor import left
from editor.main_window import MainWindow
from engine.document import edits
from engine.document.model import Document
from engine.document.time import FrameRange
from tests.editor.conftest import open_footage


def test_a_film_opens_where_it_was_left(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    work, timeline = open_footage(qtbot, window, footage), window.sides.timeline
    work.apply("Split", lambda doc: edits.split(doc, 30))
    assert work.project is not None
    film, clip = work.project.path, work.document.tracks[0].clips[1]
    work.set_playhead(41)
    work.select_clip(clip.id)
    timeline.zoom(3.0, 300)
    work.stage.show(work.document.assets[0])
    work.stage.set_marks(7, 19)
    scale, card, document, steps = (
        timeline.scale,
        work.selected_card,
        work.document,
        work.project.history.position,
    )
    work.close()
    assert work.playhead == 0
    work.open(film)
    assert (work.playhead, work.selected_clip, work.selected_card) == (41, clip.id, card)
    assert timeline.scale.pixels == pytest.approx(scale.pixels)
    assert timeline.scale.left == pytest.approx(scale.left, abs=1)
    assert work.stage.source is None
    assert work.stage.parts() == {work.document.assets[0].id: FrameRange(7, 19)}
    assert (work.document, work.project.history.position) == (document, steps)


def test_what_cannot_be_read_or_no_longer_fits_is_passed_over(
    qtbot: QtBot, window: MainWindow, footage: Path
) -> None:
    work = open_footage(qtbot, window, footage)
    assert work.project is not None
    film, name = work.project.path, left._name(work.project.path)
    for text in ("", "{", "[]", "null", '{"playhead": 9}'):
        work.close()
        QSettings().setValue(f"left/{name}", text)
        assert work.open(film)
        assert work.playhead == 0
    work.close()
    kept = json.loads(QSettings().value(f"left/{name}"))
    kept |= {"playhead": 9000, "card": "gone", "clip": "gone", "ids": ["gone"], "parts": {"gone": [0, 5]}}
    QSettings().setValue(f"left/{name}", json.dumps(kept))
    work.open(film)
    assert work.playhead == 59
    assert (work.selected_clip, work.stage.parts()) == (None, {})


def test_only_so_many_films_are_remembered(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(left, "KEPT", 2)
    work = window.workspace
    _ = window.sides
    for number in range(4):
        assert work.new(tmp_path / f"{number}.tween", Document())
    work.close()
    settings = QSettings()
    settings.beginGroup("left")
    names = [left._name(tmp_path / f"{number}.tween") for number in (2, 3)]
    assert set(settings.childKeys()) == {"order", *names}
