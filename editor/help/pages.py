"""Which help pages there are, in the language of the window, and which one belongs to a place in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from editor.language import choice
from engine.paths import resource

FIRST = "timeline"
"""The page for places that have none of their own."""
BELONGS = {
    "AddressField": "cluster",
    "AboutDialog": "window",
    "AssetPicker": "blend",
    "BackupsDialog": "files",
    "BlendRow": "blend",
    "BoardForm": "storyboard",
    "BoardStrip": "storyboard",
    "CardPanel": "cards",
    "ClipDialog": "framing",
    "ClipForm": "framing",
    "ClipEditor": "timeline",
    "LevelForm": "timeline",
    "CrashDialog": "window",
    "CurveEditor": "blend",
    "ExportDialog": "export",
    "FormatForm": "aspect",
    "HistoryPanel": "window",
    "InterpolateForm": "slow",
    "JobsPanel": "jobs",
    "KeepTemplateForm": "storyboard",
    "KeyframeRow": "animate",
    "LabelFields": "provenance",
    "LibraryPanel": "window",
    "MarkerEditor": "timeline",
    "Look": "styles",
    "ModelDetail": "models",
    "ModelPicker": "models",
    "ModelsDialog": "models",
    "PaletteDialog": "window",
    "PictureRows": "animate",
    "PromptFields": "prompts",
    "RecipeDialog": "again",
    "RecutForm": "extend",
    "RedoForm": "remix",
    "ReferenceRow": "animate",
    "RefineForm": "draft",
    "RegionBar": "remix",
    "RegionList": "remix",
    "RelinkDialog": "files",
    "ReportDialog": "files",
    "RestyleForm": "styles",
    "SaveStyleDialog": "styles",
    "ScopesPanel": "viewer",
    "SettingsDialog": "window",
    "SetupDialog": "setup",
    "ShortcutsDialog": "window",
    "StylePicker": "styles",
    "TakeCount": "variations",
    "TakesGrid": "variations",
    "TakesRow": "again",
    "TemplateForm": "storyboard",
    "TextBox": "prompts",
    "TitleDialog": "titles",
    "TitleForm": "titles",
    "TimelineView": "timeline",
    "TrackHeaders": "timeline",
    "UnfreezeForm": "freeze",
    "ViewerPanel": "viewer",
    "WordCheckField": "provenance",
    "WordsRow": "remix",
}
"""Class names of panels, rows and forms; a form `LoopForm` belongs to `loop` without being named here."""


@dataclass(frozen=True)
class Page:
    """`name` is that of its file, in every language."""

    name: str
    title: str
    path: Path


def pages() -> tuple[Page, ...]:
    """By title; one that is not translated yet comes in English."""
    folder = resource("help")
    translated = folder / choice.current()
    found: list[Page] = []
    for english in folder.glob("*.md"):
        other = translated / english.name
        path = other if other.is_file() else english
        with path.open(encoding="utf-8") as text:
            title = text.readline().removeprefix("# ").strip()
        found.append(Page(english.stem, title, path))
    return tuple(sorted(found, key=lambda page: (page.name != FIRST, page.title.casefold())))


def page_for(place: QObject | None) -> str:
    """The name of the page about the control at `place`, or about what holds it."""
    known = {page.stem for page in resource("help").glob("*.md")}
    while place is not None:
        for kind in type(place).__mro__:
            name = BELONGS.get(kind.__name__, kind.__name__.removesuffix("Form").lower())
            if name in known:
                return name
        place = place.parent()
    return FIRST
