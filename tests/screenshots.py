"""Pictures of the window in twelve states, both themes and both languages, to be looked at.

    python tests/screenshots.py FOLDER [--size 1280x720] [--themes dark light] [--languages en zh_CN]

Needs a display, or `QT_QPA_PLATFORM=offscreen`. Settings, films and caches are in a folder of their own and
go with it. One process a theme and language, as a person would start it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

DIALOGS = (
    "export_film", "settings", "shortcuts", "models", "palette", "from_template", "remix", "change_format",
    "help",
)  # fmt: skip
"""Actions whose dialog or window is one of the states; the others are the window itself."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1280x720", metavar="WxH")
    parser.add_argument("--themes", nargs="+", default=["dark", "light"], choices=["dark", "light"])
    parser.add_argument("--languages", nargs="+", default=["en", "zh_CN"])
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for theme in given.themes:
        for language in given.languages:
            with tempfile.TemporaryDirectory() as home:
                own = {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home, "XDG_DATA_HOME": home}
                own |= {"TWEENBOARD_LANGUAGE": language, "TWEENBOARD_SHOTS": f"{theme} {given.size}"}
                command = [sys.executable, __file__, "--one", str(given.folder / f"{theme}-{language}")]
                subprocess.run(command, env={**os.environ, **own}, check=True)


def one(stem: str) -> None:
    """All states in one theme and language, which the environment says."""
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QApplication

    from editor import app as start
    from editor import theme

    name, size = os.environ["TWEENBOARD_SHOTS"].split()
    application = start.application()
    theme.apply(application, "light" if name == "light" else "dark")
    window = start.build()
    window.resize(*(int(side) for side in size.split("x")))
    window.show()

    def until(done: Callable[[], bool], seconds: float) -> None:
        """Events until `done`, then a little longer for what is painted late."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not done():
            application.processEvents()
        rest = time.monotonic() + 1
        while time.monotonic() < rest:
            application.processEvents()

    until(lambda: True, 1)
    window.grab().save(f"{stem}-01-empty.png")
    work = window.workspace
    work.import_files([str(film(Path(os.environ["HOME"])))])
    until(lambda: len(work.document.cards) > 1, 20)
    window.grab().save(f"{stem}-02-film.png")
    work.select_card(work.document.cards[1].id)
    work.set_playhead(work.document.cards[1].range.start + 20)
    until(lambda: False, 2)
    window.grab().save(f"{stem}-03-card.png")
    actions = {action.objectName(): action for action in window.findChildren(QAction)}
    for number, action in enumerate(DIALOGS, 4):
        actions[action].trigger()
        until(lambda: False, 2)
        shown = [
            w for w in QApplication.topLevelWidgets() if w is not window and w.isVisible() and w.isWindow()
        ]
        (max(shown, key=lambda w: w.width()) if shown else window).grab().save(
            f"{stem}-{number:02}-{action}.png"
        )
        for widget in shown:
            widget.close()
    print(f"{stem}: {3 + len(DIALOGS)} pictures", flush=True)
    os._exit(0)


def film(folder: Path) -> Path:
    """The sample, cut at 114 and 200, with words on the middle card."""
    from engine.cli import main as tween

    path = folder / "sample.tween"
    (sample,) = (ROOT / "resources" / "sample").glob("*.mp4")
    assert tween(["new", str(path), str(sample)]) == 0
    assert tween(["split", str(path), "114", "200"]) == 0
    assert tween(["card", str(path), "2", "--prompt", "a blue boat sails to the right on the sea"]) == 0
    return path


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
    else:
        main()
