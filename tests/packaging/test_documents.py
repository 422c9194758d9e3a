"""What the documents say of the tree is true of it."""

from __future__ import annotations

import argparse
import importlib
import json
import re
from pathlib import Path

import pytest
import yaml

import engine
from engine.cli.parser import build_parser

LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")
PAGES = [
    "README.md", ".github/CONTRIBUTING.md", "packaging/CHANGELOG.md", "resources/docs/format.md",
    "resources/docs/threats.md", "resources/models/sketch/README.md",
]  # fmt: skip


def house(repo: Path) -> set[str]:
    """Paths that the map names, folders with a slash behind them."""
    text = (repo / ".github/CONTRIBUTING.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```\n(editor/.*?)```", text, re.DOTALL)
    found, top = set(), ""
    for line in block.splitlines():
        name = line.split()[0]
        if not line.startswith(" "):
            top = name
        found.add(name if not line.startswith(" ") else top + name)
    return found


def test_the_map_names_what_is_there_and_every_package(repo: Path) -> None:
    named = house(repo)
    missing = {
        name for name in named if not (repo / name).exists() or name.endswith("/") != (repo / name).is_dir()
    }
    assert not missing
    for top in ("editor", "engine"):
        packages = {f"{top}/{path.parent.name}/" for path in (repo / top).glob("*/__init__.py")}
        assert packages <= named, packages - named
    for folder in ("editor/", "engine/", "resources/", "tests/", "packaging/", ".ci/", ".github/"):
        assert folder in named


@pytest.mark.parametrize("page", PAGES)
def test_every_link_between_files_leads_somewhere(repo: Path, page: str) -> None:
    text = (repo / page).read_text(encoding="utf-8")
    for target in LINK.findall(text):
        assert ((repo / page).parent / target).exists(), target


def test_the_newest_change_is_this_version(repo: Path) -> None:
    text = (repo / "packaging/CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", text, re.MULTILINE)
    assert heads[0] == ("Unreleased", "")
    assert heads[1][0] == engine.__version__
    assert len(heads) == len(re.findall(r"^## ", text, re.MULTILINE))
    kinds = set(re.findall(r"^### (\w+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    metainfo = (repo / "packaging/tweenboard.metainfo.xml").read_text(encoding="utf-8")
    assert f'<release version="{heads[1][0]}" date="{heads[1][1]}"' in metainfo


def test_the_workflow_calls_the_one_check_and_builds_on_every_system(repo: Path) -> None:
    flow = yaml.safe_load((repo / ".github/workflows/check.yml").read_text(encoding="utf-8"))
    assert flow[True].keys() == {"push", "pull_request"}  # YAML 1.1 reads `on` as a boolean
    job = flow["jobs"]["check"]
    systems = {row["os"].partition("-")[0]: row["build"] for row in job["strategy"]["matrix"]["include"]}
    assert systems == {"ubuntu": "release", "windows": "bundle", "macos": "bundle"}
    assert all(set(step) <= {"uses", "with", "name", "if", "run"} for step in job["steps"])
    commands = [step["run"] for step in job["steps"] if "run" in step]
    (test,) = (command for command in commands if "dev.py" in command)
    assert test == "python packaging/dev.py test"
    assert "python3 packaging/dev.py test" in (repo / "README.md").read_text(encoding="utf-8")
    assert (repo / ".ci/run").read_text(encoding="utf-8").rstrip().endswith("python3 packaging/dev.py test")
    for kind in systems.values():
        build = repo / "packaging/build.py"
        assert re.search(rf"packaging/build\.py {kind}\b", build.read_text(encoding="utf-8"))
    assert commands[-1] == "python packaging/build.py ${{ matrix.build }}"


def test_every_proof_and_command_in_the_readme_exists(repo: Path) -> None:
    text = (repo / "README.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|") and "tests/" in line]
    assert len(rows) > 5
    for row in rows:
        folder = ""
        for name in re.findall(r"`([\w/]+\.py)`", row):  # a name alone lies where the one before it does
            folder = str(Path(name).parent) if "/" in name else folder
            assert (repo / folder / Path(name).name).is_file(), name
    known = {
        name
        for action in build_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
        for name in action.choices
    }
    told = {line.split()[1] for line in text.splitlines() if line.startswith("tween ")}
    tools = [
        line.rsplit("|", 2)[1] for line in text.splitlines() if "](resources/help/" in line and "|" in line
    ]
    told |= {name.split()[0] for cell in tools for name in re.findall(r"`([^`]+)`", cell)}
    assert len(told) > 15
    assert told <= known, told - known


def test_sketchs_measures_in_the_readme_are_those_that_were_measured(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(repo / "packaging"))
    readme = importlib.import_module("readme")
    text = (repo / "README.md").read_text(encoding="utf-8")
    measures = json.loads(readme.MEASURES.read_text(encoding="utf-8"))
    assert readme.page(text, measures) == text, "run packaging/readme.py"
    assert text.count("_accuracy") == 0
    other = readme.table(
        {"motion_accuracy": 0.5, "judge_motion_accuracy": 0.9, "new_thing_accuracy": 1.0, "n": 3}
    )
    assert other.splitlines()[2:] == [
        "| new thing |  | 1.00 |  |",
        "| the subject's motion |  | 0.50 | 0.90 |",
    ]
