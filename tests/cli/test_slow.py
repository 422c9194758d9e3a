"""`tween slow` and `tween interpolate`: source frames stay exact, others lie between, sound is in step."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import numpy as np
import pytest

import engine.tools.between
from engine.project.project import Project
from engine.render.sound import SoundMixer
from tests.cli.films import moving_footage, shown
from tests.cli.tween import ask, tree, tween


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return moving_footage(tmp_path_factory.mktemp("footage") / "clip.mp4")


@pytest.fixture
def film(tmp_path: Path, clip: Path) -> Path:
    path = tmp_path / "film.tween"
    ask("new", path, clip)
    return path


def sound(film: Path, seconds: float) -> np.ndarray:
    with Project.open(film, read_only=True) as project:
        mixer = SoundMixer(project.document)
        try:
            return mixer.read(0, round(seconds * mixer.rate))
        finally:
            mixer.close()


def test_slow_motion_keeps_the_true_frames_and_finds_those_between(film: Path, clip: Path) -> None:
    before, footage = shown(film), clip.read_bytes()
    told = ask("slow", film, "6-12", "--speed", "1/2")
    assert told["cards"] == []
    assert "“clip.mp4” lie in a file of their own now" in told["notes"][0]
    after = shown(film)
    assert len(after) == 30
    assert all((after[n] == before[n]).all() for n in range(6))
    assert all((after[6 + 2 * i] == before[6 + i]).all() for i in range(6))
    assert all((after[n] == before[n - 6]).all() for n in range(18, 30))
    for i in range(6):
        between, first, second = after[7 + 2 * i], before[6 + i], before[7 + i]
        moved = (first != second).any(-1)
        assert (between[moved] != first[moved]).any(-1).mean() > 0.5
        assert np.abs(between.astype(int) - first).mean() < np.abs(first.astype(int) - second).mean()
    assert clip.read_bytes() == footage
    with Project.open(film) as project:
        project.undo()
        assert project.document.frames == 24
    assert all((a == b).all() for a, b in zip(shown(film), before, strict=True))


def test_repeating_makes_no_file(film: Path) -> None:
    ask("slow", film, "6-12", "--repeat")
    after = shown(film)
    assert all((after[6 + 2 * i] == after[7 + 2 * i]).all() for i in range(6))
    assert not (film.parent / "film.media").exists()
    ask("interpolate", film, "6-18")
    assert not any((shown(film)[6 + 2 * i] == shown(film)[7 + 2 * i]).all() for i in range(2))


def test_the_film_gets_a_higher_rate_and_its_sound_stays_in_step(film: Path) -> None:
    before, heard = shown(film), sound(film, 1.0)
    ask("interpolate", film, "--rate", 48)
    board = ask("show", film)
    assert (board["rate"], board["frames"]) == ("48/1", 48)
    after = shown(film)
    assert all((after[2 * n] == before[n]).all() for n in range(24))
    assert sum((after[2 * n + 1] == before[n]).all() for n in range(23)) == 0
    assert (sound(film, 1.0) == heard).all()
    answer = tween("interpolate", film)
    assert (answer.status, answer.err.count("\n")) == (1, 1)
    assert "No footage in 0–48 has frames missing" in answer.err


def test_a_drawn_card_is_slowed_as_it_is_seen(film: Path, model: Path) -> None:
    ask("card", film, "4-13", "--prompt", "a grey thing")
    ask("generate", film, "--model", model)
    before = shown(film)
    ask("slow", film, "8-16", "--speed", "50%")
    after = shown(film)
    assert all((after[8 + 2 * i] == before[8 + i]).all() for i in range(8))
    assert all((after[n] == before[n]).all() for n in range(8))
    assert [(card["range"], card["state"]) for card in ask("show", film)["cards"]] == [
        ([0, 4], "keep"), ([4, 8], "stale"), ([8, 24], "keep"), ([24, 32], "keep"),
    ]  # fmt: skip


def test_the_model_redraws_what_was_found(film: Path, model: Path) -> None:
    told = ask(
        "slow", film, "4-12", "--redraw", 0.5, "--prompt", "a thing drifts", "--model", model, "--draw"
    )
    (take,) = told["takes"]
    assert take["range"] == [4, 20]
    card = ask("show", film)["cards"][1]
    assert (card["strength"], card["prompt"], card["state"]) == (0.5, "a thing drifts", "done")
    with Project.open(film, read_only=True) as project:
        (known,) = [k for k in project.takes.takes()[0].request.known if k.cap == 0.5]
        assert "between" in known.path


def test_asked_for_once_more_nothing_is_made_again(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("slow", film, "6-12")
    made = tree(film.parent / "film.media")
    with Project.open(film) as project:
        project.undo()
    monkeypatch.setitem(sys.modules, "engine.media.output.writer", None)  # writing now would fail
    ask("slow", film, "6-12")
    assert tree(film.parent / "film.media") == made


REFUSED = {
    "not slower": (["slow", "0-9", "--speed", "1"], "needs a speed below 1"),
    "no speed": (["slow", "0-9", "--speed", "slow"], "is no speed"),
    "outside": (["slow", "20-30"], "not inside the film"),
    "too short": (["slow", "4-5"], "needs at least 2 frames"),
    "far too slow": (["slow", "4-9", "--speed", "1/200"], "1/100 is the slowest"),
    "words for nothing": (["slow", "4-9", "--prompt", "a ball"], "add --redraw"),
    "redrawn without words": (["slow", "4-9", "--redraw", "subtle"], "Nothing says what happens in 4–9"),
    "a strength that is none": (["slow", "4-9", "--redraw", "2"], "above 0 up to 1"),
    "a rate below": (["interpolate", "--rate", "12"], "choose a rate above that"),
    "a rate for a part": (["interpolate", "4-9", "--rate", "48"], "A rate is for all of the film"),
    "nothing missing": (["interpolate"], "No footage in 0–24 has frames missing"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_change_nothing(film: Path, case: str) -> None:
    (command, *words), why = REFUSED[case]
    before, files = ask("show", film), sorted(p.name for p in film.parent.iterdir())
    answer = tween(command, film, *words)
    assert answer.status == 1
    assert why in answer.err
    assert answer.err.count("\n") == 1
    assert ask("show", film) == before
    assert sorted(p.name for p in film.parent.iterdir()) == files


def test_without_opencv_the_film_stays(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ask("show", film)
    monkeypatch.setitem(sys.modules, "cv2", None)
    answer = tween("slow", film, "4-9")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == (
        "Frames between frames need OpenCV, which is not installed; install the program with its extra "
        "“models” or “vision”.\n"
    )
    assert ask("show", film) == before


def test_an_interrupt_leaves_the_film_and_no_file(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = engine.tools.between.write_footage

    def pressed(frames, *rest):
        def some():
            for n, frame in enumerate(frames):
                if n == 2:
                    os.kill(os.getpid(), signal.SIGINT)
                yield frame

        return real(some(), *rest)

    monkeypatch.setattr(engine.tools.between, "write_footage", pressed)
    before = ask("show", film)
    answer = tween("slow", film, "4-12")
    assert answer.status == 1
    assert "Stopped; the film is as it was." in answer.err
    assert ask("show", film) == before
    assert list((film.parent / "film.media").iterdir()) == []
