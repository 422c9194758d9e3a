"""Export through the dialog: parts, nothing overwritten unasked, cancel leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.dialogs.export import Choice, ExportDialog
from editor.main_window import MainWindow
from engine.document import edits
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.media.probe import probe
from tests.editor.conftest import open_footage, said


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, footage: Path) -> ExportDialog:
    work = open_footage(qtbot, window, footage)
    work.set_marks(12, 36)
    return ExportDialog(work, window)


def test_in_to_out_is_offered_when_it_is_marked(dialog: ExportDialog, tmp_path: Path) -> None:
    assert dialog.part.isChecked()
    dialog.path.setText(str(tmp_path / "part"))
    assert dialog.choice() == Choice(tmp_path / "part.mp4", FrameRange(12, 36), 18)
    dialog.whole.setChecked(True)
    assert dialog.choice().span is None


def test_a_free_name_is_proposed(dialog: ExportDialog) -> None:
    assert not Path(dialog.path.text()).exists()


@pytest.mark.parametrize("text", ["", "/nowhere/at/all.mp4"])
def test_a_place_that_is_none_is_said(dialog: ExportDialog, text: str) -> None:
    dialog.path.setText(text)
    dialog.accept()
    assert not dialog.hint.isHidden()
    assert not dialog.result()


def test_part_of_the_film_is_exported(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path
) -> None:
    open_footage(qtbot, window, footage)
    out = tmp_path / "part.mp4"
    with qtbot.waitSignal(window.sides.exports.finished, timeout=60_000):
        window.sides.exports.start(Choice(out, FrameRange(12, 36), 18))
    assert probe(out).frames == 24
    assert not window.sides.exports.running


def test_a_file_that_is_there_is_kept(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path
) -> None:
    open_footage(qtbot, window, footage)
    out = tmp_path / "mine.mp4"
    out.write_text("mine")
    with qtbot.waitSignal(window.workspace.notice, timeout=60_000) as told:
        window.sides.exports.start(Choice(out, None, 18))
    assert "mine.mp4" in said(told)
    assert out.read_text() == "mine"


def test_a_cancelled_export_leaves_nothing(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path
) -> None:
    work = open_footage(qtbot, window, footage)
    asset = work.document.assets[0].id

    def long(doc: Document) -> Document:
        for _ in range(20):
            doc = edits.append_clip(doc, asset)
        return doc

    work.apply("Longer", long)
    exports = window.sides.exports
    with qtbot.waitSignal(exports.ended, timeout=60_000):
        exports.progress.connect(lambda name, done, total: exports.cancel() if done else None)
        exports.start(Choice(tmp_path / "never.mp4", None, 18))
    assert not list(tmp_path.glob("*.mp4*"))
    assert "cancelled" in window.notice.text.text()
