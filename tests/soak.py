"""The real window, used at random for minutes: `python -m tests.soak --minutes 30 [--seed N]`.

Actions of the menus, clicks and drags on the timeline, prompts, drops of real footage, dialogs opened and
closed, the film closed and opened. After each the document's invariants must hold, no exception may have come
up, and in the last third memory may be a tenth more than in the first after warming up, at most.

Caches grow until they are full, which says nothing of what is lost: they are made small here, so that they
stand at their limits before memory is looked at. `--whole-caches` leaves them as they are.
Nothing is drawn: jobs are queued and cancelled. The seed is printed; the same seed does the same.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import psutil
from PySide6.QtCore import QEvent, QEventLoop, QMimeData, QPoint, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from editor import actions
from editor.app import application, build
from editor.garbage import GarbageCollector
from editor.library import thumbs
from editor.main_window import MainWindow
from editor.timeline import imagery
from editor.viewer import frames
from engine.document import edits
from engine.document.invariants import broken
from engine.document.time import FrameRange
from engine.media import frame_cache, images
from engine.paths import resource

GROWTH = 1.10
WARM = 2000
"""Steps after which every panel and dialog has been there, libraries are loaded and caches are full; until
then the number of objects grows. A run of no more says nothing of memory."""
SMALL: tuple[tuple[object, str, int], ...] = (
    (frame_cache, "POOL_BYTES", 24 << 20),
    (images, "CACHE_BYTES", 4 << 20),
    (frames, "KEPT_BYTES", 4 << 20),
    (frames, "AHEAD_BYTES", 4 << 20),
    (imagery, "KEPT_THUMBNAILS", 60),
    (thumbs, "KEPT", 20),
)
"""The window's caches, and how much each keeps here."""
SAMPLES = 24
"""Looks at the memory, over the whole run."""
MOST_CARDS = 60
"""A film this large is undone to its beginning, so that a long run stays like a short one."""
ASKS = frozenset(
    (
        *("new_film", "open_film", "import_footage", "import_project", "export_project", "save_copy"),
        *("save_as", "collect", "snapshot", "quit", "show_in_folder", "full_screen"),
    )
)
"""Actions that wait in a dialog of the system, or leave the window."""
DRAWS = frozenset(("generate", "generate_all"))
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEYS = (
    *(Qt.Key(key) for key in b" JKLIOSNMVBRYUCQWP,."),
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Escape,
)


