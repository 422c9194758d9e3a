"""The model manager in the real window, with a hub on this machine and downloads in real processes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from safetensors.torch import save_file

from editor.main_window import MainWindow
from editor.models.dialog import ROW, ModelsDialog
from engine.families.memory.machine import Facts, installed_torch, write_down
from tests.cli.tween import tree
from tests.editor.conftest import drop
from tests.families.models.hub import Served, serve
from tests.families.models.originals import WEIGHTS, lora_file
from tests.families.tiny_wan import tiny_wan

NAME, REPOSITORY = "wan-2.1-t2v-1.3b", "Wan-AI/Wan2.1-T2V-1.3B-Diffusers"
LONG = 60_000


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TWEENBOARD_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("TWEENBOARD_MODELS", raising=False)
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.setenv("TWEENBOARD_CACHE", str(tmp_path / "cache"))
    write_down(Facts("cpu", 0, installed_torch()))  # else a process would load torch to look
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    return tmp_path / "data" / "models"


@pytest.fixture(scope="module")
def wan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_wan(tmp_path_factory.mktemp("checkpoints") / "tiny-wan")


@pytest.fixture
def hub(wan: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with serve() as served:
        served.repositories[REPOSITORY] = wan
        monkeypatch.setenv("TWEENBOARD_MIRROR", served.endpoint)
        yield served


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> ModelsDialog:
    window.actions_by_id["models"].trigger()
    (dialog,) = window.findChildren(ModelsDialog)
    qtbot.waitUntil(lambda: dialog.list.count() > 2, timeout=LONG)
    return dialog


def names(dialog: ModelsDialog, kind: str) -> list[str]:
    rows = [dialog.list.item(n).data(ROW) for n in range(dialog.list.count())]
    return [row.name for row in rows if row is not None and row.kind == kind]


def shown(dialog: ModelsDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def click(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_model_is_got_after_its_licence_was_accepted_then_used_checked_and_removed(
    hub: Served, dialog: ModelsDialog, window: MainWindow, qtbot: QtBot, own_folders: Path
) -> None:
    assert names(dialog, "here") == ["sketch"]
    assert NAME in names(dialog, "available")
    dialog.choose(NAME)
    detail = dialog.detail
    assert not detail.get.isEnabled()
    qtbot.waitUntil(lambda: "Apache 2.0" in shown(dialog) and str(own_folders / NAME) in shown(dialog))
    detail.accept.setChecked(True)
    click(qtbot, detail.get)
    qtbot.waitUntil(lambda: NAME in names(dialog, "here"), timeout=LONG)
    assert (own_folders / NAME / WEIGHTS).is_file()
    assert dialog.row().name == NAME  # type: ignore[union-attr]

    click(qtbot, detail.use)
    assert window.workspace.model == NAME
    assert not detail.use.isEnabled()

    (own_folders / NAME / "vae" / "config.json").write_text("{}")
    with qtbot.waitSignal(dialog._models.finished, timeout=LONG) as told:
        click(qtbot, detail.check)
    assert "vae/config.json is not what it was" in told.args[1]  # type: ignore[index]
    assert detail.said.property("role") == "error"

    answer(qtbot, "Remove")
    with qtbot.waitSignal(dialog._models.finished, timeout=LONG):
        click(qtbot, detail.remove)
    assert tree(own_folders).keys() <= {"places.json"}
    qtbot.waitUntil(lambda: NAME in names(dialog, "available"), timeout=LONG)


def answer(qtbot: QtBot, text: str) -> None:
    """Press the button called `text` of the message box that is about to open."""
    from PySide6.QtCore import QTimer

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(button for button in box.buttons() if button.text() == text).click()

    QTimer.singleShot(100, press)


def test_a_download_is_paused_and_goes_on_and_outlives_the_dialog(
    hub: Served,
    dialog: ModelsDialog,
    window: MainWindow,
    qtbot: QtBot,
    wan: Path,
    tmp_path: Path,
    own_folders: Path,
) -> None:
    folder = own_folders.parent.parent / "repository"
    shutil.copytree(wan, folder)
    save_file({"much": torch.zeros(12 << 20, dtype=torch.float16)}, folder / WEIGHTS)
    hub.repositories[REPOSITORY] = folder
    hub.faults[WEIGHTS] = "stall"
    dialog.choose(NAME)
    dialog.detail.accept.setChecked(True)
    click(qtbot, dialog.detail.get)
    part = own_folders / f".{NAME}.download" / f"{WEIGHTS}.part"
    qtbot.waitUntil(lambda: part.is_file() and part.stat().st_size >= 10 << 20, timeout=LONG)
    assert dialog.detail.bar.isVisible()
    click(qtbot, dialog.detail.pause)
    qtbot.waitUntil(lambda: NAME in names(dialog, "half"), timeout=LONG)
    assert dialog.detail.get.text() == "Go on"
    kept = part.stat().st_size
    hub.go_on.set()
    hub.asked.clear()
    models = dialog._models
    click(qtbot, dialog.detail.get)
    dialog.close()
    with qtbot.waitSignal(window.workspace.notice, timeout=LONG) as told:
        pass
    assert "is in" in told.args[0]  # type: ignore[index]
    assert (WEIGHTS, kept) in hub.asked
    assert (own_folders / NAME / WEIGHTS).stat().st_size == (folder / WEIGHTS).stat().st_size
    assert models.running(NAME) is None


def test_what_goes_wrong_is_said_beside_the_model(hub: Served, dialog: ModelsDialog, qtbot: QtBot) -> None:
    hub.faults[WEIGHTS] = "flip"
    dialog.choose(NAME)
    dialog.detail.accept.setChecked(True)
    with qtbot.waitSignal(dialog._models.finished, timeout=LONG):
        click(qtbot, dialog.detail.get)
    assert "another content than it is said to have" in dialog.detail.said.text()
    qtbot.waitUntil(lambda: NAME in names(dialog, "half"), timeout=LONG)
    assert "another content" in dialog.detail.said.text()


def test_what_an_interrupted_copy_left_can_be_thrown_away(
    own_folders: Path, window: MainWindow, qtbot: QtBot
) -> None:
    left = own_folders / ".half.download"
    left.mkdir(parents=True)
    (left / "part").write_bytes(b"x")
    window.actions_by_id["models"].trigger()
    (dialog,) = window.findChildren(ModelsDialog)
    qtbot.waitUntil(lambda: names(dialog, "half") == ["half"], timeout=LONG)
    dialog.choose("half")
    assert not dialog.detail.get.isVisible()
    answer(qtbot, "Remove")
    click(qtbot, dialog.detail.remove)
    qtbot.waitUntil(lambda: names(dialog, "half") == [], timeout=LONG)
    assert not left.exists()


def test_a_folder_and_a_lora_are_added(
    dialog: ModelsDialog, qtbot: QtBot, wan: Path, tmp_path: Path, own_folders: Path
) -> None:
    answer(qtbot, "Copy")
    assert drop(dialog, wan)
    qtbot.waitUntil(lambda: "tiny-wan" in names(dialog, "here"), timeout=LONG)
    assert drop(dialog, lora_file(tmp_path / "ink.safetensors"))
    qtbot.waitUntil(lambda: names(dialog, "lora") == ["ink"], timeout=LONG)
    assert (own_folders / "loras" / "ink.safetensors").is_file()
    dialog.choose("ink")
    assert dialog.detail.remove.isVisible()
    assert not dialog.detail.use.isVisible()


def test_the_built_in_model_can_be_neither_removed_nor_got(dialog: ModelsDialog) -> None:
    dialog.choose("sketch")
    detail = dialog.detail
    assert not any(button.isVisible() for button in (detail.remove, detail.check, detail.get, detail.pause))
    assert detail.use.text() == "Used for new cards"
    assert os.environ["HF_HUB_OFFLINE"] == "0"


def test_the_window_loads_no_torch_for_it() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from editor.models.rows import read_rows; import editor.models.dialog; "
        "rows = read_rows(); sys.exit(not rows or 'torch' in sys.modules or 'huggingface_hub' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
