"""The three scopes drawn by pyqtgraph, in the colours of the theme."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor import theme
from editor.viewer.scopes.measure import COLUMNS, LEVELS, Kind, Measured, targets

STRENGTH = {"waveform": 24.0, "vectors": 900.0}
"""Parts of the picture are that much brighter than they are, so that single pixels can be seen."""


class ScopePlot(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: Kind | None = None
        self.view = pg.PlotWidget(self)
        self.view.setMenuEnabled(False)
        self.view.setMouseEnabled(False, False)
        self.view.hideButtons()
        self.box: pg.ViewBox = self.view.getViewBox()
        self.view.setAccessibleName(self.tr("Scope"))
        self.curves: list[pg.PlotDataItem] = []
        self.image: pg.ImageItem | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.dress()

    def dress(self) -> None:
        """In the colours of the theme; what was drawn is drawn again with the next picture."""
        self.view.setBackground(theme.tokens().base)
        self._kind = None

    def clear(self) -> None:
        self.view.clear()
        self._kind = None

    def show_measured(self, measured: Measured) -> None:
        if measured.kind != self._kind:
            self._set_up(measured.kind)
        if measured.kind == "histogram":
            # The root: a dark corner does not flatten everything else.
            for curve, values in zip(self.curves, np.sqrt(measured.values), strict=True):
                curve.setData(np.arange(LEVELS + 1), values)
            self.box.setYRange(0, max(0.02, float(np.sqrt(measured.values[:, 1:-1]).max())), padding=0.05)
        elif self.image is not None:
            strong = np.minimum(1.0, np.sqrt(measured.values * STRENGTH[measured.kind]))
            self.image.setImage(strong, autoLevels=False, levels=(0.0, 1.0))

    def _set_up(self, kind: Kind) -> None:
        self.view.clear()
        self._kind, self.curves, self.image = kind, [], None
        tokens = theme.tokens()
        for side in ("left", "bottom"):
            axis = self.view.getAxis(side)
            axis.setPen(pg.mkPen(tokens.line))
            axis.setTextPen(pg.mkPen(tokens.quiet))
            axis.setStyle(tickFont=theme.small_font())
        self.view.showAxis("left", kind == "waveform")
        self.view.showAxis("bottom", kind == "histogram")
        self.box.setAspectLocked(kind == "vectors")
        if kind == "histogram":
            self._set_up_histogram()
        else:
            self._set_up_image(kind)

    def _set_up_histogram(self) -> None:
        tokens = theme.tokens()
        for colour in (tokens.error, tokens.good, tokens.generated, tokens.text):
            soft = QColor(colour)
            soft.setAlpha(40)
            curve = pg.PlotDataItem(
                pen=pg.mkPen(colour, width=1), stepMode="center", fillLevel=0, brush=pg.mkBrush(soft)
            )
            self.view.addItem(curve)
            self.curves.append(curve)
        self.box.setXRange(0, LEVELS, padding=0.01)

    def _set_up_image(self, kind: Kind) -> None:
        tokens = theme.tokens()
        low, high = tokens.base, tokens.good if kind == "waveform" else tokens.accent_text
        table = np.asarray(pg.ColorMap([0.0, 1.0], [low, high]).getLookupTable(0.0, 1.0, 256))
        self.image = pg.ImageItem(np.zeros((2, 2)))
        self.image.setLookupTable(table)
        self.view.addItem(self.image)
        if kind == "waveform":
            self.box.setXRange(0, COLUMNS, padding=0.01)
            self.box.setYRange(0, LEVELS, padding=0.02)
            for level in (16, 235):
                pen = pg.mkPen(tokens.quiet, style=Qt.PenStyle.DotLine)
                self.view.addItem(pg.InfiniteLine(level, angle=0, pen=pen))
            return
        self.box.setXRange(0, LEVELS, padding=0.02)
        self.box.setYRange(0, LEVELS, padding=0.02)
        for angle in (0, 90):
            self.view.addItem(pg.InfiniteLine(LEVELS / 2, angle=angle, pen=pg.mkPen(tokens.line)))
        for name, cb, cr in targets():
            mark = pg.TextItem(name, color=tokens.quiet, anchor=(0.5, 0.5))
            mark.setFont(theme.small_font())
            mark.setPos(cb, cr)
            self.view.addItem(mark)
