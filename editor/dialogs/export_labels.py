"""What an export says of how it was made, as fields: signed or not, prompts or not, words in the picture."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from editor import theme
from editor.picker import Picker
from engine.render.provenance.labels import Labels

SETTING = "export/labels"


class LabelFields(QWidget):
    """Begins as the last export was; `changed` when anything was chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.credentials = QCheckBox(self.tr("Sign with my own key"))
        self.credentials.setToolTip(
            self.tr("Content credentials: whose file it is, and which parts a model drew; nothing is sent")
        )
        self.prompts = QCheckBox(self.tr("Tell the prompts"))
        self.prompts.setToolTip(self.tr("Anybody who gets the file can read them"))
        self.mark = Picker()
        self.mark.setAccessibleName(self.tr("Mark in the picture"))
        for text, time in (
            (self.tr("No mark in the picture"), ""),
            (self.tr("“Made with AI” for 2 s"), "2s"),
            (self.tr("“Made with AI” throughout"), "all"),
        ):
            self.mark.addItem(text, time)
        checks = QHBoxLayout()
        checks.setSpacing(theme.MEDIUM)
        for box in (self.credentials, self.prompts):
            checks.addWidget(box)
            box.clicked.connect(self.changed)
        checks.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        column.addLayout(checks)
        column.addWidget(self.mark)
        self.mark.activated.connect(self.changed)
        self._recall()

    def labels(self) -> Labels:
        return Labels(self.credentials.isChecked(), self.prompts.isChecked(), self.mark.currentData())

    def keep(self) -> None:
        """For the next export."""
        labels = self.labels()
        QSettings().setValue(SETTING, f"{int(labels.credentials)}{int(labels.prompts)}{labels.mark}")

    def _recall(self) -> None:
        said = str(QSettings().value(SETTING, "10"))
        self.credentials.setChecked(said[:1] != "0")
        self.prompts.setChecked(said[1:2] == "1")
        self.mark.setCurrentIndex(max(0, self.mark.findData(said[2:])))
