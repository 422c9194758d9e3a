"""A disk that is really full, at every write: a small file system of the test's own, filled to the page."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

FULL = re.compile("is full|no room|MiB free|check the disk")
OWN = (
    ["unshare", "--mount"]
    if hasattr(os, "geteuid") and os.geteuid() == 0
    else ["unshare", "--map-root-user", "--mount"]
)
"""A mount in there is seen by nobody else, and goes with the process."""


def may_mount(folder: Path) -> bool:
    try:
        words = [*OWN, "mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
        return subprocess.run(words, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def test_a_full_disk_is_a_sentence_at_every_write_and_nothing_is_lost(repo: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not may_mount(disk):
        pytest.skip("no file system can be mounted here; test_surroundings.py limits file sizes instead")
    command = [*OWN, sys.executable, "-m", "tests.project.full_disk", str(disk)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=repo)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    for name, tally in report.items():
        print(f"full disk, {name}: {tally['tried']} writes tried, {tally['refused']} refused")
        assert tally["wrong"] == []
        assert 0 < tally["refused"] < tally["tried"]
        others = [s for s in tally["sentences"] if s and not FULL.search(s)]
        assert others == []
    assert list(disk.iterdir()) == []
