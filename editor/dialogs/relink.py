"""Missing footage: what is not there, and where it is now, by a folder to search or a file for one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor import theme
from editor.dialogs.parts import close_button, run_for
from editor.dialogs.tables import cell, plain_table
from editor.help.window import help_key
from editor.workspace import Workspace
from engine.errors import TweenError

if TYPE_CHECKING:
    from engine.document.model import Asset
    from engine.project.relink import Relinked


class RelinkDialog(QDialog):
    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = workspace
        self._missing: tuple[Asset, ...] = ()
        self._insisting: tuple[Asset, Path] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Missing footage"))
        help_key(self)
        self.resize(680, 380)
        self.table = plain_table([self.tr("File"), self.tr("Was in")], (0, 1), self.tr("Missing files"))
        self.table.itemSelectionChanged.connect(self._show_enabled)
        self.pages = QStackedWidget()
        self.empty = QLabel(self.tr("No footage of this film is missing."))
        self.told = QLabel()
        self.insist = QPushButton(self.tr("Use it anyway"))
        self.search = QPushButton(self.tr("Search a folder…"))
        self.choose = QPushButton(self.tr("Choose the file…"))
        self._lay_out()
        workspace.missing.changed.connect(self._fill)
        workspace.project_changed.connect(self.reject)
        self._fill()

    def _lay_out(self) -> None:
        hint = QLabel(
            self.tr(
                "A folder is searched with all that is in it. Files are known by what they hold, not by name."
            )
        )
        self.insist.hide()
        self.search.setProperty("primary", "true")
        for label in (hint, self.told, self.empty):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (hint, self.empty):
            label.setProperty("role", "quiet")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.told.setAccessibleName(self.tr("What was found"))
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.table)
        self.search.clicked.connect(self._ask_folder)
        self.choose.clicked.connect(self._ask_file)
        self.insist.clicked.connect(self._insist)
        said = QHBoxLayout()
        said.setSpacing(theme.SMALL)
        said.addWidget(self.told, 1)
        said.addWidget(self.insist)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addStretch(1)
        row.addWidget(close_button(self))
        row.addWidget(self.choose)
        row.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(hint)
        column.addWidget(self.pages, 1)
        column.addLayout(said)
        column.addLayout(row)

    def _fill(self) -> None:
        chosen = self.chosen()
        self._missing = self._work.missing.assets
        self.table.setRowCount(len(self._missing))
        for row, asset in enumerate(self._missing):
            path = Path(asset.path)
            self.table.setItem(row, 0, cell(path.name, asset.path))
            self.table.setItem(row, 1, cell(str(path.parent), asset.path))
            if chosen is not None and asset.id == chosen.id:
                self.table.selectRow(row)
        if self._missing and self.chosen() is None:
            self.table.selectRow(0)
        self.pages.setCurrentWidget(self.table if self._missing else self.empty)
        self._show_enabled()

    def chosen(self) -> Asset | None:
        row = self.table.currentRow()
        return self._missing[row] if 0 <= row < len(self._missing) else None

    def _show_enabled(self) -> None:
        self.choose.setEnabled(self.chosen() is not None)
        self.search.setEnabled(bool(self._missing))

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.insist.setVisible(self._insisting is not None)

    # A folder.

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Search a folder"), self._start())
        if folder:
            self.search_folder(Path(folder))

    def search_folder(self, folder: Path) -> None:
        """Look through it in the background; what is found is used from there at once."""
        from engine.project.relink import ANY_DEPTH, relink

        document = self._work.document
        self._insisting = None
        self._tell(self.tr("Searching {0}…").format(folder))
        self.search.setEnabled(False)
        run_for(
            self,
            self._work.background,
            lambda task: relink(document, [(folder, ANY_DEPTH)], by_name=True, cancelled=task.cancelled),
            lambda answer: self._searched(folder, answer),
            self._failed,
        )

    def _searched(self, folder: Path, answer: Relinked) -> None:
        if not answer.found:
            self._tell(self.tr("None of the missing files is in {0}.").format(folder))
        elif self._work.relocate(answer.places, answer.stand_ins):
            self._tell(
                self.tr("Found {0} of {1} files.").format(
                    len(answer.found), len(answer.found) + len(answer.missing)
                )
            )
            self._work.missing.look()
        self._show_enabled()

    # A file.

    def _ask_file(self) -> None:
        asset = self.chosen()
        if asset is None:
            return
        name = Path(asset.path).name
        file, _ = QFileDialog.getOpenFileName(self, self.tr("Where is {0}?").format(name), self._start())
        if file:
            self.use(asset, Path(file))

    def use(self, asset: Asset, file: Path, insist: bool = False) -> None:
        """`file` is the missing footage; another file is refused with a button to insist."""
        from engine.project.relink import Differs, stand_in

        document = self._work.document
        self._insisting = None
        self._tell(self.tr("Looking at {0}…").format(file.name))

        def look() -> Asset | Differs:
            try:
                return stand_in(document, asset, file, insist)
            except Differs as error:
                return error

        def done(answer: Asset | Differs) -> None:
            if isinstance(answer, TweenError):
                self._insisting = (asset, file)
                self._tell(str(answer))
            elif self._work.relocate({}, [answer]):
                self._tell(self.tr("{0} is used now.").format(file))
                self._work.missing.look()

        run_for(self, self._work.background, lambda task: look(), done, self._failed)

    def _insist(self) -> None:
        if self._insisting is not None:
            self.use(*self._insisting, insist=True)

    def _failed(self, sentence: str) -> None:
        self._tell(sentence)
        self._show_enabled()

    def _start(self) -> str:
        """Where a chooser starts: the nearest folder of the missing file that is still there."""
        asset = self.chosen()
        above = Path(asset.path).parents if asset is not None else ()
        return str(next((folder for folder in above if folder.is_dir()), Path.home()))
