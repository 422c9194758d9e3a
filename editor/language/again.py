"""Everything that stands on the screen, said again in another language.

A panel says its words where it is built, and nowhere twice. What it said is found back in the translations
and said anew here, for all windows, open dialogs and menus alike; what it says while it works follows with
the workspace's signals (`MainWindow.changeEvent`). Text that a person typed is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape, unescape

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QListWidget,
    QTableWidget,
    QTabWidget,
    QTreeWidget,
    QWidget,
)

from editor.language.catalogue import Phrases, named

TEXTS = (
    "text",
    "title",
    "windowTitle",
    "toolTip",
    "statusTip",
    "whatsThis",
    "accessibleName",
    "accessibleDescription",
    "placeholderText",
    "prefix",
    "suffix",
    "specialValueText",
    "format",
)
TYPED = ("QLineEdit", "QTextEdit", "QPlainTextEdit")
"""Kinds of widgets whose `text` is a person's."""
ITEM_TEXTS = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


def say_everything(app: QApplication, phrases: Phrases, old: str, new: str) -> None:
    """Say the texts of every widget and action in `new`; they were said in `old`."""
    tongue = _Tongue(phrases, f"said-{old}", f"said-{new}")
    for top in app.topLevelWidgets():
        for each in (top, *top.findChildren(QObject)):
            if isinstance(each, QWidget | QAction):
                tongue.say(each)


class _Tongue:
    """Remembers on each object what it said before, so that the way back is exact."""

    def __init__(self, phrases: Phrases, old: str, new: str) -> None:
        self._phrases = phrases
        self._old, self._new = old, new

    def say(self, each: QWidget | QAction) -> None:
        meta, contexts = each.metaObject(), tuple(_contexts(each))
        typed = any(each.inherits(kind) for kind in TYPED)
        for name in TEXTS:
            at = meta.indexOfProperty(name)
            if at < 0 or not meta.property(at).isWritable() or (typed and name == "text"):
                continue
            was = each.property(name)
            if isinstance(was, str) and was and (now := self._again(each, name, was, contexts)):
                each.setProperty(name, now)
        self._kept(each, contexts)
        if isinstance(each, QWidget):
            self._items(each, contexts)

    def _kept(self, each: QObject, contexts: tuple[str, ...]) -> None:
        """Words that an object of ours keeps, to say them later; `mix` and the like are names, no words."""
        if not type(each).__module__.startswith("editor"):
            return
        for name, value in tuple(vars(each).items()):
            if isinstance(value, str) and not named(value) and (said := self._phrases.own(value, contexts)):
                setattr(each, name, said)

    def _again(self, each: QObject, name: str, was: str, contexts: tuple[str, ...]) -> str | None:
        before = each.property(f"{self._new}-{name}")
        if isinstance(before, list) and before[0] == was:
            return str(before[1])
        now = self._said(was, contexts)
        if now is not None and now != was:
            each.setProperty(f"{self._old}-{name}", [now, was])
            return now
        return None

    def _said(self, text: str, contexts: tuple[str, ...]) -> str | None:
        if text.startswith("<p>") and text.endswith("</p>"):  # see editor.language.words.tool_tip
            said = self._phrases.say(unescape(text[3:-4]), contexts)
            return f"<p>{escape(said)}</p>" if said else None
        return self._phrases.say(text, contexts)

    def _items(self, widget: QWidget, contexts: tuple[str, ...]) -> None:
        if isinstance(widget, QTabWidget):
            for n in range(widget.count()):
                widget.setTabText(n, self._said(widget.tabText(n), contexts) or widget.tabText(n))
        elif isinstance(widget, QComboBox):
            with QSignalBlocker(widget):
                self._rows(widget.model(), contexts)
        elif isinstance(widget, QTableWidget | QTreeWidget | QListWidget):
            self._rows(widget.model(), contexts)
        if isinstance(widget, QAbstractItemView):
            widget.viewport().update()

    def _rows(self, model: QAbstractItemModel, contexts: tuple[str, ...]) -> None:
        """Whole texts alone: what stands in a cell may be a person's."""
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
        for column in range(columns):
            head = model.headerData(column, Qt.Orientation.Horizontal)
            if isinstance(head, str) and (said := self._phrases.exact(head, contexts)):
                model.setHeaderData(column, Qt.Orientation.Horizontal, said)
            for row in range(model.rowCount(QModelIndex())):
                index = model.index(row, column)
                for role in ITEM_TEXTS:
                    text = index.data(role)
                    if isinstance(text, str) and (said := self._phrases.exact(text, contexts)):
                        model.setData(index, said, role)


def _contexts(each: QObject) -> Iterator[str]:
    """Names of the classes whose words these may be: its own, and those of what holds it."""
    holder: QObject | None = each
    while holder is not None:
        for kind in type(holder).__mro__:
            if kind.__module__.startswith("editor"):
                yield kind.__name__
        holder = holder.parent()
    yield "actions"
