"""What lies in the repository and what goes into a wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from engine.errors import TweenError
from engine.paths import RESOURCES, resource

MOST = 15 * 2**20


def tracked(repo: Path) -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=repo, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [repo / name for name in done.stdout.split("\0") if name]


def test_no_file_in_git_is_larger_than_15_mib(repo: Path) -> None:
    sizes = {path: path.stat().st_size for path in tracked(repo) if path.is_file()}
    assert not {path: size for path, size in sizes.items() if size > MOST}


def test_resources_lie_beside_the_engine(repo: Path) -> None:
    assert repo / "resources" == RESOURCES


def test_a_missing_resource_is_one_sentence() -> None:
    with pytest.raises(TweenError, match="“models/none” is missing"):
        resource("models/none")


def test_a_wheel_finds_its_own_resources(repo: Path, tmp_path: Path) -> None:
    """Built from what git holds, unpacked as pip would, and asked from a process that sees nothing else."""
    source = tmp_path / "source"
    for path in tracked(repo):
        if path.is_file() and path.suffix != ".safetensors":
            copy = source / path.relative_to(repo)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    (source / "resources").mkdir(exist_ok=True)
    (source / "resources" / "probe.txt").write_text("here")
    build = "import hatchling.build, sys; print(hatchling.build.build_wheel(sys.argv[1]))"
    command = [sys.executable, "-c", build, tmp_path]
    name = subprocess.run(command, cwd=source, check=True, capture_output=True, text=True).stdout.split()[-1]
    with zipfile.ZipFile(tmp_path / name) as wheel:
        wheel.extractall(tmp_path / "site")
        names = wheel.namelist()
    assert any(
        entry.endswith("share/applications/io.github.tweenboard.Tweenboard.desktop") for entry in names
    )
    assert not [entry for entry in names if entry.startswith(("tests/", "packaging/"))]
    ask = "import sys; sys.path[:0] = sys.argv[1:]; import engine.paths as p; print(p.resource('probe.txt'))"
    found = subprocess.run(
        [sys.executable, "-I", "-S", "-c", ask, tmp_path / "site"], check=True, capture_output=True, text=True
    ).stdout.strip()
    assert Path(found).read_text() == "here"
    assert Path(found).is_relative_to(tmp_path / "site")
