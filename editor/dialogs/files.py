"""Asking for files, and opening the dialogs; each is imported when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWidgets import QFileDialog

from editor.library.drops import MEDIA_SUFFIXES
from editor.library.importing import films_folder, free_film
from engine.errors import TweenError
from engine.paths import resource

if TYPE_CHECKING:
    from editor.main_window import MainWindow
    from editor.models.work import ModelWork

SAMPLE = "sample/sample.mp4"


class Dialogs(QObject):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.work = window.workspace
        self._models: ModelWork | None = None  # made when first wanted, and then kept: downloads go on
        self.work.report.connect(self.report)
        self.work.written.connect(self._written)

    def new_film(self) -> None:
        from editor.commands import storyboard_from_text

        folder = films_folder()
        folder = folder if folder.is_dir() else Path.home()
        path, _ = QFileDialog.getSaveFileName(
            self.window, self.tr("New film"), str(folder / self.tr("Film.tween")), self._films()
        )
        if path:
            self.work.new(_with_suffix(path), storyboard_from_text(self.work.model))

    def storyboard(self) -> None:
        """A film of one card to describe, in the films folder, without asking anything."""
        from editor.commands import storyboard_from_text

        try:
            path = free_film(self.tr("Storyboard"))
        except TweenError as error:
            self.work.notice.emit(str(error))
            return
        if self.work.new(path, storyboard_from_text(self.work.model), self.tr("New storyboard")):
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
        kinds = " ".join(f"*{suffix}" for suffix in sorted(MEDIA_SUFFIXES))
        paths, _ = QFileDialog.getOpenFileNames(
            self.window,
            self.tr("Import footage"),
            "",
            self.tr("Video, pictures and sound") + f" ({kinds});;" + self.tr("All files") + " (*)",
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

    def models(self) -> None:
        from editor.models.dialog import ModelsDialog
        from editor.models.work import ModelWork

        if self._models is None:
            self._models = ModelWork(self.work, self.window)
        ModelsDialog(self.work, self._models, self.window).open()

    def palette(self) -> None:
        from editor.dialogs.palette import PaletteDialog

        PaletteDialog(self.window).open()

    def help(self) -> None:
        from editor.help.window import show_help

        show_help(self.window)

    def shortcuts(self) -> None:
        from editor.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self.window).open()

    def about(self) -> None:
        from editor.dialogs.about import AboutDialog

        AboutDialog(self.work, self.window).open()

    # Projects of other programs, copies, backups, missing footage.

    def import_project(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self.window,
            self.tr("Import a timeline or a script"),
            "",
            self.tr("Timelines and scripts")
            + " (*.otio *.otioz *.csv *.tsv *.md *.markdown *.fountain *.txt);;"
            + self.tr("All files")
            + " (*)",
        )
        if path:
            self.work.import_files([path])

    def export_project(self) -> None:
        from editor.library.exchange import export_project

        if self.work.project is None:
            return
        kinds = {
            self.tr("OpenTimelineIO") + " (*.otio)": ".otio",
            self.tr("Edit decision list") + " (*.edl)": ".edl",
        }
        start = self.work.project.path.with_suffix(".otio")
        path, kind = QFileDialog.getSaveFileName(
            self.window, self.tr("Export the project"), str(start), ";;".join(kinds)
        )
        if path:
            export_project(self.work, *_named(path, kinds.get(kind, ".otio"), tuple(kinds.values())))

    def collect(self) -> None:
        if self.work.project is None:
            return
        start = self.work.project.path.with_suffix("")
        path, _ = QFileDialog.getSaveFileName(
            self.window,
            self.tr("Collect the film and its media into a new folder"),
            str(start) + " collected",
        )
        if path:
            self.collect_into(Path(path))

    def collect_into(self, folder: Path) -> None:
        """The film, its footage and its takes into `folder`, which must be new or empty."""
        from editor.dialogs.progress import run_with_bar
        from engine.project.collect import Collected, collect
        from engine.project.project import Project

        assert self.work.project is not None
        film = self.work.project.path

        def work(report: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Collected:
            with Project.open(film, read_only=True) as project:
                return collect(project, folder, report, cancelled)

        def done(made: Collected) -> None:
            if made.missing:
                title = self.tr("{0}: what could not be collected").format(folder.name)
                lines = [self.tr("{0} is missing.").format(asset.path) for asset in made.missing]
                self.work.report.emit(title, lines)
            self.work.written.emit(made.film)

        title = self.tr("Collecting {0}…").format(film.name)
        run_with_bar(self.window, self.work.background, title, work, done, self._failed)

    def save(self) -> None:
        """There is nothing to save, and whoever asks for it should hear that."""
        project = self.work.project
        if project is None:
            return
        if project.read_only:
            self.work.notice.emit(self.tr("This film can only be looked at; “Save as” makes one to edit."))
            return
        text = self.tr("Every edit is saved the moment it is made, in {0}.").format(project.path)
        self.window.notice.tell(text, self.tr("Show in folder"), lambda: self.show_in_folder(project.path))

    def save_as(self) -> None:
        """Go on in a copy; this film stays as it is."""
        if self.work.project is None:
            return
        film = self.work.project.path
        start = film.with_name(self.tr("{0} 2.tween").format(film.stem))
        path, _ = QFileDialog.getSaveFileName(self.window, self.tr("Save as"), str(start), self._films())
        if path:
            self.save_copy_as(_with_suffix(path), goes_on=True)

    def save_copy(self) -> None:
        if self.work.project is None:
            return
        film = self.work.project.path
        start = film.with_name(self.tr("{0} copy.tween").format(film.stem))
        path, _ = QFileDialog.getSaveFileName(self.window, self.tr("Save a copy"), str(start), self._films())
        if path:
            self.save_copy_as(_with_suffix(path))

    def save_copy_as(self, path: Path, goes_on: bool = False) -> None:
        """The film and its takes as another film, which is opened when work `goes_on` there, and where this
        one can only be read."""
        from editor.dialogs.progress import run_with_bar
        from engine.project.copying import save_copy
        from engine.project.project import Project

        assert self.work.project is not None
        film, goes_on = self.work.project.path, goes_on or self.work.project.read_only

        def work(report: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Path:
            with Project.open(film, read_only=True) as project:
                return save_copy(project, path, report, cancelled)

        def done(made: Path) -> None:
            if goes_on:
                self.work.open(made)
            self.work.written.emit(made)

        title = self.tr("Copying {0}…").format(film.name)
        run_with_bar(self.window, self.work.background, title, work, done, self._failed)

    def _written(self, path: Path) -> None:
        self.window.notice.tell(
            self.tr("Saved {0}.").format(path), self.tr("Show in folder"), lambda: self.show_in_folder(path)
        )

    def _failed(self, sentence: str) -> None:
        self.work.notice.emit(sentence or self.tr("Cancelled; nothing was written."))

    def backups(self, film: Path | None = None) -> None:
        """The copies of `film`, or of the one that is open."""
        from editor.dialogs.backups import BackupsDialog
        from engine.project.places import film_of_backup

        film = film or (self.work.project.path if self.work.project is not None else None)
        if film is not None:
            BackupsDialog(self.work, film_of_backup(film) or film, self.window).open()

    def relink(self) -> None:
        from editor.dialogs.relink import RelinkDialog

        self.work.missing.look()
        RelinkDialog(self.work, self.window).open()

    def report(self, title: str, sentences: Sequence[str]) -> None:
        from editor.dialogs.report import ReportDialog

        ReportDialog(title, sentences, self.window).open()

    def show_in_folder(self, path: Path) -> None:
        from PySide6.QtGui import QDesktopServices

        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))):
            self.work.notice.emit(self.tr("It lies in {0}.").format(path.parent))

    def _films(self) -> str:
        return self.tr("Tweenboard films") + " (*.tween)"


def _with_suffix(path: str) -> Path:
    chosen = Path(path)
    return chosen if chosen.suffix == ".tween" else chosen.with_name(chosen.name + ".tween")


def _named(path: str, suffix: str, known: Sequence[str]) -> tuple[Path, bool]:
    """What was typed, with the chosen kind's ending when it has none; and whether to write over it.

    The chooser has asked about that, but only for the name that was typed.
    """
    chosen = Path(path)
    if chosen.suffix.lower() in known:
        return chosen, chosen.exists()
    return chosen.with_name(chosen.name + suffix), False
