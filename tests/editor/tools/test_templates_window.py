"""Templates in the window: picked, filled in, started from the empty window, kept from a board."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.main_window import MainWindow
from editor.tools.template_form import KeepTemplateForm, TemplateForm
from editor.workspace import Workspace
from engine.tools.spacing import new_card_frames
from engine.tools.templates import templates
from tests.editor.tools.driving import opened, pressed


def test_a_template_is_one_click_on_the_empty_window(
    qtbot: QtBot, window: MainWindow, settings: Path
) -> None:
    starters = window.welcome.starters
    qtbot.waitUntil(lambda: "product-spot" in starters.buttons)
    qtbot.waitUntil(starters.buttons["product-spot"].isVisible)
    qtbot.mouseClick(starters.buttons["product-spot"], Qt.MouseButton.LeftButton)
    work = window.workspace
    assert work.project is not None
    assert work.project.path == settings / "films" / "Product spot.tween"
    assert len(work.document.cards) == 5
    assert all(work.state(card.id) == "ready" for card in work.document.cards)
    assert work.selected_card == work.document.cards[0].id
    assert window.sides.cards.foot.button.isEnabled()
    assert "fill in another" in window.notice.text.text()


def test_all_templates_are_behind_the_last_button(qtbot: QtBot, window: MainWindow) -> None:
    starters = window.welcome.starters
    qtbot.waitUntil(lambda: "" in starters.buttons)
    qtbot.mouseClick(starters.buttons[""], Qt.MouseButton.LeftButton)
    dialog, form = opened_already(window)
    assert form.list.count() == len(templates())
    rows = [form.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(form.list.count())]
    form.list.setCurrentRow(rows.index("music-video"))
    pressed(dialog)
    assert window.workspace.project is not None
    assert len(window.workspace.document.cards) == len(templates()["music-video"].shots)


def opened_already(window: MainWindow) -> tuple:
    from editor.tools.dialog import ToolDialog

    dialog = next(dialog for dialog in window.findChildren(ToolDialog) if dialog.isVisible())
    assert isinstance(dialog.form, TemplateForm)
    return dialog, dialog.form


def test_its_words_are_filled_in_and_it_goes_behind_the_film(window: MainWindow, board: Workspace) -> None:
    dialog, form = opened(window, "from_template", TemplateForm)
    rows = [form.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(form.list.count())]
    assert form.list.item(rows.index("ambient-loop")).text().endswith("3 cards, 6.1 s")
    form.list.setCurrentRow(rows.index("product-spot"))
    assert list(form.fill) == ["product", "person", "place"]
    form.fill["product"].setText("a red ball")
    assert not dialog.draw.isChecked()
    pressed(dialog)
    cards = board.document.cards
    assert len(cards) == 8
    assert cards[3].subject == "a red ball"
    assert cards[3].cut
    assert max(len(card.range) for card in cards[3:]) == new_card_frames(board.model)
    assert board.playhead == 120
    assert board.undo_name == "Template “Product spot”"
    assert not board.jobs.views()


def test_a_board_is_kept_as_a_template(
    window: MainWindow, board: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TWEENBOARD_DATA", str(tmp_path / "data"))
    dialog, form = opened(window, "keep_template", KeepTemplateForm)
    dialog.look()
    assert not dialog.go.isEnabled()
    form.name.setText("Ball and field")
    pressed(dialog)
    assert [shot.fields["prompt"] for shot in templates()["ball-and-field"].shots] == [
        "a red ball",
        "a green field",
    ]
    assert "2 cards are kept" in window.notice.text.text()
    dialog, form = opened(window, "keep_template", KeepTemplateForm)
    form.name.setText("Ball and field")
    dialog.look()
    dialog.go.click()
    assert dialog.isVisible()
    assert "already" in dialog.hint.text()
    dialog.reject()
