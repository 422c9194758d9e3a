"""What the command palette offers: every action, the panels, and every card and marker of the film."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

from editor import actions
from editor.keys.fuzzy import fit
from editor.keys.needs import needed

if TYPE_CHECKING:
    from editor.main_window import MainWindow

translate = QCoreApplication.translate
NATIVE = QKeySequence.SequenceFormat.NativeText
LONGEST = 80
"""Letters of a prompt that stand in an entry."""


@dataclass(frozen=True)
class Entry:
    """`where`: the menu it stands in. `keys`: as the keyboard names them. `why`: what it waits for, "" when
    it can be had now. `checked`: None for what is not switched."""

    title: str
    where: str
    keys: str
    why: str
    run: Callable[[], object]
    checked: bool | None = None

    @property
    def words(self) -> str:
        return f"{self.title} {self.where}"


def entries(window: MainWindow) -> tuple[Entry, ...]:
    """Actions in the order of the menus, then panels, cards and markers in the film's order."""
    return (*_actions(window), *_panels(window), *_cards(window), *_markers(window))


def found(query: str, among: tuple[Entry, ...], at_most: int) -> list[Entry]:
    """The best entries first; equal ones, and all of them without a query, in their own order."""
    scored = [(score, entry) for entry in among if (score := fit(query, entry.words)) is not None]
    scored.sort(key=lambda pair: -pair[0])
    return [entry for _, entry in scored[:at_most]]


def bare(text: str) -> str:
    """A menu's text without its mnemonic, which Chinese puts behind it as (&F), and its dots."""
    text = re.sub(r"\(&\w\)", "", text)
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


def _actions(window: MainWindow) -> Iterator[Entry]:
    for title, menu in actions.MENUS:
        for spec in menu:
            action = window.actions_by_id.get(spec.id)
            if action is None or spec.id == "palette":
                continue
            keys = ", ".join(key.toString(NATIVE) for key in action.shortcuts())
            why = "" if action.isEnabled() else needed(spec.needs) or translate("palette", "not now")
            where = bare(actions.translated(title))
            yield Entry(bare(action.text()), where, keys, why, action.trigger, _checked(action))


def _checked(action: QAction) -> bool | None:
    return action.isChecked() if action.isCheckable() else None


def _panels(window: MainWindow) -> Iterator[Entry]:
    where = translate("palette", "Panels")
    for panel, dock in window.docks.items():
        name = translate("palette", "Go to {0}").format(dock.windowTitle())
        yield Entry(name, where, "", "", partial(window.layout_of_panels.enter, panel))
        action = dock.toggleViewAction()
        name = translate("palette", "Show or hide {0}").format(dock.windowTitle())
        yield Entry(name, where, "", "", action.trigger, action.isChecked())


def _cards(window: MainWindow) -> Iterator[Entry]:
    work = window.workspace
    where = translate("palette", "Card")
    for number, card in enumerate(work.document.cards, 1):
        words = " ".join(card.prompt.split())[:LONGEST]
        name = translate("palette", "Go to card {0}").format(number)
        title = f"{name}: {words}" if words else name
        yield Entry(title, where, str(card.range), "", partial(_go_card, window, card.id, card.range.start))


def _go_card(window: MainWindow, card_id: str, frame: int) -> None:
    window.workspace.select_card(card_id)
    window.workspace.set_playhead(frame)


def _markers(window: MainWindow) -> Iterator[Entry]:
    work = window.workspace
    where = translate("palette", "Marker")
    for marker in sorted(work.document.markers, key=lambda marker: marker.frame):
        words = marker.name or str(marker.frame)
        title = translate("palette", "Go to marker {0}").format(words)
        yield Entry(title, where, str(marker.frame), "", partial(work.set_playhead, marker.frame))
