"""Titles in the window: added, seen at once, found again, changed as one edit, and undone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from editor.cards.strip import PictureButton
from editor.language import choice
from editor.main_window import MainWindow
from editor.timeline import paint_lane
from editor.timeline.look import Look
from editor.titles.dialog import TitleDialog
from editor.tools.looks import FormatForm
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Asset, Clip
from engine.document.queries import asset_by_id, tracks_of
from engine.document.time import FrameRange
from engine.media.titles.file import KEY, read_title
from tests.editor.conftest import open_footage, said
from tests.editor.test_accessible import missed, nameless
from tests.editor.test_fits import cut_off
from tests.editor.tools.driving import opened


@pytest.fixture
def film(qtbot: QtBot, window: MainWindow, footage: Path) -> Workspace:
    return open_footage(qtbot, window, footage)


def dialog_of(window: MainWindow, action: str = "add_title") -> TitleDialog:
    window.actions_by_id[action].trigger()
    (dialog,) = (each for each in window.findChildren(TitleDialog) if each.isVisible())
    return dialog


def drawn(qtbot: QtBot, dialog: TitleDialog) -> None:
    """Until what is typed is seen."""
    qtbot.waitUntil(lambda: not dialog._timer.isActive() and dialog._drawing is None, timeout=30_000)


def say(qtbot: QtBot, dialog: TitleDialog, words: str) -> None:
    dialog.form.words.setPlainText(words)
    drawn(qtbot, dialog)
    assert dialog.go.isEnabled(), dialog.hint.text()


def press(qtbot: QtBot, dialog: TitleDialog) -> None:
    with qtbot.waitSignal(dialog.accepted, timeout=30_000):
        dialog.go.click()


def add(qtbot: QtBot, window: MainWindow, words: str) -> tuple[Clip, Asset]:
    dialog = dialog_of(window)
    say(qtbot, dialog, words)
    press(qtbot, dialog)
    return only_title(window.workspace)


def only_title(work: Workspace) -> tuple[Clip, Asset]:
    (clip,) = (clip for track in tracks_of(work.document, "video")[1:] for clip in track.clips)
    return clip, asset_by_id(work.document, clip.asset)


def white(image: QImage) -> int:
    """How many pixels are nearly white."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return int((rows[:, : 3 * image.width()].reshape(image.height(), -1, 3).min(axis=2) > 240).sum())


def test_a_title_is_laid_at_the_playhead_and_seen_in_the_viewer(
    qtbot: QtBot, window: MainWindow, film: Workspace
) -> None:
    film.set_playhead(12)
    pictures: list[QImage] = []
    window.viewer().player.shown.connect(lambda picture: pictures.append(picture.image) if picture else None)
    dialog = dialog_of(window)
    assert not dialog.go.isEnabled()  # nothing has been said yet
    assert dialog.hint.isHidden()
    say(qtbot, dialog, "HELLO")
    assert dialog.preview.title is not None
    qtbot.waitUntil(lambda: dialog.preview._film is not None, timeout=30_000)
    assert white(dialog.preview.grab().toImage()) > 50
    press(qtbot, dialog)
    clip, asset = only_title(film)
    assert (clip.place, asset.notes) == (FrameRange(12, 108), ("It says “HELLO”.",))
    assert film.project is not None
    assert Path(asset.path).parent == film.project.path.with_suffix(".media")
    assert (film.undo_name, film.selected_clip) == ("Title “HELLO”", clip.id)
    qtbot.waitUntil(lambda: bool(pictures) and white(pictures[-1]) > 50, timeout=30_000)
    film.undo()
    assert len(tracks_of(film.document, "video")) == 1
    assert Path(asset.path).is_file()


