"""Start-up time counts: what the window does not need at once is loaded late."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LATE = ("numpy", "av", "pyqtgraph", "torch", "PySide6.QtMultimedia")


def test_timeline_and_viewer_load_nothing_heavy(repo: Path) -> None:
    code = (
        "import sys, editor.timeline, editor.viewer; "
        f"print([name for name in {LATE!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=repo, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
