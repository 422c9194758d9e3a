"""Pictures of the window in twelve states, both themes and both languages, to be looked at.

    python tests/screenshots.py FOLDER [--size 1280x720] [--themes dark light] [--languages en zh_CN] [--draw]
    python tests/screenshots.py FOLDER --readme     those of the README, into packaging/screenshots/

`--draw` draws the middle card with the built-in model first, which takes some minutes.
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
README = {"03-card": "window", "09-from_template": "template"}
"""States that the README shows, and what their files are called there."""
SHOWN = ROOT / "packaging" / "screenshots"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1280x720", metavar="WxH")
    parser.add_argument("--themes", nargs="+", default=["dark", "light"], choices=["dark", "light"])
    parser.add_argument("--languages", nargs="+", default=["en", "zh_CN"])
    parser.add_argument("--draw", action="store_true")
    parser.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    if given.readme:
        given.themes, given.languages, given.size = ["dark"], ["en"], "1440x810"
    given.folder.mkdir(parents=True, exist_ok=True)
    for theme in given.themes:
        for language in given.languages:
            with tempfile.TemporaryDirectory() as home:
                own = {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home, "XDG_DATA_HOME": home}
                own |= {"TWEENBOARD_LANGUAGE": language}
                own |= {"TWEENBOARD_SHOTS": f"{theme} {given.size} {'drawn' if given.draw else 'ready'}"}
                command = [sys.executable, __file__, "--one", str(given.folder / f"{theme}-{language}")]
                subprocess.run(command, env={**os.environ, **own}, check=True)
    if given.readme:
        show_in_readme(given.folder)


def show_in_readme(folder: Path) -> None:
    from PIL import Image

    SHOWN.mkdir(exist_ok=True)
    for state, name in README.items():
        with Image.open(folder / f"dark-en-{state}.png") as picture:
            picture.convert("RGB").save(SHOWN / f"{name}.webp", quality=90, method=6)


def one(stem: str) -> None:
    """All states in one theme and language, which the environment says."""
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QApplication, QProgressBar

    from editor import app as start
    from editor import theme

    name, size, how = os.environ["TWEENBOARD_SHOTS"].split()
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
    work.import_files([str(film(Path(os.environ["HOME"]), how == "drawn"))])
    until(lambda: len(work.document.cards) > 1, 20)
    window.grab().save(f"{stem}-02-film.png")
    work.select_card(work.document.cards[1].id)
    painted: list[int] = []
    window.viewer().player.shown.connect(lambda picture: painted.append(picture.frame if picture else -1))
    work.set_playhead(work.document.cards[1].range.start + 20)
    until(
        lambda: (
            painted[-1:] == [work.playhead]
            and not work.background._desk.tasks
            and not any(bar.isVisible() for bar in window.findChildren(QProgressBar))
        ),
        120,
    )
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


def film(folder: Path, drawn: bool) -> Path:
    """The sample, cut at 114 and 200, with words on the middle card, and perhaps a take of it."""
    from engine.cli import main as tween

    path = folder / "sample.tween"
    (sample,) = (ROOT / "resources" / "sample").glob("*.mp4")
    assert tween(["new", str(path), str(sample)]) == 0
    assert tween(["split", str(path), "114", "200"]) == 0
    assert tween(["card", str(path), "2", "--prompt", "a blue boat sails to the right on the sea"]) == 0
    if drawn:
        assert tween(["generate", str(path), "--cards", "2"]) == 0
    return path


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
    else:
        main()
