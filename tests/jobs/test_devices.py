"""How many workers there are, and how fast one goes."""

from __future__ import annotations

import pytest

from engine.jobs import devices
from engine.jobs.pace import Pace


@pytest.mark.parametrize(
    ("visible", "wanted", "expected"),
    [
        ("", "", [None]),
        ("-1", "", [None]),
        ("3", "", [None]),
        ("0,2", "", ["0", "2"]),
        ("0,2", "3", ["0", "2", "0"]),
        ("", "2", [None, None]),
        ("", "many", [None]),
        ("0,1", "1", ["0"]),
    ],
)
def test_a_worker_a_device_or_as_many_as_were_asked_for(
    monkeypatch: pytest.MonkeyPatch, visible: str, wanted: str, expected: list[str | None]
) -> None:
    monkeypatch.setenv(devices.VISIBLE, visible)
    monkeypatch.setenv(devices.WORKERS, wanted)
    assert [each.get(devices.VISIBLE) for each in devices.workers()] == expected


@pytest.mark.parametrize(
    ("visible", "together", "expected"),
    [
        ("0,1,2,3", "2", ["0,1", "2,3"]),
        ("0,1,2", "2", ["0,1", "2"]),
        ("0,1", "8", ["0,1"]),
        ("0,1", "0", ["0", "1"]),
        ("", "2", [None]),
    ],
)
def test_accelerators_that_draw_together_share_a_worker(
    monkeypatch: pytest.MonkeyPatch, visible: str, together: str, expected: list[str | None]
) -> None:
    monkeypatch.setenv(devices.VISIBLE, visible)
    monkeypatch.setenv(devices.TOGETHER, together)
    assert [each.get(devices.VISIBLE) for each in devices.workers()] == expected


def test_pace_is_of_the_last_steps_of_one_stage() -> None:
    pace = Pace()
    assert pace.told("sample", 0, 10.0) is None
    assert pace.told("sample", 1, 12.0) == pytest.approx(0.5)
    assert pace.told("sample", 1, 13.0) == pytest.approx(0.5)
    for step in range(2, 12):
        fast = pace.told("sample", step, 12.0 + step)
    assert fast == pytest.approx(1.0)
    assert pace.told("decode", 0, 30.0) is None
    assert pace.told("decode", 8, 31.0) == pytest.approx(8.0)
    assert pace.told("decode", 2, 32.0) is None
