"""What may be dropped on the window: local files and folders, always as copies. All else says why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent

from engine.document.model import Asset

translate = QCoreApplication.translate

ASSET_TYPE = "application/vnd.tweenboard+asset"
"""Ids of assets, separated by spaces: what the library hands out."""
FILM_SUFFIX = ".tween"
PROJECT_SUFFIXES = frozenset(
    (".otio", ".otiod", ".otioz", ".csv", ".tsv", ".md", ".markdown", ".fountain", ".txt")
)
"""Timelines of other programs, and scripts: each becomes a film."""
IMAGE_SUFFIXES = frozenset(
    (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif", ".avif", ".heic", ".heif", ".hif")
)

VIDEO_SUFFIXES = frozenset(
    (".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts", ".mxf", ".wmv",
     ".ogv", ".flv", ".3gp")
)  # fmt: skip
SOUND_SUFFIXES = frozenset(
    (".wav", ".mp3", ".flac", ".ogg", ".opus", ".aac", ".aif", ".aiff", ".m4a", ".wma")
)
MEDIA_SUFFIXES = VIDEO_SUFFIXES | IMAGE_SUFFIXES | SOUND_SUFFIXES
"""What a folder is looked through for, and a file dialog offers; other files are read all the same."""


@dataclass(frozen=True)
class LocalFiles:
    """`refusals`: one sentence for each thing that is no local file or folder."""

    paths: tuple[str, ...]
    refusals: tuple[str, ...] = ()


def film_among(paths: Iterable[str]) -> str | None:
    """The film among files, when there is one."""
    return next((path for path in paths if path.lower().endswith(FILM_SUFFIX)), None)


def project_among(paths: Iterable[str]) -> str | None:
    """The timeline or script among files, when there is one."""
    return next((path for path in paths if Path(path).suffix.lower() in PROJECT_SUFFIXES), None)


def asset_data(assets: Iterable[Asset]) -> QMimeData:
    """What is dragged out of the library: for the window its items, for other programs their files."""
    data, assets = QMimeData(), tuple(assets)
    data.setData(ASSET_TYPE, QByteArray(" ".join(asset.id for asset in assets).encode()))
    data.setUrls([QUrl.fromLocalFile(asset.path) for asset in assets])
    return data


def accept_copy(event: QDropEvent) -> bool:
    """Take a drag with files as a copy; one that only offers a move is turned away, as is anything else."""
    wanted = event.mimeData().hasUrls()
    if not wanted or not event.possibleActions() & Qt.DropAction.CopyAction:
        event.ignore()
        return False
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return True


def local_files(mime: QMimeData) -> LocalFiles:
    paths: list[str] = []
    refusals: list[str] = []
    for url in mime.urls():
        if not url.isLocalFile() or url.host():
            refusals.append(
                translate(
                    "drops", "“{0}” is not on this computer; save it first, then drop the file."
                ).format(url.toString()[:80])
            )
            continue
        refusal = refused(Path(url.toLocalFile()))
        if refusal:
            refusals.append(refusal)
        else:
            paths.append(str(Path(url.toLocalFile()).resolve()))
    return LocalFiles(tuple(dict.fromkeys(paths)), tuple(refusals))


def refused(path: Path) -> str:
    """Why this path cannot be brought in, or nothing."""
    try:
        if path.is_file() or path.is_dir():
            return ""
    except OSError:
        pass
    return translate("drops", "“{0}” was not found or is not an ordinary file.").format(path.name)
