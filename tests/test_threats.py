"""The threat model names code and tests that are there, and what no other test shows is shown here."""

from __future__ import annotations

import ast
import re
import sqlite3
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import psutil
import pytest

from engine.errors import TweenError
from engine.families.identity import fingerprint
from engine.jobs.events import JobEvent
from engine.jobs.kept import QueueFile
from engine.jobs.queue import JobQueue
from engine.paths import resource
from engine.project import store
from engine.project.interchange.otio_zip import unpacked
from engine.project.project import Project
from tests.conftest import REPO
from tests.document.boards import film
from tests.jobs.test_order import job

ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in resource("docs/threats.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| it could", "| ---"))
]
NAMED = re.compile(r"`((?:engine|editor|tests|packaging)/[\w/]+\.py): (\w+)`")


@cache
def names_in(file: str) -> frozenset[str]:
    """What a file defines at its first level."""
    found: set[str] = set()
    for node in ast.parse((REPO / file).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {name.id for name in ast.walk(node.targets[0]) if isinstance(name, ast.Name)}
    return frozenset(found)


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:60] for row in ROWS])
def test_every_claim_names_its_code_and_a_test_of_it(row: list[str]) -> None:
    _, _, code, test = row
    (of_code,), (of_test,) = NAMED.findall(code), NAMED.findall(test)
    assert not of_code[0].startswith("tests/")
    assert of_test[0].startswith("tests/")
    assert of_test[1].startswith("test_")
    for file, name in (of_code, of_test):
        assert name in names_in(file), f"{file} has no {name}"


@pytest.mark.parametrize("text", [b"[" + b" " * (1 << 20) + b"]", b"[" + b"[]," * 100_000 + b"0]"])
def test_a_revision_that_unpacks_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: bytes
) -> None:
    """To more bytes than it may, or to values that take many times their bytes in memory."""
    path = tmp_path / "film.tween"
    Project.create(path, film()).close()
    monkeypatch.setattr(store, "LARGEST", 1 << 20)  # bytes for megabytes: the same, sooner
    monkeypatch.setattr(store, "MOST", 100_000)
    bomb = zlib.compress(text)
    assert len(bomb) < 4096
    db = sqlite3.connect(path)
    db.execute("UPDATE revision SET body = ?", (bomb,))
    db.commit()
    db.close()
    with pytest.raises(ValueError, match="too large"):
        store._inflate(bomb)
    with pytest.raises(TweenError, match="is damaged"):
        Project.open(path)


def test_no_film_is_written_that_could_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "film.tween"
    Project.create(path, film()).close()
    with Project.open(path) as project:
        before = project.document
        monkeypatch.setattr(store, "MOST", 0)
        with pytest.raises(TweenError, match="too large for one file; nothing was changed"):
            project.commit(film(100, (50,)), "Split")
        assert project.document == before
    monkeypatch.undo()
    with Project.open(path) as project:
        assert project.document == before


def test_a_models_index_has_nothing_else_read(tmp_path: Path) -> None:
    """What tells one edition from another lies in the model's own folder, whatever its index says."""
    model, other = tmp_path / "models/mine", tmp_path / "secret"
    for folder in (model / "vae", other):
        folder.mkdir(parents=True)
        (folder / "file").write_bytes(b"1")
    parts = ["vae", "../../secret", str(other), "/", "..", ""]
    known = fingerprint(model, parts)
    (other / "file").write_bytes(b"2")
    assert fingerprint(model, parts) == known
    (model / "vae/file").write_bytes(b"2")
    assert fingerprint(model, parts) != known


def test_a_queue_that_came_with_a_film_waits_for_a_person(tmp_path: Path) -> None:
    kept = QueueFile(tmp_path / "film.takes")
    kept.save([replace(job("c1", 0, 9), takes_folder=kept.takes_folder, state="running")])
    before = psutil.Process().children()
    told: list[JobEvent] = []
    queue = JobQueue(told.append, kept=kept)
    try:
        assert queue.held
        assert [each.state for each in queue.jobs()] == ["waiting"]
        assert psutil.Process().children() == before
        assert not [event for event in told if event.kind == "started"]
    finally:
        queue.close()


NAMES = [
    "../out.txt",
    "media/../../out.txt",
    "/out.txt",
    "media/sub/out.txt",
    "C:\\out.txt",
    "media\\..\\out.txt",
]


def test_a_packed_timeline_stays_in_its_folder(tmp_path: Path) -> None:
    packed = tmp_path / "cut.otioz"
    with zipfile.ZipFile(packed, "w") as file:
        for name in ("content.otio", "media/clip.txt", *NAMES):
            file.writestr(zipfile.ZipInfo(name), "x")
    with unpacked(packed, tmp_path / "made") as folder:
        there = sorted(
            path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
        )
        assert there == ["cut.otioz", "made/content.otio", "made/media/clip.txt"]
    assert folder == tmp_path / "made"
    assert not Path("/out.txt").exists()


@pytest.mark.parametrize(
    "call",
    [
        "open_image(path)",
        "read_mask(path, (9, 9))",
        "Book(Path(path).parent, (1, 1), {'': 'still.png'}, {'ball': 0}, {'red': 0}, {}).picture('red ball')",
    ],
)
def test_a_picture_whose_reader_runs_a_program_is_not_opened(tmp_path: Path, call: str) -> None:
    eps = tmp_path / "still.png"
    eps.write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n")
    ask = (
        "import sys\nfrom pathlib import Path\nfrom engine.errors import TweenError\n"
        "from engine.families.book import Book\nfrom engine.media.images import open_image\n"
        "from engine.media.painting import read_mask\npath = sys.argv[1]\n"
        f"try:\n    {call}\nexcept TweenError as error:\n    print(error)\n"
        "print('PIL.EpsImagePlugin' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask, eps], cwd=REPO, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"
    assert "cannot be read" in done.stdout


def test_pictures_are_opened_in_one_place() -> None:
    """Where the readers are chosen. The built-in model's school opens what it drew itself."""
    files = [path for part in ("engine", "editor") for path in (REPO / part).rglob("*.py")]
    opening = {path for path in files if re.search(r"\bImage\.open\(", path.read_text(encoding="utf-8"))}
    assert {path for path in opening if path.parent.name != "sketch"} == {REPO / "engine/media/images.py"}
