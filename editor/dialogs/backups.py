"""The copies of a film: when they were made, what they hold, and a way back to one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from editor import theme
from editor.dialogs.parts import close_button, run_for
from editor.dialogs.tables import cell, plain_table
from editor.help.window import help_key
from editor.panels.recovery import when
from editor.workspace import Workspace

if TYPE_CHECKING:
    from editor.background import Task
    from engine.project.backups import Backup, Contents

Looked = tuple[tuple["Backup", "Contents"], ...]


class BackupsDialog(QDialog):
    """`film` need not be open, nor be there: its copies lie beside it."""

    def __init__(self, workspace: Workspace, film: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = workspace
        self._film = film
        self._backups: Looked = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Backups of {0}").format(film.name))
        help_key(self)
        self.resize(640, 400)
        self.table = plain_table(
            [self.tr("Made"), self.tr("Size"), self.tr("Frames"), self.tr("Cards"), self.tr("Last edit")],
            (4,),
            self.tr("Backups, the newest first"),
            (1, 2, 3),
        )
        self.table.itemSelectionChanged.connect(self._choose)
        self.table.itemDoubleClicked.connect(lambda _: self.restore_button.click())
        self.empty = QLabel()
        self.pages = QStackedWidget()
        self._lay_out()
        self._show_empty(self.tr("Looking at the backups…"))
        run_for(self, workspace.background, lambda task: _look(film, task), self._show, self._show_empty)

    def _lay_out(self) -> None:
        hint = QLabel(
            self.tr(
                "A copy is made every hour of work. When one is restored, the film as it is now is kept too."
            )
        )
        hint.setProperty("role", "quiet")
        hint.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "quiet")
        self.empty.setWordWrap(True)
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.table)
        self.restore_button = QPushButton(self.tr("Restore"))
        self.restore_button.setProperty("primary", "true")
        self.restore_button.setEnabled(False)
        self.restore_button.setMinimumWidth(96)
        self.restore_button.clicked.connect(self._restore)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addStretch(1)
        row.addWidget(close_button(self))
        row.addWidget(self.restore_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(hint)
        column.addWidget(self.pages, 1)
        column.addLayout(row)

    def _show(self, found: Looked) -> None:
        self._backups = found
        if not found:
            self._show_empty(self.tr("No backups yet. The first is made after an hour of work on this film."))
            return
        locale = QLocale()
        self.table.setRowCount(len(found))
        for row, (backup, contents) in enumerate(found):
            good = not contents.problem
            self.table.setItem(row, 0, cell(when(backup), backup.path.name))
            self.table.setItem(row, 1, cell(locale.formattedDataSize(contents.bytes, 0), number=True))
            self.table.setItem(row, 2, cell(locale.toString(contents.frames) if good else "–", number=True))
            self.table.setItem(row, 3, cell(locale.toString(contents.cards) if good else "–", number=True))
            last = contents.edit if good else self.tr("Cannot be read")
            self.table.setItem(row, 4, cell(last, contents.problem or last))
        self.pages.setCurrentWidget(self.table)
        self.table.selectRow(0)
        self.table.setFocus()

    def _show_empty(self, sentence: str) -> None:
        self.empty.setText(sentence)
        self.pages.setCurrentWidget(self.empty)

    def _chosen(self) -> tuple[Backup, Contents] | None:
        row = self.table.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def _choose(self) -> None:
        chosen = self._chosen()
        self.restore_button.setEnabled(chosen is not None and not chosen[1].problem)

    def _restore(self) -> None:
        chosen = self._chosen()
        if chosen is None or chosen[1].problem:
            return
        if self._work.restore(chosen[0].path, self._film):
            self._work.notice.emit(
                self.tr(
                    "{0} is again what it was on {1}; what it was until now is the newest backup."
                ).format(self._film.name, when(chosen[0]))
            )
        self.accept()


def _look(film: Path, task: Task[Looked]) -> Looked:
    from engine.project.backups import backups, look_into

    return tuple((backup, look_into(backup)) for backup in backups(film) if not task.cancelled())
