"""The demo's own decisions; its steps are the command line's, tested there."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from engine.errors import TweenError


@pytest.fixture
def demo(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.delitem(sys.modules, "demo", raising=False)
    return importlib.import_module("demo")


@pytest.mark.parametrize(
    ("frames", "expected"),
    [(324, (114, 324)), (9000, (114, 324)), (200, (114, 200)), (114, (40, 114)), (30, (10, 30)), (2, (1, 2))],
)
def test_shorter_footage_is_cut_at_the_same_share(
    demo: ModuleType, frames: int, expected: tuple[int, int]
) -> None:
    assert demo.ranges(frames) == expected


@pytest.mark.parametrize("frames", [0, 1])
def test_footage_that_cannot_be_cut_is_refused(demo: ModuleType, frames: int) -> None:
    with pytest.raises(TweenError, match="cuts its footage in two"):
        demo.ranges(frames)


def test_an_earlier_demos_film_is_left_alone(demo: ModuleType, tmp_path: Path) -> None:
    assert demo.free_name(tmp_path).name == "tweenboard-demo.tween"
    (tmp_path / "tweenboard-demo.tween").touch()
    (tmp_path / "tweenboard-demo-2.takes").mkdir()
    assert demo.free_name(tmp_path).name == "tweenboard-demo-3.tween"


def test_a_failing_step_ends_the_demo_with_its_code(
    demo: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as caught:
        demo.main([str(tmp_path / "none.mp4")])
    assert caught.value.code == 1
    assert "none.mp4" in capfd.readouterr().err
    assert not list(tmp_path.iterdir())
