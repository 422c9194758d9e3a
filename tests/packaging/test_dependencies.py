"""Pins: every package that the project asks for, and every one that those ask for, at the version in use."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version


def requirements(repo: Path) -> list[Requirement]:
    project = tomllib.loads((repo / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group]


@pytest.fixture(scope="module")
def pins(repo: Path) -> dict[str, Version]:
    lines = (repo / "packaging" / "constraints.txt").read_text().splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): Version(version) for name, version in pairs}


def test_every_range_holds_its_pin(repo: Path, pins: dict[str, Version]) -> None:
    for requirement in requirements(repo):
        pin = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(pin), f"{requirement} leaves out {pin}"


def test_every_range_has_a_floor(repo: Path) -> None:
    for requirement in requirements(repo):
        assert any(part.operator == ">=" for part in requirement.specifier), requirement


def test_no_pin_names_a_build(pins: dict[str, Version]) -> None:
    assert not [name for name, version in pins.items() if version.local]


def test_whatever_the_packages_ask_for_is_pinned_too(repo: Path, pins: dict[str, Version]) -> None:
    """Walks the installed packages; torch pins its own CUDA libraries, which differ by machine."""
    todo = [(requirement, "") for requirement in requirements(repo)]
    seen: set[tuple[str, str]] = set()
    unpinned: set[str] = set()
    while todo:
        requirement, extra = todo.pop()
        name = canonicalize_name(requirement.name)
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        exact = any(part.operator == "==" for part in requirement.specifier)
        if name not in pins and not exact and name != "setuptools":
            unpinned.add(name)
        for wanted in ("", *requirement.extras):
            if (name, wanted) in seen:
                continue
            seen.add((name, wanted))
            try:
                lines = distribution(name).requires or []
            except PackageNotFoundError:
                continue
            todo += [(Requirement(line), wanted) for line in lines]
    assert not unpinned


def test_qt_comes_without_a_web_browser(repo: Path, pins: dict[str, Version]) -> None:
    assert "pyside6" not in pins
    assert not [name for name in pins if "webengine" in name]
    from PySide6 import QtMultimedia, QtSvg

    assert QtMultimedia.QMediaPlayer
    assert QtSvg.QSvgRenderer
