"""One model: what it is, what it needs, under which licence it comes, and what can be done with it."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor import theme
from editor.form import FormRows
from editor.language.choice import sentence
from editor.language.words import duration
from editor.models.process import ModelProcess
from editor.models.rows import Row
from editor.workspace import DEFAULT_MODEL


class ModelDetail(QWidget):
    """Shows a `Row` and emits what is asked of it."""

    get_requested = Signal(str, str)
    """(name, folder it goes to)."""
    pause_requested = Signal()
    check_requested = Signal()
    remove_requested = Signal()
    use_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row: Row | None = None
        self._to: Path | None = None
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)  # a model says its own title
        self.title.setFont(theme.title_font())
        self.about = _words("")
        self.form = FormRows()
        self.accept = QCheckBox(self.tr("I have read and accept this licence"))
        self.accept.toggled.connect(self._show_enabled)
        self.said = _words("quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(self.tr("Progress"))
        self._make_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, 0, 0, 0)
        column.setSpacing(theme.MEDIUM)
        for widget in (self.title, self.about):
            column.addWidget(widget)
        column.addLayout(self.form)
        column.addWidget(self.accept)
        column.addStretch(1)
        column.addWidget(self.said)
        column.addWidget(self.bar)
        column.addLayout(self._buttons)

    def _make_buttons(self) -> None:
        self.get = QPushButton(self.tr("Get"))
        self.get.setProperty("primary", "true")
        self.get.clicked.connect(self._ask_get)
        self.pause = QPushButton(self.tr("Pause"))
        self.pause.clicked.connect(self.pause_requested)
        self.check = QPushButton(self.tr("Check"))
        self.check.setToolTip(self.tr("Read every file and compare it with what was put there"))
        self.check.clicked.connect(self.check_requested)
        self.remove = QPushButton(self.tr("Remove…"))
        self.remove.clicked.connect(self.remove_requested)
        self.use = QPushButton(self.tr("Use for new cards"))
        self.use.clicked.connect(self.use_requested)
        self.place = QPushButton(self.tr("Choose another place…"))
        self.place.clicked.connect(self._choose_place)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.SMALL)
        for button in (self.remove, self.check, self.place):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        for button in (self.use, self.pause, self.get):
            self._buttons.addWidget(button)

    def show_row(self, row: Row, process: ModelProcess | None, doing: str, used: bool) -> None:
        """`process` is what is under way with it; `used`: whether new cards are drawn with it."""
        if self.row is None or row.name != self.row.name:
            self.accept.setChecked(row.kind == "half")
            self.said.clear()
            self._to = row.path.parent if row.kind == "half" and row.path else None
        self.row = row
        self.title.setText(row.title)
        about = self._of_built_in() if row.name == DEFAULT_MODEL else sentence(row.about)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self._fill(row)
        self.show_work(process, doing)
        self.use.setText(self.tr("Used for new cards") if used else self.tr("Use for new cards"))
        self.use.setEnabled(not used)

    def show_work(self, process: ModelProcess | None, doing: str) -> None:
        row = self.row
        assert row is not None
        busy = process is not None
        gettable = row.kind == "available" or (row.kind == "half" and bool(row.source))
        self.bar.setVisible(busy)
        self.pause.setVisible(busy)
        self.pause.setText(self.tr("Pause") if doing == "get" else self.tr("Stop"))
        self.get.setVisible(gettable and not busy)
        self.get.setText(self.tr("Go on") if row.kind == "half" else self.tr("Get"))
        self.accept.setVisible(gettable and not busy)
        self.place.setVisible(row.kind == "available" and not busy)
        self.use.setVisible(row.kind == "here" and not busy)
        self.check.setVisible(row.ours and not busy)
        self.remove.setVisible((row.ours or row.kind == "half") and not busy)
        self.remove.setText(self._remove_text(row))
        self._show_enabled()
        if process is not None:
            self.show_progress(process, doing)

    def _of_built_in(self) -> str:
        return self.tr(
            "Built in, for planning a board and for learning: it draws animatics in flat colours on any "
            "processor. It knows balls, boxes, stars, rings, triangles, trees, houses, boats, birds and "
            "people; meadow, desert, sea, night, snow, sunset, city and forest; and ten colours. For "
            "pictures like those of a camera, get a larger model."
        )

    def _remove_text(self, row: Row) -> str:
        if row.kind == "half":
            return self.tr("Throw away…")
        return self.tr("Take off the list") if row.linked else self.tr("Remove…")

    def show_progress(self, process: ModelProcess, doing: str) -> None:
        if not process.total:
            self.bar.setRange(0, 0)
            self.said.setText(self.tr("Beginning…"))
            return
        self.bar.setRange(0, 1000)
        self.bar.setValue(process.done * 1000 // process.total)
        done, total = (_size(size) for size in (process.done, process.total))
        parts = [self.tr("{0} of {1}").format(done, total)]
        if process.rate > 0 and doing == "get":
            parts.append(self.tr("{0} a second").format(_size(round(process.rate))))
        if process.seconds_left:
            parts.append(self.tr("{0} left").format(duration(process.seconds_left)))
        self.said.setText(" · ".join(parts))

    def tell(self, told: str, well: bool) -> None:
        self.said.setProperty("role", "quiet" if well else "error")
        self.said.style().polish(self.said)
        self.said.setText(sentence(told))

    def _fill(self, row: Row) -> None:
        while self.form.rowCount():
            self.form.removeRow(0)
        if row.size:
            gettable = row.kind in ("available", "half")
            told = self.tr("from {0}; the exact size is told when it begins") if gettable else "{0}"
            self.form.add(self.tr("Size"), _words("", told.format(_size(row.size))))
        if row.fits is not None:
            plan = (
                self.tr("For one window: {0}.").format(sentence(row.plan)) if row.fits else sentence(row.plan)
            )
            label = _words("" if row.fits else "error", plan)
            self.form.add(self.tr("This machine"), label)
        if row.licence:
            self.form.add(self.tr("Licence"), self._licence(row))
        if row.source:
            self.form.add(self.tr("From"), _words("quiet", row.source))
        place = row.path if row.kind in ("here", "lora") else self._goes_to(row)
        if place is not None:
            name = self.tr("Lies in") if row.kind in ("here", "lora") else self.tr("Goes to")
            self.form.add(name, _words("quiet", str(place)))

    def _licence(self, row: Row) -> QLabel:
        label = QLabel(escape(row.licence))
        if row.licence_page.startswith(("https://", "http://")):
            link = f'<a href="{escape(row.licence_page)}">{escape(self.tr("read it"))}</a>'
            label.setText(f"{escape(row.licence)} – {link}")
            label.setOpenExternalLinks(True)
            label.setToolTip(f"<p>{escape(row.licence_page)}</p>")
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        label.setWordWrap(True)
        return label

    def _goes_to(self, row: Row) -> Path:
        from engine.families.models.places import put_into

        return put_into(self._to) / row.name

    def _choose_place(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where models go"))
        if folder and self.row is not None:
            self._to = Path(folder)
            self._fill(self.row)

    def _ask_get(self) -> None:
        if self.row is not None and self.accept.isChecked():
            self.said.clear()
            self.get_requested.emit(self.row.name, str(self._to or ""))

    def _show_enabled(self) -> None:
        self.get.setEnabled(self.accept.isChecked())
        self.get.setToolTip("" if self.accept.isChecked() else self.tr("Accept the licence first"))


def _words(role: str, text: str = "") -> QLabel:
    """Plain text in as many lines as it takes."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _size(size: int) -> str:
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
