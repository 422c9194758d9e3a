"""What an export says of how it was made, chosen in its dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.dialogs.export import Choice, ExportDialog
from editor.main_window import MainWindow
from engine.document.time import FrameRange
from engine.media.output.settings import Settings
from engine.render.provenance.labels import Labels
from engine.render.provenance.reading import read_credentials
from tests.editor.conftest import open_footage
from tests.editor.test_export import choose, choose_format


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, footage: Path) -> ExportDialog:
    return ExportDialog(open_footage(qtbot, window, footage), window)


def test_labels_are_on_and_tell_no_prompt_until_that_is_chosen(dialog: ExportDialog) -> None:
    assert dialog.choice().labels == Labels()
    dialog.labels.prompts.click()
    dialog.labels.credentials.click()
    choose(dialog.labels.mark, 1)
    assert dialog.choice().labels == Labels(False, True, "2s")


def test_what_was_chosen_is_there_the_next_time(
    dialog: ExportDialog, window: MainWindow, tmp_path: Path
) -> None:
    dialog.path.setText(str(tmp_path / "film.mp4"))
    dialog.labels.prompts.click()
    choose(dialog.labels.mark, 2)
    dialog.accept()
    wanted = Labels(True, True, "all")
    assert ExportDialog(window.workspace, window).choice().labels == wanted
    again = ExportDialog(window.workspace, window)
    again.labels.credentials.click()
    again.reject()
    assert ExportDialog(window.workspace, window).choice().labels == wanted


def test_a_mark_and_a_smart_export_exclude_each_other(dialog: ExportDialog) -> None:
    dialog.smart.setChecked(True)
    assert dialog.choice().smart
    choose(dialog.labels.mark, 1)
    assert not dialog.smart.isEnabled()
    assert not dialog.choice().smart
    choose_format(dialog, "wav")
    assert not dialog.labels.mark.isEnabled()


def test_the_export_is_labelled_as_chosen(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path
) -> None:
    open_footage(qtbot, window, footage)
    for name, labels, state in (("a.mp4", Labels(), "valid"), ("b.mp4", Labels(credentials=False), "none")):
        wish = Choice(tmp_path / name, FrameRange(0, 4), Settings("h264"), labels=labels)
        with qtbot.waitSignal(window.sides.exports.finished, timeout=60_000):
            window.sides.exports.start(wish)
        assert read_credentials(tmp_path / name).state == state
