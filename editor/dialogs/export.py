"""Export: where to, which part, how good. The work itself goes on in the background."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor import icons, theme
from editor.picker import Picker
from editor.workspace import Workspace
from engine.document.time import FrameRange, timecode

QUALITIES = (("Best", 12), ("High", 18), ("Medium", 23), ("Small file", 28))


@dataclass(frozen=True)
class Choice:
    """`span` None exports the whole film. `overwrite`: the person agreed to replace the file."""

    path: Path
    span: FrameRange | None
    crf: int
    overwrite: bool = False


class ExportDialog(QDialog):
    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = workspace
        self._agreed: Path | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export"))
        self.setMinimumWidth(480)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.MEDIUM)
        grid.setVerticalSpacing(theme.MEDIUM)
        self._add(grid, 0, self.tr("File"), self._path_row())
        self._add(grid, 1, self.tr("Frames"), self._range_row())
        self._add(grid, 2, self.tr("Quality"), self._quality_row())
        self._add(grid, 3, self.tr("Format"), self._format_row())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.LARGE)
        column.addLayout(grid)
        column.addStretch(1)
        column.addLayout(self._buttons())

    def choice(self) -> Choice:
        path = _as_mp4(self.path.text())
        span = self._work.marked() if self.part.isChecked() else None
        return Choice(path, span, int(self.quality.currentData()), overwrite=self._agreed == path)

    def accept(self) -> None:
        path = _as_mp4(self.path.text())
        if not self.path.text().strip() or path.is_dir() or not path.parent.is_dir():
            self.hint.setText(self.tr("Choose a file name in a folder that exists."))
            self.hint.show()
            return
        if path.exists() and not self._asked_to_replace(path):
            return
        self._agreed = path if path.exists() else None
        QSettings().setValue("export/folder", str(path.parent))
        QSettings().setValue("export/quality", self.quality.currentIndex())
        super().accept()

    def _asked_to_replace(self, path: Path) -> bool:
        if self._agreed == path:
            return True
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Replace the file?"))
        box.setText(self.tr("“{0}” is there already. Replace it?").format(path.name))
        replace = box.addButton(self.tr("Replace"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is replace

    def _path_row(self) -> QWidget:
        film = self._work.project.path.stem if self._work.project is not None else "film"
        movies = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
        folder = str(QSettings().value("export/folder", movies))
        if not Path(folder).is_dir():
            folder = str(self._work.project.path.parent) if self._work.project is not None else movies
        self.path = QLineEdit(str(_free(Path(folder) / f"{film}.mp4")))
        self.path.setAccessibleName(self.tr("File to export to"))
        choose = QToolButton()
        choose.setIcon(icons.icon("folder"))
        choose.setToolTip(self.tr("Choose a file"))
        choose.setAccessibleName(choose.toolTip())
        choose.clicked.connect(self._choose)
        return _row(self.path, choose)

    def _choose(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export to"), self.path.text(), self.tr("MP4 video") + " (*.mp4)"
        )
        if path:
            self.path.setText(str(_as_mp4(path)))
            # The chooser has asked already, but only for the name that was typed.
            self._agreed = Path(path) if Path(path).exists() and path.endswith(".mp4") else None

    def _range_row(self) -> QWidget:
        document, marked = self._work.document, self._work.marked()
        self.whole = QRadioButton(self.tr("Whole film, {0} frames").format(document.frames))
        self.part = QRadioButton(
            self.tr("In to out, {0}").format(marked) if marked else self.tr("In to out (set with I and O)")
        )
        self.part.setEnabled(marked is not None)
        (self.part if marked else self.whole).setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.whole)
        group.addButton(self.part)
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TINY)
        layout.addWidget(self.whole)
        layout.addWidget(self.part)
        return column

    def _quality_row(self) -> QWidget:
        self.quality = Picker()
        names = (self.tr("Best"), self.tr("High"), self.tr("Medium"), self.tr("Small file"))
        for name, (_, crf) in zip(names, QUALITIES, strict=True):
            self.quality.addItem(self.tr("{0} (CRF {1})").format(name, crf), crf)
        self.quality.setCurrentIndex(int(str(QSettings().value("export/quality", 1))))
        self.quality.setAccessibleName(self.tr("Quality"))
        return _row(self.quality)

    def _format_row(self) -> QWidget:
        document = self._work.document
        text = self.tr("MP4, H.264 and AAC, {0} × {1}, {2} fps, {3}").format(
            document.width,
            document.height,
            f"{float(document.rate):g}",
            timecode(document.frames, document.rate),
        )
        label = QLabel(text)
        label.setProperty("role", "quiet")
        label.setTextFormat(Qt.TextFormat.PlainText)
        return _row(label)

    def _buttons(self) -> QHBoxLayout:
        self.hint = QLabel()
        self.hint.setProperty("role", "error")
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.hint.hide()
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.go = QPushButton(self.tr("Export"))
        self.go.setProperty("primary", "true")
        self.go.setDefault(True)
        self.go.setMinimumWidth(96)
        self.go.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self.hint, 1)
        row.addStretch(0)
        row.addWidget(cancel)
        row.addWidget(self.go)
        return row

    def _add(self, grid: QGridLayout, row: int, name: str, widget: QWidget) -> None:
        label = QLabel(name)
        label.setProperty("role", "quiet")
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(widget, row, 1)
        grid.setColumnStretch(1, 1)


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.TINY)
    for widget in widgets:
        layout.addWidget(widget)
    return row


def _as_mp4(text: str) -> Path:
    path = Path(text.strip()).expanduser()
    return (
        path if path.suffix.lower() == ".mp4" else path.with_name(path.name + ".mp4") if path.name else path
    )


def _free(path: Path) -> Path:
    """`path`, with a number before its suffix when it is taken."""
    number = 2
    free = path
    while free.exists():
        free = path.with_stem(f"{path.stem} {number}")
        number += 1
    return free
