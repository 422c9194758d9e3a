"""Setting up drawing: for which graphics card, in which folder, how far it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor import theme
from editor.dialogs.parts import close_button
from editor.form import FormRows
from editor.help.window import help_key
from editor.language.choice import sentence
from editor.setup.first_run import FirstRun
from engine.interpreter import drawing_folder
from engine.jobs.setup.builds import ROOM
from engine.jobs.setup.graphics import KINDS, graphics


class SetupDialog(QDialog):
    """Closing it stops nothing."""

    def __init__(self, run: FirstRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._to: Path | None = None
        self.setWindowTitle(self.tr("Set up drawing"))
        help_key(self)
        self.resize(520, 300)
        about = QLabel(
            self.tr(
                "Tweenboard draws with torch. It is fetched once, in the edition for your graphics card, "
                "checked against its hashes and kept in a folder of your own; films and models stay."
            )
        )
        about.setWordWrap(True)
        self.kind = QComboBox()
        found = graphics()
        for kind, title in self._titles().items():
            self.kind.addItem(title, kind)
        self.kind.setCurrentIndex(KINDS.index(found.kind))
        self.kind.currentIndexChanged.connect(self._show)
        self.place = QLabel()
        self.place.setWordWrap(True)
        self.room = QLabel()
        form = FormRows()
        form.add(self.tr("Draw with"), self.kind)
        form.add(self.tr("Folder"), self.place)
        form.add(self.tr("Room it takes"), self.room)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(about)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(self.said)
        column.addWidget(self.bar)
        column.addLayout(self._buttons())
        run.changed.connect(self._show)
        self._show()

    def _titles(self) -> dict[str, str]:
        return {
            "cuda": self.tr("NVIDIA graphics (CUDA)"),
            "rocm": self.tr("AMD graphics (ROCm)"),
            "xpu": self.tr("Intel graphics (XPU)"),
            "mps": self.tr("Apple graphics (MPS)"),
            "cpu": self.tr("the processor alone"),
        }

    def _buttons(self) -> QHBoxLayout:
        self.choose = QPushButton(self.tr("Choose another place…"))
        self.choose.clicked.connect(self._choose)
        self.pause = QPushButton(self.tr("Pause"))
        self.pause.clicked.connect(self._run.pause)
        self.start = QPushButton(self.tr("Set up"))
        self.start.setProperty("primary", "true")
        self.start.clicked.connect(lambda: self._run.begin(self.kind.currentData(), self._to))
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        for button in (close_button(self), self.pause, self.start):
            row.addWidget(button)
        return row

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("A folder for torch"), str(Path.home()))
        if chosen:
            self._to = Path(chosen)
            self._show()

    def _show(self) -> None:
        process = self._run.process
        busy = process is not None
        self.place.setText(str(self._to or drawing_folder()))
        room = QLocale().formattedDataSize(ROOM[self.kind.currentData()], 0)
        self.room.setText(self.tr("up to {0}").format(room))
        self.said.setText(sentence(self._run.said))
        self.bar.setVisible(busy)
        self.pause.setVisible(busy)
        for widget in (self.kind, self.choose, self.start):
            widget.setEnabled(not busy)
        if process is not None:
            self.bar.setRange(0, 0)  # until it is known how much there is
            process.progress.connect(self._move)

    def _move(self, done: int, total: int) -> None:
        process = self._run.process
        if process is None:
            return
        self.bar.setRange(0, 1000)
        self.bar.setValue(done * 1000 // max(1, total))
        stages = {
            "ask": self.tr("Asking what is needed…"),
            "fetch": self.tr("Fetching…"),
            "put": self.tr("Putting it in its place; this takes some minutes…"),
        }
        self.said.setText(stages.get(process.stage, ""))
