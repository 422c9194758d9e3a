"""What was measured corrects what is expected, and one odd run does not."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.families.memory import history, machine
from engine.families.memory.history import Ran, peak_ratio, seconds_ratio
from engine.families.memory.plan import Correction, Job, Machine, choose, plans
from engine.families.memory.sizes import sizes
from engine.paths import RESOURCES

SKETCH = sizes(RESOURCES / "models" / "sketch")
JOB = Job(224, 128, 49, 49, 20)
ROOM = Machine(1 << 40)


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWEENBOARD_CACHE", str(tmp_path / "cache"))


def ran(seconds: float, peak: float = 1.0, expected: float = 10.0) -> Ran:
    return Ran(expected, expected * seconds, 1 << 30, round((1 << 30) * peak))


@given(st.floats(0.5, 2), st.lists(st.floats(0.95, 1.05), min_size=4, max_size=9), st.floats(0.001, 1000))
def test_one_odd_run_moves_nothing(true: float, noise: list[float], odd: float) -> None:
    known = [ran(true * n, 1.1 * n) for n in noise]
    assert 0.9 * true <= seconds_ratio([*known, ran(true * odd, odd)], 10.0) <= 1.1 * true
    assert 1.0 <= peak_ratio([*known, ran(true * odd, odd)], 10.0) <= 1.2


def test_the_jobs_nearest_in_size_count() -> None:
    """Small jobs are mostly opening and writing files; they say little of long ones."""
    known = [ran(9.0, expected=1.0)] * 5 + [ran(2.0, expected=100.0)] * 5
    assert seconds_ratio(known, 1.2) == 9
    assert seconds_ratio(known, 300.0) == 2


def test_a_machine_that_became_faster_is_believed_after_a_few_jobs() -> None:
    assert seconds_ratio([ran(4.0)] * 20 + [ran(1.0)] * 3, 10.0) == 1


def test_nothing_known_changes_nothing() -> None:
    assert history.correction(SKETCH, JOB, ROOM) == Correction(1.0, 1.0)


def test_estimates_follow_what_was_recorded_and_other_models_follow_in_speed() -> None:
    plan = plans(SKETCH, JOB, ROOM)[0]
    for _ in range(3):
        history.record(SKETCH, JOB, ROOM, plan, plan.seconds * 3, round(plan.peak * 1.25))
    found = history.correction(SKETCH, JOB, ROOM)
    corrected = choose(SKETCH, JOB, ROOM, found)
    assert corrected.seconds == pytest.approx(plan.seconds * 3)
    assert corrected.peak == pytest.approx(plan.peak * 1.25, rel=1e-6)
    other = replace(SKETCH, layers=SKETCH.layers + 1)
    assert history.correction(other, JOB, ROOM) == Correction(pytest.approx(3), 1.0)  # type: ignore[arg-type]
    assert history.correction(SKETCH, JOB, Machine(1 << 40, name="another")) == Correction(1.0, 1.0)


def test_the_machine_is_told_without_torch() -> None:
    code = (
        "import sys; from engine.families.memory.machine import known, this_machine\n"
        "found = this_machine(); assert known() is not None\n"
        "assert found.host > 1 << 28; sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_facts_that_another_torch_wrote_do_not_count() -> None:
    machine.write_down(machine.Facts("cuda", 8 << 30, machine.installed_torch()))
    assert machine.machine(machine.known() or machine.Facts("", 0, ""), 1 << 34).device == 8 << 30
    machine.write_down(machine.Facts("cuda", 8 << 30, "0.1"))
    assert machine.known() is None
