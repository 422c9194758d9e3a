"""The panel of the scopes: one at a time, measured off the window's thread, no faster than it is seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from editor import theme
from editor.background import Background
from editor.viewer.scopes.measure import Kind, Measured, measure
from editor.viewer.scopes.plots import ScopePlot

if TYPE_CHECKING:
    from editor.background import Task

EVERY_MS = 80
"""Between two measurements while the film plays."""


class ScopesPanel(QWidget):
    """`show_image` with whatever is shown; nothing is measured while the panel is hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Scopes"))
        self.setMinimumSize(160, 150)
        self.plot = ScopePlot(self)
        self._background = Background(self)
        self._image: QImage | None = None
        self._task: Task[Measured] | None = None
        self._stale = False
        self._clock = QElapsedTimer()
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self._measure)
        self.kinds: dict[Kind, QToolButton] = {}
        self.kind: Kind = "histogram"
        self.measured: Measured | None = None
        self._build()

    def _build(self) -> None:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(theme.TINY)
        kinds: tuple[tuple[Kind, str], ...] = (
            ("histogram", self.tr("Histogram")),
            ("waveform", self.tr("Waveform")),
            ("vectors", self.tr("Vectorscope")),
        )
        for kind, name in kinds:
            button = QToolButton()
            button.setText(name)
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.setFont(theme.small_font())
            button.setMinimumWidth(24)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(self.choose, kind))
            group.addButton(button)
            row.addWidget(button, 1)
            self.kinds[kind] = button
        self.kinds[self.kind].setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.TINY, theme.TINY, theme.TINY, theme.TINY)
        column.addLayout(row)
        column.addWidget(self.plot, 1)

    def choose(self, kind: Kind) -> None:
        self.kind = kind
        self.kinds[kind].setChecked(True)
        self._ask()

    def show_image(self, image: QImage | None) -> None:
        """None where nothing is shown."""
        self._image = image
        if image is None:
            self.measured = None
            self.plot.clear()
        self._ask()

    def stop(self) -> None:
        self._wait.stop()
        self._background.close()

    def _ask(self) -> None:
        """The latest picture is measured, at most every `EVERY_MS`."""
        self._stale = True
        if self._image is None or not self.isVisible() or self._task is not None or self._wait.isActive():
            return
        since = self._clock.elapsed() if self._clock.isValid() else EVERY_MS
        self._wait.start(max(0, EVERY_MS - since))

    def _measure(self) -> None:
        image, kind = self._image, self.kind
        if image is None or not self.isVisible():
            return
        self._stale = False
        self._clock.start()
        self._task = self._background.run(lambda task: measure(image, kind), self._show)

    def _show(self, measured: Measured) -> None:
        self._task = None
        if self._image is not None and measured.kind == self.kind:
            self.measured = measured
            self.plot.show_measured(measured)
        if self._stale:
            self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._wait.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.plot.dress()
            self._ask()
