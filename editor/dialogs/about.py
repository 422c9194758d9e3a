"""What this program is, and under which terms."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from editor import theme
from editor.dialogs.parts import close_button
from editor.help.window import help_key
from editor.language.words import model_title
from editor.workspace import Workspace
from engine import __version__


class AboutDialog(QDialog):
    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Tweenboard"))
        help_key(self)
        title = QLabel(f"Tweenboard {__version__}")
        title.setFont(theme.title_font())
        text = QLabel(
            self.tr(
                "A storyboard and timeline editor that redraws footage with a video model on your own"
                " machine.\n\nModel in use: {0}. Nothing leaves this computer.\n\n"
                "Free software under the GNU General Public License, version 3 or later; it comes without"
                " any warranty."
            ).format(model_title(workspace.model))
        )
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setMinimumWidth(380)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.HUGE, theme.HUGE, theme.HUGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(title)
        column.addWidget(text)
        column.addSpacing(theme.SMALL)
        column.addWidget(close_button(self), 0, Qt.AlignmentFlag.AlignRight)
