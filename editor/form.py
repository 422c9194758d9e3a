"""The one look of forms: quiet names on the left, each on the line of what it names."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from editor import theme


class FormRows(QFormLayout):
    """`dense`: for a narrow panel, in small letters."""

    def __init__(self, parent: QWidget | None = None, dense: bool = False) -> None:
        super().__init__()
        if parent is not None:
            parent.setLayout(self)
        self._dense = dense
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(theme.SMALL if dense else theme.MEDIUM)
        self.setVerticalSpacing(theme.TINY if dense else theme.SMALL)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFormAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def add(self, name: str, field: QWidget) -> QLabel:
        """A row; a field without a name stands below the others, where fields stand."""
        label = QLabel(name)
        label.setProperty("role", "quiet")
        label.setBuddy(field.focusProxy() or field)
        if self._dense:
            label.setFont(theme.small_font())
        # A layout would centre the name beside a tall field, and set it a little too high beside others.
        line = min(theme.CONTROL_HEIGHT, _first_line(field))
        label.setFixedHeight(max(line, label.sizeHint().height()))
        self.addRow(label, field)
        return label


def _first_line(field: QWidget) -> int:
    """How high the uppermost part of a field is."""
    layout = field.layout()
    first = layout.itemAt(0) if isinstance(layout, QVBoxLayout) else None
    if first is None:
        return field.sizeHint().height()
    widget = first.widget()
    return _first_line(widget) if widget is not None else first.sizeHint().height()
