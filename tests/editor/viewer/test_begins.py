"""Pictures begin when the sound is heard, not when it is asked for; a silent device holds nothing up."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from editor.viewer import ViewerPanel, player
from editor.viewer.sound import SoundOut, SoundRun
from engine.document.model import Document
from tests.editor.viewer.looking import waits_for


class Device(SoundOut):
    """A device that has been asked to begin, and plays so much by now."""

    played: float | None = None

    def prepare(self, document: Document, run: SoundRun) -> bool:
        return True

    def start(self) -> None:
        self.played = 0.0

    def pause(self) -> None:
        self.played = None

    def heard(self) -> float | None:
        return self.played


@pytest.fixture
def device(viewer: ViewerPanel) -> Device:
    device = Device(viewer)
    viewer.player._sound = device
    viewer.player._clock._heard = device.heard
    return device


def test_the_picture_waits_for_the_sound(qtbot: QtBot, viewer: ViewerPanel, device: Device) -> None:
    waits_for(qtbot, viewer, 0)
    viewer.player.play()
    qtbot.waitUntil(lambda: device.played == 0.0, timeout=10_000)
    qtbot.wait(100)
    assert viewer._work.playhead == 0
    assert not viewer.player._clock.running
    device.played = 0.5
    qtbot.waitUntil(lambda: viewer._work.playhead >= 12, timeout=10_000)


def test_without_a_sound_in_time_the_picture_goes_on(
    qtbot: QtBot, viewer: ViewerPanel, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "SILENT_S", 0.05)
    waits_for(qtbot, viewer, 0)
    viewer.player.play()
    qtbot.waitUntil(lambda: viewer._work.playhead >= 6, timeout=10_000)
    assert device.played is None
