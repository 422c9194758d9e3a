"""Asking for files, and opening the dialogs; each is imported when it is first wanted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWidgets import QFileDialog

from editor.library.importing import films_folder, free_film
from engine.errors import TweenError
from engine.paths import resource

if TYPE_CHECKING:
    from editor.main_window import MainWindow

SAMPLE = "sample/sample.mp4"


class Dialogs(QObject):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.work = window.workspace

    def new_film(self) -> None:
        from editor.commands import storyboard_from_text

        folder = films_folder()
        folder = folder if folder.is_dir() else Path.home()
        path, _ = QFileDialog.getSaveFileName(
            self.window, self.tr("New film"), str(folder / self.tr("Film.tween")), self._films()
        )
        if path:
            self.work.new(_with_suffix(path), storyboard_from_text())

    def storyboard(self) -> None:
        """A film of one card to describe, in the films folder, without asking anything."""
        from editor.commands import storyboard_from_text

        try:
            path = free_film(self.tr("Storyboard"))
        except TweenError as error:
            self.work.notice.emit(str(error))
            return
        if self.work.new(path, storyboard_from_text(), self.tr("New storyboard")):
            self.window.describe(self.work.selected_card or "")

    def sample(self) -> None:
        try:
            self.work.import_files([str(resource(SAMPLE))])
        except TweenError as error:
            self.work.notice.emit(str(error))

    def open_film(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self.window, self.tr("Open a film"), str(films_folder()), self._films()
        )
        if path:
            self.work.open(path)

    def import_footage(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(
            self.window,
            self.tr("Import footage"),
            "",
            self.tr("Video, pictures and sound")
            + " (*.mp4 *.mov *.mkv *.webm *.avi *.m4v *.mpg *.ts *.flv *.3gp *.gif *.png *.jpg *.jpeg *.webp"
            " *.bmp *.tif *.tiff *.wav *.mp3 *.flac *.ogg *.m4a);;" + self.tr("All files") + " (*)",
        )
        self.work.import_files(paths)

    def export_film(self) -> None:
        from editor.dialogs.export import ExportDialog

        if not self.work.document.frames:
            self.work.notice.emit(self.tr("There is nothing to export yet: drop footage or draw a card."))
            return
        dialog = ExportDialog(self.work, self.window)
        dialog.accepted.connect(lambda: self.window.sides.exports.start(dialog.choice()))
        dialog.open()

    def settings(self) -> None:
        from editor.dialogs.settings import SettingsDialog

        SettingsDialog(self.window).open()

    def shortcuts(self) -> None:
        from editor.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self.window).open()

    def about(self) -> None:
        from editor.dialogs.about import AboutDialog

        AboutDialog(self.work, self.window).open()

    def show_in_folder(self, path: Path) -> None:
        from PySide6.QtGui import QDesktopServices

        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))):
            self.work.notice.emit(self.tr("It lies in {0}.").format(path.parent))

    def _films(self) -> str:
        return self.tr("Tweenboard films") + " (*.tween)"


def _with_suffix(path: str) -> Path:
    chosen = Path(path)
    return chosen if chosen.suffix == ".tween" else chosen.with_name(chosen.name + ".tween")
