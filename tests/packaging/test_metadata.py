"""The files that a desktop reads: well-formed, and of one mind about names."""

from __future__ import annotations

import configparser
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

APP_ID = "io.github.tweenboard.Tweenboard"
MIME = "application/x-tweenboard"


@pytest.fixture
def project(repo: Path) -> dict:
    return tomllib.loads((repo / "pyproject.toml").read_text())


@pytest.fixture
def entry(repo: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(repo / "packaging" / "tweenboard.desktop")
    return parser["Desktop Entry"]


def test_desktop_entry_starts_the_gui_script(entry: configparser.SectionProxy, project: dict) -> None:
    assert entry["Type"] == "Application"
    assert entry["Exec"] == "tweenboard %F"
    assert "tweenboard" in project["project"]["gui-scripts"]
    assert (entry["Icon"], entry["StartupWMClass"]) == (APP_ID, APP_ID)
    assert entry["Categories"] == "AudioVideo;AudioVideoEditing;"
    assert entry["MimeType"].startswith(f"{MIME};")
    assert all(entry[key].endswith(";") for key in ("Categories", "Keywords", "MimeType"))


def test_metainfo_agrees_with_the_desktop_entry(repo: Path, project: dict) -> None:
    root = ElementTree.parse(repo / "packaging" / "tweenboard.metainfo.xml").getroot()
    assert root.attrib["type"] == "desktop-application"
    assert root.findtext("id") == APP_ID
    assert root.findtext("launchable") == f"{APP_ID}.desktop"
    assert root.findtext("project_license") == project["project"]["license"] == "GPL-3.0-or-later"
    assert root.findtext("provides/mediatype") == MIME
    assert root.find("content_rating") is not None
    scripts = {*project["project"]["scripts"], *project["project"]["gui-scripts"]}
    assert {binary.text for binary in root.iterfind("provides/binary")} == scripts


def test_the_newest_release_is_this_version(repo: Path) -> None:
    import engine

    root = ElementTree.parse(repo / "packaging" / "tweenboard.metainfo.xml").getroot()
    release = root.find("releases/release")
    assert release is not None
    assert release.attrib["version"] == engine.__version__


def test_the_file_type_has_a_glob(repo: Path) -> None:
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    root = ElementTree.parse(repo / "packaging" / "tweenboard.mime.xml").getroot()
    kind = root.find("m:mime-type", space)
    assert kind is not None
    assert kind.attrib["type"] == MIME
    glob = kind.find("m:glob", space)
    assert glob is not None
    assert glob.attrib["pattern"] == "*.tween"


def test_the_icon_is_drawn_by_qt(repo: Path, qapp: object) -> None:
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(repo / "packaging" / "tweenboard.svg"))
    assert renderer.isValid()
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert image.pixelColor(12, 32).name() != image.pixelColor(32, 32).name()


def test_everything_named_in_the_project_file_exists(repo: Path, project: dict) -> None:
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    for name in [*shared, *project["project"]["license-files"]]:
        assert (repo / name).is_file()
    assert "GNU GENERAL PUBLIC LICENSE" in (repo / "LICENSE").read_text()
