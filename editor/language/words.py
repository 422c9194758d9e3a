"""Numbers and states in words, the same everywhere in the window."""

from __future__ import annotations

import re
from html import escape
from pathlib import PurePosixPath

from PySide6.QtCore import QCoreApplication

from engine.document.model import Asset, Card, Document
from engine.document.queries import card_index

translate = QCoreApplication.translate
NAME = 80
"""Signs of a title's words that stand for it."""
LONG_WORD = re.compile(r"\S{20}")


def duration(seconds: float) -> str:
    """Rounded the way people say it: `8 s`, `40 s`, `3 min`, `1 h 20 min`."""
    if seconds < 10:
        return translate("words", "{0} s").format(max(1, round(seconds)))
    if seconds < 90:
        return translate("words", "{0} s").format(5 * round(seconds / 5))
    minutes = round(seconds / 60)
    if minutes < 60:
        return translate("words", "{0} min").format(minutes)
    return translate("words", "{0} h {1} min").format(*divmod(minutes, 60))


def stage_name(stage: str) -> str:
    names = {
        "load": translate("words", "Loading the model"),
        "read": translate("words", "Reading the footage"),
        "encode": translate("words", "Reading the footage"),
        "text": translate("words", "Reading the prompt"),
        "sample": translate("words", "Drawing"),
        "decode": translate("words", "Decoding"),
        "write": translate("words", "Writing"),
    }
    return names.get(stage, translate("words", "Working"))


def card_title(document: Document, card: Card) -> str:
    return translate("words", "Card {0}").format(card_index(document, card))


def asset_name(asset: Asset) -> str:
    """What it is called wherever it is shown: a title by its words, all else by its file."""
    if asset.kind == "image" and asset.notes:
        from engine.media.titles.file import words_in  # not needed to start

        words = words_in(asset.notes)
        if words:
            return words if len(words) <= NAME else words[: NAME - 1].rstrip() + "…"
    return PurePosixPath(asset.path.replace("\\", "/")).name


def model_title(name: str) -> str:
    from engine.families.catalog import known  # late, as above

    return next((model.title for model in known() if model.name == name), name.capitalize())


def breakable(text: str) -> str:
    """Paths and other words without end may go on in the next line of a label."""
    return LONG_WORD.sub("\\g<0>\u200b", text)


def tool_tip(text: str) -> str:
    """Text from a file or a person as a tool tip: tool tips render HTML, so it is escaped and says so."""
    return f"<p>{escape(text)}</p>"
