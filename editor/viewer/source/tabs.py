"""Which of the two the viewer shows: the film, or the library's item that was looked at last."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QTabBar, QWidget

from editor.language.words import asset_name, tool_tip
from editor.stage import Stage

FILM, SOURCE = 0, 1


class StageTabs(QTabBar):
    """There once an item was opened: who never does has no use for it."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.setAccessibleName(self.tr("What the viewer shows"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addTab(self.tr("Film"))
        self.addTab("")
        self.hide()
        self.currentChanged.connect(self._chosen)
        stage.switched.connect(self.show_stage)

    def show_stage(self) -> None:
        stage = self._stage
        with QSignalBlocker(self):
            self.setTabText(FILM, self.tr("Film"))
            if stage.last is not None:
                name = asset_name(stage.last)
                self.setTabText(SOURCE, self.tr("Source: {0}").format(name.replace("&", "&&")))
                self.setTabToolTip(SOURCE, tool_tip(stage.last.path))
            self.setCurrentIndex(FILM if stage.source is None else SOURCE)
        self.setVisible(stage.last is not None)

    def _chosen(self, tab: int) -> None:
        if tab == FILM:
            self._stage.show_film()
        elif self._stage.last is not None:
            self._stage.show(self._stage.last)
