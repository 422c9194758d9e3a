"""Export through the dialog: parts, nothing overwritten unasked, cancel leaves nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.dialogs.export import Choice, ExportDialog
from editor.main_window import MainWindow
from editor.picker import Picker
from engine.document import edits
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.media.output.encoders import ENCODERS
from engine.media.output.presets import PRESETS
from engine.media.output.settings import Settings, make_plan
from engine.media.probe import probe
from tests.editor.conftest import open_footage, said

HIGH = Settings("h264", crf=18)


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, footage: Path) -> ExportDialog:
    work = open_footage(qtbot, window, footage)
    work.set_marks(12, 36)
    return ExportDialog(work, window)


def test_in_to_out_is_offered_when_it_is_marked(dialog: ExportDialog, tmp_path: Path) -> None:
    assert dialog.part.isChecked()
    dialog.path.setText(str(tmp_path / "part"))
    assert dialog.choice() == Choice(tmp_path / "part.mp4", FrameRange(12, 36), HIGH)
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


def choose(picker: Picker, index: int) -> None:
    """As a person does, unlike setCurrentIndex alone."""
    picker.setCurrentIndex(index)
    picker.activated.emit(index)


def choose_format(dialog: ExportDialog, name: str) -> None:
    choose(dialog.form.format, dialog.form.format.findData(name))


def test_the_format_brings_its_ending_and_its_choices(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.path.setText(str(tmp_path / "a film.v2.mp4"))
    for name, suffix in (
        ("prores", ".mov"),
        ("ffv1", ".mkv"),
        ("gif", ".gif"),
        ("png", ""),
        ("h265", ".mp4"),
    ):
        choose_format(dialog, name)
        assert dialog.choice().path == tmp_path / f"a film.v2{suffix}"
        assert dialog.choice().settings.format == name
        assert dialog.form.quality.isHidden() == (name != "h265")
        assert dialog.go.isEnabled()
    dialog.path.setText(str(tmp_path / "other.mkv"))
    assert dialog.choice().path == tmp_path / "other.mkv"  # H.265 goes there, too
    dialog.path.setText(str(tmp_path / "other.gif"))
    assert dialog.choice().path == tmp_path / "other.gif.mp4"


def test_every_format_makes_settings_that_can_be_met(dialog: ExportDialog, tmp_path: Path) -> None:
    for index in range(dialog.form.format.count()):
        choose(dialog.form.format, index)
        dialog.path.setText(str(tmp_path / "film"))
        assert dialog.hint.text() == ""
        make_plan(dialog.choice().path, dialog.choice().settings, (192, 112))


def test_a_preset_fills_the_form_in_and_a_choice_of_ones_own_ends_it(dialog: ExportDialog) -> None:
    form = dialog.form
    for index in range(1, form.preset.count()):
        choose(form.preset, index)
        one = PRESETS[index - 1]
        wanted = one.settings_for((192, 112))
        assert replace(form.settings(), audio_bit_rate=wanted.audio_bit_rate) == wanted
        assert form.preset.currentText() == one.title
    choose(form.preset, 2)
    assert form.settings().size == (1080, 1920)
    choose(form.quality, form.quality.count() - 1)
    form.rate.setValue(4.5)
    assert form.preset.currentIndex() == 0
    assert (form.settings().bit_rate, form.settings().crf) == (4_500_000, None)


def test_another_shape_asks_for_bars_or_filling(dialog: ExportDialog) -> None:
    form = dialog.form
    assert form.fill.isHidden()
    choose(form.shape, form.shape.count() - 1)
    assert not form.fill.isHidden()
    form.fill.click()
    assert (form.settings().size, form.settings().fill) == ((1080, 1080), True)
    choose(form.shape, 0)
    assert (form.settings().size, form.settings().fill) == (None, False)


def test_a_wish_that_cannot_be_met_is_said_in_the_dialog(dialog: ExportDialog, tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    dialog.path.setText(str(tmp_path / "folder.mp4"))
    assert "is a folder" in dialog.hint.text()
    assert not dialog.go.isEnabled()
    dialog.path.setText(str(tmp_path / "film.mp4"))
    assert dialog.hint.isHidden()
    assert dialog.go.isEnabled()


def test_the_size_is_estimated(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.path.setText(str(tmp_path / "film.mp4"))
    qtbot.waitUntil(lambda: dialog.estimate.text().startswith("About"), timeout=60_000)
    small = dialog.estimate.text()
    dialog.whole.click()
    assert dialog.estimate.text() == "…"
    qtbot.waitUntil(lambda: dialog.estimate.text().startswith("About"), timeout=60_000)
    assert dialog.estimate.text() != small


def test_the_selected_card_is_a_range(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    work = open_footage(qtbot, window, footage)
    work.apply("Split", lambda doc: edits.split(doc, 20))
    work.select_card(work.document.cards[1].id)
    dialog = ExportDialog(work, window)
    assert not dialog.part.isEnabled()
    dialog.of_card.click()
    assert dialog.choice().span == FrameRange(20, 60)


def test_hardware_that_works_is_offered(dialog: ExportDialog) -> None:
    nvenc = next(e for e in ENCODERS if e.name == "h264_nvenc")
    form = dialog.form
    form.offer((ENCODERS[0], nvenc))
    assert [form.encoder.itemData(i) for i in range(form.encoder.count())] == ["software", "nvenc"]
    choose(form.encoder, 1)
    assert form.settings().encoder == "nvenc"
    choose_format(dialog, "prores")
    assert form.settings().encoder == "software"


def test_the_time_left_is_said_below(window: MainWindow) -> None:
    window.status.show_export("a.mp4", 50, 100, -1.0)
    assert window.status.export.text.text() == "Exporting a.mp4 · 50 %"
    window.status.show_export("a.mp4", 50, 100, 190.0)
    assert window.status.export.text.text() == "Exporting a.mp4 · 50 % · 3 min left"


def test_part_of_the_film_is_exported(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path
) -> None:
    open_footage(qtbot, window, footage)
    out = tmp_path / "part.mp4"
    with qtbot.waitSignal(window.sides.exports.finished, timeout=60_000):
        window.sides.exports.start(Choice(out, FrameRange(12, 36), HIGH))
    assert probe(out).frames == 24
    assert not window.sides.exports.running


def test_a_file_that_is_there_is_kept(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path
) -> None:
    open_footage(qtbot, window, footage)
    out = tmp_path / "mine.mp4"
    out.write_text("mine")
    with qtbot.waitSignal(window.workspace.notice, timeout=60_000) as told:
        window.sides.exports.start(Choice(out, None, HIGH))
    assert "mine.mp4" in said(told)
    assert out.read_text() == "mine"


def test_exports_are_written_one_after_the_other_as_the_film_was(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path
) -> None:
    work, exports = open_footage(qtbot, window, footage), window.sides.exports
    written: list[str] = []
    exports.finished.connect(lambda report: written.append(report.path.name))
    told: list[str] = []
    exports.progress.connect(lambda name, done, total, left: told.append(name))
    large = replace(HIGH, size=(3840, 2160))  # still being written when it is cancelled, on any machine
    exports.start(Choice(tmp_path / "one.mp4", None, large))
    exports.start(Choice(tmp_path / "two.mp4", FrameRange(12, 36), HIGH))
    exports.start(Choice(tmp_path / "three.mp4", FrameRange(0, 6), HIGH))
    with qtbot.waitSignal(work.notice) as refused:
        exports.start(Choice(tmp_path / "two.mp4", None, HIGH))
    assert "two.mp4 is being written already" in said(refused)
    assert exports.waiting == ("two.mp4", "three.mp4")
    work.apply("Shorter", lambda doc: edits.ripple_delete(doc, FrameRange(6, 60)))
    exports.cancel()  # the first one alone
    qtbot.waitUntil(lambda: not exports.running, timeout=60_000)
    assert written == ["two.mp4", "three.mp4"]
    assert probe(tmp_path / "two.mp4").frames == 24
    assert not (tmp_path / "one.mp4").exists()
    assert "two.mp4 (+1)" in told


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
        exports.progress.connect(lambda name, done, total, left: exports.cancel() if done else None)
        exports.start(Choice(tmp_path / "never.mp4", None, HIGH))
    assert not list(tmp_path.glob("*.mp4*"))
    assert "cancelled" in window.notice.text.text()


def test_unchanged_footage_is_copied_when_asked(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path
) -> None:
    open_footage(qtbot, window, footage)
    out = tmp_path / "copied.mp4"
    with qtbot.waitSignal(window.sides.exports.finished, timeout=60_000) as done:
        window.sides.exports.start(Choice(out, None, HIGH, smart=True))
    assert done.args is not None
    assert done.args[0].copied == (FrameRange(0, 60),)
    assert probe(out).frames == 60
    assert "60 of 60 frames were copied" in window.notice.text.text()


def test_copying_is_offered_for_formats_that_can(dialog: ExportDialog) -> None:
    assert not dialog.choice().smart
    dialog.smart.click()
    assert dialog.choice().smart
    assert "footage" in dialog.estimate.text() or dialog.estimate.text() == "…"
    choose_format(dialog, "gif")
    assert not dialog.smart.isEnabled()
    assert not dialog.choice().smart
