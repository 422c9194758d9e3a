"""The audio meter shows what is heard: loudness that the sound thread measured, bars, peaks and clipping."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor import theme
from editor.viewer import ViewerPanel
from editor.viewer.meter import FALL, HOLD_S, QUIETEST, Channel, LevelMeter, decibels
from editor.viewer.sound import SoundMaker, SoundOut, SoundRun
from editor.workspace import Workspace


class Heard(SoundOut):
    """A sound device that plays exactly so loud."""

    def __init__(self, left: float, right: float) -> None:
        super().__init__()
        self.now: tuple[float, float] | None = (left, right)

    def level(self) -> tuple[float, float] | None:
        return self.now


@pytest.fixture
def meter(qtbot: QtBot) -> LevelMeter:
    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.show()
    return meter


def reach(meter: LevelMeter, row: int) -> int:
    """Pixels of a bar that are lit."""
    image = meter.grab().toImage()
    y = meter.height() // 2 + (-3 if row == 0 else 3)
    lit = {color.rgb() for color in (theme.tokens().good, theme.tokens().warning, theme.tokens().error)}
    return sum(image.pixel(x, y) in lit for x in range(meter.width() - 14))


def test_the_thread_measures_the_clicks_where_they_are_heard(qtbot: QtBot, workspace: Workspace) -> None:
    maker = SoundMaker()
    maker.play(workspace.document, SoundRun(start=0, first=0, stop=60_000))
    made = 0

    def all_there() -> bool:
        nonlocal made
        made += len(maker.take())
        return made >= 60_000 * 8

    qtbot.waitUntil(all_there, timeout=10_000)
    maker.stop()
    loud = {at: maker.loudness(at)[0] for at in (100, 24_000, 48_100)}  # a click at each second
    assert loud[100] > 0.4
    assert loud[24_000] < 0.05
    assert loud[48_100] > 0.4


def test_the_louder_channel_reaches_further_and_silence_falls_back(meter: LevelMeter) -> None:
    sound = Heard(0.5, 0.05)
    meter.follow(sound)
    meter.look()
    assert reach(meter, 0) > reach(meter, 1) > 0
    sound.now = None
    for channel in meter.channels:
        channel.take(0.0, 1e9, 10.0)
    meter.update()
    assert reach(meter, 0) == reach(meter, 1) == 0


def test_bars_fall_slowly_and_peaks_hold() -> None:
    channel = Channel()
    channel.take(0.5, 1.0, 0.0)
    channel.take(0.0, 1.5, 0.5)
    assert channel.level == pytest.approx(decibels(0.5) - FALL * 0.5)
    assert channel.peak == pytest.approx(decibels(0.5))
    channel.take(0.0, 1.1 + HOLD_S, 0.7)
    assert channel.peak == channel.level < decibels(0.5)
    assert decibels(0.0) == decibels(1e-9) == QUIETEST


def test_clipping_is_marked_and_said_until_it_is_clicked_away(qtbot: QtBot, meter: LevelMeter) -> None:
    sound = Heard(1.2, 0.1)
    meter.follow(sound)
    meter.look()
    sound.now = (0.1, 0.1)
    meter.look()
    assert [channel.clipped for channel in meter.channels] == [True, False]
    meter.run(True)
    meter.run(False)
    assert "clip" in meter.toolTip()
    qtbot.mouseClick(meter, Qt.MouseButton.LeftButton)
    assert not any(channel.clipped for channel in meter.channels)
    assert "clip" not in meter.toolTip()
    assert meter.accessibleName() == "Audio meter"


def test_it_runs_while_the_film_plays(qtbot: QtBot, viewer: ViewerPanel) -> None:
    meter = viewer.transport.meter
    assert not meter._timer.isActive()
    viewer.player.play()
    qtbot.waitUntil(meter._timer.isActive, timeout=10_000)
    viewer.player.pause()
    assert not meter._timer.isActive()
