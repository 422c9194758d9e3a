"""Timelines of other programs and scripts come in, timelines go out; in the background, with a report."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from editor.background import Task
    from editor.workspace import Workspace

translate = QCoreApplication.translate

Made = tuple[Path, tuple[str, ...]]
"""A film or a file, and a sentence for each thing that did not come along."""


def import_project(workspace: Workspace, path: Path, free_film: Callable[[str], Path]) -> None:
    """A timeline or a script becomes a film, which is opened; `free_film` finds a place for one of that name.

    A script takes the rate and size of the film that is open.
    """
    document = workspace.document
    taken = workspace.project is not None
    rate = document.rate if taken else Fraction(24)
    size = (document.width, document.height) if taken else (1280, 720)

    def work(task: Task[Made]) -> Made:
        return _film_of(path, free_film(path.stem), rate, size)

    def done(made: Made) -> None:
        film, report = made
        if workspace.open(film) and report:
            title = translate("exchange", "{0}: what was not understood").format(path.name)
            workspace.report.emit(title, report)

    workspace.background.run(work, done, workspace.notice.emit)


def _film_of(path: Path, film: Path, rate: Fraction, size: tuple[int, int]) -> Made:
    from engine.project.interchange.into_film import make_film
    from engine.project.interchange.otio import import_otio
    from engine.project.interchange.otio_zip import unpacked
    from engine.project.interchange.script import import_script
    from engine.project.places import made_folder

    suffix = path.suffix.lower()
    name = translate("exchange", "Import {0}").format(path.name)
    if suffix == ".otioz":
        with unpacked(path, made_folder(film)) as folder:
            project, report = make_film(film, import_otio(folder), name)
    else:
        made = import_otio(path) if suffix in (".otio", ".otiod") else import_script(path, rate, size)
        project, report = make_film(film, made, name)
    project.close()
    return film, report


def export_project(workspace: Workspace, path: Path, overwrite: bool) -> None:
    """Write the film as it is now for other editors: OpenTimelineIO, or an edit decision list."""
    document = workspace.document
    takes = {card.id: workspace.shown(card) for card in document.cards}

    def work(task: Task[Made]) -> Made:
        from engine.project.interchange.edl import export_edl
        from engine.project.interchange.otio import export_otio

        if path.suffix.lower() == ".edl":
            return path, export_edl(document, path, lambda card: takes.get(card.id), overwrite=overwrite)
        export_otio(document, path, lambda card: takes.get(card.id), overwrite=overwrite)
        return path, ()

    def done(made: Made) -> None:
        _, report = made
        if report:
            title = translate("exchange", "{0}: what could not be written").format(path.name)
            workspace.report.emit(title, report)
        workspace.written.emit(path)

    workspace.background.run(work, done, workspace.notice.emit)
