"""What desktops read passes the desktops' own programs."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest

from engine.project.migrations import APPLICATION_ID

APP_ID = "io.github.tweenboard.Tweenboard"


def accepted(program: str, *words: str | Path) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    done = subprocess.run([program, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def named(repo: Path, folder: Path, kind: str) -> Path:
    """A copy under the name that it is installed by, which the validators look at."""
    target = folder / f"{APP_ID}.{kind}"
    shutil.copyfile(repo / "packaging" / f"tweenboard.{kind}", target)
    return target


def test_the_desktop_entry_is_valid(repo: Path, tmp_path: Path) -> None:
    accepted("desktop-file-validate", named(repo, tmp_path, "desktop"))


def test_the_metainfo_is_valid(repo: Path, tmp_path: Path) -> None:
    accepted("appstreamcli", "validate", "--no-net", named(repo, tmp_path, "metainfo.xml"))


def test_the_file_type_is_known_once_it_is_registered(repo: Path, tmp_path: Path) -> None:
    packages = tmp_path / "mime/packages"
    packages.mkdir(parents=True)
    named(repo, packages, "mime.xml").rename(packages / f"{APP_ID}.xml")
    accepted("update-mime-database", tmp_path / "mime")
    assert "application/x-tweenboard:*.tween" in (tmp_path / "mime/globs2").read_text()
    assert b"application/x-tweenboard" in (tmp_path / "mime/magic").read_bytes()


def test_a_film_is_told_by_its_content_too(repo: Path) -> None:
    assert f'value="0x{APPLICATION_ID:X}"' in (repo / "packaging/tweenboard.mime.xml").read_text()


def test_the_scripts_for_other_systems_name_what_is_there(repo: Path) -> None:
    """They cannot be run here; what they take from the tree must be in it."""
    recipe = (repo / "packaging/windows/tweenboard.iss").read_text(encoding="utf-8")
    assert (repo / "packaging/windows" / "../../LICENSE").is_file()
    assert all(f"{{app}}\\{name}" in recipe for name in ("tweenboard.exe", "_internal"))
    script = repo / "packaging/macos/make_dmg.sh"
    assert subprocess.run(["sh", "-n", script]).returncode == 0
    assert (repo / "packaging/macos/entitlements.plist").read_bytes().startswith(b"<?xml")
    assert script.stat().st_mode & 0o111
    plistlib.loads((repo / "packaging/macos/entitlements.plist").read_bytes())
