"""Scopes: what they measure of known pictures, and that only what is seen is measured."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QDockWidget, QWidget
from pytestqt.qtbot import QtBot

from editor.viewer import ViewerPanel
from editor.viewer.scopes.dock import ScopesDock
from editor.viewer.scopes.measure import (
    COLUMNS,
    LEVELS,
    Kind,
    histogram,
    luma,
    measure,
    pixels,
    targets,
    vectors,
)
from editor.viewer.scopes.panel import EVERY_MS, ScopesPanel
from editor.workspace import Workspace
from tests.editor.viewer.looking import LEFT, waits_for


def halves() -> QImage:
    """The left half black, the right half a strong red."""
    rgb = np.zeros((90, 160, 3), np.uint8)
    rgb[:, 80:] = (200, 0, 0)
    return QImage(rgb.data, 160, 90, 480, QImage.Format.Format_RGB888).copy()


def test_the_histogram_counts_parts_of_the_picture() -> None:
    found = measure(halves(), "histogram").values
    assert found.shape == (4, LEVELS)
    assert found.sum(axis=1) == pytest.approx([1, 1, 1, 1])
    assert (found[0, 0], found[0, 200], found[1, 0]) == pytest.approx((0.5, 0.5, 1.0))
    assert found[3, round(0.2126 * 200)] == pytest.approx(0.5)


def test_the_waveform_has_the_picture_from_left_to_right() -> None:
    found = measure(halves(), "waveform").values
    assert found.shape == (COLUMNS, LEVELS)
    filled = found.sum(axis=1)
    assert set(np.round(filled[filled > 0], 6)) == {1.0}
    left, right = found[: COLUMNS // 2], found[COLUMNS // 2 :]
    assert left[left.sum(axis=1) > 0][:, 0].min() == pytest.approx(1.0)
    assert right[right.sum(axis=1) > 0][:, 43].min() == pytest.approx(1.0)


def test_grey_lies_in_the_middle_of_the_vectorscope_and_colours_in_their_places() -> None:
    grey = QImage(64, 36, QImage.Format.Format_RGB32)
    grey.fill(QColor(90, 90, 90))
    assert measure(grey, "vectors").values[128, 128] == pytest.approx(1.0)
    places = {name: (cb - 128, cr - 128) for name, cb, cr in targets()}
    assert places["R"][1] > 60
    assert places["B"][0] > 60
    for one, other in ("RC", "GM", "BY"):  # complements lie opposite
        assert np.add(places[one], places[other]) == pytest.approx((0, 0), abs=1)


def test_a_large_picture_is_looked_at_in_few_pixels() -> None:
    large = QImage(3840, 2160, QImage.Format.Format_RGB32)
    large.fill(QColor(10, 20, 30))
    seen = pixels(large)
    assert seen.shape[1] <= 480
    assert (seen == (10, 20, 30)).all()
    assert vectors(seen).sum() == pytest.approx(1)
    assert histogram(seen)[3, luma(seen)[0, 0]] == pytest.approx(1)


@pytest.fixture
def scopes(qtbot: QtBot):
    panel = ScopesPanel()
    qtbot.addWidget(panel)
    panel.resize(300, 240)
    with qtbot.waitExposed(panel):
        panel.show()
    yield panel
    panel.stop()


def test_pictures_that_come_too_fast_are_left_out_and_the_last_one_is_shown(
    qtbot: QtBot, scopes: ScopesPanel
) -> None:
    measured: list[int] = []
    show = scopes.plot.show_measured
    scopes.plot.show_measured = lambda found: (measured.append(int(found.values[3].argmax())), show(found))  # type: ignore[method-assign]
    for level in range(0, 250, 5):
        image = QImage(320, 180, QImage.Format.Format_RGB32)
        image.fill(QColor(level, level, level))
        scopes.show_image(image)
        qtbot.wait(4)
    qtbot.waitUntil(lambda: bool(measured) and measured[-1] == 245, timeout=5_000)
    assert len(measured) <= 2 + 50 * 12 // EVERY_MS


@pytest.mark.parametrize("kind", ["histogram", "waveform", "vectors"])
def test_each_scope_is_drawn(qtbot: QtBot, scopes: ScopesPanel, kind: Kind) -> None:
    empty = scopes.plot.grab().toImage()
    scopes.kinds[kind].click()
    scopes.show_image(halves())
    qtbot.waitUntil(
        lambda: scopes.measured is not None and scopes.measured.kind == kind, timeout=5_000
    )  # fmt: skip
    assert scopes.plot.grab().toImage() != empty


def test_nothing_is_measured_while_it_is_hidden(qtbot: QtBot, scopes: ScopesPanel) -> None:
    scopes.hide()
    scopes.show_image(halves())
    qtbot.wait(3 * EVERY_MS)
    assert scopes.measured is None
    scopes.show()
    qtbot.waitUntil(lambda: scopes.measured is not None, timeout=5_000)


def test_the_dock_makes_them_when_they_are_first_seen(
    qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace
) -> None:
    waits_for(qtbot, viewer, 0)
    dock = QDockWidget()
    dock.setWidget(QWidget())
    qtbot.addWidget(dock)
    owner = ScopesDock(dock, viewer, workspace)
    assert owner.panel is None
    viewer.resize(900, 460)
    qtbot.mouseClick(viewer.transport.scopes, LEFT)
    qtbot.waitUntil(lambda: owner.panel is not None and owner.panel.measured is not None, timeout=5_000)
    assert viewer.transport.scopes.isChecked()
    dock.close()
    assert not viewer.transport.scopes.isChecked()
