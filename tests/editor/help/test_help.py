"""Help: every page in both languages, the page about a place, and a window that follows the language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFont, QImage, QTextDocument, QTextFormat
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.dialogs.settings import SettingsDialog
from editor.help.pages import BELONGS, FIRST, page_for, pages
from editor.help.window import HelpWindow
from editor.language import choice
from editor.main_window import MainWindow
from engine.cli.parser import build_parser
from engine.paths import resource
from tests.conftest import REPO

PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    choice.switch(qapp, "zh_CN")
    yield
    choice.switch(qapp, "en")


def test_every_page_has_a_title_and_its_pictures_and_is_there_in_chinese(chinese: None) -> None:
    for page in pages():
        english = (resource("help") / f"{page.name}.md").read_text(encoding="utf-8")
        assert page.path.parent.name == "zh_CN", page.name
        text = page.path.read_text(encoding="utf-8")
        assert page.title
        assert text.startswith("# ")
        assert english.startswith("# ")
        for name in PICTURE.findall(text):
            assert not QImage(str(page.path.parent / name)).isNull(), name
        assert len(PICTURE.findall(text)) == len(PICTURE.findall(english))
        commands = re.findall(r"\btween \w+ .*?(?=  |$)", english, re.MULTILINE)
        for command in commands:
            assert command.split()[1] in text, f"{page.name}: {command}"


def test_what_has_a_page_exists() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (REPO / "editor").rglob("*.py"))
    known = set(re.findall(r"^class (\w+)", source, re.MULTILINE))
    assert not set(BELONGS) - known
    assert set(BELONGS.values()) <= {path.stem for path in resource("help").glob("*.md")}


def test_every_dialog_panel_and_form_has_a_page_of_its_own_and_f1() -> None:
    """None falls back on the first page; every dialog has the key, since the window's do not reach it."""
    known = {path.stem for path in resource("help").glob("*.md")}
    found = 0
    for path in (REPO / "editor").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for name, bases in re.findall(r"^class (\w+)\((.*?)\)", source, re.MULTILINE):
            dialog = "QDialog" in bases and name != "HelpWindow"
            if dialog:
                assert "help_key(self" in source, f"{name} has no F1"
            if name in ("ToolForm", "ToolDialog") or not (dialog or name.endswith(("Panel", "Form"))):
                continue
            assert BELONGS.get(name, name.removesuffix("Form").lower()) in known, f"{name} has no page"
            found += 1
    assert found > 25


def test_every_page_is_the_one_that_f1_opens_somewhere() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (REPO / "editor").rglob("*.py"))
    named = re.findall(r"^class (\w+)", source, re.MULTILINE)
    reached = {BELONGS.get(name, name.removesuffix("Form").lower()) for name in named}
    assert {path.stem for path in resource("help").glob("*.md")} <= reached


def test_every_command_is_on_a_page_in_both_languages() -> None:
    commands = next(
        action.choices for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    for folder in (resource("help"), resource("help") / "zh_CN"):
        text = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.md"))
        missing = [name for name in commands if not re.search(rf"\btween {name}\b", text)]
        assert not missing, f"{folder.name}: {missing}"


def test_f1_in_a_dialog_opens_its_page(window: MainWindow, qtbot: QtBot) -> None:
    dialog = SettingsDialog(window)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    shown = dialog.findChild(HelpWindow)
    assert shown is not None
    assert shown.page == "window"
    shown.close()
    dialog.close()


def test_f1_opens_the_page_about_the_place_with_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    from editor.help.window import show_help

    cards = window.sides.cards
    assert page_for(window.sides.timeline) == "timeline"
    assert page_for(cards.prompt) == "prompts"
    assert page_for(cards) == "cards"
    assert page_for(cards.foot.counts) == "variations"
    assert page_for(None) == FIRST
    shown = show_help(window, cards.prompt)
    assert shown.page == "prompts"
    assert "Expand" in shown.text.toPlainText()
    assert show_help(window, window.sides.timeline) is shown
    assert shown.page == "timeline"
    shown.close()
    window.actions_by_id["help"].trigger()
    again = window.findChild(HelpWindow)
    assert again is not None
    assert again.isVisible()
    again.close()


def test_the_pages_follow_the_language(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> None:
    shown = HelpWindow(window)
    shown.show()
    shown.show_page("loop")
    english = shown.text.toPlainText()
    choice.switch(qapp, "zh_CN")
    qtbot.waitUntil(lambda: shown.text.toPlainText() != english)
    assert shown.page == "loop"
    choice.switch(qapp, "en")
    qtbot.waitUntil(lambda: shown.text.toPlainText() == english)
    shown.close()


def test_a_picture_is_never_wider_than_the_text(window: MainWindow, qtbot: QtBot) -> None:
    shown = HelpWindow(window)
    qtbot.addWidget(shown)
    shown.show()
    shown.resize(560, 500)
    for page in pages():
        shown.show_page(page.name)
        document = shown.text.document()
        assert document.idealWidth() <= shown.text.width(), page.name
        for number, _ in enumerate(PICTURE.findall(page.path.read_text(encoding="utf-8"))):
            kind = QTextDocument.ResourceType.ImageResource.value
            image = document.resource(kind, QUrl(f"picture-{number}"))
            assert 100 < image.width() <= shown.text.viewport().width()


def test_a_page_looks_the_same_whatever_was_read_before(window: MainWindow, qtbot: QtBot) -> None:
    shown = HelpWindow(window)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_page("blend")
    shown.show_page("timeline")
    shown.show_page("blend")
    block = shown.text.document().begin().next()
    assert block.begin().fragment().charFormat().fontWeight() == QFont.Weight.Normal
    assert block.begin().fragment().charFormat().property(QTextFormat.Property.FontSizeAdjustment) is None
