"""The small box that asks for a marker's name and colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLineEdit, QWidget

from editor import theme
from editor.form import FormRows
from editor.help.window import help_key
from engine.document import edits

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.model import Marker


def marker_color(name: str) -> QColor:
    """The theme's shade for a colour's name, the colour itself for `#rrggbb`, else the accent."""
    tokens = theme.tokens()
    shades = {
        "red": tokens.error,
        "orange": tokens.warning,
        "green": tokens.good,
        "violet": tokens.generated,
        "grey": tokens.quiet,
    }
    color = shades.get(name) or QColor(name)
    return color if name and color.isValid() else tokens.accent


class MarkerEditor(QDialog):
    """Changes the marker when it is accepted, as one edit; its other button takes the marker away."""

    def __init__(self, workspace: Workspace, marker: Marker, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._marker = marker
        self.setWindowTitle(self.tr("Marker at %1").replace("%1", str(marker.frame)))
        help_key(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = QLineEdit(marker.name)
        self.name.setAccessibleName(self.tr("Name"))
        self.name.selectAll()
        self.colour = QComboBox()
        self.colour.setAccessibleName(self.tr("Colour"))
        self._fill_colours()
        roles = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Save"), roles.AcceptRole).setDefault(True)
        buttons.addButton(self.tr("Cancel"), roles.RejectRole)
        remove = buttons.addButton(self.tr("Delete marker"), roles.DestructiveRole)
        remove.setAutoDefault(False)
        remove.clicked.connect(self._remove)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = FormRows(self)
        form.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        form.add(self.tr("Name"), self.name)
        form.add(self.tr("Colour"), self.colour)
        form.addRow(buttons)

    def _fill_colours(self) -> None:
        names = {
            "": self.tr("Amber"),
            "red": self.tr("Red"),
            "orange": self.tr("Orange"),
            "green": self.tr("Green"),
            "violet": self.tr("Violet"),
            "grey": self.tr("Grey"),
        }
        names.setdefault(self._marker.colour, self._marker.colour)
        for colour, text in names.items():
            swatch = QPixmap(QSize(theme.ICON_SMALL, theme.ICON_SMALL))
            swatch.fill(marker_color(colour))
            self.colour.addItem(QIcon(swatch), text, colour)
        self.colour.setCurrentIndex(self.colour.findData(self._marker.colour))

    def accept(self) -> None:
        name, colour = self.name.text().strip(), self.colour.currentData()
        self._workspace.apply(
            self.tr("Edit marker"),
            lambda doc: edits.set_marker(doc, self._marker.id, name=name, colour=colour),
        )
        super().accept()

    def _remove(self) -> None:
        self._workspace.apply(self.tr("Delete marker"), lambda doc: edits.remove_marker(doc, self._marker.id))
        super().reject()
