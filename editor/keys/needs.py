"""What must be there for an action to make sense, in words, for where it is shown greyed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from editor.actions import Needs

translate = QCoreApplication.translate


def needed(needs: Needs) -> str:
    """The reason under a greyed action; "" for one that always makes sense."""
    return {
        "": "",
        "film": translate("needs", "needs an open film"),
        "frames": translate("needs", "needs a film with something in it"),
        "card": translate("needs", "needs a chosen card"),
        "clip": translate("needs", "needs a chosen clip"),
        "chosen": translate("needs", "needs something chosen on the timeline"),
        "thing": translate("needs", "needs something chosen, or an in and an out"),
        "undo": translate("needs", "there is nothing to undo"),
        "redo": translate("needs", "there is nothing to redo"),
        "take": translate("needs", "needs a card with a take"),
        "busy": translate("needs", "needs a card that is being drawn"),
        "jobs": translate("needs", "there are no jobs"),
        "marks": translate("needs", "needs an in or an out"),
        "seen": translate("needs", "needs something in the viewer"),
        "in_out": translate("needs", "needs an in or an out"),
        "source": translate("needs", "needs something of the library in the viewer"),
    }[needs]
