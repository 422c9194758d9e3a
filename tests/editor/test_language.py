"""English and Simplified Chinese: all is translated, fits, and is switched while the window is open."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QLocale, QSettings, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from editor.language import choice
from editor.language.catalogue import ENGINE, HOLE, Message, Phrases, messages, phrases
from editor.language.picker import LanguagePicker
from editor.main_window import MainWindow
from tests.conftest import REPO
from tests.editor.conftest import open_footage

HAN = re.compile(r"[\u4e00-\u9fff]")
SAYING = {
    "QLabel", "QPushButton", "QCheckBox", "QAction", "setText", "setToolTip", "setStatusTip",
    "setWindowTitle", "setAccessibleName", "setAccessibleDescription", "setPlaceholderText", "setSuffix",
    "setPrefix", "setSpecialValueText", "addAction", "addMenu", "addRow", "tell", "drawText",
}  # fmt: skip
"""Calls that put a text on the screen."""


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[QApplication]:
    choice.switch(qapp, "zh_CN")
    yield qapp
    choice.switch(qapp, "en")


# What is translated.


def test_the_translation_files_are_what_their_sources_say() -> None:
    command = [sys.executable, str(REPO / "packaging" / "translations.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}: run packaging/translations.py"


def test_every_word_of_the_window_is_translated() -> None:
    text = (REPO / "resources/translations/tweenboard_zh_CN.ts").read_text(encoding="utf-8")
    contexts = re.findall(r"<context>.*?</context>", text, re.DOTALL)
    left = [
        (re.search("<name>(.*?)</name>", each)[1], re.search("<source>(.*?)</source>", message, re.DOTALL)[1])  # type: ignore[index]
        for each in contexts
        for message in re.findall(r"<message.*?</message>", each, re.DOTALL)
        if 'type="unfinished"' in message
    ]
    assert not [each for each in left if each[0] != ENGINE]
    engine = [message for message in messages("zh_CN") if message.context == ENGINE]
    assert len(left) <= len(engine) // 20, left  # a few sentences of the engine may still be English


@pytest.mark.parametrize("code", ["zh_CN"])
def test_a_translation_has_the_holes_and_the_key_of_its_source(code: str) -> None:
    for message in messages(code):
        assert sorted(HOLE.findall(message.source)) == sorted(HOLE.findall(message.translation)), message
        if message.context == "actions" and message.translation != message.source:
            assert ("&" in message.source) == ("&" in message.translation), message
            assert not (keys := re.findall("&(.)", message.translation)) or keys == [
                key.upper() for key in re.findall("&(.)", message.source)
            ], message


def test_every_word_belongs_to_somebody_who_says_it() -> None:
    """Words that lupdate cannot place are never found when the window asks for them."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in (REPO / "editor").rglob("*.py"))
    known = set(re.findall(r"^class (\w+)", source, re.MULTILINE)) | {ENGINE}
    known |= set(re.findall(r'(?:translate|QT_TRANSLATE_NOOP)\(\s*"(\w+)"', source))
    assert not {message.context for message in messages("zh_CN")} - known


