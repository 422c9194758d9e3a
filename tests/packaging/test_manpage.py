"""The man page is what the grammar says today, and roff understands it."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from engine.cli.parser import build_parser


@pytest.fixture
def manpage(repo: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(repo / "packaging"))
    return importlib.import_module("manpage")


def test_the_page_is_what_would_be_written_now(manpage: ModuleType) -> None:
    assert manpage.PAGE.read_text(encoding="ascii") == manpage.page(), "run packaging/manpage.py"


def test_every_command_and_option_is_in_it(manpage: ModuleType) -> None:
    text = manpage.page().replace("\\-", "-")
    for name, sub, _ in manpage._commands(build_parser()):
        assert f"\n.SS {name}\n" in text
        for action in sub._actions:
            assert all(option in text for option in action.option_strings if action.dest != "help")


def test_every_variable_that_the_program_reads_is_in_it_and_no_other(manpage: ModuleType, repo: Path) -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for part in ("engine", "editor")
        for path in (repo / part).rglob("*.py")
    )
    assert set(re.findall(r"\bTWEENBOARD_[A-Z_]+\b", source)) == set(manpage.ENVIRONMENT)


@pytest.mark.parametrize("text", [".SH is no heading here", "'quoted", "a-b\\c", "“é” — 100 %"])
def test_no_text_is_taken_for_a_macro(manpage: ModuleType, text: str) -> None:
    coded = manpage._text(text)
    assert coded.isascii()
    assert not coded.startswith((".", "'"))


@pytest.mark.parametrize(
    "command", [["mandoc", "-T", "lint", "-W", "warning"], ["man", "--warnings", "-E", "UTF-8", "-l", "-Z"]]
)
def test_roff_has_nothing_to_say_about_it(manpage: ModuleType, command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run([*command, manpage.PAGE], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    if command[0] == "mandoc":
        assert done.stdout == ""
