"""What is worth knowing before a card is drawn: too many words, a length or distance that is not right,
footage that the built-in model is not made for."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from editor.language.choice import sentence
from editor.workspace import Workspace
from engine.document.queries import card_label
from engine.errors import TweenError

SOON_MS = 300
"""After the last key of a prompt, not at each."""


class CardNotes(QObject):
    """Worked out beside the window: all cards count for the distances, and words are counted by the model's
    own tokenizer."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._card_id = ""
        self._sentences: tuple[str, ...] = ()
        self._edition = 0
        self._timer = QTimer(self, singleShot=True, interval=SOON_MS)
        self._timer.timeout.connect(self._look)
        for signal in (workspace.document_changed, workspace.model_changed):
            signal.connect(self._timer.start)

    def of(self, card_id: str) -> tuple[str, ...]:
        """The sentences, as far as they have come."""
        if card_id != self._card_id:
            self._card_id, self._sentences = card_id, ()
            self._edition += 1
            self._timer.start()
        return self._sentences

    def _look(self) -> None:
        document, model, card = self._work.document, self._work.model, self._work.card(self._card_id)
        if card is None or not card.words:
            self._keep((), self._edition)
            return
        self._edition += 1
        edition = self._edition

        def work(task: object) -> tuple[str, ...]:
            from engine.tools.prompts import length_note, words_note
            from engine.tools.spacing import advice
            from engine.tools.suited import footage_note

            try:
                read = (length_note(document, card, model), words_note(document, card, model))
            except TweenError:  # a model that is not there is said where it is chosen
                read = ()
            told = *read, footage_note(document, card, model), advice(document, model).get(card.id, "")
            return tuple(each for each in told if each)

        def keep(found: tuple[str, ...]) -> None:
            label = sentence(card_label(document, card))
            self._keep(tuple(self._here(sentence(each), label) for each in found), edition)

        self._work.background.run(work, keep)

    def _keep(self, found: tuple[str, ...], edition: int) -> None:
        if edition == self._edition and found != self._sentences:
            self._sentences = found
            self.changed.emit()

    def _here(self, text: str, label: str) -> str:
        """In the card's own panel its number need not be said."""
        if not text.startswith(label):
            return text
        return self.tr("This card {0}").format(text.removeprefix(label).lstrip())