def test_no_text_goes_past_the_translations() -> None:
    found = []
    for path in sorted((REPO / "editor").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or _name(node.func) not in SAYING:
                continue
            words = [each.value for each in node.args if isinstance(each, ast.Constant)]
            words += [
                part.value
                for each in node.args
                if isinstance(each, ast.JoinedStr)
                for part in each.values
                if isinstance(part, ast.Constant)
            ]
            found += [
                f"{path.name}:{node.lineno}: {each!r}"
                for each in words
                if isinstance(each, str) and re.search("[A-Za-z]{3}", each) and "Tweenboard" not in each
            ]
    assert not found


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


# Found back.


@given(st.sampled_from(messages("zh_CN")), st.text("abc 一二三", min_size=1, max_size=9).map(str.strip))
def test_what_is_said_in_one_language_is_found_back_and_said_in_the_other(
    message: Message, filling: str
) -> None:
    filling = filling or "a"
    one = HOLE.sub(filling, message.source)
    if len(set(HOLE.findall(message.source))) < len(HOLE.findall(message.source)):
        return
    if " " in filling and "} {" in message.source:  # where one value ends, nobody can tell
        return
    other = Phrases([(message.context, message.source, message.translation)])
    if sum(each.isalpha() for each in HOLE.sub("", message.source)):
        assert other.say(one, [message.context]) == HOLE.sub(filling, message.translation)


def test_a_text_of_several_is_said_again_part_by_part() -> None:
    pairs = [("A", "Drawing", "正在绘制"), ("A", "{0} left", "剩余 {0}"), ("words", "{0} min", "{0} 分钟")]
    said = Phrases(pairs)
    assert said.say("Drawing · 3 min left") == "正在绘制 · 剩余 3 分钟"
    assert said.say("Drawing\tV") == "正在绘制\tV"
    assert said.say("meadow.mp4") is None


def test_the_context_decides_between_two_meanings() -> None:
    said = Phrases([("Menu", "Cut", "剪切"), ("Card", "Cut", "硬切")])
    assert said.say("Cut", ["Card"]) == "硬切"
    assert said.say("Cut", ["Menu"]) == "剪切"
    assert Phrases([("Blend", "sample", "取样")]).say("sample", ["RecentFilm"]) is None


def test_the_engines_sentences_come_in_the_language_of_the_window(chinese: QApplication) -> None:
    from engine.document.model import Document
    from engine.document.queries import card_by_id
    from engine.errors import TweenError

    with pytest.raises(TweenError) as refused:
        card_by_id(Document(), "c9")
    assert choice.sentence(str(refused.value)) == "故事板上没有卡片“c9”。"
    assert choice.sentence("Nobody says this.") == "Nobody says this."


def test_reasons_within_a_sentence_are_translated_too(chinese: QApplication, tmp_path: Path) -> None:
    from engine.errors import TweenError
    from engine.media.safe_file import write_error
    from engine.project.project import Project

    path = tmp_path / "film.tween"
    with Project.create(path), Project.open(path) as second:
        assert choice.sentence(second.notice).startswith("film.tween 以只读方式打开：它在另一个程序中打开")
        with pytest.raises(TweenError) as refused:
            second.check_writable()
    assert "only" not in choice.sentence(str(refused.value))
    assert choice.sentence(str(write_error("a.mp4", OSError(5, "Fault")))) == "“a.mp4” 无法写入（fault）。"


# The window.


def test_the_window_changes_its_language_and_back(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, footage: Path
) -> None:
    open_footage(qtbot, window, footage)
    before = _texts(window)
    choice.switch(qapp, "zh_CN")
    assert window.actions_by_id["export_film"].text() == "导出…(&E)"
    assert window.docks["library"].windowTitle() == "媒体库"
    menus = [menu.title() for menu in window.menuBar().findChildren(QMenu) if menu.title()]
    assert all(HAN.search(title) for title in menus)
    other = {each.source for each in messages("zh_CN") if each.translation != each.source}
    assert not _texts(window) & before & other
    choice.switch(qapp, "en")
    qtbot.waitUntil(lambda: _texts(window) == before)


def test_what_a_person_typed_stays(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> None:
    line = QLineEdit("Library", window)
    choice.switch(qapp, "zh_CN")
    assert line.text() == "Library"
    choice.switch(qapp, "en")


def test_an_open_dialog_changes_with_the_window(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> None:
    from editor.dialogs.settings import SettingsDialog

    dialog = SettingsDialog(window)
    qtbot.addWidget(dialog)
    picker = dialog.findChildren(LanguagePicker)[0]
    picker.activated.emit(picker.findData("zh_CN"))
    expected = "设置" if choice.has_letters("zh_CN") else "Settings"
    assert dialog.windowTitle() == expected
    assert QSettings().value(choice.SETTING) == "zh_CN"
    picker.activated.emit(picker.findData("en"))
    assert dialog.windowTitle() == "Settings"


def _texts(window: MainWindow) -> set[str]:
    labels = [each.text() for each in window.findChildren(QLabel) if each.isVisibleTo(window)]
    return {text for text in (*labels, *(each.text() for each in window.actions_by_id.values())) if text}


def test_words_that_a_form_keeps_follow_and_names_of_values_stay(qtbot: QtBot, qapp: QApplication) -> None:
    class BlendForm(QLabel):
        __module__ = "editor.tools.blending"
        title, mode = "", ""

    form = BlendForm()
    qtbot.addWidget(form)
    form.title, form.mode = "Blend", "mix"
    choice.switch(qapp, "zh_CN")
    assert (form.title, form.mode) == ("混合", "mix")
    choice.switch(qapp, "en")
    assert (form.title, form.mode) == ("Blend", "mix")


def test_qts_own_words_are_translated_too(chinese: QApplication) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert QLocale().language() == QLocale.Language.Chinese


# The choice.


def test_the_first_start_speaks_as_the_system(monkeypatch: pytest.MonkeyPatch, settings: Path) -> None:
    monkeypatch.delenv("TWEENBOARD_LANGUAGE", raising=False)
    monkeypatch.setattr(choice, "has_letters", lambda code: True)
    for languages, code in ((["zh-Hans-CN", "en"], "zh_CN"), (["de-DE"], "en"), (["zh-Hant-TW"], "en")):
        monkeypatch.setattr(choice, "_languages", lambda found=languages: found)
        assert choice.choice() == choice.SYSTEM
        assert choice.spoken(choice.choice()) == code


def test_without_chinese_letters_the_window_speaks_english_and_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TWEENBOARD_LANGUAGE", "zh_CN")
    monkeypatch.setattr(QFontDatabase, "families", lambda *system: [])
    assert choice.spoken(choice.choice()) == "en"
    assert choice.WANTED_FONT in choice.lacking()
    picker = LanguagePicker()
    row = picker.findData("zh_CN")
    assert not HAN.search(picker.itemText(row))
    assert not picker.model().index(row, 0).flags() & Qt.ItemFlag.ItemIsEnabled


def test_phrases_know_the_way_there_and_back() -> None:
    there, back = phrases("en", "zh_CN"), phrases("zh_CN", "en")
    assert there.say("Library", ["MainWindow"]) == "媒体库"
    assert back.say("媒体库", ["MainWindow"]) == "Library"


def test_lists_of_actions_leave_the_key_of_a_menu_out() -> None:
    from editor.keys.entries import bare

    assert bare("新建影片…(&N)") == "新建影片"
    assert bare("&New film…") == "New film"


def test_an_edit_is_named_in_the_language_of_now(
    window: MainWindow, qapp: QApplication, tmp_path: Path
) -> None:
    work = window.workspace
    assert work.new(tmp_path / "film.tween")
    window.actions_by_id["add_card"].trigger()
    assert window.actions_by_id["undo"].text() == "&Undo New card"
    choice.switch(qapp, "zh_CN")
    work.tell_all()
    assert window.actions_by_id["undo"].text() == "撤销新建卡片(&U)"
    window.actions_by_id["add_card"].trigger()
    choice.switch(qapp, "en")
    work.tell_all()
    assert window.actions_by_id["undo"].text() == "&Undo New card"
