"""What every import gives: a film, a sentence for each thing that did not come along as it was, and takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.document.model import Document


@dataclass(frozen=True, slots=True)
class Imported:
    document: Document
    report: tuple[str, ...] = ()
    takes: tuple[Path, ...] = ()
    """Folders of takes that its cards were drawn in, for `engine.project.copying.bring_takes`."""
