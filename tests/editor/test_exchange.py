"""Timelines of other programs and scripts, dropped on the window or chosen; the report that can be copied."""

from __future__ import annotations

from pathlib import Path

import opentimelineio as otio
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from editor.dialogs.report import ReportDialog
from editor.main_window import MainWindow
from engine.document import edits
from tests.editor.conftest import drop, open_footage, said
from tests.project.test_takes import draw, request


def foreign(folder: Path, footage: Path) -> Path:
    """A timeline of another program: footage, a dissolve, and a clip that is not there."""
    seconds = otio.opentime.RationalTime
    span = otio.opentime.TimeRange(seconds(0, 24), seconds(24, 24))
    track = otio.schema.Track("V1", kind="Video")
    track.append(otio.schema.Clip("meadow", otio.schema.ExternalReference(footage.as_uri()), span))
    track.append(otio.schema.Transition("Dissolve", "SMPTE_Dissolve", seconds(4, 24), seconds(4, 24)))
    lost = otio.schema.ExternalReference((folder / "lost.mov").as_uri(), span)
    track.append(otio.schema.Clip("lost", lost, span))
    timeline = otio.schema.Timeline("cut")
    timeline.tracks.append(track)
    path = folder / "cut.otio"
    path.write_text(timeline.to_json_string(), encoding="utf-8")
    return path


def test_a_timeline_dropped_on_the_window_becomes_a_film_with_a_report(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path
) -> None:
    work = window.workspace
    with qtbot.waitSignal(work.report, timeout=20_000):
        assert drop(window, foreign(tmp_path, footage))
    assert work.project is not None
    assert work.project.path == tmp_path / "films" / "cut.tween"
    assert work.document.frames == 48
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReportDialog)
    assert dialog.windowTitle() == "cut.otio: what was not understood"
    assert "lost.mov" in dialog.text.toPlainText()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()
    dialog.reject()
    qtbot.waitUntil(lambda: window.banner.row("missing") is not None, timeout=20_000)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("shots.csv", "prompt,seconds\na red boat,1\nnight falls,2\n"),
        ("shots.md", "# Film\n\n- a red boat (1s)\n- night falls (2s)\n"),
        ("shots.txt", "a red boat (1s)\n\nnight falls (2s)\n"),
    ],
)
def test_a_script_becomes_a_board(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, name: str, text: str
) -> None:
    script = tmp_path / name
    script.write_text(text, encoding="utf-8")
    work = window.workspace
    with qtbot.waitSignal(work.project_changed, timeout=20_000):
        assert drop(window, script)
    assert [(card.prompt, len(card.range)) for card in work.document.cards] == [
        ("a red boat", 24), ("night falls", 48),
    ]  # fmt: skip
    assert work.undo_name == ""


def test_a_script_takes_the_size_and_rate_of_the_open_film(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path
) -> None:
    work = open_footage(qtbot, window, footage)
    script = tmp_path / "shots.txt"
    script.write_text("one\n", encoding="utf-8")
    with qtbot.waitSignal(work.project_changed, timeout=20_000):
        work.import_files([str(script)])
    assert (work.document.width, work.document.height) == (192, 112)


def test_a_file_that_cannot_be_used_is_one_sentence(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    bad = tmp_path / "bad.otio"
    bad.write_text("{}")
    with qtbot.waitSignal(window.workspace.notice, timeout=20_000) as told:
        assert drop(window, bad)
    assert "bad.otio is damaged" in said(told)
    assert window.workspace.project is None
    assert list((tmp_path / "films").iterdir()) == []


def test_a_film_goes_out_and_comes_back_with_its_takes(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = open_footage(qtbot, window, footage)
    first = work.document.cards[0].id
    assert work.apply("Prompt", lambda doc: edits.set_prompt(doc, first, "a boat"))
    assert work.project is not None
    take = draw(work.project.takes, request(work.document, 1))
    work.refresh_takes()
    before = work.document
    answers = iter([(str(tmp_path / "out"), "OpenTimelineIO (*.otio)"), (str(tmp_path / "out.edl"), "")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: next(answers))
    for name in ("out.otio", "out.edl"):
        with qtbot.waitSignal(work.written, timeout=20_000) as told:
            window.actions_by_id["export_project"].trigger()
        assert (told.args or [])[0] == tmp_path / name
        assert (tmp_path / name).stat().st_size
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "out.otio"), ""))
    with qtbot.waitSignal(work.project_changed, timeout=20_000):
        window.actions_by_id["import_project"].trigger()
    assert work.document == before
    assert work.project.path.name == "out.tween"
    assert [each.id for each in work.takes_for(work.document.cards[0])] == [take.id]


def test_an_export_writes_over_nothing_that_was_not_named(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = open_footage(qtbot, window, footage)
    (tmp_path / "out.otio").write_text("mine")
    answer = (str(tmp_path / "out"), "OpenTimelineIO (*.otio)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    with qtbot.waitSignal(work.notice, timeout=20_000) as told:
        window.sides.dialogs.export_project()
    assert "out.otio" in said(told)
    assert (tmp_path / "out.otio").read_text() == "mine"
