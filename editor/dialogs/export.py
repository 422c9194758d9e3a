"""Export: where to, which part, as what. The work itself goes on in the background."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFileDialog,
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
from editor.background import Task
from editor.dialogs.export_form import ExportForm
from editor.dialogs.export_labels import LabelFields
from editor.dialogs.parts import run_for
from editor.form import FormRows
from editor.help.window import help_key
from editor.language.choice import sentence
from editor.language.words import card_title
from editor.workspace import Workspace
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.media.output.encoders import Encoder, encoders_for, works
from engine.media.output.formats import SMART, USUAL
from engine.media.output.settings import Settings, make_plan
from engine.render.provenance.labels import Labels

REST_MS = 500
"""An estimate is begun when nothing was changed for so long."""


@dataclass(frozen=True)
class Choice:
    """`span` None exports the whole film. `overwrite`: the person agreed to replace the file.

    `smart`: footage that is shown unchanged is copied as it is.
    """

    path: Path
    span: FrameRange | None
    settings: Settings
    overwrite: bool = False
    smart: bool = False
    labels: Labels = field(default_factory=Labels)


class ExportDialog(QDialog):
    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = workspace
        self._agreed: Path | None = None
        self._estimating: Task[int] | None = None
        document = workspace.document
        self.size_ = (document.width, document.height)
        heard = any(t.kind == "audio" and not t.muted and t.clips for t in document.tracks)
        self.form = ExportForm(self.size_, heard)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export"))
        help_key(self)
        self.setMinimumWidth(560)
        form = FormRows()
        form.add(self.tr("File"), self._path_row())
        form.add(self.tr("Frames"), self._range_row())
        for row in self.form.fields:
            form.add(row.name, row.widget)
        self.smart = QCheckBox(self.tr("Copy footage that is unchanged, encode only the rest"))
        self.smart.setToolTip(
            self.tr("Quick and without loss where footage of this format is shown as it is, at its own size")
        )
        self.smart.setAccessibleName(self.tr("Smart export"))
        self.smart.setChecked(QSettings().value("export/smart") in (True, "true"))
        self.smart.clicked.connect(self._changed)
        form.add(self.tr("Smart"), self.smart)
        self.labels = LabelFields()
        self.labels.changed.connect(self._changed)
        form.add(self.tr("Labels"), self.labels)
        self.estimate = QLabel()
        self.estimate.setProperty("role", "quiet")
        self.estimate.setTextFormat(Qt.TextFormat.PlainText)
        form.add(self.tr("File size"), self.estimate)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.LARGE)
        column.addLayout(form)
        column.addStretch(1)
        column.addLayout(self._buttons())
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._begin_estimate)
        self.form.changed.connect(self._changed)
        self.form.format_changed.connect(self._fit_path)
        self.form.format_changed.connect(self._try_encoders)
        self.path.textChanged.connect(self._changed)
        self._recall()
        self._try_encoders()
        self._changed()

    def choice(self) -> Choice:
        path = self._target()
        smart = self.smart.isChecked() and self.smart.isEnabled()
        labels = self.labels.labels()
        return Choice(path, self._span(), self.form.settings(), self._agreed == path, smart, labels)

    def accept(self) -> None:
        path, refusal = self._target(), self._refusal()
        if refusal:
            self._say(refusal)
            return
        if path.exists() and not self._asked_to_replace(path):
            return
        self._agreed = path if path.exists() else None
        QSettings().setValue("export/folder", str(path.parent))
        QSettings().setValue("export/format", self.form.format.currentData())
        QSettings().setValue("export/quality", self.form.quality.currentIndex())
        QSettings().setValue("export/smart", self.smart.isChecked())
        self.labels.keep()
        super().accept()

    def _refusal(self) -> str:
        """Why the export cannot begin; "" when it can."""
        path = self._target()
        if not self.path.text().strip() or not path.name or not path.parent.is_dir():
            return self.tr("Choose a file name in a folder that exists.")
        if path.is_dir() and self.form.chosen_format.kind != "pictures":
            return self.tr("“{0}” is a folder; choose a file name.").format(path.name)
        try:
            make_plan(path, self.form.settings(), self.size_)
        except TweenError as error:
            return sentence(str(error))
        return ""

    def _changed(self) -> None:
        if self._estimating is not None:
            self._estimating.cancel()
            self._estimating = None
        refusal = self._refusal() if self.path.text().strip() else ""
        self._say(refusal)
        self.go.setEnabled(not refusal)
        # What is copied as it is cannot be marked.
        self.smart.setEnabled(
            self.form.chosen_format.name in SMART.values() and not self.labels.labels().mark
        )
        self.labels.mark.setEnabled(bool(self.form.chosen_format.codec))
        self.estimate.setText("…" if not refusal else "–")
        self._rest.start()

    def _say(self, sentence: str) -> None:
        self.hint.setText(sentence)
        self.hint.setVisible(bool(sentence))

    # Where to

    def _target(self) -> Path:
        """The path that was typed, with the format's ending where it has none that the format knows."""
        path = Path(self.path.text().strip()).expanduser()
        format = self.form.chosen_format
        known = format.muxer(path.suffix) is not None
        return path if known or not path.name else path.with_name(path.name + format.suffix)

    def _fit_path(self) -> None:
        """Another format, another ending; a part of the name that only looks like one is kept."""
        path = Path(self.path.text().strip())
        if path.name and self.form.chosen_format.muxer(path.suffix) is None:
            stem = path.stem if path.suffix.lower() in USUAL else path.name
            path = path.with_name(stem + self.form.chosen_format.suffix)
        self.path.setText(str(_free(path)))

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
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TINY)
        layout.addWidget(self.path)
        layout.addWidget(choose)
        return row

    def _choose(self) -> None:
        format = self.form.chosen_format
        endings = " ".join(f"*{ending}" for ending, _ in format.containers) if format.suffix else "*"
        title = self.form.format.currentText()
        text, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export to"), self.path.text(), f"{title} ({endings})"
        )
        if text:
            self.path.setText(text)
            # The chooser has asked already, but only for the name that was typed.
            target = self._target()
            self._agreed = target if target == Path(text) and target.exists() else None

    # Which part

    def _range_row(self) -> QWidget:
        document, marked, card = self._work.document, self._work.marked(), self._work.card()
        seconds = f"{float(document.frames / document.rate):.1f}"
        self.whole = QRadioButton(self.tr("Whole film, {0} frames · {1} s").format(document.frames, seconds))
        self.part = QRadioButton(
            self.tr("In to out, {0}").format(marked) if marked else self.tr("In to out (set with I and O)")
        )
        self.part.setEnabled(marked is not None)
        self._card_span = card.range if card is not None else None
        self.of_card = QRadioButton(
            f"{card_title(document, card)}, {card.range}" if card is not None else self.tr("Selected card")
        )
        self.of_card.setEnabled(card is not None)
        (self.part if marked else self.whole).setChecked(True)
        group = QButtonGroup(self)
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TINY)
        for button in (self.whole, self.part, self.of_card):
            group.addButton(button)
            layout.addWidget(button)
            button.clicked.connect(self._changed)
        return column

    def _span(self) -> FrameRange | None:
        if self.of_card.isChecked():
            return self._card_span
        return self._work.marked() if self.part.isChecked() else None

    # As what

    def _recall(self) -> None:
        """The format and quality of the last export."""
        settings = QSettings()
        index = self.form.format.findData(str(settings.value("export/format", "h264")))
        if index > 0:
            self.form.format.setCurrentIndex(index)
            self.form.format.activated.emit(index)
        quality = int(str(settings.value("export/quality", 1)))
        if 0 <= quality < self.form.quality.count():
            self.form.quality.setCurrentIndex(quality)
            self.form.quality.activated.emit(quality)

    def _try_encoders(self) -> None:
        format = self.form.chosen_format

        def done(found: tuple[Encoder, ...]) -> None:
            if self.form.chosen_format is format:
                self.form.offer(found)

        def work(task: Task[tuple[Encoder, ...]]) -> tuple[Encoder, ...]:
            return tuple(e for e in encoders_for(format) if not task.cancelled() and works(e))

        run_for(self, self._work.background, work, done, lambda sentence: None)

    def _begin_estimate(self) -> None:
        if self._refusal():
            return
        if self.choice().smart:
            self.estimate.setText(self.tr("As large as the footage, where it is copied"))
            return
        choice, document = self.choice(), self._work.document
        takes = {card.id: self._work.shown(card) for card in document.cards}

        def work(task: Task[int]) -> int:
            from engine.render.estimate import estimate

            return estimate(
                document,
                lambda card: takes.get(card.id),
                choice.path,
                choice.span,
                choice.settings,
                task.cancelled,
            )

        self._estimating = run_for(self, self._work.background, work, self._show_estimate, self._no_estimate)

    def _show_estimate(self, size: int) -> None:
        self._estimating = None
        self.estimate.setText(self.tr("About {0}").format(_bytes(size)))

    def _no_estimate(self, sentence: str) -> None:
        self._estimating = None
        self.estimate.setText("–")
        self._say(sentence)

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


def _bytes(size: int) -> str:
    for unit, scale in (("GB", 1e9), ("MB", 1e6)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}" if size < 100 * scale else f"{size / scale:.0f} {unit}"
    return f"{max(1, round(size / 1e3))} kB"


def _free(path: Path) -> Path:
    """`path`, with a number before its suffix when it is taken."""
    number = 2
    free = path
    while free.name and free.exists():
        free = path.with_stem(f"{path.stem} {number}")
        number += 1
    return free
