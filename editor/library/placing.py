"""Items of the library go on the film: of each the part that was chosen in the viewer, else all of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.language.words import asset_name
from editor.library.importing import Landing, formatted, landed
from engine.document import edits
from engine.document.model import Asset, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.workspace import Workspace

translate = QCoreApplication.translate


def place(work: Workspace, assets: Sequence[Asset], at: Landing | None) -> int | None:
    """One behind the other from there on, or at the film's end, as one edit.

    The frame behind them; None where it could not be done, and the person was told why.
    """
    end = 0

    def edit(doc: Document) -> Document:
        nonlocal end
        doc = formatted(doc, assets[0])
        end = doc.frames if at is None else at.frame
        for asset in assets:
            part = work.stage.part(asset, doc.rate)
            if at is None:
                doc = edits.append_clip(doc, asset.id, part)
                end = doc.frames
            else:
                doc, end = landed(doc, asset, replace(at, frame=end), part)
        return doc

    names = ", ".join(asset_name(asset) for asset in assets[:3])
    return end if work.apply(_name(at).format(names), edit) else None


def _name(at: Landing | None) -> str:
    """What undo calls it."""
    if at is None:
        return translate("AssetMenu", "Append {0}")
    if at.making_room:
        return translate("AssetMenu", "Insert {0}")
    return translate("AssetMenu", "Overwrite with {0}")
