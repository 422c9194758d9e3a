"""The row of controls below the picture. Where it is narrow, what is needed least goes into a menu."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from editor import icons, theme
from editor.viewer.buttons import IconButton, MenuButton
from editor.viewer.compare_button import CompareButton
from editor.viewer.meter import LevelMeter
from editor.viewer.place_edit import PlaceEdit
from editor.viewer.quality import QualityButton
from editor.viewer.view_button import ViewButton

GAP = 2


class Transport(QWidget):
    """Buttons are attributes; whoever owns the row connects them."""

    volume_changed = Signal(float)
    """0 … 1; 0 while muted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.to_start = IconButton("to-start", self.tr("To the start"), self)
        self.step_back = IconButton("step-back", self.tr("One frame back"), self)
        self.play = IconButton("play", self.tr("Play"), self)
        self.step_forward = IconButton("step-forward", self.tr("One frame on"), self)
        self.to_end = IconButton("to-end", self.tr("To the end"), self)
        self.timecode = PlaceEdit("timecode", self)
        self.frame = PlaceEdit("frames", self)
        self.paint = IconButton("brush", self.tr("Paint what is redrawn"), self, checkable=True)
        self.frame_clip = IconButton("frame", self.tr("Frame the clip"), self, checkable=True)
        self.compare = CompareButton(self)
        self.quality = QualityButton(self)
        self.view = ViewButton(self)
        self.loop = IconButton("loop", self.tr("Loop the marked range"), self, checkable=True)
        self.mute = IconButton("volume", self.tr("Mute"), self, checkable=True)
        self.volume = QSlider(Qt.Orientation.Horizontal, self)
        self.meter = LevelMeter(self)
        self.scopes = IconButton("scopes", self.tr("Scopes"), self, checkable=True)
        self.snapshot = IconButton("snapshot", self.tr("Save this frame as a picture"), self)
        self.fullscreen = IconButton("fullscreen", self.tr("Full screen"), self)
        self.more = MenuButton("more", self.tr("More"), self)
        self._parts: list[QWidget] = [
            self.to_start, self.step_back, self.play, self.step_forward, self.to_end, self.timecode,
            self.frame, self.paint, self.frame_clip, self.compare, self.quality, self.view, self.loop,
            self.mute, self.volume, self.meter, self.scopes, self.snapshot, self.fullscreen,
        ]  # fmt: skip
        self._least_first: list[QWidget] = [
            self.meter, self.volume, self.scopes, self.snapshot, self.to_start, self.to_end, self.frame,
            self.quality, self.loop, self.view, self.mute, self.fullscreen, self.compare, self.frame_clip,
            self.paint, self.step_back, self.step_forward,
        ]  # fmt: skip
        self._folded: list[QWidget] = []
        self._build()
        self.show_playing(False)

    def _build(self) -> None:
        self.step_back.setAutoRepeat(True)
        self.step_forward.setAutoRepeat(True)
        self.volume.setRange(0, 100)
        self.volume.setValue(100)
        self.volume.setFixedWidth(48)
        self.volume.setAccessibleName(self.tr("Volume"))
        self.volume.setToolTip(self.tr("Volume"))
        self.volume.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.volume.valueChanged.connect(self._volume_moved)
        self.mute.toggled.connect(self._volume_moved)
        self.more.entries.aboutToShow.connect(self._fill_more)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SMALL, theme.TINY, theme.SMALL, theme.TINY)
        row.setSpacing(GAP)
        for widget in self._parts[:7]:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (*self._parts[7:], self.more):
            row.addWidget(widget)

    def show_playing(self, playing: bool, speed: int = 1) -> None:
        self.play.setIcon(icons.icon("pause" if playing else "play"))
        name = self.tr("Pause") if playing else self.tr("Play")
        if playing and speed != 1:
            name += f" · {speed}×"
        self.play.set_name(name)

    def _volume_moved(self) -> None:
        muted = self.mute.isChecked() or self.volume.value() == 0
        self.mute.setIcon(icons.icon("mute" if muted else "volume"))
        self.mute.set_name(self.tr("Unmute") if self.mute.isChecked() else self.tr("Mute"))
        self.volume_changed.emit(0.0 if muted else self.volume.value() / 100)

    # Folding.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 * theme.SMALL - theme.MEDIUM
        needed = sum(_width(widget) for widget in self._parts)
        folded: list[QWidget] = []
        if needed > room:
            needed += _width(self.more)
        for widget in self._least_first:
            if needed <= room:
                break
            folded.append(widget)
            needed -= _width(widget)
        self._folded = folded
        for widget in (*self._parts, self.more):
            shown = bool(folded) if widget is self.more else widget not in folded
            if widget.isHidden() == shown:
                widget.setVisible(shown)

    def _fill_more(self) -> None:
        """Buttons that found no room, as entries; those with a menu bring it along."""
        menu = self.more.entries
        menu.clear()
        for widget in self._parts:
            if widget not in self._folded or not isinstance(widget, QToolButton):
                continue
            if widget.menu() is not None and not widget.isCheckable():
                widget.menu().setTitle(widget.accessibleName())
                menu.addMenu(widget.menu())
                continue
            action = menu.addAction(widget.icon(), widget.accessibleName())
            action.setCheckable(widget.isCheckable())
            action.setChecked(widget.isChecked())
            action.setEnabled(widget.isEnabled())
            action.triggered.connect(widget.click)
            if isinstance(widget, CompareButton):
                widget.entries.setTitle(self.tr("What to compare"))
                menu.addMenu(widget.entries)

    def minimumSizeHint(self) -> QSize:
        needed = [self.play, self.timecode, self.more]
        width = sum(_width(widget) for widget in needed) + 2 * theme.SMALL + theme.MEDIUM
        return QSize(width, super().minimumSizeHint().height())


def _width(widget: QWidget) -> int:
    return widget.maximumWidth() + GAP
