"""What may be dropped on the film: local files and assets from the library. Copied, never moved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent

if TYPE_CHECKING:
    from engine.document.model import Asset, Document

ASSET_TYPE = "application/vnd.tweenboard+asset"
IMAGES = frozenset(
    (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif", ".avif", ".heic", ".heif", ".hif")
)


@dataclass(frozen=True, slots=True)
class Dropped:
    """Readable local files, and how many things were refused because they are none."""

    paths: tuple[str, ...]
    refused: int = 0
    assets: tuple[Asset, ...] = ()
    """Those of the film, when they come from its library."""

    @property
    def pictures(self) -> tuple[str, ...]:
        """The paths when all of them are pictures."""
        alone = all(Path(path).suffix.lower() in IMAGES for path in self.paths)
        return self.paths if alone else ()


def acceptable(mime: QMimeData) -> bool:
    return mime.hasFormat(ASSET_TYPE) or mime.hasUrls()


def accept_copy(event: QDropEvent) -> bool:
    """Take the drag as a copy; a source that only moves is turned away."""
    if not acceptable(event.mimeData()) or not event.possibleActions() & Qt.DropAction.CopyAction:
        event.ignore()
        return False
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return True


def dropped(mime: QMimeData, document: Document) -> Dropped:
    if mime.hasFormat(ASSET_TYPE):
        wanted = bytes(mime.data(ASSET_TYPE).data()).decode("utf-8", "replace").split()
        assets = tuple(asset for asset in document.assets if asset.id in wanted)
        return Dropped(tuple(asset.path for asset in assets), 0, assets)
    local = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    files = [str(path.resolve()) for path in local if path.exists()]
    return Dropped(tuple(files), len(mime.urls()) - len(files))
