"""An import becomes a film on disk, with the takes that its cards show."""

from __future__ import annotations

from pathlib import Path

from engine.errors import TweenError
from engine.project.copying import bring_takes
from engine.project.interchange.imported import Imported
from engine.project.project import Project


def make_film(path: Path, made: Imported, name: str = "New film") -> tuple[Project, tuple[str, ...]]:
    """The film at `path`, which must be free, opened; and what could not come along."""
    project = Project.create(path, made.document, name)
    try:
        bring_takes(made.takes, project)
    except TweenError as error:  # the film is there; its cards can be drawn again
        return project, (*made.report, str(error))
    return project, made.report
