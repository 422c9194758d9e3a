"""Animate: pictures that come to life in a card, in the order they are seen."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor import theme
from editor.language.words import card_title
from editor.picker import Picker
from editor.tools.assets import AssetPicker
from editor.tools.fields import FrameSpin, Words
from editor.tools.form import Place, ToolForm
from editor.workspace import Workspace
from engine.document.model import Asset
from engine.errors import TweenError
from engine.tools.edited import Edited
from engine.tools.spacing import new_card_frames

MOST = 6


class PictureRows(QWidget):
    """One picker a picture; behind the last that was chosen there is always room for one more."""

    def __init__(self, form: AnimateForm) -> None:
        super().__init__()
        self._form = form
        self.pickers: list[AssetPicker] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        for number in range(MOST):
            first = number == 0
            none = self.tr("Choose a picture") if first else self.tr("No further picture")
            name = self.tr("Picture {0}").format(number + 1)
            picker = AssetPicker(name, form.work, ("image",), none)
            picker.changed.connect(self._changed)
            picker.setVisible(first)
            self.pickers.append(picker)
            column.addWidget(picker)

    def assets(self) -> list[Asset]:
        return [asset for picker in self.pickers if (asset := picker.asset()) is not None]

    def waiting(self) -> str:
        return next((said for picker in self.pickers if (said := picker.waiting())), "")

    def _changed(self) -> None:
        chosen = [at for at, picker in enumerate(self.pickers) if picker.currentIndex() or picker.waiting()]
        for at, picker in enumerate(self.pickers):
            picker.setVisible(at <= max(chosen, default=-1) + 1)
        self._form.changed.emit()


class AnimateForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Animate pictures")
        self.about = self.tr(
            "The first picture comes to life, and moves on to the last; those between are passed on the way."
        )
        self.does = self.tr("Animate")
        self.pictures = PictureRows(self)
        self.add(self.tr("Pictures"), self.pictures)
        self.where = Picker()
        self.where.addItem(self.tr("In a new card at the film's end"), None)
        for card in work.document.cards:
            if not card.locked:
                self.where.addItem(self.tr("In {0}").format(card_title(work.document, card)), card.id)
        self.add(self.tr("Where"), self.where)
        rate = work.document.rate
        self.length = FrameSpin(self.tr("Length"), rate, new_card_frames(work.model))
        self.add(self.tr("Length"), self.length)
        self.words = Words(self.tr("What happens"), self.tr("Describe what happens"))
        self.add(self.tr("What happens"), self.words)
        self.where.activated.connect(self._show_rows)
        self.where.activated.connect(self.changed)
        self.length.valueChanged.connect(self.changed)
        self.words.typed.connect(self.changed)

    def _show_rows(self) -> None:
        self.show_row(self.length, self.where.currentData() is None)

    def waiting(self) -> str:
        return self.pictures.waiting()

    def edited(self) -> Edited:
        from engine.tools.keyframes import Shown, animate, keyframes

        assets = self.pictures.assets()
        if not assets:
            raise TweenError(self.tr("Choose the picture that comes to life."))
        shown = [Shown(asset) for asset in assets]
        last = shown[-1] if len(shown) > 1 else None
        card = self.where.currentData()
        edited = animate(
            self.work.document, shown[0], last, card, max(self.length.value(), len(shown)), self.words.said()
        )
        return keyframes(edited.document, edited.cards[0], shown) if len(shown) > 2 else edited
