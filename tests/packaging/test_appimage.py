"""The AppImage's runtime, compiled and run on a small tree: it starts the program and leaves nothing."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

START = """#!/bin/sh
echo "$*"
cat "$APPDIR/link"
exit 7
"""
NEEDED = ("/usr/include/squashfuse/ll.h", "/usr/include/fuse3/fuse_lowlevel.h")


@pytest.fixture(scope="module")
def image(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    missing = [name for name in ("gcc", "strip", "mksquashfs") if shutil.which(name) is None]
    missing += [path for path in NEEDED if not Path(path).exists()]
    if missing:
        pytest.skip(f"the runtime cannot be compiled without {', '.join(missing)}")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(repo / "packaging"))
        appimage = importlib.import_module("bundle.appimage")
    folder = tmp_path_factory.mktemp("appimage")
    tree = folder / "AppDir"
    (tree / "deep").mkdir(parents=True)
    (tree / "AppRun").write_text(START)
    (tree / "AppRun").chmod(0o755)
    (tree / "deep/words.txt").write_text("from inside\n")
    (tree / "deep/large").write_bytes(os.urandom(700_000))
    (tree / "link").symlink_to("deep/words.txt")
    squash = [
        "mksquashfs",
        tree,
        folder / "picture",
        "-root-owned",
        "-noappend",
        "-no-progress",
        "-comp",
        "zstd",
    ]
    subprocess.run(squash, check=True, capture_output=True)
    appimage.compile_runtime(repo, folder / "runtime")
    appimage.join(folder / "runtime", folder / "picture", folder / "x.AppImage")
    return folder / "x.AppImage"


def run(image: Path, folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, "TMPDIR": str(folder), **env}
    return subprocess.run([image, *words], cwd=folder, env=told, capture_output=True, text=True, timeout=240)


def test_it_knows_where_the_picture_begins(image: Path, tmp_path: Path) -> None:
    offset = int(run(image, tmp_path, "--appimage-offset").stdout)
    assert offset == image.with_name("runtime").stat().st_size
    assert image.read_bytes()[offset:][:4] == b"hsqs"


def test_it_starts_the_program_unpacked_and_leaves_nothing(image: Path, tmp_path: Path) -> None:
    done = run(image, tmp_path, "a", "b c", APPIMAGE_EXTRACT_AND_RUN="1")
    assert (done.returncode, done.stdout) == (7, "a b c\nfrom inside\n"), done.stderr
    assert list(tmp_path.iterdir()) == []


def test_it_starts_the_program_mounted_or_else_unpacked(image: Path, tmp_path: Path) -> None:
    done = run(image, tmp_path, "x")
    assert (done.returncode, done.stdout) == (7, "x\nfrom inside\n"), done.stderr


def test_it_unpacks_everything_as_it_was(image: Path, tmp_path: Path) -> None:
    assert run(image, tmp_path, "--appimage-extract").returncode == 0
    there, tree = tmp_path / "squashfs-root", image.with_name("AppDir")
    assert (there / "deep/large").read_bytes() == (tree / "deep/large").read_bytes()
    assert (there / "link").readlink() == Path("deep/words.txt")
    assert (there / "AppRun").stat().st_mode & 0o777 == 0o755


def test_a_cut_off_file_is_refused(image: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.AppImage"
    short.write_bytes(image.read_bytes()[:-400_000])
    short.chmod(0o755)
    done = run(short, tmp_path, APPIMAGE_EXTRACT_AND_RUN="1")
    assert done.returncode == 127
    assert "could not" in done.stderr
