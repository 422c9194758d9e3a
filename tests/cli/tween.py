"""Runs `tween` in this process, as the installed script does."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.cli import main


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def tween(*words: object) -> Answer:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main([str(word) for word in words])
        except SystemExit as end:  # argparse's way out
            status = int(end.code or 0)
    return Answer(status, out.getvalue(), err.getvalue())


def ask(*words: object) -> Any:
    """The JSON of a command that must succeed."""
    answer = tween(*words, "--json")
    assert answer.status == 0, answer.err
    return answer.json


def refused(said: str, command: object, film: Path, *words: object) -> None:
    """The command gives one line that says so, and the film is as it was."""
    before = ask("show", film)
    answer = tween(command, film, *words)
    assert answer.status
    assert said in answer.err
    assert len(answer.err.strip().splitlines()) == 1
    assert ask("show", film) == before


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, to show that nothing was written."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
