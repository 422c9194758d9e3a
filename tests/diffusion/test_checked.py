"""What a studio's own check refuses: nothing of it is kept, neither the take nor what it would go on from."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from engine.diffusion.generate import draw
from engine.families.ltx import LTX
from engine.project.takes import TakeLibrary
from engine.tools.checks import COMMAND, Refused
from tests.diffusion.wishes import request

JUDGE = f"""#!{sys.executable}
import json, os, sys
said = json.load(sys.stdin)
if said["stage"] == "frames":
    print("Seen", os.path.getsize(said["frames"]) > 0)
    sys.exit(1)
"""


@pytest.mark.skipif(os.name != "posix", reason="a script as a program")
def test_frames_that_are_refused_are_not_kept(
    takes: TakeLibrary, family: LTX, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = tmp_path / "judge"
    judge.write_text(JUDGE)
    judge.chmod(0o755)
    monkeypatch.setenv(COMMAND, str(judge))
    monkeypatch.setenv("TWEENBOARD_STATE_SECONDS", "0")  # every step is kept
    with pytest.raises(Refused, match="refused frames 0–5: Seen True"):
        draw(request(0, 5), takes, family=family)
    assert list(takes.folder.iterdir()) == []
    monkeypatch.delenv(COMMAND)
    assert draw(request(0, 5), takes, family=family).range.stop == 5
