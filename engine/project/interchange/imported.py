"""What every import gives: a film, and a sentence for each thing that did not come along as it was."""

from __future__ import annotations

from dataclasses import dataclass

from engine.document.model import Document


@dataclass(frozen=True, slots=True)
class Imported:
    document: Document
    report: tuple[str, ...] = ()
