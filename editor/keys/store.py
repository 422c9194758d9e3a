"""The keymap in use: kept in the settings, given to the window's actions."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction, QKeySequence

from editor.keys import keymap as maps

PRESET = "keys/preset"
OWN = "keys/own"


class Keys(QObject):
    """`keymap` is what every action answers to now; what is changed here is kept and works at once."""

    changed = Signal()

    def __init__(self, actions: Mapping[str, QAction], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        settings = QSettings()
        self._preset = str(settings.value(PRESET, maps.STANDARD))
        if self._preset not in maps.PRESETS:
            self._preset = maps.STANDARD
        self.base = maps.preset(self._preset)
        self.keymap = maps.overlaid(self.base, _own(settings))
        if self.keymap != maps.standard():
            self._apply()

    @property
    def preset(self) -> str:
        return self._preset

    @property
    def own(self) -> dict[str, tuple[str, ...]]:
        """What the person has changed of the preset."""
        return maps.changes_from(self.base, self.keymap)

    def choose(self, preset: str) -> None:
        """Another editor's keys, without own changes."""
        self._preset = preset
        self.base = maps.preset(preset)
        self._keep(self.base)

    def give(self, action_id: str, keys: tuple[str, ...]) -> None:
        """The action has these keys now; who had one of them has it no more."""
        self._keep(maps.overlaid(self.keymap, {action_id: keys}))

    def reset(self, action_id: str) -> None:
        """The preset's keys for this action again, also where another one has taken them."""
        self.give(action_id, self.base[action_id])

    def reset_all(self) -> None:
        self._keep(self.base)

    def take_over(self, read: maps.Keymap) -> None:
        """A keymap from a file: own changes over the preset."""
        self._keep(maps.overlaid(self.base, read))

    def _keep(self, keymap: dict[str, tuple[str, ...]]) -> None:
        self.keymap = keymap
        settings = QSettings()
        settings.setValue(PRESET, self._preset)
        settings.remove(OWN)
        for each, keys in self.own.items():
            settings.setValue(f"{OWN}/{each}", " ".join(keys))
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        # First away with what moved: two actions with one key, if only for a moment, would both lose it.
        wanted = {each: [QKeySequence(key) for key in keys] for each, keys in self.keymap.items()}
        moved = [each for each, keys in wanted.items() if self._actions[each].shortcuts() != keys]
        for each in moved:
            self._actions[each].setShortcuts([])
        for each in moved:
            self._actions[each].setShortcuts(wanted[each])


def _own(settings: QSettings) -> dict[str, tuple[str, ...]]:
    """What was kept, as far as this version knows the actions and the keys."""
    settings.beginGroup(OWN)
    kept = {each: str(settings.value(each) or "") for each in settings.childKeys()}
    settings.endGroup()
    known = maps.standard()
    found: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for each, text in kept.items():
        if each in known:
            keys = tuple(key for key in map(maps.portable, text.split()) if key and key not in taken)
            taken.update(keys)
            found[each] = keys
    return found