class Soak:
    def __init__(self, window: MainWindow, footage: list[Path], folder: Path, seed: int) -> None:
        self.window = window
        self.work = window.workspace
        self.random = random.Random(seed)
        self.footage = footage
        self.folder = folder
        self.done: Counter[str] = Counter()
        self.errors: list[str] = []
        self.what = ""
        # A dialog that waits in a loop of its own is closed from within.
        self._watch = QTimer(interval=250)
        self._watch.timeout.connect(self.close_modal)
        self._watch.start()
        self.verbs: list[tuple[int, Callable[[], None]]] = [
            (30, self.action),
            (12, self.click),
            (12, self.drag),
            (10, self.key),
            (6, self.prompt),
            (6, self.seek),
            (4, self.select),
            (3, self.drop),
            (3, self.go_back),
            (2, self.panels),
            (2, self.draw_and_cancel),
            (1, self.reopen),
            (1, self.resize),
        ]

    def start(self) -> None:
        self.drop_on(self.window, self.footage[0])
        self.wait(lambda: self.work.project is not None, 30)

    def step(self) -> None:
        if self.work.project is None:
            self.reopen()
        if len(self.work.document.cards) > MOST_CARDS:
            self.work.go_to_edit(0)
        weights = [weight for weight, _ in self.verbs]
        verb = self.random.choices([verb for _, verb in self.verbs], weights)[0]
        self.what = verb.__name__
        verb()
        self.close_what_opened()
        self.settle()
        self.done[self.what.split(":")[0]] += 1
        for sentence in broken(self.work.document):
            self.errors.append(f"after {self.what}: {sentence}")

    # What is done.

    def action(self) -> None:
        can = [
            spec.id
            for spec in actions.specs()
            if spec.id not in ASKS | DRAWS and self.window.actions_by_id[spec.id].isEnabled()
        ]
        chosen = self.random.choice(sorted(can))
        self.what = f"action: {chosen}"
        self.window.actions_by_id[chosen].trigger()

    def click(self) -> None:
        view = self.window.sides.timeline
        modifiers = self.random.choice(MODIFIERS)
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, modifiers, self.point(view))

    def drag(self) -> None:
        view = self.window.sides.timeline
        modifiers = self.random.choice(MODIFIERS)
        QTest.mousePress(view, Qt.MouseButton.LeftButton, modifiers, self.point(view))
        for _ in range(self.random.randint(1, 4)):
            QTest.mouseMove(view, self.point(view))
            self.settle()
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, modifiers, self.point(view))

    def key(self) -> None:
        view = self.window.sides.timeline
        view.setFocus()
        QTest.keyClick(view, self.random.choice(KEYS), self.random.choice(MODIFIERS[:2]))

    def prompt(self) -> None:
        if not self.work.document.cards:
            return
        card = self.random.choice(self.work.document.cards)
        words = " ".join(self.random.choices(("rain", "a red ball", "<b>", "雨", "night", "%n {0}"), k=3))
        self.window.describe(card.id)
        self.window.sides.cards.prompt.setPlainText(words)

    def seek(self) -> None:
        self.work.set_playhead(self.random.randrange(max(1, self.work.document.frames)))

    def select(self) -> None:
        document = self.work.document
        ids = [clip.id for track in document.tracks for clip in track.clips]
        ids += [card.id for card in document.cards] + [marker.id for marker in document.markers]
        self.work.select(self.random.sample(ids, min(len(ids), self.random.randint(0, 4))))

    def drop(self) -> None:
        target = self.random.choice((self.window, self.window.sides.library, self.window.sides.timeline))
        if len(self.work.document.assets) < 12:
            self.drop_on(target, self.random.choice(self.footage))

    def go_back(self) -> None:
        if self.work.project is not None:
            count = len(self.work.project.history.names())
            self.work.go_to_edit(self.random.randrange(count))

    def panels(self) -> None:
        dock = self.random.choice(list(self.window.docks.values()))
        dock.toggleViewAction().trigger()
        self.window.actions_by_id["reset_layout"].trigger()

    def draw_and_cancel(self) -> None:
        if self.work.document.cards and not self.work.jobs.views():
            self.work.jobs.hold()
            self.work.generate([self.random.choice(self.work.document.cards).id])
        self.work.jobs.cancel_all()

    def reopen(self) -> None:
        recent = self.window.recent.there()
        self.work.close()
        self.settle()
        if not recent or not self.work.open(recent[0]):
            self.work.new(self.folder / f"soak {time.monotonic_ns()}.tween")
        if not self.work.document.frames:
            self.work.apply("Card", lambda doc: edits.add_card(doc, FrameRange(0, 96)))

    def resize(self) -> None:
        self.window.resize(self.random.randint(900, 1900), self.random.randint(600, 1000))

    # How.

    def point(self, view: QWidget) -> QPoint:
        return QPoint(
            self.random.randrange(max(1, view.width())), self.random.randrange(max(1, view.height()))
        )

    def drop_on(self, target: QWidget, path: Path) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        at = QPointF(self.point(target))
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(at.toPoint(), Qt.DropAction.CopyAction, mime, left, none)
        QApplication.sendEvent(target, enter)
        if enter.isAccepted():
            event = QDropEvent(at, Qt.DropAction.CopyAction, mime, left, none)
            QApplication.sendEvent(target, event)

    def close_what_opened(self) -> None:
        self.settle()
        for top in QApplication.topLevelWidgets():
            if isinstance(top, QDialog | QMenu) and top.isVisible():
                top.close()

    def close_modal(self) -> None:
        modal = QApplication.activeModalWidget()
        if isinstance(modal, QDialog):
            modal.reject()

    def settle(self, ms: int = 8) -> None:
        """Let the window do what it has to do, for a moment."""
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def wait(self, until: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                raise TimeoutError(f"waited {seconds} s in {self.what}")
            self.settle()


def media(folder: Path) -> list[Path]:
    """The sample, a picture, and two clips of the shared corpus where it lies beside the checkout."""
    from PIL import Image

    still = folder / "still.png"
    Image.new("RGB", (640, 360), (200, 60, 60)).save(still)
    found = [resource("sample/sample.mp4"), still]
    corpus = Path(__file__).resolve().parents[2] / "shared" / "media"
    clips = sorted(corpus.rglob("*.mp4"), key=lambda path: path.stat().st_size) if corpus.is_dir() else []
    return [*found, *clips[:2]]


def resident() -> float:
    gc.collect()
    return psutil.Process().memory_info().rss / (1 << 20)


def main() -> int:
    parser = argparse.ArgumentParser(description="Use the window at random and see whether it stays well.")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--whole-caches", action="store_true", help="leave the caches as large as they are")
    options = parser.parse_args()
    for module, name, small in () if options.whole_caches else SMALL:
        assert getattr(module, name) > small
        setattr(module, name, small)
    print(f"seed {options.seed}, {options.minutes:g} min", flush=True)
    with tempfile.TemporaryDirectory(prefix="tweenboard-soak-") as name:
        folder = Path(name)
        os.environ["TWEENBOARD_FILMS"] = str(folder / "films")
        os.environ["TWEENBOARD_CACHE"] = str(folder / "cache")
        os.environ["TWEENBOARD_DATA"] = str(folder / "data")
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
        return run(folder, options.minutes, options.seed)


def run(folder: Path, minutes: float, seed: int) -> int:
    GarbageCollector(application())
    window = build()
    soak = Soak(window, media(folder), folder, seed)
    sys.excepthook = lambda kind, error, trace: soak.errors.append(
        f"after {soak.what}: " + "".join(traceback.format_exception(kind, error, trace))
    )
    window.resize(1280, 720)
    window.show()
    soak.start()
    sizes = use(soak, 60 * minutes)
    window.close()
    for error in soak.errors:
        print(error)
    print(", ".join(f"{verb} {count}" for verb, count in soak.done.most_common()))
    return judge(soak, sizes)


def use(soak: Soak, seconds: float) -> list[float]:
    """Megabytes of the process at each look after warming up."""
    began = told = time.monotonic()
    sizes: list[float] = []
    while not soak.errors and (past := time.monotonic() - began) < seconds:
        soak.step()
        if time.monotonic() - told > seconds / SAMPLES:
            told = time.monotonic()
            size, steps = resident(), soak.done.total()
            cold = "" if steps > WARM else "  warming up"
            if not cold:
                sizes.append(size)
            told_of = f"{size:7.0f} MB  {len(gc.get_objects()):8} objects{cold}"
            print(f"{past / 60:6.1f} min  {steps:7} steps  {told_of}", flush=True)
    return sizes


def judge(soak: Soak, sizes: list[float]) -> int:
    third = len(sizes) // 3
    good = not soak.errors
    if third:
        # Medians: decoders and encoders come and go, and each takes a hundred megabytes while it is there.
        start, end = median(sizes[:third]), median(sizes[-third:])
        good = good and end <= GROWTH * start
        print(f"memory {start:.0f} → {end:.0f} MB, × {end / start:.3f} (at most × {GROWTH})")
    else:
        print(f"memory: not judged; it is looked at from {WARM} steps on")
    print("passed" if good else "FAILED")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
