"""dev.py's decisions: when a set-up counts as done, what lacks on a machine, and how checks are summed up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def checkout(tmp_path: Path, repo: Path) -> Path:
    """A root with the two files that decide what is installed."""
    for name in ("pyproject.toml", "packaging/constraints.txt"):
        copy = tmp_path / "clone" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((repo / name).read_bytes())
    return tmp_path / "clone"


@pytest.fixture
def venv(checkout: Path) -> Path:
    (checkout / ".venv").mkdir()
    return checkout / ".venv"


def test_a_finished_set_up_is_not_done_again(dev: ModuleType, venv: Path, checkout: Path) -> None:
    assert not dev.is_current(venv, checkout)
    dev.write_stamp(venv, checkout)
    assert dev.is_current(venv, checkout)


@pytest.mark.parametrize("name", ["pyproject.toml", "packaging/constraints.txt"])
def test_a_changed_dependency_calls_for_a_new_set_up(
    dev: ModuleType, venv: Path, checkout: Path, name: str
) -> None:
    dev.write_stamp(venv, checkout)
    with (checkout / name).open("a") as file:
        file.write("# changed\n")
    assert not dev.is_current(venv, checkout)


def test_a_moved_checkout_calls_for_a_new_set_up(dev: ModuleType, venv: Path, checkout: Path) -> None:
    dev.write_stamp(venv, checkout)
    moved = checkout.rename(checkout.with_name("moved"))
    assert not dev.is_current(moved / ".venv", moved)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"installed": 1}'])
def test_a_damaged_stamp_counts_as_none(dev: ModuleType, venv: Path, checkout: Path, text: str) -> None:
    dev.stamp(venv).write_text(text)
    assert not dev.is_current(venv, checkout)


def test_a_venv_without_python_is_not_whole(dev: ModuleType, venv: Path, checkout: Path) -> None:
    assert not dev.is_whole(venv, checkout)


def test_a_venv_without_its_packages_is_not_whole(dev: ModuleType, venv: Path, checkout: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    assert dev.runs(dev.venv_python(venv), "pass")
    assert not dev.is_whole(venv, checkout)


def test_every_named_dependency_is_asked_for(dev: ModuleType, repo: Path) -> None:
    names = dev.direct_packages(repo)
    assert {"numpy", "av", "torch", "PySide6-Addons", "pyright", "pytest-qt", "tweenboard"} <= set(names)


def test_nothing_lacks_where_every_library_loads(system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "has_font", lambda: True)
    assert system.missing_packages(library=lambda soname: True) == []


def test_one_missing_library_names_its_package(system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "has_font", lambda: False)
    missing = system.missing_packages(library=lambda soname: soname != "libEGL.so.1")
    assert missing == ["fonts-dejavu-core", "libegl1"]


def test_programs_that_tests_use_are_found_missing(
    system: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert {"ffmpeg", "mandoc", "xvfb"} <= set(system.missing_test_packages())
    for name in system.TEST_PROGRAMS:
        (tmp_path / name).touch(mode=0o755)
    assert system.missing_test_packages() == []


@pytest.fixture
def without_root(system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A Linux with apt, for someone who is not root, where the tests' display is missing."""
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "missing_test_packages", lambda: ["xvfb"])
    return system


def test_without_root_one_sentence_gives_the_command(
    without_root: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(without_root, "missing_packages", lambda: ["libegl1"])
    with pytest.raises(without_root.SetupError) as caught:
        without_root.ensure(tests=True)
    sentence = str(caught.value)
    assert "`sudo apt-get install -y --no-install-recommends libegl1 xvfb`" in sentence
    assert "\n" not in sentence


def test_what_only_tests_need_stops_nothing(
    without_root: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(without_root, "missing_packages", list)
    without_root.ensure(tests=True)
    assert "Some tests will be skipped" in capsys.readouterr().out
    without_root.ensure(tests=False)
    assert not capsys.readouterr().out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
@pytest.mark.parametrize(
    ("variables", "seen"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
    ],
)
def test_a_window_opens_only_where_someone_would_see_it(
    system: ModuleType, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], seen: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system.has_display() is seen


def test_run_without_a_display_says_so_in_one_sentence(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(dev.system.sys, "platform", "linux")
    monkeypatch.setattr(dev, "set_up", lambda tests: Path(sys.executable))
    assert dev.main(["run"]) == 1
    assert capsys.readouterr().err.startswith("There is no display here")


def test_a_font_in_a_sub_folder_is_found(system: ModuleType, tmp_path: Path) -> None:
    assert not system.has_font([str(tmp_path), str(tmp_path / "none")])
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "DejaVuSans.ttf").touch()
    assert system.has_font([str(tmp_path)])


def test_a_check_passes_its_output_on_and_keeps_the_last_line(
    dev: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    code = "import sys; print('first'); print('3 failed', file=sys.stderr); sys.exit(4)"
    outcome = dev.run_check("mine", [sys.executable, "-u", "-c", code], dev.clean_env())
    assert (outcome.passed, outcome.last_line) == (False, "3 failed")
    assert "first" in capfd.readouterr().out


def test_a_failed_check_stops_no_other_and_fails_the_run(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    python = sys.executable
    bad = [python, "-c", "raise SystemExit(1)"]
    good = [python, "-c", "print('== 7 passed in 1s ==')"]
    monkeypatch.setattr(dev, "set_up", lambda tests: Path(python))
    monkeypatch.setattr(dev, "checks", lambda python, args: {"lint": bad, "types": bad, "pytest": good})
    assert dev.test([]) == 1
    lines = capfd.readouterr().out.splitlines()
    assert lines[-2:] == ["Failed: lint, types", "== 7 passed in 1s =="]
    monkeypatch.setattr(dev, "checks", lambda python, args: {"pytest": good})
    assert dev.test([]) == 0


def test_pytest_comes_last(dev: ModuleType) -> None:
    assert list(dev.checks(Path("python"), []))[-1] == "pytest"


def test_pythons_own_variables_do_not_reach_the_venv(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    env = dev.clean_env(EXTRA="1")
    assert "PYTHONPATH" not in env
    assert "PIP_USER" not in env
    assert env["EXTRA"] == "1"


@pytest.mark.parametrize("arguments", [[], ["dance"], ["demo", "a.mp4", "b.mp4"], ["run", "--fast"]])
def test_a_wrong_command_line_is_a_usage_error(
    dev: ModuleType, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        dev.main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err


def test_dev_runs_with_the_standard_library_alone(repo: Path) -> None:
    """-I -S: no site-packages at all, as on a machine where nothing is installed."""
    code = f"import sys; sys.path.insert(0, {str(repo / 'packaging')!r}); import dev; dev.main(['--help'])"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "demo" in done.stdout