def test_a_title_is_called_by_its_words_and_lies_on_no_black(
    qtbot: QtBot, window: MainWindow, film: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    paint = paint_lane.paint_clip_name

    def painted(painter: QPainter, look: Look, box: QRectF, name: str) -> None:
        names.append(name)
        paint(painter, look, box, name)

    monkeypatch.setattr(paint_lane, "paint_clip_name", painted)
    _, asset = add(qtbot, window, "Two\nfilms")
    model = window.sides.library.model
    rows = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert rows == [Path(film.document.assets[0].path).name, "Two / films"]
    view = window.sides.timeline
    view.grab()
    assert "Two / films" in names
    assert not any(name.endswith(".png") for name in names)
    qtbot.waitUntil(lambda: view.imagery.thumbnail(asset.path, 0) is not None, timeout=30_000)
    thumbnail = view.imagery.thumbnail(asset.path, 0)
    assert thumbnail is not None
    corner = thumbnail.pixelColor(0, 0)
    assert 60 < corner.value() < 150


def test_a_title_on_a_card_is_called_by_its_words_too(
    qtbot: QtBot, window: MainWindow, film: Workspace
) -> None:
    _, asset = add(qtbot, window, "Two\nfilms")
    card = film.document.cards[0]
    film.apply("Key", lambda doc: edits.attach_keyframe(doc, card.id, asset.id, 0))
    film.apply("Reference", lambda doc: edits.attach_reference(doc, card.id, asset.id))
    film.select_card(card.id)
    window.sides.cards.show()
    names = [each.accessibleName() for each in window.sides.cards.findChildren(PictureButton)]
    assert [name for name in names if "Two / films" in name] == [
        "Keyframe at 0: Two / films",
        "Reference: Two / films",
    ]
    assert not any(name.endswith(".png") for name in names)


def test_in_to_out_is_where_it_goes_and_its_length_can_be_said(
    qtbot: QtBot, window: MainWindow, film: Workspace
) -> None:
    film.set_marks(20, 30)
    dialog = dialog_of(window)
    assert dialog.length is not None
    assert dialog.length.value() == 10
    dialog.length.setValue(7)
    say(qtbot, dialog, "Marked")
    press(qtbot, dialog)
    assert only_title(film)[0].place == FrameRange(20, 27)


def test_a_kind_sets_the_look_and_leaves_the_words(qtbot: QtBot, window: MainWindow, film: Workspace) -> None:
    dialog = dialog_of(window)
    say(qtbot, dialog, "Ada\nMathematician")
    QTest.mouseClick(dialog.form.kind.buttons["lower-third"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.form.place.buttons["top-right"], Qt.MouseButton.LeftButton)
    dialog.form.colour.choose(QColor("#ffcc00"))
    dialog.form.weight.setCurrentIndex(dialog.form.weight.findData("regular"))
    drawn(qtbot, dialog)
    press(qtbot, dialog)
    recipe = read_title(only_title(film)[1].path)
    assert recipe is not None
    assert (recipe.text, recipe.kind, recipe.box, recipe.align) == (
        "Ada\nMathematician",
        "lower-third",
        0.6,
        "left",
    )
    assert (recipe.place, recipe.colour, recipe.weight) == ("top-right", "#ffcc00", "regular")


def test_a_double_click_opens_it_again_and_a_change_is_one_edit(
    qtbot: QtBot, window: MainWindow, film: Workspace
) -> None:
    clip, asset = add(qtbot, window, "One")
    before = film.document
    view = window.sides.timeline
    row = view.row_of(tracks_of(film.document, "video")[1].id)
    assert row is not None
    at = QPointF(view.scale.x(clip.place.start + 20), row.top - view.top + 12)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
    (dialog,) = (each for each in window.findChildren(TitleDialog) if each.isVisible())
    assert dialog.form.words.toPlainText() == "One"
    assert dialog.length is None
    say(qtbot, dialog, "Two")
    press(qtbot, dialog)
    changed, new = only_title(film)
    assert (changed.id, changed.place) == (clip.id, clip.place)
    assert new.notes == ("It says “Two”.",)
    assert film.undo_name == "Change title “Two”"
    assert [each.notes for each in film.document.assets[1:]] == [("It says “Two”.",)]
    assert Path(asset.path).is_file()
    film.undo()
    assert film.document == before


def test_the_razor_cuts_a_title_and_asks_nothing(qtbot: QtBot, window: MainWindow, film: Workspace) -> None:
    clip, _ = add(qtbot, window, "One")
    view = window.sides.timeline
    row = view.row_of(tracks_of(film.document, "video")[1].id)
    assert row is not None
    view.set_tool("razor")
    at = QPointF(view.scale.x(clip.place.start + 40), row.top - view.top + 30)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert not [each for each in window.findChildren(TitleDialog) if each.isVisible()]
    assert len(tracks_of(film.document, "video")[1].clips) == 2


def test_where_else_it_is_shown_is_changed_only_when_asked(
    qtbot: QtBot, window: MainWindow, film: Workspace
) -> None:
    add(qtbot, window, "One")
    window.sides.commands.copy()
    film.set_playhead(120)
    film.apply("Copy", lambda doc: _copied(doc))
    clips = tracks_of(film.document, "video")[1].clips
    assert len(clips) == 2
    for wanted, asked in ((2, True), (1, False)):
        film.select_clip(tracks_of(film.document, "video")[1].clips[0].id)
        dialog = dialog_of(window, "edit_title")
        assert dialog.everywhere is not None
        dialog.everywhere.setChecked(asked)
        say(qtbot, dialog, f"Now {wanted}")
        press(qtbot, dialog)
        shown = [
            asset_by_id(film.document, c.asset).notes[0] for c in tracks_of(film.document, "video")[1].clips
        ]
        assert shown.count(f"It says “Now {wanted}”.") == wanted


def _copied(doc):  # type: ignore[no-untyped-def]
    from engine.tools.title import lay

    (clip,) = tracks_of(doc, "video")[1].clips
    return lay(doc, asset_by_id(doc, clip.asset), clip.place.shift(200))


def test_what_is_no_title_is_said_and_a_damaged_one_too(
    qtbot: QtBot, window: MainWindow, film: Workspace, tmp_path: Path
) -> None:
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    from engine.project.importing import asset_from_file
    from engine.tools.title import lay

    with qtbot.waitSignal(film.notice) as told:
        window.actions_by_id["edit_title"].trigger()
    assert "no title here" in said(told)
    chunk = PngInfo()
    chunk.add_itxt(KEY, "[" * 50_000)
    Image.new("RGBA", (32, 32)).save(tmp_path / "bad.png", pnginfo=chunk)
    asset = asset_from_file(tmp_path / "bad.png")
    assert film.apply("Lay", lambda doc: lay(doc, asset, FrameRange(0, 24)))
    with qtbot.waitSignal(film.notice) as told:
        window.actions_by_id["edit_title"].trigger()
    assert "“bad.png” is used as a plain picture" in said(told)
    assert not [each for each in window.findChildren(TitleDialog) if each.isVisible()]


def test_its_words_are_found_in_the_library(qtbot: QtBot, window: MainWindow, film: Workspace) -> None:
    add(qtbot, window, "A rather long story that begins here\nand ends with Zanzibar")
    library = window.sides.library
    library.search.setText("zanzibar")
    assert library.shown.rowCount() == 1
    library.search.setText("story")
    assert library.shown.rowCount() == 1
    library.search.setText("")
    assert library.shown.rowCount() == 2


def test_letters_that_no_font_has_are_named_and_nothing_is_added(
    qtbot: QtBot, window: MainWindow, film: Workspace
) -> None:
    dialog = dialog_of(window)
    dialog.form.words.setPlainText("\U00013000")
    drawn(qtbot, dialog)
    if dialog.go.isEnabled():
        pytest.skip("this computer has a font with Egyptian hieroglyphs")
    assert "No font on this computer has the sign" in dialog.hint.text()
    say(qtbot, dialog, "Hello")
    assert dialog.hint.isHidden()
    dialog.reject()


def test_a_new_format_draws_the_titles_anew(qtbot: QtBot, window: MainWindow, film: Workspace) -> None:
    add(qtbot, window, "Hello")
    dialog, form = opened(window, "change_format", FormatForm)
    form.shape.buttons["9:16"].click()
    dialog.look()
    with qtbot.waitSignal(dialog.accepted, timeout=60_000):
        dialog.go.click()
    asset = only_title(film)[1]
    assert (asset.width, asset.height) == (film.document.width, film.document.height)
    film.undo()
    assert only_title(film)[1].width == 192


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_control_has_a_name_room_and_the_tab_key(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, film: Workspace, language: str
) -> None:
    choice.switch(qapp, language)
    try:
        dialog = dialog_of(window)
        qtbot.waitUntil(lambda: len(dialog.findChildren(QComboBox)) == 2)
        dialog.form.words.setPlainText("Hello")
        drawn(qtbot, dialog)
        assert nameless(dialog) == []
        assert missed(qtbot, dialog) == []
        assert cut_off(dialog) == []
        assert dialog.height() <= 720
        assert dialog.width() <= 1280
        dialog.reject()
    finally:
        choice.switch(qapp, "en")
