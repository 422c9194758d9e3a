"""The first footage of a film that has cards already: shall the film have its size and rate?

A film without frames takes them without a question; one with footage has them for good reasons.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from editor.language.words import asset_name
from editor.panels.banner import Banner
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Asset, Document
from engine.document.queries import asset_by_id

KEY = "format"


class FormatQuestion(QObject):
    def __init__(self, workspace: Workspace, banner: Banner) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._banner = banner
        self._before: Document | None = None
        """The film as it was at the last look; None before the first one at this film."""
        self._asked: Asset | None = None
        workspace.project_changed.connect(self._start_over)
        workspace.document_changed.connect(self._look)

    def _start_over(self) -> None:
        self._before = None
        self._settle()

    def _look(self) -> None:
        before, now = self._before, self._work.document
        self._before = now
        first = _footage(now)
        if self._asked is not None and (first != self._asked or _like(now, self._asked)):
            self._settle()
        new = before is not None and before.frames > 0 and _footage(before) is None
        if new and first is not None and not _like(now, first):
            self._ask(first)

    def _ask(self, asset: Asset) -> None:
        self._asked = asset
        doc = self._work.document
        text = self.tr("{0} is {1}, and the film is {2}.").format(
            asset_name(asset),
            self._said(asset.width, asset.height, float(asset.rate)),
            self._said(doc.width, doc.height, float(doc.rate)),
        )
        actions = [(self.tr("Make the film like it"), self._adapt), (self.tr("Keep the film"), self._settle)]
        self._banner.say(KEY, text, actions)

    def _said(self, width: int, height: int, rate: float) -> str:
        return self.tr("{0} × {1} at {2} frames a second").format(width, height, f"{rate:g}")

    def _adapt(self) -> None:
        asset = self._asked
        if asset is not None:
            self._work.apply(self.tr("Size and rate of the footage"), lambda doc: self._like(doc, asset))
        self._settle()

    def _like(self, doc: Document, asset: Asset) -> Document:
        """The film as the footage is; its titles are drawn anew for it."""
        from engine.project.places import made_folder
        from engine.tools.title import fitted

        after = edits.set_format(doc, asset.rate, asset.width, asset.height)
        assert self._work.project is not None
        return fitted(after, (doc.width, doc.height), made_folder(self._work.project.path))[0]

    def _settle(self) -> None:
        self._asked = None
        self._banner.clear(KEY)


def _footage(document: Document) -> Asset | None:
    """The first video on the film's tracks."""
    clips = [clip for track in document.tracks if track.kind == "video" for clip in track.clips]
    assets = (asset_by_id(document, clip.asset) for clip in clips)
    return next((asset for asset in assets if asset.kind == "video"), None)


def _like(document: Document, asset: Asset) -> bool:
    return (document.rate, document.width, document.height) == (asset.rate, asset.width, asset.height)
