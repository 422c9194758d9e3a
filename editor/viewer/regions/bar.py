"""The bar of the painting tools: tools, their size and soft edge, following, and the words below them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from editor import icons, theme
from editor.viewer.buttons import IconButton
from editor.viewer.regions.draft import TOOLS, Tool
from editor.viewer.regions.words_row import WordsRow

FINENESS = 1000
"""Steps of the sliders in a picture's width."""
SIZES = (5, 400)
FEATHERS = (0, 120)
SIGN = 12


class RegionBar(QWidget):
    tool_chosen = Signal(str)
    size_changed = Signal(float)
    """Picture widths."""
    feather_changed = Signal(float)
    """Picture widths."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signs: dict[str, QLabel] = {}
        self._painted = False
        self._busy = ""
        self.setAccessibleName(self.tr("Painting"))
        names: dict[Tool, str] = {
            "box": self.tr("Box: drag it"),
            "polygon": self.tr("Polygon: click its corners, then the first one again"),
            "brush": self.tr("Brush"),
            "eraser": self.tr("Eraser"),
            "subject": self.tr("Subject: drag a box around all of it; it is found and followed"),
        }
        self.tools = {tool: IconButton(tool, names[tool], self, checkable=True) for tool in TOOLS}
        self.brush_size = self._slider(SIZES, self.tr("Size of the brush"))
        self.feather = self._slider(FEATHERS, self.tr("Soft edge"))
        self.follow = IconButton("track", self.tr("Follow what is painted here over the card"), self)
        self.clear = IconButton("trash", self.tr("Forget what is painted on this card"), self)
        self.told = QLabel()
        self.told.setProperty("role", "quiet")
        self.told.setFont(theme.small_font())
        self.stop = IconButton("cancel", self.tr("Stop following"), self)
        self.done = IconButton("check", self.tr("End painting"), self)
        self.words = WordsRow(self)
        self._build()
        self._dress()
        self.show_busy("")

    def _slider(self, span: tuple[int, int], name: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setRange(*span)
        slider.setMinimumWidth(32)
        slider.setMaximumWidth(96)
        slider.setAccessibleName(name)
        slider.setToolTip(name)
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return slider

    def _build(self) -> None:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setContentsMargins(theme.SMALL, theme.TINY, theme.SMALL, 0)
        row.setSpacing(2)
        for tool, button in self.tools.items():
            group.addButton(button)
            button.clicked.connect(lambda _=False, tool=tool: self.tool_chosen.emit(tool))
            row.addWidget(button)
        row.addSpacing(theme.TINY)
        for icon, slider in (("brush", self.brush_size), ("half", self.feather)):
            sign = QLabel()
            sign.setBuddy(slider)
            self._signs[icon] = sign
            row.addWidget(sign)
            row.addWidget(slider, 1)
            row.addSpacing(theme.TINY)
        for widget in (self.follow, self.clear):
            row.addWidget(widget)
        # It gives way where the viewer is narrow: the tools need the room.
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.told, 2)
        for widget in (self.stop, self.done):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        column.addLayout(row)
        column.addWidget(self.words)
        self.tools["brush"].setChecked(True)
        self.brush_size.setValue(80)
        self.brush_size.valueChanged.connect(lambda value: self.size_changed.emit(value / FINENESS))
        self.feather.valueChanged.connect(lambda value: self.feather_changed.emit(value / FINENESS))

    def _dress(self) -> None:
        for icon, sign in self._signs.items():
            sign.setPixmap(icons.pixmap(icon, SIGN, self.devicePixelRatioF(), theme.tokens().quiet))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    @property
    def feather_width(self) -> float:
        return self.feather.value() / FINENESS

    def show_feather(self, feather: float) -> None:
        """Of the card that is shown; nobody is told."""
        self.feather.blockSignals(True)
        self.feather.setValue(round(feather * FINENESS))
        self.feather.blockSignals(False)

    def show_painted(self, any_here: bool, any_at_all: bool) -> None:
        """What there is to follow at this frame, and to forget."""
        self.follow.setEnabled(any_here and self.stop.isHidden())
        self.clear.setEnabled(any_at_all)
        self._painted = any_at_all
        self.show_busy(self._busy)

    def show_busy(self, text: str) -> None:
        """What is being worked on; "" when nothing is, then how to begin where nothing is painted yet."""
        self._busy = text
        self.told.setText(text or ("" if self._painted else self.tr("Paint over what should change")))
        self.stop.setVisible(bool(text))
