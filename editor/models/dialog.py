"""Models: those on this machine and those that could be got, in one list, and what is chosen beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QSettings, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor import icons, theme
from editor.dialogs.parts import close_button, run_for
from editor.help.window import help_key
from editor.language.choice import sentence
from editor.library.drops import accept_copy
from editor.models.detail import ModelDetail
from editor.models.rows import Row, read_rows
from editor.models.work import ModelWork
from editor.workspace import Workspace

ROW = Qt.ItemDataRole.UserRole


class ModelsDialog(QDialog):
    """Reads the list in the background; what it starts goes on when it is closed."""

    def __init__(self, workspace: Workspace, models: ModelWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._models = workspace, models
        self._chosen = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Models"))
        help_key(self)
        self.setAcceptDrops(True)
        self.resize(860, 520)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Models"))
        self.list.setMinimumWidth(260)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(QSize(theme.ICON_SMALL, theme.ICON_SMALL))
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.detail = ModelDetail()
        self.empty = QLabel(self.tr("Looking at what is here, and what this machine can draw with…"))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "quiet")
        self.empty.setWordWrap(True)
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.read()

    def _lay_out(self) -> None:
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.detail)
        middle = QHBoxLayout()
        middle.setSpacing(theme.SMALL)
        middle.addWidget(self.list, 2)
        middle.addWidget(self.pages, 3)
        self.add_folder = QPushButton(icons.icon("folder"), self.tr("Add a folder…"))
        self.add_folder.setToolTip(self.tr("A model in diffusers' layout that is on this machine already"))
        self.add_file = QPushButton(icons.icon("add"), self.tr("Add a file…"))
        self.add_file.setToolTip(self.tr("A LoRA, or a model as one .safetensors or .gguf file"))
        foot = QHBoxLayout()
        foot.setSpacing(theme.SMALL)
        foot.addWidget(self.add_folder)
        foot.addWidget(self.add_file)
        foot.addStretch(1)
        foot.addWidget(close_button(self))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.LARGE)
        column.addLayout(middle, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        detail = self.detail
        detail.get_requested.connect(lambda name, to: self._models.get(name, to or None))
        detail.pause_requested.connect(lambda: self._models.pause(self._name()))
        detail.check_requested.connect(self._check)
        detail.remove_requested.connect(self._remove)
        detail.use_requested.connect(self._use)
        self.add_folder.clicked.connect(self._ask_folder)
        self.add_file.clicked.connect(self._ask_file)
        self._models.changed.connect(self._follow)
        self._models.moved.connect(self._follow_progress)
        self._models.finished.connect(self._finish)

    # The list.

    def read(self) -> None:
        """Look again at what is here; the choice stays."""
        run_for(self, self._work.background, lambda _: read_rows(), self._show, self.empty.setText)

    def _show(self, rows: tuple[Row, ...]) -> None:
        chosen = self._chosen
        with QSignalBlocker(self.list):
            self.list.clear()
            for title, kinds in (
                (self.tr("On this machine"), ("here",)),
                (self.tr("LoRAs"), ("lora",)),
                (self.tr("To get"), ("half", "available")),
            ):
                self._add_group(title, [row for row in rows if row.kind in kinds])
            items = [self.list.item(n) for n in range(self.list.count())]
            rows_there = [item for item in items if item.data(ROW) is not None]
            same = [item for item in rows_there if item.data(ROW).name == chosen]
            self.list.setCurrentItem((same or rows_there)[0])
        self.pages.setCurrentWidget(self.detail)
        self._show_chosen()

    def _add_group(self, title: str, rows: list[Row]) -> None:
        if not rows:
            return
        head = QListWidgetItem(title)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setFont(theme.small_font())
        head.setForeground(theme.tokens().quiet)
        self.list.addItem(head)
        for row in rows:
            item = QListWidgetItem(icons.icon(self._icon(row)), self._line(row))
            item.setData(ROW, row)
            self.list.addItem(item)

    def _icon(self, row: Row) -> str:
        if row.kind in ("here", "lora"):
            return "check"
        if row.kind == "half":
            return "pause"
        return "add" if row.fits else "warning"

    def _line(self, row: Row) -> str:
        if row.kind == "half":
            return self.tr("{0} – half got").format(row.title)
        if row.kind == "available" and not row.fits:
            return self.tr("{0} – too large here").format(row.title)
        if row.kind == "available":
            size = QLocale().formattedDataSize(row.size, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
            return f"{row.title} – {size}"
        return row.title

    def row(self) -> Row | None:
        item = self.list.currentItem()
        return item.data(ROW) if item is not None else None

    def choose(self, name: str) -> None:
        for n in range(self.list.count()):
            row = self.list.item(n).data(ROW)
            if row is not None and row.name == name:
                self.list.setCurrentRow(n)

    def _name(self) -> str:
        row = self.row()
        return row.name if row is not None else ""

    def _show_chosen(self) -> None:
        row = self.row()
        if row is None:
            return
        self._chosen = row.name
        process, doing = self._models.running(row.name), self._models.doing(row.name)
        self.detail.show_row(row, process, doing, row.name == self._work.model)

    # Following the work.

    def _follow(self, name: str) -> None:
        if name == self._name():
            self.detail.show_work(self._models.running(name), self._models.doing(name))

    def _follow_progress(self, name: str) -> None:
        process = self._models.running(name)
        if process is not None and name == self._name():
            self.detail.show_progress(process, self._models.doing(name))

    def _finish(self, name: str, sentence: str, well: bool) -> None:
        if name == self._name() or not well:
            self.detail.tell(sentence or self.tr("Stopped; what was fetched is kept."), well or not sentence)
        self.read()

    # What a person asks for.

    def _check(self) -> None:
        row = self.row()
        if row is not None and row.path is not None:
            self._models.check(row.name, row.path, row.kind == "lora")

    def _remove(self) -> None:
        row = self.row()
        if row is None:
            return
        if row.linked or self._sure(row):
            path = None if row.kind == "half" else row.path
            self._models.remove(row.name, path, row.kind == "lora")

    def _sure(self, row: Row) -> bool:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Remove {0} from this machine?").format(row.title))
        box.setInformativeText(self.tr("Only the files that Tweenboard put there are deleted."))
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is remove

    def _use(self) -> None:
        row = self.row()
        if row is not None:
            QSettings().setValue("model", row.name)
            self._work.set_model(row.name)
            self._show_chosen()

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Add a model folder"))
        if folder:
            self._add_folder(Path(folder))

    def _add_folder(self, folder: Path) -> None:
        box = QMessageBox(self)
        box.setText(self.tr("Copy the folder, or use it where it is?"))
        box.setInformativeText(self.tr("A copy needs room on the disk; a folder in use must stay there."))
        copy = box.addButton(self.tr("Copy"), QMessageBox.ButtonRole.AcceptRole)
        link = box.addButton(self.tr("Use it there"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        if box.clickedButton() in (copy, link):
            self.add(folder, link=box.clickedButton() is link)

    def _ask_file(self) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self, self.tr("Add a model or a LoRA"), "", self.tr("Weights") + " (*.safetensors *.gguf)"
        )
        if file:
            self.add(Path(file))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Folders and files of weights from the file manager."""
        if not accept_copy(event):
            return
        for url in event.mimeData().urls():
            path = Path(url.toLocalFile())
            if not url.isLocalFile() or not path.exists():
                self.detail.tell(self.tr("{0} is not on this computer.").format(url.toString()[:80]), False)
            elif path.is_dir():
                self._add_folder(path)
            else:
                self.add(path)

    def add(self, path: Path, link: bool = False) -> None:
        """A folder, a LoRA or a model as one file."""
        lora = False
        if path.is_file():
            from engine.errors import TweenError
            from engine.families.models.adding import is_lora
            from engine.families.models.allowed import contents

            try:
                lora = is_lora(contents(path))
            except TweenError as error:
                self.detail.tell(sentence(str(error)), False)
                return
        self.detail.tell(self.tr("Adding {0}…").format(path.name), True)
        self._models.add(path, link, lora)
