"""A film that does not open, or only for reading: one sentence, and the ways out that make sense."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from editor.dialogs.backups import BackupsDialog
from editor.dialogs.report import ReportDialog
from editor.main_window import MainWindow
from editor.panels.banner import BannerRow
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.project.backups import backups
from engine.project.project import Project
from tests.editor.conftest import said
from tests.project.test_takes import draw, request

HOUR = 3600.0


def board(text: str = "") -> Document:
    document = edits.add_card(Document(), FrameRange(0, 48))
    return edits.set_prompt(document, document.cards[0].id, text)


def typed(document: Document, text: str) -> Document:
    return edits.set_prompt(document, document.cards[0].id, text)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film of which there are two backups, “one” and “two”; it says “three” itself."""
    path, now = tmp_path / "film.tween", [1_790_000_000.0]
    with Project.create(path, board("start"), clock=lambda: now[0]) as project:
        for text in ("one", "two"):
            now[0] += HOUR
            project.commit(typed(project.document, text), "Prompt")
        project.commit(typed(project.document, "three"), "Last words")
    return path


def row(window: MainWindow) -> BannerRow:
    found = window.banner.row("trouble")
    assert found is not None
    assert window.banner.isVisible()
    return found


def press(window: MainWindow, text: str) -> None:
    button = next(button for button in row(window).buttons if button.text().startswith(text))
    button.click()


def texts(window: MainWindow) -> list[str]:
    return [button.text() for button in row(window).buttons]


def damage(film: Path) -> bytes:
    data = film.read_bytes()[:100] + b"\xff" * 9000
    film.write_bytes(data)
    return data


def shown_backups(qtbot: QtBot, window: MainWindow) -> BackupsDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BackupsDialog)
    looking = "Looking at the backups…"
    qtbot.waitUntil(
        lambda: dialog.pages.currentWidget() is dialog.table or dialog.empty.text() != looking, timeout=20_000
    )
    return dialog


def cells(dialog: BackupsDialog, at: int) -> list[str]:
    items = (dialog.table.item(at, column) for column in range(dialog.table.columnCount()))
    return [item.text() if item is not None else "" for item in items]


def test_a_damaged_film_offers_its_backup_and_a_set_aside_one_too(
    qtbot: QtBot, window: MainWindow, film: Path
) -> None:
    work = window.workspace
    data = damage(film)
    assert not work.open(film)
    assert row(window).text.text() == "film.tween is damaged and could not be opened; the file is as it was."
    assert not window.notice.isVisible()
    assert [text.partition(" 20")[0] for text in texts(window)] == [
        "Restore the backup of", "All backups…", "Show the file",
    ]  # fmt: skip
    assert not work.open(film)
    assert row(window).text.text() == "film.tween failed to open twice and was set aside, untouched."
    press(window, "Restore the backup of")
    assert window.banner.row("trouble") is None
    assert not window.banner.isVisible()
    assert work.document == board("two") or work.document.cards[0].prompt == "two"
    assert work.apply("Prompt", lambda doc: typed(doc, "it goes on"))
    assert [path.read_bytes() for path in film.with_suffix(".set-aside").rglob("*.tween")] == [data]


