"""The row of controls below the picture."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from editor import icons, theme
from editor.viewer.place_edit import PlaceEdit
from editor.viewer.quality import QualityButton

NARROW = 560
"""Below this width the volume slider and the frame number give way."""


class Transport(QWidget):
    """Buttons are attributes; whoever owns the row connects them."""

    volume_changed = Signal(float)
    """0 … 1; 0 while muted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.to_start = self._button("to-start", self.tr("To the start (Home)"))
        self.step_back = self._button("step-back", self.tr("One frame back (←)"), repeats=True)
        self.play = self._button("play", self.tr("Play (Space)"))
        self.step_forward = self._button("step-forward", self.tr("One frame on (→)"), repeats=True)
        self.to_end = self._button("to-end", self.tr("To the end (End)"))
        self.timecode = PlaceEdit("timecode", self)
        self.frame = PlaceEdit("frames", self)
        self.compare = self._button("compare", self.tr("Compare with the footage"), checkable=True)
        self.quality = QualityButton(self)
        self.loop = self._button("loop", self.tr("Loop the marked range"), checkable=True)
        self.mute = self._button("volume", self.tr("Mute"), checkable=True)
        self.volume = QSlider(Qt.Orientation.Horizontal, self)
        self.snapshot = self._button("snapshot", self.tr("Save this frame as a picture"))
        self.fullscreen = self._button("fullscreen", self.tr("Full screen (F11)"))
        self._build()
        self.show_playing(False)

    def _button(self, icon: str, name: str, *, checkable: bool = False, repeats: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(theme.ICON_SMALL, theme.ICON_SMALL))
        button.setFixedSize(theme.CONTROL_HEIGHT, theme.CONTROL_HEIGHT)
        button.setAutoRaise(True)
        button.setCheckable(checkable)
        button.setAutoRepeat(repeats)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _build(self) -> None:
        self.volume.setRange(0, 100)
        self.volume.setValue(100)
        self.volume.setFixedWidth(64)
        self.volume.setAccessibleName(self.tr("Volume"))
        self.volume.setToolTip(self.tr("Volume"))
        self.volume.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.volume.valueChanged.connect(self._volume_moved)
        self.mute.toggled.connect(self._volume_moved)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SMALL, theme.TINY, theme.SMALL, theme.TINY)
        row.setSpacing(2)
        for widget in (self.to_start, self.step_back, self.play, self.step_forward, self.to_end):
            row.addWidget(widget)
        row.addSpacing(theme.SMALL)
        row.addWidget(self.timecode)
        row.addSpacing(theme.TINY)
        row.addWidget(self.frame)
        row.addStretch(1)
        for widget in (self.compare, self.quality, self.loop, self.mute, self.volume):
            row.addWidget(widget)
        for widget in (self.snapshot, self.fullscreen):
            row.addWidget(widget)

    def show_playing(self, playing: bool, speed: int = 1) -> None:
        self.play.setIcon(icons.icon("pause" if playing else "play"))
        name = self.tr("Pause (Space)") if playing else self.tr("Play (Space)")
        if playing and speed != 1:
            name += f" · {speed}×"
        self.play.setToolTip(name)
        self.play.setAccessibleName(name)

    def _volume_moved(self) -> None:
        muted = self.mute.isChecked() or self.volume.value() == 0
        self.mute.setIcon(icons.icon("mute" if muted else "volume"))
        name = self.tr("Unmute") if self.mute.isChecked() else self.tr("Mute")
        self.mute.setToolTip(name)
        self.mute.setAccessibleName(name)
        self.volume_changed.emit(0.0 if muted else self.volume.value() / 100)

    def resizeEvent(self, event: object) -> None:
        roomy = self.width() >= NARROW
        self.volume.setVisible(roomy)
        self.frame.setVisible(roomy)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, super().minimumSizeHint().height())
