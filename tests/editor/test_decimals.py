"""Numbers are the same on a system whose language writes them with a decimal comma."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.decimals import DecimalBox

LOCALE = "de_DE.UTF-8"
LOOKS = """
import json, locale
from fractions import Fraction
from pathlib import Path
import numpy as np
from PySide6.QtCore import QLocale
from PySide6.QtTest import QTest
from editor.app import application
from editor.decimals import DecimalBox
from engine.media.output.film_writer import FilmWriter
from engine.media.output.settings import Settings

app = application()
box = DecimalBox()
box.setRange(0, 5000)
box.setValue(0.5)
box.show()
shown = box.text()
typed = []
for text in ("0.35", "0,35"):
    box.selectAll()
    QTest.keyClicks(box, text)
    typed.append(box.value())
with FilmWriter(Path("film.mp4"), (64, 48), Fraction(24), Settings(crf=18.5)) as writer:
    writer.write(np.zeros((48, 64, 3), np.uint8))
system = QLocale.system().decimalPoint()
print(json.dumps([system, locale.localeconv()["decimal_point"], shown, typed]))
"""


@pytest.mark.parametrize("text", ["0.35", "0,35"])
@pytest.mark.parametrize("most", [1.0, 100.0, 5000.0])
def test_a_comma_is_the_point(qtbot: QtBot, text: str, most: float) -> None:
    box = DecimalBox()
    qtbot.addWidget(box)
    box.setRange(0, most)
    box.show()
    box.selectAll()
    qtbot.keyClicks(box, text)
    assert (box.value(), box.text()) == (0.35, "0.35")


def test_a_system_with_decimal_commas_changes_no_number(tmp_path: Path, repo: Path) -> None:
    """In a process of its own, in a locale that is made for it: the window's and the encoder's numbers."""
    if shutil.which("localedef") is None:
        pytest.skip("localedef (package locales or libc-bin) is not installed: no locale can be made")
    made = subprocess.run(
        ["localedef", "-i", "de_DE", "-f", "UTF-8", str(tmp_path / LOCALE)], capture_output=True, text=True
    )
    if made.returncode:
        pytest.skip(f"the locale {LOCALE} cannot be made here: {made.stderr.strip()[:200]}")
    settings = {"XDG_CONFIG_HOME": str(tmp_path / "settings"), "TWEENBOARD_LANGUAGE": ""}
    env = os.environ | settings | {"LOCPATH": str(tmp_path), "LC_ALL": LOCALE, "PYTHONPATH": str(repo)}
    done = subprocess.run(
        [sys.executable, "-c", LOOKS], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == '[",", ".", "0.50", [0.35, 0.35]]'
    assert (tmp_path / "film.mp4").stat().st_size > 0
