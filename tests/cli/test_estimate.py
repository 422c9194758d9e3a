"""`tween estimate`: what each card would take, told before anything is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli import estimate
from engine.families.memory import machine
from engine.families.memory.plan import Machine
from tests.cli.tween import ask, tween
from tests.render.films import footage


@pytest.fixture(autouse=True)
def a_known_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A processor alone, on which nothing was measured yet."""
    monkeypatch.setenv("TWEENBOARD_CACHE", str(tmp_path / "cache"))
    machine.write_down(machine.Facts("cpu", 0, machine.installed_torch()))


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Cards 0–16, 16–32, 32–48; the last two have prompts."""
    path = tmp_path / "film.tween"
    ask("new", path, footage(tmp_path / "clip.mp4", 48))
    ask("split", path, 16, 32)
    ask("card", path, 2, "--prompt", "a red ball")
    ask("card", path, 3, "--prompt", "a blue boat")
    return path


def test_each_card_has_its_seconds_and_memory(film: Path) -> None:
    two, three = ask("estimate", film)
    assert (two["card"], two["range"], two["frames"], two["fits"]) == (2, [16, 32], 16, True)
    assert two["seconds"] > 0
    assert 0.4 < two["memory_gb"] < 2
    assert three["card"] == 3
    assert "GB of memory and" in two["plan"]
    said = tween("estimate", film).out.splitlines()
    assert said[0].startswith("Card 2")
    assert "16 frames, about 0." in said[0]
    assert said[-1].startswith("Together about ")


def test_more_steps_take_longer(film: Path) -> None:
    few, many = (ask("estimate", film, "--cards", 2, "--steps", steps)[0]["seconds"] for steps in (5, 50))
    assert many > 5 * few


def test_a_card_that_cannot_be_drawn_here_says_so(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.diffusion.forecast.this_machine", lambda *_: Machine(100 << 20))
    (told,) = ask("estimate", film, "--cards", 2)
    assert told["fits"] is False
    assert "needs at least" in told["problem"]
    assert "choose a smaller model" in tween("estimate", film).out


def test_it_loads_no_torch(film: Path) -> None:
    code = (
        "import sys; from engine.cli import main\n"
        "status = main(['estimate', sys.argv[1]]); sys.exit(status or ('torch' in sys.modules))"
    )
    child = subprocess.run([sys.executable, "-c", code, film], check=False, capture_output=True, text=True)
    assert child.returncode == 0, child.stderr
    assert "Card 2" in child.stdout


def test_it_is_one_command_of_the_list() -> None:
    assert "estimate" in tween("--help").out
    assert estimate.estimate.__doc__
