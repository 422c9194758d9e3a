"""What went wrong with a film or its footage, said in the banner with the ways out that make sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.language.words import asset_name
from editor.panels.banner import Action, Banner

if TYPE_CHECKING:
    from editor.main_window import MainWindow
    from editor.trouble import Trouble
    from engine.project.backups import Backup

NAMED = 3
"""Missing files that are named; the dialog has them all."""


class Recovery(QObject):
    def __init__(self, window: MainWindow, banner: Banner) -> None:
        super().__init__(window)
        self._window = window
        self._work = window.workspace
        self._banner = banner
        self._work.project_changed.connect(self._start_over)
        self._damaged: tuple[str, ...] = ()
        self._work.takes_changed.connect(self._say_takes)
        self._work.trouble.connect(self._say_trouble)
        self._work.missing.changed.connect(self._say_missing)
        self._work.missing.found.connect(self._say_found)

    def _start_over(self) -> None:
        self._banner.clear("trouble")
        self._banner.clear("missing")
        self._banner.clear("takes")
        self._damaged = ()

    def _say_takes(self) -> None:
        """Once for every set of them: it can be dismissed."""
        project = self._work.project
        problems = project.takes.problems() if project is not None else ()
        if project is None or problems == self._damaged:
            return
        self._damaged = problems
        if not problems:
            self._banner.clear("takes")
            return
        dialogs, folder = self._window.sides.dialogs, project.takes_folder
        title = self.tr("Takes that cannot be used")
        text = (
            self.tr("A take is damaged or incomplete and was left out; its card can be drawn again.")
            if len(problems) == 1
            else self.tr(
                "{0} takes are damaged or incomplete and were left out; their cards can be drawn again."
            ).format(len(problems))
        )
        actions: list[Action] = [
            (self.tr("Which…"), lambda: dialogs.report(title, problems)),
            (self.tr("Show the folder"), lambda: dialogs.show_in_folder(folder / problems[0])),
        ]
        self._banner.say("takes", text, actions)

    def _say_trouble(self, trouble: Trouble) -> None:
        self._banner.say("trouble", trouble.sentence, self._ways_out(trouble))

    def _ways_out(self, trouble: Trouble) -> list[Action]:
        dialogs = self._window.sides.dialogs
        actions: list[Action] = []
        if trouble.kind == "held":
            actions.append((self.tr("Try again"), self._work.open_again))
        if trouble.backup is not None:
            actions.append(self._restore(trouble.backup, trouble))
        if trouble.kind in ("damaged", "salvaged") and trouble.backup is not None:
            actions.append((self.tr("All backups…"), lambda: dialogs.backups(trouble.film)))
        if trouble.kind in ("held", "unwritable", "salvaged"):
            actions.append((self.tr("Save a copy…"), dialogs.save_copy))
        if trouble.kind in ("set-aside", "damaged"):
            where = trouble.aside or trouble.film
            actions.append((self.tr("Show the file"), lambda: dialogs.show_in_folder(where)))
        return actions

    def _restore(self, backup: Backup, trouble: Trouble) -> Action:
        from engine.project.places import film_of_backup

        film = film_of_backup(backup.path) or trouble.film
        if trouble.kind == "backup":
            text = self.tr("Restore this backup")
        else:
            text = self.tr("Restore the backup of {0}").format(when(backup))
        return text, lambda: self._work.restore(backup.path, film)

    def _say_missing(self) -> None:
        missing = self._work.missing.assets
        if not missing:
            self._banner.clear("missing")
            return
        names = [asset_name(asset) for asset in missing]
        shown = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
        text = (
            self.tr("{0} is missing and shows as offline.").format(shown)
            if len(names) == 1
            else self.tr("{0} files are missing and show as offline: {1}").format(len(names), shown)
        )
        self._banner.say("missing", text, [(self.tr("Relink…"), self._window.sides.dialogs.relink)])

    def _say_found(self, names: tuple[str, ...]) -> None:
        shown = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
        text = (
            self.tr("{0} had moved and was found again.").format(shown)
            if len(names) == 1
            else self.tr("{0} files had moved and were found again: {1}").format(len(names), shown)
        )
        self._work.notice.emit(text)


def when(backup: Backup) -> str:
    """Its time here, to the minute."""
    return f"{backup.at.astimezone():%Y-%m-%d %H:%M}"
