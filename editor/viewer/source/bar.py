"""The row below a source's picture: where in it, its in and out, and the ways on to the film."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from editor import theme
from editor.keys.shown import keys_of
from editor.stage import Stage
from editor.viewer.buttons import IconButton
from editor.viewer.source.strip import SourceStrip


class SourceBar(QWidget):
    """Shown while an item is."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.strip = SourceStrip(stage, self)
        self.mark_in = IconButton("mark-in", self.tr("Take it from here"), self)
        self.mark_out = IconButton("mark-out", self.tr("Take it up to here"), self)
        self.whole = IconButton("cancel", self.tr("Take all of it"), self)
        self.insert = self._words(self.tr("Insert"), self.tr("Insert at the playhead of the film"))
        self.overwrite = self._words(self.tr("Overwrite"), self.tr("Lay it over the film at the playhead"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.TINY, theme.SMALL, 0)
        row.setSpacing(theme.TINY)
        row.addWidget(self.strip, 1)
        for button in (self.mark_in, self.mark_out, self.whole, self.insert, self.overwrite):
            row.addWidget(button)
        self.strip.sought.connect(stage.set_playhead)
        self.strip.marks_moved.connect(stage.set_marks)
        self.mark_in.clicked.connect(stage.mark_in)
        self.mark_out.clicked.connect(stage.mark_out)
        self.whole.clicked.connect(lambda: stage.set_marks(None, None))
        for signal in (stage.switched, stage.marks_changed):
            signal.connect(self._show)
        self._show()

    def _words(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setFont(theme.small_font())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def say_keys(self, actions: Mapping[str, QAction]) -> None:
        """The buttons do what the window's actions do, and tell their keys."""
        for action, icon in (
            ("set_in", self.mark_in),
            ("set_out", self.mark_out),
            ("clear_marks", self.whole),
        ):
            icon.follow(actions[action])
        for action, button in (("insert_here", self.insert), ("overwrite_here", self.overwrite)):
            button.clicked.connect(actions[action].trigger)
            self._follow(button, actions[action])

    def _follow(self, button: QPushButton, action: QAction) -> None:
        def say() -> None:
            keys, name = keys_of(action), button.accessibleName()
            button.setToolTip(f"{name} ({keys})" if keys else name)

        action.changed.connect(say)
        say()

    def _show(self) -> None:
        source = self._stage.source
        self.setVisible(source is not None)
        still = source is not None and source.kind == "image"
        for widget in (self.strip, self.mark_in, self.mark_out):
            widget.setEnabled(not still)
        self.whole.setEnabled(self._stage.marked() is not None)
