"""Files made to do harm rather than damaged by chance: each is a sentence, or as if it were not there."""

from __future__ import annotations

import json
import sqlite3
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.keys import keymap
from editor.models.detail import ModelDetail
from editor.models.rows import Row
from engine.cli import main as tween
from engine.document.edits import set_prompt
from engine.errors import TweenError
from engine.families.catalog import describe, known
from engine.families.models.getting import PLAN, begun
from engine.families.models.lock import LOCK, read_lock
from engine.jobs.kept import QueueFile
from engine.project.interchange.script import import_script
from engine.project.migrations import VERSION
from engine.project.places import opening_note
from engine.project.project import Project
from engine.project.quarantine import open_guarded
from engine.project.takes import TakeLibrary
from engine.tools import own_styles, styles, templates
from tests.document.boards import film

DEEP_JSON = "[" * 100_000
"""Every reader of nested text recurses, and Python ends that with a RecursionError."""
DEEP_TOML = "a = " + "[" * 60_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "film.tween"
    Project.create(made, film()).close()
    return made


PROGRAMS = {
    "view": "ALTER TABLE revision RENAME TO r; CREATE VIEW revision AS WITH RECURSIVE n(i) AS "
    "(SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS position, '' AS name, '' AS place, 0.0 AS at, "
    "1 AS whole, x'' AS body FROM n",
    "trigger": "CREATE TRIGGER t AFTER UPDATE ON current BEGIN DELETE FROM revision; END",
    "expression": "ALTER TABLE place ADD COLUMN more AS (length(zeroblob(900000000)))",
    "index": "CREATE INDEX i ON revision (abs(position))",
}


@pytest.mark.parametrize(
    ("name", "version"),
    [*((name, VERSION) for name in PROGRAMS), *((name, 99) for name in PROGRAMS if name != "expression")],
)
def test_a_film_that_holds_more_than_its_tables_is_not_read(path: Path, name: str, version: int) -> None:
    """What columns the tables of a newer version have is not known here."""
    db = sqlite3.connect(path)
    db.executescript(f"{PROGRAMS[name]}; PRAGMA user_version = {version}")
    db.close()
    before = path.read_bytes()
    began = time.process_time()
    with pytest.raises(TweenError, match=r"is damaged and was left as it is|newer Tweenboard"):
        Project.open(path)
    assert time.process_time() - began < 5
    assert path.read_bytes() == before


def test_deep_files_beside_a_film_do_not_keep_it_from_opening(path: Path) -> None:
    takes = path.with_suffix(".takes")
    (takes / "0123456789abcdef").mkdir(parents=True)
    (takes / "0123456789abcdef" / "take.json").write_text(DEEP_JSON)
    (takes / ".queue").write_text(DEEP_JSON)
    opening_note(path).write_text(DEEP_JSON)
    with open_guarded(path) as project:
        assert not project.read_only
        assert "is damaged or incomplete and was left out" in project.takes.problems()[0]
    assert TakeLibrary(takes).takes() == ()
    assert QueueFile(takes).load() == ()


def test_a_deep_model_does_not_hide_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "models" / "deep"
    folder.mkdir(parents=True)
    (folder / "model_index.json").write_text(DEEP_JSON)
    monkeypatch.setenv("TWEENBOARD_MODELS", str(folder.parent))
    assert [model.name for model in known()] == ["sketch"]
    with pytest.raises(TweenError, match="cannot be read as JSON"):
        describe(folder)
    (folder / LOCK).write_text(DEEP_JSON)
    with pytest.raises(TweenError, match="cannot be understood"):
        read_lock(folder)


@pytest.mark.parametrize("place", ["../elsewhere.json", "/etc/x.json", "model.bin", "C:\\x.json"])
def test_a_download_goes_on_only_with_files_that_a_model_may_have(tmp_path: Path, place: str) -> None:
    listing = {"repository": "a/b", "revision": "c", "licence": ""}
    for path, goes_on in (("vae/config.json", True), (place, False)):
        (tmp_path / PLAN).write_text(json.dumps({**listing, "files": [{"path": path, "size": 1}]}))
        assert (begun(tmp_path) is not None) is goes_on
    (tmp_path / PLAN).write_text(DEEP_JSON)
    assert begun(tmp_path) is None


def test_deep_styles_templates_and_keymaps_are_sentences(tmp_path: Path) -> None:
    deep = tmp_path / "deep.toml"
    deep.write_text(DEEP_TOML)
    for read, words in (
        (styles.read, "is no style"),
        (own_styles.add_style, "is no style"),
        (lambda path: templates._read(path, own=True), "cannot be read"),
        (keymap.read, "is not a keymap"),
    ):
        with pytest.raises(TweenError, match=words):
            read(deep)


@pytest.mark.parametrize("text", ["a" + " " * 300_000 + "b", "a" + " **a" * 20_000, "a" + " __b" * 20_000])
def test_no_script_takes_long_for_its_length(tmp_path: Path, text: str) -> None:
    """Each took minutes at a tenth of this length while blanks and stars were sought without a bound."""
    for name in ("script.txt", "script.md"):
        (tmp_path / name).write_text(text)
        began = time.process_time()
        assert len(import_script(tmp_path / name).document.cards) == 1
        assert time.process_time() - began < 10


def test_nothing_from_a_film_steers_the_terminal(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = "red \x1b[2J\x1b]0;owned\x07 \x9b31m boat"
    with Project.open(path) as project:
        project.commit(set_prompt(project.document, project.document.cards[0].id, evil), "Prompt")
        (path.with_suffix(".takes") / "\x1b[2J").mkdir(parents=True)
    assert tween(["show", str(path)]) == 0
    assert tween(["show", str(path.with_name("\x1b[2J.tween"))]) == 1
    said = capsys.readouterr()
    assert "boat" in said.out
    assert "is damaged or incomplete" in said.out
    assert not {"\x1b", "\x07", "\x9b"} & set(said.out + said.err)


@pytest.mark.parametrize("page", ["file:///bin/true", "javascript:alert(1)", "//host/share", ""])
def test_a_models_licence_links_to_the_web_alone(qtbot: QtBot, page: str) -> None:
    detail = ModelDetail()
    qtbot.addWidget(detail)
    for each, linked in ((page, False), ("https://example.org/licence", True)):
        label = detail._licence(Row("here", "m", "m", licence="<b>free</b>", licence_page=each))
        qtbot.addWidget(label)
        assert ("<a href" in label.text()) is linked
        assert "<b>" not in label.text()