def test_a_film_that_another_window_has_is_tried_again_and_copied(
    qtbot: QtBot, window: MainWindow, film: Path
) -> None:
    work, other = window.workspace, Workspace()
    assert other.open(film)
    assert work.open(film)
    assert texts(window) == ["Try again", "Save a copy…"]
    press(window, "Try again")
    assert texts(window) == ["Try again", "Save a copy…"]
    with qtbot.waitSignal(work.written, timeout=20_000):
        window.sides.dialogs.save_copy_as(film.with_name("mine.tween"))
    assert work.project is not None
    assert (work.project.path.name, work.project.read_only) == ("mine.tween", False)
    assert window.banner.row("trouble") is None
    assert work.undo_name == "Last words"
    work.open(film)
    other.shut_down()
    press(window, "Try again")
    assert window.banner.row("trouble") is None
    assert work.apply("Prompt", lambda doc: typed(doc, "mine again"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_film_that_may_not_be_written_can_be_copied(window: MainWindow, film: Path) -> None:
    film.chmod(0o444)
    assert window.workspace.open(film)
    assert texts(window) == ["Save a copy…"]


def test_what_can_be_read_of_a_damaged_film_is_saved_as_a_copy(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "long.tween"
    with Project.create(path, board("a" * 3000)) as project:
        for n in range(90):
            text = f"{n} " + os.urandom(1500).hex()
            project.commit(typed(project.document, text), "Prompt")
    data = bytearray(path.read_bytes())
    data[-9000:-5000] = os.urandom(4000)
    path.write_bytes(data)
    work = window.workspace
    if not work.open(path):
        pytest.fail("nothing could be read of it")
    assert "is damaged. This is what can be read of it" in row(window).text.text()
    assert texts(window) == ["Save a copy…"]
    with qtbot.waitSignal(work.written, timeout=20_000):
        window.sides.dialogs.save_copy_as(tmp_path / "saved.tween")
    assert work.project is not None
    assert work.project.path.name == "saved.tween"
    assert work.apply("Prompt", lambda doc: typed(doc, "goes on"))


def test_takes_that_cannot_be_used_are_said_once(window: MainWindow, film: Path) -> None:
    with Project.open(film) as project:
        whole = draw(project.takes, request(project.document, 1))
        cut = draw(project.takes, request(project.document, 1, 1), b"another")
    Path(cut.frames_path).write_bytes(b"an")
    work = window.workspace
    assert work.open(film)
    said = window.banner.row("takes")
    assert said is not None
    assert said.text.text().startswith("A take is damaged")
    assert [take.id for take in work.takes_for(work.document.cards[0])] == [whole.id]
    said.buttons[0].click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReportDialog)
    assert cut.id in dialog.text.toPlainText()
    dialog.reject()
    said.dismiss.click()
    work.refresh_takes()
    assert window.banner.row("takes") is None
    shutil.rmtree(film.with_suffix(".takes"))
    work.refresh_takes()
    assert work.takes_for(work.document.cards[0]) == ()
    assert not window.banner.isVisible()


def test_a_newer_film_says_so_and_offers_nothing(window: MainWindow, film: Path) -> None:
    db = sqlite3.connect(film)
    db.execute("PRAGMA user_version = 99")
    db.close()
    assert window.workspace.open(film)
    assert "newer Tweenboard" in row(window).text.text()
    assert texts(window) == []
    row(window).dismiss.click()
    assert not window.banner.isVisible()


def test_backups_are_listed_and_one_is_restored(qtbot: QtBot, window: MainWindow, film: Path) -> None:
    work = window.workspace
    assert work.open(film)
    before = len(backups(film))
    window.actions_by_id["backups"].trigger()
    dialog = shown_backups(qtbot, window)
    assert dialog.table.rowCount() == before
    at = next(r for r, b in enumerate(backups(film)) if b.number == 1)
    local = backups(film)[at].at.astimezone()
    assert cells(dialog, at)[0] == f"{local:%Y-%m-%d %H:%M}"
    assert cells(dialog, at)[2:] == ["48", "1", "Prompt"]
    dialog.table.selectRow(at)
    with qtbot.waitSignal(work.notice) as told:
        dialog.restore_button.click()
    assert "is again what it was on" in said(told)
    assert work.document.cards[0].prompt == "one"
    newest = backups(film)[0]
    assert newest.number == before + 1
    with Project.open(newest.path, read_only=True) as kept:
        assert kept.document.cards[0].prompt == "three"
    work.open(newest.path)
    assert texts(window) == ["Restore this backup"]
    press(window, "Restore this backup")
    assert work.document.cards[0].prompt == "three"
    assert work.project is not None
    assert not work.project.read_only


def test_a_backup_that_cannot_be_read_is_not_restored(qtbot: QtBot, window: MainWindow, film: Path) -> None:
    assert window.workspace.open(film)
    backups(film)[0].path.write_bytes(b"gone")
    window.sides.dialogs.backups()
    dialog = shown_backups(qtbot, window)
    assert cells(dialog, 0)[2:] == ["–", "–", "Cannot be read"]
    assert not dialog.restore_button.isEnabled()
    dialog.table.selectRow(1)
    assert dialog.restore_button.isEnabled()
    dialog.reject()


def test_a_young_film_has_no_backups_and_says_when(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    assert window.workspace.new(tmp_path / "young.tween", board())
    window.sides.dialogs.backups()
    dialog = shown_backups(qtbot, window)
    assert "No backups yet" in dialog.empty.text()
    assert not dialog.restore_button.isEnabled()
    assert all("<" not in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()
