"""The recipe of a take, to be read and copied: what it was drawn from, and how that went."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor import theme
from editor.help.window import help_key
from editor.language.words import duration
from engine.document.request import Request
from engine.document.take import Take

translate = QCoreApplication.translate


def lines(take: Take) -> Iterator[tuple[str, str]]:
    """(what, its value) of all that the take was drawn from."""
    request = take.request
    yield translate("recipe", "Words"), request.prompt
    for span in request.spans:
        yield translate("recipe", "Words, {0}").format(span.place), span.prompt
    if request.negative:
        yield translate("recipe", "Avoid"), request.negative
    yield translate("recipe", "Model"), request.model
    yield translate("recipe", "Seed"), str(request.seed)
    steps = request.steps or take.stats.get("steps")
    if steps:
        yield translate("recipe", "Steps"), f"{steps:g}"
    if request.guidance is not None:
        yield translate("recipe", "Guidance"), f"{request.guidance:g}"
    yield translate("recipe", "Frames"), _frames(request)
    yield translate("recipe", "Size"), _size(take)
    yield from _pictures(request)
    yield from _choices(request)
    if take.score is not None:
        yield translate("recipe", "Seam"), f"{take.score:.2f}"
    if seconds := take.stats.get("total_seconds"):
        yield translate("recipe", "Time"), duration(seconds)
    yield translate("recipe", "Drawn"), take.created[:19].replace("T", " ") + " UTC"
    yield translate("recipe", "Take"), take.id


def as_text(take: Take) -> str:
    return "\n".join(f"{what}: {value}" for what, value in lines(take)) + "\n"


def _frames(request: Request) -> str:
    text = translate("recipe", "{0} of the film, {1} a second")
    return text.format(request.draw, f"{float(request.rate):g}")


def _size(take: Take) -> str:
    drawn = f"{take.width} × {take.height}"
    if take.request.scale < 1:
        return translate("recipe", "{0}, a draft").format(drawn)
    return drawn


def _pictures(request: Request) -> Iterator[tuple[str, str]]:
    for known in request.known:
        name = Path(known.path).name
        if known.fingerprint.startswith("take:"):
            name = translate("recipe", "take {0}").format(known.fingerprint.removeprefix("take:"))
        if not known.place.overlaps(request.draw):
            how = translate("recipe", "beside it")
        elif known.cap == 0:
            how = translate("recipe", "kept")
        else:
            how = translate("recipe", "redrawn by {0}").format(f"{known.cap:g}")
        said = translate("recipe", "{0} from its frame {1}, {2}").format(name, known.source_start, how)
        yield translate("recipe", "Picture, {0}").format(known.place), said
    for part in request.blends:
        yield translate("recipe", "Blend, {0}").format(part.place), Path(part.path).name
    for ref in request.references:
        yield translate("recipe", "Reference"), f"{Path(ref.path).name}, {ref.weight:g}"


def _choices(request: Request) -> Iterator[tuple[str, str]]:
    for region in request.regions:
        shape = translate("recipe", "box") if region.shape == "box" else translate("recipe", "outline")
        yield translate("recipe", "Region, {0}").format(region.place), shape
    for lora in request.loras:
        yield translate("recipe", "LoRA"), f"{lora.name}, {lora.weight:g}"
    if not request.match_colour:
        yield translate("recipe", "Colour"), translate("recipe", "not matched to the footage")
    if request.outpaint:
        yield translate("recipe", "Drawn part"), translate("recipe", "around the picture")


class RecipeDialog(QDialog):
    again = Signal()
    """The card is to say this again."""

    def __init__(self, take: Take, title: str, can_take_over: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        help_key(self)
        self._take = take
        scroll = QScrollArea()
        scroll.setWidget(self._table())
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(as_text(take)))
        self.take_over = QPushButton(self.tr("Again with this"))
        self.take_over.setToolTip(self.tr("The card takes over words, seed and settings"))
        self.take_over.setEnabled(can_take_over)
        self.take_over.clicked.connect(self.again)
        self.take_over.clicked.connect(self.accept)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self.copy)
        row.addWidget(self.take_over)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(scroll, 1)
        column.addLayout(row)
        self.resize(520, 420)

    def _table(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        grid.setHorizontalSpacing(theme.MEDIUM)
        grid.setVerticalSpacing(theme.TINY)
        grid.setColumnStretch(1, 1)
        line = 0
        for line, (what, value) in enumerate(lines(self._take)):
            name = QLabel(what)
            name.setProperty("role", "quiet")
            text = QLabel(value)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            text.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            text.setAccessibleName(f"{what}: {value}")
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, line, 1)
        grid.setRowStretch(line + 1, 1)
        return inside
